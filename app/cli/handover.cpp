// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/handover.h"

#include <numeric>

#include "core/handover/compare.h"
#include "core/handover/indicators.h"
#include "core/handover/provenance.h"
#include "core/table/sort.h"

namespace weir::cli {

Result<table::TablePtr> makeTable(const Arguments& arguments, const Read& read) {
    if (!read.baseline)
        return analysis::makeTable(read.capture, arguments.table);
    handover::CompareRequest request{{}, arguments.table.wireBytes, arguments.table.home};
    if (arguments.tableGiven)
        request.kinds = {*handover::changeKindOf(arguments.table.name)};
    return handover::compare(read.capture, read.baseline, request);
}

bool writeAll(const table::Table& table, const table::Rows& rows, exporting::Format format,
              const exporting::Sink& sink) {
    std::vector<std::size_t> columns(table.schema().size());
    std::iota(columns.begin(), columns.end(), std::size_t{0});
    return exporting::write({table, rows, columns}, format, sink);
}

bool writeIndicators(const Arguments& arguments, const Read& read, const table::Table& findings,
                     const table::Rows& rows, const exporting::Sink& sink) {
    handover::IndicatorRequest request;
    request.findings = arguments.table;
    request.top = 0;
    const std::size_t subject = *table::findColumn(findings.schema(), "subject");
    std::string scratch;
    for (const std::uint32_t row : rows)
        request.subjects.push_back(table::cellText(findings.cell(row, subject, scratch)));
    const auto indicators = handover::collectIndicators(read.capture, request);
    if (arguments.indicators == IndicatorFormat::stix)
        return sink(handover::stixBundle(indicators, *read.capture));
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
    return handover::writeProvenance(arguments.output, provenance);
}

}  // namespace weir::cli
