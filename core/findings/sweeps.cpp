// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/sweeps.h"

#include <algorithm>
#include <bit>
#include <tuple>

#include "core/base/ipprotocol.h"
#include "core/findings/findingbook.h"

namespace weir::findings {
namespace {

using ipprotocol::icmp, ipprotocol::icmpv6, ipprotocol::tcp, ipprotocol::udp;

/// FIN, Xmas and NULL scans: a closed port answers with a reset. In a connection every segment after the SYN has ACK.
bool probesWithoutSyn(const traffic::Flow& flow) {
    return (flow.flagsSeen[flow.client] & (dissect::syn | dissect::ack | dissect::rst)) == 0;
}

bool isAttempt(const traffic::Flow& flow) {
    if (flow.protocol == icmp || flow.protocol == icmpv6)
        return true;
    const bool opens = flow.sawOpening || flow.way[flow.server()].packets == 0 || probesWithoutSyn(flow);
    return flow.hasPorts && ((flow.protocol == tcp && opens) || flow.protocol == udp);
}

bool isForMany(const IpAddress& address) {
    return address.version == 4 ? address.low >= 0xe0000000u : address.high >> 56 == 0xff;
}

/// Sweeps by client, protocol, and port or host. Strangers choose the keys, hence the seed.
class Tally {
public:
    explicit Tally(bool overPorts) : m_overPorts(overPorts) {}

