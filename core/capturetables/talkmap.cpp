// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capturetables/talkmap.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "core/base/hashmap.h"
#include "core/findings/ranking.h"
#include "core/traffic/clientfacts.h"
#include "core/traffic/hostfacts.h"

namespace weir::capturetables {
namespace {

using findings::Severity;
using GroupKind = TalkMap::GroupKind;

/// Places of items, the worst first, then the largest, then by `tie`.
template <typename Item, typename Tie>
std::vector<std::size_t> ranked(const std::vector<Item>& items, Tie&& tie) {
    std::vector<std::size_t> order(items.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        if (items[a].severity != items[b].severity)
            return items[a].severity > items[b].severity;
        return items[a].bytes != items[b].bytes ? items[a].bytes > items[b].bytes : tie(items[a], items[b]);
    });
    return order;
}

/// How bad each address is, and with whose help.
class Badness {
public:
    Badness(const traffic::Snapshot& snapshot, const TableRequest& request,
            const std::vector<std::vector<TextId>>& names) {
        const traffic::SnapshotData& state = *snapshot;
        m_kept = findings::keptFindings(snapshot, request);
        std::map<std::string_view, std::pair<Severity, const findings::Finding*>> byName;
        for (const findings::RankedFinding& one : findings::ranked(*m_kept, request)) {
            const Severity severity = findings::severity(one.score);
            if (one.finding->address)
                note(state.address(*one.finding->address), severity, one.finding);
            else if (severity != Severity::little)
                byName.emplace(one.finding->subject, std::pair(severity, one.finding));
        }
        for (std::size_t id = 0; !byName.empty() && id < names.size(); ++id) {
            for (const TextId name : names[id]) {
                // The name itself, and each name above it.
                std::string_view text = state.texts[name];
                while (!text.empty()) {
                    if (const auto found = byName.find(text); found != byName.end())
                        note(state.addresses[id], found->second.first, found->second.second);
                    const std::size_t dot = text.find('.');
                    text.remove_prefix(dot == std::string_view::npos ? text.size() : dot + 1);
                }
            }
        }
    }
    Severity of(const IpAddress& address) const {
        const auto found = m_of.find(address);
        return found == m_of.end() ? Severity::little : found->second.first;
    }
    /// Whether what is bad about `address` was seen with this client.
    bool with(const traffic::SnapshotData& state, const IpAddress& address, const IpAddress& client) const {
        const auto found = m_of.find(address);
        if (found == m_of.end())
            return false;
        const std::vector<traffic::AddressId>& clients = found->second.second->clients;
        return clients.empty() || std::any_of(clients.begin(), clients.end(),
                                              [&](traffic::AddressId id) { return state.address(id) == client; });
    }

private:
    void note(const IpAddress& address, Severity severity, const findings::Finding* finding) {
        const auto [at, added] = m_of.try_emplace(address, severity, finding);
        if (!added && severity > at->second.first)
            at->second = {severity, finding};
    }

    std::shared_ptr<const std::vector<findings::Finding>> m_kept;
    HashMap<IpAddress, std::pair<Severity, const findings::Finding*>> m_of;
};

class Maker {
public:
    Maker(const traffic::Snapshot& snapshot, const TableRequest& request, const table::Table& pairs,
          std::span<const std::uint32_t> rows, const TalkMapLimits& limits)
        : m_state(*snapshot),
          m_request(request),
          m_limits(limits),
          m_home(findings::homeOf(*snapshot, request)),
          m_names(traffic::namesOfAddresses(*snapshot)),
          m_bad(snapshot, request, m_names) {
        for (std::uint32_t id = 0; id < m_state.addresses.size(); ++id) m_ids.emplace(m_state.addresses[id], id);
        collect(pairs, rows);
    }

    TalkMap make() {
        judge();
        foldClients();
        foldHosts();
        link();
        nameClients();
        return std::move(m_out);
    }

private:
    void collect(const table::Table& pairs, std::span<const std::uint32_t> rows) {
        const auto column = [&](std::string_view name) { return table::findColumn(pairs.schema(), name); };
        const auto client = column("client"), server = column("server"), packets = column("packets");
        const auto bytes = column(m_request.wireBytes ? "wire_bytes" : "bytes");
        if (!client || !server || !packets || !bytes)
            return;
        std::string scratch;
        for (const std::uint32_t row : rows) {
            IpAddress near = pairs.cell(row, *client, scratch).address;
            IpAddress far = pairs.cell(row, *server, scratch).address;
            if (!m_home.contains(near) && m_home.contains(far))
                std::swap(near, far);
            TalkMap::Link& link = m_pairs[{clientOf(near), hostOf(far)}];
            link.bytes += static_cast<std::uint64_t>(pairs.cell(row, *bytes, scratch).integer);
            link.packets += static_cast<std::uint64_t>(pairs.cell(row, *packets, scratch).integer);
        }
    }

