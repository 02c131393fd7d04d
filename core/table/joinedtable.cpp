// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/table/joinedtable.h"

namespace weir::table {
namespace {

Schema withOrigin(Schema schema, Column origin) {
    schema.push_back(std::move(origin));
    return schema;
}

}  // namespace

JoinedTable::JoinedTable(std::string name, const Schema& schema, Column origin)
    : m_schema(withOrigin(schema, std::move(origin))), m_builder(std::move(name), m_schema) {}

void JoinedTable::add(const Table& table, const Rows& rows, std::string_view from) {
    const std::size_t origin = m_schema.size() - 1;
    std::string scratch;
    for (std::size_t column = 0; column < origin; ++column) {
        const auto source = findColumn(table.schema(), m_schema[column].name);
        for (const std::uint32_t row : rows) {
            if (source && table.schema()[*source].kind == m_schema[column].kind)
                m_builder.cell(column, table.cell(row, *source, scratch));
            else
                m_builder.empty(column);
        }
    }
    for (std::size_t i = 0; i < rows.size(); ++i) m_builder.text(origin, from);
}

}  // namespace weir::table
