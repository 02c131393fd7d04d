// SPDX-License-Identifier: GPL-3.0-or-later
// How weir-cli speaks: exit statuses, complaints, and where its output goes.
#pragma once

#include "app/cli/arguments.h"

namespace weir::cli {

inline constexpr int allRead = 0, damaged = 1, nothingRead = 2;

/// One line on standard error. Returns `nothingRead`, for who gives up then.
int complain(const std::string& message);
/// To --output, whole or not at all, or to standard output. An exit status.
int put(const Arguments& arguments, const std::function<bool(const exporting::Sink&)>& fill);
/// --format; without it text on a terminal, else CSV.
exporting::Format formatOf(const Arguments& arguments);
/// Prints these rows, every column of them: fitted to the terminal where the text goes to one and --wide is not said.
/// An exit status.
int putRows(const Arguments& arguments, const table::Table& table, const table::Rows& rows);
/// Whether the output goes to a terminal.
bool toTerminal(const Arguments& arguments);

}  // namespace weir::cli
