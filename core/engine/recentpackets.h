// SPDX-License-Identifier: GPL-3.0-or-later
// Tells a packet that was captured twice, as a mirror port or two interfaces deliver it, from one that was sent twice.
#pragma once

#include <array>

#include "core/engine/batch.h"

namespace weir::engine {

/// Looks back over the packets just before: in the batch itself, and in what was kept of the batch before. Costs
/// nothing unless it is asked. Not thread-safe.
class RecentPackets {
public:
    /// How far back, in packets and in nanoseconds: whoever sends again waits longer for the answer.
    static constexpr std::size_t farthest = 64;
    static constexpr std::int64_t longest = 5'000'000;

    /// Whether the packet is octet for octet one of those just before. (Of the payload the checksum speaks.)
    bool copied(const PacketBatch& work, std::uint32_t place) const;
    /// The batch is done: keeps its last packets.
    void keep(const PacketBatch& work);

private:
    /// What is compared of a packet: its length and its first octets, IP and transport header among them.
    struct Packet {
        std::uint64_t hash = 0;
        std::int64_t time = 0;
        std::uint32_t length = 0;
        std::uint8_t kept = 0;
        std::array<std::uint8_t, 128> start{};
    };
    static Bytes startOf(const PacketBatch& work, std::size_t place);
    std::vector<Packet> m_before;  ///< oldest first
};

}  // namespace weir::engine
