// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/providers/reputation.h"

#include <QUrlQuery>

#include "core/enrich/providers/jsonservice.h"
#include "core/enrich/subject/jsonwalk.h"

namespace weir::enrich::providers {

namespace {

bool readAbuseIpDb(enrich::subject::LookupResult& result, const QJsonObject& object, int http) {
    if (http != 200)
        return false;
    const QJsonObject data = object.value(u"data").toObject();
    const auto score = enrich::subject::countOf(data.value(u"abuseConfidenceScore"));
    if (!score || *score > 100)
        return malformed(result, QStringLiteral("no confidence score in the answer"));
    result.add(QStringLiteral("abuse_score"), QStringLiteral("Abuse confidence (%)"), *score);
    addCount(result, data, "totalReports", "reports", "Reports");
    addCount(result, data, "numDistinctUsers", "reporters", "Reporters");
    addText(result, data, "countryCode", "country", "Country");
    addText(result, data, "isp", "organization", "Provider");
    addText(result, data, "usageType", "usage", "Usage");
    addText(result, data, "domain", "domain", "Domain");
    addYesNo(result, data, "isTor", "tor", "Tor");
    addYesNo(result, data, "isWhitelisted", "whitelisted", "Whitelisted");
    result.add(QStringLiteral("hostnames"), QStringLiteral("Host names"),
               enrich::subject::textsOf(data.value(u"hostnames")));
    addText(result, data, "lastReportedAt", "last_seen", "Last reported");
    constexpr int high = 75;
    constexpr int some = 25;
    result.verdict = *score >= high   ? enrich::subject::Verdict::malicious
                     : *score >= some ? enrich::subject::Verdict::suspicious
                                      : enrich::subject::Verdict::none;
    // Reports about what the service itself vouches for, such as a search engine's crawler, count for nothing.
    if (data.value(u"isWhitelisted").toBool())
        result.verdict = enrich::subject::Verdict::clean;
    return true;
}

bool readGreyNoise(enrich::subject::LookupResult& result, const QJsonObject& object, int http) {
    if (http != 200)
        return false;
    const QString classification = enrich::subject::textOf(object.value(u"classification"));
    addText(result, object, "classification", "classification", "Classification");
    addYesNo(result, object, "noise", "noise", "Scans the Internet");
    addYesNo(result, object, "riot", "common_service", "Common business service");
    addText(result, object, "name", "name", "Name");
    addText(result, object, "last_seen", "last_seen", "Last seen");
    if (result.fields.isEmpty())
        return malformed(result, QStringLiteral("nothing known in the answer"));
    result.verdict = classification == u"malicious"    ? enrich::subject::Verdict::malicious
                     : classification == u"suspicious" ? enrich::subject::Verdict::suspicious
                     : classification == u"benign"     ? enrich::subject::Verdict::clean
                                                       : enrich::subject::Verdict::info;
    return true;
}

bool readInternetDb(enrich::subject::LookupResult& result, const QJsonObject& object, int http) {
    if (http != 200)
        return false;
    if (!object.contains(u"ip"))
        return malformed(result, QStringLiteral("no address in the answer"));
    QStringList ports;
    for (const QJsonValue& value : object.value(u"ports").toArray()) {
        if (const auto port = enrich::subject::countOf(value); port && *port <= 65535)
            ports.append(QString::number(*port));
    }
    result.add(QStringLiteral("ports"), QStringLiteral("Open ports"), ports);
    result.add(QStringLiteral("hostnames"), QStringLiteral("Host names"),
               enrich::subject::textsOf(object.value(u"hostnames")));
    result.add(QStringLiteral("software"), QStringLiteral("Software"), enrich::subject::textsOf(object.value(u"cpes")));
    result.add(QStringLiteral("tags"), QStringLiteral("Tags"), enrich::subject::textsOf(object.value(u"tags")));
    result.add(QStringLiteral("vulnerabilities"), QStringLiteral("Vulnerabilities"),
               enrich::subject::textsOf(object.value(u"vulns")));
    result.verdict = enrich::subject::Verdict::info;
    return true;
}

bool readOtx(enrich::subject::LookupResult& result, const QJsonObject& object, int http) {
    if (http != 200)
        return false;
    const QJsonObject info = object.value(u"pulse_info").toObject();
    const auto pulses = enrich::subject::countOf(info.value(u"count"));
    if (!pulses)
        return malformed(result, QStringLiteral("no count of pulses in the answer"));
    result.add(QStringLiteral("pulses"), QStringLiteral("Pulses that name it"), *pulses);
    QStringList names, tags, lists;
    for (const QJsonValue& value : info.value(u"pulses").toArray()) {
        addNew(names, {enrich::subject::textOf(value.toObject().value(u"name"))});
        addNew(tags, enrich::subject::textsOf(value.toObject().value(u"tags")));
    }
    for (const QJsonValue& value : object.value(u"validation").toArray())
        addNew(lists, {enrich::subject::textOf(value.toObject().value(u"message"))});
    constexpr qsizetype shown = 20;
    result.add(QStringLiteral("pulse_names"), QStringLiteral("Pulses"), QStringList(names.mid(0, shown)));
    result.add(QStringLiteral("tags"), QStringLiteral("Tags"), QStringList(tags.mid(0, shown)));
    result.add(QStringLiteral("known_as"), QStringLiteral("Known as"), lists);
    addCount(result, object, "reputation", "reputation", "Reputation");
    addText(result, object, "asn", "as_owner", "AS");
    addText(result, object, "country_code", "country", "Country");
    // Anybody may write a pulse: a mention is a reason to look, and none at all for what the service itself vouches
    // for.
    result.verdict = *pulses == 0      ? enrich::subject::Verdict::none
                     : lists.isEmpty() ? enrich::subject::Verdict::suspicious
                                       : enrich::subject::Verdict::info;
    return true;
}

}  // namespace

std::shared_ptr<const Provider> abuseIpDb() {
    ProviderDescriptor d;
    d.id = QStringLiteral("abuseipdb");
    d.name = QStringLiteral("AbuseIPDB");
    d.kinds = {enrich::subject::IndicatorKind::ip4, enrich::subject::IndicatorKind::ip6};
    d.needsKey = true;
    d.keyHeader = "Key";
    d.environmentVariable = QStringLiteral("WEIR_ABUSEIPDB_KEY");
    d.limits = {0, 61'000, 1000, 0, 2};
    d.columns = {numberColumn("abuse_score", "abuseipdb_score"), numberColumn("reports", "abuseipdb_reports"),
                 textColumn("usage", "abuseipdb_usage"), textColumn("last_seen", "abuseipdb_last_reported")};
    d.privacyNote = QStringLiteral("AbuseIPDB sees the question.");
    return std::make_shared<JsonService>(
        d,
        [](const enrich::subject::Indicator& indicator) {
            RequestPlan plan = getJson(QStringLiteral("https://api.abuseipdb.com/api/v2/check"));
            QUrlQuery query;
            query.addQueryItem(QStringLiteral("ipAddress"), indicator.text());
            query.addQueryItem(QStringLiteral("maxAgeInDays"), QStringLiteral("90"));
            plan.url.setQuery(query);
            return plan;
        },
        readAbuseIpDb,
        [](const enrich::subject::LookupResult& result) {
            return QStringLiteral("%1%").arg(result.number(QStringLiteral("abuse_score")).value_or(0));
        });
}

std::shared_ptr<const Provider> greyNoise() {
    ProviderDescriptor d;
    d.id = QStringLiteral("greynoise");
    d.name = QStringLiteral("GreyNoise");
    d.kinds = {enrich::subject::IndicatorKind::ip4};
    d.needsKey = true;
    d.keyHeader = "key";
    d.environmentVariable = QStringLiteral("WEIR_GREYNOISE_KEY");
    d.keyOptional = true;
    d.limits = {0, 61'000, 50, 0, 1};
    d.columns = {textColumn("classification", "greynoise_class"), textColumn("name", "greynoise_name"),
                 textColumn("last_seen", "greynoise_last_seen")};
    d.terms = QStringLiteral("Free keys have about 50 searches a week, without a key it is about 10 a day.");
    d.privacyNote = QStringLiteral("GreyNoise sees the question.");
    return std::make_shared<JsonService>(
        d,
        [](const enrich::subject::Indicator& indicator) {
            return getJson(QStringLiteral("https://api.greynoise.io/v3/community/%1").arg(indicator.text()));
        },
        readGreyNoise,
        [](const enrich::subject::LookupResult& result) {
            return firstOf(result, {"classification", "name"});
        });
}

std::shared_ptr<const Provider> internetDb() {
    ProviderDescriptor d;
    d.id = QStringLiteral("internetdb");
    d.name = QStringLiteral("Shodan InternetDB");
    d.kinds = {enrich::subject::IndicatorKind::ip4, enrich::subject::IndicatorKind::ip6};
    d.keepAnswer = 7 * 24 * 3600;
    d.limits.concurrent = 2;
    d.columns = {listColumn("ports", "internetdb_ports"), listColumn("hostnames", "internetdb_names"),
                 listColumn("vulnerabilities", "internetdb_vulnerabilities"), listColumn("tags", "internetdb_tags")};
    d.privacyNote = QStringLiteral("Shodan sees the question.");
    d.terms = QStringLiteral("InternetDB is for non-commercial use.");
    return std::make_shared<JsonService>(
        d,
        [](const enrich::subject::Indicator& indicator) {
            return getJson(QStringLiteral("https://internetdb.shodan.io/%1").arg(indicator.text()));
        },
        readInternetDb);
}

std::shared_ptr<const Provider> otx() {
    ProviderDescriptor d;
    d.id = QStringLiteral("otx");
    d.name = QStringLiteral("AlienVault OTX");
    d.kinds = {enrich::subject::IndicatorKind::ip4, enrich::subject::IndicatorKind::ip6,
               enrich::subject::IndicatorKind::domain, enrich::subject::IndicatorKind::hash};
    d.needsKey = true;
    d.keyHeader = "X-OTX-API-KEY";
    d.environmentVariable = QStringLiteral("WEIR_OTX_KEY");
    d.reputation = true;
    d.columns = {numberColumn("pulses", "otx_pulses"), listColumn("pulse_names", "otx_pulse_names"),
                 listColumn("known_as", "otx_known_as")};
    d.limits.concurrent = 2;
    d.privacyNote = QStringLiteral("AlienVault sees the question.");
    return std::make_shared<JsonService>(
        d,
        [](const enrich::subject::Indicator& indicator) {
            const QString kind = indicator.kind() == enrich::subject::IndicatorKind::ip4    ? QStringLiteral("IPv4")
                                 : indicator.kind() == enrich::subject::IndicatorKind::ip6  ? QStringLiteral("IPv6")
                                 : indicator.kind() == enrich::subject::IndicatorKind::hash ? QStringLiteral("file")
                                 : indicator.isRegistrable()                                ? QStringLiteral("domain")
                                                             : QStringLiteral("hostname");
            RequestPlan plan = getJson(QStringLiteral("https://otx.alienvault.com/api/v1/indicators/%1/%2/general")
                                           .arg(kind, indicator.text()));
            plan.most = 4 << 20;
            return plan;
        },
        readOtx, [](const enrich::subject::LookupResult& result) { return counted(result, "pulses", "pulse"); });
}

}  // namespace weir::enrich::providers
