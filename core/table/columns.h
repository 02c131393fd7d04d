// SPDX-License-Identifier: GPL-3.0-or-later
// A table's columns, each said once: its name, kind, unit, title and meaning, and how a row fills it.
#pragma once

#include <cassert>
#include <concepts>
#include <optional>
#include <type_traits>

#include "core/table/columntable.h"

namespace weir::table {

/// `name` is the CSV header; `title` is for people; `meaning` is one sentence without its final dot, for tooltips and
/// documents. Both are English: the window translates them.
Column textColumn(std::string_view name, std::string_view title, std::string_view meaning);
Column listColumn(std::string_view name, std::string_view title, std::string_view meaning);  ///< text joined with ';'
Column countColumn(std::string_view name, std::string_view title, std::string_view meaning);
Column bytesColumn(std::string_view name, std::string_view title, std::string_view meaning);
Column numberColumn(std::string_view name, std::string_view title, std::string_view meaning);  ///< ports, ids, frames
Column realColumn(std::string_view name, std::string_view title, std::string_view meaning);
Column booleanColumn(std::string_view name, std::string_view title, std::string_view meaning);
Column timeColumn(std::string_view name, std::string_view title, std::string_view meaning);
Column durationColumn(std::string_view name, std::string_view title, std::string_view meaning);
Column addressColumn(std::string_view name, std::string_view title, std::string_view meaning);

inline void put(Cell& cell, std::string&, std::integral auto value) {
    assert(cell.kind != Kind::text && cell.kind != Kind::real && cell.kind != Kind::address);
    cell.integer = static_cast<std::int64_t>(value);
    cell.empty = false;
}
inline void put(Cell& cell, std::string&, double value) {
    assert(cell.kind == Kind::real);
    cell.real = value;
    cell.empty = false;
}
inline void put(Cell& cell, std::string&, std::string_view value) {
    assert(cell.kind == Kind::text);
    cell.text = value;
    cell.empty = value.empty();
}
inline void put(Cell& cell, std::string& scratch, std::string&& value) {
    scratch = std::move(value);
    put(cell, scratch, std::string_view(scratch));
}
inline void put(Cell& cell, std::string&, const IpAddress& value) {
    assert(cell.kind == Kind::address);
    cell.address = value;
    cell.empty = !value.valid();
}
template <typename Value>
void put(Cell& cell, std::string& scratch, std::optional<Value> value) {
    if (value)
        put(cell, scratch, *std::move(value));
}

/// A column of a table whose rows are made from values of type Row. `Get` is a lambda without captures from
/// `const Row&` to the value: an integer or truth value, a double, text, an address, or one of these as an optional.
/// Text given as std::string_view must live as long as the table; std::string is copied. An empty optional, text or
/// address is an empty cell.
template <typename Row>
class ColumnOf {
public:
    template <typename Get>
    ColumnOf(Column described, Get) : column(std::move(described)), m_fill(&fill<Get>) {}

    void get(const Row& row, Cell& cell, std::string& scratch) const { m_fill(row, cell, scratch); }

    Column column;

private:
    template <typename Get>
    static void fill(const Row& row, Cell& cell, std::string& scratch) {
        auto&& value = Get{}(row);
        if constexpr (std::is_same_v<decltype(Get{}(row)), std::string>)
            put(cell, scratch, std::move(value));
        else if constexpr (std::is_convertible_v<decltype(value), std::string_view>)
            put(cell, scratch, std::string_view(value));
        else
            put(cell, scratch, value);
    }

    void (*m_fill)(const Row&, Cell&, std::string&);
};

template <typename Row>
using ColumnsOf = std::vector<ColumnOf<Row>>;

template <typename Row>
Schema schemaOf(const ColumnsOf<Row>& columns) {
    Schema schema;
    schema.reserve(columns.size());
    for (const ColumnOf<Row>& column : columns) schema.push_back(column.column);
    return schema;
}

/// Adds one row to a table that has these columns.
template <typename Row>
void addRow(ColumnTable::Builder& builder, const ColumnsOf<Row>& columns, const Row& row, std::string& scratch) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
        Cell cell;
        cell.kind = columns[i].column.kind;
        columns[i].get(row, cell, scratch);
        builder.cell(i, cell);
    }
}

/// A table of these columns with `rows` rows; `rowAt(i)` makes each of them.
template <typename Row, typename RowAt>
std::shared_ptr<const ColumnTable> makeTable(std::string name, const ColumnsOf<Row>& columns, std::size_t rows,
                                             RowAt&& rowAt, ColumnTable::SubjectOf subjectOf = {}) {
    ColumnTable::Builder builder(std::move(name), schemaOf(columns), rows);
    std::string scratch;
    for (std::size_t i = 0; i < rows; ++i) addRow<Row>(builder, columns, rowAt(i), scratch);
    return builder.finish(std::move(subjectOf));
}

}  // namespace weir::table
