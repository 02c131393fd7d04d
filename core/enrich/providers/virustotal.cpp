// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/providers/virustotal.h"

#include <QDateTime>

#include "core/enrich/subject/jsonwalk.h"
#include "core/enrich/subject/utctime.h"

namespace weir::enrich::providers {

namespace {

void readAttributes(enrich::subject::LookupResult& result, const QJsonObject& attributes,
                    const VirusTotalThresholds& thresholds) {
    const QJsonValue stats = attributes.value(u"last_analysis_stats");
    if (stats.isObject()) {
        constexpr std::pair<const char*, const char*> counts[] = {{"malicious", "Malicious"},
                                                                  {"suspicious", "Suspicious"},
                                                                  {"harmless", "Harmless"},
                                                                  {"undetected", "No opinion"},
                                                                  {"timeout", "Timed out"}};
        for (const auto& [key, label] : counts) {
            const QJsonValue value = stats.toObject().value(QLatin1String(key));
            if (value.isUndefined())
                continue;
            const auto count = enrich::subject::countOf(value);
            if (!count || *count > 100'000) {
                result.status = enrich::subject::LookupStatus::malformed;
                result.reason = QStringLiteral("the engines' counts make no sense");
                result.fields.clear();
                return;
            }
            result.add(QLatin1String(key), QLatin1String(label), *count);
        }
        const qint64 malicious = result.number(QStringLiteral("malicious")).value_or(0);
        const qint64 suspicious = result.number(QStringLiteral("suspicious")).value_or(0);
        if (malicious >= thresholds.malicious)
            result.verdict = enrich::subject::Verdict::malicious;
        else if (malicious >= thresholds.suspicious || suspicious >= thresholds.suspicious)
            result.verdict = enrich::subject::Verdict::suspicious;
    } else {
        result.reason = QStringLiteral("no analysis");
    }
    if (const auto at = enrich::subject::countOf(attributes.value(u"last_analysis_date"));
        at && *at > 0 && *at < 7'000'000'000)
        result.add(QStringLiteral("analysed"), QStringLiteral("Analysed"),
                   QDateTime::fromSecsSinceEpoch(*at, enrich::subject::utc).toString(Qt::ISODate));
    if (attributes.value(u"reputation").isDouble())
        result.add(QStringLiteral("reputation"), QStringLiteral("Reputation"),
                   attributes.value(u"reputation").toInteger());
    const auto text = [&](const char* name, const char* key, const char* label) {
        result.add(QLatin1String(key), QLatin1String(label),
                   enrich::subject::textOf(attributes.value(QLatin1String(name))));
    };
    text("as_owner", "as_owner", "AS owner");
    if (const auto number = enrich::subject::countOf(attributes.value(u"asn")))
        result.add(QStringLiteral("asn"), QStringLiteral("AS number"), *number);
    text("country", "country", "Country");
    text("network", "network", "Network");
    text("registrar", "registrar", "Registrar");
    result.add(QStringLiteral("tags"), QStringLiteral("Tags"), enrich::subject::textsOf(attributes.value(u"tags")));
    QStringList categories;
    for (const QJsonValue& value : attributes.value(u"categories").toObject()) {
        if (const QString category = enrich::subject::textOf(value);
            !category.isEmpty() && !categories.contains(category) && categories.size() < 50)
            categories.append(category);
    }
    result.add(QStringLiteral("categories"), QStringLiteral("Categories"), categories);
}

/// https://docs.virustotal.com/reference/errors: the code first, the HTTP status for codes not known here.
void readError(enrich::subject::LookupResult& result, const Exchange& exchange) {
    const int http = exchange.reply.httpStatus;
    QString why;
    const auto object = enrich::subject::parseObject(exchange.reply.body, &why);
    const QJsonObject error = object ? object->value(u"error").toObject() : QJsonObject();
    const QString code = enrich::subject::textOf(error.value(u"code"));
    const QString message = quoted(enrich::subject::textOf(error.value(u"message")));
    readFault(result, exchange);
    if (code == u"QuotaExceededError") {
        result.status = enrich::subject::LookupStatus::quotaExhausted;
        result.hold.reset();
        result.reason = QStringLiteral("VirusTotal's quota for this key is used up");
    } else if (code == u"NotAvailableYet" || code == u"NotFoundError") {
        result.status = enrich::subject::LookupStatus::notFound;
        result.reason.clear();
    } else if (code == u"WrongCredentialsError" || code == u"AuthenticationRequiredError" ||
               code == u"UserNotActiveError") {
        result.status = enrich::subject::LookupStatus::authFailed;
        result.reason = QStringLiteral("VirusTotal does not know this key");
    } else if (code == u"ForbiddenError") {
        result.status = enrich::subject::LookupStatus::authFailed;
        result.reason = QStringLiteral("VirusTotal does not allow this with this key");
    } else if (http == 404) {
        result.status = enrich::subject::LookupStatus::notFound;
    } else if (http == 409 || http == 424) {
        result.status = enrich::subject::LookupStatus::serverError;
    }
    if (!message.isEmpty() && result.status != enrich::subject::LookupStatus::notFound)
        result.reason += QStringLiteral(" (\u201c%1\u201d)").arg(message);
}

}  // namespace

const ProviderDescriptor& VirusTotalProvider::descriptor() const {
    static const ProviderDescriptor description = [] {
        ProviderDescriptor d;
        d.id = QStringLiteral("virustotal");
        d.name = QStringLiteral("VirusTotal");
        d.kinds = {enrich::subject::IndicatorKind::ip4, enrich::subject::IndicatorKind::ip6,
                   enrich::subject::IndicatorKind::domain, enrich::subject::IndicatorKind::hash};
        d.needsKey = true;
        d.keyHeader = "x-apikey";
        d.environmentVariable = QStringLiteral("WEIR_VIRUSTOTAL_KEY");
        d.reputation = true;
        d.columns = {{QStringLiteral("malicious"), QStringLiteral("vt_malicious"), true},
                     {QStringLiteral("suspicious"), QStringLiteral("vt_suspicious"), true},
                     {QStringLiteral("harmless"), QStringLiteral("vt_harmless"), true},
                     {QStringLiteral("undetected"), QStringLiteral("vt_undetected"), true},
                     {QStringLiteral("analysed"), QStringLiteral("vt_analysed")},
                     {QStringLiteral("reputation"), QStringLiteral("vt_reputation"), true},
                     {QStringLiteral("tags"), QStringLiteral("vt_tags"), false, true}};
        d.limits = {4, 61'000, 500, 15'500, 1};
        d.privacyNote = QStringLiteral("VirusTotal sees the question, and its customers can see that somebody asked.");
        d.terms = QStringLiteral(
            "The public API is not for commercial products, services or business workflows, and no substitute for "
            "an antivirus.");
        return d;
    }();
    return description;
}

QString VirusTotalProvider::saying(const enrich::subject::LookupResult& result) const {
    qint64 all = 0;
    for (const char* key : {"malicious", "suspicious", "harmless", "undetected"})
        all += result.number(QLatin1String(key)).value_or(0);
    const auto malicious = result.number(QStringLiteral("malicious"));
    return malicious ? QStringLiteral("%1/%2").arg(*malicious).arg(all) : QString();
}

QUrl VirusTotalProvider::page(const enrich::subject::Indicator& indicator) {
    const QString what = indicator.isAddress()                                      ? QStringLiteral("ip-address")
                         : indicator.kind() == enrich::subject::IndicatorKind::hash ? QStringLiteral("file")
                                                                                    : QStringLiteral("domain");
    return QUrl(QStringLiteral("https://www.virustotal.com/gui/%1/%2").arg(what, indicator.text()));
}

Step VirusTotalProvider::next(const enrich::subject::Indicator& indicator, const Exchanges& soFar) const {
    if (soFar.empty()) {
        const QString collection = indicator.isAddress() ? QStringLiteral("ip_addresses")
                                   : indicator.kind() == enrich::subject::IndicatorKind::hash
                                       ? QStringLiteral("files")
                                       : QStringLiteral("domains");
        RequestPlan plan;
        plan.url = QUrl(QStringLiteral("https://www.virustotal.com/api/v3/%1/%2").arg(collection, indicator.text()));
        plan.host = plan.url.host();
        plan.headers = commonHeaders("application/json");
        plan.keyHeader = descriptor().keyHeader;
        plan.most = 2 << 20;
        return plan;
    }
    enrich::subject::LookupResult result = resultOf(*this, indicator, soFar);
    const Exchange& last = soFar.back();
    if (last.reply.fault != ReplyFault::none) {
        readFault(result, last);
        return result;
    }
    if (last.reply.httpStatus != 200) {
        readError(result, last);
        return result;
    }
    QString why;
    const auto object = enrich::subject::parseObject(last.reply.body, &why);
    const QJsonValue attributes = object ? object->value(u"data").toObject().value(u"attributes") : QJsonValue();
    if (!attributes.isObject()) {
        result.status = enrich::subject::LookupStatus::malformed;
        result.reason = why.isEmpty() ? QStringLiteral("no attributes in the answer") : why;
        return result;
    }
    readAttributes(result, attributes.toObject(), m_thresholds);
    return result;
}

}  // namespace weir::enrich::providers
