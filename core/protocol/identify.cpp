// SPDX-License-Identifier: GPL-3.0-or-later
// Walks the matchers, first as the roles were given and then the other way round.
#include "core/protocol/identify.h"

#include <bit>

#include "core/protocol/matchers.h"

namespace weir::protocol {

namespace {

using matchers::Conversation;
using matchers::Match;
using matchers::Matcher;

/// A table with those of its matchers that are worth asking, by first octets and ports: most octets are nobody's.
class Candidates {
public:
    explicit Candidates(std::span<const Matcher> table) : m_table(table) {
        for (std::size_t i = 0; i < table.size(); ++i) {
            const std::uint64_t bit = std::uint64_t{1} << i;
            for (std::size_t octet = 0; octet < 256; ++octet) {
                m_client[octet] |= table[i].client.holds(octet) ? bit : 0;
                m_server[octet] |= table[i].server.holds(octet) ? bit : 0;
            }
            if (table[i].ports[0] == 0)
                m_anyPort |= bit;
            for (const std::uint16_t port : table[i].ports) m_port[port % 256] |= port != 0 ? bit : 0;
        }
    }
    std::span<const Matcher> table() const { return m_table; }

    /// A bit for each.
    std::uint64_t of(const Conversation& conversation) const {
        const std::uint64_t client = conversation.client.empty() ? 0 : m_client[conversation.client[0]];
        const std::uint64_t server = conversation.server.empty() ? 0 : m_server[conversation.server[0]];
        return (client | server) &
               (m_anyPort | m_port[conversation.clientPort % 256] | m_port[conversation.serverPort % 256]);
    }

private:
    std::span<const Matcher> m_table;
    std::uint64_t m_client[256] = {}, m_server[256] = {};
    std::uint64_t m_port[256] = {};  ///< by the lower octet, which lets few others in
    std::uint64_t m_anyPort = 0;
};

void walk(const Candidates& candidates, const Conversation& conversation, Service& best) {
    if (best.confident)
        return;
    for (std::uint64_t left = candidates.of(conversation); left != 0; left &= left - 1) {
        const Matcher& matcher = candidates.table()[static_cast<std::size_t>(std::countr_zero(left))];
        const Match match = matcher.match(conversation);
        if (match == Match::no || (match == Match::weak && best.known()))
            continue;
        best = {matcher.name, match == Match::sure, false};
        if (best.confident)
            return;
    }
}

Service walkAll(const Conversation& conversation) {
    static const Candidates streams(matchers::streamMatchers()), datagrams(matchers::datagramMatchers()),
        texts(matchers::textMatchers());
    Service best;
    walk(conversation.transport == Transport::tcp ? streams : datagrams, conversation, best);
    walk(texts, conversation, best);
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
