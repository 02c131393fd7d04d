// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/follow.h"

#include <algorithm>
#include <utility>

#include "core/base/ipprotocol.h"
#include "core/dissect/dissector.h"
#include "core/dissect/tcpsegment.h"
#include "core/protocol/tcpstream.h"
#include "core/streams/tlslayer.h"

namespace weir::extract {
namespace {

constexpr std::uint8_t tcpProtocol = ipprotocol::tcp, udpProtocol = ipprotocol::udp;

/// Whether the first TLS connection of a flow could be opened, at least to begin with.
bool opens(const traffic::SnapshotData& state, const traffic::Flow& flow) {
    if (!state.keys || flow.application == 0 || flow.protocol != tcpProtocol)
        return false;
    const traffic::Application& known = state.inspected.applications[flow.application - 1];
    return known.decryption == traffic::Decryption::readable ||
           (known.decryptionFrame != 0 && known.decryption != traffic::Decryption::noKeys);
}

class Follower final : public protocol::TcpConsumer, public streams::LayerConsumer {
public:
    /// `keys`: of TLS that is to be opened; may be null.
    Follower(const FollowOptions& options, const decrypt::KeyLog* keys, Followed& out)
        : m_options(options), m_out(out), m_keys(keys), m_tcp(m_budget) {
        beginLayer();
    }

    bool full() const { return m_out.capped; }

    void segment(int side, const dissect::PacketRecord& record, Bytes payload, const protocol::TcpArrival& arrival) {
        const protocol::TcpSegment segment = dissect::tcpSegment(record, payload, arrival);
        if (m_opening.begins(side, record.sequence, record.acknowledgment, segment.syn, arrival.acknowledges)) {
            finish();
            m_tcp.clear();
            beginLayer();
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
        if (m_layer)
            m_layer->end();
        for (int side = 0; side < 2; ++side) {
            if (m_gap[side] > 0 && !m_out.pieces.empty())
                put(side, {m_out.pieces.back().frame, m_out.pieces.back().time}, {});
            m_gap[side] = 0;
        }
    }

    void data(int side, Bytes octets, const protocol::TcpArrival& arrival) override {
        m_layer ? m_layer->data(side, octets, arrival) : put(side, arrival, octets);
    }
    void gap(int side, std::uint64_t octets) override { m_layer ? m_layer->gap(side, octets) : clearGap(side, octets); }

private:
    void beginLayer() {
        if (m_keys != nullptr)
            m_layer = std::make_unique<streams::TlsLayer>(*m_keys, m_scratch, *this);
    }
    void clear(int side, Bytes octets, const protocol::TcpArrival& arrival) override { put(side, arrival, octets); }
    void tlsBegins(int, std::uint64_t) override {}
    void plain(int side, Bytes octets, const protocol::TcpArrival& arrival) override {
        put(side, arrival, octets, true);
    }
    void plainGap(int side, std::uint64_t octets) override { clearGap(side, octets); }
    void clearGap(int side, std::uint64_t octets) override {
        if (full())
            return;
        m_gap[side] += octets;
        m_out.missing[side] += octets;
    }

    void put(int side, const protocol::TcpArrival& arrival, Bytes octets, bool decrypted = false) {
        if (full() || (m_options.onlyFrame && arrival.frame != *m_options.onlyFrame))
            return;
        const std::uint64_t room = m_options.maximumOctets - m_out.octets[0] - m_out.octets[1];
        m_out.capped = octets.size() > room;
        octets = octets.first(std::min<std::size_t>(octets.size(), room));
        const std::uint64_t gap = std::exchange(m_gap[side], 0);
        if (octets.empty() && gap == 0)
            return;
        m_out.pieces.push_back(
            {side, m_connection, arrival.frame, arrival.time, gap, {octets.begin(), octets.end()}, decrypted});
        m_out.octets[side] += octets.size();
    }

    const FollowOptions& m_options;
    Followed& m_out;
    const decrypt::KeyLog* m_keys;
    decrypt::RecordScratch m_scratch;
    std::unique_ptr<streams::TlsLayer> m_layer;
    protocol::TcpBudget m_budget;
    protocol::TcpConnection m_tcp;
    protocol::TcpOpening m_opening;
    std::uint64_t m_gap[2] = {0, 0};  ///< missing before the next octets, not told of yet
    std::uint32_t m_connection = 0;
};

}  // namespace

std::optional<std::size_t> rowOfFrame(const traffic::SnapshotData& state, std::uint64_t number) {
    const traffic::PacketIndex& packets = state.packets;
    std::size_t low = 0;
    std::size_t high = packets.size();
    while (low < high) {  // numbers rise, with holes where a capture filter left frames out
        const std::size_t middle = low + (high - low) / 2;
        if (packets.number(middle) < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low < packets.size() && packets.number(low) == number ? std::optional(low) : std::nullopt;
}

std::optional<traffic::FlowId> flowOfFrame(const traffic::SnapshotData& state, std::uint64_t number) {
    const auto row = rowOfFrame(state, number);
    return row ? state.packets[*row].flow : std::nullopt;
}

std::optional<capture::StoredFrame> frameNumbered(const traffic::SnapshotData& state, std::uint64_t number) {
    const auto row = rowOfFrame(state, number);
    if (!row || !state.frames)
        return {};
    const traffic::IndexedPacket packet = state.packets[*row];
    auto stored = state.frames->read(packet.position);
    if (stored)
        stored->frame.time = packet.time;
    return stored;
}

Result<Followed> follow(const traffic::SnapshotData& state, traffic::FlowId id, const FollowOptions& options,
                        std::stop_token stop) {
    if (!state.frames)
        return Error::of(ErrorKind::unreadable, "the packets cannot be read again: standard input was not kept");
    if (index(id) >= state.flows.size())
        return Error::of(ErrorKind::notFound, "there is no such flow");
    const traffic::Flow& flow = state.flows[index(id)];
    if (flow.protocol != tcpProtocol && flow.protocol != udpProtocol)
        return Error::of(ErrorKind::unsupported, "only TCP and UDP can be followed, not %1",
                         {dissect::protocolName(flow.protocol)});
    Followed out;
    Follower follower(options, opens(state, flow) ? state.keys.get() : nullptr, out);
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
        const bool reached = options.onlyFrame && packet.number >= *options.onlyFrame;
        return --left > 0 && !follower.full() && !reached;
    });
    if (stop.stop_requested())
        return Error::of(ErrorKind::cancelled, "following the flow was cancelled");
    if (!options.onlyFrame)
        follower.finish();  // which gives up holes: what is behind them came earlier than the frame
    return out;
}

std::vector<std::uint8_t> decryptedIn(const traffic::SnapshotData& state, std::uint64_t frame, std::stop_token stop) {
    std::vector<std::uint8_t> out;
    const auto id = flowOfFrame(state, frame);
    if (!id || index(*id) >= state.flows.size() || !opens(state, state.flows[index(*id)]))
        return out;
    FollowOptions options;
    options.onlyFrame = frame;
    const auto said = follow(state, *id, options, std::move(stop));
    if (!said)
        return out;
    for (const FollowedPiece& piece : said.value().pieces) {
        if (piece.decrypted)
            out.insert(out.end(), piece.octets.begin(), piece.octets.end());
    }
    return out;
}

}  // namespace weir::extract
