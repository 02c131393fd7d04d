// SPDX-License-Identifier: GPL-3.0-or-later
// Whom a host tries in vain: scans, sweeps and sprays.
#include <algorithm>

#include "core/base/ipprotocol.h"
#include "core/dissect/dissector.h"
#include "core/findings/findingbook.h"
#include "core/findings/sweeps.h"

namespace weir::findings {
namespace {

using ipprotocol::icmp, ipprotocol::icmpv6, ipprotocol::tcp;

bool isPing(const Sweep& sweep) { return sweep.protocol == icmp || sweep.protocol == icmpv6; }

/// Whether most of the targets are next to another.
bool inRow(const FindingBook& book, const Sweep& sweep) {
    std::size_t near = 0;
    for (std::size_t i = 1; i < sweep.targets.size(); ++i) {
        const IpAddress& one = book.state.address(traffic::AddressId{sweep.targets[i]});
        const IpAddress& other = book.state.address(traffic::AddressId{sweep.targets[i - 1]});
        constexpr std::uint64_t gap = 4;
        near += one.low - other.low + gap <= 2 * gap;
    }
    return near * 2 >= sweep.targets.size();
}

/// Peers of file sharing do not answer either; but they are not neighbours, and some answer.
bool isScan(const FindingBook& book, const Sweep& sweep) {
    constexpr double next = 0.01;
    return sweep.overPorts || sweep.protocol == tcp || inRow(book, sweep) ||
           static_cast<double>(sweep.answered) <= next * static_cast<double>(sweep.tried);
}

Members membersOf(const FindingBook& book, const Sweep& sweep) {
    if (sweep.overPorts)
        return {{book.text(traffic::AddressId{sweep.on})}, 1};
    Members members{{}, sweep.targets.size()};
    for (std::size_t i = 0; i < std::min(sweep.targets.size(), Members::maximum); ++i)
        members.first.push_back(book.text(traffic::AddressId{sweep.targets[i]}));
    return members;
}

std::string sentence(const FindingBook& book, const Sweep& sweep, std::size_t further) {
    std::string out = "scan: " + book.text(sweep.client);
    if (sweep.overPorts)
        out += " tried " + counted(sweep.targets.size(), "port") + " on " + book.text(traffic::AddressId{sweep.on});
    else if (isPing(sweep))
        out += " pinged " + counted(sweep.targets.size(), "host");
    else
        out += " tried " + std::string(dissect::protocolName(sweep.protocol)) + " port " + std::to_string(sweep.on) +
               " on " + counted(sweep.targets.size(), "host");
    if (!sweep.overPorts && inRow(book, sweep))
        out += ", one after the other";
    out += ", " + grouped(sweep.answered) + " of " + counted(sweep.tried, "attempt") + " answered";
    if (sweep.refused > 0)
        out += ", " + grouped(sweep.refused) + " refused (reset)";
    if (further > 0)
        out += ", and did the like with " + counted(further, sweep.overPorts ? "other host" : "other port");
    return out;
}

/// A name server, or one that leases addresses: on small networks the router, which may look who is there.
bool servesTheNetwork(const FindingBook& book, const IpAddress& address) {
    const auto id = book.find(address);
    const Server* server = id ? book.servers.find(*id) : nullptr;
    if (server == nullptr)
        return false;
    constexpr std::uint16_t dns = 53, dhcp = 67;
    const auto flows = book.servers.flows(*server);
    return std::any_of(flows.begin(), flows.end(), [&](std::uint32_t i) {
        const traffic::Flow& flow = book.state.flows[i];
        const std::uint16_t port = flow.port[flow.server()];
        return flow.hasPorts && (port == dns || port == dhcp);
    });
}

/// Who asks by ARP for very many hosts that are not there. A busy router asks for many, too, but over hours. Not worth
/// as much as a scan that reaches beyond ARP: inventories do it, and home routers that look who is there.
void byArp(FindingBook& book) {
    const double enough = book.setting("scan", "targets"), most = book.setting("scan", "answered");
    constexpr std::int64_t slowest = 5'000'000'000;  // for each target
    for (const traffic::ArpAsker& asker : book.state.arp) {
        const auto targets = static_cast<double>(asker.targets.size());
        const std::int64_t lasted = asker.lastSeen - asker.firstSeen;
        std::size_t near = 0;
        for (std::size_t i = 1; i < asker.targets.size(); ++i) near += asker.targets[i] - asker.targets[i - 1] + 4 <= 8;
        if (targets < enough || static_cast<double>(asker.answers) > most * targets ||
            near * 2 < asker.targets.size() || lasted > slowest * static_cast<std::int64_t>(asker.targets.size()))
            continue;
        constexpr double byArpAlone = 0.5, ofRouter = 0.2;
        const bool router = servesTheNetwork(book, asker.address);
        const std::string who = asker.address.toString();
        Members members{{}, asker.targets.size()};
        for (std::size_t i = 0; i < std::min(asker.targets.size(), Members::maximum); ++i)
            members.first.push_back(IpAddress::v4(asker.targets[i]).toString());
        Reason reason{"scan",
                      router ? ofRouter : byArpAlone,
                      "scan: " + who + " asked by ARP for " + counted(asker.targets.size(), "host") +
                          ", one after the other, in " + lasting(lasted) + ", " + counted(asker.answers, "answer") +
                          (router ? " (weak: it serves names or addresses to this network)" : ""),
                      asker.firstFrame,
                      asker.requests,
                      {Trace::To::arp}};
        if (const auto id = book.find(asker.address)) {
            book.add(*id, std::move(reason));
            book.addMembers(*id, std::move(members));
        } else {
            book.add(who, std::move(reason));
            book.addMembers(who, std::move(members));
        }
    }
}

}  // namespace

void findScans(FindingBook& book) {
    byArp(book);
    const std::vector<Sweep> sweeps =
        findSweeps(book, book.setting("scan", "targets"), book.setting("scan", "answered"));
    for (std::size_t at = 0; at < sweeps.size();) {
        // The largest of a client is told, the others are counted.
        const Sweep* largest = nullptr;
        std::size_t further = 0;
        const traffic::AddressId client = sweeps[at].client;
        for (; at < sweeps.size() && sweeps[at].client == client; ++at) {
            if (largest == nullptr && isScan(book, sweeps[at]))
                largest = &sweeps[at];
            else if (largest != nullptr && sweeps[at].overPorts == largest->overPorts)
                further += isScan(book, sweeps[at]);
        }
        if (largest == nullptr)
            continue;
        book.add(client, {"scan",
                          1,
                          sentence(book, *largest, further),
                          largest->firstFrame,
                          largest->packets,
                          {isPing(*largest) ? Trace::To::subject : Trace::To::attempts}});
        book.addMembers(client, membersOf(book, *largest));
    }
}

}  // namespace weir::findings
