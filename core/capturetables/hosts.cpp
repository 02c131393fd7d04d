// SPDX-License-Identifier: GPL-3.0-or-later
// The hosts table: every external address that a home address sent to or heard from, and what named it.
#include <algorithm>
#include <numeric>

#include "core/capturetables/tablemakers.h"
#include "core/traffic/hostfacts.h"

namespace weir::capturetables {

table::Schema hostsSchema() {
    using table::Kind;
    using table::Unit;
    return {{"address", Kind::address},
            {"scope", Kind::text},
            {"packets", Kind::integer, Unit::count},
            {"bytes", Kind::integer, Unit::bytes},
            {"bytes_out", Kind::integer, Unit::bytes},
            {"bytes_in", Kind::integer, Unit::bytes},
            {"clients", Kind::text, Unit::none, true},
            {"ports", Kind::text, Unit::none, true},
            {"first_seen", Kind::time},
            {"last_seen", Kind::time},
            {"named_by", Kind::text},
            {"names", Kind::text, Unit::none, true},
            {"country", Kind::text},
            {"asn", Kind::integer, Unit::identifier},
            {"as_org", Kind::text},
            {"whois_country", Kind::text, Unit::none, true},
            {"whois_org", Kind::text},
            {"vt_malicious", Kind::integer, Unit::count},
            {"vt_suspicious", Kind::integer, Unit::count},
            {"vt_harmless", Kind::integer, Unit::count},
            {"vt_undetected", Kind::integer, Unit::count},
            {"looked_up_at", Kind::time},
            {"wire_bytes", Kind::integer, Unit::bytes}};
}

TablePtr makeHosts(const traffic::Snapshot& snapshot, const TableRequest& request) {
    const traffic::SnapshotData& state = *snapshot;
    const std::vector<traffic::HostFacts> hosts = traffic::collectHosts(state, findings::homeOf(state, request));
    std::vector<std::uint32_t> order(hosts.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        const std::uint64_t left = request.wireBytes ? hosts[a].wireBytes : hosts[a].bytesOut + hosts[a].bytesIn;
        const std::uint64_t right = request.wireBytes ? hosts[b].wireBytes : hosts[b].bytesOut + hosts[b].bytesIn;
        return left != right ? left > right : state.address(hosts[a].address) < state.address(hosts[b].address);
    });
    table::ColumnTable::Builder builder("hosts", hostsSchema(), hosts.size());
    for (const std::uint32_t i : order) {
        const traffic::HostFacts& host = hosts[i];
        const IpAddress& address = state.address(host.address);
        std::size_t column = 0;
        const auto number = [&](std::uint64_t value) { builder.integer(column++, static_cast<std::int64_t>(value)); };
        const auto known = [&](std::int64_t value) {
            value >= 0 ? builder.integer(column++, value) : builder.empty(column++);
        };
        builder.address(column++, address);
        builder.text(column++, toString(scopeOf(address)));
        number(host.packets);
        number(host.bytesOut + host.bytesIn);
        number(host.bytesOut);
        number(host.bytesIn);
        builder.text(column++, host.clients.join([&](std::uint32_t id) { return state.addresses[id].toString(); }));
        builder.text(column++, host.ports.join([](std::uint16_t port) { return std::to_string(port); }));
        builder.integer(column++, host.firstSeen);
        builder.integer(column++, host.lastSeen);
        builder.text(column++, toString(host.namedBy));
        builder.text(column++, traffic::joinNames(state, host.names));
        const traffic::AddressNote& note = traffic::noteOf(request.notes.get(), address);
        builder.text(column++, note.country);
        known(note.asNumber);
        builder.text(column++, note.asOrganization);
        builder.text(column++, note.whoisCountry);
        builder.text(column++, note.whoisOrganization);
        known(note.malicious);
        known(note.suspicious);
        known(note.harmless);
        known(note.undetected);
        known(note.lookedUpAt);
        number(host.wireBytes);
    }
    return builder.finish();
}

}  // namespace weir::capturetables
