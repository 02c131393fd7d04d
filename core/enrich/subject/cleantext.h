// SPDX-License-Identifier: GPL-3.0-or-later
// Text from servers as something that may be shown: decoded, bounded, with nothing hidden in it.
#pragma once

#include <QByteArray>
#include <QString>

namespace weir::enrich::subject {

/// UTF-8 if all of it is, Latin-1 otherwise.
QString decoded(const QByteArray& bytes);
/// As `printable` shows it, but lines stay lines (CR LF is LF) and tabs stay tabs; lone surrogates become U+FFFD.
QString cleanText(const QString& text);
/// `cleanText` on one line, trimmed, at most `limit` characters (an ellipsis marks what was cut).
QString cleanLine(const QString& text, int limit = 1024);

}  // namespace weir::enrich::subject
