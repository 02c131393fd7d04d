// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/evidence.h"

#include <algorithm>
#include <array>

#include "core/base/hashmap.h"
#include "core/base/ipprotocol.h"
#include "core/base/textparts.h"
#include "core/dissect/dissector.h"
#include "core/traffic/flowservice.h"

namespace weir::findings {
namespace {

using Evidences = std::vector<Evidence>;

constexpr std::uint8_t tcp = ipprotocol::tcp, udp = ipprotocol::udp;
constexpr std::uint16_t winrm = 5985, winrmTls = 5986;
constexpr std::array<std::string_view, 7> controlling = {"smb", "rdp", "dcerpc", "ssh", "vnc", "telnet", "winrm"};

std::string test(std::string_view column, const std::string& value) { return std::string(column) + " = " + value; }

std::string portTest(std::string_view column, bool known, std::uint16_t port) {
    return test(column, known ? std::to_string(port) : "\"\"");
}

template <typename Visit>
void forEachFlow(const traffic::SnapshotData& state, Visit&& visit) {
    for (std::size_t i = 0; i < state.flows.size(); ++i) visit(state.flows[i]);
}

Evidences ofAddress(const traffic::SnapshotData& state, traffic::AddressId address) {
    std::uint64_t flows = 0, packets = 0;
    forEachFlow(state, [&](const traffic::Flow& flow) {
        if (flow.address[0] != address && flow.address[1] != address)
            return;
        ++flows;
        packets += flow.packets();
    });
    const std::string text = state.address(address).toString();
    return {{"packets", test("src", text) + " or " + test("dst", text), packets},
            {"conversations", test("client", text) + " or " + test("server", text), flows}};
}

Evidences ofFlow(const traffic::SnapshotData& state, const traffic::Flow& flow) {
    const std::string client = state.address(flow.address[flow.client]).toString();
    const std::string server = state.address(flow.address[flow.server()]).toString();
    const std::uint16_t clientPort = flow.port[flow.client], serverPort = flow.port[flow.server()];
    const std::string protocol = test("proto", quoted(dissect::protocolName(flow.protocol)));
    const auto way = [&](const std::string& from, const std::string& to, std::uint16_t fromPort, std::uint16_t toPort) {
        return test("src", from) + " and " + test("dst", to) + " and " + portTest("sport", flow.hasPorts, fromPort) +
               " and " + portTest("dport", flow.hasPorts, toPort);
    };
    return {{"packets",
             protocol + " and (" + way(client, server, clientPort, serverPort) + " or " +
                 way(server, client, serverPort, clientPort) + ')',
             flow.packets()},
            {"conversations",
             test("client", client) + " and " + test("server", server) + " and " +
                 portTest("cport", flow.hasPorts, clientPort) + " and " + portTest("sport", flow.hasPorts, serverPort) +
                 " and " + protocol,
             1}};
}

Evidences ofContacts(const traffic::SnapshotData& state, traffic::AddressId client, traffic::AddressId server,
                     std::uint16_t port) {
    std::uint64_t conversations = 0, packets = 0;
    const bool hasPort = port != 0;
    forEachFlow(state, [&](const traffic::Flow& flow) {
        const auto serves = [&](int side) {
            return flow.address[side] == server && flow.address[1 - side] == client && flow.hasPorts == hasPort &&
                   (!hasPort || flow.port[side] == port);
        };
        conversations += serves(flow.server());
        if (serves(0) || serves(1))
            packets += flow.packets();
    });
    const std::string from = state.address(client).toString(), to = state.address(server).toString();
    return {{"packets",
             test("src", from) + " and " + test("dst", to) + " and " + portTest("dport", hasPort, port) + " or " +
                 test("src", to) + " and " + test("dst", from) + " and " + portTest("sport", hasPort, port),
             packets},
            {"conversations",
             test("client", from) + " and " + test("server", to) + " and " + portTest("sport", hasPort, port),
             conversations}};
}

/// Messages with a question that `about` accepts, and the different names among those.
template <typename About>
std::pair<std::uint64_t, HashSet<TextId>> asked(const traffic::SnapshotData& state, About&& about) {
    std::pair<std::uint64_t, HashSet<TextId>> out;
    for (std::size_t i = 0; i < state.dns.messages.size(); ++i) {
        const traffic::DnsMessageRow& message = state.dns.messages[i];
        bool any = false;
        for (std::uint32_t q = 0; q < message.questionCount; ++q) {
            const TextId name = state.dns.questions[message.firstQuestion + q].name;
            if (!about(name))
                continue;
            any = true;
            out.second.insert(name);
        }
        out.first += any;
    }
    return out;
}

Evidences ofName(const traffic::SnapshotData& state, const std::string& subject) {
    const auto [messages, names] = asked(state, [&](TextId name) { return state.texts[name] == subject; });
    return {{"names", test("name", quoted(subject)), names.size()}, {"dns", test("name", quoted(subject)), messages}};
}

Evidences ofDomain(const traffic::SnapshotData& state, const std::string& subject) {
    const std::string below = "." + subject;
    const auto under = [&](TextId name) {
        return state.texts[name] == subject || std::string_view(state.texts[name]).ends_with(below);
    };
    const auto [messages, names] = asked(state, under);
    Evidences out;
    if (!state.suffixes->registrableDomain(subject).empty())
        out.push_back({"names", test("registrable_domain", quoted(subject)), names.size()});
    if (subject.find_first_of("*?") == std::string::npos)  // they would stand for other characters
        out.push_back({"dns", test("name", quoted(subject)) + " or name matches " + quoted("*" + below), messages});
    return out;
}

Evidences ofFailures(const traffic::SnapshotData& state, traffic::AddressId client) {
    std::uint64_t messages = 0;
    HashSet<TextId> names;
    for (std::size_t i = 0; i < state.dns.messages.size(); ++i) {
        const traffic::DnsMessageRow& message = state.dns.messages[i];
        if (!message.isResponse || message.rcode != protocol::nxdomain || message.client != client)
            continue;
        ++messages;
        for (std::uint32_t q = 0; q < message.questionCount; ++q)
            names.insert(state.dns.questions[message.firstQuestion + q].name);
    }
    const std::string who = test("client", state.address(client).toString());
    return {{"queries", who + " and nxdomain > 0", names.size()}, {"dns", who + " and rcode = NXDOMAIN", messages}};
}

Evidences ofAttempts(const traffic::SnapshotData& state, traffic::AddressId client) {
    std::uint64_t flows = 0;
    forEachFlow(state, [&](const traffic::Flow& flow) {
        flows += flow.address[flow.client] == client && (flow.protocol == tcp || flow.protocol == udp);
    });
    return {{"conversations", test("client", state.address(client).toString()) + " and (proto = tcp or proto = udp)",
             flows}};
}

Evidences ofArp(const traffic::SnapshotData& state) {
    std::uint64_t frames = 0;
    state.packets.forEach([&](std::size_t, const traffic::IndexedPacket& packet) {
        frames += !packet.flow && dissect::frameKindName(state.kinds[packet.kind].kind) == "arp";
        return true;
    });
    return {{"packets", "proto = arp", frames}};
}

Evidences ofKerberos(const traffic::SnapshotData& state, traffic::AddressId client) {
    std::uint64_t flows = 0;
    forEachFlow(state, [&](const traffic::Flow& flow) {
        flows += flow.address[flow.client] == client && traffic::serviceOf(state, flow) == "kerberos";
    });
    return {{"conversations", test("client", state.address(client).toString()) + " and service = kerberos", flows}};
}

Evidences ofControl(const traffic::SnapshotData& state, traffic::AddressId client) {
    std::uint64_t flows = 0;
    forEachFlow(state, [&](const traffic::Flow& flow) {
        flows += flow.address[flow.client] == client && flow.hasPorts &&
                 controlsOthers(traffic::serviceOf(state, flow), flow.port[flow.server()]);
    });
    std::string services;
    for (const std::string_view service : controlling) services.append(services.empty() ? "" : ", ").append(service);
    return {{"conversations",
             test("client", state.address(client).toString()) + " and (service in (" + services + ") or sport in (" +
                 std::to_string(winrm) + ", " + std::to_string(winrmTls) + "))",
             flows}};
}

}  // namespace

bool controlsOthers(std::string_view service, std::uint16_t port) {
    return std::find(controlling.begin(), controlling.end(), service) != controlling.end() || port == winrm ||
           port == winrmTls;
}

std::vector<Evidence> evidenceOf(const traffic::SnapshotData& state, const Finding& finding, const Trace& trace) {
    if (trace.to == Trace::To::name)
        return ofName(state, finding.subject);
    if (trace.to == Trace::To::domain)
        return ofDomain(state, finding.subject);
    if (trace.to == Trace::To::flow)
        return ofFlow(state, state.flows[trace.of]);
    if (trace.to == Trace::To::arp)
        return ofArp(state);
    if (!finding.address)
        return {};
    switch (trace.to) {
        case Trace::To::contacts:
            return ofContacts(state, traffic::AddressId{trace.of}, *finding.address, trace.port);
        case Trace::To::failures:
            return ofFailures(state, *finding.address);
        case Trace::To::attempts:
            return ofAttempts(state, *finding.address);
        case Trace::To::kerberos:
            return ofKerberos(state, *finding.address);
        case Trace::To::control:
            return ofControl(state, *finding.address);
        default:
            return ofAddress(state, *finding.address);
    }
}

}  // namespace weir::findings
