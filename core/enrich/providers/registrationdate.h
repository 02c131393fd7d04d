// SPDX-License-Identifier: GPL-3.0-or-later
// Dates as registries write them.
#pragma once

#include <QString>
#include <optional>

namespace weir::enrich::providers {

/// Ms since the epoch of "1997-09-15T04:00:00Z", "15-Sep-1997", "1997. 09. 15.", "19970915", "before Aug-1996" and
/// their like, UTC where no zone is named; nothing for what is no date of the years 1970 to 2100.
std::optional<qint64> timeOf(const QString& text);

}  // namespace weir::enrich::providers
