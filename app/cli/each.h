// SPDX-License-Identifier: GPL-3.0-or-later
// Several captures, each read for itself: their rows in one table, with the capture as a column.
#pragma once

#include "app/cli/captures.h"

namespace weir::cli {

/// What of the arguments makes sense of one reading only; null: nothing.
const char* wantsOneReading(const Arguments& arguments);
/// Prints the table (or all tables) of each capture. An exit status.
int printEach(const Arguments& arguments, const Readings& readings);

}  // namespace weir::cli
