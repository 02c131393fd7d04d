// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/rowcells.h"

#include "ui/models/format.h"

namespace weir::models {

table::Cell RowCells::cell(std::string_view column) const {
    const auto at = table::findColumn(m_table.schema(), column);
    return at ? m_table.cell(m_row, *at, m_scratch) : table::Cell();
}

QString RowCells::text(std::string_view column) const { return shownText(table::cellText(cell(column))); }

QStringList RowCells::list(std::string_view column) const { return text(column).split(u';', Qt::SkipEmptyParts); }

std::int64_t RowCells::integer(std::string_view column) const {
    const table::Cell value = cell(column);
    return value.empty ? 0 : value.integer;
}

double RowCells::real(std::string_view column) const {
    const table::Cell value = cell(column);
    return value.empty ? 0 : value.real;
}

}  // namespace weir::models
