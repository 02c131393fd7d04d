// SPDX-License-Identifier: GPL-3.0-or-later
// Reasons that lie in whom a host tries: scans, and remote control between home hosts.
#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "core/analysis/evidence.h"
#include "core/analysis/findings.h"
#include "core/analysis/tablemakers.h"

namespace weir::analysis {
namespace {

constexpr std::uint8_t tcp = 6, udp = 17;

struct Attempts {
    std::unordered_set<std::uint64_t> targets;  ///< address and port
    std::unordered_set<std::uint32_t> addresses;
    std::unordered_set<std::uint16_t> ports;
    std::uint64_t tried = 0, answered = 0, packets = 0;
    std::uint32_t firstFrame = UINT32_MAX;
};

/// Whether the server let the client in, not merely refused it.
bool wasAnswered(const Flow& flow) {
    if (flow.way[flow.server()].packets == 0)
        return false;
    return flow.protocol != tcp || (flow.flagsSeen[flow.server()] & dissect::syn) != 0;
}

void scans(FindingBook& book) {
    std::unordered_map<std::uint32_t, Attempts> clients;
    for (std::size_t i = 0; i < book.state.flows.size(); ++i) {
        const Flow& flow = book.state.flows[i];
        const bool attempt =
            (flow.protocol == tcp && (flow.sawOpening || flow.way[flow.server()].packets == 0)) || flow.protocol == udp;
        const Scope target = scopeOf(book.state.address(flow.address[flow.server()]));
        if (!attempt || !flow.hasPorts || target == Scope::multicast || target == Scope::broadcast)
            continue;
        Attempts& client = clients[index(flow.address[flow.client])];
        const std::uint32_t address = index(flow.address[flow.server()]);
        const std::uint16_t port = flow.port[flow.server()];
        client.targets.insert(std::uint64_t{address} << 16 | port);
        client.addresses.insert(address);
        client.ports.insert(port);
        ++client.tried;
        client.answered += wasAnswered(flow);
        client.packets += flow.packets();
        client.firstFrame = std::min(client.firstFrame, flow.firstFrame());
    }
    for (const auto& [id, client] : clients) {
        const double share = static_cast<double>(client.answered) / static_cast<double>(client.tried);
        if (static_cast<double>(client.targets.size()) < book.weights.setting("scan", "targets") ||
            share > book.weights.setting("scan", "answered"))
            continue;
        book.add(AddressId{id}, {"scan",
                                 1,
                                 "scan: tried " + counted(client.ports.size(), "port") + " on " +
                                     counted(client.addresses.size(), "host") + ", " + grouped(client.answered) +
                                     " of " + counted(client.tried, "attempt") + " answered",
                                 client.firstFrame,
                                 client.packets,
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
        const Flow& flow = book.state.flows[i];
        const AddressId client = flow.address[flow.client];
        const AddressId server = flow.address[flow.server()];
        const std::string_view service = serviceOf(book.state, flow);
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
        book.add(AddressId{id}, {"lateral",
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

}  // namespace weir::analysis
