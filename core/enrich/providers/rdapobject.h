// SPDX-License-Identifier: GPL-3.0-or-later
// RDAP's answers (RFC 9083) with their contacts (jCard, RFC 7095). Pure: any JSON is fine.
#pragma once

#include <QJsonObject>
#include <QUrl>

#include "core/enrich/subject/lookupresult.h"

namespace weir::enrich::providers {

struct RdapContact {
    QStringList roles;
    QString name, organization, kind, email, country;
    bool countryDerived = false;  ///< read off a postal address
    int depth = 0;
};
/// All contacts, nested ones too, in the order of the answer: at most 200, at most 5 levels deep.
QList<RdapContact> rdapContacts(const QJsonObject& object);

/// Dotted decimal as registries write it: "074.125.000.000" is decimal, a "/n" at the end is ignored. Or IPv6.
std::optional<IpAddress> rdapAddress(const QString& text);
/// An ISO 3166 code, of a code itself or of a country's English name; empty if neither.
QString countryFromName(const QString& text);
/// The fields of an "ip network" or "domain" answer; what is missing or of a wrong type is left out.
void readRdap(enrich::subject::LookupResult& result, const QJsonObject& object);
/// The registrar's answer about the same domain, if the registry links to one (rel "related").
QUrl relatedLink(const QJsonObject& object);

}  // namespace weir::enrich::providers
