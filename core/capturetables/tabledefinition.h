// SPDX-License-Identifier: GPL-3.0-or-later
// What each table is: the one list from which the programs, the documents and the window take it.
#pragma once

#include <vector>

#include "core/capturetables/tableinfo.h"
#include "core/capturetables/tables.h"

namespace weir::capturetables {

using table::TablePtr;

/// A table of the contract. `schema` and `make` must agree; `make` is asked only where `schema` gave no error.
struct TableDefinition {
    TableInfo info;
    Result<table::Schema> (*schema)(const TableRequest&) = nullptr;
    TablePtr (*make)(const traffic::Snapshot&, const TableRequest&) = nullptr;
};

/// For tables whose columns do not depend on the request: a lambda without captures that gives them.
template <typename Columns>
auto fixedSchema(Columns) {
    return [](const TableRequest&) -> Result<table::Schema> { return Columns{}(); };
}

// One for each table, in a file named as it is. A new one goes into this list and into that of tables.cpp.
TableDefinition summaryTable();
TableDefinition packetsTable();
TableDefinition talkersTable();
TableDefinition conversationsTable();
TableDefinition namesTable();
TableDefinition dnsTable();
TableDefinition hostsTable();
TableDefinition findingsTable();
TableDefinition tlsTable();
TableDefinition httpTable();
TableDefinition filesTable();
TableDefinition queriesTable();
TableDefinition domainsTable();
TableDefinition clientsTable();
TableDefinition eventsTable();

}  // namespace weir::capturetables
