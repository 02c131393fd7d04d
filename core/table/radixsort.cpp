// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/table/radixsort.h"

#include <algorithm>
#include <array>
#include <utility>

namespace weir::table {

void radixSort(std::vector<KeyedRow>& rows) {
    constexpr std::size_t small = 2048;
    if (rows.size() < small) {
        std::stable_sort(rows.begin(), rows.end(), [](const KeyedRow& a, const KeyedRow& b) { return a.key < b.key; });
        return;
    }
    constexpr unsigned digitBits = 11;
    constexpr std::size_t buckets = std::size_t{1} << digitBits;
    std::uint64_t different = 0;
    for (const KeyedRow& row : rows) different |= row.key ^ rows.front().key;
    std::vector<KeyedRow> other(rows.size());
    for (unsigned shift = 0; shift < 64; shift += digitBits) {
        if ((different >> shift & (buckets - 1)) == 0)
            continue;
        std::array<std::size_t, buckets> starts{};
        for (const KeyedRow& row : rows) ++starts[row.key >> shift & (buckets - 1)];
        std::size_t sum = 0;
        for (std::size_t& start : starts) sum += std::exchange(start, sum);
        for (const KeyedRow& row : rows) other[starts[row.key >> shift & (buckets - 1)]++] = row;
        rows.swap(other);
    }
}

}  // namespace weir::table
