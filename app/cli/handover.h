// SPDX-License-Identifier: GPL-3.0-or-later
// What weir-cli makes of core/handover: comparisons, indicators, provenance, reports.
#pragma once

#include "app/cli/arguments.h"
#include "core/base/crew.h"

namespace weir::cli {

/// The captures of a run.
struct Read {
    traffic::Snapshot capture, baseline;  ///< no baseline where none was asked for
};

/// The table that the arguments ask for, or what changed in it against the baseline.
Result<table::TablePtr> makeTable(const Arguments& arguments, const Read& read);

/// Every column of these rows.
bool writeAll(const table::Table& table, const table::Rows& rows, exporting::Format format, const exporting::Sink& sink,
              unsigned jobs = 1);
/// What the subjects of these findings become. `warn` hears what was left out, and of a case beside the capture that is
/// not applied; one that was named is an error.
Result<handover::IndicatorList> collectIndicators(const Arguments& arguments, const Read& read,
                                                  const table::Table& findings, const table::Rows& rows,
                                                  const std::function<void(const std::string&)>& warn);
/// In the format that --indicators names.
bool writeIndicators(const Arguments& arguments, const Read& read, const std::vector<handover::Indicator>& indicators,
                     const exporting::Sink& sink);
/// The side file of --output.
std::optional<Error> writeProvenance(const Arguments& arguments, const Read& read, std::size_t rows);
/// The folder of --all-tables, where it is wanted and not there.
std::optional<Error> makeFolder(const Arguments& arguments);
/// Hashes the files for --all-tables, whose summary wants it last, while all else is done; no thread where that gains
/// nothing. `read` must outlive it.
Crew hashAhead(const Arguments& arguments, const Read& read);
/// The tables of --all-tables, in the order in which they are written: every one but the packets.
std::vector<std::string> tablesOfAll();
/// Every one of them into the folder of --all-tables.
std::optional<Error> writeAllTables(const Arguments& arguments, const Read& read);

/// The page of --report. `warn` hears of a case beside the capture that is not applied; one that was named is an error.
std::optional<Error> writeReport(const Arguments& arguments, const Read& read,
                                 const std::function<void(const std::string&)>& warn);

}  // namespace weir::cli
