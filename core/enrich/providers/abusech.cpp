// SPDX-License-Identifier: GPL-3.0-or-later
// The services of abuse.ch: URLhaus, ThreatFox and MalwareBazaar, with one key.
#include <QJsonDocument>
#include <algorithm>

#include "core/base/defang.h"
#include "core/enrich/providers/jsonservice.h"
#include "core/enrich/providers/reputation.h"
#include "core/enrich/subject/jsonwalk.h"

namespace weir::enrich::providers {

namespace {

/// Addresses of living malware: made so that no program takes them for links.
QString defanged(const QString& url) { return QString::fromStdString(defang(url.toStdString())); }

/// What all services of abuse.ch say before they say anything: whether the answer is read already, or (nothing) has
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

/// Since May 2025; "nothing known" of an old capture's servers means little.
QString threatFoxForgets() { return QStringLiteral("ThreatFox drops what is older than six months"); }

bool readThreatFox(enrich::subject::LookupResult& result, const QJsonObject& object, int http) {
    if (const auto said = abuseChSaid(result, object, http, QStringLiteral("ThreatFox"),
                                      {QStringLiteral("no_result"), QStringLiteral("no_results")})) {
        if (result.status == enrich::subject::LookupStatus::notFound)
            result.reason = threatFoxForgets();
        return *said;
    }
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
        result.reason = threatFoxForgets();
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

bool readMalwareBazaar(enrich::subject::LookupResult& result, const QJsonObject& object, int http) {
    if (const auto said = abuseChSaid(result, object, http, QStringLiteral("MalwareBazaar"),
                                      {QStringLiteral("hash_not_found"), QStringLiteral("no_results")}))
        return *said;
    const QJsonObject sample = object.value(u"data").toArray().first().toObject();
    if (sample.isEmpty())
        return malformed(result, QStringLiteral("no sample in the answer"));
    addText(result, sample, "signature", "malware", "Malware");
    addText(result, sample, "file_name", "file_name", "File name");
    addText(result, sample, "file_type", "file_type", "File type");
    addCount(result, sample, "file_size", "file_size", "Size");
    addText(result, sample, "sha256_hash", "sha256", "SHA-256");
    addText(result, sample, "first_seen", "first_seen", "First seen");
    addText(result, sample, "last_seen", "last_seen", "Last seen");
    result.add(QStringLiteral("tags"), QStringLiteral("Tags"), enrich::subject::textsOf(sample.value(u"tags")));
    result.verdict = enrich::subject::Verdict::malicious;  // it collects nothing else
    return true;
}

ProviderDescriptor abuseCh(const QString& id, const QString& name, const QString& variable,
                           const QList<AnswerColumn>& columns) {
    ProviderDescriptor d;
    d.id = id;
    d.name = name;
    d.kinds = {enrich::subject::IndicatorKind::ip4, enrich::subject::IndicatorKind::domain};
    d.needsKey = true;
    d.keyHeader = "Auth-Key";
    d.environmentVariable = variable;
    d.keyOwner = QStringLiteral("abusech");
    d.ownerVariable = QStringLiteral("WEIR_ABUSECH_KEY");
    d.reputation = true;
    d.limits.concurrent = 2;
    d.columns = columns;
    d.privacyNote = QStringLiteral("abuse.ch sees the question.");
    return d;
}

}  // namespace

std::shared_ptr<const Provider> urlHaus() {
    return std::make_shared<JsonService>(
        abuseCh(QStringLiteral("urlhaus"), QStringLiteral("URLhaus"), QStringLiteral("WEIR_URLHAUS_KEY"),
                {numberColumn("urls", "urlhaus_urls"), numberColumn("online", "urlhaus_online"),
                 listColumn("threats", "urlhaus_threats"), listColumn("tags", "urlhaus_tags")}),
        [](const enrich::subject::Indicator& indicator) {
            return post(QStringLiteral("https://urlhaus-api.abuse.ch/v1/host/"), "application/x-www-form-urlencoded",
                        "host=" + QUrl::toPercentEncoding(indicator.text()));
        },
        readUrlHaus,
        [](const enrich::subject::LookupResult& result) {
            return (counted(result, "urls", "URL") + u' ' + firstOf(result, {"threats"})).trimmed();
        });
}

std::shared_ptr<const Provider> threatFox() {
    return std::make_shared<JsonService>(
        abuseCh(QStringLiteral("threatfox"), QStringLiteral("ThreatFox"), QStringLiteral("WEIR_THREATFOX_KEY"),
                {listColumn("malware", "threatfox_malware"), listColumn("threats", "threatfox_threats"),
                 numberColumn("confidence", "threatfox_confidence"), textColumn("last_seen", "threatfox_last_seen")}),
        [](const enrich::subject::Indicator& indicator) {
            const QJsonObject question{{QStringLiteral("query"), QStringLiteral("search_ioc")},
                                       {QStringLiteral("search_term"), indicator.text()}};
            return post(QStringLiteral("https://threatfox-api.abuse.ch/api/v1/"), "application/json",
                        QJsonDocument(question).toJson(QJsonDocument::Compact));
        },
        readThreatFox,
        [](const enrich::subject::LookupResult& result) {
            return firstOf(result, {"malware", "threats"});
        });
}

std::shared_ptr<const Provider> malwareBazaar() {
    ProviderDescriptor d = abuseCh(
        QStringLiteral("malwarebazaar"), QStringLiteral("MalwareBazaar"), QStringLiteral("WEIR_MALWAREBAZAAR_KEY"),
        {textColumn("malware", "malwarebazaar_malware"), textColumn("file_type", "malwarebazaar_type"),
         textColumn("first_seen", "malwarebazaar_first_seen"), listColumn("tags", "malwarebazaar_tags")});
    d.kinds = {enrich::subject::IndicatorKind::hash};
    return std::make_shared<JsonService>(
        d,
        [](const enrich::subject::Indicator& indicator) {
            return post(QStringLiteral("https://mb-api.abuse.ch/api/v1/"), "application/x-www-form-urlencoded",
                        "query=get_info&hash=" + indicator.text().toLatin1());
        },
        readMalwareBazaar,
        [](const enrich::subject::LookupResult& result) {
            const QString malware = result.text(QStringLiteral("malware"));
            return malware.isEmpty() ? QStringLiteral("a sample of malware") : malware;
        });
}

}  // namespace weir::enrich::providers
