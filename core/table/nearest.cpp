// SPDX-License-Identifier: GPL-3.0-or-later
// Edit distance (optimal string alignment).
#include "core/table/nearest.h"

#include <algorithm>

namespace weir::table {

namespace {

std::size_t editDistance(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                cost[i][j] = i + j;
                continue;
            }
            cost[i][j] =
                std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    }
    return cost[a.size()][b.size()];
}

}  // namespace

std::string nearestColumn(std::string_view name, const Schema& schema) {
    constexpr std::size_t longest = 64;
    if (name.empty() || name.size() > longest)
        return {};
    std::string nearest;
    std::size_t least = 1 + std::max<std::size_t>(1, name.size() / 3);
    for (const Column& column : schema) {
        if (column.name.size() > longest)
            continue;
        const std::size_t distance = editDistance(name, column.name);
        if (distance < least) {
            least = distance;
            nearest = column.name;
        }
    }
    return nearest;
}

}  // namespace weir::table
