// SPDX-License-Identifier: GPL-3.0-or-later
// Sorting rows of any table by several columns.
#pragma once

#include <stop_token>

#include "core/table/table.h"

namespace weir::table {

/// Orders `rows` by the keys, the first one strongest; rows equal in all of them rise by row number, whichever way
/// the keys run. Gives up, leaving `rows` as they were, when asked to stop. Returns whether it finished.
bool sortRows(const Table& table, std::span<const SortKey> keys, Rows& rows, std::stop_token stop = {});

/// All rows of the table, in its own order.
Rows allRows(const Table& table);

/// "bytes:desc,src" against a schema; without a direction a key rises.
/// Nothing if a column is unknown; `unknown` then says which.
std::optional<std::vector<SortKey>> parseSort(std::string_view text, const Schema& schema, std::string& unknown);

}  // namespace weir::table
