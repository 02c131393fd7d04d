// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/argumentchecks.h"

#include <unistd.h>

#include <algorithm>

#include "app/cli/packets.h"
#include "core/capturetables/filereasons.h"
#include "core/capturetables/ownrules.h"
#include "core/capturetables/tableinfo.h"

namespace weir::cli {
namespace {

/// Addresses and names are what stands there unless a table of a capture is asked for.
std::optional<Error> fitValues(Arguments& out) {
    if (out.lookup.empty() || out.mcp || out.tableGiven || !out.capturesFrom.empty() || !out.report.empty() ||
        out.indicators || !out.baseline.empty() || !out.allTables.empty() || out.packet || out.follow ||
        !out.writeSlice.empty())
        return {};
    for (const std::string& value : out.captures) {
        if (value == "-" || access(value.c_str(), F_OK) == 0)
            return Error{
                "--lookup goes with --table hosts, talkers, findings or another that has addresses or names, for a "
                "capture; without --table, name addresses and names to look up"};
    }
    if (out.provenance)
        return Error{"--provenance is of a table of a capture"};
    out.values = std::move(out.captures);
    out.captures.clear();
    return {};
}

/// Rules of the user's own, once all weights are known.
std::optional<Error> useRules(Arguments& out) {
    out.table.further = capturetables::withFileReasons(nullptr);
    if (out.rules.empty())
        return {};
    auto rules = findings::loadOwnRules(out.rules);
    if (!rules)
        return rules.error();
    if (const auto used = capturetables::useOwnRules(out.table, rules.take()); !used)
        return Error(used.error()).in(out.rules);
    return {};
}

std::optional<Error> fitRows(const Arguments& out) {
    if (out.rowsInto.empty()) {
        if (out.tsv || !out.sensor.empty())
            return Error{out.tsv ? "--format tsv goes with --rows" : "--sensor goes with --rows"};
        return std::nullopt;
    }
    if (out.columns)
        return std::nullopt;
    if (out.tableGiven || !out.where.empty() || !out.sort.empty() || out.limit || !out.lookup.empty() || out.provenance)
        return Error{"--rows goes without --table, --where, --sort, --limit, --lookup and --provenance"};
    if (out.format && out.format != exporting::Format::ndjson)
        return Error{"--rows are --format ndjson or tsv"};
    if (out.rowsInto == "-" && out.tsv)
        return Error{"--rows - is NDJSON; --format tsv goes into a folder, a file for each kind of rows"};
    if (out.rowsInto != "-" && !out.output.empty())
        return Error{"--rows names the folder itself and goes without --output"};
    return std::nullopt;
}

std::optional<Error> fitMcp(const Arguments& out) {
    if (!out.mcp)
        return std::nullopt;
    if (out.tableGiven || !out.where.empty() || !out.sort.empty() || out.limit || out.format || !out.output.empty() ||
        out.provenance)
        return Error{"--mcp goes without --table, --where, --sort, --limit, --format, --output and --provenance"};
    if (!out.lookup.empty() && !out.yes)
        return Error{"--mcp with --lookup lets a program ask these services: say --yes to consent"};
    if (out.capturesFrom == "-" || std::find(out.captures.begin(), out.captures.end(), "-") != out.captures.end())
        return Error{"--mcp takes questions from standard input: name the captures"};
    return std::nullopt;
}

/// Options that only make sense together, or apart.
std::optional<Error> fit(Arguments& out) {
    if (auto error = fitRows(out))
        return error;
    if (auto error = fitMcp(out))
        return error;
    if (out.capturesFrom == "-" && std::find(out.captures.begin(), out.captures.end(), "-") != out.captures.end())
        return Error{"standard input is either a capture or the list of --captures-from"};
    if (auto error = fitValues(out); error || !out.values.empty())
        return error;
    if (!out.report.empty()) {
        if (out.tableGiven || !out.output.empty() || out.format || !out.where.empty() || !out.sort.empty() ||
            out.indicators || !out.baseline.empty())
            return Error{
                "--report goes without --table, --where, --sort, --format, --output, --indicators and --baseline"};
        out.table.name = "hosts";
    } else if (!out.caseFile.empty() && !out.indicators) {
        return Error{"--case goes with --report or --indicators"};
    }
    if (out.leastScore > 0 && !out.indicators)
        return Error{"--least-score goes with --indicators"};
    if ((out.stix.tlp || !out.stix.producer.empty()) && out.indicators != IndicatorFormat::stix)
        return Error{"--tlp and --producer go with --indicators stix"};
    if (!out.allTables.empty() && (out.tableGiven || !out.output.empty() || out.format || !out.where.empty() ||
                                   !out.sort.empty() || out.limit || out.provenance || !out.lookup.empty()))
        return Error{
            "--all-tables goes without --table, --where, --sort, --limit, --format, --output, --provenance and "
            "--lookup"};
    if (out.indicators) {
        if (out.tableGiven && capturetables::tableInfo(out.table.name).rows != capturetables::RowKind::finding)
            return Error{"--indicators come from findings, not from --table " + out.table.name};
        if (!out.baseline.empty() || out.format)
            return Error{"--indicators go without --baseline and --format"};
        out.table.name = "findings";
    }
    if (const auto schema = capturetables::tableSchema(out.table); !schema)
        return schema.error();
    if (!out.baseline.empty() && out.tableGiven && !capturetables::tableInfo(out.table.name).comparable)
        return Error{"--baseline compares talkers, hosts, names, conversations and tls, not '" + out.table.name + "'"};
    const int instead = (out.packet ? 1 : 0) + (out.follow ? 1 : 0) + (out.writeSlice.empty() ? 0 : 1) +
                        (out.saveFiles.empty() ? 0 : 1) + (out.baseline.empty() ? 0 : 1) + (out.indicators ? 1 : 0) +
                        (out.report.empty() ? 0 : 1) + (out.allTables.empty() ? 0 : 1) +
                        (out.rowsInto.empty() ? 0 : 1) + (out.mcp ? 1 : 0);
    if (instead > 1)
        return Error{
            "--packet, --follow, --write-slice, --save-files, --baseline, --indicators, --report, --all-tables, "
            "--rows and --mcp go one at a time"};
    if (!out.saveFiles.empty() && (out.table.name != "files" || !out.output.empty()))
        return Error{"--save-files goes with --table files, names the archive itself and goes without --output"};
    if (!out.writeSlice.empty() && !out.output.empty())
        return Error{"--write-slice names the file itself and goes without --output"};
    if ((out.packet || out.follow || !out.writeSlice.empty()) && out.provenance)
        return Error{"--provenance is of a table, not of --packet, --follow or --write-slice"};
    if (!out.writeSlice.empty() && !canSlice(out))
        return Error{"--write-slice takes the rows of --table packets or conversations, not of '" + out.table.name +
                     "'; without --table, all packets"};
    if (!out.writeSlice.empty() && !out.tableGiven && (!out.where.empty() || out.limit))
        return Error{"--write-slice with --where or --limit needs --table packets or conversations"};
    if (out.provenance && out.output.empty())
        return Error{"--provenance goes with --output FILE, beside which it is written"};
    return {};
}

}  // namespace

std::optional<Error> fitTogether(Arguments& arguments) {
    if (auto error = useRules(arguments))
        return error;
    return fit(arguments);
}

}  // namespace weir::cli
