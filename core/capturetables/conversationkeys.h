// SPDX-License-Identifier: GPL-3.0-or-later
// By what conversations are grouped.
#pragma once

#include <array>

#include "core/capturetables/tablemakers.h"

namespace weir::capturetables {

enum Key : std::uint8_t { firstAddress, secondAddress, firstPort, secondPort, protocolKey };
constexpr std::array<std::string_view, 5> oneWayNames = {"src", "dst", "sport", "dport", "proto"};
constexpr std::array<std::string_view, 5> twoWayNames = {"client", "server", "cport", "sport", "proto"};

/// Adds the keys of a request in its order; returns a name that is none, if there is one.
std::optional<std::string> readKeys(const TableRequest& request, std::vector<Key>& keys);

/// Which packets count: all, or only those from a home network to elsewhere.
class Counted {
public:
    Counted(const traffic::SnapshotData& state, const TableRequest& request);
    /// Whether what this side of the flow sent counts.
    bool counts(const traffic::Flow& flow, int side) const {
        return !m_outbound || (m_home[index(flow.address[side])] && !m_home[index(flow.address[1 - side])]);
    }
    /// What of it counts; without packets where nothing does.
    const traffic::FlowWay& way(const traffic::Flow& flow, int side) const {
        static constexpr traffic::FlowWay nothing;
        return counts(flow, side) ? flow.way[side] : nothing;
    }

private:
    bool m_outbound;
    std::vector<bool> m_home;  ///< by address, where it matters
};

/// The table of all five keys, both ways, which has a row for each flow. `keys` are all five, in the order of columns.
TablePtr makeFlowConversations(const traffic::Snapshot& snapshot, const TableRequest& request,
                               const std::vector<Key>& keys);

}  // namespace weir::capturetables
