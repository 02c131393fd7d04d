// SPDX-License-Identifier: GPL-3.0-or-later
// Conversations by all five keys, both ways: a row is a flow, so nothing is copied but the order of the rows.
#include <algorithm>
#include <numeric>

#include "core/capturetables/communityid.h"
#include "core/capturetables/conversationkeys.h"
#include "core/capturetables/flowdetail.h"
#include "core/dissect/dissector.h"
#include "core/table/lazycolumns.h"
#include "core/table/radix.h"

namespace weir::capturetables {
namespace {

/// After the keys.
enum Figure : std::size_t {
    packets,
    bytes,
    wireBytes,
    packetsOut,
    bytesOut,
    packetsIn,
    bytesIn,
    first,
    last,
    duration,
    service,
    serverName,
    tcpStateName,
    retransmissions,
    handshake,
    tlsVersion,
    alpn,
    ja3,
    ja4,
    community
};

/// The order of the contract: most octets first, then by the keys as they are printed.
class Order {
public:
    Order(const traffic::SnapshotData& state, bool wire, const std::vector<Key>& keys,
          const dissect::ProtocolNames& protocols)
        : m_state(state), m_keys(keys), m_wire(wire), m_addressRanks(traffic::addressRanks(state.addresses)) {
        std::array<int, 256> sorted;
        std::iota(sorted.begin(), sorted.end(), 0);
        std::sort(sorted.begin(), sorted.end(), [&](int a, int b) {
            return protocols[static_cast<std::size_t>(a)] < protocols[static_cast<std::size_t>(b)];
        });
        for (std::size_t i = 0; i < sorted.size(); ++i) m_protocolRanks[static_cast<std::size_t>(sorted[i])] = i;
    }

    /// All flows that count for something.
    table::Rows of(const Counted& counted) const {
        struct Sized {
            std::uint64_t size;
            std::uint32_t flow;
        };
        std::vector<Sized> sized;
        sized.reserve(m_state.flows.size());
        for (std::uint32_t i = 0; i < m_state.flows.size(); ++i) {
            const traffic::Flow& flow = m_state.flows[i];
            const traffic::FlowWay &out = counted.way(flow, 0), &in = counted.way(flow, 1);
            if (out.packets != 0 || in.packets != 0)
                sized.push_back({m_wire ? out.wireBytes + in.wireBytes : out.bytes + in.bytes, i});
        }
        {
            std::vector<Sized> room;
            table::radixSort(sized, room, [](const Sized& entry) { return ~entry.size; }, {});
        }
        for (auto begin = sized.begin(); begin != sized.end();) {
            const auto end =
                std::find_if(begin, sized.end(), [&](const Sized& next) { return next.size != begin->size; });
            std::sort(begin, end, [this](const Sized& a, const Sized& b) {
                return before(m_state.flows[a.flow], m_state.flows[b.flow]);
            });
            begin = end;
        }
        table::Rows rows;
        rows.reserve(sized.size());
        for (const Sized& entry : sized) rows.push_back(entry.flow);
        return rows;
    }

private:
    bool before(const traffic::Flow& a, const traffic::Flow& b) const {
        for (const Key key : m_keys) {
            if (const std::int64_t left = value(a, key), right = value(b, key); left != right)
                return left < right;
        }
        return false;
    }
    std::int64_t value(const traffic::Flow& flow, Key key) const {
        switch (key) {
            case firstAddress:
                return m_addressRanks[index(flow.address[flow.client])];
            case secondAddress:
                return m_addressRanks[index(flow.address[flow.server()])];
            case firstPort:
                return flow.hasPorts ? flow.port[flow.client] : -1;
            case secondPort:
                return flow.hasPorts ? flow.port[flow.server()] : -1;
            case protocolKey:
                return static_cast<std::int64_t>(m_protocolRanks[flow.protocol]);
        }
        return 0;
    }

    const traffic::SnapshotData& m_state;
    const std::vector<Key>& m_keys;
    bool m_wire;
    std::vector<std::uint32_t> m_addressRanks;
    std::array<std::size_t, 256> m_protocolRanks{};
};

class FlowConversations final : public table::Table {
public:
    FlowConversations(traffic::Snapshot snapshot, const TableRequest& request, const std::vector<Key>& keys,
                      table::Schema schema)
        : m_snapshot(std::move(snapshot)),
          m_schema(std::move(schema)),
          m_keys(keys),
          m_counted(*m_snapshot, request),
          m_stored(m_schema.size()) {
        m_flows = Order(*m_snapshot, request.wireBytes, m_keys, m_protocols).of(m_counted);
    }

    std::string_view name() const override { return "conversations"; }
    const table::Schema& schema() const override { return m_schema; }
    std::size_t rows() const override { return m_flows.size(); }

