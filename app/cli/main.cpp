// SPDX-License-Identifier: GPL-3.0-or-later
// weir-cli: the tables of the window on the command line.
#include <csignal>
#include <cstdio>

#include "app/cli/captures.h"
#include "app/cli/columns.h"
#include "app/cli/console.h"
#include "app/cli/each.h"
#include "app/cli/handover.h"
#include "app/cli/lookup.h"
#include "app/cli/mcp.h"
#include "app/cli/notes.h"
#include "app/cli/packets.h"
#include "app/cli/reading.h"
#include "app/cli/rows.h"
#include "core/table/sort.h"

namespace {

using namespace weir;
using namespace weir::cli;

int printColumns(const Arguments& arguments) {
    const table::TablePtr table = arguments.rowsInto.empty() ? columnsTable() : rowColumnsTable();
    return putRows(arguments, *table, table::allRows(*table));
}

/// The table of addresses and names that were given instead of a capture.
int printLookups(const Arguments& arguments, const View& view) {
    const auto made = lookUpValues(arguments);
    if (!made)
        return complain(made.error().toString());
    const table::Table& table = *made.value();
    const table::Rows rows = view.apply(table);
    return putRows(arguments, table, rows);
}

int print(Arguments arguments, const Read& read, const View& view) {
    if (arguments.packet || arguments.follow) {
        const auto text = arguments.packet ? packetText(*read.capture, *arguments.packet)
                                           : conversationText(*read.capture, *arguments.follow);
        if (!text)
            return complain(text.error().toString());
        return put(arguments, [&](const exporting::Sink& sink) { return sink(text.value()); });
    }
    if (const auto error = makeFolder(arguments))
        return complain(error->toString());
    const Crew hashing = hashAhead(arguments, read);
    if (const auto error = addNotes(arguments, read, view))
        return complain(error->toString());
    if (!arguments.allTables.empty()) {
        const auto error = writeAllTables(arguments, read);
        return error ? complain(error->toString()) : allRead;
    }
    if (!arguments.report.empty()) {
        const auto error = writeReport(arguments, read, complain);
        return error ? complain(error->toString()) : allRead;
    }
    auto made = makeTable(arguments, read);
    if (!made)
        return complain(made.error().toString());
    const table::TablePtr table = made.take();
    const table::Rows rows = view.apply(*table);
    if (!arguments.saveFiles.empty()) {
        const auto error = saveFiles(arguments, *read.capture, rows);
        return error ? complain(error->toString()) : allRead;
    }
    if (!arguments.writeSlice.empty()) {
        const auto error = writeSlice(arguments, *read.capture, *table, rows);
        return error ? complain(error->toString()) : allRead;
    }
    handover::IndicatorList indicators;
    if (arguments.indicators) {
        auto collected = collectIndicators(arguments, read, *table, rows, complain);
        if (!collected)
            return complain(collected.error().toString());
        indicators = collected.take();
    }
    const auto writeList = [&](const exporting::Sink& sink) {
        return writeIndicators(arguments, read, indicators.indicators, sink);
    };
    const int written = arguments.indicators ? put(arguments, writeList) : putRows(arguments, *table, rows);
    if (written != allRead || !arguments.provenance)
        return written;
    const auto error = writeProvenance(arguments, read, rows.size());
    return error ? complain(error->toString()) : allRead;
}

int readAndPrint(const Arguments& arguments) {
    const auto view = viewOf(arguments);
    if (!view)
        return complain(view.error().toString());
    CaptureReading reading(arguments);
    auto capture = reading.read(arguments.captures);
    if (!capture)
        return complain(capture.error().toString());
    Read read{capture.take(), nullptr};
    reading.sayHome(read.capture);
    if (!arguments.baseline.empty()) {
        auto baseline = reading.read({arguments.baseline});
        if (!baseline)
            return complain(baseline.error().toString());
        read.baseline = baseline.take();
    }
    const int printed = print(arguments, read, view.value());
    reading.sayDamage(read.capture);
    if (read.baseline)
        reading.sayDamage(read.baseline);
    return printed != allRead ? printed : reading.anyDamage() ? damaged : allRead;
}

/// Of captures: all as one, or each for itself.
int runOverCaptures(Arguments arguments) {
    auto named = namedCaptures(arguments, complain);
    if (!named)
        return complain(named.error().toString());
    const Readings readings = readingsOf(arguments, named.value());
    arguments.captures = named.take();
    if (!readings.said.empty())
        complain(readings.said);
    if (arguments.mcp)
        return serveMcp(arguments, readings);
    if (!arguments.rowsInto.empty())
        return printRows(arguments, readings);
    const char* const option = wantsOneReading(arguments);
    if (readings.each && (option == nullptr || readings.series.size() > 1)) {
        if (option != nullptr)
            return complain(std::string(option) +
                            " goes with one capture, or with several that are read as one (--series)");
        return printEach(arguments, readings);
    }
    arguments.captures = readings.series.front();
    return readAndPrint(arguments);
}

int run(int count, char** values) {
    const auto parsed = parseArguments(count, values);
    if (!parsed)
        return complain(parsed.error().toString());
    const Arguments& arguments = parsed.value();
    if (arguments.help || arguments.version) {
        std::fputs(arguments.help ? helpText().c_str() : "weir-cli " WEIR_VERSION "\n", stdout);
        return allRead;
    }
    if (arguments.columns)
        return printColumns(arguments);
    if (arguments.updateRegistries) {
        const auto error = updateRegistries(arguments);
        return error ? complain(error->toString()) : allRead;
    }
    if (!arguments.values.empty()) {
        const auto view = viewOf(arguments);
        return view ? printLookups(arguments, view.value()) : complain(view.error().toString());
    }
    return runOverCaptures(arguments);
}

}  // namespace

int main(int count, char** values) {
    std::signal(SIGPIPE, SIG_DFL);
    std::signal(SIGXFSZ, SIG_IGN);  // a file too large for a limit is an error of the write, like a full disk
    try {
        return run(count, values);
    } catch (const std::bad_alloc&) {
        return complain("out of memory");
    } catch (const std::exception& failure) {
        return complain(failure.what());
    }
}
