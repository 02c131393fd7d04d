// SPDX-License-Identifier: GPL-3.0-or-later
// By what conversations are grouped.
#pragma once

#include <array>

#include "core/analysis/tablemakers.h"

namespace weir::analysis {

enum Key : std::uint8_t { firstAddress, secondAddress, firstPort, secondPort, protocolKey };
constexpr std::array<std::string_view, 5> oneWayNames = {"src", "dst", "sport", "dport", "proto"};
constexpr std::array<std::string_view, 5> twoWayNames = {"client", "server", "cport", "sport", "proto"};

/// Adds the keys of a request in its order; returns a name that is none, if there is one.
std::optional<std::string> readKeys(const TableRequest& request, std::vector<Key>& keys);

/// The table of all five keys, both ways, which has a row for each flow. `keys` are all five, in the order of columns.
TablePtr makeFlowConversations(const Snapshot& snapshot, const TableRequest& request, const std::vector<Key>& keys);

}  // namespace weir::analysis
