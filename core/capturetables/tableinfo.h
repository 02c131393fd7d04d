// SPDX-License-Identifier: GPL-3.0-or-later
// What is true of each table, said once: nobody else compares the names of tables.
#pragma once

#include <string_view>
#include <vector>

namespace weir::capturetables {

/// What one row of a table is about.
enum class RowKind { fact, packet, conversation, message, address, name, finding, event, change };

/// Words are English; the window translates them.
struct TableInfo {
    std::string_view name;   ///< one of tableNames(), or "changes"
    std::string_view title;  ///< of its page
    std::string_view about;  ///< what a row is, and their order; a sentence without its final dot
    RowKind rows = RowKind::fact;
    /// Columns with the address or name to look up, the best first; of a row the first counts that is not empty.
    std::vector<std::string_view> lookupColumns = {};
    /// The column with the address or name whose owner and notes further columns tell (see NotedTable); empty: none.
    std::string_view notedColumn = {};
    bool hasRegistrants = false;  ///< those columns tell who registered the name
    bool comparable = false;      ///< can be compared with a baseline
    bool canFollow = false;       ///< a row belongs to a conversation whose streams can be followed
    bool readsFiles = false;      ///< making it reads the whole files of the capture again

    /// Rows lead to packets, and can be marked.
    bool hasPackets() const { return rows != RowKind::fact; }
    bool hasNotes() const { return !notedColumn.empty(); }
    /// Rows are packets, or flows whose packets are known: they can be sliced out without a filter.
    bool canSlice() const { return rows == RowKind::packet || rows == RowKind::conversation; }
};

/// All tables, in the order of tableNames(), and "changes" (see handover::compare).
const std::vector<TableInfo>& tableInfos();
/// Of a name that is none: nothing is true of it.
const TableInfo& tableInfo(std::string_view name);

}  // namespace weir::capturetables
