// SPDX-License-Identifier: GPL-3.0-or-later
// Tables for tests: made from a few lines, and printed as a few lines that are easy to compare.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/table/table.h"

namespace weir::test {

/// Every row on a line of its own, cells as `cellText` has them, with '|' between them; the column names come first.
std::string tableText(const table::Table& table);
/// These rows and these columns alone, without the names.
std::string tableText(const table::Table& table, const table::Rows& rows, const std::vector<std::string>& columns);

/// A table of cells written as text; "" is an empty cell. Integers, times and durations are whole numbers (of
/// nanoseconds), booleans true or false.
table::TablePtr tableOf(table::Schema schema, const std::vector<std::vector<std::string>>& rows);

/// The same table without any of the fast paths, as a table that has to work for its cells would be.
table::TablePtr withoutFastPaths(table::TablePtr table);

}  // namespace weir::test
