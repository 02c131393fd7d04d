// SPDX-License-Identifier: GPL-3.0-or-later
// The clients table: the machines at home, who uses them, and what is found about them.
#include <algorithm>
#include <map>
#include <numeric>

#include "core/capturetables/tabledefinition.h"
#include "core/findings/ranking.h"
#include "core/table/columns.h"
#include "core/traffic/clientfacts.h"

namespace weir::capturetables {
namespace {

using namespace table;

/// What is found about a client: how much, and how bad the worst is.
struct Found {
    std::uint64_t findings = 0;
    double score = 0;
};
using FoundByClient = std::map<std::uint32_t, Found>;  ///< by AddressId

FoundByClient foundByClient(const traffic::Snapshot& snapshot, const TableRequest& request) {
    FoundByClient out;
    const auto kept = findings::keptFindings(snapshot, request);
    for (const findings::RankedFinding& ranked : findings::ranked(*kept, request)) {
        for (const traffic::AddressId client : ranked.finding->clients) {
            Found& found = out[index(client)];
            ++found.findings;
            found.score = std::max(found.score, ranked.score);
        }
    }
    return out;
}

using Facts = std::vector<traffic::ClientFact>;
using Vendors = std::map<traffic::HardwareAddress, std::string>;

std::string texts(const Facts& facts) {
    std::string out;
    for (const traffic::ClientFact& fact : facts) out.append(out.empty() ? "" : ";").append(fact.text);
    return out;
}

/// "dhcp frame 12;kerberos frame 180": of each text where it was read.
std::string sources(const Facts& facts) {
    std::string out;
    for (const traffic::ClientFact& fact : facts)
        out.append(out.empty() ? "" : ";")
            .append(traffic::toString(fact.source))
            .append(" frame ")
            .append(std::to_string(fact.frame));
    return out;
}

struct ClientRow {
    const traffic::SnapshotData& state;
    const traffic::ClientFacts& client;
    const Found& found;
    const Vendors& vendors;

