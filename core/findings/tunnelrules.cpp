// SPDX-License-Identifier: GPL-3.0-or-later
// Data in what is no data protocol: ICMP echoes, and DNS over HTTPS by its volume. Tunnels in DNS: findingnames.cpp.
#include <algorithm>

#include "core/base/hashmap.h"
#include "core/base/ipprotocol.h"
#include "core/base/text.h"
#include "core/findings/findingbook.h"
#include "core/traffic/flowservice.h"

namespace weir::findings {
namespace {

using ipprotocol::icmp, ipprotocol::icmpv6;

/// Echoes of ping are all of one size, and what comes back is what was sent.
bool varies(const traffic::FlowWay& out, const traffic::FlowWay& in) {
    return (out.packets > 0 && out.bytes % out.packets != 0) || (in.packets > 0 && in.bytes % in.packets != 0) ||
           (in.packets > 0 && out.packets > 0 && out.bytes / out.packets != in.bytes / in.packets);
}

void inEchoes(FindingBook& book, const Server& server) {
    for (const std::uint32_t i : book.servers.flows(server)) {
        const traffic::Flow& flow = book.state.flows[i];
        if (flow.protocol != icmp && flow.protocol != icmpv6)
            continue;
        const traffic::FlowWay& out = flow.way[flow.client];
        const traffic::FlowWay& in = flow.way[flow.server()];
        const std::uint64_t bytes = out.bytes + in.bytes;
        const auto packets = static_cast<double>(flow.packets());
        if (packets < book.setting("icmp-tunnel", "packets") || !varies(out, in) ||
            static_cast<double>(bytes) < packets * book.setting("icmp-tunnel", "size"))
            continue;
        book.add(flow.address[flow.client],
                 {"icmp-tunnel",
                  1,
                  "ICMP tunnel: " + grouped(flow.packets()) + " echoes with " + book.text(server.address) +
                      " carried " + sized(bytes) + " in " + lasting(flow.lastSeen() - flow.firstSeen()) +
                      ", of sizes that ping does not have",
                  flow.firstFrame(),
                  flow.packets(),
                  {Trace::To::flow, i}});
        book.addMembers(flow.address[flow.client], {{book.text(server.address)}, 1});
    }
}

/// Octets that each client exchanged with external servers, by AddressId.
HashMap<std::uint32_t, std::uint64_t> externalBytes(const FindingBook& book) {
    HashMap<std::uint32_t, std::uint64_t> bytes;
    for (const Server& server : book.servers) {
        if (!server.external)
            continue;
        for (const std::uint32_t i : book.servers.flows(server)) {
            const traffic::Flow& flow = book.state.flows[i];
            bytes[index(flow.address[flow.client])] += flow.way[0].bytes + flow.way[1].bytes;
        }
    }
    return bytes;
}

void inDnsOverHttps(FindingBook& book, const Server& server, HashMap<std::uint32_t, std::uint64_t>& all) {
    std::uint64_t out = 0, in = 0, packets = 0;
    std::uint32_t first = 0;
    for (const std::uint32_t i : book.servers.flows(server)) {
        const traffic::Flow& flow = book.state.flows[i];
        const TextId name = traffic::serverNameOf(book.state, flow);
        if (name == 0 || familiarity(book.state.texts[name]) != Familiarity::encryptedResolver)
            continue;
        first = packets == 0 ? i : first;
        out += flow.way[flow.client].bytes;
        in += flow.way[flow.server()].bytes;
        packets += flow.packets();
    }
    if (packets == 0)
        return;
    // Names are asked for to speak with somebody: where questions are most of the traffic, they carry something else.
    if (static_cast<double>(out) < book.setting("doh-volume", "bytes"))
        return;
    const traffic::AddressId client = book.state.flows[first].address[book.state.flows[first].client];
    if (all.empty())
        all = externalBytes(book);
    if ((out + in) * 2 < all[index(client)])
        return;
    book.add(server, {"doh-volume",
                      1,
                      "DNS over HTTPS by volume: " + book.text(traffic::AddressId{server.client}) + " asked with " +
                          sized(out) + " and got " + sized(in) + " in " + lasting(server.lastSeen - server.firstSeen) +
                          ", more than all other servers together: names need less, tunnels as much",
                      server.firstFrame,
                      packets,
                      {Trace::To::flow, first}});
}

}  // namespace

void findTunnels(FindingBook& book, const Server& server) { inEchoes(book, server); }

void findDnsOverHttps(FindingBook& book) {
    HashMap<std::uint32_t, std::uint64_t> all;  // made when first asked for
    for (const Server& server : book.servers) {
        if (server.familiarity == Familiarity::encryptedResolver)
            inDnsOverHttps(book, server, all);
    }
}

}  // namespace weir::findings
