// SPDX-License-Identifier: GPL-3.0-or-later
// Cells of a table's rows by the names of their columns, for what shows rows in another form than a table.
#pragma once

#include <QString>
#include <QStringList>

#include "core/table/table.h"

namespace weir::models {

/// Does not own the table. Columns that the table does not have are empty.
class RowCells {
public:
    RowCells(const table::Table& table, std::uint32_t row) : m_table(table), m_row(row) {}

    /// As files have it; made visible, since it is not trusted.
    QString text(std::string_view column) const;
    /// The values of a list.
    QStringList list(std::string_view column) const;
    std::int64_t integer(std::string_view column) const;  ///< 0 where empty
    double real(std::string_view column) const;

private:
    table::Cell cell(std::string_view column) const;

    const table::Table& m_table;
    std::uint32_t m_row;
    mutable std::string m_scratch;
};

}  // namespace weir::models
