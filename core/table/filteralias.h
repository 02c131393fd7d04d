// SPDX-License-Identifier: GPL-3.0-or-later
// Names in filters that are no column's: one name for the like in every table, and Wireshark's fields.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/table/table.h"

namespace weir::table {

struct FilterAlias {
    std::vector<std::size_t> columns;           ///< of the schema: the test holds for any of them
    std::string_view protocol;                  ///< "tcp", "udp": only rows of it; empty: all
    std::optional<std::size_t> protocolColumn;  ///< where the schema tells it
};

/// `port`, `server_port`, `client_port`, `address`, and fields such as `ip.addr`, `tcp.port`, `dns.qry.name`
/// (https://www.wireshark.org/docs/dfref/), in lower case. Nothing where there is no such name, or the schema has no
/// column for it.
std::optional<FilterAlias> filterAlias(std::string_view name, const Schema& schema);
/// All such names, those of Wireshark last.
const std::vector<std::string_view>& filterAliasNames();

}  // namespace weir::table
