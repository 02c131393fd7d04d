// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/streams/streamwalk.h"

#include <list>

#include "core/base/hashmap.h"
#include "core/base/ipprotocol.h"
#include "core/dissect/dissector.h"
#include "core/dissect/tcpsegment.h"

namespace weir::streams {
namespace {

/// One flow that is being read.
class Open final : public protocol::TcpConsumer {
public:
    Open(traffic::FlowId flow, std::uint64_t packets, bool tcp, StreamReaders& readers, protocol::TcpBudget& budget)
        : m_flow(flow), m_left(packets), m_isTcp(tcp), m_readers(readers), m_tcp(budget) {}

    traffic::FlowId flow() const { return m_flow; }
    /// Counts a packet of the flow; whether it has to be read at all.
    bool count(bool mayBeginAnother) {
        --m_left;
        return mayBeginAnother || !m_begun || (m_reader && !m_reader->done());
    }
    bool over() const { return m_left == 0; }

    void packet(int side, const dissect::PacketRecord& record, Bytes payload, const protocol::TcpArrival& arrival) {
        const auto has = [&](std::uint16_t flag) { return (record.tcpFlags & flag) != 0; };
        if (m_isTcp &&
            m_opening.begins(side, record.sequence, record.acknowledgment, has(dissect::syn), has(dissect::ack)))
            endConnection();
        if (!m_begun) {
            m_begun = true;
            m_reader = m_readers.reader(m_flow, m_connection);
        }
        if (!m_reader)
            return;
        if (!m_isTcp) {
            m_reader->data(side, payload, arrival);
            return;
        }
        m_spoke = m_spoke || !payload.empty();
        m_tcp.add(side, dissect::tcpSegment(record, payload, arrival), *this);
    }

    void data(int side, Bytes octets, const protocol::TcpArrival& arrival) override {
        if (!m_reader->done())
            m_reader->data(side, octets, arrival);
    }
    void gap(int side, std::uint64_t octets) override {
        if (!m_reader->done())
            m_reader->gap(side, octets);
    }

    void endConnection() {
        if (m_reader) {
            m_tcp.finish(*this);
            m_reader->end();
        }
        m_reader.reset();
        m_tcp.clear();
        m_connection += m_spoke ? 1 : 0;
        m_spoke = m_begun = false;
    }

private:
    traffic::FlowId m_flow;
    std::uint64_t m_left;
    bool m_isTcp;
    StreamReaders& m_readers;
    protocol::TcpConnection m_tcp;
    protocol::TcpOpening m_opening;
    std::unique_ptr<StreamReader> m_reader;
    std::uint32_t m_connection = 0;
    bool m_begun = false, m_spoke = false;
};

}  // namespace

bool walkStreams(const traffic::SnapshotData& state, const std::vector<bool>& wanted, StreamReaders& readers,
                 std::stop_token stop) {
    if (!state.frames)
        return false;
    protocol::TcpBudget budget;
    std::list<Open> open;  // oldest first
    HashMap<std::uint32_t, std::list<Open>::iterator> places;
    const auto end = [&](std::list<Open>::iterator which) {
        which->endConnection();
        places.erase(index(which->flow()));
        open.erase(which);
    };
    state.packets.forEach([&](std::size_t row, const traffic::IndexedPacket& packet) {
        constexpr std::size_t askEvery = 1024;
        if (row % askEvery == 0 && stop.stop_requested())
            return false;
        if (!packet.flow || index(*packet.flow) >= wanted.size() || !wanted[index(*packet.flow)])
            return true;
        const traffic::Flow& flow = state.flows[index(*packet.flow)];
        const bool isTcp = flow.protocol == ipprotocol::tcp;
        if (!isTcp && flow.protocol != ipprotocol::udp)
            return true;
        auto found = places.find(index(*packet.flow));
        if (found == places.end()) {
            if (open.size() >= maximumOpenStreams)
                end(open.begin());
            open.emplace_back(*packet.flow, flow.packets(), isTcp, readers, budget);
            found = places.emplace(index(*packet.flow), std::prev(open.end())).first;
        }
        Open& stream = *found->second;
        if (stream.count(flow.openings > 1)) {
            if (const auto stored = state.frames->read(packet.position)) {
                const dissect::PacketRecord record = dissect::dissect(stored->frame, state.options.inner);
                const Bytes payload = stored->frame.bytes().subspan(record.payloadOffset, record.payloadLength);
                if (!record.laterFragment)
                    stream.packet(packet.side, record, payload, dissect::arrivalOf(record, packet.number, packet.time));
            }
        }
        if (stream.over())
            end(found->second);
        return true;
    });
    while (!open.empty()) end(open.begin());
    return !stop.stop_requested();
}

}  // namespace weir::streams
