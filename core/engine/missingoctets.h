// SPDX-License-Identifier: GPL-3.0-or-later
// Which octets of TCP streams were skipped so far: a late segment that fills a hole is no retransmission.
#pragma once

#include <deque>
#include <vector>

#include "core/base/hashmap.h"
#include "core/traffic/flows.h"

namespace weir::engine {

/// Sequence numbers, counted around 2^32. Memory is bounded: the newest 16,384 sides with holes are remembered, each
/// with its newest 16 holes. Touched only where segments do not follow each other.
class MissingOctets {
public:
    /// The octets from `begin` up to `end` were not seen.
    void add(traffic::FlowId flow, int side, std::uint32_t begin, std::uint32_t end);
    /// These octets were seen; whether any of them were missing.
    bool fill(traffic::FlowId flow, int side, std::uint32_t begin, std::uint32_t end);
    /// Another connection begins on the flow's ports.
    void forget(traffic::FlowId flow);

private:
    static constexpr std::size_t maximumSides = 16384, maximumHoles = 16;
    struct Hole {
        std::uint32_t begin, end;
    };
    static std::uint64_t keyOf(traffic::FlowId flow, int side) {
        return std::uint64_t{index(flow)} * 2 + static_cast<unsigned>(side);
    }
    HashMap<std::uint64_t, std::vector<Hole>> m_holes;
    std::deque<std::uint64_t> m_order;  ///< keys as they came; some are gone already
};

}  // namespace weir::engine
