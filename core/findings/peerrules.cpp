// SPDX-License-Identifier: GPL-3.0-or-later
// Peers of one protocol (file sharing, calls, games): one finding for all of them instead of one for each.
#include <algorithm>
#include <set>
#include <tuple>

#include "core/base/ipprotocol.h"
#include "core/findings/findingbook.h"
#include "core/traffic/flowservice.h"

namespace weir::findings {
namespace {

using ipprotocol::udp;

/// A server that a client reached from a port it uses for many.
struct Peer {
    std::uint32_t client;
    std::uint16_t port;  ///< the client's
    std::uint32_t server, flow;
};

constexpr std::uint16_t byBitTorrent = 0, byOwnTcp = 1;  // for a port: of TCP each connection has another

}  // namespace

void findPeers(FindingBook& book) {
    const traffic::SnapshotData& state = book.state;
    std::vector<Peer> peers;
    for (const Server& server : book.servers) {
        if (!server.external)
            continue;
        const bool unnamed = server.namedBy == traffic::NamedBy::none;
        for (const std::uint32_t i : book.servers.flows(server)) {
            const traffic::Flow& flow = state.flows[i];
            const bool shares = traffic::serviceOf(state, flow) == "bittorrent";
            const bool unknown = flow.protocol != udp && serviceOf(state, flow) == "unknown";
            if (flow.hasPorts && (unknown || (unnamed && (flow.protocol == udp || shares))))
                peers.push_back({index(flow.address[flow.client]),
                                 shares    ? byBitTorrent
                                 : unknown ? byOwnTcp
                                           : flow.port[flow.client],
                                 index(server.address), i});
        }
    }
    const auto key = [](const Peer& peer) { return std::tuple(peer.client, peer.port); };
    std::sort(peers.begin(), peers.end(), [&](const Peer& a, const Peer& b) {
        return std::tuple(key(a), a.server, a.flow) < std::tuple(key(b), b.server, b.flow);
    });
    for (std::size_t at = 0; at < peers.size();) {
        const std::size_t begin = at;
        Members members;
        std::uint64_t packets = 0;
        std::uint32_t firstFrame = UINT32_MAX;
        for (; at < peers.size() && key(peers[at]) == key(peers[begin]); ++at) {
            if (at == begin || peers[at].server != peers[at - 1].server) {
                ++members.count;
                if (members.first.size() < Members::maximum)
                    members.first.push_back(book.text(traffic::AddressId{peers[at].server}));
            }
            packets += state.flows[peers[at].flow].packets();
            firstFrame = std::min(firstFrame, state.flows[peers[at].flow].firstFrame());
        }
        std::set<std::uint16_t> ports;
        for (std::size_t i = begin; i < at && ports.size() < 5; ++i) {
            const traffic::Flow& flow = state.flows[peers[i].flow];
            ports.insert(flow.port[flow.server()]);
        }
        // Peers choose their ports; servers of one program share one.
        const bool ownTcp = peers[begin].port == byOwnTcp;
        if (static_cast<double>(members.count) < book.setting("peers", "peers") || (ownTcp && ports.size() < 5))
            continue;
        for (std::size_t i = begin; i < at; ++i) {
            for (const std::string_view symptom :
                 {"never-named", "rare", "no-answer", "unknown-protocol", "unfamiliar"})
                book.withdraw(traffic::AddressId{peers[i].server}, symptom);
        }
        const traffic::AddressId client{peers[begin].client};
        const std::string from = peers[begin].port == byBitTorrent ? "by BitTorrent"
                                 : ownTcp                          ? "by an unknown protocol on TCP"
                                          : "from its port " + std::to_string(peers[begin].port);
        book.add(client, {"peers",
                          1,
                          "peers: " + book.text(client) + " spoke with " + grouped(members.count) + " addresses " +
                              from + ", as file sharing, calls and games do",
                          firstFrame,
                          packets,
                          {Trace::To::attempts}});
        book.addMembers(client, std::move(members));
    }
}

}  // namespace weir::findings
