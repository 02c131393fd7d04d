// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/subject/lookupresult.h"

#include <QJsonArray>

#include "core/enrich/subject/cleantext.h"

namespace weir::enrich::subject {

QString toString(LookupStatus status) {
    switch (status) {
        case LookupStatus::ok:
            return QStringLiteral("ok");
        case LookupStatus::notFound:
            return QStringLiteral("not-found");
        case LookupStatus::noService:
            return QStringLiteral("no-service");
        case LookupStatus::offline:
            return QStringLiteral("offline");
        case LookupStatus::noKey:
            return QStringLiteral("no-key");
        case LookupStatus::authFailed:
            return QStringLiteral("key-refused");
        case LookupStatus::rateLimited:
            return QStringLiteral("rate-limited");
        case LookupStatus::quotaExhausted:
            return QStringLiteral("quota-exhausted");
        case LookupStatus::timeout:
            return QStringLiteral("timeout");
        case LookupStatus::truncated:
            return QStringLiteral("truncated");
        case LookupStatus::malformed:
            return QStringLiteral("malformed");
        case LookupStatus::networkError:
            return QStringLiteral("network-error");
        case LookupStatus::tlsError:
            return QStringLiteral("tls-error");
        case LookupStatus::serverError:
            return QStringLiteral("server-error");
        case LookupStatus::redirectRefused:
            return QStringLiteral("redirect-refused");
        case LookupStatus::cancelled:
            return QStringLiteral("cancelled");
    }
    return {};
}

QString wordsFor(LookupStatus status) {
    switch (status) {
        case LookupStatus::ok:
            return QStringLiteral("answered");
        case LookupStatus::notFound:
            return QStringLiteral("not found");
        case LookupStatus::noService:
            return QStringLiteral("nobody to ask");
        case LookupStatus::offline:
            return QStringLiteral("offline");
        case LookupStatus::noKey:
            return QStringLiteral("no key");
        case LookupStatus::authFailed:
            return QStringLiteral("key refused");
        case LookupStatus::rateLimited:
            return QStringLiteral("too many requests");
        case LookupStatus::quotaExhausted:
            return QStringLiteral("quota used up");
        case LookupStatus::timeout:
            return QStringLiteral("no answer in time");
        case LookupStatus::truncated:
            return QStringLiteral("answer cut short");
        case LookupStatus::malformed:
            return QStringLiteral("answer not understood");
        case LookupStatus::networkError:
            return QStringLiteral("network error");
        case LookupStatus::tlsError:
            return QStringLiteral("server not verified (TLS)");
        case LookupStatus::serverError:
            return QStringLiteral("server error");
        case LookupStatus::redirectRefused:
            return QStringLiteral("redirect refused");
        case LookupStatus::cancelled:
            return QStringLiteral("cancelled");
    }
    return {};
}

QString toString(Verdict verdict) {
    switch (verdict) {
        case Verdict::none:
            return {};
        case Verdict::clean:
            return QStringLiteral("clean");
        case Verdict::suspicious:
            return QStringLiteral("suspicious");
        case Verdict::malicious:
            return QStringLiteral("malicious");
        case Verdict::info:
            return QStringLiteral("info");
    }
    return {};
}

void LookupResult::add(const QString& key, const QString& label, const QString& text) {
    if (const QString clean = cleanLine(text); !clean.isEmpty())
        fields.append({key, label, clean});
}

void LookupResult::add(const QString& key, const QString& label, qint64 number) {
    fields.append({key, label, static_cast<double>(number)});
}

void LookupResult::add(const QString& key, const QString& label, const QStringList& texts) {
    constexpr int mostShown = 200;
    QJsonArray values;
    for (const QString& text : texts) {
        if (const QString clean = cleanLine(text); !clean.isEmpty() && values.size() < mostShown)
            values.append(clean);
    }
    if (!values.isEmpty())
        fields.append({key, label, values});
}

const Field* LookupResult::field(const QString& key) const {
    for (const Field& one : fields) {
        if (one.key == key)
            return &one;
    }
    return nullptr;
}

QString LookupResult::text(const QString& key) const {
    const Field* found = field(key);
    if (!found)
        return {};
    if (found->value.isArray()) {
        QStringList texts;
        for (const QJsonValue& value : found->value.toArray()) texts.append(value.toString());
        return texts.join(u';');
    }
    if (found->value.isDouble())
        return QString::number(found->value.toInteger());
    if (found->value.isBool())
        return found->value.toBool() ? QStringLiteral("yes") : QStringLiteral("no");
    return found->value.toString();
}

std::optional<qint64> LookupResult::number(const QString& key) const {
    const Field* found = field(key);
    if (!found || !found->value.isDouble())
        return {};
    return found->value.toInteger();
}

}  // namespace weir::enrich::subject
