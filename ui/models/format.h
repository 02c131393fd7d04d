// SPDX-License-Identifier: GPL-3.0-or-later
// How values read on the screen: grouped by locale, times as ISO 8601. Files never see this.
#pragma once

#include <QLocale>
#include <QString>

#include "core/table/table.h"

namespace weir::models {

enum class TimeStyle { local, utc, relative };

struct DisplayOptions {
    TimeStyle time = TimeStyle::utc;
    bool oneDay = false;      ///< the whole capture lies in one day: cells leave the date out
    std::int64_t origin = 0;  ///< nanoseconds since the epoch; what relative times count from
    QLocale locale;
};

/// Text on one line, controls and invalid octets made visible; never markup.
QString shownText(std::string_view text);
/// A cell as the screen shows it; empty for an empty cell.
QString displayText(const table::Column& column, const table::Cell& cell, const DisplayOptions& options);
/// The title over a column in the user's language, with the zone of its times or the definition of its bytes.
QString columnTitle(const table::Schema& schema, std::size_t column, const DisplayOptions& options);
/// "1.4 MiB", or "812 B".
QString bytesText(std::int64_t bytes, const QLocale& locale);
/// The cell in full and in other units, for a tooltip; plain text, empty when there is no more to say.
QString explainedText(const table::Column& column, const table::Cell& cell, const DisplayOptions& options);
/// ISO 8601; decimals to the microsecond, to the nanosecond where there is one.
QString timeText(std::int64_t nanoseconds, const DisplayOptions& options);
/// Whether two times (nanoseconds since the epoch) have the same date as `style` shows them.
bool sameDay(std::int64_t one, std::int64_t other, TimeStyle style);
/// Right-aligned kinds.
bool isNumeric(const table::Column& column);

}  // namespace weir::models
