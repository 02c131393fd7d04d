// SPDX-License-Identifier: GPL-3.0-or-later
// How even the gaps between moments are.
#pragma once

#include <cstdint>
#include <vector>

namespace weir::findings {

struct Regularity {
    std::size_t intervals = 0;
    std::int64_t medianInterval = 0;  ///< nanoseconds
    double jitter = 1;                ///< median absolute deviation over the median; 0 is a clock
};

/// Fewer than five intervals are too few to say anything; the caller decides.
Regularity regularity(std::vector<std::int64_t> times);

}  // namespace weir::findings
