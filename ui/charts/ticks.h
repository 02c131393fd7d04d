// SPDX-License-Identifier: GPL-3.0-or-later
// Round figures along the axes of charts.
#pragma once

#include <vector>

#include "ui/models/format.h"

namespace weir::charts {

struct Tick {
    double at = 0;
    QString label;
};

/// From 0 to the first round value that holds `largest`: round in the units in which bytes are written (KiB, MiB …).
/// At most `most` steps.
std::vector<Tick> byteTicks(std::uint64_t largest, int most, const QLocale& locale);

/// Moments at round times inside [from, to] (nanoseconds), at most `most`. `at` is seconds since `from`. Labels say as
/// much as differs: the time of day, or the date, or seconds since the origin.
std::vector<Tick> timeTicks(std::int64_t from, std::int64_t to, int most, const models::DisplayOptions& display);

/// "2 s", "50 ms", "15 min".
QString spanText(std::int64_t nanoseconds, const QLocale& locale);

}  // namespace weir::charts
