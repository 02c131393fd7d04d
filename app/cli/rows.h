// SPDX-License-Identifier: GPL-3.0-or-later
// --rows: facts for machines, of one capture or many.
#pragma once

#include "app/cli/captures.h"
#include "core/table/table.h"

namespace weir::cli {

/// Writes the rows of all readings into the folder of --rows, a file a kind, each whole or not at all; or, for "-", to
/// standard output. A capture that cannot be read has a row that says why. An exit status.
int printRows(const Arguments& arguments, const Readings& readings);

/// What `--columns` prints with --rows: the columns of every file, in the form of columnsTable().
table::TablePtr rowColumnsTable();

}  // namespace weir::cli
