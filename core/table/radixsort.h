// SPDX-License-Identifier: GPL-3.0-or-later
// Stable sorting of rows by 64-bit keys.
#pragma once

#include "core/table/table.h"

namespace weir::table {

struct KeyedRow {
    std::uint64_t key;
    std::uint32_t row;
};

/// Orders by key, equal keys as they were. Least significant digit first, 11 bits at a time; digits that are the same
/// in all keys cost only the counting.
void radixSort(std::vector<KeyedRow>& rows);

}  // namespace weir::table
