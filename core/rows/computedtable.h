// SPDX-License-Identifier: GPL-3.0-or-later
// A table whose cells are computed when they are asked for: rows are written once and kept by nobody.
#pragma once

#include <functional>

#include "core/table/columns.h"
#include "core/table/lazycolumns.h"

namespace weir::rows {

/// `rowAt` may be called by several threads at once; what its rows point to it keeps alive itself.
template <typename Row>
class ComputedTable final : public table::Table {
public:
    using RowAt = std::function<Row(std::size_t)>;

    ComputedTable(std::string_view name, const table::ColumnsOf<Row>& columns, std::size_t rows, RowAt rowAt)
        : m_name(name),
          m_columns(columns),
          m_schema(table::schemaOf(columns)),
          m_rows(rows),
          m_rowAt(std::move(rowAt)),
          m_stored(columns.size()) {}

    std::string_view name() const override { return m_name; }
    const table::Schema& schema() const override { return m_schema; }
    std::size_t rows() const override { return m_rows; }
    table::Cell cell(std::size_t row, std::size_t column, std::string& scratch) const override {
        table::Cell out;
        out.kind = m_schema[column].kind;
        m_columns[column].get(m_rowAt(row), out, scratch);
        return out;
    }
    void sortKeys(std::size_t column, std::span<std::uint64_t> keys) const override {
        m_stored.column(*this, column).sortKeys(0, keys);
    }

private:
    std::string m_name;
    const table::ColumnsOf<Row>& m_columns;
    table::Schema m_schema;
    std::size_t m_rows;
    RowAt m_rowAt;
    table::LazyColumns m_stored;
};

}  // namespace weir::rows
