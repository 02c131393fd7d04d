// SPDX-License-Identifier: GPL-3.0-or-later
// What is spoken where: services on ports that do not fit, own protocols, shells, secrets in clear.
#include <algorithm>

#include "core/base/ipprotocol.h"
#include "core/findings/findingbook.h"
#include "core/protocol/identify.h"
#include "core/traffic/direction.h"
#include "core/traffic/flowservice.h"

namespace weir::findings {
namespace {

using ipprotocol::tcp;

struct ToolPort {
    std::uint16_t port;
    std::string_view tool;
};
/// Defaults of published tools.
constexpr ToolPort toolPorts[] = {
    {4444, "Metasploit's default"},                    // docs.metasploit.com: LPORT
    {31337, "Sliver's and Back Orifice's default"},    // sliver.sh, multiplayer mode; CERT VN-98.07
    {50050, "the default of Cobalt Strike's server"},  // hstechdocs.helpsystems.com, Cobalt Strike user guide
    {4782, "Quasar RAT's default"},                    // github.com/quasar/Quasar, the server's settings
    {6606, "AsyncRAT's default"},                      // github.com/NYAN-x-CAT/AsyncRAT-C-Sharp, Settings.cs
    {7707, "AsyncRAT's default"},                      //
    {8808, "AsyncRAT's default"},                      //
    {5552, "njRAT's default"},                         // Fidelis, "njRAT uncovered", 2013
    {1604, "DarkComet's default"},                     // recordedfuture.com, "DarkComet RAT analysis", 2016
    {3460, "Poison Ivy's default"},                    // FireEye, "Poison Ivy: assessing damage", 2013
    {2404, "Remcos' default"},                         // breakingsecurity.net, Remcos' instructions
};

std::string_view toolPort(std::uint16_t port) {
    for (const ToolPort& each : toolPorts) {
        if (each.port == port)
            return each.tool;
    }
    return {};
}

/// Server software listens below the ports that clients are given; what is above may be the wrong end.
bool isServerPort(const traffic::Flow& flow) { return flow.sawOpening || flow.port[flow.server()] < 32768; }

void judge(FindingBook& book, const Server& server, const traffic::Flow& flow, std::uint32_t at) {
    const traffic::Application& known = book.state.inspected.applications[flow.application - 1];
    const std::string service(book.state.texts[known.service]);
    const std::uint16_t port = flow.port[flow.server()];
    const std::string who = book.text(flow.address[flow.client]);
    const auto add = [&](std::string kind, double strength, std::string why, std::uint32_t frame = 0) {
        book.add(server, {std::move(kind),
                          strength,
                          std::move(why),
                          frame == 0 ? flow.firstFrame() : frame,
                          flow.packets(),
                          {Trace::To::flow, at}});
    };
    if (service == "stratum")
        add("mining", 1,
            "mining: " + who + " spoke Stratum, the protocol of coin miners, on port " + std::to_string(port));
    if (known.attack != 0 && !server.external)  // both ends are at home, and both are to be looked at
        book.addMembers(server.address, {{who}, 1});
    if (known.attack != 0)
        add("stream-sign", 1,
            "in the open: " + who + " and port " + std::to_string(port) + " exchanged " + book.shown(known.attack));
    if (known.credentialsKind != 0)
        add("credentials", 1,
            "credentials in clear: " + who + " sent " + book.shown(known.credentialsKind) + " in frame " +
                std::to_string(known.credentialsFrame),
            known.credentialsFrame);
    const bool mail = service == "smtp" || service == "ftp";
    if (mail && server.external && known.credentialsKind != 0 && !server.isFamiliar() &&
        server.familiarity != Familiarity::platform)
        add("mail-out", 1,
            who + " logged in to an unfamiliar " + service + " server and sent it " +
                sized(flow.way[flow.client].bytes) + ", as stealers do");
    if (!flow.hasPorts || known.reversed)
        return;
    if (service == "irc")
        add("irc", 1, "IRC: " + who + " on port " + std::to_string(port) + ", as bots are commanded");
    const bool expected = protocol::expectedOn(service, port);
    if (known.serviceCertain && !expected && directionKnown(book.state, flow) && isServerPort(flow) &&
        service != "unknown")
        add("odd-port", 1, "odd port: " + who + " spoke " + service + " on port " + std::to_string(port));
    const bool answered = flow.way[flow.server()].bytes > 0 && flow.protocol == tcp && flow.sawOpening;
    if (service == "unknown" && answered) {
        const bool wellKnown = port == 80 || port == 443 || port == 8080 || port == 53 || port == 25 || port == 21 ||
                               port == 22 || port == 110 || port == 143 || port == 993 || port == 995 || port == 587;
        if (wellKnown)
            add("own-protocol", 1,
                "own protocol: what " + who + " spoke on port " + std::to_string(port) + " is not " +
                    std::string(protocol::byPort(protocol::Transport::tcp, port)) + ", nor any known protocol");
        else
            add("unknown-protocol", 1,
                "unknown protocol: " + who + " on TCP port " + std::to_string(port) + ", " +
                    sized(flow.way[flow.client].bytes) + " out, " + sized(flow.way[flow.server()].bytes) + " in");
    }
    if (const std::string_view tool = toolPort(port); !tool.empty() && answered && (service == "unknown" || !expected))
        add("tool-port", 1, "port " + std::to_string(port) + ": " + std::string(tool) + ", used by " + who);
}

}  // namespace

void findProtocols(FindingBook& book, const Server& server) {
    for (const std::uint32_t i : book.servers.flows(server)) {
        const traffic::Flow& flow = book.state.flows[i];
        if (flow.application != 0)
            judge(book, server, flow, i);
    }
}

}  // namespace weir::findings
