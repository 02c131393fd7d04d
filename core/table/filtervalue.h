// SPDX-License-Identifier: GPL-3.0-or-later
// What the words of a filter mean as numbers, times and durations.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace weir::table {

/// A number between two integers: `floor` itself if `exact`, else something above it and below the next one. Numbers
/// out of range are the nearest such thing, so that they compare rightly with every int64.
struct FilterNumber {
    std::int64_t floor = 0;
    bool exact = true;
};

/// "443", "-1", "0x1bb", "1.5k", "4MiB"; in units of 1 / `scale`.
std::optional<FilterNumber> parseNumber(std::string_view text, std::uint64_t scale = 1);
/// "5", "200ms", "1.5h"; in nanoseconds, without a unit seconds.
std::optional<FilterNumber> parseDuration(std::string_view text);
/// ISO 8601 or seconds since the epoch; in nanoseconds.
std::optional<FilterNumber> parseTime(std::string_view text);

}  // namespace weir::table
