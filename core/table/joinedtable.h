// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of several tables with the same columns as one table, with a further column that says where each comes from.
#pragma once

#include "core/table/columntable.h"

namespace weir::table {

/// Copies the rows, so that what the tables hold need not stay. Not thread-safe.
class JoinedTable {
public:
    /// `origin` describes the further column, a text; it comes last.
    JoinedTable(std::string name, const Schema& schema, Column origin);

    /// Columns are matched by name; one that the table lacks is empty, one that only it has is left out.
    void add(const Table& table, const Rows& rows, std::string_view from);
    /// Once, at the end.
    TablePtr finish() { return m_builder.finish(); }

private:
    Schema m_schema;
    ColumnTable::Builder m_builder;
};

}  // namespace weir::table
