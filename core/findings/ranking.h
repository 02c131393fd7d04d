// SPDX-License-Identifier: GPL-3.0-or-later
// The findings that count under the user's weights, the weightiest first.
#pragma once

#include <utility>
#include <vector>

#include "core/findings/reasons.h"

namespace weir::findings {

/// A finding that counts. Points into the findings that it was ranked from.
struct RankedFinding {
    const Finding* finding = nullptr;
    std::vector<std::pair<const Reason*, double>> reasons = {};  ///< with their shares, the weightiest first
    double score = 0;
    std::uint32_t firstFrame = UINT32_MAX;
    std::uint64_t frames = 0;
};

/// The highest score first; ties by the first frame. Findings that score nothing are left out.
std::vector<RankedFinding> ranked(const std::vector<Finding>& findings, const FindingsRequest& request);

}  // namespace weir::findings
