// SPDX-License-Identifier: GPL-3.0-or-later
// Which rows of a table are printed, and in which order: --where, --sort and --limit.
#pragma once

#include "app/cli/arguments.h"
#include "core/table/filter.h"

namespace weir::cli {

struct View {
    std::optional<table::Filter> filter;
    std::vector<table::SortKey> sort;
    std::optional<std::uint64_t> limit;

    /// The rows that the filter lets through, in order, at most `limit`.
    table::Rows apply(const table::Table& table) const;
};

/// What the arguments ask for, of a table with these columns; an error says what does not fit.
Result<View> viewOf(const Arguments& arguments, const table::Schema& schema);
/// The same, of the table that they ask for; before any capture is read.
Result<View> viewOf(const Arguments& arguments);

}  // namespace weir::cli
