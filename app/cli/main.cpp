// SPDX-License-Identifier: GPL-3.0-or-later
// weir-cli: the tables of the window on the command line.
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <numeric>

#include "app/cli/arguments.h"
#include "app/cli/columns.h"
#include "app/cli/handover.h"
#include "app/cli/lookup.h"
#include "app/cli/packets.h"
#include "core/base/text.h"
#include "core/capturetables/tableinfo.h"
#include "core/engine/analyze.h"
#include "core/handover/compare.h"
#include "core/table/filter.h"
#include "core/table/sort.h"
#include "core/traffic/snapshot.h"

namespace {

using namespace weir;

constexpr int allRead = 0, damaged = 1, nothingRead = 2;

int complain(const std::string& message) {
    std::fprintf(stderr, "weir-cli: %s\n", printable(message).c_str());
    return nothingRead;
}

/// What --where and --sort ask for, checked against the columns before any capture is read.
struct View {
    std::optional<table::Filter> filter;
    std::vector<table::SortKey> sort;
};

Result<View> checkView(const cli::Arguments& arguments) {
    const auto schema = !arguments.values.empty()     ? cli::lookupsSchema()
                        : !arguments.baseline.empty() ? handover::changesSchema()
                                                      : capturetables::tableSchema(arguments.table);
    if (!schema)
        return schema.error();
    View view;
    if (!arguments.where.empty()) {
        auto parsed = table::Filter::parse(arguments.where, schema.value());
        if (const auto* error = std::get_if<table::FilterError>(&parsed))
            return Error{"--where: " + error->message};
        view.filter = std::move(std::get<table::Filter>(parsed));
    }
    if (!arguments.sort.empty()) {
        std::string unknown;
        auto keys = table::parseSort(arguments.sort, schema.value(), unknown);
        if (!keys) {
            std::string names;
            for (const table::Column& column : schema.value()) names += (names.empty() ? "" : ", ") + column.name;
            return Error{"--sort: '" + unknown +
                         "' is not a column, or not COLUMN:asc or COLUMN:desc; the columns are " + names};
        }
        view.sort = std::move(*keys);
    }
    return view;
}

engine::Callbacks progressOnStandardError(bool wanted) {
    engine::Callbacks callbacks;
    if (wanted) {
        callbacks.progress = [](const traffic::Progress& progress) {
            const double share = progress.bytesTotal == 0 ? 0
                                                          : 100.0 * static_cast<double>(progress.bytesDone) /
                                                                static_cast<double>(progress.bytesTotal);
            std::fprintf(stderr, "\r%llu frames, %.0f %%", static_cast<unsigned long long>(progress.frames), share);
        };
    }
    return callbacks;
}

/// To --output, or to standard output.
int put(const cli::Arguments& arguments, const std::function<bool(const exporting::Sink&)>& fill) {
    if (!arguments.output.empty()) {
        const auto written = exporting::writeFileWhole(arguments.output, arguments.inputs(), fill);
        return written ? allRead : complain(written.error().toString());
    }
    const bool written =
        fill([](std::string_view text) { return std::fwrite(text.data(), 1, text.size(), stdout) == text.size(); }) &&
        std::fflush(stdout) == 0;
    return written ? allRead : complain("standard output cannot be written");
}

exporting::Format formatOf(const cli::Arguments& arguments) {
    const bool toTerminal = arguments.output.empty() && isatty(STDOUT_FILENO) == 1;
    return arguments.format.value_or(toTerminal ? exporting::Format::text : exporting::Format::csv);
}

int printColumns(const cli::Arguments& arguments) {
    const table::TablePtr table = cli::columnsTable();
    return put(arguments, [&](const exporting::Sink& sink) {
        return cli::writeAll(*table, table::allRows(*table), formatOf(arguments), sink, 1);
    });
}

/// The table of addresses and names that were given instead of a capture.
int printLookups(const cli::Arguments& arguments, const View& view) {
    const auto made = cli::lookUpValues(arguments);
    if (!made)
        return complain(made.error().toString());
    const table::Table& table = *made.value();
    table::Rows rows = view.filter ? view.filter->apply(table) : table::allRows(table);
    if (!view.sort.empty())
        table::sortRows(table, view.sort, rows);
    if (arguments.limit && rows.size() > *arguments.limit)
        rows.resize(static_cast<std::size_t>(*arguments.limit));
    return put(arguments,
               [&](const exporting::Sink& sink) { return cli::writeAll(table, rows, formatOf(arguments), sink, 1); });
}

/// The subjects of the rows to look up: those that the filter leaves, unless it asks about the answers themselves.
std::vector<std::string> subjects(const cli::Arguments& arguments, const traffic::Snapshot& snapshot,
                                  const View& view) {
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

int print(cli::Arguments arguments, const cli::Read& read, const View& view) {
    if (arguments.packet || arguments.follow) {
        const auto text = arguments.packet ? cli::packetText(*read.capture, *arguments.packet)
                                           : cli::conversationText(*read.capture, *arguments.follow);
        if (!text)
            return complain(text.error().toString());
        return put(arguments, [&](const exporting::Sink& sink) { return sink(text.value()); });
    }
    if (const auto error = cli::makeFolder(arguments))
        return complain(error->toString());
    const Crew hashing = cli::hashAhead(arguments, read);
    if ((capturetables::tableInfo(arguments.table.name).hasNotes() || !arguments.allTables.empty()) && !read.baseline) {
        const auto owners = cli::owners(arguments);
        if (!owners)
            return complain(owners.error().toString());
        arguments.table.owners = owners.value();
        const auto notes = cli::lookUp(arguments, read.capture, subjects(arguments, read.capture, view));
        if (!notes)
            return complain(notes.error().toString());
        session::useNotes(arguments.table, notes.value());
    } else if (!arguments.lookup.empty()) {
        return complain("--lookup goes with --table hosts, talkers, findings, names, queries, domains, tls or http");
    }
    if (!arguments.allTables.empty()) {
        const auto error = cli::writeAllTables(arguments, read);
        return error ? complain(error->toString()) : allRead;
    }
    if (!arguments.report.empty()) {
        const auto error = cli::writeReport(arguments, read, complain);
        return error ? complain(error->toString()) : allRead;
    }
    auto made = cli::makeTable(arguments, read);
    if (!made)
        return complain(made.error().toString());
    const table::TablePtr table = made.take();
    table::Rows rows = view.filter ? view.filter->apply(*table) : table::allRows(*table);
    if (!view.sort.empty())
        table::sortRows(*table, view.sort, rows);
    constexpr std::uint64_t findingsForIndicators = 20;
    const auto limit = arguments.indicators && !arguments.limit && !view.filter ? findingsForIndicators
                                                                                : arguments.limit.value_or(rows.size());
    if (rows.size() > limit)
        rows.resize(static_cast<std::size_t>(limit));

    if (!arguments.saveFiles.empty()) {
        const auto error = cli::saveFiles(arguments, *read.capture, rows);
        return error ? complain(error->toString()) : allRead;
    }
    if (!arguments.writeSlice.empty()) {
        const auto error = cli::writeSlice(arguments, *read.capture, *table, rows);
        return error ? complain(error->toString()) : allRead;
    }
    handover::IndicatorList indicators;
    if (arguments.indicators) {
        auto collected = cli::collectIndicators(arguments, read, *table, rows, complain);
        if (!collected)
            return complain(collected.error().toString());
        indicators = collected.take();
    }
    const exporting::Format format = formatOf(arguments);
    const int written = put(arguments, [&](const exporting::Sink& sink) {
        return arguments.indicators ? cli::writeIndicators(arguments, read, indicators.indicators, sink)
                                    : cli::writeAll(*table, rows, format, sink, engine::jobsOf(arguments.analysis));
    });
    if (written != allRead || !arguments.provenance)
        return written;
    const auto error = cli::writeProvenance(arguments, read, rows.size());
    return error ? complain(error->toString()) : allRead;
}

int run(int count, char** values) {
    const auto parsed = cli::parseArguments(count, values);
    if (!parsed)
        return complain(parsed.error().toString());
    const cli::Arguments& arguments = parsed.value();
    if (arguments.help || arguments.version) {
        std::fputs(arguments.help ? cli::helpText().c_str() : "weir-cli " WEIR_VERSION "\n", stdout);
        return allRead;
    }
    if (arguments.columns)
        return printColumns(arguments);
    if (arguments.updateRegistries) {
        const auto error = cli::updateRegistries(arguments);
        return error ? complain(error->toString()) : allRead;
    }
    const auto view = checkView(arguments);
    if (!view)
        return complain(view.error().toString());

    if (!arguments.values.empty())
        return printLookups(arguments, view.value());
    const bool showProgress = arguments.progress.value_or(isatty(STDERR_FILENO) == 1);
    bool anyDamage = false;
    const auto analyze = [&](const std::vector<std::string>& paths) {
        auto analyzed = engine::analyze(paths, arguments.analysis, progressOnStandardError(showProgress));
        if (showProgress)
            std::fputs("\r\033[K", stderr);
        return analyzed;
    };
    const auto reportDamage = [&](const traffic::Snapshot& snapshot) {
        for (const Error& problem : traffic::captureInfo(*snapshot).problems) {
            complain(problem.toString());
            anyDamage = true;
        }
    };
    auto capture = analyze(arguments.captures);
    if (!capture)
        return complain(capture.error().toString());
    cli::Read read{capture.take(), nullptr};
    if (!arguments.table.home && !arguments.packet && !arguments.follow) {
        const std::string inferred = traffic::inferredHomeText(read.capture->home);
        if (!inferred.empty())
            std::fprintf(stderr, "weir-cli: %s (--home says otherwise)\n", inferred.c_str());
    }
    if (!arguments.baseline.empty()) {
        auto baseline = analyze({arguments.baseline});
        if (!baseline)
            return complain(baseline.error().toString());
        read.baseline = baseline.take();
    }
    const int printed = print(arguments, read, view.value());
    reportDamage(read.capture);
    if (read.baseline)
        reportDamage(read.baseline);
    return printed != allRead ? printed : anyDamage ? damaged : allRead;
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
