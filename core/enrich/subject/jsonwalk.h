// SPDX-License-Identifier: GPL-3.0-or-later
// JSON from strangers: bounded before it is parsed, asked for types before it is used.
#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>
#include <optional>

namespace weir::enrich::subject {

/// The object that the bytes are, or nothing with the reason: no other JSON value will do, nor one that is followed by
/// anything. Nesting beyond 64 levels is refused, too.
std::optional<QJsonObject> parseObject(const QByteArray& bytes, QString* why);
/// A text on one line, or empty for any other type.
QString textOf(const QJsonValue& value);
/// A whole number of 0 or more, or a text of digits where `textToo`.
std::optional<qint64> countOf(const QJsonValue& value, bool textToo = false);
/// The texts of an array (up to 200), or the one text that stands in its place.
QStringList textsOf(const QJsonValue& value);

}  // namespace weir::enrich::subject
