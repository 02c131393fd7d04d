// SPDX-License-Identifier: GPL-3.0-or-later
// Reasons that lie in the traffic with an external address.
#include <algorithm>
#include <array>

#include "core/base/ipprotocol.h"
#include "core/base/text.h"
#include "core/findings/findingbook.h"
#include "core/protocol/identify.h"
#include "core/traffic/direction.h"
#include "core/traffic/flowservice.h"

namespace weir::findings {
namespace {

constexpr std::uint8_t icmp = ipprotocol::icmp, tcp = ipprotocol::tcp, icmpv6 = ipprotocol::icmpv6;

/// Names of public resolvers that speak DNS over HTTPS or TLS: whoever asks them hides its questions.
bool isEncryptedResolver(std::string_view name) {
    static constexpr std::string_view known[] = {"dns.google",
                                                 "cloudflare-dns.com",
                                                 "one.one.one.one",
                                                 "dns.quad9.net",
                                                 "doh.opendns.com",
                                                 "dns.adguard.com",
                                                 "dns.adguard-dns.com",
                                                 "dns.nextdns.io",
                                                 "doh.cleanbrowsing.org",
                                                 "dns.alidns.com",
                                                 "doh.pub",
                                                 "dns0.eu",
                                                 "doh.dns.sb"};
    for (const std::string_view resolver : known) {
        if (name == resolver || (name.size() > resolver.size() && name.ends_with(resolver) &&
                                 name[name.size() - resolver.size() - 1] == '.'))
            return true;
    }
    return false;
}

bool usesEncryptedDns(const traffic::SnapshotData& state) {
    constexpr std::uint16_t dnsOverTls = 853;
    for (std::size_t i = 0; i < state.flows.size(); ++i) {
        const traffic::Flow& flow = state.flows[i];
        const bool answered = flow.way[flow.server()].packets > 0;
        if (flow.hasPorts && answered && flow.port[flow.server()] == dnsOverTls)
            return true;
        if (const TextId name = traffic::serverNameOf(state, flow); name != 0 && isEncryptedResolver(state.texts[name]))
            return true;
    }
    return false;
}

/// The traffic of home clients to one external address, as never-named wants to know it.
struct Outgoing {
    std::uint64_t flows = 0, opened = 0, answered = 0, bytes = 0, packets = 0;
    bool onlyPlumbing = true;  ///< nothing but name service, time service or ICMP
    bool onlyPeers = true;     ///< nothing but protocols whose peers are told by other peers
    bool tcpSeen = false;
    std::uint16_t port = 0;
    std::uint32_t client = 0;
};

Outgoing outgoing(const FindingBook& book, const traffic::HostFacts& host) {
    Outgoing out;
    for (const std::uint32_t i : host.flows) {
        const traffic::Flow& flow = book.state.flows[i];
        if (flow.address[flow.server()] != host.address)
            continue;
        const std::string_view service = traffic::serviceOf(book.state, flow);
        ++out.flows;
        out.opened += flow.sawOpening;
        out.answered += flow.way[flow.server()].packets > 0;
        out.bytes += flow.way[flow.client].bytes;
        out.packets += flow.packets();
        out.tcpSeen |= flow.protocol == tcp;
        out.port = flow.port[flow.server()];
        out.client = index(flow.address[flow.client]);
        const bool dnsPort = flow.hasPorts && (out.port == 53 || out.port == 853);
        const bool plumbing =
            service == "dns" || service == "ntp" || dnsPort || flow.protocol == icmp || flow.protocol == icmpv6;
        const bool peers = service == "stun" || service == "rtp" || service == "bittorrent" || service == "wireguard";
        out.onlyPlumbing &= plumbing;
        out.onlyPeers &= peers;
    }
    return out;
}

void neverNamed(FindingBook& book, const traffic::HostFacts& host, bool noDns, bool encryptedDns) {
    if (host.namedBy != traffic::NamedBy::none || scopeOf(book.state.address(host.address)) != Scope::publicUse)
        return;
    const Outgoing out = outgoing(book, host);
    if (out.flows == 0 || out.onlyPlumbing)
        return;
    const double weak = book.weights.setting("never-named", "weak");
    double strength = 1;
    std::string doubt;
    const auto doubted = [&](double share, std::string_view because) {
        strength = std::min(strength, share);
        doubt += std::string(doubt.empty() ? " (weak: " : ", ") + std::string(because);
    };
    if (noDns)
        doubted(weak, "the capture holds no DNS answers");
    if (encryptedDns)
        doubted(weak, "encrypted DNS is in use");
    if (out.tcpSeen && out.opened == 0)
        doubted(weak, "its conversations began before the capture");
    if (out.onlyPeers)
        doubted(weak, "only peer-to-peer protocols");
    if (!doubt.empty())
        doubt += ")";
    std::string why =
        "never named: " + book.state.addresses[out.client].toString() + " sent it " + counted(out.bytes, "byte");
    if (out.port != 0)
        why += " on port " + std::to_string(out.port);
    why += " and no DNS answer, TLS or HTTP name led there" + doubt;
    if (out.answered == 0)
        why += ", no answer came";
    book.add(host.address, {"never-named", strength, std::move(why), host.firstFrame, host.packets});
}

void rare(FindingBook& book, const traffic::HostFacts& host, std::uint64_t allBytes) {
    if (static_cast<double>(book.hosts.size()) < book.weights.setting("rare", "hosts") ||
        scopeOf(book.state.address(host.address)) != Scope::publicUse)
        return;
    const double share = 100.0 * static_cast<double>(host.bytesOut + host.bytesIn) /
                         static_cast<double>(std::max<std::uint64_t>(allBytes, 1));
    if (host.clients.values().size() > 1 ||
        static_cast<double>(host.flows.size()) > book.weights.setting("rare", "flows") ||
        share > book.weights.setting("rare", "share"))
        return;
    book.add(host.address, {"rare", 1,
                            "rare: 1 client, " + counted(host.flows.size(), "flow") + ", " + realText(share) +
                                " % of the external bytes",
                            host.firstFrame, host.packets});
}

void upload(FindingBook& book, const traffic::HostFacts& host) {
    const double minimum = book.weights.setting("upload", "bytes");
    const double ratio = book.weights.setting("upload", "ratio");
    const auto out = static_cast<double>(host.bytesOut);
    if (out < minimum || out < ratio * static_cast<double>(host.bytesIn) ||
        scopeOf(book.state.address(host.address)) != Scope::publicUse)
        return;
    book.add(host.address,
             {"upload", 1, "big upload: " + counted(host.bytesOut, "byte") + " out, " + grouped(host.bytesIn) + " in",
              host.firstFrame, host.packets});
}

void flowReasons(FindingBook& book, const traffic::HostFacts& host) {
    for (const std::uint32_t i : host.flows) {
        const traffic::Flow& flow = book.state.flows[i];
        if (flow.application == 0)
            continue;
        const auto add = [&](std::string kind, double strength, std::string why, std::uint32_t frame) {
            book.add(host.address,
                     {std::move(kind), strength, std::move(why), frame, flow.packets(), {Trace::To::flow, i}});
        };
        const traffic::Application& known = book.state.inspected.applications[flow.application - 1];
        const auto text = [&](TextId id) { return std::string(book.state.texts[id]); };
        const std::uint16_t port = flow.port[flow.server()];
        if (known.serviceCertain && !known.reversed && flow.hasPorts && directionKnown(book.state, flow) &&
            !protocol::expectedOn(text(known.service), port))
            add("odd-port", 1, "odd port: " + text(known.service) + " on port " + std::to_string(port),
                flow.firstFrame());
        if (known.certificateSelfSigned)
            add("certificate", 1, "certificate: self-signed, for '" + text(known.certificateNames) + "'",
                flow.firstFrame());
        else if (!known.certificateMatches)
            add("certificate", 0.7,
                "certificate: '" + text(known.serverName) + "' was asked for, the certificate is for '" +
                    text(known.certificateNames) + "'",
                flow.firstFrame());
        if (known.credentialsKind != 0)
            add("credentials", 1,
                "credentials in clear: " + text(known.credentialsKind) + " in frame " +
                    std::to_string(known.credentialsFrame),
                known.credentialsFrame);
    }
}

void reputation(FindingBook& book, const traffic::HostFacts& host) {
    if (!book.notes)
        return;
    const auto found = book.notes->find(book.state.address(host.address));
    if (found == book.notes->end() || found->second.malicious <= 0)
        return;
    const traffic::AddressNote& note = found->second;
    const std::int64_t all = note.malicious + std::max<std::int64_t>(note.suspicious, 0) +
                             std::max<std::int64_t>(note.harmless, 0) + std::max<std::int64_t>(note.undetected, 0);
    const bool weak = static_cast<double>(note.malicious) < book.weights.setting("reputation", "malicious");
    book.add(host.address, {"reputation", weak ? 0.1 : 1,
                            "reputation: " + std::to_string(note.malicious) + " of " + std::to_string(all) +
                                " engines call it malicious" + (weak ? " (weak: so few are often mistaken)" : ""),
                            host.firstFrame, host.packets});
}

}  // namespace

void findHosts(FindingBook& book) {
    bool answers = false;
    for (std::size_t i = 0; i < book.state.dns.messages.size() && !answers; ++i)
        answers = book.state.dns.messages[i].isResponse;
    const bool encryptedDns = usesEncryptedDns(book.state);
    std::uint64_t allBytes = 0;
    for (const traffic::HostFacts& host : book.hosts) allBytes += host.bytesOut + host.bytesIn;
    for (const traffic::HostFacts& host : book.hosts) {
        neverNamed(book, host, !answers, encryptedDns);
        upload(book, host);
        flowReasons(book, host);
        reputation(book, host);
        rare(book, host, allBytes);
    }
}

void findHttp(FindingBook& book) {
    const traffic::SnapshotData& state = book.state;
    for (std::size_t i = 0; i < state.inspected.http.size(); ++i) {
        const traffic::HttpRow& row = state.inspected.http[i];
        const traffic::Flow& flow = state.flows[index(row.flow)];
        const traffic::AddressId server = flow.address[flow.server()];
        if (book.isHome(server) || scopeOf(state.address(server)) != Scope::publicUse)
            continue;
        const std::string_view host = state.texts[row.host];
        const std::string where = std::string(state.texts[row.method]) + " http://" + printable(host) +
                                  printable(state.texts[row.target].substr(0, 120));
        const auto add = [&](std::string kind, std::string why) {
            book.add(
                server,
                {std::move(kind), 1, std::move(why), row.frame, flow.packets(), {Trace::To::flow, index(row.flow)}});
        };
        if (isBareAddress(host))
            add("http-to-address", "plain HTTP to a bare address: " + where);
        if (row.fileExecutable)
            add("download", "download: " + std::string(state.texts[row.fileKind]) + " from " + where);
        if (state.texts[row.method] == "POST" || state.texts[row.method] == "PUT")
            add("http-post", "data sent in clear: " + where);
    }
}

}  // namespace weir::findings