    /// The number of the sweep that the flow may belong to.
    std::uint32_t count(const traffic::Flow& flow, std::uint32_t on) {
        const traffic::AddressId client = flow.address[flow.client];
        const std::uint32_t at = m_known.findOrAdd(hash(flow, on), static_cast<std::uint32_t>(m_sweeps.size()),
                                                   [&](std::uint32_t i) { return same(m_sweeps[i], flow, on); });
        if (at == m_sweeps.size())
            m_sweeps.push_back({client, flow.protocol, m_overPorts, on, {}});
        Sweep& sweep = m_sweeps[at];
        const bool answered = wasAnswered(flow);
        ++sweep.tried;
        sweep.answered += answered;
        sweep.refused += flow.protocol == tcp && !answered && (flow.flagsSeen[flow.server()] & dissect::rst) != 0;
        sweep.packets += flow.packets();
        sweep.firstFrame = std::min(sweep.firstFrame, flow.firstFrame());
        return at;
    }
    /// Leaves what may be a sweep; whether anything is left.
    bool keepVain(double targets, double answered) {
        m_vain.resize(m_sweeps.size());
        bool any = false;
        for (std::size_t i = 0; i < m_sweeps.size(); ++i) {
            const Sweep& sweep = m_sweeps[i];
            m_vain[i] = static_cast<double>(sweep.tried) >= targets &&
                        static_cast<double>(sweep.answered) <= answered * static_cast<double>(sweep.tried);
            any |= m_vain[i];
        }
        return any;
    }
    void add(std::uint32_t at, std::uint32_t target) {
        // Many flows may lead to one target in a row.
        if (m_vain[at] && (m_sweeps[at].targets.empty() || m_sweeps[at].targets.back() != target))
            m_sweeps[at].targets.push_back(target);
    }
    void take(std::vector<Sweep>& out, double targets) {
        for (Sweep& sweep : m_sweeps) {
            // Addresses are numbered as they appear, so that those of a scan are in order already.
            if (!std::is_sorted(sweep.targets.begin(), sweep.targets.end()))
                std::sort(sweep.targets.begin(), sweep.targets.end());
            sweep.targets.erase(std::unique(sweep.targets.begin(), sweep.targets.end()), sweep.targets.end());
            if (static_cast<double>(sweep.targets.size()) >= targets)
                out.push_back(std::move(sweep));
        }
    }

private:
    std::uint64_t hash(const traffic::Flow& flow, std::uint32_t on) const {
        return m_seed(std::uint64_t{index(flow.address[flow.client])} << 32 | on, flow.protocol);
    }
    static bool same(const Sweep& sweep, const traffic::Flow& flow, std::uint32_t on) {
        return sweep.on == on && sweep.client == flow.address[flow.client] && sweep.protocol == flow.protocol;
    }
    const bool m_overPorts;
    const HashSeed m_seed;
    Interner m_known;
    std::vector<Sweep> m_sweeps;
    std::vector<bool> m_vain;
};

/// How often clients tried hosts, an octet for several of them together: never too few, seldom too many. Keeps the many
/// pairs out of a tally that are tried a few times.
class Often {
public:
    explicit Often(std::size_t flows) : m_counts(std::bit_ceil(std::clamp<std::size_t>(flows, 64, most))) {}
    void add(const traffic::Flow& flow) {
        std::uint8_t& count = m_counts[place(flow)];
        count = static_cast<std::uint8_t>(count + (count < UINT8_MAX));
    }
    bool reaches(const traffic::Flow& flow, double times) const {
        return m_counts[place(flow)] >= std::min<double>(times, UINT8_MAX);
    }

private:
    static constexpr std::size_t most = std::size_t{1} << 26;
    std::size_t place(const traffic::Flow& flow) const {
        const auto id = [&](int side) { return std::uint64_t{index(flow.address[side])}; };
        return m_seed(id(flow.client) << 32 | id(flow.server()), flow.protocol) & (m_counts.size() - 1);
    }
    const HashSeed m_seed;
    std::vector<std::uint8_t> m_counts;
};

}  // namespace

std::vector<Sweep> findSweeps(const FindingBook& book, double targets, double answered) {
    const traffic::SnapshotData& state = book.state;
    // Who sweeps has at least so many flows without an answer; most captures have nobody.
    const double few = targets * (1 - answered);
    std::vector<bool> scanners(state.addresses.size());
    bool any = false;
    for (std::size_t i = 0; i < scanners.size(); ++i) {
        scanners[i] = book.servers.vain(traffic::AddressId{static_cast<std::uint32_t>(i)}) >= few;
        any = any || scanners[i];
    }
    std::vector<Sweep> out;
    if (!any)
        return out;
    std::vector<bool> forMany(state.addresses.size());
    for (std::size_t i = 0; i < forMany.size(); ++i) forMany[i] = isForMany(state.addresses[i]);
    // A sweep for each flow: first over hosts, then over ports.
    std::vector<std::uint32_t> sweepOf(state.flows.size(), Interner::none);
    Tally hosts(false), ports(true);
    Often often(state.flows.size());
    for (std::size_t i = 0; i < state.flows.size(); ++i) {
        const traffic::Flow& flow = state.flows[i];
        if (!scanners[index(flow.address[flow.client])] || !isAttempt(flow) ||
            forMany[index(flow.address[flow.server()])])
            continue;
        sweepOf[i] = hosts.count(flow, flow.hasPorts ? flow.port[flow.server()] : 0u);
        often.add(flow);
    }
    const bool hostsSwept = hosts.keepVain(targets, answered);
    for (std::size_t i = 0; i < sweepOf.size(); ++i) {
        if (sweepOf[i] == Interner::none)
            continue;
        const traffic::Flow& flow = state.flows[i];
        const std::uint32_t host = index(flow.address[flow.server()]);
        if (hostsSwept)
            hosts.add(sweepOf[i], host);
        sweepOf[i] = flow.hasPorts && often.reaches(flow, targets) ? ports.count(flow, host) : Interner::none;
    }
    hosts.take(out, targets);
    if (ports.keepVain(targets, answered)) {
        for (std::size_t i = 0; i < sweepOf.size(); ++i) {
            if (sweepOf[i] != Interner::none)
                ports.add(sweepOf[i], state.flows[i].port[state.flows[i].server()]);
        }
        ports.take(out, targets);
    }
    std::sort(out.begin(), out.end(), [](const Sweep& a, const Sweep& b) {
        return std::tuple(a.client, b.targets.size(), a.overPorts, a.protocol, a.on) <
               std::tuple(b.client, a.targets.size(), b.overPorts, b.protocol, b.on);
    });
    return out;
}

}  // namespace weir::findings
