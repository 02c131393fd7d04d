// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/servers.h"

#include <algorithm>

#include "core/base/ipprotocol.h"
#include "core/traffic/flowservice.h"
#include "core/traffic/toldaddresses.h"

namespace weir::findings {
namespace {

using ipprotocol::tcp;

/// The kind that says most about a server with several names: what is abused before what is familiar.
Familiarity worst(Familiarity one, Familiarity other) {
    const auto rank = [](Familiarity f) {
        switch (f) {
            case Familiarity::torGateway:
                return 9;
            case Familiarity::miningPool:
                return 8;
            case Familiarity::dynamicDns:
                return 7;
            case Familiarity::tunnelService:
                return 6;
            case Familiarity::paste:
                return 5;
            case Familiarity::abusedTld:
                return 4;
            case Familiarity::addressCheck:
                return 3;
            case Familiarity::encryptedResolver:
                return 2;
            case Familiarity::unknown:
                return 1;
            case Familiarity::platform:
                return 1;
            case Familiarity::familiar:
            case Familiarity::ownNetwork:
                return 0;
        }
        return 0;
    };
    return rank(one) >= rank(other) ? one : other;
}

}  // namespace

bool wasAnswered(const traffic::Flow& flow) {
    if (flow.way[flow.server()].packets == 0)
        return false;
    return flow.protocol != tcp || (flow.flagsSeen[flow.server()] & dissect::syn) != 0 ||
           (flow.flagsSeen[flow.server()] & dissect::rst) == 0;
}

const Server* Servers::find(traffic::AddressId id) const {
    const std::uint32_t at = index(id) < m_byAddress.size() ? m_byAddress[index(id)] : 0;
    return at == 0 ? nullptr : &m_servers[at - 1];
}

Servers::Servers(const traffic::SnapshotData& state, const Networks& home)
    : m_byAddress(state.addresses.size()), m_vain(state.addresses.size()) {
    m_told.resize(state.addresses.size());
    std::vector<bool> atHome(state.addresses.size());
    for (std::size_t i = 0; i < state.addresses.size(); ++i) atHome[i] = home.contains(state.addresses[i]);
    for (std::size_t i = 0; i < state.flows.size(); ++i) {
        const traffic::Flow& flow = state.flows[i];
        m_vain[index(flow.address[flow.client])] += !wasAnswered(flow);
    }
    struct Kept {
        std::uint32_t flow, server;
    };
    std::vector<Kept> kept;
    for (std::size_t i = 0; i < state.flows.size(); ++i) {
        const traffic::Flow& flow = state.flows[i];
        const traffic::AddressId client = flow.address[flow.client], address = flow.address[flow.server()];
        if (client == address || !atHome[index(client)] || (m_vain[index(client)] > mostVain && !wasAnswered(flow)))
            continue;
        std::uint32_t& at = m_byAddress[index(address)];
        if (at == 0) {
            const Scope scope = scopeOf(state.address(address));
            if (scope == Scope::multicast || scope == Scope::broadcast || scope == Scope::unspecified)
                continue;
            m_servers.emplace_back();
            at = static_cast<std::uint32_t>(m_servers.size());
            Server& server = m_servers.back();
            server.address = address;
            server.external = !atHome[index(address)] && scope == Scope::publicUse;
            m_external += server.external;
        }
        kept.push_back({static_cast<std::uint32_t>(i), at - 1});
        Server& server = m_servers[at - 1];
        ++server.flowCount;
        server.packets += flow.packets();
        server.bytesOut += flow.way[flow.client].bytes;
        server.bytesIn += flow.way[flow.server()].bytes;
        server.firstSeen = std::min(server.firstSeen, flow.firstSeen());
        server.lastSeen = std::max(server.lastSeen, flow.lastSeen());
        server.firstFrame = std::min(server.firstFrame, flow.firstFrame());
    }
    std::uint32_t next = 0;
    for (Server& server : m_servers) {
        server.firstFlow = next;
        next += server.flowCount;
        server.flowCount = 0;
    }
    m_flows.resize(next);
    for (const Kept& each : kept) {
        Server& server = m_servers[each.server];
        m_flows[server.firstFlow + server.flowCount++] = each.flow;
    }
    kept = {};

    const auto addName = [](Server& server, TextId name) {
        constexpr std::size_t mostNames = 64;
        if (name != 0 && server.names.size() < mostNames &&
            std::find(server.names.begin(), server.names.end(), name) == server.names.end())
            server.names.push_back(name);
    };
    for (std::size_t i = 0; i < state.dns.messages.size(); ++i) {
        const traffic::DnsMessageRow& message = state.dns.messages[i];
        for (std::uint32_t a = 0; a < message.answerCount; ++a) {
            const traffic::DnsAnswerRow& answer = state.dns.answers[message.firstAnswer + a];
            if (!answer.hasAddress)
                continue;
            m_dnsSeen = true;
            m_told[index(message.client)] = true;
            const std::uint32_t at = m_byAddress[index(state.addresses.told(answer.address))];
            if (at == 0)
                continue;
            addName(m_servers[at - 1],
                    message.questionCount > 0 ? state.dns.questions[message.firstQuestion].name : answer.owner);
        }
    }

    const traffic::ToldAddresses told(state);
    std::vector<std::pair<std::uint64_t, std::uint32_t>> order;  // client and port, flow
    for (Server& server : m_servers) {
        const auto begin = m_flows.begin() + server.firstFlow, end = begin + server.flowCount;
        order.clear();
        for (auto at = begin; at != end; ++at) {
            const traffic::Flow& flow = state.flows[*at];
            order.emplace_back(std::uint64_t{index(flow.address[flow.client])} << 16 | flow.port[flow.server()], *at);
        }
        std::sort(order.begin(), order.end());
        std::transform(order.begin(), order.end(), begin, [](const auto& each) { return each.second; });
        server.toldOthers = told.toAnybody(server.address);
        server.namedBy = traffic::NamedBy::dns;
        for (auto at = begin; at != end;) {
            const traffic::AddressId client = state.flows[*at].address[state.flows[*at].client];
            std::uint32_t firstFrame = UINT32_MAX;
            bool byTls = false, byHttp = false, toldBefore = true;
            const traffic::ToldAddresses::Answers* answers = told.toClient(client, server.address);
            for (; at != end && state.flows[*at].address[state.flows[*at].client] == client; ++at) {
                const traffic::Flow& flow = state.flows[*at];
                firstFrame = std::min(firstFrame, flow.firstFrame());
                toldBefore = toldBefore && answers && told.before(*answers, flow);
                constexpr std::uint16_t dnsOverTls = 853;
                m_encryptedDns |= flow.application != 0 && flow.hasPorts && flow.port[flow.server()] == dnsOverTls;
                const TextId name = traffic::serverNameOf(state, flow);
                const traffic::NameSource source = traffic::serverNameSource(state, flow);
                if (name == 0 || isBareAddress(state.texts[name]) || source == traffic::NameSource::proxied)
                    continue;
                // A Host header can lie: where DNS says whose the name is, only DNS counts.
                const bool lies = source == traffic::NameSource::http && told.resolved(name) &&
                                  std::find(server.names.begin(), server.names.end(), name) == server.names.end();
                server.claimsFalsely |= lies;
                byTls |= source == traffic::NameSource::tls;
                byHttp |= source == traffic::NameSource::http && !lies;
                if (!lies)
                    addName(server, name);
            }
            if (server.clients++ == 0 || firstFrame == server.firstFrame)
                server.client = index(client);
            const traffic::NamedBy seen =
                traffic::strongest({.told = answers != nullptr,
                                    .toldBefore = toldBefore,
                                    .toldOthers = server.toldOthers,
                                    .byTls = byTls,
                                    .byHttp = byHttp,
                                    .byCapture = state.captureNames.contains(state.address(server.address))});
            server.namedBy = std::max(server.namedBy, seen);
        }
        bool first = true;
        for (const TextId name : server.names) {
            const Familiarity found = familiarity(state.texts[name], *state.suffixes);
            server.familiarity = first ? found : worst(server.familiarity, found);
            first = false;
        }
        // What only the client claims proves nothing where its DNS was seen and never said so.
        const bool onlyClaimed = server.namedBy == traffic::NamedBy::http;
        if (onlyClaimed && server.isFamiliar() && m_told[server.client])
            server.familiarity = Familiarity::unknown;
        m_encryptedDns |= server.familiarity == Familiarity::encryptedResolver;
        m_externalBytes += server.external ? server.bytesIn + server.bytesOut : 0;
    }
}

}  // namespace weir::findings
