// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/inspector.h"

#include <algorithm>
#include <atomic>

#include "core/base/ipprotocol.h"
#include "core/base/text.h"
#include "core/dissect/tcpsegment.h"
#include "core/engine/httprows.h"
#include "core/engine/inspectedflow.h"
#include "core/protocol/attacksign.h"
#include "core/protocol/credentials.h"
#include "core/protocol/http.h"
#include "core/protocol/identify.h"
#include "core/protocol/ja.h"
#include "core/protocol/logins.h"
#include "core/protocol/roles.h"
#include "core/protocol/tls.h"
#include "core/protocol/tunnel.h"

namespace weir::engine {
namespace {

constexpr std::uint8_t tcpProtocol = ipprotocol::tcp;
constexpr std::size_t lastAsked =
    4 * protocol::identifyOctets;  ///< bytes per direction after which identification is not retried

/// Whether the octets would not look the same with the sides exchanged. Asked only where the ports do not tell.
bool sided(const traffic::Flow& flow, const protocol::Service& service, const Bytes (&seen)[2], int client) {
    if (!service.confident || protocol::wellKnown(flow.port[0]) != protocol::wellKnown(flow.port[1]))
        return false;
    const protocol::Service turned = protocol::identify(protocol::Transport::tcp, flow.port[1 - client],
                                                        flow.port[client], seen[1 - client], seen[client]);
    return turned.reversed || !turned.confident;
}

}  // namespace

/// Hands on what a segment brings, and what came before it and waited.
struct Inspector::Taker final : protocol::TcpConsumer {
    Taker(Inspector& theInspector, Conversation& theConversation)
        : inspector(theInspector), conversation(theConversation) {}
    void data(int side, Bytes octets, const protocol::TcpArrival& arrival) override {
        // Whatever is whole with these octets is so since the last of its frames.
        if (arrival.frame > conversation.arrival[side].frame)
            conversation.arrival[side] = arrival;
        if (!conversation.done[side])
            inspector.take(conversation, side, octets, arrival);
    }
    void gap(int side, std::uint64_t octets) override { inspector.lose(conversation, side, octets); }
    Inspector& inspector;
    Conversation& conversation;
};

void Inspector::Conversation::beginAnew() {
    constexpr std::size_t little = 4096;
    for (const int side : {0, 1}) {
        begin[side] = {};
        look[side] = {};
        said[side] = 0;
        if (start[side].capacity() > little)
            start[side] = {};
        start[side].clear();
        gap[side] = lost[side] = done[side] = false;
    }
    header.clear();
    searched = 0;
    identified[0] = identified[1] = tokens = 0;
    service = 0;
    speaks = Speaks::undecided;
    http.reset();
    http2.reset();
    quic.reset();
    calls.reset();
}

void Inspector::Conversation::clear() {
    beginAnew();
    tcp.clear();
    arrival[0] = arrival[1] = {};
    flow = nullptr;
    fromStart[0] = fromStart[1] = false;
    inside = named = false;
    depth = 0;
    later = 0;
    upgraded.reset();
}

Inspector::Inspector(TextPool& texts, traffic::AddressPool& told)
    : m_texts(texts), m_told(told), m_identity(texts, told, m_found) {}
Inspector::~Inspector() = default;

bool Inspector::isSettled(traffic::Flow& flow, std::uint16_t opening) {
    const std::uint16_t settled = std::atomic_ref(flow.settled).load(std::memory_order_relaxed);
    return settled == static_cast<std::uint16_t>(opening + 1);
}

void Inspector::settle(traffic::Flow& flow, std::uint16_t opening) {
    std::atomic_ref(flow.settled).store(static_cast<std::uint16_t>(opening + 1), std::memory_order_relaxed);
}

traffic::Application& Inspector::application(traffic::Flow& flow) {
    if (flow.application == 0) {
        m_found.applications.append();
        flow.application = static_cast<std::uint32_t>(m_found.applications.size());
    }
    return m_found.applications[flow.application - 1];
}

traffic::Application& Inspector::application(Conversation& conversation) {
    return conversation.later != 0 ? m_found.laterTls[conversation.later - 1].application
                                   : application(*conversation.flow);
}

void Inspector::nameClient(traffic::FlowId id, traffic::Application& known, int client) {
    known.reversed = known.sided = true;
    if (known.directed)
        return;
    known.directed = true;
    m_found.clients.push_back({id, static_cast<std::uint8_t>(client)});
}

void Inspector::packet(const PacketBatch& work, const PayloadNote& note) {
    if (isSettled(*note.flow, note.opening)) {
        if (note.quic)
            anotherQuic(work, note);
        return;
    }
    if (work.record(note).protocol == tcpProtocol)
        segment(work, note);
    else
        datagram(work, note);
}

void Inspector::segment(const PacketBatch& work, const PayloadNote& note) {
    const dissect::PacketRecord& record = work.records[note.place];
    const Bytes payload = work.payload(note);
    Conversation* const known = opened(note.id);
    if (known == nullptr && payload.empty())
        return;
    Conversation& conversation = known != nullptr ? *known : open(note);
    const int side = note.side;
    conversation.fromStart[side] |= note.beginning;
    if (known == nullptr) {
        conversation.address[side] = record.source;
        conversation.address[1 - side] = record.destination;
    }
    const protocol::TcpSegment segment =
        dissect::tcpSegment(record, payload, dissect::arrivalOf(record, work.number(note), work.frame(note).time));
    if (note.known)
        conversation.tcp.expect(side, note.expected);
    Taker taker(*this, conversation);
    conversation.tcp.add(side, segment, taker);
    // A reset ends nothing here: what was on its way when it was sent still comes, and `follow` shows it, too.
    if (conversation.done[0] && conversation.done[1])
        close(conversation);
}

Inspector::Conversation* Inspector::opened(traffic::FlowId id) {
    const std::uint16_t place = index(id) < m_places.size() ? m_places[index(id)] : std::uint16_t{0};
    return place == 0 ? nullptr : m_open[place - 1u].get();
}

Inspector::Conversation& Inspector::open(const PayloadNote& note) {
    if (Conversation* const known = opened(note.id))
        return *known;
    if (m_free.empty() && m_open.size() >= maximumOpen)
        close(*m_open[m_oldest]);
    if (m_free.empty()) {
        m_open.push_back(std::make_unique<Conversation>(m_budget));
        m_free.push_back(static_cast<std::uint16_t>(m_open.size() - 1));
    }
    const std::uint16_t place = m_free.back();
    m_free.pop_back();
    Conversation& conversation = *m_open[place];
    conversation.id = note.id;
    conversation.flow = note.flow;
    conversation.opening = note.opening;
    conversation.client = note.client;
    if (m_places.size() <= index(note.id))
        m_places.resize(std::max<std::size_t>(index(note.id) + std::size_t{1}, m_places.size() * 2));
    m_places[index(note.id)] = static_cast<std::uint16_t>(place + 1);
    conversation.older = m_newest;
    conversation.newer = nobody;
    (m_newest == nobody ? m_oldest : m_open[m_newest]->newer) = place;
    m_newest = place;
    return conversation;
}

void Inspector::release(Conversation& conversation) {
    std::uint16_t& place = m_places[index(conversation.id)];
    m_free.push_back(static_cast<std::uint16_t>(place - 1));
    place = 0;
    const std::uint16_t older = conversation.older, newer = conversation.newer;
    (older == nobody ? m_oldest : m_open[older]->newer) = newer;
    (newer == nobody ? m_newest : m_open[newer]->older) = older;
    conversation.clear();
}

/// Octets of a side are missing before what comes next.
void Inspector::lose(Conversation& conversation, int side, std::uint64_t octets) {
    switch (conversation.speaks) {
        case Speaks::http:
            conversation.http->gap(side == conversation.client ? 0 : 1, octets);
            keepHttp(conversation);
            return;
        case Speaks::http2:
            conversation.http2->gap(side == conversation.client ? 0 : 1, octets);
            keepHttp(conversation);
            return;
        case Speaks::undecided:
        case Speaks::commands:
        case Speaks::identity:  // what comes next is looked at as if it began there
            if (side == conversation.client)
                conversation.calls.reset();
            conversation.start[side].clear();
            conversation.said[side] = 0;
            conversation.searched = conversation.identified[side] = conversation.tokens = 0;
            conversation.lost[side] = true;
            return;
        default:
            conversation.gap[side] = true;
    }
}

void Inspector::take(Conversation& conversation, int side, Bytes data, const protocol::TcpArrival& from) {
    const protocol::TcpArrival& arrival = conversation.arrival[side];
    const auto number = static_cast<std::uint32_t>(arrival.frame);
    if (conversation.speaks == Speaks::http2) {
        conversation.http2->data(side == conversation.client ? 0 : 1, data, number, arrival.time);
        keepHttp(conversation);
        return;
    }
    if (conversation.speaks == Speaks::http) {
        const std::uint64_t ahead = from.acknowledges ? conversation.tcp.ahead(1 - side, from.acknowledgment) : 0;
        conversation.http->data(side == conversation.client ? 0 : 1, data, number, arrival.time, ahead);
        keepHttp(conversation);
        return;
    }
    if (conversation.calls && side == conversation.client)
        readCalls(conversation, data, number);
    const bool undecided = conversation.speaks == Speaks::undecided;
    if (undecided && side == conversation.client && !passHeader(conversation, side, data))
        return;
    // What began before the capture has ended where a segment starts with a message.
    if (undecided && conversation.said[side] > 0 && !conversation.fromStart[side] &&
        (protocol::startsHttpResponse(data) || protocol::startsHttpRequest(data))) {
        lose(conversation, side, 0);
        conversation.gap[side] = false;
    }
    // Usually the first segment is enough, and it is parsed without copying.
    std::vector<std::uint8_t>& start = conversation.start[side];
    const bool first = conversation.said[side] == 0 && !conversation.gap[side];
    if (first)
        conversation.begin[side] = arrival;
    const std::size_t before = conversation.said[side];
    Bytes seen = start;
    if (undecided && conversation.said[side] >= lastAsked)
        conversation.gap[side] = true;  // a long answer to a question before the capture, say: wait for the other side
    if (!conversation.gap[side] && start.size() < protocol::maximumServerFlight) {
        conversation.said[side] += data.size();
        if (first) {
            seen = data;
        } else {
            start.insert(start.end(), data.begin(), data.end());
            seen = start;
        }
    }
    if (conversation.speaks == Speaks::commands && side == conversation.client && protocol::mayBeginClientHello(data)) {
        changeToTls(conversation, data);
        seen = start;
    }
    // Asking costs a microsecond, so it is done when there is something new to judge by: the first octets of a side
    // (and the next, where they were few), and once more when a side has said as much as counts.
    constexpr std::size_t few = 8;
    const std::size_t said = conversation.said[side];
    const bool full = said >= protocol::identifyOctets && before < protocol::identifyOctets;
    const bool last = said >= lastAsked && before < lastAsked;
    if (undecided && (first || before < few || full || last)) {
        Bytes all[2] = {conversation.start[0], conversation.start[1]};
        all[side] = seen;
        const std::uint8_t depth = conversation.depth;
        decide(conversation, all);
        if (conversation.depth != depth)
            return;  // a proxy was asked and passed: what it carries has been read from its beginning
    }
    if (conversation.speaks == Speaks::tls) {
        for (const int each : {side, 1 - side}) {  // what the other side said may have waited for the decision
            const Bytes octets = each == side ? seen : Bytes(conversation.start[each]);
            if (!conversation.done[each] && !octets.empty())
                readTls(conversation, each, octets,
                        each == side ? number : static_cast<std::uint32_t>(conversation.begin[each].frame));
        }
    }
    const bool wanted = conversation.speaks != Speaks::http && conversation.speaks != Speaks::http2 &&
                        conversation.speaks != Speaks::other;
    if (wanted && first && start.empty() && !conversation.done[side] && !conversation.gap[side])
        start.assign(data.begin(), data.end());
    if (conversation.speaks == Speaks::commands)
        readCommands(conversation);
    else if (conversation.speaks == Speaks::socks)
        readSocks(conversation);
    else if (conversation.speaks == Speaks::identity)
        for (const int each : {side, 1 - side}) readIdentity(conversation, each);
}

void Inspector::decide(Conversation& conversation, const Bytes (&seen)[2]) {
    traffic::Flow& flow = *conversation.flow;
    const int client = conversation.client;
    const protocol::Service service = protocol::identify(protocol::Transport::tcp, flow.port[client],
                                                         flow.port[1 - client], seen[client], seen[1 - client]);
    const bool full = seen[0].size() >= protocol::identifyOctets || seen[1].size() >= protocol::identifyOctets;
    const bool both = !seen[0].empty() && !seen[1].empty();
    const bool last = both && std::max(conversation.said[0], conversation.said[1]) >= lastAsked;
    if (!service.known() && !full && !both)
        return;
    int speaker = service.reversed ? 1 - client : client;
    bool sure = service.reversed && service.confident, role = false;
    for (const int side : {client, 1 - client}) {
        const bool readable = !conversation.gap[side] && !conversation.lost[side];
        const protocol::Role said =
            readable ? protocol::roleOf(service.name, false, seen[side]) : protocol::Role::unknown;
        if (said == protocol::Role::unknown)
            continue;
        speaker = said == protocol::Role::client ? side : 1 - side;
        sure = speaker != client;
        role = true;
        break;
    }
    if (service.name == "tls" && application(conversation).tlsVersion != 0) {
        anotherTls(conversation.id, conversation.arrival[speaker].frame, conversation.arrival[speaker].time);
        conversation.later = static_cast<std::uint32_t>(m_found.laterTls.size());
    }
    traffic::Application& known = application(conversation);
    conversation.service = m_texts.intern(service.name);
    if (service.known() || !conversation.inside) {
        known.service = conversation.service;
        known.serviceCertain = service.confident && !conversation.inside;
        known.reversed = service.reversed;
    }
    if (!service.confident && known.attack == 0)
        known.attack = m_texts.intern(protocol::attackInStream(seen[client], seen[1 - client]));
    if (!conversation.inside && conversation.later == 0) {
        known.sided |= role || sure || sided(*conversation.flow, service, seen, client);
        if (sure)
            nameClient(conversation.id, known, speaker);
    }
    if (service.name == "tls") {
        conversation.client = speaker;
        conversation.speaks = Speaks::tls;
        return;
    }
    if (service.name == "http") {
        conversation.client = speaker;
        conversation.speaks = Speaks::http;
        conversation.http = std::make_unique<HttpTracker>();
        for (const int side : {speaker, 1 - speaker}) {
            const int as = side == speaker ? 0 : 1;
            if (conversation.gap[side] || conversation.lost[side])
                conversation.http->search(as);
            if (!conversation.gap[side] && !seen[side].empty())
                conversation.http->data(as, seen[side], static_cast<std::uint32_t>(conversation.begin[side].frame),
                                        conversation.begin[side].time);
        }
        keepHttp(conversation);
        return;
    }
    if (service.name == "http2" && !seen[speaker].empty() && !conversation.gap[speaker] &&
        !conversation.lost[speaker]) {
        beginHttp2(conversation, speaker, seen);
        return;
    }
    if (service.name == "socks" && service.confident) {
        conversation.client = speaker;
        conversation.speaks = Speaks::socks;
        return;
    }
    // A weak guess may still be mended by what the other side says, or by more of this one.
    if (!service.confident && !(both && full) && !last)
        return;
    conversation.client = speaker;
    if (protocol::mayChangeToTls(service.name)) {  // those with credentials in clear among them
        conversation.speaks = Speaks::commands;
        conversation.done[1 - conversation.client] = true;
        return;
    }
    if (IdentityReader::readsStreams(service.name)) {
        conversation.speaks = Speaks::identity;
        beginCalls(conversation, service.name, seen[conversation.client]);
        return;
    }
    conversation.speaks = Speaks::other;
    conversation.done[0] = conversation.done[1] = true;
}

void Inspector::opening(const PacketBatch& work, const PayloadNote& note) {
    const dissect::PacketRecord& record = work.records[note.place];
    const Bytes octets = work.frame(note).bytes();
    if (record.transportOffset <= octets.size() && record.networkOffset <= record.transportOffset)
        m_identity.syn(record.source, octets.subspan(record.networkOffset),
                       record.transportOffset - record.networkOffset, work.number(note));
}

void Inspector::close(Conversation& conversation) {
    Taker taker(*this, conversation);
    conversation.tcp.finish(taker);
    if (conversation.speaks == Speaks::undecided && (!conversation.start[0].empty() || !conversation.start[1].empty()))
        decide(conversation, {conversation.start[0], conversation.start[1]});
    if (conversation.speaks == Speaks::socks)
        readSocks(conversation);
    for (const int side : {0, 1}) {  // what waits for octets that were not captured
        if (conversation.speaks == Speaks::tls && !conversation.done[side] && !conversation.start[side].empty()) {
            conversation.gap[side] = true;
            readTls(conversation, side, conversation.start[side],
                    static_cast<std::uint32_t>(conversation.arrival[side].frame));
        }
    }
    if (conversation.http) {
        conversation.http->close();
        keepHttp(conversation);
    }
    if (!conversation.http2 && conversation.upgraded)  // what it was changed to was not captured
        m_found.http.push_back(httpRow(*conversation.upgraded, conversation.id, m_texts));
    if (conversation.http2) {
        conversation.http2->close();
        keepHttp(conversation);
    }
    if (conversation.flow->application == 0)
        application(*conversation.flow).service = m_texts.intern("unknown");
    settle(*conversation.flow, conversation.opening);
    release(conversation);
}

void Inspector::reopened(traffic::FlowId id) {
    if (Conversation* const conversation = opened(id))
        close(*conversation);
}

traffic::Inspected Inspector::finish() {
    while (m_oldest != nobody) close(*m_open[m_oldest]);
    return std::move(m_found);
}

}  // namespace weir::engine
