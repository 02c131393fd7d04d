// SPDX-License-Identifier: GPL-3.0-or-later
// Guessing of passwords: one client opens very many short conversations with a service that asks for one.
#include <algorithm>

#include "core/findings/findingbook.h"
#include "core/traffic/flowservice.h"

namespace weir::findings {
namespace {

struct LoginService {
    std::string_view service;
    std::uint16_t port;
    double rate;  ///< conversations a second that no honest client needs
};
constexpr LoginService loginServices[] = {
    {"ssh", 22, 0.2},   {"telnet", 23, 0.2}, {"ftp", 21, 0.2},      {"smb", 445, 0.3},       {"rdp", 3389, 0.1},
    {"vnc", 5900, 0.1}, {"mysql", 3306, 2},  {"ms-sql-s", 1433, 1}, {"postgresql", 5432, 2}, {"pop3", 110, 0.3},
    {"imap", 143, 0.3}, {"smtp", 587, 0.3},  {"kerberos", 88, 4},   {"ldap", 389, 4},        {"netbios-ssn", 139, 0.3},
};

const LoginService* loginService(std::string_view service, std::uint16_t port) {
    for (const LoginService& each : loginServices) {
        if (each.service == service || (each.port == port && (service.empty() || service == "unknown")))
            return &each;
    }
    return nullptr;
}

}  // namespace

void findLogins(FindingBook& book, const Server& server) {
    const traffic::SnapshotData& state = book.state;
    const double enough = book.setting("password-guessing", "conversations");
    const auto flows = book.servers.flows(server);
    for (std::size_t at = 0; at < flows.size();) {
        const traffic::Flow& first = state.flows[flows[at]];
        const traffic::AddressId client = first.address[first.client];
        const std::uint16_t port = first.port[first.server()];
        std::uint64_t conversations = 0, bytes = 0, packets = 0;
        std::int64_t from = INT64_MAX, until = INT64_MIN;
        std::uint32_t firstFrame = UINT32_MAX;
        const std::size_t begin = at;
        for (; at < flows.size(); ++at) {
            const traffic::Flow& flow = state.flows[flows[at]];
            if (flow.address[flow.client] != client || flow.port[flow.server()] != port)
                break;
            if (!wasAnswered(flow))
                continue;
            conversations += std::max<std::uint64_t>(1, flow.openings);
            bytes += flow.way[flow.client].bytes;
            packets += flow.packets();
            from = std::min(from, flow.firstSeen());
            until = std::max(until, flow.firstSeen());
            firstFrame = std::min(firstFrame, flow.firstFrame());
        }
        if (conversations == 0)
            continue;                                      // nobody answered
        const bool atOnce = until - from < 2'000'000'000;  // half as many do
        if (!first.hasPorts || static_cast<double>(conversations) < (atOnce ? enough / 2 : enough))
            continue;
        const LoginService* service = loginService(traffic::serviceOf(state, state.flows[flows[begin]]), port);
        constexpr std::uint64_t little = 6000;  // octets out in each: a login, no work
        const double seconds = std::max(1.0, static_cast<double>(until - from) / 1e9);
        if (!service || bytes > conversations * little || static_cast<double>(conversations) / seconds < service->rate)
            continue;
        book.add(client, {"password-guessing",
                          1,
                          "password guessing: " + counted(conversations, "short conversation") + " with " +
                              std::string(service->service) + " on " + book.text(server.address) + " in " +
                              lasting(until - from) + ", as no user logs in",
                          firstFrame,
                          packets,
                          {Trace::To::attempts}});
        book.addMembers(client, {{book.text(server.address)}, 1});
    }
}

}  // namespace weir::findings
