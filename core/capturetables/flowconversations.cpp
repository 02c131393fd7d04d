// SPDX-License-Identifier: GPL-3.0-or-later
// Conversations by all five keys, both ways: a row is a flow, so nothing is copied but the order of the rows.
#include <algorithm>
#include <numeric>

#include "core/base/ipprotocol.h"
#include "core/capturetables/communityid.h"
#include "core/capturetables/conversationkeys.h"
#include "core/capturetables/sharedcolumns.h"
#include "core/dissect/dissector.h"
#include "core/table/lazycolumns.h"
#include "core/table/radix.h"

namespace weir::capturetables {
namespace {

using namespace table;

/// What the flags of both sides say; empty unless TCP.
std::string_view tcpState(const traffic::Flow& flow) {
    if (flow.protocol != ipprotocol::tcp)
        return {};
    const std::uint16_t client = flow.flagsSeen[flow.client];
    const std::uint16_t server = flow.flagsSeen[flow.server()];
    if (flow.sawOpening && flow.way[flow.server()].packets == 0)
        return "attempted";
    if (flow.sawOpening && (server & dissect::rst) != 0 && (server & dissect::syn) == 0)
        return "refused";
    if (((client | server) & dissect::rst) != 0)
        return "reset";
    if ((client & dissect::fin) != 0 && (server & dissect::fin) != 0)
        return "closed";
    return flow.sawOpening ? "established" : "partial";
}

struct FlowRow {
    const traffic::SnapshotData& state;
    const dissect::ProtocolNames& protocols;
    const Counted& counted;
    const traffic::Flow& flow;

    int side(bool client) const { return client ? flow.client : flow.server(); }
    const IpAddress& address(bool client) const { return state.address(flow.address[side(client)]); }
    std::optional<std::uint16_t> port(bool client) const {
        return flow.hasPorts ? std::optional(flow.port[side(client)]) : std::nullopt;
    }
    std::string_view protocol() const { return protocols[flow.protocol]; }
    const traffic::FlowWay& out() const { return counted.way(flow, flow.client); }
    const traffic::FlowWay& in() const { return counted.way(flow, flow.server()); }
    std::string_view service() const { return traffic::serviceOf(state, flow); }
    std::string_view serverName() const { return state.texts[serverNameOf(state, flow)]; }
    std::string_view ofTls(TextId traffic::Application::*text) const {
        return flow.application == 0 ? std::string_view{}
                                     : state.texts[state.inspected.applications[flow.application - 1].*text];
    }
};

/// What TCP did.
const ColumnsOf<FlowRow>& tcpColumns() {
    static const ColumnsOf<FlowRow> all{
        {textColumn(
             "tcp_state", "TCP state",
             "By the flags seen of each side: `attempted` (no answer to the opening), `refused` (a reset answered "
             "it), `established`, `closed` (both sides finished), `reset`, or `partial` (it began before the "
             "capture)"),
         [](const FlowRow& row) { return tcpState(row.flow); }},
        {countColumn("retransmissions", "Retransmissions",
                     "TCP segments, of both sides, that carried only bytes seen before; no late segment that fills a "
                     "hole, no keep-alive, and no packet that was captured twice"),
         [](const FlowRow& row) {
             return row.flow.protocol == ipprotocol::tcp ? std::optional(row.flow.retransmitted) : std::nullopt;
         }},
        {durationColumn(
             "handshake", "Handshake",
             "From the SYN to its answer, of the first connection on these ports where both were seen; empty "
             "where the clock was set back in between"),
         [](const FlowRow& row) {
             return row.flow.protocol == ipprotocol::tcp ? row.flow.handshakeTime() : std::nullopt;
         }},
    };
    return all;
}

const ColumnOf<FlowRow>& communityColumn() {
    static const ColumnOf<FlowRow> column{
        listColumn("community_id", "Community ID",
                   "Community ID of the flow, version 1 with seed 0, as other monitors' alerts carry it; of ICMP one "
                   "for each kind of message"),
        [](const FlowRow& row) {
            std::string ids;
            communityIds(row.state, row.flow, ids);
            return ids;
        }};
    return column;
}

ColumnsOf<FlowRow> columnsOf(const std::vector<Key>& keys) {
    ColumnsOf<FlowRow> all = conversationColumns<FlowRow>(keys, true);
    // What can only be said of a single flow.
    all.insert(all.end(), tcpColumns().begin(), tcpColumns().end());
    const ColumnsOf<FlowRow> hello = tlsHelloColumns<FlowRow>();
    all.insert(all.end(), hello.begin(), hello.end());
    all.push_back(communityColumn());
    return all;
}

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

class FlowConversations final : public Table {
public:
    FlowConversations(traffic::Snapshot snapshot, const TableRequest& request, const std::vector<Key>& keys)
        : m_snapshot(std::move(snapshot)),
          m_columns(columnsOf(keys)),
          m_schema(schemaOf(m_columns)),
          m_counted(*m_snapshot, request),
          m_stored(m_schema.size()) {
        m_flows = Order(*m_snapshot, request.wireBytes, keys, m_protocols).of(m_counted);
    }

    std::string_view name() const override { return "conversations"; }
    const Schema& schema() const override { return m_schema; }
    std::size_t rows() const override { return m_flows.size(); }

    Cell cell(std::size_t row, std::size_t column, std::string& scratch) const override {
        if (column == 0)
            askAhead(row);
        Cell out;
        out.kind = m_schema[column].kind;
        m_columns[column].get({*m_snapshot, m_protocols, m_counted, m_snapshot->flows[m_flows[row]]}, out, scratch);
        return out;
    }

    Subject subject(std::size_t row) const override {
        const traffic::Flow& flow = m_snapshot->flows[m_flows[row]];
        const auto port = [&](int side) {
            return flow.hasPorts ? std::int32_t{flow.port[side]} : ConversationSubject::noPort;
        };
        return ConversationSubject{.source = m_snapshot->address(flow.address[flow.client]),
                                   .destination = m_snapshot->address(flow.address[flow.server()]),
                                   .sourcePort = port(flow.client),
                                   .destinationPort = port(flow.server()),
                                   .protocol = flow.protocol};
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

    traffic::Snapshot m_snapshot;
    ColumnsOf<FlowRow> m_columns;
    Schema m_schema;
    Counted m_counted;
    const dissect::ProtocolNames m_protocols = dissect::everyProtocolName();
    Rows m_flows;  ///< by row
    LazyColumns m_stored;
};

}  // namespace

TablePtr makeFlowConversations(const traffic::Snapshot& snapshot, const TableRequest& request,
                               const std::vector<Key>& keys) {
    return std::make_shared<FlowConversations>(snapshot, request, keys);
}

Schema flowConversationsSchema(const std::vector<Key>& keys) { return schemaOf(columnsOf(keys)); }

}  // namespace weir::capturetables
