// SPDX-License-Identifier: GPL-3.0-or-later
// Columns of what is known of a row's address besides its traffic.
#pragma once

#include "core/table/columns.h"
#include "core/traffic/addressnotes.h"

namespace weir::capturetables {

/// A number of a note, unless it is not known.
inline std::optional<std::int64_t> known(std::int64_t value) {
    return value >= 0 ? std::optional(value) : std::nullopt;
}

/// Country and autonomous system. Their cells are empty until NotedTable fills them.
template <typename Row>
void addNetworkColumns(table::ColumnsOf<Row>& columns) {
    columns.insert(
        columns.end(),
        {{table::textColumn("country", "Country", "Country of the address, from local databases, where installed"),
          [](const Row&) { return std::string_view(); }},
         {table::numberColumn("asn", "ASN", "Autonomous system of the address, from local databases, where installed"),
          [](const Row&) { return std::optional<std::int64_t>(); }},
         {table::textColumn("as_org", "AS organization",
                            "Whose autonomous system it is, from local databases, where installed"),
          [](const Row&) { return std::string_view(); }}});
}

}  // namespace weir::capturetables
