// SPDX-License-Identifier: GPL-3.0-or-later
// The text of a whois server (RFC 3912) as objects of attributes (RPSL, RFC 2622, and its many cousins), and what they
// say. Pure: any octets are fine, and cost no more than their length.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>
#include <optional>

#include "core/enrich/providers/registries.h"

namespace weir::enrich::providers {

struct WhoisAttribute {
    QString key;  ///< lower case
    QString value;
};
using WhoisObject = QList<WhoisAttribute>;

struct WhoisText {
    QList<WhoisObject> objects;  ///< separated by blank lines
    QStringList comments;        ///< lines that start with % or #, without that
    QString plain;               ///< the whole text, cleaned
    bool cut = false;            ///< beyond 4,000 lines or 200 objects; lines beyond 4,096 characters are cut, too
};
WhoisText parseWhois(const QByteArray& answer);

struct WhoisReferral {
    QString host;  ///< lower case, not yet checked
    quint16 port = 43;
    bool rwhois = false;
    QString shown;  ///< as the server wrote it
    /// Who may say so differs: a network's owner, IANA, or the registry of a top-level domain.
    enum class By : quint8 { network, iana, registrar } by = By::network;
};

enum class WhoisAnswer : quint8 { record, notFound, throttled, denied, nothing };

struct WhoisRecord {
    WhoisAnswer answer = WhoisAnswer::nothing;
    QString serverSays;        ///< the line that says so, for notFound, throttled and denied
    bool incomplete = false;   ///< the server says that it left things out
    bool placeholder = false;  ///< only the note that another registry holds the block
    QStringList countries;     ///< every value in order, upper case; those of placeholders are left out
    QString country;           ///< of the most specific network
    QString organization, networkName, range, abuse, originAs, registered, changed, organizationHandle;
    QString domain, registrar, registrarId, created, expires, updated, dnssec, registrantCountry;
    QStringList nameServers, statuses;
    QStringList organizations;  ///< registrant's, admin's and tech's, as a domain's record has them
    std::optional<WhoisReferral> referral;
    QStringList notes;  ///< who else could be asked, for the user
};
WhoisRecord readWhois(const WhoisText& text);

/// "whois://host[:port]/", "rwhois://…" or a bare host.
std::optional<WhoisReferral> parseReferral(const QString& text);
/// "200.57.128/19" is "200.57.128.0/19" at LACNIC; anything else stays.
QString wholePrefix(const QString& text);
/// "EU" and "AP" are registries' regions, not countries: "EU (region)".
QString countryWords(const QString& code);

}  // namespace weir::enrich::providers
