// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/reputation.h"

#include <QUrlQuery>

#include "core/enrich/jsonwalk.h"

namespace weir::enrich {

namespace {

RequestPlan get(const QString& url) {
    RequestPlan plan;
    plan.url = QUrl(url);
    plan.host = plan.url.host();
    plan.headers = commonHeaders("application/json");
    plan.gap = 250;
    return plan;
}

void addText(LookupResult& result, const QJsonObject& object, const char* name, const char* key, const char* label) {
    result.add(QLatin1String(key), QLatin1String(label), textOf(object.value(QLatin1String(name))));
}

void addCount(LookupResult& result, const QJsonObject& object, const char* name, const char* key, const char* label) {
    if (const auto count = countOf(object.value(QLatin1String(name)), true))
        result.add(QLatin1String(key), QLatin1String(label), *count);
}

void addYesNo(LookupResult& result, const QJsonObject& object, const char* name, const char* key, const char* label) {
    if (const QJsonValue value = object.value(QLatin1String(name)); value.isBool())
        result.fields.append({QLatin1String(key), QLatin1String(label), value});
}

bool malformed(LookupResult& result, const QString& why) {
    result.status = LookupStatus::malformed;
    result.reason = why;
    return true;
}

bool readAbuseIpDb(LookupResult& result, const QJsonObject& object, int http) {
    if (http != 200)
        return false;
    const QJsonObject data = object.value(u"data").toObject();
    const auto score = countOf(data.value(u"abuseConfidenceScore"));
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
    addText(result, data, "lastReportedAt", "last_seen", "Last reported");
    constexpr int high = 75;
    constexpr int some = 25;
    result.verdict = *score >= high ? Verdict::malicious : *score >= some ? Verdict::suspicious : Verdict::none;
    return true;
}

bool readGreyNoise(LookupResult& result, const QJsonObject& object, int http) {
    if (http != 200)
        return false;
    const QString classification = textOf(object.value(u"classification"));
    addText(result, object, "classification", "classification", "Classification");
    addYesNo(result, object, "noise", "noise", "Scans the Internet");
    addYesNo(result, object, "riot", "common_service", "Common business service");
    addText(result, object, "name", "name", "Name");
    addText(result, object, "last_seen", "last_seen", "Last seen");
    if (result.fields.isEmpty())
        return malformed(result, QStringLiteral("nothing known in the answer"));
    result.verdict = classification == u"malicious" ? Verdict::malicious
                     : classification == u"benign"  ? Verdict::clean
                                                    : Verdict::info;
    return true;
}

bool readInternetDb(LookupResult& result, const QJsonObject& object, int http) {
    if (http != 200)
        return false;
    if (!object.contains(u"ip"))
        return malformed(result, QStringLiteral("no address in the answer"));
    QStringList ports;
    for (const QJsonValue& value : object.value(u"ports").toArray()) {
        if (const auto port = countOf(value); port && *port <= 65535)
            ports.append(QString::number(*port));
    }
    result.add(QStringLiteral("ports"), QStringLiteral("Open ports"), ports);
    result.add(QStringLiteral("hostnames"), QStringLiteral("Host names"), textsOf(object.value(u"hostnames")));
    result.add(QStringLiteral("software"), QStringLiteral("Software"), textsOf(object.value(u"cpes")));
    result.add(QStringLiteral("tags"), QStringLiteral("Tags"), textsOf(object.value(u"tags")));
    result.add(QStringLiteral("vulnerabilities"), QStringLiteral("Vulnerabilities"), textsOf(object.value(u"vulns")));
    result.verdict = Verdict::info;
    return true;
}

/// Addresses of living malware: made so that no program takes them for links.
QString defanged(QString url) {
    if (url.startsWith(u"http"))
        url.replace(0, 4, QStringLiteral("hxxp"));
    return url.replace(u'.', QStringLiteral("[.]"));
}

bool readUrlHaus(LookupResult& result, const QJsonObject& object, int http) {
    const QString status = textOf(object.value(u"query_status"));
    if (status == u"unknown_auth_key" || http == 401 || http == 403) {
        result.status = LookupStatus::authFailed;
        result.reason = QStringLiteral("URLhaus does not know this key");
        return true;
    }
    if (http != 200)
        return false;
    if (status == u"no_results") {
        result.status = LookupStatus::notFound;
        return true;
    }
    if (status != u"ok")
        return malformed(result, QStringLiteral("URLhaus says \u201c%1\u201d").arg(quoted(status)));
    addCount(result, object, "url_count", "urls", "Malware URLs");
    QStringList threats, urls, tags;
    int online = 0;
    for (const QJsonValue& value : object.value(u"urls").toArray()) {
        const QJsonObject one = value.toObject();
        if (const QString threat = textOf(one.value(u"threat")); !threat.isEmpty() && !threats.contains(threat))
            threats.append(threat);
        if (const QString url = textOf(one.value(u"url")); !url.isEmpty() && urls.size() < 200)
            urls.append(defanged(url));
        for (const QString& tag : textsOf(one.value(u"tags"))) {
            if (!tags.contains(tag) && tags.size() < 200)
                tags.append(tag);
        }
        online += textOf(one.value(u"url_status")) == u"online";
    }
    result.add(QStringLiteral("online"), QStringLiteral("Of them online"), online);
    result.add(QStringLiteral("threats"), QStringLiteral("Threats"), threats);
    result.add(QStringLiteral("tags"), QStringLiteral("Tags"), tags);
    result.add(QStringLiteral("malware_urls"), QStringLiteral("URLs"), urls);
    result.verdict = online > 0 ? Verdict::malicious : Verdict::suspicious;
    return true;
}

}  // namespace

Step ReputationProvider::next(const Indicator& indicator, const Exchanges& soFar) const {
    if (soFar.empty()) {
        RequestPlan plan = m_ask(indicator);
        plan.keyHeader = m_descriptor.keyHeader;
        return plan;
    }
    LookupResult result = resultOf(*this, indicator, soFar);
    const Exchange& last = soFar.back();
    QString why;
    const auto object = last.reply.fault == ReplyFault::none ? parseObject(last.reply.body, &why) : std::nullopt;
    if (object && m_read(result, *object, last.reply.httpStatus))
        return result;
    if (readFault(result, last))
        return result;
    // For all of them 404 is an answer: nothing known.
    result.status = last.reply.httpStatus == 404 ? LookupStatus::notFound : LookupStatus::malformed;
    result.reason = last.reply.httpStatus == 404 ? QString() : why;
    return result;
}

std::shared_ptr<const Provider> abuseIpDb() {
    ProviderDescriptor d;
    d.id = QStringLiteral("abuseipdb");
    d.name = QStringLiteral("AbuseIPDB");
    d.kinds = {IndicatorKind::ip4, IndicatorKind::ip6};
    d.needsKey = true;
    d.keyHeader = "Key";
    d.environmentVariable = QStringLiteral("WEIR_ABUSEIPDB_KEY");
    d.limits = {0, 61'000, 1000, 0, 2};
    d.privacyNote = QStringLiteral("AbuseIPDB sees the question.");
    return std::make_shared<ReputationProvider>(
        d,
        [](const Indicator& indicator) {
            RequestPlan plan = get(QStringLiteral("https://api.abuseipdb.com/api/v2/check"));
            QUrlQuery query;
            query.addQueryItem(QStringLiteral("ipAddress"), indicator.text());
            query.addQueryItem(QStringLiteral("maxAgeInDays"), QStringLiteral("90"));
            plan.url.setQuery(query);
            return plan;
        },
        readAbuseIpDb);
}

std::shared_ptr<const Provider> greyNoise() {
    ProviderDescriptor d;
    d.id = QStringLiteral("greynoise");
    d.name = QStringLiteral("GreyNoise");
    d.kinds = {IndicatorKind::ip4};
    d.needsKey = true;
    d.keyHeader = "key";
    d.environmentVariable = QStringLiteral("WEIR_GREYNOISE_KEY");
    d.limits = {0, 61'000, 50, 0, 1};
    d.privacyNote = QStringLiteral("GreyNoise sees the question.");
    return std::make_shared<ReputationProvider>(
        d,
        [](const Indicator& indicator) {
            return get(QStringLiteral("https://api.greynoise.io/v3/community/%1").arg(indicator.text()));
        },
        readGreyNoise);
}

std::shared_ptr<const Provider> internetDb() {
    ProviderDescriptor d;
    d.id = QStringLiteral("internetdb");
    d.name = QStringLiteral("Shodan InternetDB");
    d.kinds = {IndicatorKind::ip4, IndicatorKind::ip6};
    d.keepAnswer = 7 * 24 * 3600;
    d.limits.concurrent = 2;
    d.privacyNote = QStringLiteral("Shodan sees the question.");
    d.terms = QStringLiteral("InternetDB is for non-commercial use.");
    return std::make_shared<ReputationProvider>(
        d,
        [](const Indicator& indicator) {
            return get(QStringLiteral("https://internetdb.shodan.io/%1").arg(indicator.text()));
        },
        readInternetDb);
}

std::shared_ptr<const Provider> urlHaus() {
    ProviderDescriptor d;
    d.id = QStringLiteral("urlhaus");
    d.name = QStringLiteral("URLhaus");
    d.kinds = {IndicatorKind::ip4, IndicatorKind::domain};
    d.needsKey = true;
    d.keyHeader = "Auth-Key";
    d.environmentVariable = QStringLiteral("WEIR_URLHAUS_KEY");
    d.limits.concurrent = 2;
    d.privacyNote = QStringLiteral("abuse.ch sees the question.");
    return std::make_shared<ReputationProvider>(
        d,
        [](const Indicator& indicator) {
            RequestPlan plan = get(QStringLiteral("https://urlhaus-api.abuse.ch/v1/host/"));
            plan.method = "POST";
            plan.body = "host=" + QUrl::toPercentEncoding(indicator.text());
            plan.headers.append(RequestHeader{"Content-Type", "application/x-www-form-urlencoded"});
            plan.most = 4 << 20;
            return plan;
        },
        readUrlHaus);
}

}  // namespace weir::enrich
