// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/follow.h"

#include <algorithm>
#include <map>

#include "core/base/ipprotocol.h"
#include "core/dissect/dissector.h"

namespace weir::extract {
namespace {

constexpr std::uint8_t tcpProtocol = ipprotocol::tcp, udpProtocol = ipprotocol::udp;

std::optional<traffic::IndexedPacket> packetNumbered(const traffic::PacketIndex& packets, std::uint64_t number) {
    std::size_t low = 0;
    std::size_t high = packets.size();
    while (low < high) {  // numbers rise, with holes where a capture filter left frames out
        const std::size_t middle = low + (high - low) / 2;
        if (packets.number(middle) < number)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == packets.size() || packets.number(low) != number)
        return {};
    return packets[low];
}

/// A segment's place is counted in 64 bits from the start of its direction, so that long streams do not wrap.
struct Segment {
    std::uint64_t original = 0;  ///< octets on the wire
    std::uint64_t frame = 0;
    std::int64_t time = 0;
    std::vector<std::uint8_t> octets;
};

struct Direction {
    bool started = false;
    std::uint32_t base = 0;  ///< the sequence number at `next`
    std::uint64_t next = 0;  ///< the place of the next octet
    std::uint64_t gap = 0;   ///< missing before it, not told of yet
    std::multimap<std::uint64_t, Segment> waiting;

    /// Where a sequence number lies; nothing for places before the first.
    std::optional<std::uint64_t> place(std::uint32_t sequence) const {
        const auto distance = static_cast<std::int32_t>(sequence - base);
        if (distance < 0 && next < static_cast<std::uint64_t>(-std::int64_t{distance}))
            return {};
        return next + static_cast<std::uint64_t>(std::int64_t{distance});
    }
};

class Follower {
public:
    Follower(const FollowOptions& options, Followed& out) : m_options(options), m_out(out) {}

    bool full() const { return m_out.capped; }

    void segment(int side, std::uint64_t frame, std::int64_t time, const dissect::PacketRecord& record, Bytes payload) {
        Direction& from = m_direction[side];
        Direction& to = m_direction[1 - side];
        const bool opening = (record.tcpFlags & dissect::syn) != 0;
        const std::uint32_t first = record.sequence + (opening ? 1 : 0);
        if (opening && from.started && from.place(first).value_or(1) != 0 && (record.tcpFlags & dissect::ack) == 0)
            begin();
        if (!from.started) {
            from.started = true;
            from.base = first;
        }
        if (!payload.empty() || record.payloadOriginal > 0)
            take(side, first, {record.payloadOriginal, frame, time, {payload.begin(), payload.end()}});
        if ((record.tcpFlags & dissect::ack) != 0 && to.started && !to.waiting.empty())
            acknowledged(1 - side, record.acknowledgment);
    }

    void datagram(int side, std::uint64_t frame, std::int64_t time, Bytes payload, std::uint64_t original) {
        put(side, frame, time, payload);
        if (original > payload.size())
            missing(side, original - payload.size());
    }

    /// Gives up all holes, and tells of what is missing at the very end.
    void finish() {
        while (!m_direction[0].waiting.empty() || !m_direction[1].waiting.empty()) {
            const int side = m_direction[1].waiting.empty()   ? 0
                             : m_direction[0].waiting.empty() ? 1
                                                              : m_direction[1].waiting.begin()->second.frame <
                                                                    m_direction[0].waiting.begin()->second.frame;
            giveUp(side);
        }
        for (int side = 0; side < 2; ++side) {
            if (m_direction[side].gap > 0 && !m_out.pieces.empty())
                put(side, m_out.pieces.back().frame, m_out.pieces.back().time, {});
        }
    }

private:
    void begin() {
        finish();
        m_direction[0] = {};
        m_direction[1] = {};
        m_waiting = 0;
        m_connection += m_out.pieces.empty() ? 0 : 1;
    }

    void take(int side, std::uint32_t sequence, Segment segment) {
        Direction& direction = m_direction[side];
        const auto place = direction.place(sequence);
        if (!place) {
            // From before the beginning, which was not a beginning then: only what goes beyond it is new.
            const std::uint32_t before = direction.base - sequence - static_cast<std::uint32_t>(direction.next);
            if (before >= segment.original)
                return;
            cutFront(segment, before);
            deliver(side, 0, std::move(segment));
        } else if (*place <= direction.next) {
            deliver(side, *place, std::move(segment));
        } else {
            m_waiting += segment.octets.size() + sizeof segment;
            direction.waiting.emplace(*place, std::move(segment));
            while (m_waiting > m_options.maximumOctets && !direction.waiting.empty()) giveUp(side);
        }
        drain(side);
    }

    static void cutFront(Segment& segment, std::uint64_t count) {
        segment.octets.erase(segment.octets.begin(),
                             segment.octets.begin() +
                                 static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(count, segment.octets.size())));
        segment.original -= count;
    }

