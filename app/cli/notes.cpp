// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/notes.h"

#include <algorithm>

#include "app/cli/lookup.h"
#include "core/capturetables/tableinfo.h"
#include "core/table/sort.h"

namespace weir::cli {
namespace {

/// The subjects of the rows to look up: those that the filter leaves, unless it asks about the answers themselves.
std::vector<std::string> subjects(const Arguments& arguments, const traffic::Snapshot& snapshot, const View& view) {
    std::vector<std::string> out;
    if (arguments.lookup.empty())
        return out;
    const auto table = capturetables::makeTable(snapshot, arguments.table);
    if (!table)
        return out;
    const auto names = table::Filter::columnsOf(arguments.where);
    const bool aboutAnswers = std::any_of(names.begin(), names.end(), [](const std::string& name) {
        return name.starts_with("whois_") || name.starts_with("vt_") || name.starts_with("verdict") ||
               name == "looked_up_at";
    });
    const table::Rows rows =
        view.filter && !aboutAnswers ? view.filter->apply(*table.value()) : table::allRows(*table.value());
    const std::size_t column =
        *table::findColumn(table.value()->schema(), capturetables::tableInfo(arguments.table.name).notedColumn);
    std::string scratch;
    for (const std::uint32_t row : rows) {
        if (std::string subject = table::cellText(table.value()->cell(row, column, scratch)); !subject.empty())
            out.push_back(std::move(subject));
    }
    return out;
}

}  // namespace

std::optional<Error> addNotes(Arguments& arguments, const Read& read, const View& view) {
    const capturetables::TableInfo& info = capturetables::tableInfo(arguments.table.name);
    const bool noted = info.hasNotes() || !arguments.allTables.empty();
    if ((!noted || read.baseline) && !arguments.lookup.empty())
        return Error{"--lookup goes with --table hosts, talkers, findings, names, queries, domains, tls or http"};
    // What findings weigh depends on whose addresses are, and so do clients and events, which tell of them.
    const bool tellsOfFindings =
        info.rows == capturetables::RowKind::address || info.rows == capturetables::RowKind::event;
    if (read.baseline || (!noted && !tellsOfFindings))
        return std::nullopt;
    const auto known = owners(arguments);
    if (!known)
        return known.error();
    arguments.table.owners = known.value();
    if (!noted)
        return std::nullopt;
    const auto notes = lookUp(arguments, read.capture, subjects(arguments, read.capture, view));
    if (!notes)
        return notes.error();
    session::useNotes(arguments.table, notes.value());
    return std::nullopt;
}

}  // namespace weir::cli
