// SPDX-License-Identifier: GPL-3.0-or-later
// Rows that are a table of the contract as it is, without what services say, which is of another day.
#include "core/capturetables/tabledefinition.h"
#include "core/rows/rowdefinition.h"

namespace weir::rows {
namespace {

using capturetables::TableDefinition;

template <TableDefinition (*definition)()>
table::TablePtr make(const RowSource& source) {
    capturetables::TableRequest request = source.request;
    request.name = definition().info.name;
    auto made = capturetables::makeTable(source.snapshot, request);
    return made ? made.take() : nullptr;
}

/// The columns of the capture alone; those of services stand behind them in the table that is made.
template <TableDefinition (*definition)()>
RowDefinition rowsOf() {
    const TableDefinition table = definition();
    const auto schema = table.schema({});
    return {table.info.name, table.info.about, schema ? schema.value() : table::Schema(), {}, make<definition>};
}

}  // namespace

std::vector<RowDefinition> tableRows() {
    using namespace capturetables;
    return {rowsOf<tlsTable>(),      rowsOf<httpTable>(),    rowsOf<filesTable>(),
            rowsOf<findingsTable>(), rowsOf<clientsTable>(), rowsOf<eventsTable>()};
}

}  // namespace weir::rows
