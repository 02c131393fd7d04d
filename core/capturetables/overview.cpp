// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capturetables/overview.h"

#include <algorithm>
#include <array>

#include "core/base/hashmap.h"
#include "core/capturetables/tabledefinition.h"
#include "core/dissect/dissector.h"
#include "core/table/columns.h"
#include "core/traffic/flowservice.h"
#include "core/traffic/hostfacts.h"

namespace weir::capturetables {
namespace {

constexpr std::size_t mostNames = 20;  // of a sender: more than anybody reads at one look

struct FlowOfPacket {
    const traffic::SnapshotData& state;
    const traffic::Flow& flow;
};

const table::ColumnsOf<FlowOfPacket>& flowColumns() {
    using namespace table;
    static const ColumnsOf<FlowOfPacket> all{
        {addressColumn("client", "Client", "Client of the packet's conversation"),
         [](const FlowOfPacket& row) { return row.state.address(row.flow.address[row.flow.client]); }},
        {addressColumn("server", "Server", "Server of the packet's conversation"),
         [](const FlowOfPacket& row) { return row.state.address(row.flow.address[row.flow.server()]); }},
        {listColumn("service", "Service", "What is spoken"),
         [](const FlowOfPacket& row) { return traffic::serviceOf(row.state, row.flow); }},
        {listColumn("server_name", "Server name", "Name that the client asked the server for"),
         [](const FlowOfPacket& row) { return std::string_view(row.state.texts[serverNameOf(row.state, row.flow)]); }},
    };
    return all;
}

/// What the index and the flows know of a packet without a look into the file.
table::Schema indexedColumns() {
    table::Schema schema = packetsTable().schema({}).take();
    schema.resize(table::findColumn(schema, "wire_bytes").value() + 1);
    return schema;
}

/// Packets with what is known of their flows, for filters only.
class PacketsInFlows final : public table::Table {
public:
    explicit PacketsInFlows(const traffic::Snapshot& snapshot)
        : m_state(*snapshot),
          m_packets(packetsTable().make(snapshot, {})),
          m_schema(overviewSchema()),
          m_ofPacket(m_schema.size() - flowColumns().size()) {}

    std::string_view name() const override { return "packets"; }
    const table::Schema& schema() const override { return m_schema; }
    std::size_t rows() const override { return m_packets->rows(); }
    void sortKeys(std::size_t, std::span<std::uint64_t> keys) const override { std::ranges::fill(keys, 0); }

    table::Cell cell(std::size_t row, std::size_t column, std::string& scratch) const override {
        if (column < m_ofPacket)
            return m_packets->cell(row, column, scratch);
        table::Cell out;
        out.kind = m_schema[column].kind;
        if (const auto flow = m_state.packets[row].flow)
            flowColumns()[column - m_ofPacket].get({m_state, m_state.flows[index(*flow)]}, out, scratch);
        return out;
    }

private:
    const traffic::SnapshotData& m_state;
    table::TablePtr m_packets;
    table::Schema m_schema;
    std::size_t m_ofPacket;  ///< columns that are the packet's own
};

CaptureFigures figuresOf(const traffic::SnapshotData& state) {
    const traffic::Counters& c = state.counters;
    CaptureFigures out{c.frames, c.bytes, c.wireBytes, c.firstSeen, c.lastSeen, c.timed, 0, 0, 0, 0, 0, {}};
    out.flows = state.flows.size();
    out.malformed = c.malformed;
    out.cutShort = c.cutShort;
    if (state.info.problem)
        out.problem = state.info.problem->toString();
    std::vector<bool> talks(state.addresses.size());
    for (std::size_t i = 0; i < state.flows.size(); ++i) {
        for (const traffic::AddressId id : state.flows[i].address) {
            out.addresses += !talks[index(id)];
            talks[index(id)] = true;
        }
    }
    std::vector<bool> asked(state.texts.size());
    for (std::size_t i = 0; i < state.dns.questions.size(); ++i) {
        const TextId name = state.dns.questions[i].name;
        out.names += !asked[name];
        asked[name] = true;
    }
    return out;
}

struct Sum {
    std::uint64_t bytes = 0, packets = 0;
    void add(std::uint64_t moreBytes, std::uint64_t morePackets) {
        bytes += moreBytes;
        packets += morePackets;
    }
};

/// Octets of the chosen packets by flow and side.
using SumsByWay = std::vector<std::array<Sum, 2>>;

class Maker {
public:
    Maker(const traffic::Snapshot& snapshot, const OverviewRequest& request, const std::stop_token& stop)
        : m_snapshot(snapshot), m_state(*snapshot), m_request(request), m_stop(stop) {}

