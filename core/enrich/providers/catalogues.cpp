// SPDX-License-Identifier: GPL-3.0-or-later
// Services that list what they have seen: certificates (crt.sh), hosts (Censys), files (CIRCL hashlookup).
#include "core/enrich/providers/jsonservice.h"
#include "core/enrich/providers/reputation.h"
#include "core/enrich/subject/jsonwalk.h"

namespace weir::enrich::providers {

namespace {

using enrich::subject::textOf;

bool readCrtSh(enrich::subject::LookupResult& result, const QJsonObject& object, int http) {
    if (http != 200)
        return false;
    if (!object.value(u"list").isArray())
        return malformed(result, QStringLiteral("no list of certificates in the answer"));
    const QJsonArray certificates = object.value(u"list").toArray();
    if (certificates.isEmpty()) {
        result.status = enrich::subject::LookupStatus::notFound;
        return true;
    }
    QStringList names, issuers;
    QString first, last;
    for (const QJsonValue& value : certificates) {
        const QJsonObject one = value.toObject();
        // Names stand on lines of their own.
        for (const QString& name : one.value(u"name_value").toString().left(16'384).split(u'\n', Qt::SkipEmptyParts))
            addNew(names, {textOf(name)});
        addNew(issuers, {textOf(one.value(u"issuer_name"))});
        const QString begin = textOf(one.value(u"not_before"));
        if (!begin.isEmpty() && (first.isEmpty() || begin < first))
            first = begin;
        last = std::max(last, begin);
    }
    result.add(QStringLiteral("certificates"), QStringLiteral("Valid certificates"),
               static_cast<qint64>(certificates.size()));
    result.add(QStringLiteral("first"), QStringLiteral("First valid from"), first);
    result.add(QStringLiteral("last"), QStringLiteral("Last valid from"), last);
    result.add(QStringLiteral("names"), QStringLiteral("Names"), names);
    result.add(QStringLiteral("issuers"), QStringLiteral("Issuers"), issuers);
    result.verdict = enrich::subject::Verdict::info;
    return true;
}

bool readCensys(enrich::subject::LookupResult& result, const QJsonObject& object, int http) {
    if (http != 200)
        return false;
    const QJsonObject host = object.value(u"result").toObject().value(u"resource").toObject();
    if (host.isEmpty())
        return malformed(result, QStringLiteral("no host in the answer"));
    QStringList services, software, names = enrich::subject::textsOf(host.value(u"dns").toObject().value(u"names"));
    for (const QJsonValue& value : host.value(u"services").toArray()) {
        const QJsonObject service = value.toObject();
        const auto port = enrich::subject::countOf(service.value(u"port"));
        if (port && *port <= 65535)
            addNew(services, {QStringLiteral("%1 %2").arg(*port).arg(textOf(service.value(u"protocol"))).trimmed()});
        for (const QJsonValue& one : service.value(u"software").toArray())
            addNew(software, {textOf(one.toObject().value(u"product"))});
    }
    const QJsonObject system = host.value(u"autonomous_system").toObject();
    result.add(QStringLiteral("services"), QStringLiteral("Services"), services);
    result.add(QStringLiteral("software"), QStringLiteral("Software"), software);
    result.add(QStringLiteral("hostnames"), QStringLiteral("Host names"), names);
    addCount(result, system, "asn", "asn", "AS number");
    addText(result, system, "name", "as_name", "AS name");
    addText(result, host.value(u"location").toObject(), "country_code", "country", "Country");
    result.add(QStringLiteral("labels"), QStringLiteral("Labels"), enrich::subject::textsOf(host.value(u"labels")));
    result.verdict = enrich::subject::Verdict::info;
    return true;
}

bool readHashLookup(enrich::subject::LookupResult& result, const QJsonObject& object, int http) {
    if (http != 200)
        return false;
    addText(result, object, "KnownMalicious", "known_malicious", "Known as malicious to");
    addText(result, object, "FileName", "file_name", "File name");
    addCount(result, object, "FileSize", "file_size", "Size");
    addText(result, object.value(u"ProductCode").toObject(), "ProductName", "product", "Product");
    addText(result, object, "PackageName", "package", "Package");
    addText(result, object, "source", "source", "Source");
    addCount(result, object, "hashlookup:trust", "trust", "Trust (%)");
    if (result.fields.isEmpty())
        return malformed(result, QStringLiteral("nothing known in the answer"));
    constexpr int trusted = 50;  // above it, the more sources vouch for the file the more; below, the fewer
    const bool bad = !result.text(QStringLiteral("known_malicious")).isEmpty();
    result.verdict = bad ? enrich::subject::Verdict::malicious
                     : result.number(QStringLiteral("trust")).value_or(0) > trusted ? enrich::subject::Verdict::clean
                                                                                    : enrich::subject::Verdict::info;
    return true;
}

}  // namespace

std::shared_ptr<const Provider> crtSh() {
    ProviderDescriptor d;
    d.id = QStringLiteral("crtsh");
    d.name = QStringLiteral("crt.sh");
    d.kinds = {enrich::subject::IndicatorKind::domain};
    d.reputation = true;
    d.limits = {5, 61'000, 0, 0, 1};
    d.columns = {numberColumn("certificates", "crtsh_certificates"), textColumn("first", "crtsh_first"),
                 listColumn("names", "crtsh_names"), listColumn("issuers", "crtsh_issuers")};
    d.privacyNote = QStringLiteral("Sectigo, which runs crt.sh, sees the question.");
    return std::make_shared<JsonService>(
        d,
        [](const enrich::subject::Indicator& indicator) {
            RequestPlan plan = getJson(QStringLiteral("https://crt.sh/?q=%1&output=json&exclude=expired"
                                                      "&deduplicate=Y")
                                           .arg(indicator.text()));
            plan.most = 4 << 20;
            return plan;
        },
        readCrtSh);
}

std::shared_ptr<const Provider> censys() {
    ProviderDescriptor d;
    d.id = QStringLiteral("censys");
    d.name = QStringLiteral("Censys");
    d.kinds = {enrich::subject::IndicatorKind::ip4, enrich::subject::IndicatorKind::ip6};
    d.needsKey = true;
    d.keyHeader = "Authorization";
    d.environmentVariable = QStringLiteral("WEIR_CENSYS_KEY");
    d.keepAnswer = 7 * 24 * 3600;
    d.limits = {0, 61'000, 0, 100, 1};
    d.columns = {listColumn("services", "censys_services"), listColumn("software", "censys_software"),
                 listColumn("hostnames", "censys_names"), listColumn("labels", "censys_labels")};
    d.privacyNote = QStringLiteral("Censys sees the question.");
    d.terms = QStringLiteral("A question costs a credit; free accounts have 100 a month.");
    return std::make_shared<JsonService>(
        d,
        [](const enrich::subject::Indicator& indicator) {
            RequestPlan plan =
                getJson(QStringLiteral("https://api.platform.censys.io/v3/global/asset/host/%1").arg(indicator.text()));
            plan.headers = commonHeaders("application/vnd.censys.api.v3.host.v1+json");
            plan.keyPrefix = "Bearer ";
            plan.most = 4 << 20;
            return plan;
        },
        readCensys);
}

std::shared_ptr<const Provider> hashLookup() {
    ProviderDescriptor d;
    d.id = QStringLiteral("hashlookup");
    d.name = QStringLiteral("CIRCL hashlookup");
    d.kinds = {enrich::subject::IndicatorKind::hash};
    d.keepAnswer = 7 * 24 * 3600;
    d.limits.concurrent = 2;
    d.columns = {textColumn("file_name", "hashlookup_name"), textColumn("product", "hashlookup_product"),
                 numberColumn("trust", "hashlookup_trust")};
    d.privacyNote = QStringLiteral("CIRCL sees the question.");
    return std::make_shared<JsonService>(
        d,
        [](const enrich::subject::Indicator& indicator) {
            const QString& hash = indicator.text();
            const QString kind = hash.size() == 32   ? QStringLiteral("md5")
                                 : hash.size() == 40 ? QStringLiteral("sha1")
                                                     : QStringLiteral("sha256");
            return getJson(QStringLiteral("https://hashlookup.circl.lu/lookup/%1/%2").arg(kind, hash));
        },
        readHashLookup,
        [](const enrich::subject::LookupResult& result) {
            return firstOf(result, {"known_malicious", "file_name"});
        });
}

}  // namespace weir::enrich::providers
