// SPDX-License-Identifier: GPL-3.0-or-later
// What datagrams say: QUIC hellos, the names that machines give themselves, and services by their first datagrams.
#include "core/engine/inspectedflow.h"
#include "core/protocol/identify.h"
#include "core/protocol/roles.h"

namespace weir::engine {
namespace {

/// Whether a datagram opens with the keys of a client's Initial packet. That takes time, and is asked only where the
/// ports do not tell.
bool isClientInitial(const traffic::Flow& flow, Bytes datagram) {
    if (protocol::wellKnown(flow.port[0]) != protocol::wellKnown(flow.port[1]))
        return false;
    protocol::QuicHello hello;
    return hello.add(datagram) != protocol::TlsStatus::notTls;
}

}  // namespace

void Inspector::datagram(const PacketBatch& work, const PayloadNote& note) {
    traffic::Flow& flow = *note.flow;
    const Bytes payload = work.payload(note);
    const std::uint16_t identityPort = IdentityReader::portOf(flow);
    if (identityPort != 0) {
        const dissect::PacketRecord& record = work.record(note);
        m_identity.datagram(identityPort, record.source, record.destination, payload, work.number(note));
        if (flow.application != 0 && application(flow).serviceCertain)
            return;  // every message may bring a name; the service is known
    }
    const int client = note.client;
    bool fromClient = note.side == client;
    traffic::Application& known = application(flow);
    if (known.service == 0 || !known.serviceCertain) {
        const protocol::Service service =
            protocol::identify(protocol::Transport::udp, flow.port[client], flow.port[1 - client],
                               fromClient ? payload : Bytes{}, fromClient ? Bytes{} : payload);
        if (service.known() || known.service == 0) {
            known.service = m_texts.intern(service.name);
            known.serviceCertain = service.confident;
            known.reversed = service.reversed;
            const protocol::Role role = protocol::roleOf(service.name, true, payload);
            const bool byRole = role != protocol::Role::unknown && (role == protocol::Role::client) != fromClient;
            known.sided |= role != protocol::Role::unknown;
            if (byRole || (role == protocol::Role::unknown && service.reversed && service.confident))
                nameClient(note.id, known, 1 - client);
        }
    }
    const bool quic = m_texts[known.service] == "quic";
    if (quic && !fromClient && !known.directed && note.packets == 1 && isClientInitial(flow, payload))
        nameClient(note.id, known, note.side);
    if (known.directed)
        fromClient = note.side != client;
    if (readDtls(work, note))
        return;
    constexpr std::uint32_t enough = 2;  // datagrams of a side
    if (quic && fromClient && readQuic(work, note))
        return;
    if (identityPort != 0 || (note.packets < enough && (quic || !known.serviceCertain)))
        return;
    settle(flow, note.opening);
    if (Conversation* const conversation = opened(note.id))
        release(*conversation);
}

/// Takes a DTLS hello from either side; true while more datagrams are wanted. Where connections are first felt out with
/// STUN, DTLS comes later on the same ports (RFC 7983).
bool Inspector::readDtls(const PacketBatch& work, const PayloadNote& note) {
    constexpr std::uint32_t mostOfStun = 64;
    constexpr std::uint8_t handshake = 22;
    traffic::Application& known = application(*note.flow);
    const std::string_view service = m_texts[known.service];
    const bool stun = service == "stun";
    if (!stun && service != "dtls")
        return false;
    const Bytes payload = work.payload(note);
    if (payload.empty() || payload[0] != handshake)
        return stun && note.packets < mostOfStun;
    protocol::ClientHello hello;
    if (protocol::readDtlsClientHello(payload, hello) == protocol::TlsStatus::complete)
        keepHello(known, hello, protocol::HelloTransport::dtls, work.number(note));
    return false;
}

/// Gathers the hello; true while more datagrams are wanted.
bool Inspector::readQuic(const PacketBatch& work, const PayloadNote& note) {
    constexpr std::uint32_t mostDatagrams = 8;
    Conversation& conversation = open(note);
    if (!conversation.quic)
        conversation.quic = std::make_unique<protocol::QuicHello>();
    protocol::QuicHello& gathered = *conversation.quic;
    const protocol::TlsStatus status = gathered.add(work.payload(note));
    if (status == protocol::TlsStatus::complete) {
        isNewHello(note.id, gathered.message());
        keepHello(application(*note.flow), gathered.hello(), protocol::HelloTransport::quic, work.number(note));
    } else if (status != protocol::TlsStatus::broken && note.packets < mostDatagrams) {
        return true;  // more of the hello, or what overtook it (0-RTT), or the end of an earlier connection
    }
    settle(*note.flow, note.opening);
    release(conversation);
    return true;
}

/// The flow has said all that it will, but its ports may be used again.
void Inspector::anotherQuic(const PacketBatch& work, const PayloadNote& note) {
    Conversation& conversation = open(note);
    if (!conversation.quic)
        conversation.quic = std::make_unique<protocol::QuicHello>();
    protocol::QuicHello& gathered = *conversation.quic;
    const protocol::TlsStatus status = gathered.add(work.payload(note));
    if (status == protocol::TlsStatus::needMore)
        return;
    if (status == protocol::TlsStatus::complete && isNewHello(note.id, gathered.message())) {
        traffic::Application& first = application(*note.flow);
        const bool later = first.tlsVersion != 0;
        traffic::Application& known = later ? anotherTls(note.id, work.number(note), work.frame(note).time) : first;
        known.service = m_texts.intern("quic");
        known.serviceCertain = true;
        keepHello(known, gathered.hello(), protocol::HelloTransport::quic, work.number(note));
    }
    release(conversation);
}

}  // namespace weir::engine
