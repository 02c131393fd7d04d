// SPDX-License-Identifier: GPL-3.0-or-later
// Servers that no name led to, and names that the capture's own DNS contradicts.
#include <algorithm>

#include "core/base/ipprotocol.h"
#include "core/findings/findingbook.h"
#include "core/protocol/http.h"
#include "core/traffic/flowservice.h"

namespace weir::findings {
namespace {

using ipprotocol::icmp, ipprotocol::tcp, ipprotocol::icmpv6;

/// The traffic with one server, as never-named wants to know it.
struct Outgoing {
    std::uint64_t opened = 0, answered = 0;
    bool onlyPlumbing = true;  ///< nothing but name service, time service or ICMP
    bool onlyPeers = true;     ///< nothing but protocols whose peers are told by other peers
    bool tcpSeen = false;
    bool refused = false;  ///< with a reset
    std::uint16_t port = 0;
};

Outgoing outgoing(const FindingBook& book, const Server& server) {
    Outgoing out;
    for (const std::uint32_t i : book.servers.flows(server)) {
        const traffic::Flow& flow = book.state.flows[i];
        const std::string_view service = traffic::serviceOf(book.state, flow);
        out.opened += flow.sawOpening;
        const bool answered = wasAnswered(flow);
        out.answered += answered;
        out.refused |= flow.protocol == tcp && !answered && flow.way[flow.server()].packets > 0;
        out.tcpSeen |= flow.protocol == tcp;
        out.port = flow.port[flow.server()];
        const bool dnsPort = flow.hasPorts && (out.port == 53 || out.port == 853);
        const bool plumbing =
            service == "dns" || service == "ntp" || dnsPort || flow.protocol == icmp || flow.protocol == icmpv6;
        const bool peers = service == "stun" || service == "rtp" || service == "rtcp" || service == "dtls" ||
                           service == "bittorrent" || service == "wireguard" || service == "teredo";
        out.onlyPlumbing &= plumbing;
        out.onlyPeers &= peers;
    }
    return out;
}

void neverNamed(FindingBook& book, const Server& server) {
    if (server.namedBy != traffic::NamedBy::none || !server.external)
        return;
    const Outgoing out = outgoing(book, server);
    if (out.onlyPlumbing)
        return;
    const double weak = book.setting("never-named", "weak");
    double strength = 1;
    std::string doubt;
    const auto doubted = [&](std::string_view because) {
        strength = std::min(strength, weak);
        doubt += std::string(doubt.empty() ? " (weak: " : ", ") + std::string(because);
    };
    if (!book.servers.toldAnything(traffic::AddressId{server.client}))
        doubted(book.servers.dnsSeen() ? "the client's DNS was not seen" : "the capture holds no DNS answers");
    if (book.servers.encryptedDns())
        doubted("encrypted DNS is in use");
    if (out.tcpSeen && out.opened == 0)
        doubted("its conversations began before the capture");
    if (out.onlyPeers)
        doubted("only peer-to-peer protocols");
    if (!doubt.empty())
        doubt += ")";
    std::string why =
        "never named: " + book.text(traffic::AddressId{server.client}) + " sent it " + counted(server.bytesOut, "byte");
    if (out.port != 0)
        why += " on port " + std::to_string(out.port);
    why += " and no DNS answer, TLS or HTTP name led there, as where malware brings its addresses along" + doubt;
    if (out.answered == 0)
        why += out.refused ? ", refused (reset)" : ", no answer came";
    book.add(server, {"never-named", strength, std::move(why), server.firstFrame, server.packets});
}

/// Of UPnP, WSD and printing: devices at home describe themselves by HTTP to addresses.
bool isLocalPort(std::uint16_t port) {
    return port == 5357 || port == 5358 || port == 2869 || port == 1900 || port == 631;
}

/// TLS or plain HTTP where the name asked for is none.
void toAddress(FindingBook& book, const Server& server) {
    for (const std::uint32_t i : book.servers.flows(server)) {
        const traffic::Flow& flow = book.state.flows[i];
        if (flow.application == 0)
            continue;
        const traffic::Application& known = book.state.inspected.applications[flow.application - 1];
        const std::string_view service = book.state.texts[known.service];
        const bool bare = known.serverName != 0 && isBareAddress(book.state.texts[known.serverName]);
        const std::string who = book.text(flow.address[flow.client]);
        const std::uint16_t port = flow.port[flow.server()];
        if (service == "http" && bare && !(isLocalPort(port) && !server.external))
            book.add(server, {"http-to-address",
                              server.external ? 1 : 0.6,
                              "plain HTTP to a bare address: " + who + " asked " + book.shown(known.serverName) +
                                  ", port " + std::to_string(port) + ", which no name led to",
                              flow.firstFrame(),
                              flow.packets(),
                              {Trace::To::flow, i}});
        const bool named = server.namedBy != traffic::NamedBy::none || server.toldOthers;
        const bool certain = book.servers.toldAnything(flow.address[flow.client]);
        if ((service == "tls" || service == "quic") && known.ja4 != 0 && !known.encryptedHello &&
            (known.serverName == 0 || bare) && !named && (flow.sawOpening || flow.protocol != tcp))
            book.add(server, {"tls-to-address",
                              certain ? 1 : 0.5,
                              "TLS to a bare address: " + who + " named no server on port " + std::to_string(port) +
                                  ", and no name led there",
                              flow.firstFrame(),
                              flow.packets(),
                              {Trace::To::flow, i}});
    }
}

}  // namespace

void findUnnamed(FindingBook& book, const Server& server) {
    neverNamed(book, server);
    toAddress(book, server);
}

}  // namespace weir::findings
