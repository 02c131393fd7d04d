// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/handover.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <numeric>
#include <system_error>

#include "core/capturetables/tableinfo.h"
#include "core/engine/analyze.h"
#include "core/handover/caseseal.h"
#include "core/handover/compare.h"
#include "core/handover/indicators.h"
#include "core/handover/provenance.h"
#include "core/handover/report.h"
#include "core/session/casejob.h"
#include "core/table/sort.h"
#include "core/traffic/filehash.h"

namespace weir::cli {

Result<table::TablePtr> makeTable(const Arguments& arguments, const Read& read) {
    if (!read.baseline)
        return capturetables::makeTable(read.capture, arguments.table);
    handover::CompareRequest request{{}, arguments.table.wireBytes, arguments.table.home};
    if (arguments.tableGiven)
        request.kinds = {*handover::changeKindOf(arguments.table.name)};
    return handover::compare(read.capture, read.baseline, request);
}

bool writeAll(const table::Table& table, const table::Rows& rows, exporting::Format format, const exporting::Sink& sink,
              unsigned jobs) {
    std::vector<std::size_t> columns(table.schema().size());
    std::iota(columns.begin(), columns.end(), std::size_t{0});
    return exporting::write({table, rows, columns}, format, sink, {}, jobs);
}

namespace {

/// What a stranger's case file may decide without being named: nothing but what is not offered for blocking.
handover::CaseFile benignOf(const handover::CaseFile& file) {
    handover::CaseFile out;
    for (const auto& [subject, mark] : file.marks) {
        if (mark.verdict == handover::Verdict::benign)
            out.set(subject, {.verdict = mark.verdict, .note = {}, .others = {}});
    }
    return out;
}

}  // namespace

Result<handover::CaseFile> notesOf(const Arguments& arguments, const Read& read, bool benignOfStrangers,
                                   const std::function<void(const std::string&)>& warn) {
    const bool named = !arguments.caseFile.empty();
    const std::string path = named ? arguments.caseFile : handover::casePath(traffic::captureInfo(*read.capture).files);
    std::error_code failure;
    if (named && access(path.c_str(), R_OK) != 0)
        return Error{std::generic_category().message(errno), path};
    if (path.empty() || (!named && !std::filesystem::exists(path, failure)))
        return handover::CaseFile{};
    auto loaded = handover::loadCase(path, traffic::fileHashes(*read.capture));
    if (named)
        return loaded;
    if (!loaded)
        warn(loaded.error().toString());
    else if (loaded.value().empty() || handover::CaseSeal::load(session::caseKeyPath()).holds(loaded.value()))
        return loaded;
    else if (!benignOfStrangers)
        warn(path + " was not made here and is left out; --case " + path + " takes it");
    else if (handover::CaseFile benign = benignOf(loaded.value()); !benign.empty()) {
        warn(path + " was not made here; what it judges benign (" + std::to_string(benign.marks.size()) +
             ") is left out all the same: look at it");
        return benign;
    }
    return handover::CaseFile{};
}

Result<handover::IndicatorList> collectIndicators(const Arguments& arguments, const Read& read,
                                                  const table::Table& findings, const table::Rows& rows,
                                                  const std::function<void(const std::string&)>& warn) {
    handover::IndicatorRequest request;
    request.findings = arguments.table;
    request.top = 0;
    request.leastScore = arguments.leastScore;
    auto notes = notesOf(arguments, read, true, warn);
    if (!notes)
        return notes.error();
    request.notes = notes.take();
    const std::size_t subject = *table::findColumn(findings.schema(), "subject");
    std::string scratch;
    for (const std::uint32_t row : rows)
        request.subjects.push_back(table::cellText(findings.cell(row, subject, scratch)));
    handover::IndicatorList list = handover::collectIndicators(read.capture, request);
    if (list.leftOut.all() > 0)
        warn("left out of the indicators: " + toString(list.leftOut));
    return list;
}

bool writeIndicators(const Arguments& arguments, const Read& read, const std::vector<handover::Indicator>& indicators,
                     const exporting::Sink& sink) {
    if (arguments.indicators == IndicatorFormat::stix)
        return sink(handover::stixBundle(indicators, *read.capture, arguments.stix));
    const auto table = handover::indicatorsTable(indicators);
    return writeAll(*table, table::allRows(*table),
                    arguments.indicators == IndicatorFormat::csv ? exporting::Format::csv : exporting::Format::text,
                    sink);
}

std::optional<Error> writeProvenance(const Arguments& arguments, const Read& read, std::size_t rows) {
    auto provenance = handover::provenanceOf(read.capture, arguments.table);
    if (read.baseline) {
        const auto baseline = handover::provenanceOf(read.baseline, arguments.table);
        provenance.baselineFiles = baseline.files;
        provenance.baselineHashes = baseline.hashes;
        provenance.table = "changes";
    }
    if (arguments.indicators)
        provenance.table = "indicators";
    provenance.filter = arguments.where;
    provenance.sort = arguments.sort;
    provenance.rows = rows;
    return handover::writeProvenance(arguments.output, provenance).problem();
}

std::optional<Error> makeFolder(const Arguments& arguments) {
    std::error_code failure;
    if (!arguments.allTables.empty())
        std::filesystem::create_directories(arguments.allTables, failure);
    return failure ? std::optional(Error{failure.message(), arguments.allTables}) : std::nullopt;
}

Crew hashAhead(const Arguments& arguments, const Read& read) {
    if (arguments.allTables.empty() || engine::jobsOf(arguments.analysis) == 1)
        return {};
    Crew crew;
    crew.add([&read] {
        try {
            (void)traffic::fileHashes(*read.capture);
        } catch (const std::exception&) {
            // Whoever needs the hashes makes them, and says what is wrong.
        }
    });
    return crew;
}

std::vector<std::string> tablesOfAll() {
    std::vector<std::string> names = capturetables::tableNames();
    std::erase_if(names, [](const std::string& name) {  // as many rows as the capture has frames, read from it again
        return capturetables::tableInfo(name).rows == capturetables::RowKind::packet;
    });
    std::stable_partition(names.begin(), names.end(), [](const std::string& name) {
        return !capturetables::tableInfo(name).readsFiles;
    });  // see hashAhead
    return names;
}

std::optional<Error> writeAllTables(const Arguments& arguments, const Read& read) {
    for (const std::string& name : tablesOfAll()) {
        capturetables::TableRequest request = arguments.table;
        request.name = name;
        const auto table = capturetables::makeTable(read.capture, request);
        if (!table)
            return table.error();
        const auto path = std::filesystem::path(arguments.allTables) / (name + ".csv");
        const auto written = exporting::writeFileWhole(
            path.string(), arguments.inputs(),
            [&](const exporting::Sink& sink) {
                return writeAll(*table.value(), table::allRows(*table.value()), exporting::Format::csv, sink,
                                engine::jobsOf(arguments.analysis));
            },
            exporting::Links::refuse);
        if (!written)
            return written.error();
    }
    return std::nullopt;
}

std::optional<Error> writeReport(const Arguments& arguments, const Read& read,
                                 const std::function<void(const std::string&)>& warn) {
    handover::ReportRequest request;
    request.tables = arguments.table;
    if (arguments.limit)
        request.top = static_cast<std::size_t>(std::min<std::uint64_t>(*arguments.limit, 1000));
    auto notes = notesOf(arguments, read, false, warn);
    if (!notes)
        return notes.error();
    request.notes = notes.take();
    std::vector<std::string> kept = arguments.inputs();
    kept.push_back(arguments.caseFile.empty() ? handover::casePath(traffic::captureInfo(*read.capture).files)
                                              : arguments.caseFile);
    return exporting::writeFileWhole(
               arguments.report, kept,
               [&](const exporting::Sink& sink) { return sink(handover::reportHtml(read.capture, request)); })
        .problem();
}

}  // namespace weir::cli
