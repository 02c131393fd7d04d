// SPDX-License-Identifier: GPL-3.0-or-later
// Remote control and file sharing between hosts at home.
#include <map>
#include <set>

#include "core/base/hashmap.h"
#include "core/base/ipprotocol.h"
#include "core/base/text.h"
#include "core/findings/evidence.h"
#include "core/findings/findingbook.h"
#include "core/traffic/flowservice.h"

namespace weir::findings {
namespace {

/// The first time that each host at home was reached by remote control, by service.
struct Reached {
    std::uint32_t client = 0, frame = UINT32_MAX;
    std::set<std::uint32_t> clients;
};
using ReachedHosts = std::map<std::pair<std::uint32_t, std::string>, Reached>;  // by host and service

/// Who was reached and then reached others in the same way: the middle of somebody's way through the network. A server
/// that many reach is none.
void pivot(FindingBook& book, const ReachedHosts& reached) {
    constexpr std::size_t mostClients = 2;
    for (const auto& [key, onward] : reached) {
        const auto& [host, service] = key;
        const auto before = reached.find({onward.client, service});
        if (before == reached.end() || before->second.frame >= onward.frame || before->second.client == host ||
            before->second.clients.size() > mostClients)
            continue;
        const traffic::AddressId middle{onward.client};
        book.add(middle, {"pivot",
                          1,
                          "moved on: " + book.text(middle) + " was reached over " + service + " by " +
                              book.text(traffic::AddressId{before->second.client}) + " (frame " +
                              std::to_string(before->second.frame) + ") and then reached " +
                              book.text(traffic::AddressId{host}) + " in the same way",
                          onward.frame,
                          1,
                          {Trace::To::control}});
        book.addMembers(middle, {{book.text(traffic::AddressId{host})}, 1});
    }
}

void lateral(FindingBook& book) {
    ReachedHosts reached;
    struct Movement {
        std::set<std::uint32_t> targets;
        std::set<std::string> services;
        std::uint64_t packets = 0;
        std::uint32_t firstFrame = UINT32_MAX;
    };
    HashMap<std::uint32_t, Movement> clients;
    for (const Server& server : book.servers) {
        if (!book.isHome(server.address))
            continue;
        for (const std::uint32_t i : book.servers.flows(server)) {
            const traffic::Flow& flow = book.state.flows[i];
            const std::string_view service = traffic::serviceOf(book.state, flow);
            const std::uint16_t port = flow.port[flow.server()];
            if (!flow.hasPorts || !wasAnswered(flow) || !controlsOthers(service, port))
                continue;
            Movement& movement = clients[index(flow.address[flow.client])];
            movement.targets.insert(index(server.address));
            movement.services.insert(service.empty() ? "port " + std::to_string(port) : std::string(service));
            Reached& first = reached[{index(server.address),
                                      service.empty() ? "port " + std::to_string(port) : std::string(service)}];
            first.clients.insert(index(flow.address[flow.client]));
            if (flow.firstFrame() < first.frame) {
                first.frame = flow.firstFrame();
                first.client = index(flow.address[flow.client]);
            }
            movement.packets += flow.packets();
            movement.firstFrame = std::min(movement.firstFrame, flow.firstFrame());
        }
    }
    pivot(book, reached);
    for (const auto& [id, movement] : clients) {
        std::string services;
        for (const std::string& service : movement.services) services += (services.empty() ? "" : ", ") + service;
        const bool many = static_cast<double>(movement.targets.size()) >= book.weights.setting("lateral", "targets");
        book.add(traffic::AddressId{id}, {"lateral",
                                          many ? 1 : 0.5,
                                          "between home hosts: " + book.text(traffic::AddressId{id}) + " used " +
                                              services + " with " + counted(movement.targets.size(), "host") +
                                              ", such as " + book.text(traffic::AddressId{*movement.targets.begin()}) +
                                              ", which is also how attackers move on",
                                          movement.firstFrame,
                                          movement.packets,
                                          {Trace::To::control}});
    }
}

/// Calls that make another machine run something.
void remoteExecution(FindingBook& book) {
    for (const Server& server : book.servers) {
        for (const std::uint32_t i : book.servers.flows(server)) {
            const traffic::Flow& flow = book.state.flows[i];
            if (flow.application == 0)
                continue;
            const traffic::Application& known = book.state.inspected.applications[flow.application - 1];
            if (known.remoteCall == 0)
                continue;
            const traffic::AddressId client = flow.address[flow.client];
            book.add(client, {"remote-execution",
                              1,
                              "remote execution: " + book.text(client) + ' ' + book.shown(known.remoteCall) + " on " +
                                  book.text(server.address) + " (port " + std::to_string(flow.port[flow.server()]) +
                                  ", frame " + std::to_string(known.remoteCallFrame) +
                                  "), as PsExec and its kin run commands on other machines",
                              known.remoteCallFrame,
                              flow.packets(),
                              {Trace::To::flow, i}});
            book.addMembers(client, {{book.text(server.address)}, 1});
        }
    }
}

}  // namespace

void findMovement(FindingBook& book) {
    lateral(book);
    remoteExecution(book);
}

}  // namespace weir::findings
