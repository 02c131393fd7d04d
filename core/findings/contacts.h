// SPDX-License-Identifier: GPL-3.0-or-later
// When a client contacts a service: a new connection, or something said after a silence. Keep-alives and bare
// acknowledgements say nothing.
#pragma once

#include <algorithm>
#include <numeric>
#include <vector>

#include "core/base/ipprotocol.h"
#include "core/findings/weights.h"
#include "core/traffic/snapshot.h"

namespace weir::findings {

/// Whether a packet carries more than headers and a keep-alive's octet. The index keeps IP lengths alone: 80 octets are
/// IPv4 with the longest usual TCP header and a little.
inline bool saysSomething(const traffic::IndexedPacket& packet, const traffic::Flow& flow, bool v6) {
    return flow.protocol != ipprotocol::tcp || packet.bytes > (v6 ? 88u : 68u);
}

/// How long nothing must be said for what follows to be another contact, in nanoseconds.
inline std::int64_t silenceOf(const FindingWeights& weights) {
    return static_cast<std::int64_t>(1e9 * std::max(1.0, weights.setting("beacon", "seconds") / 2));
}

/// Calls `see` with every packet, or, where there are no packets but flows (they were read from logs), with one for
/// each flow, as if its client had said something: `see(packet)` as PacketIndex::forEach has it, without an answer.
template <typename See>
void forEachContactPacket(const traffic::SnapshotData& state, See&& see) {
    if (state.packets.size() > 0 || state.flows.size() == 0) {
        state.packets.forEach([&](std::size_t, const traffic::IndexedPacket& packet) {
            see(packet);
            return true;
        });
        return;
    }
    std::vector<std::uint32_t> order(state.flows.size());
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return state.flows[a].firstSeen() < state.flows[b].firstSeen();
    });
    for (const std::uint32_t i : order) {
        const traffic::Flow& flow = state.flows[i];
        traffic::IndexedPacket packet;
        packet.number = flow.firstFrame();
        packet.time = flow.firstSeen();
        packet.bytes = static_cast<std::uint32_t>(std::min<std::uint64_t>(flow.way[flow.client].bytes, UINT16_MAX));
        packet.flow = traffic::FlowId{i};
        packet.side = flow.client;
        see(packet);
    }
}

/// Of one client and one service; the packets of all their flows are shown to it in order.
struct ContactTimes {
    static constexpr std::size_t maximum = 20000;

    std::int64_t last = INT64_MIN;     ///< packet
    std::int64_t begin = 0;            ///< the first contact's time
    std::vector<std::uint32_t> times;  ///< milliseconds since then: there may be very many
    std::vector<std::uint16_t> sizes;  ///< of what opened each contact
    std::uint32_t firstFrame = UINT32_MAX;
    std::uint64_t packets = 0;

    void see(const traffic::IndexedPacket& packet, const traffic::Flow& flow, bool v6, std::int64_t silence) {
        ++packets;
        firstFrame = std::min(firstFrame, static_cast<std::uint32_t>(packet.number));
        const bool opens = packet.number == flow.firstFrame();
        if (!opens && !saysSomething(packet, flow, v6))
            return;
        if (packet.side == flow.client && (last == INT64_MIN || packet.time - last > silence) &&
            times.size() < maximum) {
            constexpr std::int64_t millisecond = 1'000'000;
            if (times.empty())
                begin = packet.time;
            times.push_back(static_cast<std::uint32_t>(
                std::clamp<std::int64_t>((packet.time - begin) / millisecond, 0, UINT32_MAX)));
            sizes.push_back(static_cast<std::uint16_t>(std::min<std::uint32_t>(packet.bytes, UINT16_MAX)));
        }
        last = std::max(last, packet.time);
    }
};

}  // namespace weir::findings