    std::shared_ptr<const Overview> make() {
        m_out->figures = figuresOf(m_state);
        SumsByWay sums(m_state.flows.size());
        layTime();
        countAll(sums);
        if (m_request.filter && !m_stop.stop_requested())
            countChosen(sums);
        if (m_stop.stop_requested())
            return nullptr;
        rankSenders(sums);
        rankServices(sums);
        return m_out;
    }

private:
    std::uint64_t octets(const traffic::IndexedPacket& packet) const {
        return m_request.wireBytes ? packet.wireBytes : packet.bytes;
    }
    void layTime() {
        if (m_state.packets.size() == 0)
            return;
        std::tie(m_first, m_last) = robustRange(m_state);
        TrafficOverTime& time = m_out->time;
        const std::size_t most = std::clamp<std::size_t>(m_request.mostSpans, 2, 10000);
        std::int64_t length = 0;
        if (__builtin_sub_overflow(m_last, m_first, &length))
            length = INT64_MAX;
        time.width = roundSpan(length, most - 1);
        const std::int64_t beyond = ((m_first % time.width) + time.width) % time.width;
        if (__builtin_sub_overflow(m_first, beyond, &time.from))
            time.from = m_first;
        time.all.resize(spanOf(m_last) + 1);
    }
    std::size_t spanOf(std::int64_t moment) const {
        const std::uint64_t since = static_cast<std::uint64_t>(moment) - static_cast<std::uint64_t>(m_out->time.from);
        return static_cast<std::size_t>(since / static_cast<std::uint64_t>(m_out->time.width));
    }
    /// Where the packet belongs; nothing for one whose clock is far from the others'.
    std::optional<std::size_t> span(const traffic::IndexedPacket& packet) const {
        if (packet.time < m_first || packet.time > m_last)
            return {};
        return spanOf(packet.time);
    }
    void countAll(SumsByWay& sums) {
        const bool everything = !m_request.filter;
        m_state.packets.forEach([&](std::size_t row, const traffic::IndexedPacket& packet) {
            if (const auto at = span(packet))
                m_out->time.all[*at] += octets(packet);
            else
                ++m_out->time.framesOutside;
            if (everything)
                choose(packet, sums);
            return row % 65536 != 0 || !m_stop.stop_requested();
        });
    }
    void countChosen(SumsByWay& sums) {
        const PacketsInFlows packets(m_snapshot);
        std::vector<std::uint64_t>& chosen = m_out->time.chosen;
        chosen.resize(m_out->time.all.size());
        for (const std::uint32_t row : m_request.filter->apply(packets, m_stop)) {
            const traffic::IndexedPacket packet = m_state.packets[row];
            if (const auto at = span(packet))
                chosen[*at] += octets(packet);
            choose(packet, sums);
        }
    }
    void choose(const traffic::IndexedPacket& packet, SumsByWay& sums) {
        ++m_out->packets;
        m_out->bytes += octets(packet);
        if (packet.flow)
            sums[index(*packet.flow)][static_cast<std::size_t>(packet.side)].add(octets(packet), 1);
    }

    /// Keeps the largest rows, in order.
    template <typename Row, typename Less>
    void keepLargest(std::vector<Row>& rows, Less&& tie) const {
        const auto larger = [&](const Row& a, const Row& b) {
            return a.bytes != b.bytes ? a.bytes > b.bytes : tie(a, b);
        };
        const std::size_t kept = std::min(rows.size(), m_request.mostRows);
        std::partial_sort(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(kept), rows.end(), larger);
        rows.resize(kept);
    }

