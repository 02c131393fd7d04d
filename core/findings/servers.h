// SPDX-License-Identifier: GPL-3.0-or-later
// The servers that hosts at home spoke with, each with its flows and names: what most rules for findings look at.
#pragma once

#include <optional>
#include <span>

#include "core/findings/familiar.h"
#include "core/traffic/hostfacts.h"

namespace weir::findings {

struct Server {
    traffic::AddressId address{0};
    bool external = false;                              ///< public, and outside the home networks
    traffic::NamedBy namedBy = traffic::NamedBy::none;  ///< as the table hosts says it; of external ones
    bool toldOthers = false;                            ///< a DNS answer named it, to whomever
    bool claimsFalsely = false;                         ///< a client used a name of which DNS says that it is elsewhere
    Familiarity familiarity = Familiarity::unknown;     ///< of the names; what is worst of them counts
    std::uint32_t client = 0;                           ///< the first one's AddressId
    std::uint32_t clients = 0;                          ///< how many
    std::uint32_t firstFrame = UINT32_MAX;
    std::uint32_t firstFlow = 0, flowCount = 0;  ///< into Servers' flows
    std::uint64_t packets = 0, bytesOut = 0, bytesIn = 0;
    std::int64_t firstSeen = INT64_MAX, lastSeen = INT64_MIN;
    std::vector<TextId> names;  ///< distinct, those of DNS first

    bool isFamiliar() const { return familiarity == Familiarity::familiar; }
};

/// All servers, in order of first appearance. A client that tries very many addresses in vain (a scan) makes no servers
/// of them. Memory:
/// 8 octets an address, 12 a flow that is kept, and the servers. Two passes over the flows, one over DNS answers.
class Servers {
public:
    Servers(const traffic::SnapshotData& state, const Networks& home);

    /// More targets than this without an answer are a scan's.
    static constexpr std::uint32_t mostVain = 64;

    const std::vector<Server>& all() const { return m_servers; }
    std::vector<Server>::const_iterator begin() const { return m_servers.begin(); }
    std::vector<Server>::const_iterator end() const { return m_servers.end(); }
    std::size_t external() const { return m_external; }
    /// Indices into State::flows, by client and port, then in order of appearance.
    std::span<const std::uint32_t> flows(const Server& server) const {
        return std::span(m_flows).subspan(server.firstFlow, server.flowCount);
    }
    /// Null where the address is nobody's server.
    const Server* find(traffic::AddressId id) const;
    bool dnsSeen() const { return m_dnsSeen; }
    /// Whether anybody asks a resolver in a way that cannot be read.
    bool encryptedDns() const { return m_encryptedDns; }
    std::uint64_t externalBytes() const { return m_externalBytes; }  ///< of all external servers together
    /// How many flows this client began without an answer.
    std::uint32_t vain(traffic::AddressId client) const { return m_vain[index(client)]; }
    /// Whether DNS answers told this client anything.
    bool toldAnything(traffic::AddressId client) const { return m_told[index(client)]; }

private:
    std::vector<std::uint32_t> m_byAddress;  ///< 1 + index into m_servers; 0 none
    std::vector<std::uint32_t> m_vain;       ///< by client
    std::vector<Server> m_servers;
    std::vector<std::uint32_t> m_flows;
    std::vector<bool> m_told;  ///< by client
    std::size_t m_external = 0;
    std::uint64_t m_externalBytes = 0;
    bool m_dnsSeen = false, m_encryptedDns = false;
};

/// Whether the server let the client in, not merely refused it.
bool wasAnswered(const traffic::Flow& flow);

}  // namespace weir::findings
