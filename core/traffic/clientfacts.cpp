// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/traffic/clientfacts.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "core/base/dnslabels.h"
#include "core/base/text.h"
#include "core/protocol/dns.h"
#include "core/protocol/synfingerprint.h"
#include "core/protocol/systemnames.h"
#include "core/traffic/flowservice.h"

namespace weir::traffic {
namespace {

constexpr std::uint32_t nobody = UINT32_MAX;

/// Which card is behind which address.
class Cards {
public:
    Cards(const SnapshotData& state, const Networks& home) {
        const auto isLocal = [&](const IpAddress& address) {
            const Scope scope = scopeOf(address);
            return home.contains(address) || scope == Scope::linkLocal || scope == Scope::unspecified;
        };
        const AppendOnly<Station>& stations = state.stations;
        for (std::size_t i = 0; i < stations.size(); ++i)
            if (stations[i].claimed)
                claim(stations[i]);
        for (std::size_t i = 0; i < state.inspected.leases.size(); ++i) claim(state.inspected.leases[i]);
        // What a router sends is not its own. A card that sends for one IPv4 address, and claims no other, is that
        // one's.
        std::set<HardwareAddress> routers;
        std::map<HardwareAddress, unsigned> sends;
        for (const auto& [hardware, addresses] : m_addresses)
            sends[hardware] = std::any_of(addresses.begin(), addresses.end(), countsAlone);
        for (std::size_t i = 0; i < stations.size(); ++i) {
            if (!isLocal(stations[i].address))
                routers.insert(stations[i].hardware);
            else if (countsAlone(stations[i].address) && of(stations[i].address) == 0)
                ++sends[stations[i].hardware];
        }
        for (std::size_t i = 0; i < stations.size(); ++i) {
            const Station& station = stations[i];
            const bool foreign = !countsAlone(station.address) && routers.contains(station.hardware);
            if (isLocal(station.address) && !foreign && sends[station.hardware] <= 1)
                claim(station);
        }
    }
    HardwareAddress of(const IpAddress& address) const {
        const auto found = m_byAddress.find(address);
        return found == m_byAddress.end() ? 0 : found->second;
    }
    /// One of the addresses that are known to be the same machine's.
    const IpAddress& machine(const IpAddress& address) const {
        const auto found = m_addresses.find(of(address));
        constexpr std::ptrdiff_t most = 2;  // a new lease, not a proxy
        const bool one = found != m_addresses.end() && !found->second.empty() &&
                         std::count_if(found->second.begin(), found->second.end(), countsAlone) <= most;
        return one ? found->second.front() : address;
    }

private:
    /// An IPv4 address that no machine gives itself beside another.
    static bool countsAlone(const IpAddress& address) {
        return address.version == 4 && scopeOf(address) != Scope::linkLocal && scopeOf(address) != Scope::unspecified;
    }
    void claim(const Station& station) {
        if (m_byAddress.try_emplace(station.address, station.hardware).second)
            m_addresses[station.hardware].push_back(station.address);
    }
    std::map<IpAddress, HardwareAddress> m_byAddress;
    std::map<HardwareAddress, std::vector<IpAddress>> m_addresses;
};

/// What is said of a machine, before it is put in order.
struct Said {
    std::vector<ClientFact> hostNames, users, domains, systems;
    std::map<std::string, std::tuple<bool, std::uint64_t, std::uint32_t>>
        agents;  ///< by system: own part, count, frame
    std::string synSignature;
    std::uint32_t synFrame = 0;
};

std::string_view firstLabel(std::string_view name) { return name.substr(0, name.find('.')); }

/// The name before ".local", where it is one machine's; empty elsewhere.
std::string_view multicastName(std::string_view name) {
    constexpr std::string_view ending = ".local";
    if (!name.ends_with(ending))
        return {};
    name.remove_suffix(ending.size());
    return name.find('.') == std::string_view::npos && !name.starts_with('_') ? name : std::string_view{};
}

class Collection {
public:
    Collection(const SnapshotData& state, const Networks& home)
        : m_state(state), m_home(home), m_cards(state, home), m_rows(state.addresses.size(), nobody) {}

    std::vector<ClientFacts> collect() {
        for (std::size_t i = 0; i < m_state.flows.size(); ++i) count(m_state.flows[i]);
        readIdentities();
        readDns();
        readAgents();
        for (ClientFacts& client : m_clients) complete(client);
        return std::move(m_clients);
    }

private:
    void count(const Flow& flow) {
        for (const int side : {0, 1}) {
            const IpAddress& address = m_state.address(flow.address[side]);
            std::uint32_t& row = m_rows[index(flow.address[side])];
            if (row == nobody && flow.way[side].packets > 0 && m_home.contains(address)) {
                row = static_cast<std::uint32_t>(m_clients.size());
                m_clients.emplace_back().address = flow.address[side];
            }
        }
        const bool toItself = flow.address[0] == flow.address[1];
        for (const int side : {0, 1}) {
            const std::uint32_t row = m_rows[index(flow.address[side])];
            if (row == nobody)
                continue;
            ClientFacts& client = m_clients[row];
            client.bytesOut += flow.way[side].bytes;
            client.bytesIn += flow.way[1 - side].bytes;
            if (toItself && side == 1)
                continue;
            client.packets += flow.packets();
            client.wireBytes += flow.way[0].wireBytes + flow.way[1].wireBytes;
            client.firstSeen = std::min(client.firstSeen, flow.firstSeen());
            client.lastSeen = std::max(client.lastSeen, flow.lastSeen());
            const std::string_view service = serviceOf(m_state, flow);
            if (side == flow.server() && flow.way[side].packets > 0 && !service.empty() && service != "unknown")
                client.services.add(service);
        }
    }

