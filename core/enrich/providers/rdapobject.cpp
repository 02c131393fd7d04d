// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/providers/rdapobject.h"

#include <QDateTime>
#include <QHash>
#include <QLocale>

#include "core/enrich/providers/whoistext.h"
#include "core/enrich/subject/cleantext.h"
#include "core/enrich/subject/jsonwalk.h"
#include "core/enrich/subject/utctime.h"

namespace weir::enrich::providers {

namespace {

constexpr int mostContacts = 200;
constexpr int deepestContact = 5;
constexpr int mostProperties = 100;

bool twoLetters(const QString& text) {
    return text.size() == 2 && text[0].isLetter() && text[1].isLetter() && text.toLatin1() == text.toUtf8();
}

QString shownOrRedacted(const QString& text) {
    return text.startsWith(u"REDACTED", Qt::CaseInsensitive) ? QStringLiteral("redacted") : text;
}

/// A jCard value of any shape as one line.
QString cardText(const QJsonValue& value, int depth = 0) {
    if (value.isString())
        return enrich::subject::textOf(value);
    if (value.isDouble())
        return QString::number(value.toDouble());
    QStringList parts;
    if (value.isArray() && depth < 2) {
        for (const QJsonValue& one : value.toArray()) {
            if (const QString text = cardText(one, depth + 1); !text.isEmpty() && parts.size() < mostProperties)
                parts.append(text);
        }
    }
    return parts.join(QStringLiteral(", "));
}

void readAddress(RdapContact& contact, const QJsonObject& parameters, const QJsonValue& value) {
    if (const QString code = cardText(parameters.value(u"cc")); twoLetters(code)) {
        contact.country = code.toUpper();
        contact.countryDerived = true;
        return;
    }
    QString name = enrich::subject::textOf(value.toArray().at(6));
    if (name.isEmpty()) {
        // Some servers escape the line breaks of the label twice.
        QString label = parameters.value(u"label").toString().left(2048);
        label.replace(QStringLiteral("\\n"), QStringLiteral("\n"));
        name = enrich::subject::cleanText(label).trimmed().section(u'\n', -1).trimmed();
    }
    if (const QString code = countryFromName(name); !code.isEmpty()) {
        contact.country = code;
        contact.countryDerived = true;
    }
}

RdapContact readContact(const QJsonObject& entity, int depth) {
    RdapContact out;
    out.depth = depth;
    out.roles = enrich::subject::textsOf(entity.value(u"roles"));
    const QJsonArray card = entity.value(u"vcardArray").toArray().at(1).toArray();
    int seen = 0;
    for (const QJsonValue& value : card) {
        const QJsonArray property = value.toArray();
        if (property.size() < 4 || ++seen > mostProperties)
            continue;
        const QString name = property[0].toString().toLower();
        const auto set = [&](QString& where) {
            if (where.isEmpty())
                where = shownOrRedacted(cardText(property[3]));
        };
        if (name == u"fn")
            set(out.name);
        else if (name == u"org")
            set(out.organization);
        else if (name == u"kind")
            set(out.kind);
        else if (name == u"email")
            set(out.email);
        else if (name == u"adr" && out.country.isEmpty())
            readAddress(out, property[1].toObject(), property[3]);
    }
    return out;
}

void collectContacts(const QJsonValue& entities, int depth, QList<RdapContact>& out) {
    if (depth > deepestContact)
        return;
    for (const QJsonValue& value : entities.toArray()) {
        if (out.size() >= mostContacts)
            return;
        const QJsonObject entity = value.toObject();
        if (entity.isEmpty())
            continue;
        out.append(readContact(entity, depth));
        collectContacts(entity.value(u"entities"), depth + 1, out);
    }
}

const RdapContact* withRole(const QList<RdapContact>& contacts, const char* role) {
    for (const RdapContact& contact : contacts) {
        if (contact.roles.contains(QLatin1String(role)))
            return &contact;
    }
    return nullptr;
}

QString organizationOf(const RdapContact* contact) {
    if (!contact)
        return {};
    return contact->organization.isEmpty() ? contact->name : contact->organization;
}

/// A date in a year that makes sense, as ISO 8601 in UTC.
QString eventDate(const QJsonObject& object, const char* action) {
    for (const QJsonValue& value : object.value(u"events").toArray()) {
        const QJsonObject event = value.toObject();
        if (event.value(u"eventAction").toString() != QLatin1String(action))
            continue;
        QDateTime date = QDateTime::fromString(event.value(u"eventDate").toString(), Qt::ISODateWithMs);
        if (!date.isValid())
            continue;
        date = date.toUTC();
        if (date.date().year() >= 1980 && date.date().year() <= 2200)
            return date.toString(Qt::ISODate);
    }
    return {};
}

void readNetwork(enrich::subject::LookupResult& result, const QJsonObject& object, const QList<RdapContact>& contacts) {
    const auto first = rdapAddress(enrich::subject::textOf(object.value(u"startAddress")));
    const auto last = rdapAddress(enrich::subject::textOf(object.value(u"endAddress")));
    if (first && last) {
        const IpAddress& asked = result.indicator.address();
        if (first->version != asked.version || asked < *first || *last < asked)
            result.warnings.append(QStringLiteral("the answer is for another range"));
        result.add(QStringLiteral("range"), QStringLiteral("Range"),
                   QString::fromStdString(first->toString() + " - " + last->toString()));
    }
    QStringList prefixes;
    for (const QJsonValue& value : object.value(u"cidr0_cidrs").toArray()) {
        const QJsonObject one = value.toObject();
        QString prefix = enrich::subject::textOf(one.value(u"v4prefix"));
        if (prefix.isEmpty())
            prefix = enrich::subject::textOf(one.value(u"v6prefix"));
        if (const auto length = enrich::subject::countOf(one.value(u"length"));
            length && !prefix.isEmpty() && prefixes.size() < 200)
            prefixes.append(QStringLiteral("%1/%2").arg(prefix).arg(*length));
    }
    if (prefixes.isEmpty() && first && last) {
        // One prefix, if the range is one; registries hand out few that are not.
        for (unsigned length = 0; length <= first->bits(); ++length) {
            const Prefix prefix = Prefix::make(*first, length);
            if (prefix.network == *first && prefix.contains(*last)) {
                IpAddress beyond = *last;
                if (++beyond.low == 0)
                    ++beyond.high;
                const bool whole = !prefix.contains(beyond) || length == 0;
                if (whole)
                    prefixes.append(QString::fromStdString(prefix.toString()));
                if (whole)
                    break;
            }
        }
    }
    result.add(QStringLiteral("prefixes"), QStringLiteral("Networks"), prefixes);
    result.add(QStringLiteral("network"), QStringLiteral("Network"), enrich::subject::textOf(object.value(u"name")));

    const RdapContact* owner = withRole(contacts, "registrant");
    QString organization = organizationOf(owner);
    if (organization.isEmpty()) {
        for (const QJsonValue& value : object.value(u"remarks").toArray()) {
            const QJsonObject remark = value.toObject();
            if (enrich::subject::textOf(remark.value(u"title")).compare(u"description", Qt::CaseInsensitive) == 0)
                organization = enrich::subject::textsOf(remark.value(u"description")).value(0);
            if (!organization.isEmpty())
                break;
        }
    }
    if (organization.isEmpty())
        organization = enrich::subject::textOf(object.value(u"name"));
    result.add(QStringLiteral("organization"), QStringLiteral("Organization"), organization);

    QString country = enrich::subject::textOf(object.value(u"country"));
    if (twoLetters(country)) {
        result.add(QStringLiteral("country"), QStringLiteral("Country"), countryWords(country.toUpper()));
    } else if (owner && !owner->country.isEmpty()) {
        country = owner->country;
        result.add(QStringLiteral("country"), QStringLiteral("Country"), country);
        result.add(QStringLiteral("country_source"), QStringLiteral("Country is from"),
                   QStringLiteral("derived from the registrant's postal address"));
    } else {
        country.clear();
    }
    if (!country.isEmpty())
        result.countries = {country.toUpper()};
    QStringList origins;
    for (const QJsonValue& value : object.value(u"arin_originas0_originautnums").toArray()) {
        if (const auto number = enrich::subject::countOf(value); number && origins.size() < 200)
            origins.append(QStringLiteral("AS%1").arg(*number));
    }
    result.add(QStringLiteral("origin_as"), QStringLiteral("Origin AS"), origins);
    result.add(QStringLiteral("handle"), QStringLiteral("Handle"), enrich::subject::textOf(object.value(u"handle")));
    result.add(QStringLiteral("type"), QStringLiteral("Type"), enrich::subject::textOf(object.value(u"type")));
}

void readDomain(enrich::subject::LookupResult& result, const QJsonObject& object, const QList<RdapContact>& contacts) {
    const auto organization = [&](const char* key, const char* label, const char* role) {
        result.add(QLatin1String(key), QLatin1String(label), organizationOf(withRole(contacts, role)));
    };
    organization("organization", "Organization", "registrant");
    organization("admin_organization", "Administrator's organization", "administrative");
    organization("tech_organization", "Technician's organization", "technical");
    organization("registrar", "Registrar", "registrar");
    if (const RdapContact* owner = withRole(contacts, "registrant"); owner && !owner->country.isEmpty()) {
        result.add(QStringLiteral("country"), QStringLiteral("Country"), owner->country);
        result.countries = {owner->country};
    }
    QStringList servers;
    for (const QJsonValue& value : object.value(u"nameservers").toArray()) {
        if (const QString name = enrich::subject::textOf(value.toObject().value(u"ldhName")).toLower(); !name.isEmpty())
            servers.append(name);
    }
    result.add(QStringLiteral("name_servers"), QStringLiteral("Name servers"), servers.mid(0, 200));
    if (const QJsonValue signedZone = object.value(u"secureDNS").toObject().value(u"delegationSigned");
        signedZone.isBool())
        result.add(QStringLiteral("dnssec"), QStringLiteral("DNSSEC"),
                   signedZone.toBool() ? QStringLiteral("signed") : QStringLiteral("unsigned"));
}

}  // namespace

std::optional<IpAddress> rdapAddress(const QString& given) {
    const QString text = given.section(u'/', 0, 0).trimmed();
    if (text.contains(u':'))
        return IpAddress::parse(text.toStdString());
    const QStringList parts = text.split(u'.');
    if (parts.size() != 4)
        return {};
    std::uint32_t number = 0;
    for (const QString& part : parts) {
        bool ok = !part.isEmpty() && part.size() <= 3 && part[0].isDigit();
        const unsigned octet = part.toUInt(&ok, 10);
        if (!ok || octet > 255 || part.size() > 3 || part[0] == u'+')
            return {};
        number = number << 8 | octet;
    }
    return IpAddress::v4(number);
}

QString countryFromName(const QString& text) {
    if (twoLetters(text))
        return text.toUpper();
    static const QHash<QString, QString> names = [] {
        QHash<QString, QString> out;
        for (int i = QLocale::AnyTerritory + 1; i <= QLocale::LastTerritory; ++i) {
            const auto territory = static_cast<QLocale::Territory>(i);
            const QString code = QLocale::territoryToCode(territory);
            if (code.size() == 2)
                out.insert(QLocale::territoryToString(territory).toLower(), code);
        }
        constexpr std::pair<const char*, const char*> others[] = {{"korea (republic of)", "KR"},
                                                                  {"korea, republic of", "KR"},
                                                                  {"republic of korea", "KR"},
                                                                  {"russian federation", "RU"},
                                                                  {"viet nam", "VN"},
                                                                  {"czech republic", "CZ"},
                                                                  {"turkey", "TR"},
                                                                  {"the netherlands", "NL"},
                                                                  {"great britain", "GB"},
                                                                  {"united states of america", "US"},
                                                                  {"usa", "US"},
                                                                  {"hong kong", "HK"},
                                                                  {"taiwan, province of china", "TW"},
                                                                  {"moldova, republic of", "MD"},
                                                                  {"iran, islamic republic of", "IR"},
                                                                  {"tanzania, united republic of", "TZ"},
                                                                  {"united republic of tanzania", "TZ"},
                                                                  {"macau", "MO"}};
        for (const auto& [name, code] : others) out.insert(QString::fromLatin1(name), QString::fromLatin1(code));
        out.insert(QStringLiteral("t\u00fcrkiye"), QStringLiteral("TR"));
        out.insert(QStringLiteral("czechia"), QStringLiteral("CZ"));
        return out;
    }();
    return names.value(text.trimmed().toLower());
}

QList<RdapContact> rdapContacts(const QJsonObject& object) {
    QList<RdapContact> out;
    collectContacts(object.value(u"entities"), 1, out);
    return out;
}

void readRdap(enrich::subject::LookupResult& result, const QJsonObject& object) {
    const QList<RdapContact> contacts = rdapContacts(object);
    if (result.indicator.isAddress())
        readNetwork(result, object, contacts);
    else
        readDomain(result, object, contacts);
    if (const RdapContact* abuse = withRole(contacts, "abuse"))
        result.add(QStringLiteral("abuse"), QStringLiteral("Abuse contact"), abuse->email);
    const QString created = eventDate(object, "registration");
    result.add(QStringLiteral("created"), QStringLiteral("Registered"), created);
    result.add(QStringLiteral("expires"), QStringLiteral("Expires"), eventDate(object, "expiration"));
    result.add(QStringLiteral("changed"), QStringLiteral("Changed"), eventDate(object, "last changed"));
    result.add(QStringLiteral("status"), QStringLiteral("Status"), enrich::subject::textsOf(object.value(u"status")));
    constexpr qint64 youngDays = 30;
    const QDateTime since = QDateTime::fromString(created, Qt::ISODate);
    if (!result.indicator.isAddress() && since.isValid() && result.retrievedAt > 0) {
        const qint64 days = since.daysTo(QDateTime::fromMSecsSinceEpoch(result.retrievedAt, enrich::subject::utc));
        result.add(QStringLiteral("age_days"), QStringLiteral("Age in days"), std::max<qint64>(days, 0));
        if (days < youngDays)
            result.warnings.append(QStringLiteral("registered less than %1 days ago").arg(youngDays));
    }
}

QUrl relatedLink(const QJsonObject& object) {
    for (const QJsonValue& value : object.value(u"links").toArray()) {
        const QJsonObject link = value.toObject();
        if (link.value(u"rel").toString() == u"related" &&
            link.value(u"type").toString().startsWith(u"application/rdap+json"))
            return QUrl(link.value(u"href").toString().left(2048), QUrl::StrictMode);
    }
    return {};
}

}  // namespace weir::enrich::providers
