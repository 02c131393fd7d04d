// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/providers/reputation.h"

#include <QJsonDocument>
#include <QUrlQuery>
#include <algorithm>

#include "core/base/defang.h"
#include "core/enrich/subject/jsonwalk.h"

namespace weir::enrich::providers {

namespace {

RequestPlan get(const QString& url) {
    RequestPlan plan;
    plan.url = QUrl(url);
    plan.host = plan.url.host();
    plan.headers = commonHeaders("application/json");
    plan.gap = 250;
    return plan;
}

RequestPlan post(const QString& url, const QByteArray& contentType, const QByteArray& body) {
    RequestPlan plan = get(url);
    plan.method = "POST";
    plan.body = body;
    plan.headers.append(RequestHeader{"Content-Type", contentType});
    plan.most = 4 << 20;
    return plan;
}

void addText(enrich::subject::LookupResult& result, const QJsonObject& object, const char* name, const char* key,
             const char* label) {
    result.add(QLatin1String(key), QLatin1String(label), enrich::subject::textOf(object.value(QLatin1String(name))));
}

void addCount(enrich::subject::LookupResult& result, const QJsonObject& object, const char* name, const char* key,
              const char* label) {
    if (const auto count = enrich::subject::countOf(object.value(QLatin1String(name)), true))
        result.add(QLatin1String(key), QLatin1String(label), *count);
}

void addYesNo(enrich::subject::LookupResult& result, const QJsonObject& object, const char* name, const char* key,
              const char* label) {
    if (const QJsonValue value = object.value(QLatin1String(name)); value.isBool())
        result.fields.append({QLatin1String(key), QLatin1String(label), value});
}

bool malformed(enrich::subject::LookupResult& result, const QString& why) {
    result.status = enrich::subject::LookupStatus::malformed;
    result.reason = why;
    return true;
}

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
    addText(result, data, "lastReportedAt", "last_seen", "Last reported");
    constexpr int high = 75;
    constexpr int some = 25;
    result.verdict = *score >= high   ? enrich::subject::Verdict::malicious
                     : *score >= some ? enrich::subject::Verdict::suspicious
                                      : enrich::subject::Verdict::none;
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
    result.verdict = classification == u"malicious" ? enrich::subject::Verdict::malicious
                     : classification == u"benign"  ? enrich::subject::Verdict::clean
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

/// Addresses of living malware: made so that no program takes them for links.
QString defanged(const QString& url) { return QString::fromStdString(defang(url.toStdString())); }

void addNew(QStringList& list, const QStringList& texts) {
    for (const QString& text : texts) {
        if (!text.isEmpty() && list.size() < 200 && !list.contains(text))
            list.append(text);
    }
}

/// What both services of abuse.ch say before they say anything: whether the answer is read already, or (nothing) has
/// records to read. `nothingKnown` is the status for that.
std::optional<bool> abuseChSaid(enrich::subject::LookupResult& result, const QJsonObject& object, int http,
                                const QString& service, const QStringList& nothingKnown) {
    const QString status = enrich::subject::textOf(object.value(u"query_status"));
    if (status == u"unknown_auth_key" || http == 401 || http == 403) {
        result.status = enrich::subject::LookupStatus::authFailed;
        result.reason = QStringLiteral("%1 does not know this key").arg(service);
        return true;
    }
    if (http != 200)
        return false;
    if (nothingKnown.contains(status)) {
        result.status = enrich::subject::LookupStatus::notFound;
        return true;
    }
    if (status != u"ok")
        return malformed(result, QStringLiteral("%1 says \u201c%2\u201d").arg(service, quoted(status)));
    return std::nullopt;
}

bool readUrlHaus(enrich::subject::LookupResult& result, const QJsonObject& object, int http) {
    if (const auto said = abuseChSaid(result, object, http, QStringLiteral("URLhaus"), {QStringLiteral("no_results")}))
        return *said;
    addCount(result, object, "url_count", "urls", "Malware URLs");
    QStringList threats, urls, tags;
    int online = 0;
    for (const QJsonValue& value : object.value(u"urls").toArray()) {
        const QJsonObject one = value.toObject();
        addNew(threats, {enrich::subject::textOf(one.value(u"threat"))});
        if (const QString url = enrich::subject::textOf(one.value(u"url")); !url.isEmpty() && urls.size() < 200)
            urls.append(defanged(url));
        addNew(tags, enrich::subject::textsOf(one.value(u"tags")));
        online += enrich::subject::textOf(one.value(u"url_status")) == u"online";
    }
    result.add(QStringLiteral("online"), QStringLiteral("Of them online"), online);
    result.add(QStringLiteral("threats"), QStringLiteral("Threats"), threats);
    result.add(QStringLiteral("tags"), QStringLiteral("Tags"), tags);
    result.add(QStringLiteral("malware_urls"), QStringLiteral("URLs"), urls);
    result.verdict = online > 0 ? enrich::subject::Verdict::malicious : enrich::subject::Verdict::suspicious;
    return true;
}

/// The host of "1.2.3.4:443", "https://host/path" or "host".
QString hostOf(QString indicator) {
    if (const qsizetype scheme = indicator.indexOf(u"://"); scheme >= 0)
        indicator.remove(0, scheme + 3);
    indicator = indicator.section(u'/', 0, 0);
    return indicator.section(u':', 0, 0).toLower();
}

bool readThreatFox(enrich::subject::LookupResult& result, const QJsonObject& object, int http) {
    if (const auto said = abuseChSaid(result, object, http, QStringLiteral("ThreatFox"),
                                      {QStringLiteral("no_result"), QStringLiteral("no_results")}))
        return *said;
    const QString asked = result.indicator.text();
    qint64 records = 0;
    qint64 confidence = 0;
    QStringList malware, threats, tags, indicators;
    QString first, last;
    for (const QJsonValue& value : object.value(u"data").toArray()) {
        const QJsonObject one = value.toObject();
        const QString ioc = enrich::subject::textOf(one.value(u"ioc"));
        // The service also finds what merely has the term in it, such as 11.2.3.45 for 1.2.3.4.
        const QString host = hostOf(ioc);
        if (host != asked && (result.indicator.isAddress() || !host.endsWith(u'.' + asked)))
            continue;
        ++records;
        confidence =
            std::max(confidence,
                     std::min<qint64>(enrich::subject::countOf(one.value(u"confidence_level"), true).value_or(0), 100));
        addNew(malware, {enrich::subject::textOf(one.value(u"malware_printable"))});
        addNew(threats, {enrich::subject::textOf(one.value(u"threat_type"))});
        addNew(tags, enrich::subject::textsOf(one.value(u"tags")));
        addNew(indicators, {defanged(ioc)});
        const QString begin = enrich::subject::textOf(one.value(u"first_seen"));
        const QString end = enrich::subject::textOf(one.value(u"last_seen"));
        if (!begin.isEmpty() && (first.isEmpty() || begin < first))
            first = begin;
        last = std::max(last, end);
    }
    if (records == 0) {
        result.status = enrich::subject::LookupStatus::notFound;
        return true;
    }
    result.add(QStringLiteral("records"), QStringLiteral("Records"), records);
    result.add(QStringLiteral("confidence"), QStringLiteral("Confidence (%)"), confidence);
    result.add(QStringLiteral("malware"), QStringLiteral("Malware"), malware);
    result.add(QStringLiteral("threats"), QStringLiteral("Threats"), threats);
    result.add(QStringLiteral("first_seen"), QStringLiteral("First seen"), first);
    result.add(QStringLiteral("last_seen"), QStringLiteral("Last seen"), last);
    result.add(QStringLiteral("tags"), QStringLiteral("Tags"), tags);
    result.add(QStringLiteral("indicators"), QStringLiteral("Indicators"), indicators);
    constexpr int sure = 50;
    result.verdict = confidence >= sure ? enrich::subject::Verdict::malicious : enrich::subject::Verdict::suspicious;
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

Step ReputationProvider::next(const enrich::subject::Indicator& indicator, const Exchanges& soFar) const {
    if (soFar.empty()) {
        RequestPlan plan = m_ask(indicator);
        plan.keyHeader = m_descriptor.keyHeader;
        return plan;
    }
    enrich::subject::LookupResult result = resultOf(*this, indicator, soFar);
    const Exchange& last = soFar.back();
    QString why;
    const auto object =
        last.reply.fault == ReplyFault::none ? enrich::subject::parseObject(last.reply.body, &why) : std::nullopt;
    if (object && m_read(result, *object, last.reply.httpStatus))
        return result;
    if (readFault(result, last))
        return result;
    // For all of them 404 is an answer: nothing known.
    result.status = last.reply.httpStatus == 404 ? enrich::subject::LookupStatus::notFound
                                                 : enrich::subject::LookupStatus::malformed;
    result.reason = last.reply.httpStatus == 404 ? QString() : why;
    return result;
}

std::shared_ptr<const Provider> abuseIpDb() {
    ProviderDescriptor d;
    d.id = QStringLiteral("abuseipdb");
    d.name = QStringLiteral("AbuseIPDB");
    d.kinds = {enrich::subject::IndicatorKind::ip4, enrich::subject::IndicatorKind::ip6};
    d.needsKey = true;
    d.keyHeader = "Key";
    d.environmentVariable = QStringLiteral("WEIR_ABUSEIPDB_KEY");
    d.limits = {0, 61'000, 1000, 0, 2};
    d.privacyNote = QStringLiteral("AbuseIPDB sees the question.");
    return std::make_shared<ReputationProvider>(
        d,
        [](const enrich::subject::Indicator& indicator) {
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
    d.kinds = {enrich::subject::IndicatorKind::ip4};
    d.needsKey = true;
    d.keyHeader = "key";
    d.environmentVariable = QStringLiteral("WEIR_GREYNOISE_KEY");
    d.limits = {0, 61'000, 50, 0, 1};
    d.privacyNote = QStringLiteral("GreyNoise sees the question.");
    return std::make_shared<ReputationProvider>(
        d,
        [](const enrich::subject::Indicator& indicator) {
            return get(QStringLiteral("https://api.greynoise.io/v3/community/%1").arg(indicator.text()));
        },
        readGreyNoise);
}

std::shared_ptr<const Provider> internetDb() {
    ProviderDescriptor d;
    d.id = QStringLiteral("internetdb");
    d.name = QStringLiteral("Shodan InternetDB");
    d.kinds = {enrich::subject::IndicatorKind::ip4, enrich::subject::IndicatorKind::ip6};
    d.keepAnswer = 7 * 24 * 3600;
    d.limits.concurrent = 2;
    d.privacyNote = QStringLiteral("Shodan sees the question.");
    d.terms = QStringLiteral("InternetDB is for non-commercial use.");
    return std::make_shared<ReputationProvider>(
        d,
        [](const enrich::subject::Indicator& indicator) {
            return get(QStringLiteral("https://internetdb.shodan.io/%1").arg(indicator.text()));
        },
        readInternetDb);
}

namespace {

ProviderDescriptor abuseCh(const QString& id, const QString& name, const QString& variable) {
    ProviderDescriptor d;
    d.id = id;
    d.name = name;
    d.kinds = {enrich::subject::IndicatorKind::ip4, enrich::subject::IndicatorKind::domain};
    d.needsKey = true;
    d.keyHeader = "Auth-Key";
    d.environmentVariable = variable;
    d.limits.concurrent = 2;
    d.privacyNote = QStringLiteral("abuse.ch sees the question.");
    return d;
}

}  // namespace

std::shared_ptr<const Provider> urlHaus() {
    return std::make_shared<ReputationProvider>(
        abuseCh(QStringLiteral("urlhaus"), QStringLiteral("URLhaus"), QStringLiteral("WEIR_URLHAUS_KEY")),
        [](const enrich::subject::Indicator& indicator) {
            return post(QStringLiteral("https://urlhaus-api.abuse.ch/v1/host/"), "application/x-www-form-urlencoded",
                        "host=" + QUrl::toPercentEncoding(indicator.text()));
        },
        readUrlHaus);
}

std::shared_ptr<const Provider> threatFox() {
    return std::make_shared<ReputationProvider>(
        abuseCh(QStringLiteral("threatfox"), QStringLiteral("ThreatFox"), QStringLiteral("WEIR_THREATFOX_KEY")),
        [](const enrich::subject::Indicator& indicator) {
            const QJsonObject question{{QStringLiteral("query"), QStringLiteral("search_ioc")},
                                       {QStringLiteral("search_term"), indicator.text()}};
            return post(QStringLiteral("https://threatfox-api.abuse.ch/api/v1/"), "application/json",
                        QJsonDocument(question).toJson(QJsonDocument::Compact));
        },
        readThreatFox);
}

std::shared_ptr<const Provider> otx() {
    ProviderDescriptor d;
    d.id = QStringLiteral("otx");
    d.name = QStringLiteral("AlienVault OTX");
    d.kinds = {enrich::subject::IndicatorKind::ip4, enrich::subject::IndicatorKind::ip6,
               enrich::subject::IndicatorKind::domain};
    d.needsKey = true;
    d.keyHeader = "X-OTX-API-KEY";
    d.environmentVariable = QStringLiteral("WEIR_OTX_KEY");
    d.limits.concurrent = 2;
    d.privacyNote = QStringLiteral("AlienVault sees the question.");
    return std::make_shared<ReputationProvider>(
        d,
        [](const enrich::subject::Indicator& indicator) {
            const QString kind = indicator.kind() == enrich::subject::IndicatorKind::ip4   ? QStringLiteral("IPv4")
                                 : indicator.kind() == enrich::subject::IndicatorKind::ip6 ? QStringLiteral("IPv6")
                                                                                           : QStringLiteral("domain");
            RequestPlan plan = get(QStringLiteral("https://otx.alienvault.com/api/v1/indicators/%1/%2/general")
                                       .arg(kind, indicator.text()));
            plan.most = 4 << 20;
            return plan;
        },
        readOtx);
}

}  // namespace weir::enrich::providers
