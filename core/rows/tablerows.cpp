// SPDX-License-Identifier: GPL-3.0-or-later
// Rows that are a table of the contract as it is, without what does not come from the capture.
#include "core/capturetables/tableinfo.h"
#include "core/rows/rowdefinition.h"

namespace weir::rows {
namespace {

using capturetables::TableRequest;

TableRequest requestOf(TableRequest request, std::string_view name) {
    request.name = name;
    return request;
}

template <const char* name>
table::TablePtr make(const RowSource& source) {
    auto made = capturetables::makeTable(source.snapshot, requestOf(source.request, name));
    return made ? made.take() : nullptr;
}

template <const char* name>
RowDefinition definition() {
    TableRequest request;
    const auto schema = capturetables::tableSchema(requestOf(request, name));
    return {name, capturetables::tableInfo(name).about, schema ? schema.value() : table::Schema(), {}, make<name>};
}

constexpr char tls[] = "tls", http[] = "http", files[] = "files", findings[] = "findings", clients[] = "clients",
               events[] = "events";

}  // namespace

std::vector<RowDefinition> tableRows() {
    return {definition<tls>(),      definition<http>(),    definition<files>(),
            definition<findings>(), definition<clients>(), definition<events>()};
}

}  // namespace weir::rows
