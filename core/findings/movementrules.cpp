// SPDX-License-Identifier: GPL-3.0-or-later
// Reasons that lie in whom a host tries: scans, and remote control between home hosts.
#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>

#include "core/base/ipprotocol.h"
#include "core/base/text.h"
#include "core/findings/evidence.h"
#include "core/findings/findingbook.h"
#include "core/traffic/flowservice.h"

namespace weir::findings {
namespace {

constexpr std::uint8_t tcp = ipprotocol::tcp, udp = ipprotocol::udp;

/// A flow by which a client tried a server.
struct Attempt {
    std::uint32_t client, address, flow;
    std::uint16_t port;
    bool operator<(const Attempt& other) const {
        return std::tie(client, address, port) < std::tie(other.client, other.address, other.port);
    }
};

/// Whether the server let the client in, not merely refused it.
bool wasAnswered(const traffic::Flow& flow) {
    if (flow.way[flow.server()].packets == 0)
        return false;
    return flow.protocol != tcp || (flow.flagsSeen[flow.server()] & dissect::syn) != 0;
}

/// Whether it was answered by a reset.
bool wasRefused(const traffic::Flow& flow) {
    return flow.protocol == tcp && !wasAnswered(flow) && (flow.flagsSeen[flow.server()] & dissect::rst) != 0;
}

std::vector<Attempt> attempts(const FindingBook& book) {
    std::vector<Attempt> out;
    for (std::uint32_t i = 0; i < book.state.flows.size(); ++i) {
        const traffic::Flow& flow = book.state.flows[i];
        const traffic::AddressId server = flow.address[flow.server()];
        const bool attempt =
            (flow.protocol == tcp && (flow.sawOpening || flow.way[flow.server()].packets == 0)) || flow.protocol == udp;
        if (!attempt || !flow.hasPorts)
            continue;
        const Scope target = scopeOf(book.state.address(server));
        if (target != Scope::multicast && target != Scope::broadcast)
            out.push_back({index(flow.address[flow.client]), index(server), i, flow.port[flow.server()]});
    }
    return out;
}

/// A scan has as many targets as flows: they are sorted and counted, which costs a tenth of keeping sets.
void scans(FindingBook& book) {
    std::vector<Attempt> all = attempts(book);
    std::sort(all.begin(), all.end());
    for (auto begin = all.begin(); begin != all.end();) {
        const auto end = std::find_if(begin, all.end(), [&](const Attempt& a) { return a.client != begin->client; });
        std::uint64_t targets = 0, addresses = 0, answered = 0, refused = 0, packets = 0;
        std::uint32_t firstFrame = UINT32_MAX;
        std::vector<std::uint16_t> ports;
        for (auto at = begin; at != end; ++at) {
            const bool newAddress = at == begin || at->address != (at - 1)->address;
            addresses += newAddress;
            targets += newAddress || at->port != (at - 1)->port;
            ports.push_back(at->port);
            const traffic::Flow& flow = book.state.flows[at->flow];
            answered += wasAnswered(flow);
            refused += wasRefused(flow);
            packets += flow.packets();
            firstFrame = std::min(firstFrame, flow.firstFrame());
        }
        const traffic::AddressId client{begin->client};
        const auto tried = static_cast<std::uint64_t>(end - begin);
        begin = end;
        const double share = static_cast<double>(answered) / static_cast<double>(tried);
        if (static_cast<double>(targets) < book.weights.setting("scan", "targets") ||
            share > book.weights.setting("scan", "answered"))
            continue;
        std::sort(ports.begin(), ports.end());
        const auto distinct = std::unique(ports.begin(), ports.end()) - ports.begin();
        book.add(client,
                 {"scan",
                  1,
                  "scan: tried " + counted(static_cast<std::uint64_t>(distinct), "port") + " on " +
                      counted(addresses, "host") + ", " + grouped(answered) + " of " + counted(tried, "attempt") +
                      " answered" + (refused == 0 ? std::string{} : ", " + grouped(refused) + " refused (reset)"),
                  firstFrame,
                  packets,
                  {Trace::To::attempts}});
    }
}

void lateral(FindingBook& book) {
    struct Movement {
        std::set<std::uint32_t> targets;
        std::set<std::string> services;
        std::uint64_t packets = 0;
        std::uint32_t firstFrame = UINT32_MAX;
    };
    std::unordered_map<std::uint32_t, Movement> clients;
    for (std::size_t i = 0; i < book.state.flows.size(); ++i) {
        const traffic::Flow& flow = book.state.flows[i];
        const traffic::AddressId client = flow.address[flow.client];
        const traffic::AddressId server = flow.address[flow.server()];
        const std::string_view service = traffic::serviceOf(book.state, flow);
        if (client == server || !flow.hasPorts || !wasAnswered(flow) ||
            !controlsOthers(service, flow.port[flow.server()]) || !book.isHome(client) || !book.isHome(server))
            continue;
        Movement& movement = clients[index(client)];
        movement.targets.insert(index(server));
        movement.services.insert(service.empty() ? "port " + std::to_string(flow.port[flow.server()])
                                                 : std::string(service));
        movement.packets += flow.packets();
        movement.firstFrame = std::min(movement.firstFrame, flow.firstFrame());
    }
    for (const auto& [id, movement] : clients) {
        std::string services;
        for (const std::string& service : movement.services) services += (services.empty() ? "" : ", ") + service;
        const bool many = static_cast<double>(movement.targets.size()) >= book.weights.setting("lateral", "targets");
        book.add(traffic::AddressId{id},
                 {"lateral",
                  many ? 1 : 0.5,
                  "between home hosts: " + services + " to " + counted(movement.targets.size(), "host"),
                  movement.firstFrame,
                  movement.packets,
                  {Trace::To::control}});
    }
}

}  // namespace

void findMovement(FindingBook& book) {
    scans(book);
    lateral(book);
}

}  // namespace weir::findings
