// SPDX-License-Identifier: GPL-3.0-or-later
// Text from servers as something that may be shown: decoded, bounded, without controls and bidi tricks.
#pragma once

#include <QByteArray>
#include <QString>

namespace weir::enrich::subject {

/// UTF-8 if all of it is, Latin-1 otherwise.
QString decoded(const QByteArray& bytes);
/// Without C0 and C1 controls (tab and line feed stay), DEL, bidi controls and zero-width characters; lone surrogates
/// become U+FFFD, U+2028/9 a line feed, and no more than eight combining marks follow each other. Lines stay lines.
QString cleanText(const QString& text);
/// `cleanText` on one line, trimmed, at most `limit` characters (an ellipsis marks what was cut).
QString cleanLine(const QString& text, int limit = 1024);

}  // namespace weir::enrich::subject