    Said& said(const IpAddress& address) { return m_said[m_cards.machine(address)]; }

    void readIdentities() {
        const AppendOnly<IdentityFact>& facts = m_state.inspected.identity;
        for (std::size_t i = 0; i < facts.size(); ++i) {
            const IdentityFact& fact = facts[i];
            Said& machine = said(m_state.address(m_state.addresses.told(fact.address)));
            const ClientFact known{std::string(m_state.texts[fact.text]), fact.source, fact.frame};
            switch (fact.kind) {
                case IdentityKind::hostName:
                    machine.hostNames.push_back(known);
                    break;
                case IdentityKind::user:
                    machine.users.push_back(known);
                    break;
                case IdentityKind::domain:
                    machine.domains.push_back(known);
                    break;
                case IdentityKind::system:
                    machine.systems.push_back(known);
                    break;
                case IdentityKind::synSignature:
                    machine.synSignature = known.text;
                    machine.synFrame = known.frame;
                    break;
            }
        }
    }

    /// Names that machines answer for or want to have, by multicast DNS (RFC 6762) and LLMNR (RFC 4795).
    void readDns() {
        constexpr std::uint16_t any = 255;
        const DnsLog& log = m_state.dns;
        for (std::size_t i = 0; i < log.messages.size(); ++i) {
            const DnsMessageRow& message = log.messages[i];
            const bool multicast =
                message.serverPort == protocol::multicastDnsPort || message.clientPort == protocol::multicastDnsPort;
            if (!multicast && message.serverPort != protocol::llmnrPort && message.clientPort != protocol::llmnrPort)
                continue;
            const IdentitySource source = multicast ? IdentitySource::mdns : IdentitySource::llmnr;
            const auto add = [&](const IpAddress& address, TextId text) {
                const std::string_view written = m_state.texts[text];
                // Both protocols write names in UTF-8.
                const std::string name = unescapedName(multicast ? multicastName(written) : written);
                if (name.empty())
                    return;
                constexpr std::size_t most = 64;
                std::vector<ClientFact>& names = said(address).hostNames;
                const bool known = std::any_of(names.begin(), names.end(), [&](const ClientFact& fact) {
                    return fact.source == source && fact.text == name;
                });
                if (!known && names.size() < most)
                    names.push_back({name, source, message.frame});
            };
            const IpAddress& sender = m_state.address(message.isResponse ? message.server : message.client);
            if (!message.isResponse) {
                for (std::uint32_t q = 0; q < message.questionCount; ++q) {
                    const DnsQuestionRow& question = log.questions[message.firstQuestion + q];
                    if (question.type == any && question.typeKnown)
                        add(sender, question.name);
                }
                continue;
            }
            for (std::uint32_t a = 0; a < message.answerCount; ++a) {
                const DnsAnswerRow& answer = log.answers[message.firstAnswer + a];
                if (!answer.hasAddress)
                    continue;
                const IpAddress& named = m_state.address(m_state.addresses.told(answer.address));
                if (m_cards.machine(named) == m_cards.machine(sender))
                    add(sender, answer.owner);
            }
        }
    }

    void readAgents() {
        std::map<TextId, protocol::NamedSystem> systems;
        const AppendOnly<HttpRow>& rows = m_state.inspected.http;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const HttpRow& row = rows[i];
            if (row.userAgent == 0)
                continue;
            const Flow& flow = m_state.flows[index(row.flow)];
            if (m_rows[index(flow.address[flow.client])] == nobody)
                continue;
            const auto [known, isNew] = systems.try_emplace(row.userAgent);
            if (isNew)
                known->second = protocol::systemOfAgent(m_state.texts[row.userAgent]);
            if (known->second.name.empty())
                continue;
            auto& agents = said(m_state.address(flow.address[flow.client])).agents;
            const auto [agent, added] = agents.try_emplace(known->second.name, false, 0, row.frame);
            std::get<bool>(agent->second) |= known->second.ofSystem;
            ++std::get<std::uint64_t>(agent->second);
        }
    }

