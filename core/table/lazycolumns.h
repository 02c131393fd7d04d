// SPDX-License-Identifier: GPL-3.0-or-later
// Fast paths for tables that compute their cells: a column is stored when somebody first sorts or filters by it.
#pragma once

#include <mutex>
#include <vector>

#include "core/table/columntable.h"

namespace weir::table {

/// Belongs to a table, whose cells it asks for. As thread-safe as Table.
class LazyColumns {
public:
    explicit LazyColumns(std::size_t count) : m_columns(count) {}

    /// A table of one column: the given one of `owner`.
    const Table& column(const Table& owner, std::size_t index) const;

private:
    struct Stored {
        std::once_flag once;
        TablePtr table;
    };
    mutable std::vector<Stored> m_columns;
};

}  // namespace weir::table
