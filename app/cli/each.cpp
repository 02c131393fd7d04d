// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/each.h"

#include <filesystem>

#include "app/cli/console.h"
#include "app/cli/notes.h"
#include "app/cli/reading.h"
#include "core/capturetables/tableinfo.h"
#include "core/engine/analyze.h"
#include "core/table/columns.h"
#include "core/table/joinedtable.h"
#include "core/table/sort.h"

namespace weir::cli {
namespace {

table::Column captureColumn() { return table::textColumn("capture", "Capture", "File that the row comes from"); }

/// The tables that are asked for: --table, or all of --all-tables.
std::vector<std::string> tablesOf(const Arguments& arguments) {
    if (arguments.allTables.empty())
        return {arguments.table.name};
    return tablesOfAll();
}

/// The rows of one of the tables, of all captures.
struct Gathered {
    std::string name;
    std::optional<table::JoinedTable> rows;  ///< none before the first capture

    void add(const table::Table& table, const table::Rows& chosen, const std::string& path) {
        if (!rows)
            rows.emplace(name, table.schema(), captureColumn());
        rows->add(table, chosen, path);
    }
};

std::optional<Error> gather(Arguments arguments, const traffic::Snapshot& snapshot, const std::optional<View>& view,
                            const std::string& path, std::vector<Gathered>& tables) {
    if (auto error = addNotes(arguments, {snapshot, nullptr}, view.value_or(View{})))
        return error;
    for (Gathered& one : tables) {
        arguments.table.name = one.name;
        const auto table = capturetables::makeTable(snapshot, arguments.table);
        if (!table)
            return table.error();
        // Whether a row is among the first of its capture decides whether it can be among the first of all.
        one.add(*table.value(), view ? view->apply(*table.value()) : table::allRows(*table.value()), path);
    }
    return std::nullopt;
}

int printAll(const Arguments& arguments, std::vector<Gathered>& tables) {
    if (const auto error = makeFolder(arguments))
        return complain(error->toString());
    for (Gathered& one : tables) {
        const table::TablePtr table = one.rows->finish();
        const auto path = (std::filesystem::path(arguments.allTables) / (one.name + ".csv")).string();
        const auto written = exporting::writeFileWhole(
            path, arguments.inputs(),
            [&](const exporting::Sink& sink) {
                return writeAll(*table, table::allRows(*table), exporting::Format::csv, sink,
                                engine::jobsOf(arguments.analysis));
            },
            exporting::Links::refuse);
        if (!written)
            return complain(written.error().toString());
    }
    return allRead;
}

int printOne(const Arguments& arguments, Gathered& gathered) {
    const table::TablePtr table = gathered.rows->finish();
    const auto view = viewOf(arguments, table->schema());
    if (!view)
        return complain(view.error().toString());
    return putRows(arguments, *table, view.value().apply(*table));
}

}  // namespace

const char* wantsOneReading(const Arguments& arguments) {
    return arguments.packet                ? "--packet"
           : arguments.follow              ? "--follow"
           : !arguments.writeSlice.empty() ? "--write-slice"
           : !arguments.saveFiles.empty()  ? "--save-files"
           : !arguments.baseline.empty()   ? "--baseline"
           : arguments.indicators          ? "--indicators"
           : !arguments.report.empty()     ? "--report"
           : !arguments.lookup.empty()     ? "--lookup"
           : arguments.provenance          ? "--provenance"
                                           : nullptr;
}

int printEach(const Arguments& arguments, const Readings& readings) {
    const auto schema = capturetables::tableSchema(arguments.table);
    if (!schema)
        return complain(schema.error().toString());
    // A filter or an order that speaks of the captures is for all rows together, any other for each capture as well.
    std::optional<View> view;
    if (auto single = viewOf(arguments, schema.value())) {
        view = single.take();
    } else {
        table::Schema joined = schema.value();
        joined.push_back(captureColumn());
        if (const auto all = viewOf(arguments, joined); !all)
            return complain(all.error().toString());
    }
    std::vector<Gathered> tables;
    for (std::string& name : tablesOf(arguments)) tables.push_back({std::move(name), std::nullopt});
    CaptureReading reading(arguments);
    std::size_t read = 0;
    for (std::size_t i = 0; i < readings.series.size(); ++i) {
        const std::string& path = readings.series[i].front();
        const std::string which =
            "capture " + std::to_string(i + 1) + " of " + std::to_string(readings.series.size()) + ": ";
        const auto snapshot = reading.read(readings.series[i], readings.series.size() > 1 ? which : "");
        if (!snapshot) {
            complain(snapshot.error().toString());
            continue;
        }
        ++read;
        reading.sayHome(snapshot.value(), path);
        if (const auto error = gather(arguments, snapshot.value(), view, path, tables))
            return complain(error->toString());
        reading.sayDamage(snapshot.value());
    }
    if (read == 0)
        return nothingRead;
    const int printed = arguments.allTables.empty() ? printOne(arguments, tables.front()) : printAll(arguments, tables);
    if (printed != allRead)
        return printed;
    return reading.anyDamage() || read < readings.series.size() ? damaged : allRead;
}

}  // namespace weir::cli
