// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/traffic/home.h"

#include <algorithm>

#include "core/base/ipprotocol.h"
#include "core/traffic/icmpkinds.h"
#include "core/traffic/snapshot.h"

namespace weir::traffic {
namespace {

using ipprotocol::igmp, ipprotocol::tcp, ipprotocol::icmpv6;

/// What is known of an address, in bits.
using Traits = std::uint16_t;
enum Trait : Traits {
    fixedHome = 1,        ///< of a network that always is home
    group = 2,            ///< multicast or broadcast: nobody in particular
    unfit = 4,            ///< unspecified or loopback: nobody's place in a network
    outside = 8,          ///< public
    opened = 16,          ///< opened a conversation to a public address
    openedAnswered = 32,  ///< the same, and was answered
    wasOpened = 64,       ///< somebody opened a conversation to it and was answered, or a fixed home did
    atHome = 128,         ///< inferred
    classed = 256         ///< the first four are known
};

Traits traitsOf(const IpAddress& address) {
    switch (scopeOf(address)) {
        case Scope::privateUse:
            return fixedHome;
        case Scope::multicast:
        case Scope::broadcast:
            return group;
        case Scope::none:
        case Scope::unspecified:
        case Scope::loopback:
            return unfit;
        case Scope::publicUse:
            return outside;
        default:
            return 0;
    }
}

/// Follows who takes part in every conversation: at most two can, of whom the one with several peers is wanted.
class InAll {
public:
    void add(std::uint32_t one, std::uint32_t other) {
        if (m_first) {
            m_first = false;
            m_candidates[0] = {one, other};
            m_candidates[1] = {other, one};
            return;
        }
        for (Candidate& candidate : m_candidates) {
            const bool takesPart = candidate.address == one || candidate.address == other;
            const std::uint32_t peer = candidate.address == one ? other : one;
            candidate.severalPeers |= peer != candidate.peer;
            candidate.lost |= !takesPart;
        }
    }
    std::optional<std::uint32_t> found(const std::vector<Traits>& traits) const {
        for (const Candidate& candidate : m_candidates) {
            if (!m_first && !candidate.lost && candidate.severalPeers && (traits[candidate.address] & group) == 0)
                return candidate.address;
        }
        return std::nullopt;
    }

private:
    struct Candidate {
        std::uint32_t address = 0, peer = 0;
        bool severalPeers = false, lost = false;
    };
    Candidate m_candidates[2];
    bool m_first = true;
};

/// What is seen of the conversations of a family.
struct Family {
    InAll all;       ///< of all conversations without a fixed home
    InAll answered;  ///< of those with a public address, both of whose ends spoke: what others shout about is left out
    bool publicTalkers = false;
    bool hosts = false;  ///< a fixed home talks with a public address
    bool asked = false;  ///< there is a conversation without a fixed home
};

bool isHousekeeping(const Flow& flow) {
    if (flow.protocol == igmp)
        return true;
    if (flow.protocol != icmpv6)
        return false;
    for (int i = 0; const auto kind = icmpKind(flow, i); ++i) {
        if ((kind->type < 130 || kind->type > 137) && kind->type != 143)
            return false;
    }
    return icmpKind(flow, 0).has_value();
}

bool wasAnswered(const Flow& flow) {
    const int server = flow.server();
    if (flow.way[server].packets == 0)
        return false;
    return flow.protocol != tcp || !flow.sawOpening || (flow.flagsSeen[server] & dissect::syn) != 0;
}

class Inference {
public:
    explicit Inference(const SnapshotData& state) : m_state(state), m_traits(state.addresses.size()) {}

    InferredHome infer() {
        for (std::size_t i = 0; i < m_state.flows.size(); ++i) see(m_state.flows[i]);
        for (const bool six : {false, true}) {
            if (m_families[six].asked)
                decide(six);
        }
        InferredHome out;
        for (std::size_t i = 0; i < m_traits.size(); ++i) {
            if ((m_traits[i] & atHome) != 0)
                out.addresses.push_back(m_state.addresses[i]);
        }
        std::sort(out.addresses.begin(), out.addresses.end());
        std::vector<Prefix> prefixes = out.networks.prefixes();
        for (const IpAddress& address : out.addresses) prefixes.push_back(Prefix::make(address, address.bits()));
        out.networks = Networks(std::move(prefixes));
        for (const bool six : {false, true}) {
            const Family& family = m_families[six];
            const bool any = std::any_of(out.addresses.begin(), out.addresses.end(),
                                         [six](const IpAddress& a) { return (a.version == 6) == six; });
            out.undecided[six] = family.publicTalkers && !family.hosts && !any;
        }
        return out;
    }

private:
    void classify(std::uint32_t address) {
        if ((m_traits[address] & classed) == 0)
            m_traits[address] = static_cast<Traits>(m_traits[address] | traitsOf(m_state.addresses[address]) | classed);
    }

