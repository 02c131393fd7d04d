// SPDX-License-Identifier: GPL-3.0-or-later
// Whom a host tries in vain: scans, sweeps and sprays.
#include <algorithm>
#include <map>
#include <tuple>

#include "core/base/ipprotocol.h"
#include "core/dissect/dissector.h"
#include "core/findings/findingbook.h"

namespace weir::findings {
namespace {

using ipprotocol::icmp, ipprotocol::icmpv6, ipprotocol::tcp, ipprotocol::udp;

/// How a client tried one port on many hosts, or many ports of one host.
struct Sweep {
    std::vector<std::uint32_t> targets;  ///< address ids, or ports; in the end each once, rising
    std::uint64_t tried = 0, answered = 0, refused = 0, packets = 0;
    std::uint32_t firstFrame = UINT32_MAX;

    void add(const traffic::Flow& flow, std::uint32_t target) {
        targets.push_back(target);
        ++tried;
        answered += wasAnswered(flow);
        refused += flow.protocol == tcp && !wasAnswered(flow) && (flow.flagsSeen[flow.server()] & dissect::rst) != 0;
        packets += flow.packets();
        firstFrame = std::min(firstFrame, flow.firstFrame());
    }
    /// Addresses are numbered as they appear, so that those of a scan are in order already.
    void count() {
        if (!std::is_sorted(targets.begin(), targets.end()))
            std::sort(targets.begin(), targets.end());
        targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
    }
};

using Key = std::tuple<std::uint32_t, std::uint8_t, std::uint32_t>;  ///< client, protocol, port or host

bool isAttempt(const traffic::Flow& flow) {
    if (flow.protocol == icmp || flow.protocol == icmpv6)
        return true;
    return flow.hasPorts && ((flow.protocol == tcp && (flow.sawOpening || flow.way[flow.server()].packets == 0)) ||
                             flow.protocol == udp);
}

bool isForMany(const IpAddress& address) {
    return address.version == 4 ? address.low >= 0xe0000000u : address.high >> 56 == 0xff;
}

class Sweeps {
public:
    explicit Sweeps(const FindingBook& book) : m_book(book) {
        const double few = book.setting("scan", "targets") * (1 - book.setting("scan", "answered"));
        bool any = false;
        for (std::size_t i = 0; i < book.state.addresses.size() && !any; ++i)
            any = isScanner(traffic::AddressId{static_cast<std::uint32_t>(i)}, few);
        if (!any)
            return;
        // Only hosts that were tried often can have been tried on many ports.
        std::vector<std::uint32_t> tries(book.state.addresses.size());
        for (std::size_t i = 0; i < book.state.flows.size(); ++i) {
            const traffic::Flow& flow = book.state.flows[i];
            const traffic::AddressId client = flow.address[flow.client], server = flow.address[flow.server()];
            if (!isScanner(client, few) || !isAttempt(flow) || isForMany(book.state.address(server)))
                continue;
            const std::uint32_t port = flow.hasPorts ? flow.port[flow.server()] : 0u;
            byPort[{index(client), flow.protocol, port}].add(flow, index(server));
            ++tries[index(server)];
        }
        for (std::size_t i = 0; i < book.state.flows.size(); ++i) {
            const traffic::Flow& flow = book.state.flows[i];
            const traffic::AddressId client = flow.address[flow.client], server = flow.address[flow.server()];
            if (tries[index(server)] >= few && flow.hasPorts && isScanner(client, few) && isAttempt(flow))
                byHost[{index(client), flow.protocol, index(server)}].add(flow, flow.port[flow.server()]);
        }
    }
    std::map<Key, Sweep> byPort, byHost;

private:
    bool isScanner(traffic::AddressId client, double few) const { return m_book.servers.vain(client) >= few; }
    const FindingBook& m_book;
};

/// How many of the targets are next to another.
std::size_t neighbours(const FindingBook& book, const Sweep& sweep) {
    std::size_t out = 0;
    for (std::size_t i = 1; i < sweep.targets.size(); ++i) {
        const IpAddress& one = book.state.address(traffic::AddressId{sweep.targets[i]});
        const IpAddress& other = book.state.address(traffic::AddressId{sweep.targets[i - 1]});
        constexpr std::uint64_t near = 4;
        out += one.low - other.low + near <= 2 * near;
    }
    return out;
}

Members membersOf(const FindingBook& book, const Sweep& sweep) {
    Members members{{}, sweep.targets.size()};
    for (std::size_t i = 0; i < std::min(sweep.targets.size(), Members::maximum); ++i)
        members.first.push_back(book.text(traffic::AddressId{sweep.targets[i]}));
    return members;
}

std::string shareOf(const Sweep& sweep) {
    return grouped(sweep.answered) + " of " + counted(sweep.tried, "attempt") + " answered" +
           (sweep.refused == 0 ? std::string{} : ", " + grouped(sweep.refused) + " refused (reset)");
}

}  // namespace

void findScans(FindingBook& book) {
    Sweeps sweeps(book);
    const double enough = book.setting("scan", "targets"), most = book.setting("scan", "answered");
    const auto vain = [&](const Sweep& sweep, double share) {
        return static_cast<double>(sweep.targets.size()) >= enough &&
               static_cast<double>(sweep.answered) <= share * static_cast<double>(sweep.tried);
    };
    for (auto& [key, sweep] : sweeps.byPort) {
        const auto [client, protocol, port] = key;
        sweep.count();
        if (!vain(sweep, most))
            continue;
        // Peers of file sharing do not answer either; but they are not neighbours, and some answer.
        constexpr double next = 0.01;
        const bool inRow = neighbours(book, sweep) * 2 >= sweep.targets.size();
        if (protocol != tcp && !inRow && !vain(sweep, next))
            continue;
        const bool ping = protocol == icmp || protocol == icmpv6;
        const std::string how =
            ping ? "pinged "
                 : "tried " + std::string(dissect::protocolName(protocol)) + " port " + std::to_string(port) + " on ";
        book.add(traffic::AddressId{client},
                 {"scan",
                  1,
                  "scan: " + book.text(traffic::AddressId{client}) + " " + how + counted(sweep.targets.size(), "host") +
                      (inRow ? ", one after the other, " : ", ") + shareOf(sweep),
                  sweep.firstFrame,
                  sweep.packets,
                  {ping ? Trace::To::subject : Trace::To::attempts}});
        book.addMembers(traffic::AddressId{client}, membersOf(book, sweep));
    }
    for (auto& [key, sweep] : sweeps.byHost) {
        const auto [client, protocol, host] = key;
        sweep.count();
        if (!vain(sweep, most))
            continue;
        book.add(traffic::AddressId{client},
                 {"scan",
                  1,
                  "scan: " + book.text(traffic::AddressId{client}) + " tried " + counted(sweep.targets.size(), "port") +
                      " on " + book.text(traffic::AddressId{host}) + ", " + shareOf(sweep),
                  sweep.firstFrame,
                  sweep.packets,
                  {Trace::To::attempts}});
        book.addMembers(traffic::AddressId{client}, {{book.text(traffic::AddressId{host})}, 1});
    }
}

}  // namespace weir::findings
