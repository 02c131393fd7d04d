// SPDX-License-Identifier: GPL-3.0-or-later
// How much and how long: uploads, long connections, servers that are hardly used, servers that no longer answer.
#include <algorithm>

#include "core/base/ipprotocol.h"
#include "core/base/text.h"
#include "core/findings/findingbook.h"
#include "core/traffic/flowservice.h"

namespace weir::findings {
namespace {

using ipprotocol::tcp;

void rare(FindingBook& book, const Server& server, std::uint64_t allBytes) {
    if (static_cast<double>(book.servers.external()) < book.setting("rare", "hosts"))
        return;
    const double share = 100.0 * static_cast<double>(server.bytesOut + server.bytesIn) /
                         static_cast<double>(std::max<std::uint64_t>(allBytes, 1));
    if (server.clients > 1 || static_cast<double>(server.flowCount) > book.setting("rare", "flows") ||
        share > book.setting("rare", "share"))
        return;
    book.add(server, {"rare", 1,
                      "rare: " + book.text(traffic::AddressId{server.client}) + " alone used it, " +
                          counted(server.flowCount, "flow") + ", " + realText(share) + " % of the external bytes",
                      server.firstFrame, server.packets});
}

void upload(FindingBook& book, const Server& server) {
    const auto out = static_cast<double>(server.bytesOut);
    if (out < book.setting("upload", "bytes") ||
        out < book.setting("upload", "ratio") * static_cast<double>(server.bytesIn))
        return;
    book.add(server, {"upload", 1,
                      "big upload: " + book.text(traffic::AddressId{server.client}) + " sent " +
                          sized(server.bytesOut) + " and got " + sized(server.bytesIn) + " back",
                      server.firstFrame, server.packets});
}

void longConnection(FindingBook& book, const Server& server) {
    const auto longest = static_cast<std::int64_t>(60e9 * book.setting("long-connection", "minutes"));
    for (const std::uint32_t i : book.servers.flows(server)) {
        const traffic::Flow& flow = book.state.flows[i];
        if (flow.protocol != tcp || flow.openings > 1 || !flow.sawOpening || !wasAnswered(flow) ||
            flow.lastSeen() - flow.firstSeen() < longest)
            continue;
        book.add(server, {"long-connection",
                          1,
                          "long connection: " + book.text(flow.address[flow.client]) + " held port " +
                              std::to_string(flow.port[flow.server()]) + " for " +
                              lasting(flow.lastSeen() - flow.firstSeen()) + ", " + sized(flow.way[flow.client].bytes) +
                              " out, " + sized(flow.way[flow.server()].bytes) + " in",
                          flow.firstFrame(),
                          flow.packets(),
                          {Trace::To::flow, i}});
    }
}

/// A program that calls a server which is gone.
void unanswered(FindingBook& book, const Server& server) {
    std::uint64_t tries = 0;
    std::uint32_t first = 0;
    for (const std::uint32_t i : book.servers.flows(server)) {
        const traffic::Flow& flow = book.state.flows[i];
        const bool refused = (flow.flagsSeen[flow.server()] & dissect::syn) == 0;
        if (flow.protocol != tcp || !flow.sawOpening || !refused)
            return;
        first = tries == 0 ? i : first;
        tries += std::max<std::uint64_t>(1, flow.openings);
    }
    if (static_cast<double>(tries) < book.setting("no-answer", "tries"))
        return;
    book.add(server,
             {"no-answer", 1,
              "calls in vain: " + book.text(traffic::AddressId{server.client}) + " tried " + counted(tries, "time") +
                  " to reach port " + std::to_string(book.state.flows[first].port[book.state.flows[first].server()]) +
                  " in " + lasting(server.lastSeen - server.firstSeen) + ", and never got in",
              server.firstFrame, server.packets});
}

}  // namespace

void findVolumes(FindingBook& book, const Server& server) {
    if (!server.external)
        return;
    rare(book, server, book.servers.externalBytes());
    upload(book, server);
    longConnection(book, server);
    unanswered(book, server);
}

}  // namespace weir::findings
