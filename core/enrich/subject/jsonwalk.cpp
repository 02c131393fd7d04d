// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/subject/jsonwalk.h"

#include <QJsonDocument>
#include <cmath>

#include "core/enrich/subject/cleantext.h"

namespace weir::enrich::subject {

namespace {

constexpr int deepest = 64;
constexpr int mostItems = 200;

/// Counted over the octets, so that nothing deep is ever built.
bool tooDeep(const QByteArray& bytes) {
    int depth = 0;
    bool quotedText = false;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (quotedText) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                quotedText = false;
        } else if (c == '"') {
            quotedText = true;
        } else if (c == '{' || c == '[') {
            if (++depth > deepest)
                return true;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return false;
}

}  // namespace

std::optional<QJsonObject> parseObject(const QByteArray& bytes, QString* why) {
    if (bytes.trimmed().isEmpty()) {
        *why = QStringLiteral("empty answer");
        return {};
    }
    if (tooDeep(bytes)) {
        *why = QStringLiteral("JSON nested too deeply");
        return {};
    }
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (error.error != QJsonParseError::NoError) {
        *why = QStringLiteral("not JSON: %1 at byte %2").arg(error.errorString()).arg(error.offset);
        return {};
    }
    if (!document.isObject()) {
        *why = QStringLiteral("not a JSON object");
        return {};
    }
    return document.object();
}

QString textOf(const QJsonValue& value) { return value.isString() ? cleanLine(value.toString()) : QString(); }

std::optional<qint64> countOf(const QJsonValue& value, bool textToo) {
    if (textToo && value.isString()) {
        bool ok = false;
        const qint64 number = value.toString().toLongLong(&ok);
        return ok && number >= 0 ? std::optional(number) : std::nullopt;
    }
    if (!value.isDouble())
        return {};
    const double number = value.toDouble();
    if (number < 0 || number > 9e15 || std::floor(number) != number)
        return {};
    return static_cast<qint64>(number);
}

QStringList textsOf(const QJsonValue& value) {
    if (value.isString())
        return {textOf(value)};
    QStringList out;
    for (const QJsonValue& one : value.toArray()) {
        if (out.size() >= mostItems)
            break;
        if (const QString text = textOf(one); !text.isEmpty())
            out.append(text);
    }
    return out;
}

}  // namespace weir::enrich::subject
