// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/inspector.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/protocol/http.h"
#include "core/protocol/identify.h"
#include "core/protocol/ja.h"
#include "core/protocol/tls.h"

namespace weir::analysis {
namespace {

constexpr std::uint8_t tcpProtocol = 6;
constexpr std::uint16_t closing = dissect::fin | dissect::rst;

enum class Speaks : std::uint8_t { undecided, tls, http, other };

}  // namespace

struct Inspector::Conversation {
    FlowId id{0};
    Flow* flow = nullptr;  ///< flows do not move in their store
    int client = 0;
    std::uint32_t startFrame[2] = {0, 0};
    std::int64_t startTime[2] = {0, 0};
    StreamAssembler assembler[2];
    std::vector<std::uint8_t> start[2];  ///< the first octets of each side, until decided and read
    bool gap[2] = {false, false};
    bool done[2] = {false, false};  ///< nothing more is wanted of this side
    Speaks speaks = Speaks::undecided;
    std::unique_ptr<HttpTracker> http;
};

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
        datagram(id, flow, side, payload, number);
}

void Inspector::segment(FlowId id, Flow& flow, int side, const dissect::PacketRecord& record, Bytes payload,
                        const capture::Frame& frame, std::uint32_t number) {
    const bool closes = (record.tcpFlags & dissect::rst) != 0;
    auto found = m_open.find(index(id));
    if (found == m_open.end()) {
        if (payload.empty())
            return;
        if (m_open.size() >= maximumOpen)
            giveUpOldest();
        found = m_open.emplace(index(id), std::make_unique<Conversation>()).first;
        found->second->id = id;
        found->second->flow = &flow;
        m_order.push_back(index(id));
    }
    Conversation& conversation = *found->second;
    if (!payload.empty() && !conversation.done[side]) {
        const StreamAssembler::Consumer consumer{
            [&](Bytes data) { take(conversation, flow, side, data, number, frame.time); },
            [&] {
                conversation.gap[side] = true;
                if (conversation.http)
                    conversation.http->gap(side);
            }};
        conversation.assembler[side].add(record.sequence, (record.tcpFlags & dissect::syn) != 0, payload,
                                         record.payloadOriginal, consumer);
    }
    if (closes || (conversation.done[0] && conversation.done[1]))
        close(id);
}

void Inspector::datagram(FlowId, Flow& flow, int side, Bytes payload, std::uint32_t) {
    // A datagram stands alone: the first of each side says what there is to say.
    const int client = flow.client;
    const bool fromClient = side == client;
    const protocol::Service service =
        protocol::identify(protocol::Transport::udp, flow.port[client], flow.port[1 - client],
                           fromClient ? payload : Bytes{}, fromClient ? Bytes{} : payload);
    Application& known = application(flow);
    if (service.known() && !known.serviceCertain) {
        known.service = m_texts.intern(service.name);
        known.serviceCertain = service.confident;
        known.reversed = service.reversed;
    } else if (known.service == 0) {
        known.service = m_texts.intern("unknown");
    }
    constexpr std::uint32_t enough = 4;  // datagrams of a side
    flow.inspected = known.serviceCertain || flow.way[side].packets >= enough;
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
    if (conversation.speaks == Speaks::undecided)
        decide(conversation, flow);
    if (conversation.speaks == Speaks::tls)
        readTls(conversation, flow, side, number);
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
    const bool settled = service.confident || (conversation.start[0].size() >= protocol::identifyOctets &&
                                               conversation.start[1].size() >= protocol::identifyOctets);
    if (!settled && conversation.start[0].size() + conversation.start[1].size() < 4 * protocol::identifyOctets)
        return;
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
    }
    conversation.done[side] = true;
    conversation.start[side] = {};
}

void Inspector::keepHello(Application& known, const protocol::ClientHello& hello, protocol::HelloTransport transport,
                          std::uint32_t number) {
    if (!hello.serverName.empty()) {
        known.serverName = m_texts.intern(lowered(hello.serverName.substr(0, 255)));
        known.nameSource = NameSource::tls;
    }
    known.nameFrame = number;
    known.encryptedHello = hello.encryptedClientHello;
    if (known.tlsVersion == 0)
        known.tlsVersion = m_texts.intern(protocol::tlsVersionName(hello.version()));
    if (known.tlsApplication == 0 && !hello.applications.empty())
        known.tlsApplication = m_texts.intern(hello.applications.front());
    if (!hello.sslv2Form) {
        known.ja3 = m_texts.intern(protocol::ja3(hello));
        known.ja4 = m_texts.intern(protocol::ja4(hello, transport));
    }
}

void Inspector::keepHttp(Conversation& conversation, Flow& flow) {
    for (const HttpExchange& exchange : conversation.http->take()) {
        HttpRow row;
        row.time = exchange.time;
        row.frame = exchange.frame;
        row.responseFrame = exchange.responseFrame;
        row.flow = conversation.id;
        row.method = m_texts.intern(exchange.method);
        row.host = m_texts.intern(exchange.host);
        row.target = m_texts.intern(exchange.target);
        row.userAgent = m_texts.intern(exchange.userAgent);
        row.contentType = m_texts.intern(exchange.contentType);
        row.bodyOctets = exchange.bodyOctets;
        row.status = static_cast<std::uint16_t>(exchange.status);
        m_found.http.push_back(row);
        Application& known = application(flow);
        if (known.serverName == 0 && !exchange.host.empty()) {
            known.serverName = m_texts.intern(protocol::hostName(exchange.host));
            known.nameSource = NameSource::http;
            known.nameFrame = exchange.frame;
        }
    }
    if (conversation.http->idle())
        conversation.done[0] = conversation.done[1] = true;
}

void Inspector::close(FlowId id) {
    const auto found = m_open.find(index(id));
    if (found == m_open.end())
        return;
    Conversation& conversation = *found->second;
    Flow& flow = *conversation.flow;
    if (conversation.http) {
        conversation.http->close();
        keepHttp(conversation, flow);
    }
    if (conversation.speaks == Speaks::undecided && (!conversation.start[0].empty() || !conversation.start[1].empty()))
        decide(conversation, flow);
    if (flow.application == 0)
        application(flow).service = m_texts.intern("unknown");
    flow.inspected = true;
    m_open.erase(found);
}

void Inspector::giveUpOldest() {
    while (!m_order.empty()) {
        const FlowId id{m_order.front()};
        m_order.pop_front();
        if (m_open.contains(index(id))) {
            close(id);
            return;
        }
    }
}

void Inspector::finish() {
    for (const std::uint32_t id : m_order) close(FlowId{id});
    m_order.clear();
}

}  // namespace weir::analysis