    std::size_t clientOf(const IpAddress& address) {
        const auto [at, added] = m_clientOf.try_emplace(address, m_clients.size());
        if (added)
            m_clients.push_back({address, {}, 1, 0, Severity::little});
        return at->second;
    }

    std::size_t hostOf(const IpAddress& address) {
        const auto [at, added] = m_hostOf.try_emplace(address, m_hosts.size());
        if (!added)
            return at->second;
        TalkMap::Host host;
        host.address = address;
        host.severity = m_bad.of(address);
        if (const auto id = m_ids.find(address); id != m_ids.end() && !m_names[id->second].empty())
            host.name = m_state.texts[m_names[id->second].front()];
        if (m_request.owners)
            host.owner = m_request.owners->of(address).asOrganization;
        if (host.owner.empty())
            host.owner = traffic::noteOf(m_request.notes.get(), address).whoisOrganization;
        host.group = groupOf(host);
        m_hosts.push_back(std::move(host));
        return at->second;
    }

    std::size_t groupOf(const TalkMap::Host& host) {
        std::pair<GroupKind, std::string> key{GroupKind::unnamed, {}};
        const Scope scope = traffic::scopeFor(*host.address, m_home);
        if (scope == Scope::multicast || scope == Scope::broadcast) {
            key.first = GroupKind::everybody;
        } else if (m_home.contains(*host.address)) {
            key.first = GroupKind::home;
        } else if (!host.name.empty()) {
            const std::string domain = m_state.suffixes ? m_state.suffixes->guestDomain(host.name) : std::string();
            key = !host.owner.empty() ? std::pair(GroupKind::owner, host.owner)
                                      : std::pair(GroupKind::domain, domain.empty() ? host.name : domain);
        }
        const auto [at, added] = m_groupOf.try_emplace(key, m_groups.size());
        if (added)
            m_groups.push_back({key.first, key.second, 0, 0, Severity::little});
        return at->second;
    }

    /// Sums and severities from the pairs up.
    void judge() {
        for (auto& [pair, link] : m_pairs) {
            TalkMap::Client& client = m_clients[pair.first];
            TalkMap::Host& host = m_hosts[pair.second];
            // Scans and the like are findings about the client itself.
            link.severity = m_bad.with(m_state, *host.address, *client.address) ? host.severity : Severity::little;
            client.bytes += link.bytes;
            host.bytes += link.bytes;
            client.severity = std::max({client.severity, link.severity, m_bad.of(*client.address)});
        }
        for (const TalkMap::Host& host : m_hosts) {
            TalkMap::Group& group = m_groups[host.group];
            ++group.hosts;
            group.bytes += host.bytes;
            group.severity = std::max(group.severity, host.severity);
        }
    }

    void foldClients() {
        const auto order = ranked(m_clients, [](const auto& a, const auto& b) { return *a.address < *b.address; });
        m_clientPlace.resize(m_clients.size());
        const bool whole = order.size() <= m_limits.clients;
        const std::size_t own = whole ? order.size() : m_limits.clients - 1;
        for (std::size_t i = 0; i < order.size(); ++i) {
            const TalkMap::Client& client = m_clients[order[i]];
            m_clientPlace[order[i]] = std::min(i, own);
            if (i <= own)
                m_out.clients.push_back(client);
            if (i < own)
                continue;
            TalkMap::Client& rest = m_out.clients.back();
            if (i == own)
                rest = {std::nullopt, {}, 0, 0, client.severity};
            ++rest.count;
            rest.bytes += client.bytes;
        }
    }

