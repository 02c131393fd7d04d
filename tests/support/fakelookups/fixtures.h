// SPDX-License-Identifier: GPL-3.0-or-later
// Answers in the shapes that registries and reputation services give, in our own words.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace weir::enrich::fixtures {

QByteArray arinTwoNetworks();                         ///< 104.80.224.44: US, then NL
QByteArray arinReferral(const QByteArray& referral);  ///< RIPE's placeholder at ARIN
QByteArray ripe();                                    ///< 2.16.0.0/13: EU
QByteArray apnicKorea();                              ///< KR four times
QByteArray lacnic();                                  ///< Latin-1
QByteArray afrinic();
QByteArray verisign(const QByteArray& registrarHost);  ///< footprintdns.com
QByteArray registrar();                                ///< its three organisations
QByteArray rdapArin();                                 ///< 74.125.0.0/16: padded, no country, nested abuse contact
QByteArray virusTotal(int harmless, int malicious, int suspicious, int undetected);

/// What the lesson saw of one address.
struct LessonAnswer {
    const char* address;
    const char* countries;  ///< ';' between them
    const char* organization;
    int harmless, malicious, suspicious;
};
const QList<LessonAnswer>& lesson();
QByteArray lessonWhois(const QByteArray& query);         ///< the answer to a whois line, whatever the server
QByteArray lessonRdap(const QByteArray& address);        ///< empty if unknown
QByteArray lessonVirusTotal(const QByteArray& address);  ///< empty if unknown

}  // namespace weir::enrich::fixtures
