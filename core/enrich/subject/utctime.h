// SPDX-License-Identifier: GPL-3.0-or-later
// UTC as Qt names it: since 6.5 a time zone, before that a time specification (deprecated since).
#pragma once

#include <QDateTime>
#include <QTimeZone>

namespace weir::enrich::subject {

#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
inline constexpr QTimeZone::Initialization utc = QTimeZone::UTC;
inline void setUtc(QDateTime& time) { time.setTimeZone(QTimeZone::UTC); }
#else
inline constexpr Qt::TimeSpec utc = Qt::UTC;
inline void setUtc(QDateTime& time) { time.setTimeSpec(Qt::UTC); }
#endif

}  // namespace weir::enrich::subject
