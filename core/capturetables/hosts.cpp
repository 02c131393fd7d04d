// SPDX-License-Identifier: GPL-3.0-or-later
// The hosts table: every external address that a home address sent to or heard from, and what named it.
#include <algorithm>
#include <numeric>

#include "core/capturetables/notecolumns.h"
#include "core/capturetables/sharedcolumns.h"
#include "core/capturetables/tabledefinition.h"
#include "core/traffic/hostfacts.h"

namespace weir::capturetables {

namespace {

using namespace table;

struct HostRow {
    const traffic::SnapshotData& state;
    const traffic::HostFacts& host;
    const traffic::AddressNote& note;

    const IpAddress& address() const { return state.address(host.address); }
};

ColumnsOf<HostRow> makeColumns() {
    ColumnsOf<HostRow> all{
        {addressColumn("address", "Address", "The outside address"), [](const HostRow& row) { return row.address(); }},
        {textColumn("scope", "Scope", "`public`, `multicast` or `broadcast`, by IANA's registries"),
         [](const HostRow& row) { return toString(scopeOf(row.address())); }},
        {countColumn("packets", "Packets", "Packets between home and the address"),
         [](const HostRow& row) { return row.host.packets; }},
        {bytesColumn("bytes", "Bytes", "Bytes between home and the address"),
         [](const HostRow& row) { return row.host.bytesOut + row.host.bytesIn; }},
        {bytesColumn("bytes_out", "Bytes out", "Bytes sent from home"),
         [](const HostRow& row) { return row.host.bytesOut; }},
        {bytesColumn("bytes_in", "Bytes in", "Bytes received at home"),
         [](const HostRow& row) { return row.host.bytesIn; }},
        {listColumn("clients", "Clients", "The home addresses"),
         [](const HostRow& row) { return joinAddresses(row.state, row.host.clients); }},
        {listColumn("ports", "Ports", "Ports of the address that were spoken to"),
         [](const HostRow& row) {
             return row.host.ports.join([](std::uint16_t port) { return std::to_string(port); });
         }},
        {timeColumn("first_seen", "First seen", "First packet"), [](const HostRow& row) { return row.host.firstSeen; }},
        {timeColumn("last_seen", "Last seen", "Last packet"), [](const HostRow& row) { return row.host.lastSeen; }},
        {textColumn(
             "named_by", "Named by",
             "`dns`: an answer named this address to this client before its first packet; `dns-late`: after it; "
             "`dns-other`: only to somebody else in the capture; `tls`: only the server name in a TLS handshake; "
             "`http`: only a Host header, whose name DNS does not lead elsewhere; `capture`: only the capture "
             "file; `none`: nothing, which is how an address built into malware looks"),
         [](const HostRow& row) { return toString(row.host.namedBy); }},
        {listColumn("names", "Names", "Those names"),
         [](const HostRow& row) { return traffic::joinNames(row.state, row.host.names); }},
    };
    addNetworkColumns(all);
    const ColumnsOf<HostRow> further{
        {listColumn("whois_country", "Whois country", "Country by whois, looked up on request"),
         [](const HostRow& row) { return std::string_view(row.note.whoisCountry); }},
        {textColumn("whois_org", "Whois organization", "Organization by whois, looked up on request"),
         [](const HostRow& row) { return std::string_view(row.note.whoisOrganization); }},
        {countColumn("vt_malicious", "VT malicious", "VirusTotal's engines that say malicious, looked up on request"),
         [](const HostRow& row) { return known(row.note.malicious); }},
        {countColumn("vt_suspicious", "VT suspicious",
                     "VirusTotal's engines that say suspicious, looked up on request"),
         [](const HostRow& row) { return known(row.note.suspicious); }},
        {countColumn("vt_harmless", "VT harmless", "VirusTotal's engines that say harmless, looked up on request"),
         [](const HostRow& row) { return known(row.note.harmless); }},
        {countColumn("vt_undetected", "VT undetected", "VirusTotal's engines that say nothing, looked up on request"),
         [](const HostRow& row) { return known(row.note.undetected); }},
        {timeColumn("looked_up_at", "Looked up at", "When the address was looked up"),
         [](const HostRow& row) { return known(row.note.lookedUpAt); }},
        {bytesColumn("wire_bytes", "Bytes", "Bytes between home and the address, as whole frames on the wire"),
         [](const HostRow& row) { return row.host.wireBytes; }},
    };
    all.insert(all.end(), further.begin(), further.end());
    return all;
}

const ColumnsOf<HostRow>& columns() {
    static const ColumnsOf<HostRow> all = makeColumns();
    return all;
}

TablePtr make(const traffic::Snapshot& snapshot, const TableRequest& request) {
    const traffic::SnapshotData& state = *snapshot;
    const std::vector<traffic::HostFacts> hosts = traffic::collectHosts(state, findings::homeOf(state, request));
    std::vector<std::uint32_t> order(hosts.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        const std::uint64_t left = request.wireBytes ? hosts[a].wireBytes : hosts[a].bytesOut + hosts[a].bytesIn;
        const std::uint64_t right = request.wireBytes ? hosts[b].wireBytes : hosts[b].bytesOut + hosts[b].bytesIn;
        return left != right ? left > right : state.address(hosts[a].address) < state.address(hosts[b].address);
    });
    const auto rowAt = [&](std::size_t i) {
        const traffic::HostFacts& host = hosts[order[i]];
        return HostRow{state, host, traffic::noteOf(request.notes.get(), state.address(host.address))};
    };
    return makeTable("hosts", columns(), order.size(), rowAt, addressSubject);
}

}  // namespace

TableDefinition hostsTable() {
    return {{.name = "hosts",
             .title = "Hosts",
             .about = "A row is an address outside the home networks that a home address sent to or heard from",
             .rows = RowKind::address,
             .lookupColumns = {"address"},
             .notedColumn = "address",
             .comparable = true},
            fixedSchema([] { return schemaOf(columns()); }),
            make};
}

}  // namespace weir::capturetables
