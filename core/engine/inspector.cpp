// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/inspector.h"

#include <algorithm>
#include <atomic>

#include "core/base/ipprotocol.h"
#include "core/base/text.h"
#include "core/engine/inspectedflow.h"
#include "core/protocol/credentials.h"
#include "core/protocol/http.h"
#include "core/protocol/identify.h"
#include "core/protocol/ja.h"
#include "core/protocol/tls.h"

namespace weir::engine {
namespace {

constexpr std::uint8_t tcpProtocol = ipprotocol::tcp;
constexpr std::size_t lastAsked = 4 * protocol::identifyOctets;  ///< octets of one side after which nobody asks again

}  // namespace

void Inspector::Conversation::clear() {
    constexpr std::size_t little = 4096;
    for (const int side : {0, 1}) {
        startFrame[side] = 0;
        startTime[side] = 0;
        said[side] = 0;
        assembler[side] = {};
        if (start[side].capacity() > little)
            start[side] = {};
        start[side].clear();
        gap[side] = done[side] = false;
    }
    flow = nullptr;
    searched = 0;
    speaks = Speaks::undecided;
    http.reset();
    quic.reset();
}

Inspector::Inspector(TextPool& texts, traffic::AddressPool& told) : m_texts(texts), m_told(told) {}
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

void Inspector::packet(const PacketBatch& work, const PayloadNote& note) {
    if (isSettled(*note.flow, note.opening))
        return;
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
    if (!payload.empty() && !conversation.done[side]) {
        struct Taker final : StreamConsumer {
            Taker(Inspector& theInspector, Conversation& theConversation, int theSide, std::uint32_t theNumber,
                  std::int64_t theTime)
                : inspector(theInspector),
                  conversation(theConversation),
                  side(theSide),
                  number(theNumber),
                  time(theTime) {}
            void data(Bytes octets) override { inspector.take(conversation, side, octets, number, time); }
            void gap() override {
                conversation.gap[side] = true;
                if (conversation.http)
                    conversation.http->gap(side == conversation.client ? 0 : 1);
            }
            Inspector& inspector;
            Conversation& conversation;
            int side;
            std::uint32_t number;
            std::int64_t time;
        } consumer(*this, conversation, side, work.number(note), work.frame(note).time);
        conversation.assembler[side].add(record.sequence, (record.tcpFlags & dissect::syn) != 0, payload,
                                         record.payloadOriginal, consumer);
    }
    if ((record.tcpFlags & dissect::rst) != 0 || (conversation.done[0] && conversation.done[1]))
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
        m_open.push_back(std::make_unique<Conversation>());
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

void Inspector::take(Conversation& conversation, int side, Bytes data, std::uint32_t number, std::int64_t time) {
    if (conversation.speaks == Speaks::http) {
        conversation.http->data(side == conversation.client ? 0 : 1, data, number, time);
        keepHttp(conversation);
        return;
    }
    // Most say all that is wanted in one segment, which is then read where it lies.
    std::vector<std::uint8_t>& start = conversation.start[side];
    const bool first = conversation.said[side] == 0 && !conversation.gap[side];
    if (first) {
        conversation.startFrame[side] = number;
        conversation.startTime[side] = time;
    }
    const std::size_t before = conversation.said[side];
    Bytes seen = start;
    const bool undecided = conversation.speaks == Speaks::undecided;
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
    if (conversation.speaks == Speaks::commands && side == conversation.client && !first &&
        protocol::beginsClientHello(data)) {
        changeToTls(conversation, data);
        seen = start;
    }
    // Asking costs a microsecond, so it is done when there is something new to judge by: the first octets of a side,
    // and once more when a side has said as much as counts.
    const std::size_t said = conversation.said[side];
    const bool full = said >= protocol::identifyOctets && before < protocol::identifyOctets;
    const bool last = said >= lastAsked && before < lastAsked;
    if (undecided && (first || full || last)) {
        Bytes all[2] = {conversation.start[0], conversation.start[1]};
        all[side] = seen;
        decide(conversation, all);
    }
    if (conversation.speaks == Speaks::tls) {
        for (const int each : {side, 1 - side}) {  // what the other side said may have waited for the decision
            const Bytes octets = each == side ? seen : Bytes(conversation.start[each]);
            if (!conversation.done[each] && !octets.empty())
                readTls(conversation, each, octets, each == side ? number : conversation.startFrame[each]);
        }
    }
    const bool wanted = conversation.speaks != Speaks::http && conversation.speaks != Speaks::other;
    if (wanted && first && !conversation.done[side] && !conversation.gap[side])
        start.assign(data.begin(), data.end());
    if (conversation.speaks == Speaks::commands)
        readCommands(conversation, number);
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
    traffic::Application& known = application(flow);
    known.service = m_texts.intern(service.name);
    known.serviceCertain = service.confident;
    known.reversed = service.reversed;
    const int speaker = service.reversed ? 1 - client : client;
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
            if (conversation.gap[side])
                conversation.http->gap(side == speaker ? 0 : 1);
            else if (!seen[side].empty())
                conversation.http->data(side == speaker ? 0 : 1, seen[side], conversation.startFrame[side],
                                        conversation.startTime[side]);
        }
        keepHttp(conversation);
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
    conversation.speaks = Speaks::other;
    conversation.done[0] = conversation.done[1] = true;
}

void Inspector::readTls(Conversation& conversation, int side, Bytes seen, std::uint32_t number) {
    traffic::Application& known = application(*conversation.flow);
    if (side == conversation.client) {
        const protocol::TlsStatus status = protocol::readClientHello(seen, m_hello);
        if (status == protocol::TlsStatus::needMore && seen.size() < protocol::maximumClientHello &&
            !conversation.gap[side])
            return;
        if (status == protocol::TlsStatus::complete)
            keepHello(known, m_hello, protocol::HelloTransport::tcp, number);
        else if (status == protocol::TlsStatus::needMore && protocol::readCutClientHello(seen, m_hello))
            keepHello(known, m_hello, protocol::HelloTransport::tcp, number);
    } else {
        protocol::ServerFlight flight;
        const protocol::TlsStatus status = protocol::readServerFlight(seen, flight, nullptr, conversation.gap[side]);
        if (status == protocol::TlsStatus::needMore && seen.size() < protocol::maximumServerFlight &&
            !conversation.gap[side])
            return;
        if (flight.hasHello) {
            known.tlsVersion = m_texts.intern(protocol::tlsVersionName(flight.hello.version));
            if (!flight.hello.application.empty())
                known.tlsApplication = m_texts.intern(flight.hello.application);
        }
        if (!flight.certificate.empty())
            keepCertificate(known, flight.certificate);
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
    conversation.assembler[server] = {};
    conversation.said[server] = 0;
    conversation.gap[server] = conversation.done[server] = false;
}

void Inspector::readCommands(Conversation& conversation, std::uint32_t number) {
    constexpr std::size_t enough = 16 * 1024;
    traffic::Application& known = application(*conversation.flow);
    const std::vector<std::uint8_t>& start = conversation.start[conversation.client];
    const protocol::ClearCredentials credentials =
        protocol::findCredentials(m_texts[known.service], start, conversation.searched);
    conversation.searched = credentials.searched;
    if (credentials) {
        known.credentialsKind = m_texts.intern(credentials.kind);
        known.credentialsFrame = number;
    }
    if (credentials || start.size() >= enough || conversation.gap[conversation.client])
        conversation.done[conversation.client] = true;
}

void Inspector::close(Conversation& conversation) {
    if (conversation.http) {
        conversation.http->close();
        keepHttp(conversation);
    }
    if (conversation.speaks == Speaks::undecided && (!conversation.start[0].empty() || !conversation.start[1].empty()))
        decide(conversation, {conversation.start[0], conversation.start[1]});
    for (const int side : {0, 1}) {  // what waits for octets that were not captured
        if (conversation.speaks == Speaks::tls && !conversation.done[side] && !conversation.start[side].empty()) {
            conversation.gap[side] = true;
            readTls(conversation, side, conversation.start[side], conversation.startFrame[side]);
        }
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
