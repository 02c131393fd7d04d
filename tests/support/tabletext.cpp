// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/tabletext.h"

#include <numeric>
#include <stdexcept>

#include "core/table/columntable.h"

namespace weir::test {

namespace {

std::string lineOf(const table::Table& table, std::size_t row, const std::vector<std::size_t>& columns) {
    std::string line, scratch;
    for (const std::size_t column : columns) {
        if (column != columns.front())
            line += '|';
        line += table::cellText(table.cell(row, column, scratch));
    }
    return line + '\n';
}

class SlowTable final : public table::Table {
public:
    explicit SlowTable(table::TablePtr table) : m_table(std::move(table)) {}
    std::string_view name() const override { return m_table->name(); }
    const table::Schema& schema() const override { return m_table->schema(); }
    std::size_t rows() const override { return m_table->rows(); }
    table::Cell cell(std::size_t row, std::size_t column, std::string& scratch) const override {
        table::Cell cell = m_table->cell(row, column, scratch);
        // A text lives only until the next cell, as the contract allows.
        scratch = cell.text;
        cell.text = scratch;
        return cell;
    }
    void sortKeys(std::size_t column, std::span<std::uint64_t> keys) const override { m_table->sortKeys(column, keys); }

private:
    table::TablePtr m_table;
};

}  // namespace

std::string tableText(const table::Table& table) {
    std::string out;
    std::vector<std::size_t> columns(table.schema().size());
    std::iota(columns.begin(), columns.end(), std::size_t{0});
    for (const std::size_t column : columns) out += (column == 0 ? "" : "|") + table.schema()[column].name;
    out += '\n';
    for (std::size_t row = 0; row < table.rows(); ++row) out += lineOf(table, row, columns);
    return out;
}

std::string tableText(const table::Table& table, const table::Rows& rows, const std::vector<std::string>& names) {
    std::vector<std::size_t> columns;
    for (const std::string& name : names) {
        const auto column = table::findColumn(table.schema(), name);
        if (!column)
            throw std::invalid_argument("no column " + name);
        columns.push_back(*column);
    }
    std::string out;
    for (const std::uint32_t row : rows) out += lineOf(table, row, columns);
    return out;
}

table::TablePtr tableOf(table::Schema schema, const std::vector<std::vector<std::string>>& rows) {
    table::ColumnTable::Builder builder("test", schema, rows.size());
    for (const std::vector<std::string>& row : rows) {
        for (std::size_t column = 0; column < schema.size(); ++column) {
            const std::string& cell = row.at(column);
            if (cell.empty())
                builder.empty(column);
            else if (schema[column].kind == table::Kind::text)
                builder.text(column, cell);
            else if (schema[column].kind == table::Kind::address)
                builder.address(column, IpAddress::parse(cell).value());
            else if (schema[column].kind == table::Kind::real)
                builder.real(column, std::stod(cell));
            else if (schema[column].kind == table::Kind::boolean)
                builder.integer(column, cell == "true");
            else
                builder.integer(column, std::stoll(cell));
        }
    }
    return builder.finish();
}

table::TablePtr withoutFastPaths(table::TablePtr table) { return std::make_shared<SlowTable>(std::move(table)); }

}  // namespace weir::test
