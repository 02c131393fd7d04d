// SPDX-License-Identifier: GPL-3.0-or-later
// One cell in each of the output formats.
#pragma once

#include <string>

#include "core/table/table.h"

namespace weir::exporting {

/// A CSV field: quoted where RFC 4180 asks for it, guarded if it is text that looks like a formula. `list`: of a column
/// that holds several values, each of which is guarded as a cell of its own.
void appendCsv(std::string& out, const table::Cell& cell, bool list = false);
/// A JSON value; null for an empty cell.
void appendJson(std::string& out, const table::Cell& cell);
/// The cell on one line of a terminal.
std::string terminalText(const table::Cell& cell);
/// Characters of valid UTF-8.
std::size_t characters(std::string_view text);

}  // namespace weir::exporting
