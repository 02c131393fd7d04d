// SPDX-License-Identifier: GPL-3.0-or-later
// TLS as the inspector meets it: hellos, what the server answers, and a change to it in mid-conversation.
#include <algorithm>

#include "core/engine/httprows.h"
#include "core/engine/inspectedflow.h"
#include "core/engine/inspector.h"
#include "core/protocol/ja.h"
#include "core/protocol/tls.h"

namespace weir::engine {

/// A message may come in as many records as it has octets: each of the first is looked at when it is whole, later ones
/// when a sixteenth has been added, so that looking stays in proportion to what was said.
void TlsLook::again(std::size_t octets, std::size_t wanted, std::size_t most) {
    constexpr unsigned always = 64;
    next = std::max(wanted, octets + 1);
    if (++times > always)
        next = std::max(next, octets + octets / 16);
    next = std::min(next, most);
}

void Inspector::readTls(Conversation& conversation, int side, Bytes seen, std::uint32_t number) {
    TlsLook& look = conversation.look[side];
    if (seen.size() < look.next && !conversation.gap[side])
        return;
    std::size_t wanted = 0;
    traffic::Application& known = application(conversation);
    if (side == conversation.client) {
        const protocol::TlsStatus status = protocol::readClientHello(seen, m_hello, &wanted);
        if (status == protocol::TlsStatus::needMore && seen.size() < protocol::maximumClientHello &&
            !conversation.gap[side]) {
            look.again(seen.size(), wanted, protocol::maximumClientHello);
            return;
        }
        const bool whole = status == protocol::TlsStatus::complete;
        if (whole || (status == protocol::TlsStatus::needMore && protocol::readCutClientHello(seen, m_hello))) {
            conversation.named = !m_hello.serverName.empty();
            keepHello(known, m_hello, protocol::HelloTransport::tcp, number, conversation.inside);
        }
    } else {
        protocol::ServerFlight flight;
        const protocol::TlsStatus status = protocol::readServerFlight(seen, flight, &wanted, conversation.gap[side]);
        if (status == protocol::TlsStatus::needMore && seen.size() < protocol::maximumServerFlight &&
            !conversation.gap[side]) {
            look.again(seen.size(), wanted, protocol::maximumServerFlight);
            return;
        }
        if (flight.hasHello) {
            known.tlsVersion = m_texts.intern(protocol::tlsVersionName(flight.hello.version));
            if (!flight.hello.application.empty())
                known.tlsApplication = m_texts.intern(flight.hello.application);
        }
        if (!flight.certificate.empty())
            keepCertificate(known, flight.certificate, conversation.named, m_texts);
    }
    conversation.done[side] = true;
    conversation.start[side].clear();
}

/// What was said in clear is forgotten: both sides begin anew, the client with this.
void Inspector::changeToTls(Conversation& conversation, Bytes hello) {
    const int server = 1 - conversation.client;
    conversation.speaks = Speaks::tls;
    conversation.start[conversation.client].assign(hello.begin(), hello.end());
    conversation.start[server].clear();
    conversation.said[server] = 0;
    conversation.gap[0] = conversation.gap[1] = conversation.done[server] = false;
    conversation.look[0] = conversation.look[1] = {};
}

}  // namespace weir::engine