    table::Cell cell(std::size_t row, std::size_t column, std::string& scratch) const override {
        if (column == 0)
            askAhead(row);
        const traffic::Flow& flow = m_snapshot->flows[m_flows[row]];
        table::Cell out;
        out.kind = m_schema[column].kind;
        if (column < m_keys.size()) {
            key(out, flow, m_keys[column]);
        } else if (const auto asked = static_cast<Figure>(column - m_keys.size()); asked == community) {
            communityIds(*m_snapshot, flow, scratch);
            text(out, scratch);
        } else {
            figure(out, flow, asked);
        }
        return out;
    }

    void sortKeys(std::size_t column, std::span<std::uint64_t> keys) const override {
        m_stored.column(*this, column).sortKeys(0, keys);
    }
    const std::int64_t* integers(std::size_t column) const override {
        return m_stored.column(*this, column).integers(0);
    }
    const std::uint32_t* textIds(std::size_t column) const override {
        return m_stored.column(*this, column).textIds(0);
    }
    std::span<const std::string_view> dictionary(std::size_t column) const override {
        return m_stored.column(*this, column).dictionary(0);
    }

private:
    /// Flows and what they say lie in the order of their first packets, all over memory. Rows are mostly read in a row.
    void askAhead(std::size_t row) const {
        constexpr std::size_t flowsAhead = 16, applicationsAhead = 8;
        if (row + flowsAhead >= m_flows.size())
            return;
        const auto* flow = reinterpret_cast<const char*>(&m_snapshot->flows[m_flows[row + flowsAhead]]);
        __builtin_prefetch(flow);
        __builtin_prefetch(flow + 64);
        if (const auto known = m_snapshot->flows[m_flows[row + applicationsAhead]].application; known != 0)
            __builtin_prefetch(&m_snapshot->inspected.applications[known - 1]);
    }

    static void integer(table::Cell& out, std::uint64_t value) {
        out.integer = static_cast<std::int64_t>(value);
        out.empty = false;
    }
    static void text(table::Cell& out, std::string_view value) {
        out.text = value;
        out.empty = value.empty();
    }

    void key(table::Cell& out, const traffic::Flow& flow, Key key) const {
        const bool first = key == firstAddress || key == firstPort;
        const int side = first ? flow.client : flow.server();
        if (key == protocolKey) {
            text(out, m_protocols[flow.protocol]);
        } else if (key == firstAddress || key == secondAddress) {
            out.address = m_snapshot->address(flow.address[side]);
            out.empty = false;
        } else if (flow.hasPorts) {
            integer(out, flow.port[side]);
        }
    }

    void figure(table::Cell& out, const traffic::Flow& flow, Figure figure) const {
        const traffic::FlowWay& outward = m_counted.way(flow, flow.client);
        const traffic::FlowWay& inward = m_counted.way(flow, flow.server());
        switch (figure) {
            case packets:
                return integer(out, std::uint64_t{outward.packets} + inward.packets);
            case bytes:
                return integer(out, outward.bytes + inward.bytes);
            case wireBytes:
                return integer(out, outward.wireBytes + inward.wireBytes);
            case packetsOut:
                return integer(out, outward.packets);
            case bytesOut:
                return integer(out, outward.bytes);
            case packetsIn:
                return integer(out, inward.packets);
            case bytesIn:
                return integer(out, inward.bytes);
            case first:
                return integer(out, static_cast<std::uint64_t>(traffic::firstSeen(outward, inward)));
            case last:
                return integer(out, static_cast<std::uint64_t>(traffic::lastSeen(outward, inward)));
            case duration:
                return integer(out, static_cast<std::uint64_t>(traffic::lastSeen(outward, inward) -
                                                               traffic::firstSeen(outward, inward)));
            case service:
                return text(out, traffic::serviceOf(*m_snapshot, flow));
            case serverName:
                return text(out, m_snapshot->texts[serverNameOf(*m_snapshot, flow)]);
            default:
                break;
        }
        const std::string_view state = tcpState(flow);
        if (figure == tcpStateName)
            return text(out, state);
        if (figure == retransmissions || figure == handshake) {
            if (state.empty())
                return;
            if (figure == retransmissions)
                integer(out, flow.retransmitted);
            else if (const auto time = flow.handshakeTime())
                integer(out, static_cast<std::uint64_t>(*time));
            return;
        }
        if (flow.application == 0)
            return;
        const traffic::Application& known = m_snapshot->inspected.applications[flow.application - 1];
        const TextId id = figure == tlsVersion ? known.tlsVersion
                          : figure == alpn     ? known.tlsApplication
                          : figure == ja3      ? known.ja3
                                               : known.ja4;
        text(out, m_snapshot->texts[id]);
    }

    traffic::Snapshot m_snapshot;
    table::Schema m_schema;
    std::vector<Key> m_keys;
    Counted m_counted;
    const dissect::ProtocolNames m_protocols = dissect::everyProtocolName();
    table::Rows m_flows;  ///< by row
    table::LazyColumns m_stored;
};

}  // namespace

TablePtr makeFlowConversations(const traffic::Snapshot& snapshot, const TableRequest& request,
                               const std::vector<Key>& keys) {
    return std::make_shared<FlowConversations>(snapshot, request, keys, conversationsSchema(request).take());
}

}  // namespace weir::capturetables