    void rankSenders(const SumsByWay& sums) {
        std::vector<Sum> byAddress(m_state.addresses.size());
        for (std::size_t i = 0; i < sums.size(); ++i) {
            for (std::size_t side = 0; side < 2; ++side)
                byAddress[index(m_state.flows[i].address[side])].add(sums[i][side].bytes, sums[i][side].packets);
        }
        std::vector<Sender>& out = m_out->senders;
        for (std::uint32_t id = 0; id < byAddress.size(); ++id) {
            if (byAddress[id].packets > 0)
                out.push_back({m_state.addresses[id], byAddress[id].bytes, byAddress[id].packets, {}});
        }
        m_out->senderCount = out.size();
        keepLargest(out, [](const Sender& a, const Sender& b) { return a.address < b.address; });
        if (m_state.partial)
            return;
        const auto names = traffic::namesOfAddresses(m_state);
        for (std::uint32_t id = 0; id < names.size(); ++id) {
            if (names[id].empty())
                continue;
            for (Sender& sender : out) {
                if (sender.address != m_state.addresses[id])
                    continue;
                const auto kept = static_cast<std::ptrdiff_t>(std::min(names[id].size(), mostNames));
                sender.names = traffic::joinNames(m_state, {names[id].begin(), names[id].begin() + kept});
            }
        }
    }

    void rankServices(const SumsByWay& sums) {
        HashMap<std::uint64_t, ServiceTraffic> services;
        for (std::size_t i = 0; i < sums.size(); ++i) {
            const traffic::Flow& flow = m_state.flows[i];
            const std::uint64_t packets = sums[i][0].packets + sums[i][1].packets;
            if (packets == 0)
                continue;
            const TextId spoken =
                flow.application == 0 ? 0 : m_state.inspected.applications[flow.application - 1].service;
            const std::uint16_t port = flow.hasPorts ? flow.port[flow.server()] : std::uint16_t{0};
            const std::uint64_t key =
                spoken != 0 ? std::uint64_t{1} << 40 | spoken
                            : std::uint64_t{flow.hasPorts} << 24 | std::uint64_t{flow.protocol} << 16 | port;
            ServiceTraffic& row = services[key];
            if (row.packets == 0) {
                row.named = spoken != 0;
                row.protocol = dissect::protocolName(flow.protocol);
                if (flow.hasPorts)
                    row.port = port;
                row.service = row.named  ? std::string(m_state.texts[spoken])
                              : row.port ? row.protocol + ' ' + std::to_string(port)
                                         : row.protocol;
            }
            row.bytes += sums[i][0].bytes + sums[i][1].bytes;
            row.packets += packets;
        }
        std::vector<ServiceTraffic>& out = m_out->services;
        for (auto& [key, row] : services) out.push_back(std::move(row));
        m_out->serviceCount = out.size();
        keepLargest(out, [](const ServiceTraffic& a, const ServiceTraffic& b) { return a.service < b.service; });
    }

    const traffic::Snapshot& m_snapshot;
    const traffic::SnapshotData& m_state;
    const OverviewRequest& m_request;
    const std::stop_token& m_stop;
    std::int64_t m_first = 0, m_last = 0;
    std::shared_ptr<Overview> m_out = std::make_shared<Overview>();
};

}  // namespace

table::Schema overviewSchema() {
    table::Schema schema = indexedColumns();
    for (const table::Column& column : table::schemaOf(flowColumns())) schema.push_back(column);
    return schema;
}

std::shared_ptr<const Overview> makeOverview(const traffic::Snapshot& snapshot, const OverviewRequest& request,
                                             std::stop_token stop) {
    return Maker(snapshot, request, stop).make();
}

std::int64_t roundSpan(std::int64_t length, std::size_t most) {
    constexpr std::int64_t second = 1'000'000'000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;
    most = std::max<std::size_t>(most, 1);
    length = std::clamp<std::int64_t>(length, 0, INT64_MAX - 1);
    const std::int64_t least = length / static_cast<std::int64_t>(most) + 1;
    for (std::int64_t decade = 1; decade < second; decade *= 10) {
        for (const std::int64_t step : {1, 2, 5}) {
            if (decade * step >= least)
                return decade * step;
        }
    }
    for (const std::int64_t unit : {second, minute}) {
        for (const std::int64_t step : {1, 2, 5, 10, 15, 30}) {
            if (unit * step >= least)
                return unit * step;
        }
    }
    for (const std::int64_t step : {1, 2, 3, 6, 12}) {
        if (hour * step >= least)
            return hour * step;
    }
    for (std::int64_t decade = day; decade <= 10'000 * day; decade *= 10) {
        for (const std::int64_t step : {1, 2, 5}) {
            if (decade * step >= least)
                return decade * step;
        }
    }
    return least;
}

}  // namespace weir::capturetables
