// SPDX-License-Identifier: GPL-3.0-or-later
// What the tables and their columns are, as a table: from it come docs/tables.md and the translators' sentences.
#pragma once

#include "core/table/table.h"

namespace weir::cli {

/// A table, and what its columns are.
struct DescribedTable {
    std::string_view name, title, about;
    table::Schema columns;
    std::vector<std::string_view> arrays;  ///< of them those that are arrays, of whatever
};

/// `table,column,kind,title,meaning`; before the columns of each table a row without column that speaks of the table.
/// Columns that a table has only in some requests stand behind the others.
table::TablePtr columnsTable();
/// The same of other tables.
table::TablePtr describe(const std::vector<DescribedTable>& tables);

}  // namespace weir::cli
