// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/dnslabels.h"

#include <algorithm>

namespace weir {
namespace {

/// Calls `visit` with the length of each label.
template <typename Visit>
void forEachLabel(std::string_view name, Visit&& visit) {
    if (name == ".")
        return;
    std::size_t start = 0;
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (name[i] == '\\') {
            ++i;
        } else if (name[i] == '.') {
            visit(i - start);
            start = i + 1;
        }
    }
    visit(name.size() - start);
}

}  // namespace

std::size_t labelCount(std::string_view name) {
    std::size_t labels = 0;
    forEachLabel(name, [&](std::size_t) { ++labels; });
    return labels;
}

std::size_t longestLabel(std::string_view name) {
    std::size_t longest = 0;
    forEachLabel(name, [&](std::size_t length) { longest = std::max(longest, length); });
    return longest;
}

}  // namespace weir
