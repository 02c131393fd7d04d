// SPDX-License-Identifier: GPL-3.0-or-later
// The list of tables, in the order of the contract.
#include "core/capturetables/tables.h"

#include <algorithm>

#include "core/capturetables/notedtable.h"
#include "core/capturetables/tabledefinition.h"

namespace weir::capturetables {
namespace {

const std::vector<TableDefinition>& definitions() {
    static const std::vector<TableDefinition> all{
        summaryTable(), packetsTable(), talkersTable(),  conversationsTable(), namesTable(),
        dnsTable(),     hostsTable(),   findingsTable(), tlsTable(),           httpTable(),
        filesTable(),   queriesTable(), domainsTable(),  clientsTable(),       eventsTable(),
    };
    return all;
}

Result<const TableDefinition*> find(const std::string& name) {
    std::string known;
    for (const TableDefinition& definition : definitions()) {
        if (definition.info.name == name)
            return &definition;
        known += (known.empty() ? "" : ", ") + std::string(definition.info.name);
    }
    return Error::of(ErrorKind::notFound, "there is no table '%1'; the tables are %2", {name, known});
}

}  // namespace

const std::vector<TableInfo>& tableInfos() {
    static const std::vector<TableInfo> infos = [] {
        std::vector<TableInfo> all;
        for (const TableDefinition& definition : definitions()) all.push_back(definition.info);
        all.push_back({.name = "changes",
                       .title = "Changes",
                       .about = "A row is what is new, changed or gone since the baseline",
                       .rows = RowKind::change});
        return all;
    }();
    return infos;
}

const TableInfo& tableInfo(std::string_view name) {
    static const TableInfo unknown;
    const std::vector<TableInfo>& infos = tableInfos();
    const auto found =
        std::find_if(infos.begin(), infos.end(), [&](const TableInfo& info) { return info.name == name; });
    return found == infos.end() ? unknown : *found;
}

const std::vector<std::string>& tableNames() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> out;
        for (const TableDefinition& definition : definitions()) out.emplace_back(definition.info.name);
        return out;
    }();
    return names;
}

Result<table::Schema> tableSchema(const TableRequest& request) {
    const auto definition = find(request.name);
    if (!definition)
        return definition.error();
    auto schema = definition.value()->schema(request);
    return schema ? notedSchema(schema.take(), request) : schema;
}

Result<table::TablePtr> makeTable(const traffic::Snapshot& snapshot, const TableRequest& request) {
    const auto definition = find(request.name);
    if (!definition)
        return definition.error();
    if (const auto schema = definition.value()->schema(request); !schema)
        return schema.error();
    return noted(definition.value()->make(snapshot, request), request);
}

}  // namespace weir::capturetables
