// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capturetables/tableinfo.h"

#include <algorithm>

namespace weir::capturetables {

const std::vector<TableInfo>& tableInfos() {
    static const std::vector<TableInfo> infos{
        {.name = "summary", .rows = RowKind::fact, .readsFiles = true},
        {.name = "packets", .rows = RowKind::packet, .lookupColumns = {"dst", "src"}, .canFollow = true},
        {.name = "talkers",
         .rows = RowKind::address,
         .lookupColumns = {"address"},
         .hasNotes = true,
         .comparable = true},
        {.name = "conversations",
         .rows = RowKind::conversation,
         .lookupColumns = {"server", "dst", "client", "src"},
         .comparable = true,
         .canFollow = true},
        {.name = "names", .rows = RowKind::name, .lookupColumns = {"name", "registrable_domain"}, .comparable = true},
        {.name = "dns", .rows = RowKind::message, .lookupColumns = {"name", "registrable_domain"}, .canFollow = true},
        {.name = "hosts", .rows = RowKind::address, .lookupColumns = {"address"}, .hasNotes = true, .comparable = true},
        {.name = "findings", .rows = RowKind::finding, .lookupColumns = {"subject"}, .hasNotes = true},
        {.name = "tls", .rows = RowKind::message, .lookupColumns = {"server", "dst"}, .comparable = true},
        {.name = "http", .rows = RowKind::message, .lookupColumns = {"server", "dst"}},
        {.name = "queries", .rows = RowKind::name, .lookupColumns = {"name", "registrable_domain"}},
        {.name = "domains", .rows = RowKind::name, .lookupColumns = {"name", "registrable_domain"}},
        {.name = "changes", .rows = RowKind::change},
    };
    return infos;
}

const TableInfo& tableInfo(std::string_view name) {
    static const TableInfo unknown;
    const std::vector<TableInfo>& infos = tableInfos();
    const auto found =
        std::find_if(infos.begin(), infos.end(), [&](const TableInfo& info) { return info.name == name; });
    return found == infos.end() ? unknown : *found;
}

}  // namespace weir::capturetables