    /// A segment that begins at or before what comes next.
    void deliver(int side, std::uint64_t place, Segment segment) {
        Direction& direction = m_direction[side];
        const std::uint64_t old = direction.next - place;
        if (old >= segment.original)
            return;
        cutFront(segment, old);
        direction.next += segment.original;
        direction.base += static_cast<std::uint32_t>(segment.original);
        if (!segment.octets.empty())
            put(side, segment.frame, segment.time, segment.octets);
        if (segment.octets.size() < segment.original)
            missing(side, segment.original - segment.octets.size());
    }

    void drain(int side) {
        Direction& direction = m_direction[side];
        while (!direction.waiting.empty() && direction.waiting.begin()->first <= direction.next) {
            const auto first = direction.waiting.extract(direction.waiting.begin());
            m_waiting -= first.mapped().octets.size() + sizeof(Segment);
            deliver(side, first.key(), std::move(first.mapped()));
        }
    }

    /// What the receiver has, but the capture has not, will not come any more.
    void acknowledged(int side, std::uint32_t sequence) {
        Direction& direction = m_direction[side];
        const auto place = direction.place(sequence);
        while (place && !direction.waiting.empty() && direction.waiting.begin()->first < *place) giveUp(side);
    }

    /// Skips the hole before the first segment that waits.
    void giveUp(int side) {
        Direction& direction = m_direction[side];
        if (direction.waiting.empty())
            return;
        const std::uint64_t hole = direction.waiting.begin()->first - direction.next;
        missing(side, hole);
        direction.next += hole;
        direction.base += static_cast<std::uint32_t>(hole);
        drain(side);
    }

    void missing(int side, std::uint64_t count) {
        if (full())
            return;
        m_direction[side].gap += count;
        m_out.missing[side] += count;
    }

    void put(int side, std::uint64_t frame, std::int64_t time, Bytes octets) {
        if (full())
            return;
        const std::uint64_t room = m_options.maximumOctets - m_out.octets[0] - m_out.octets[1];
        m_out.capped = octets.size() > room;
        octets = octets.first(std::min<std::size_t>(octets.size(), room));
        const std::uint64_t gap = std::exchange(m_direction[side].gap, 0);
        if (octets.empty() && gap == 0)
            return;
        m_out.pieces.push_back({side, m_connection, frame, time, gap, {octets.begin(), octets.end()}});
        m_out.octets[side] += octets.size();
    }

    const FollowOptions& m_options;
    Followed& m_out;
    Direction m_direction[2];
    std::size_t m_waiting = 0;
    std::uint32_t m_connection = 0;
};

}  // namespace

std::optional<traffic::FlowId> flowOfFrame(const traffic::SnapshotData& state, std::uint64_t number) {
    const auto packet = packetNumbered(state.packets, number);
    return packet ? packet->flow : std::nullopt;
}

std::optional<capture::StoredFrame> frameNumbered(const traffic::SnapshotData& state, std::uint64_t number) {
    const auto packet = packetNumbered(state.packets, number);
    auto stored = packet && state.frames ? state.frames->read(packet->position) : std::nullopt;
    if (stored)
        stored->frame.time = packet->time;
    return stored;
}

Result<Followed> follow(const traffic::SnapshotData& state, traffic::FlowId id, const FollowOptions& options,
                        std::stop_token stop) {
    if (!state.frames)
        return Error{"the packets can not be read again: standard input was not kept"};
    if (index(id) >= state.flows.size())
        return Error{"there is no such flow"};
    const traffic::Flow& flow = state.flows[index(id)];
    if (flow.protocol != tcpProtocol && flow.protocol != udpProtocol)
        return Error{"only TCP and UDP can be followed, not " + dissect::protocolName(flow.protocol)};
    Followed out;
    Follower follower(options, out);
    std::uint64_t left = flow.packets();
    state.packets.forEach([&](std::size_t row, const traffic::IndexedPacket& packet) {
        constexpr std::size_t askEvery = 4096;
        if (row % askEvery == 0 && stop.stop_requested())
            return false;
        if (packet.flow != id)
            return true;
        if (const auto stored = state.frames->read(packet.position)) {
            const dissect::PacketRecord record = dissect::dissect(stored->frame, state.options.inner);
            const Bytes payload = stored->frame.bytes().subspan(record.payloadOffset, record.payloadLength);
            out.fragments += record.fragment;
            if (record.laterFragment)
                ;
            else if (flow.protocol == tcpProtocol)
                follower.segment(packet.side, packet.number, packet.time, record, payload);
            else
                follower.datagram(packet.side, packet.number, packet.time, payload, record.payloadOriginal);
        } else {
            ++out.unreadable;
        }
        return --left > 0 && !follower.full();
    });
    if (stop.stop_requested())
        return Error{"following the flow was cancelled"};
    follower.finish();
    return out;
}

}  // namespace weir::extract