    void foldHosts() {
        std::vector<std::size_t> groups = ranked(
            m_groups, [](const auto& a, const auto& b) { return std::tie(a.kind, a.name) < std::tie(b.kind, b.name); });
        const bool whole = m_hosts.size() <= m_limits.hosts;
        const std::size_t own = whole || groups.size() <= m_limits.groups ? groups.size() : m_limits.groups - 1;
        // What no name led to is never among the others.
        const auto unnamed = std::find_if(groups.begin(), groups.end(), [&](std::size_t group) {
            return m_groups[group].kind == GroupKind::unnamed;
        });
        if (own > 0 && unnamed - groups.begin() >= static_cast<std::ptrdiff_t>(own) && unnamed != groups.end())
            std::rotate(groups.begin() + static_cast<std::ptrdiff_t>(own) - 1, unnamed, unnamed + 1);
        for (std::size_t i = 0; i < own; ++i) m_out.groups.push_back(m_groups[groups[i]]);
        if (own < groups.size()) {
            m_out.groups.push_back({GroupKind::others, {}, 0, 0, m_groups[groups[own]].severity});
            for (std::size_t i = own; i < groups.size(); ++i) {
                m_out.groups.back().hosts += m_groups[groups[i]].hosts;
                m_out.groups.back().bytes += m_groups[groups[i]].bytes;
            }
        }
        std::vector<std::size_t> placeOf(m_groups.size());
        for (std::size_t i = 0; i < groups.size(); ++i) placeOf[groups[i]] = std::min(i, own);

        // A row for the rest of each group, and one for each host as long as there is room: first those that are bad.
        const auto order = ranked(m_hosts, [](const auto& a, const auto& b) { return *a.address < *b.address; });
        std::size_t room = whole ? m_hosts.size() : m_limits.hosts - std::min(m_limits.hosts, m_out.groups.size());
        std::vector<std::vector<std::size_t>> shown(m_out.groups.size()), folded(m_out.groups.size());
        for (const std::size_t host : order) {
            const std::size_t group = placeOf[m_hosts[host].group];
            const bool alone = m_out.groups[group].hosts == 1;  // needs no more room than the rest of it would
            if (group < own && (alone || room > 0)) {
                shown[group].push_back(host);
                room -= alone && !whole ? 0 : 1;
            } else {
                folded[group].push_back(host);
            }
        }
        m_hostPlace.resize(m_hosts.size());
        for (std::size_t group = 0; group < m_out.groups.size(); ++group) {
            if (folded[group].size() == 1 && group < own)
                shown[group].push_back(std::exchange(folded[group], {}).front());
            for (const std::size_t host : shown[group]) {
                m_hostPlace[host] = m_out.hosts.size();
                m_out.hosts.push_back(m_hosts[host]);
                m_out.hosts.back().group = group;
            }
            if (folded[group].empty())
                continue;
            TalkMap::Host rest{group, std::nullopt, {}, {}, 0, 0, m_hosts[folded[group].front()].severity};
            for (const std::size_t host : folded[group]) {
                m_hostPlace[host] = m_out.hosts.size();
                ++rest.count;
                rest.bytes += m_hosts[host].bytes;
            }
            m_out.hosts.push_back(std::move(rest));
        }
    }

    void link() {
        std::map<std::pair<std::size_t, std::size_t>, TalkMap::Link> links;
        for (const auto& [pair, one] : m_pairs) {
            const std::size_t client = m_clientPlace[pair.first], host = m_hostPlace[pair.second];
            TalkMap::Link& link = links[{client, host}];
            link.client = client;
            link.host = host;
            link.bytes += one.bytes;
            link.packets += one.packets;
            link.severity = std::max(link.severity, one.severity);
        }
        for (const auto& [pair, link] : links) m_out.links.push_back(link);
    }

    void nameClients() {
        for (const traffic::ClientFacts& facts : traffic::collectClients(m_state, m_home)) {
            for (TalkMap::Client& client : m_out.clients) {
                if (client.address == m_state.address(facts.address) && !facts.hostNames.empty())
                    client.name = facts.hostNames.front().text;
            }
        }
    }

    const traffic::SnapshotData& m_state;
    const TableRequest& m_request;
    const TalkMapLimits& m_limits;
    const Networks& m_home;
    const std::vector<std::vector<TextId>> m_names;
    const Badness m_bad;
    HashMap<IpAddress, std::uint32_t> m_ids;
    HashMap<IpAddress, std::size_t> m_clientOf, m_hostOf;
    std::map<std::pair<GroupKind, std::string>, std::size_t> m_groupOf;
    std::vector<TalkMap::Client> m_clients;
    std::vector<TalkMap::Group> m_groups;
    std::vector<TalkMap::Host> m_hosts;
    std::map<std::pair<std::size_t, std::size_t>, TalkMap::Link> m_pairs;
    std::vector<std::size_t> m_clientPlace, m_hostPlace;
    TalkMap m_out;
};

}  // namespace

TableRequest talkRequest(const TableRequest& like) {
    TableRequest request = like;
    request.name = "conversations";
    request.groupBy = {"client", "server"};
    request.twoWay = true;
    return request;
}

TalkMap makeTalkMap(const traffic::Snapshot& snapshot, const TableRequest& request, const table::Table& pairs,
                    std::span<const std::uint32_t> rows, const TalkMapLimits& limits) {
    return Maker(snapshot, request, pairs, rows, limits).make();
}

}  // namespace weir::capturetables
