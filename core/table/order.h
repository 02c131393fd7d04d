// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers and ranks as unsigned keys that rise as the values do, with 0 left for empty cells.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/address.h"

namespace weir::table {

inline constexpr std::uint64_t signBit = std::uint64_t{1} << 63;

/// The least integer, which stands for empty, becomes 0.
inline std::uint64_t orderKey(std::int64_t value) { return static_cast<std::uint64_t>(value) ^ signBit; }

/// Not a number stands for empty. Both zeros are one.
inline std::uint64_t orderKey(double value) {
    if (std::isnan(value))
        return 0;
    const auto bits = std::bit_cast<std::uint64_t>(value + 0.0);
    return bits & signBit ? ~bits : bits | signBit;
}

/// For each text its place among all of them by octets: equal texts share one, places rise by one from `first`.
std::vector<std::uint32_t> ranksOf(std::span<const std::string_view> texts, std::uint32_t first);
std::vector<std::uint32_t> ranksOf(std::span<const IpAddress> addresses, std::uint32_t first);

}  // namespace weir::table
