// SPDX-License-Identifier: GPL-3.0-or-later
// What a table says besides the capture: owners of addresses, and answers of lookups.
#pragma once

#include "app/cli/handover.h"
#include "app/cli/view.h"

namespace weir::cli {

/// Puts into the request what the arguments want to be known of the rows' addresses and names, asking for it where
/// --lookup says so. An error if that cannot be done.
std::optional<Error> addNotes(Arguments& arguments, const Read& read, const View& view);

}  // namespace weir::cli
