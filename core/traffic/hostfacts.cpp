// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/traffic/hostfacts.h"

#include <algorithm>

#include "core/base/hashmap.h"
#include "core/traffic/flowservice.h"
#include "core/traffic/toldaddresses.h"

namespace weir::traffic {
namespace {

bool isExternal(const IpAddress& address, const Networks& home) {
    if (home.contains(address))
        return false;
    const Scope scope = scopeOf(address);
    return scope == Scope::publicUse || scope == Scope::multicast || scope == Scope::broadcast;
}

/// The traffic of one client with one external address.
struct Pairing {
    const ToldAddresses::Answers* answers = nullptr;
    bool toldBefore = true;  ///< of every flow so far: an answer came before it
    bool byTls = false;
    bool byHttp = false;
};

/// What the octets of a flow call its server; none where that is no name, or somebody else's.
NameSource nameSourceOf(const SnapshotData& state, const Flow& flow, const ToldAddresses& told) {
    const NameSource source = serverNameSource(state, flow);
    if (source != NameSource::tls && source != NameSource::http)
        return NameSource::none;
    const TextId name = serverNameOf(state, flow);
    if (isBareAddress(state.texts[name]))
        return NameSource::none;
    // A Host header can lie: where DNS says whose the name is, only DNS counts.
    return source == NameSource::http && told.resolved(name) ? NameSource::none : source;
}

}  // namespace

NamedBy strongest(const Naming& naming) {
    return naming.told && naming.toldBefore ? NamedBy::dns
           : naming.told                    ? NamedBy::dnsLate
           : naming.toldOthers              ? NamedBy::dnsOther
           : naming.byTls                   ? NamedBy::tls
           : naming.byHttp                  ? NamedBy::http
           : naming.byCapture               ? NamedBy::capture
                                            : NamedBy::none;
}

std::string_view toString(NamedBy namedBy) {
    static constexpr std::string_view texts[] = {"dns", "dns-late", "dns-other", "tls", "http", "capture", "none"};
    return texts[static_cast<std::size_t>(namedBy)];
}

std::vector<HostFacts> collectHosts(const SnapshotData& state, const Networks& home) {
    std::vector<bool> atHome(state.addresses.size());
    std::vector<bool> external(state.addresses.size());
    for (std::size_t i = 0; i < state.addresses.size(); ++i) {
        atHome[i] = home.contains(state.addresses[i]);
        external[i] = isExternal(state.addresses[i], home);
    }
    std::vector<HostFacts> hosts;
    std::vector<std::uint32_t> hostOf(state.addresses.size(), UINT32_MAX);
    const ToldAddresses told(state);
    HashMap<std::uint64_t, Pairing> pairings;  // by host row and client
    for (std::size_t i = 0; i < state.flows.size(); ++i) {
        const Flow& flow = state.flows[i];
        int outside = -1;
        for (int side = 0; side < 2; ++side) {
            if (external[index(flow.address[side])] && atHome[index(flow.address[1 - side])])
                outside = side;
        }
        if (outside < 0)
            continue;
        const AddressId address = flow.address[outside];
        const AddressId client = flow.address[1 - outside];
        std::uint32_t& at = hostOf[index(address)];
        if (at == UINT32_MAX) {
            at = static_cast<std::uint32_t>(hosts.size());
            hosts.emplace_back();
            hosts.back().address = address;
        }
        HostFacts& host = hosts[at];
        host.packets += flow.packets();
        host.bytesOut += flow.way[1 - outside].bytes;
        host.bytesIn += flow.way[outside].bytes;
        host.wireBytes += flow.way[0].wireBytes + flow.way[1].wireBytes;
        host.clients.add(index(client));
        if (flow.hasPorts)
            host.ports.add(flow.port[flow.server()]);
        host.firstSeen = std::min(host.firstSeen, flow.firstSeen());
        host.lastSeen = std::max(host.lastSeen, flow.lastSeen());
        host.firstFrame = std::min(host.firstFrame, flow.firstFrame());
        host.flows.push_back(static_cast<std::uint32_t>(i));

        const auto [known, isNew] = pairings.try_emplace(std::uint64_t{at} << 32 | index(client));
        Pairing& pairing = known->second;
        if (isNew)
            pairing.answers = told.toClient(client, address);
        if (pairing.answers != nullptr)
            pairing.toldBefore = pairing.toldBefore && told.before(*pairing.answers, flow);
        const NameSource source = nameSourceOf(state, flow, told);
        pairing.byTls |= source == NameSource::tls;
        pairing.byHttp |= source == NameSource::http;
    }

    const auto names = namesOfAddresses(state);
    for (HostFacts& host : hosts) {
        host.names = names[index(host.address)];
        host.namedBy = NamedBy::dns;
    }
    for (const auto& [hostAndClient, pairing] : pairings) {
        HostFacts& host = hosts[hostAndClient >> 32];
        const NamedBy seen = strongest({.told = pairing.answers != nullptr,
                                        .toldBefore = pairing.toldBefore,
                                        .toldOthers = told.toAnybody(host.address),
                                        .byTls = pairing.byTls,
                                        .byHttp = pairing.byHttp,
                                        .byCapture = state.captureNames.contains(state.address(host.address))});
        host.namedBy = std::max(host.namedBy, seen);
    }
    return hosts;
}

std::vector<std::vector<TextId>> namesOfAddresses(const SnapshotData& state) {
    std::vector<std::vector<TextId>> names(state.addresses.size());
    const std::vector<AddressId> plain = plainForms(state);
    const auto add = [&](AddressId address, TextId name) {
        auto& list = names[index(plain[index(address)])];
        if (name != 0 && list.size() < ListCell<TextId>::maximum &&
            std::find(list.begin(), list.end(), name) == list.end())
            list.push_back(name);
    };
    const DnsLog& log = state.dns;
    for (std::size_t i = 0; i < log.messages.size(); ++i) {
        const DnsMessageRow& message = log.messages[i];
        for (std::uint32_t a = 0; a < message.answerCount; ++a) {
            const DnsAnswerRow& answer = log.answers[message.firstAnswer + a];
            if (!answer.hasAddress)
                continue;
            if (answer.inAnswerSection && message.questionCount > 0)
                add(state.addresses.told(answer.address), log.questions[message.firstQuestion].name);
            add(state.addresses.told(answer.address), answer.owner);
        }
    }
    for (const LocalName& local : state.inspected.localNames) add(state.addresses.told(local.address), local.name);
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (index(plain[i]) != i)
            names[i] = names[index(plain[i])];
    }
    return names;
}

std::string joinNames(const SnapshotData& state, const std::vector<TextId>& names) {
    std::string out;
    for (const TextId name : names) {
        if (!out.empty())
            out += ';';
        out += state.texts[name];
    }
    return out;
}

Scope scopeFor(const IpAddress& address, const Networks& home) {
    return home.contains(address) ? Scope::home : scopeOf(address);
}

}  // namespace weir::traffic
