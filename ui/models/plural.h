// SPDX-License-Identifier: GPL-3.0-or-later
// Sentences with a count have a form for one and others for more, which tr() picks by an int: counts here are larger.
#pragma once

#include <climits>
#include <concepts>
#include <utility>

namespace weir::models {

/// What to give tr() as its count. The sentence shows the count itself as text, by %1. Languages tell their forms apart
/// by the last two digits at most, which stay as they are.
constexpr int plural(std::integral auto count) {
    if (std::cmp_less_equal(count, INT_MAX))
        return static_cast<int>(count);
    constexpr int many = 1'000'000;
    return many + static_cast<int>(count % many);
}

}  // namespace weir::models
