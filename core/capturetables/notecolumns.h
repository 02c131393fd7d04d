// SPDX-License-Identifier: GPL-3.0-or-later
// Columns of what is known of a row's address without asking anybody.
#pragma once

#include "core/table/columns.h"
#include "core/traffic/addressnotes.h"

namespace weir::capturetables {

/// A number of a note, unless it is not known.
inline std::optional<std::int64_t> known(std::int64_t value) {
    return value >= 0 ? std::optional(value) : std::nullopt;
}

/// Country and autonomous system; `Row` has `const traffic::AddressNote& note`.
template <typename Row>
void addNetworkColumns(table::ColumnsOf<Row>& columns) {
    columns.insert(
        columns.end(),
        {{table::textColumn("country", "Country", "Country of the address, from local databases, where installed"),
          [](const Row& row) { return std::string_view(row.note.country); }},
         {table::numberColumn("asn", "ASN", "Autonomous system of the address, from local databases, where installed"),
          [](const Row& row) { return known(row.note.asNumber); }},
         {table::textColumn("as_org", "AS organization",
                            "Whose autonomous system it is, from local databases, where installed"),
          [](const Row& row) { return std::string_view(row.note.asOrganization); }}});
}

}  // namespace weir::capturetables
