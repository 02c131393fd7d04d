// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/providers/jsonservice.h"

#include <algorithm>

#include "core/enrich/subject/jsonwalk.h"

namespace weir::enrich::providers {

RequestPlan getJson(const QString& url) {
    RequestPlan plan;
    plan.url = QUrl(url);
    plan.host = plan.url.host();
    plan.headers = commonHeaders("application/json");
    plan.gap = 250;
    return plan;
}

RequestPlan post(const QString& url, const QByteArray& contentType, const QByteArray& body) {
    RequestPlan plan = getJson(url);
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

void addNew(QStringList& list, const QStringList& texts) {
    for (const QString& text : texts) {
        if (!text.isEmpty() && list.size() < 200 && !list.contains(text))
            list.append(text);
    }
}

/// The first of each list: what a reader needs to look further.
QString firstOf(const enrich::subject::LookupResult& result, std::initializer_list<const char*> keys) {
    QStringList out;
    for (const char* key : keys) {
        if (const QString text = result.text(QLatin1String(key)).section(u';', 0, 0); !text.isEmpty())
            out.append(text);
    }
    return out.join(u' ');
}

QString counted(const enrich::subject::LookupResult& result, const char* key, const char* what) {
    return QStringLiteral("%1 %2%3")
        .arg(result.number(QLatin1String(key)).value_or(0))
        .arg(QLatin1String(what), result.number(QLatin1String(key)) == 1 ? QString() : QStringLiteral("s"));
}

AnswerColumn textColumn(const char* field, const char* name) { return {QLatin1String(field), QLatin1String(name)}; }
AnswerColumn numberColumn(const char* field, const char* name) {
    return {QLatin1String(field), QLatin1String(name), true};
}
AnswerColumn listColumn(const char* field, const char* name) {
    return {QLatin1String(field), QLatin1String(name), false, true};
}

Step JsonService::next(const enrich::subject::Indicator& indicator, const Exchanges& soFar) const {
    if (soFar.empty()) {
        RequestPlan plan = m_ask(indicator);
        plan.keyHeader = m_descriptor.keyHeader;
        return plan;
    }
    enrich::subject::LookupResult result = resultOf(*this, indicator, soFar);
    const Exchange& last = soFar.back();
    QString why;
    // Some answer with a bare list.
    const QByteArray& body = last.reply.body;
    const auto object =
        last.reply.fault == ReplyFault::none
            ? enrich::subject::parseObject(body.startsWith('[') ? "{\"list\":" + body + '}' : body, &why)
            : std::nullopt;
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

}  // namespace weir::enrich::providers