    void see(const Flow& flow) {
        const std::uint32_t client = index(flow.address[flow.client]), server = index(flow.address[flow.server()]);
        // Once a fixed home is known to talk with the outside, there is nothing new in its other conversations: where
        // millions of addresses are scanned, they need not be classed.
        for (const std::uint32_t end : {client, server}) {
            if ((m_traits[end] & fixedHome) == 0 || !m_families[m_state.addresses[end].version == 6].hosts)
                continue;
            if (end == client)
                m_traits[server] |= wasOpened;
            return;
        }
        classify(client);
        classify(server);
        const Traits traits = m_traits[client] | m_traits[server];
        if ((traits & fixedHome) != 0 && (traits & outside) == 0)
            return;
        Family& family = m_families[m_state.addresses[client].version == 6];
        family.publicTalkers |= (traits & outside) != 0;
        if ((traits & fixedHome) != 0) {
            family.hosts = true;
            if ((m_traits[client] & fixedHome) != 0)
                m_traits[server] |= wasOpened;
            return;
        }
        if ((traits & unfit) != 0 || client == server || isHousekeeping(flow))
            return;
        family.asked = true;
        family.all.add(client, server);
        if ((traits & group) != 0)
            return;
        const bool answered = wasAnswered(flow);
        if ((traits & outside) != 0 && flow.way[0].packets > 0 && flow.way[1].packets > 0)
            family.answered.add(client, server);
        if ((m_traits[server] & outside) != 0)
            m_traits[client] |= answered ? opened | openedAnswered : opened;
        if (answered)
            m_traits[server] |= wasOpened;
    }

    void decide(bool six) {
        for (const InAll* everywhere : {&m_families[six].all, &m_families[six].answered}) {
            if (const auto found = everywhere->found(m_traits)) {
                m_traits[*found] |= atHome;
                return;
            }
        }
        if (!takeOpeners(six, openedAnswered)) {
            takeOpeners(six, opened);
            return;
        }
        // Openers whom nobody answered are home, too, unless all that they tried is home: then they are scanners.
        for (std::size_t i = 0; i < m_state.flows.size(); ++i) {
            const Flow& flow = m_state.flows[i];
            const std::uint32_t client = index(flow.address[flow.client]);
            const Traits target = m_traits[index(flow.address[flow.server()])];
            if ((m_state.addresses[client].version == 6) == six && isOpener(client, opened) &&
                (target & outside) != 0 && (target & atHome) == 0)
                m_late.push_back(client);
        }
        for (const std::uint32_t address : m_late) m_traits[address] |= atHome;
        m_late.clear();
    }

    bool isOpener(std::uint32_t address, Trait how) const { return (m_traits[address] & (how | wasOpened)) == how; }

    bool takeOpeners(bool six, Trait how) {
        bool any = false;
        for (std::uint32_t i = 0; i < m_traits.size(); ++i) {
            if (isOpener(i, how) && (m_state.addresses[i].version == 6) == six) {
                m_traits[i] |= atHome;
                any = true;
            }
        }
        return any;
    }

    const SnapshotData& m_state;
    std::vector<Traits> m_traits;  ///< by address
    Family m_families[2];
    std::vector<std::uint32_t> m_late;
};

}  // namespace

InferredHome inferHome(const SnapshotData& state) { return Inference(state).infer(); }

std::string inferredHomeText(const InferredHome& home) {
    constexpr std::size_t most = 8;
    std::string out;
    if (!home.addresses.empty()) {
        out = "taken for home by its conversations, besides the private networks: ";
        for (std::size_t i = 0; i < std::min(most, home.addresses.size()); ++i)
            out += (i == 0 ? "" : ", ") + home.addresses[i].toString();
        if (home.addresses.size() > most)
            out += " and " + std::to_string(home.addresses.size() - most) + " more";
    }
    if (home.undecided[0] || home.undecided[1]) {
        out += out.empty() ? "" : "; ";
        out += "which addresses are home cannot be told";
        if (home.undecided[0] != home.undecided[1])
            out += home.undecided[0] ? " for IPv4" : " for IPv6";
    }
    return out;
}

}  // namespace weir::traffic
