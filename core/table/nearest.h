// SPDX-License-Identifier: GPL-3.0-or-later
// Suggests the closest column name for an unknown one.
#pragma once

#include <string>
#include <string_view>

#include "core/table/table.h"

namespace weir::table {

/// The column whose name is the fewest edits away (insert, delete, change, swap neighbours), the first of them; empty
/// if the names have too little in common to be a slip.
std::string nearestColumn(std::string_view name, const Schema& schema);

}  // namespace weir::table