    void complete(ClientFacts& client) {
        const IpAddress& address = m_state.address(client.address);
        client.hardware = m_cards.of(address);
        const auto found = m_said.find(m_cards.machine(address));
        if (found == m_said.end())
            return;
        Said machine = found->second;
        addSystems(machine);
        // NetBIOS cuts names to 15 octets.
        const auto sameName = [](const std::string& one, const std::string& other) {
            constexpr std::size_t netbios = 15;
            const std::string_view left = firstLabel(one), right = firstLabel(other);
            const bool cut = left.size() == netbios || right.size() == netbios;
            return sameButCase(left, right) || (cut && sameButCase(left.substr(0, netbios), right.substr(0, netbios)));
        };
        client.hostNames = inOrder(machine.hostNames, sameName);
        client.users =
            inOrder(machine.users, [](const auto& one, const auto& other) { return sameButCase(one, other); });
        const bool sure = std::any_of(client.users.begin(), client.users.end(), [](const ClientFact& fact) {
            return fact.source != IdentitySource::kerberosRequest;
        });
        if (sure)
            std::erase_if(client.users,
                          [](const auto& fact) { return fact.source == IdentitySource::kerberosRequest; });
        client.domains = inOrder(machine.domains, sameName);
        client.systems = systemsOf(machine.systems);
    }

    /// The more trustworthy first, and of the same the earlier; each once.
    template <typename Same>
    static std::vector<ClientFact> inOrder(std::vector<ClientFact> facts, Same same) {
        std::stable_sort(facts.begin(), facts.end(), [](const ClientFact& a, const ClientFact& b) {
            return std::tie(a.source, a.frame) < std::tie(b.source, b.frame);
        });
        std::vector<ClientFact> out;
        for (ClientFact& fact : facts) {
            constexpr std::size_t most = 64;
            const auto known =
                std::find_if(out.begin(), out.end(), [&](const ClientFact& one) { return same(one.text, fact.text); });
            if (known == out.end() && out.size() < most)
                out.push_back(std::move(fact));
        }
        return out;
    }

    /// What programs and connections say, after what the system itself does.
    void addSystems(Said& machine) {
        std::vector<std::pair<std::string, std::tuple<bool, std::uint64_t, std::uint32_t>>> agents(
            machine.agents.begin(), machine.agents.end());
        std::stable_sort(agents.begin(), agents.end(), [](const auto& a, const auto& b) {
            return std::tie(std::get<0>(a.second), std::get<1>(a.second)) >
                   std::tie(std::get<0>(b.second), std::get<1>(b.second));
        });
        // Programs that pretend to run elsewhere are outnumbered.
        if (!agents.empty())
            machine.systems.push_back(
                {agents.front().first, IdentitySource::userAgent, std::get<2>(agents.front().second)});
        if (machine.synSignature.empty())
            return;
        if (!m_database) {
            const auto loaded = protocol::SynDatabase::load();
            m_database = loaded ? loaded.value() : protocol::SynDatabase("");
        }
        std::string system = m_database->match(machine.synSignature);
        if (system.empty())
            return;
        // Others speak Windows' dialects, too.
        if (protocol::systemFamily(system) != "Windows")
            std::erase_if(machine.systems,
                          [](const ClientFact& fact) { return fact.source == IdentitySource::smbDialect; });
        machine.systems.push_back({std::move(system), IdentitySource::syn, machine.synFrame});
    }

    static std::vector<ClientFact> systemsOf(std::vector<ClientFact> facts) {
        // A build is exact; SMB's words and DHCP's lists come from the system itself.
        static constexpr IdentitySource order[] = {
            IdentitySource::ntlm,       IdentitySource::smb,       IdentitySource::dhcp, IdentitySource::browser,
            IdentitySource::smbDialect, IdentitySource::userAgent, IdentitySource::syn};
        const auto rank = [](IdentitySource source) { return std::find(std::begin(order), std::end(order), source); };
        std::stable_sort(facts.begin(), facts.end(), [&](const ClientFact& a, const ClientFact& b) {
            return std::pair(rank(a.source), a.frame) < std::pair(rank(b.source), b.frame);
        });
        std::vector<ClientFact> out;
        for (ClientFact& fact : facts) {
            // Kernels open connections alike, whatever is made of them.
            const bool bySyn = fact.source == IdentitySource::syn;
            const auto same = std::find_if(out.begin(), out.end(), [&](const ClientFact& known) {
                return protocol::mayBeSameSystem(known.text, fact.text) ||
                       (bySyn && protocol::systemFamily(known.text) == protocol::systemFamily(fact.text));
            });
            if (same == out.end())
                out.push_back(std::move(fact));
            else if (!bySyn && protocol::saysMore(fact.text, same->text))
                *same = std::move(fact);
        }
        return out;
    }

    const SnapshotData& m_state;
    const Networks& m_home;
    const Cards m_cards;
    std::vector<std::uint32_t> m_rows;  ///< by address
    std::vector<ClientFacts> m_clients;
    std::map<IpAddress, Said> m_said;  ///< by machine
    std::optional<protocol::SynDatabase> m_database;
};

}  // namespace

std::vector<ClientFacts> collectClients(const SnapshotData& state, const Networks& home) {
    return Collection(state, home).collect();
}

}  // namespace weir::traffic
