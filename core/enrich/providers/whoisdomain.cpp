// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/providers/whoisdomain.h"

#include <QRegularExpression>
#include <algorithm>
#include <array>

namespace weir::enrich::providers {

namespace {

enum class Means : quint8 {
    domain,
    registrar,
    registrarOrganization,
    registrarName,
    registrarId,
    abuse,
    created,
    expires,
    updated,
    servers,
    status,
    dnssec,
    country,
    organization,       ///< the registrant's
    otherOrganization,  ///< of admin and tech
    name,               ///< the registrant's, where there is no organization
    handle,             ///< of the registrant: an object of the same answer tells more
};

/// Attributes, lower case, as the registries write them; those of a section begin with its name.
constexpr std::pair<const char*, Means> words[] = {
    {"domain name", Means::domain},
    {"domain", Means::domain},
    {"domain name (ascii)", Means::domain},
    {"registrar", Means::registrar},
    {"sponsoring registrar", Means::registrar},
    {"registrar name", Means::registrarName},
    {"registrar organization", Means::registrarOrganization},
    {"registrar organization name", Means::registrarOrganization},
    {"registrar organisation", Means::registrarOrganization},
    {"authorized agency", Means::registrar},
    {"registration service provider", Means::registrar},
    {"registrar iana id", Means::registrarId},
    {"registrar abuse contact email", Means::abuse},
    {"creation date", Means::created},
    {"created", Means::created},
    {"created on", Means::created},
    {"created date", Means::created},
    {"registered", Means::created},
    {"registered on", Means::created},
    {"registered date", Means::created},
    {"registration date", Means::created},
    {"registration time", Means::created},
    {"record created", Means::created},
    {"record created on", Means::created},
    {"domain name commencement date", Means::created},
    {"assigned", Means::created},
    {"registry expiry date", Means::expires},
    {"registrar registration expiration date", Means::expires},
    {"paid-till", Means::expires},
    {"expiry date", Means::expires},
    {"expires", Means::expires},
    {"expires on", Means::expires},
    {"expire", Means::expires},
    {"expire date", Means::expires},
    {"expire-date", Means::expires},
    {"expiration date", Means::expires},
    {"expiration time", Means::expires},
    {"exp date", Means::expires},
    {"record expires on", Means::expires},
    {"renewal date", Means::expires},
    {"valid until", Means::expires},
    {"validity", Means::expires},
    {"updated date", Means::updated},
    {"updated", Means::updated},
    {"last updated", Means::updated},
    {"last updated date", Means::updated},
    {"last update", Means::updated},
    {"last-update", Means::updated},
    {"last modified", Means::updated},
    {"last-modified", Means::updated},
    {"last-updated", Means::updated},
    {"modified", Means::updated},
    {"changed", Means::updated},
    {"name server", Means::servers},
    {"name servers", Means::servers},
    {"nserver", Means::servers},
    {"nameserver", Means::servers},
    {"nameservers", Means::servers},
    {"domain nameservers", Means::servers},
    {"domain servers", Means::servers},
    {"domain status", Means::status},
    {"status", Means::status},
    {"state", Means::status},
    {"registration status", Means::status},
    {"dnssec", Means::dnssec},
    {"registrant country", Means::country},
    {"registrant organization", Means::organization},
    {"registrant organisation", Means::organization},
    {"registrant organization name", Means::organization},
    {"registrant org", Means::organization},
    {"domain holder organization", Means::organization},
    {"organization", Means::organization},
    {"org", Means::organization},
    {"admin organization", Means::otherOrganization},
    {"tech organization", Means::otherOrganization},
    {"registrant", Means::name},
    {"registrant name", Means::name},
    {"owner", Means::name},
    {"owner name", Means::name},
    {"holder", Means::name},
    {"descr", Means::name},
    {"holder-c", Means::handle},
};

std::optional<Means> meaningOf(const QString& key) {
    // "Company English Name (It should be the same as the registered …)"
    if (key.contains(u"company english name"))
        return Means::organization;
    const auto found = std::find_if(std::begin(words), std::end(words),
                                    [&](const auto& word) { return key == QLatin1String(word.first); });
    if (found != std::end(words))
        return found->second;
    // Below a heading "Domain:"; dates may stand below any.
    if (key.startsWith(u"domain "))
        return meaningOf(key.mid(7));
    if (!key.startsWith(u"registrant "))
        return {};
    const auto rest = meaningOf(key.mid(11));
    return rest == Means::created || rest == Means::expires ? rest : std::nullopt;
}

bool contains(const QString& text, const char* part) { return text.contains(QLatin1String(part), Qt::CaseInsensitive); }

bool redacted(const QString& value) {
    return value.isEmpty() || contains(value, "redacted for privacy") || contains(value, "data protected") ||
           contains(value, "not disclosed") || contains(value, "not shown") || contains(value, "hidden upon") ||
           value == u"***N/A***" || value == u"-";
}

QString shownOrRedacted(const QString& value) { return redacted(value) ? QStringLiteral("redacted") : value; }

/// "microso-1234", "ANO00-FRNIC", "REG-MARKMONITOR": a key to another object, not a name.
bool isHandle(const QString& value) {
    static const QRegularExpression form(
        QStringLiteral("^[A-Za-z]{2,12}[A-Za-z0-9]*[-_]?[0-9]+(-[A-Z]+)?$|^[A-Z0-9]+-[A-Z]+$"));
    return form.match(value).hasMatch();
}

}  // namespace

void WhoisDomainReader::take(const WhoisObject& object) {
    QString handle, organization, name;
    for (const WhoisAttribute& one : object) {
        const QString value = one.value.section(u'\n', 0, 0);
        if ((one.key == u"nic-hdl" || one.key == u"contact id" || (one.key == u"contact" && &one == &object.first())) &&
            handle.isEmpty())
            handle = value;
        else if ((one.key == u"org" || one.key == u"organization") && organization.isEmpty())
            organization = value;
        else if ((one.key == u"name" || one.key == u"contact" || one.key == u"personname") && name.isEmpty())
            name = value;
    }
    if (!handle.isEmpty() && m_contacts.size() < 100) {
        m_contacts.insert(handle.toLower(), organization.isEmpty() ? name : organization);
        return;  // of one of the contacts, not of the domain
    }
    // Norid tells of the holder in an object of its own.
    const bool norid = !object.isEmpty() && object.first().key == u"norid handle";
    const auto isOrganization = [](const WhoisAttribute& one) {
        return one.key == u"type" && one.value.compare(u"organization", Qt::CaseInsensitive) == 0;
    };
    if (norid && std::any_of(object.begin(), object.end(), isOrganization) && m_record.organization.isEmpty())
        m_record.organization = name;
    for (const WhoisAttribute& one : object) takeAttribute(one);
}

void WhoisDomainReader::takeAttribute(const WhoisAttribute& attribute) {
    const auto means = meaningOf(attribute.key);
    if (!means)
        return;
    const QString value = attribute.value.section(u'\n', 0, 0).trimmed();
    const auto set = [&](QString& where) {
        if (where.isEmpty())
            where = value;
    };
    if (value.isEmpty())
        return;
    WhoisRecord& r = m_record;
    switch (*means) {
        case Means::domain:
            return set(r.domain);
        case Means::registrar:
            return set(r.registrar);
        case Means::registrarOrganization:
            return set(m_registrarOrganization);
        case Means::registrarName:
            return set(m_registrarName);
        case Means::registrarId:
            return set(r.registrarId);
        case Means::abuse:
            return set(r.abuse);
        case Means::created:
            return set(r.created);
        case Means::expires:
            return set(r.expires);
        case Means::updated:
            return set(r.updated);
        case Means::servers:
            for (const QString& server : attribute.value.split(u'\n', Qt::SkipEmptyParts))
                r.nameServers.append(server.trimmed().section(u' ', 0, 0).toLower());
            return;
        case Means::status:
            r.statuses.append(value.section(u' ', 0, 0));
            return;
        case Means::dnssec:
            return set(r.dnssec);
        case Means::country:
            r.registrantCountry = value;
            return;
        case Means::organization:
            if (r.domain.isEmpty() && !attribute.key.startsWith(u"registrant"))
                return;  // of no domain's record
            if (attribute.key.startsWith(u"registrant"))
                r.organizations.append(shownOrRedacted(value));
            if (r.organization.isEmpty() || attribute.key.startsWith(u"registrant"))
                r.organization = shownOrRedacted(value);
            return;
        case Means::otherOrganization:
            r.organizations.append(shownOrRedacted(value));
            return;
        case Means::name:
            if (!r.domain.isEmpty())
                set(m_registrantName);
            return;
        case Means::handle:
            return set(m_holderHandle);
    }
}

QString WhoisDomainReader::joined(const QString& handle) const { return m_contacts.value(handle.toLower()); }

void WhoisDomainReader::finish(WhoisRecord& record) const {
    record.domain = m_record.domain;
    for (const QString& registrar :
         {m_registrarOrganization, m_registrarName, joined(m_record.registrar), m_record.registrar}) {
        if (record.registrar.isEmpty())
            record.registrar = registrar;
    }
    record.registrarId = m_record.registrarId;
    if (record.abuse.isEmpty())
        record.abuse = m_record.abuse;
    record.created = m_record.created;
    record.expires = m_record.expires;
    record.updated = m_record.updated;
    record.nameServers = m_record.nameServers.mid(0, 200);
    record.statuses = m_record.statuses.mid(0, 200);
    record.dnssec = m_record.dnssec;
    record.registrantCountry = m_record.registrantCountry;
    record.organizations = m_record.organizations.mid(0, 200);
    QString organization = m_record.organization;
    for (const QString& holder : {m_holderHandle, m_registrantName}) {
        if (!organization.isEmpty() || holder.isEmpty())
            continue;
        organization = joined(holder);
        if (organization.isEmpty() && !isHandle(holder))
            organization = shownOrRedacted(holder);
    }
    if (!organization.isEmpty())
        record.organization = organization;
}

}  // namespace weir::enrich::providers
