// SPDX-License-Identifier: GPL-3.0-or-later
// Any table, any rows, any columns, as CSV, JSON, NDJSON or aligned text; and files that appear whole or not at all.
#pragma once

#include <functional>
#include <stop_token>

#include "core/base/result.h"
#include "core/table/table.h"

namespace weir::exporting {

enum class Format : std::uint8_t { text, csv, json, ndjson };
std::optional<Format> parseFormat(std::string_view name);

/// Receives the output in pieces, in order. Returns false to give up (disk full, pipe closed).
using Sink = std::function<bool(std::string_view)>;

/// What to write: these rows and these columns, in this order.
struct Selection {
    const table::Table& table;
    std::span<const std::uint32_t> rows;
    std::span<const std::size_t> columns;
};

/// Whatever the format, text is made `printable` (in JSON by its own escapes, so that it stays exact), and what is
/// written is valid UTF-8. CSV: RFC 4180, \n line ends, header always; a text cell that a spreadsheet would take for a
/// formula (first character = + - @ tab CR) gets a leading ', and so does each value of a list. JSON: an array of
/// objects; numbers as numbers, times and durations as numbers with nine decimals, booleans as booleans, empty cells
/// null; text without the guard. NDJSON: one object a line. Text: columns aligned with spaces (numbers to the right; a
/// cell of more than 60 characters sticks out), header first. With more `jobs` than one, CSV and NDJSON are made by
/// several threads; the sink is then called by any of them, one at a time and in order, and what it receives is the
/// same. Returns false if the sink gave up or `stop` was asked.
bool write(const Selection& selection, Format format, const Sink& sink, std::stop_token stop = {}, unsigned jobs = 1);

/// Whether a symbolic link is followed: only where the user named it. A folder of evidence may hold links of its
/// maker's beside the files that programs write of themselves.
enum class Links : std::uint8_t { follow, refuse };

/// Calls `fill` with a sink that writes a temporary file beside `path`, then renames it into place: the file appears
/// whole or not at all, and an existing one keeps its mode, and its place if `path` is a symbolic link. Refuses
/// directories, devices and pipes, files that may not be written, and any file among `protectedFiles` (compared by
/// device and inode; names of no file are skipped). On failure the temporary file is gone and the Error says why:
/// `message` stands alone ("No space left on device"), `file` is `path`.
Result<void> writeFileWhole(const std::string& path, std::span<const std::string> protectedFiles,
                            const std::function<bool(const Sink&)>& fill, Links links = Links::follow);

}  // namespace weir::exporting
