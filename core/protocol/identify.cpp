// SPDX-License-Identifier: GPL-3.0-or-later
// Walks the matchers, first as the roles were given and then the other way round.
#include "core/protocol/identify.h"

#include "core/protocol/matchers.h"

namespace weir::protocol {

namespace {

using matchers::Conversation;
using matchers::Match;
using matchers::Matcher;

void walk(std::span<const Matcher> table, const Conversation& conversation, Service& best) {
    if (best.confident)
        return;
    for (const Matcher& matcher : table) {
        const Match match = matcher.match(conversation);
        if (match == Match::no || (match == Match::weak && best.known()))
            continue;
        best = {matcher.name, match == Match::sure, false};
        if (best.confident)
            return;
    }
}

Service walkAll(const Conversation& conversation) {
    Service best;
    walk(conversation.transport == Transport::tcp ? matchers::streamMatchers() : matchers::datagramMatchers(),
         conversation, best);
    walk(matchers::textMatchers(), conversation, best);
    return best;
}

}  // namespace

Service identify(Transport transport, std::uint16_t clientPort, std::uint16_t serverPort, Bytes fromClient,
                 Bytes fromServer) {
    if (fromClient.empty() && fromServer.empty())
        return {};
    const Service asGiven = walkAll({transport, clientPort, serverPort, fromClient, fromServer});
    if (asGiven.confident)
        return asGiven;
    Service turned = walkAll({transport, serverPort, clientPort, fromServer, fromClient});
    turned.reversed = turned.known();
    return turned.confident || !asGiven.known() ? turned : asGiven;
}

}  // namespace weir::protocol