    std::string vendor() const {
        const auto known = vendors.find(client.hardware);
        return known == vendors.end() ? std::string{} : known->second;
    }
};

const ColumnsOf<ClientRow>& columns() {
    static const ColumnsOf<ClientRow> all{
        {addressColumn("address", "Address", "The machine's address"),
         [](const ClientRow& row) { return row.state.address(row.client.address); }},
        {textColumn("mac", "MAC",
                    "Hardware address of its network card, by ARP, DHCP or the first frame it sent; empty where that "
                    "came through a router, whose card sends for many"),
         [](const ClientRow& row) {
             return row.client.hardware == 0 ? std::string{} : traffic::hardwareText(row.client.hardware);
         }},
        {textColumn(
             "vendor", "Vendor",
             "Who made the network card, by the lists of the IEEE, where Debian's package ieee-data is installed"),
         [](const ClientRow& row) { return row.vendor(); }},
        {listColumn("host_names", "Host names",
                    "What the machine calls itself, each name once, with or without its domain"),
         [](const ClientRow& row) { return texts(row.client.hostNames); }},
        {listColumn("host_name_source", "Host name source",
                    "Where each of them was read, and in which frame: `dhcp` (options 12 and 81), `kerberos` (the "
                    "machine's account, or the NetBIOS name in a request), `ntlm`, `netbios` (names registered, "
                    "sessions asked for), `browser` (announcements), `mdns`, `llmnr`, `ldap` (asking for a domain "
                    "controller)"),
         [](const ClientRow& row) { return sources(row.client.hostNames); }},
        {listColumn("user_names", "Users", "Who uses it; accounts of machines are not among them"),
         [](const ClientRow& row) { return texts(row.client.users); }},
        {listColumn("user_source", "User source",
                    "Where each of them was read, and in which frame: `kerberos` (granted by a reply), `ntlm`, `smb`, "
                    "`ldap`, `mail` (SMTP, IMAP, POP3), `ftp`, `http-basic`; `kerberos-request` (asked for) only where "
                    "nobody else is known"),
         [](const ClientRow& row) { return sources(row.client.users); }},
        {listColumn("os", "System",
                    "Its operating system, as exactly as it was said: Windows 11 calls itself Windows NT 10.0, as "
                    "Windows 10 does"),
         [](const ClientRow& row) { return texts(row.client.systems); }},
        {listColumn(
             "os_source", "System source",
             "Where that was read, and in which frame: `ntlm` (with the build), `smb` (the native system of SMB "
             "1), `dhcp` (options 55 and 60), `browser`, `smb-dialect` (the highest dialect of SMB 2 that a "
             "Windows offers), `user-agent` (parts of the system first, then what most requests say), `syn` (how "
             "it opens connections, where Debian's package p0f is installed)"),
         [](const ClientRow& row) { return sources(row.client.systems); }},
        {countColumn("packets", "Packets", "Packets sent and received"),
         [](const ClientRow& row) { return row.client.packets; }},
        {bytesColumn("bytes", "Bytes", "Bytes sent and received"),
         [](const ClientRow& row) { return row.client.bytesOut + row.client.bytesIn; }},
        {bytesColumn("bytes_out", "Bytes out", "Bytes sent"), [](const ClientRow& row) { return row.client.bytesOut; }},
        {bytesColumn("bytes_in", "Bytes in", "Bytes received"),
         [](const ClientRow& row) { return row.client.bytesIn; }},
        {timeColumn("first_seen", "First seen", "First packet"),
         [](const ClientRow& row) { return row.client.firstSeen; }},
        {timeColumn("last_seen", "Last seen", "Last packet"), [](const ClientRow& row) { return row.client.lastSeen; }},
        {listColumn("services", "Services",
                    "What it offers: spoken in conversations that others began with it and that it answered"),
         [](const ClientRow& row) {
             return row.client.services.join([](std::string_view service) { return std::string(service); });
         }},
        {countColumn("findings", "Findings", "How many findings it takes part in"),
         [](const ClientRow& row) { return row.found.findings; }},
        {textColumn("worst", "Worst", "Severity of the worst of them"),
         [](const ClientRow& row) {
             return row.found.findings == 0 ? std::string_view{} : toString(findings::severity(row.found.score));
         }},
        {realColumn("score", "Score", "Score of the worst of them"),
         [](const ClientRow& row) { return row.found.findings == 0 ? std::nullopt : std::optional(row.found.score); }},
        {listColumn("domain", "Domain", "Kerberos realm, Windows domain or workgroup"),
         [](const ClientRow& row) { return texts(row.client.domains); }},
    };
    return all;
}

TablePtr make(const traffic::Snapshot& snapshot, const TableRequest& request) {
    const traffic::SnapshotData& state = *snapshot;
    const std::vector<traffic::ClientFacts> clients = traffic::collectClients(state, findings::homeOf(state, request));
    FoundByClient found = foundByClient(snapshot, request);
    std::vector<traffic::HardwareAddress> cards;
    for (const traffic::ClientFacts& client : clients)
        if (client.hardware != 0)
            cards.push_back(client.hardware);
    const Vendors vendors = traffic::hardwareVendors(cards);
    std::vector<std::uint32_t> order(clients.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        const double left = found[index(clients[a].address)].score, right = found[index(clients[b].address)].score;
        if (left != right)
            return left > right;
        const auto bytes = [&](std::uint32_t i) {
            return request.wireBytes ? clients[i].wireBytes : clients[i].bytesOut + clients[i].bytesIn;
        };
        return bytes(a) != bytes(b) ? bytes(a) > bytes(b)
                                    : state.address(clients[a].address) < state.address(clients[b].address);
    });
    const auto rowAt = [&](std::size_t i) {
        const traffic::ClientFacts& client = clients[order[i]];
        return ClientRow{state, client, found[index(client.address)], vendors};
    };
    return makeTable("clients", columns(), order.size(), rowAt, addressSubject);
}

}  // namespace

TableDefinition clientsTable() {
    return {{.name = "clients",
             .title = "Clients",
             .about = "A row is a machine at home, an address of the home networks that sent a packet; those with the "
                      "worst findings first, then by `bytes`, falling",
             .rows = RowKind::address,
             .lookupColumns = {"address"}},
            fixedSchema([] { return schemaOf(columns()); }),
            make};
}

}  // namespace weir::capturetables
