// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/follow.h"

#include <algorithm>
#include <utility>

#include "core/base/ipprotocol.h"
#include "core/dissect/dissector.h"
#include "core/dissect/tcpsegment.h"
#include "core/protocol/tcpstream.h"

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

class Follower final : public protocol::TcpConsumer {
public:
    Follower(const FollowOptions& options, Followed& out) : m_options(options), m_out(out), m_tcp(m_budget) {}

    bool full() const { return m_out.capped; }

    void segment(int side, const dissect::PacketRecord& record, Bytes payload, const protocol::TcpArrival& arrival) {
        const protocol::TcpSegment segment = dissect::tcpSegment(record, payload, arrival);
        if (m_opening.begins(side, record.sequence, record.acknowledgment, segment.syn, arrival.acknowledges)) {
            finish();
            m_tcp.clear();
            m_connection += m_out.pieces.empty() ? 0 : 1;
        }
        m_tcp.add(side, segment, *this);
    }

    void datagram(int side, Bytes payload, std::uint64_t original, const protocol::TcpArrival& arrival) {
        put(side, arrival, payload);
        if (original > payload.size())
            gap(side, original - payload.size());
    }

    /// Gives up all holes, and tells of what is missing at the very end.
    void finish() {
        m_tcp.finish(*this);
        for (int side = 0; side < 2; ++side) {
            if (m_gap[side] > 0 && !m_out.pieces.empty())
                put(side, {m_out.pieces.back().frame, m_out.pieces.back().time}, {});
            m_gap[side] = 0;
        }
    }

    void data(int side, Bytes octets, const protocol::TcpArrival& arrival) override { put(side, arrival, octets); }
    void gap(int side, std::uint64_t octets) override {
        if (full())
            return;
        m_gap[side] += octets;
        m_out.missing[side] += octets;
    }

private:
    void put(int side, const protocol::TcpArrival& arrival, Bytes octets) {
        if (full())
            return;
        const std::uint64_t room = m_options.maximumOctets - m_out.octets[0] - m_out.octets[1];
        m_out.capped = octets.size() > room;
        octets = octets.first(std::min<std::size_t>(octets.size(), room));
        const std::uint64_t gap = std::exchange(m_gap[side], 0);
        if (octets.empty() && gap == 0)
            return;
        m_out.pieces.push_back({side, m_connection, arrival.frame, arrival.time, gap, {octets.begin(), octets.end()}});
        m_out.octets[side] += octets.size();
    }

    const FollowOptions& m_options;
    Followed& m_out;
    protocol::TcpBudget m_budget;
    protocol::TcpConnection m_tcp;
    protocol::TcpOpening m_opening;
    std::uint64_t m_gap[2] = {0, 0};  ///< missing before the next octets, not told of yet
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
            const protocol::TcpArrival arrival = dissect::arrivalOf(record, packet.number, packet.time);
            if (record.laterFragment)
                ;
            else if (flow.protocol == tcpProtocol)
                follower.segment(packet.side, record, payload, arrival);
            else
                follower.datagram(packet.side, payload, record.payloadOriginal, arrival);
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
