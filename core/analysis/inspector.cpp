// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/inspector.h"

#include <algorithm>

#include "core/analysis/inspectedconversation.h"
#include "core/base/text.h"
#include "core/protocol/credentials.h"
#include "core/protocol/http.h"
#include "core/protocol/identify.h"
#include "core/protocol/ja.h"
#include "core/protocol/tls.h"

namespace weir::analysis {
namespace {

constexpr std::uint8_t tcpProtocol = 6;
constexpr std::uint16_t closing = dissect::fin | dissect::rst;

}  // namespace

Inspector::Inspector(TextPool& texts, AddressPool& addresses) : m_texts(texts), m_addresses(addresses) {}
Inspector::~Inspector() = default;

Application& Inspector::application(Flow& flow) {
    if (flow.application == 0) {
        m_found.applications.emplace_back();
        flow.application = static_cast<std::uint32_t>(m_found.applications.size());
    }
    return m_found.applications[flow.application - 1];
}

void Inspector::packet(FlowId id, Flow& flow, int side, const dissect::PacketRecord& record,
                       const capture::Frame& frame, std::uint32_t number) {
    if (flow.inspected)
        return;
    const Bytes payload = frame.bytes().subspan(record.payloadOffset, record.payloadLength);
    if (record.protocol == tcpProtocol)
        segment(id, flow, side, record, payload, frame, number);
    else
        datagram(id, flow, side, record.source, payload, number);
}

void Inspector::segment(FlowId id, Flow& flow, int side, const dissect::PacketRecord& record, Bytes payload,
                        const capture::Frame& frame, std::uint32_t number) {
    const bool closes = (record.tcpFlags & dissect::rst) != 0;
    if (flow.inspection == 0 && payload.empty())
        return;
    Conversation& conversation = open(id, flow);
    if (!payload.empty() && !conversation.done[side]) {
        struct Taker final : StreamConsumer {
            Taker(Inspector& theInspector, Conversation& theConversation, Flow& theFlow, int theSide,
                  std::uint32_t theNumber, std::int64_t theTime)
                : inspector(theInspector),
                  conversation(theConversation),
                  flow(theFlow),
                  side(theSide),
                  number(theNumber),
                  time(theTime) {}
            void data(Bytes octets) override { inspector.take(conversation, flow, side, octets, number, time); }
            void gap() override {
                conversation.gap[side] = true;
                if (conversation.http)
                    conversation.http->gap(side == conversation.client ? 0 : 1);
            }
            Inspector& inspector;
            Conversation& conversation;
            Flow& flow;
            int side;
            std::uint32_t number;
            std::int64_t time;
        } consumer(*this, conversation, flow, side, number, frame.time);
        conversation.assembler[side].add(record.sequence, (record.tcpFlags & dissect::syn) != 0, payload,
                                         record.payloadOriginal, consumer);
    }
    if (closes || (conversation.done[0] && conversation.done[1]))
        close(flow);
}

Inspector::Conversation& Inspector::open(FlowId id, Flow& flow) {
    if (flow.inspection != 0)
        return *m_open[flow.inspection - 1];
    if (m_free.empty() && m_open.size() >= maximumOpen)
        giveUpOldest();
    if (m_free.empty()) {
        m_open.emplace_back();
        m_free.push_back(static_cast<std::uint32_t>(m_open.size() - 1));
    }
    const std::uint32_t place = m_free.back();
    m_free.pop_back();
    m_open[place] = std::make_unique<Conversation>();
    Conversation& conversation = *m_open[place];
    conversation.id = id;
    conversation.serial = ++m_serial;
    conversation.flow = &flow;
    flow.inspection = place + 1;
    m_order.emplace_back(place, conversation.serial);
    return conversation;
}

void Inspector::release(Flow& flow) {
    if (flow.inspection == 0)
        return;
    m_open[flow.inspection - 1].reset();
    m_free.push_back(flow.inspection - 1);
    flow.inspection = 0;
}

void Inspector::take(Conversation& conversation, Flow& flow, int side, Bytes data, std::uint32_t number,
                     std::int64_t time) {
    if (conversation.speaks == Speaks::http) {
        conversation.http->data(side == conversation.client ? 0 : 1, data, number, time);
        keepHttp(conversation, flow);
        return;
    }
    std::vector<std::uint8_t>& start = conversation.start[side];
    if (!conversation.gap[side] && start.size() < protocol::maximumServerFlight) {
        if (start.empty()) {
            conversation.startFrame[side] = number;
            conversation.startTime[side] = time;
        }
        start.insert(start.end(), data.begin(), data.end());
    }
    // Asking costs a microsecond, so it is done when there is something new to judge by: the first octets of a side,
    // and once more when a side has said as much as counts.
    const bool first = start.size() == data.size();
    const bool full = start.size() >= protocol::identifyOctets && start.size() - data.size() < protocol::identifyOctets;
    const bool last = start.size() >= 4 * protocol::identifyOctets;
    if (conversation.speaks == Speaks::undecided && (first || full || last || conversation.attempts == 1))
        decide(conversation, flow);
    if (conversation.speaks == Speaks::tls)
        readTls(conversation, flow, side, number);
    else if (conversation.speaks == Speaks::commands)
        readCommands(conversation, flow, number);
}

void Inspector::decide(Conversation& conversation, Flow& flow) {
    const int client = flow.client;
    const protocol::Service service =
        protocol::identify(protocol::Transport::tcp, flow.port[client], flow.port[1 - client],
                           conversation.start[client], conversation.start[1 - client]);
    const bool enough = conversation.start[0].size() >= protocol::identifyOctets ||
                        conversation.start[1].size() >= protocol::identifyOctets ||
                        (!conversation.start[0].empty() && !conversation.start[1].empty());
    if (!service.known() && !enough)
        return;
    Application& known = application(flow);
    known.service = m_texts.intern(service.name);
    known.serviceCertain = service.confident;
    known.reversed = service.reversed;
    conversation.client = service.reversed ? 1 - client : client;
    if (service.name == "tls") {
        conversation.speaks = Speaks::tls;
        return;
    }
    if (service.name == "http") {
        conversation.speaks = Speaks::http;
        conversation.http = std::make_unique<HttpTracker>();
        for (const int side : {conversation.client, 1 - conversation.client}) {
            if (conversation.gap[side])
                conversation.http->gap(side == conversation.client ? 0 : 1);
            else
                conversation.http->data(side == conversation.client ? 0 : 1, conversation.start[side],
                                        conversation.startFrame[side], conversation.startTime[side]);
            conversation.start[side] = {};
        }
        keepHttp(conversation, flow);
        return;
    }
    // A weak guess may still be mended by what the other side says.
    constexpr int enoughAttempts = 4;
    const bool settled =
        service.confident || conversation.attempts >= enoughAttempts ||
        (!conversation.start[0].empty() && !conversation.start[1].empty() && conversation.attempts > 2);
    if (!settled)
        return;
    static constexpr std::string_view withCredentials[] = {"ftp", "pop3", "imap", "smtp", "ldap"};
    if (std::find(std::begin(withCredentials), std::end(withCredentials), service.name) != std::end(withCredentials)) {
        conversation.speaks = Speaks::commands;
        conversation.done[1 - conversation.client] = true;
        return;
    }
    conversation.speaks = Speaks::other;
    conversation.done[0] = conversation.done[1] = true;
}

void Inspector::readTls(Conversation& conversation, Flow& flow, int side, std::uint32_t number) {
    Application& known = application(flow);
    const Bytes octets = conversation.start[side];
    if (side == conversation.client) {
        protocol::ClientHello hello;
        const protocol::TlsStatus status = protocol::readClientHello(octets, hello);
        if (status == protocol::TlsStatus::needMore && octets.size() < protocol::maximumClientHello &&
            !conversation.gap[side])
            return;
        if (status == protocol::TlsStatus::complete)
            keepHello(known, hello, protocol::HelloTransport::tcp, number);
    } else {
        protocol::ServerFlight flight;
        const protocol::TlsStatus status = protocol::readServerFlight(octets, flight);
        if (status == protocol::TlsStatus::needMore && octets.size() < protocol::maximumServerFlight &&
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
    conversation.start[side] = {};
}

void Inspector::readCommands(Conversation& conversation, Flow& flow, std::uint32_t number) {
    constexpr std::size_t enough = 16 * 1024;
    Application& known = application(flow);
    const std::vector<std::uint8_t>& start = conversation.start[conversation.client];
    const protocol::ClearCredentials credentials = protocol::findCredentials(m_texts[known.service], start);
    if (credentials) {
        known.credentialsKind = m_texts.intern(credentials.kind);
        known.credentialsFrame = number;
    }
    if (credentials || start.size() >= enough || conversation.gap[conversation.client])
        conversation.done[conversation.client] = true;
}

void Inspector::close(Flow& flow) {
    if (flow.inspection == 0)
        return;
    Conversation& conversation = *m_open[flow.inspection - 1];
    if (conversation.http) {
        conversation.http->close();
        keepHttp(conversation, flow);
    }
    if (conversation.speaks == Speaks::undecided && (!conversation.start[0].empty() || !conversation.start[1].empty()))
        decide(conversation, flow);
    if (flow.application == 0)
        application(flow).service = m_texts.intern("unknown");
    flow.inspected = true;
    release(flow);
}

void Inspector::giveUpOldest() {
    while (!m_order.empty()) {
        const auto [place, serial] = m_order.front();
        m_order.pop_front();
        if (m_open[place] && m_open[place]->serial == serial) {
            close(*m_open[place]->flow);
            return;
        }
    }
}

void Inspector::finish() {
    while (!m_order.empty()) giveUpOldest();
}

}  // namespace weir::analysis
