// SPDX-License-Identifier: GPL-3.0-or-later
// Rows as octets for machines: whole numbers of nanoseconds, arrays, no guard against spreadsheets.
#pragma once

#include "core/export/writer.h"
#include "core/rows/rowdefinition.h"

namespace weir::rows {

/// NDJSON (one object a line, UTF-8, RFC 8259), or tab-separated values as ClickHouse and PostgreSQL load them: a line
/// with the names, then one a row; `\N` where nothing is known, `\t`, `\n`, `\r` and `\\` inside text, arrays as JSON,
/// truth values as 1 and 0.
enum class RowFormat : std::uint8_t { ndjson, tsv };

/// The names of the columns; empty of NDJSON.
std::string rowHead(const RowDefinition& definition, RowFormat format);

/// All rows, to be written behind the head, if any. `named`: each object begins with the name of its file, since all go
/// to one place. Text that may not stand raw is escaped in JSON and made visible in TSV. False if the sink gave up.
bool writeRows(const RowDefinition& definition, const RowSource& source, RowFormat format, bool named,
               const exporting::Sink& sink);

/// The row of a capture that could not be read, in `captures`; `id` is its SHA-256 where that much could be read.
bool writeUnread(const std::string& path, const std::string& id, const std::string& sensor, const Error& problem,
                 RowFormat format, bool named, const exporting::Sink& sink);

}  // namespace weir::rows
