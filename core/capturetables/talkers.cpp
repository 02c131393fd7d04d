// SPDX-License-Identifier: GPL-3.0-or-later
// The talkers table: what each address sent and received, summed over the flows.
#include <algorithm>
#include <numeric>

#include "core/capturetables/tablemakers.h"

namespace weir::capturetables {
namespace {

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

}  // namespace

table::Schema talkersSchema() {
    using table::Kind;
    using table::Unit;
    return {{"address", Kind::address},
            {"scope", Kind::text},
            {"packets", Kind::integer, Unit::count},
            {"bytes", Kind::integer, Unit::bytes},
            {"wire_bytes", Kind::integer, Unit::bytes},
            {"packets_sent", Kind::integer, Unit::count},
            {"bytes_sent", Kind::integer, Unit::bytes},
            {"packets_received", Kind::integer, Unit::count},
            {"bytes_received", Kind::integer, Unit::bytes},
            {"peers", Kind::integer, Unit::count},
            {"first_seen", Kind::time},
            {"last_seen", Kind::time},
            {"names", Kind::text, Unit::none, true},
            {"wire_bytes_sent", Kind::integer, Unit::bytes},
            {"wire_bytes_received", Kind::integer, Unit::bytes},
            {"country", Kind::text},
            {"asn", Kind::integer, Unit::identifier},
            {"as_org", Kind::text}};
}

TablePtr makeTalkers(const traffic::Snapshot& snapshot, const TableRequest& request) {
    const traffic::SnapshotData& state = *snapshot;
    const std::vector<Totals> totals = totalsByAddress(state);
    const auto names = traffic::namesOfAddresses(state);
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

    table::ColumnTable::Builder builder("talkers", talkersSchema(), order.size());
    for (const std::uint32_t i : order) {
        const Totals& t = totals[i];
        const IpAddress& address = state.addresses[i];
        std::size_t column = 0;
        const auto number = [&](std::uint64_t value) { builder.integer(column++, static_cast<std::int64_t>(value)); };
        builder.address(column++, address);
        builder.text(column++, toString(traffic::scopeFor(address, findings::homeOf(state, request))));
        number(t.packets());
        number(t.bytes());
        number(t.wire());
        number(t.packetsSent);
        number(t.bytesSent);
        number(t.packetsReceived);
        number(t.bytesReceived);
        number(t.peers);
        builder.integer(column++, t.firstSeen);
        builder.integer(column++, t.lastSeen);
        builder.text(column++, traffic::joinNames(state, names[i]));
        number(t.wireSent);
        number(t.wireReceived);
        const traffic::AddressNote& note = traffic::noteOf(request.notes.get(), address);
        builder.text(column++, note.country);
        note.asNumber >= 0 ? builder.integer(column++, note.asNumber) : builder.empty(column++);
        builder.text(column++, note.asOrganization);
    }
    return builder.finish();
}

}  // namespace weir::capturetables
