// SPDX-License-Identifier: GPL-3.0-or-later
// The talkers table: what each address sent and received, summed over the flows.
#include <algorithm>
#include <numeric>

#include "core/capturetables/notecolumns.h"
#include "core/capturetables/tabledefinition.h"
#include "core/traffic/hostfacts.h"

namespace weir::capturetables {
namespace {

using namespace table;

struct Totals {
    std::uint64_t packetsSent = 0, packetsReceived = 0, bytesSent = 0, bytesReceived = 0, wireSent = 0,
                  wireReceived = 0;
    std::uint64_t packetsToItself = 0, bytesToItself = 0, wireToItself = 0;
    std::int64_t firstSeen = INT64_MAX, lastSeen = INT64_MIN;
    std::uint32_t peers = 0;

    std::uint64_t packets() const { return packetsSent + packetsReceived - packetsToItself; }
    std::uint64_t bytes() const { return bytesSent + bytesReceived - bytesToItself; }
    std::uint64_t wire() const { return wireSent + wireReceived - wireToItself; }
};

std::vector<Totals> totalsByAddress(const traffic::SnapshotData& state) {
    std::vector<Totals> totals(state.addresses.size());
    std::vector<std::uint64_t> pairs;
    for (std::size_t i = 0; i < state.flows.size(); ++i) {
        const traffic::Flow& flow = state.flows[i];
        const std::uint32_t ends[2] = {index(flow.address[0]), index(flow.address[1])};
        for (int side = 0; side < 2; ++side) {
            const traffic::FlowWay& way = flow.way[side];
            if (way.packets == 0)
                continue;
            Totals& sender = totals[ends[side]];
            Totals& receiver = totals[ends[1 - side]];
            sender.packetsSent += way.packets;
            sender.bytesSent += way.bytes;
            sender.wireSent += way.wireBytes;
            receiver.packetsReceived += way.packets;
            receiver.bytesReceived += way.bytes;
            receiver.wireReceived += way.wireBytes;
            if (ends[0] == ends[1]) {
                sender.packetsToItself += way.packets;
                sender.bytesToItself += way.bytes;
                sender.wireToItself += way.wireBytes;
            }
            for (Totals* end : {&sender, &receiver}) {
                end->firstSeen = std::min(end->firstSeen, way.firstSeen);
                end->lastSeen = std::max(end->lastSeen, way.lastSeen);
            }
        }
        pairs.push_back(std::uint64_t{std::min(ends[0], ends[1])} << 32 | std::max(ends[0], ends[1]));
    }
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    for (const std::uint64_t pair : pairs) {
        const auto low = static_cast<std::uint32_t>(pair >> 32);
        const auto high = static_cast<std::uint32_t>(pair);
        ++totals[low].peers;
        if (low != high)
            ++totals[high].peers;
    }
    return totals;
}

struct TalkerRow {
    const traffic::SnapshotData& state;
    const IpAddress& address;
    const Totals& totals;
    const std::vector<TextId>& names;
    const Networks& home;
};

ColumnsOf<TalkerRow> makeColumns() {
    ColumnsOf<TalkerRow> all{
        {addressColumn("address", "Address", "The address"), [](const TalkerRow& row) { return row.address; }},
        {textColumn("scope", "Scope",
                    "`home`, `private`, `public`, `multicast`, `broadcast`, `link-local`, `loopback`, `reserved` or "
                    "`unspecified`, by IANA's registries; `home` is any of the home networks"),
         [](const TalkerRow& row) { return toString(traffic::scopeFor(row.address, row.home)); }},
        {countColumn("packets", "Packets", "Packets sent and received"),
         [](const TalkerRow& row) { return row.totals.packets(); }},
        {bytesColumn("bytes", "Bytes", "Bytes sent and received"),
         [](const TalkerRow& row) { return row.totals.bytes(); }},
        {bytesColumn("wire_bytes", "Bytes", "Bytes sent and received, as whole frames on the wire"),
         [](const TalkerRow& row) { return row.totals.wire(); }},
        {countColumn("packets_sent", "Packets sent", "Packets that the address sent"),
         [](const TalkerRow& row) { return row.totals.packetsSent; }},
        {bytesColumn("bytes_sent", "Bytes sent", "Bytes that the address sent"),
         [](const TalkerRow& row) { return row.totals.bytesSent; }},
        {countColumn("packets_received", "Packets received", "Packets that the address received"),
         [](const TalkerRow& row) { return row.totals.packetsReceived; }},
        {bytesColumn("bytes_received", "Bytes received", "Bytes that the address received"),
         [](const TalkerRow& row) { return row.totals.bytesReceived; }},
        {countColumn("peers", "Peers", "How many addresses it exchanged packets with"),
         [](const TalkerRow& row) { return row.totals.peers; }},
        {timeColumn("first_seen", "First seen", "First packet"),
         [](const TalkerRow& row) { return row.totals.firstSeen; }},
        {timeColumn("last_seen", "Last seen", "Last packet"), [](const TalkerRow& row) { return row.totals.lastSeen; }},
        {listColumn("names", "Names", "Names that answers in this capture gave it"),
         [](const TalkerRow& row) { return traffic::joinNames(row.state, row.names); }},
        {bytesColumn("wire_bytes_sent", "Bytes sent", "Bytes that the address sent, as whole frames on the wire"),
         [](const TalkerRow& row) { return row.totals.wireSent; }},
        {bytesColumn("wire_bytes_received", "Bytes received",
                     "Bytes that the address received, as whole frames on the wire"),
         [](const TalkerRow& row) { return row.totals.wireReceived; }},
    };
    addNetworkColumns(all);
    return all;
}

const ColumnsOf<TalkerRow>& columns() {
    static const ColumnsOf<TalkerRow> all = makeColumns();
    return all;
}

TablePtr make(const traffic::Snapshot& snapshot, const TableRequest& request) {
    const traffic::SnapshotData& state = *snapshot;
    const std::vector<Totals> totals = totalsByAddress(state);
    const auto names = traffic::namesOfAddresses(state);
    const Networks& home = findings::homeOf(state, request);
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < totals.size(); ++i) {
        if (totals[i].packets() > 0)  // an address that was only named in an answer did not talk
            order.push_back(i);
    }
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        const std::uint64_t left = request.wireBytes ? totals[a].wireSent : totals[a].bytesSent;
        const std::uint64_t right = request.wireBytes ? totals[b].wireSent : totals[b].bytesSent;
        return left != right ? left > right : state.addresses[a] < state.addresses[b];
    });
    const auto rowAt = [&](std::size_t i) {
        const std::uint32_t id = order[i];
        const IpAddress& address = state.addresses[id];
        return TalkerRow{state, address, totals[id], names[id], home};
    };
    return makeTable("talkers", columns(), order.size(), rowAt, addressSubject);
}

}  // namespace

TableDefinition talkersTable() {
    return {{.name = "talkers",
             .title = "Talkers",
             .about = "A row is an address that sent or received packets, by `bytes_sent`, falling",
             .rows = RowKind::address,
             .lookupColumns = {"address"},
             .notedColumn = "address",
             .comparable = true},
            fixedSchema([] { return schemaOf(columns()); }),
            make};
}

}  // namespace weir::capturetables
