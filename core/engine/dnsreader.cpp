// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/dnsreader.h"

#include "core/base/ipprotocol.h"
#include "core/dissect/tcpsegment.h"

namespace weir::engine {
namespace {

constexpr std::uint8_t tcpProtocol = ipprotocol::tcp, udpProtocol = ipprotocol::udp;
constexpr std::size_t lengthSize = 2;  ///< before each message over TCP (RFC 1035 section 4.2.2)

bool onPort(const dissect::PacketRecord& record, std::uint16_t port) {
    return record.sourcePort == port || record.destinationPort == port;
}

std::size_t lengthAt(Bytes octets) { return static_cast<std::size_t>(octets[0]) << 8 | octets[1]; }

/// Whether octets start with a length and a message that fits it, as far as they go.
bool beginsMessage(Bytes octets) {
    constexpr std::size_t headerSize = 12;
    constexpr std::uint8_t lastOpcode = 6;
    if (octets.size() < lengthSize + headerSize || lengthAt(octets) < headerSize)
        return false;
    const std::size_t length = lengthAt(octets);
    const Bytes rest = octets.subspan(lengthSize);
    const bool whole = rest.size() >= length;
    const auto message = protocol::parseDns(rest.first(std::min(rest.size(), length)));
    return message && message->opcode <= lastOpcode && (message->isResponse || message->questions.size() == 1) &&
           (whole ? !message->damaged : message->questions.size() == 1 && message->questions[0].type != 0);
}

}  // namespace

/// Hands on what a segment brings, and what came before it and waited.
struct DnsReader::Messages final : protocol::TcpConsumer {
    Messages(DnsReader& theReader, Stream& theStream) : reader(theReader), stream(theStream) {}
    void data(int side, Bytes octets, const protocol::TcpArrival& arrival) override {
        if (arrival.frame > stream.arrival[side].frame)
            stream.arrival[side] = arrival;
        reader.read(stream, side, octets);
    }
    void gap(int side, std::uint64_t) override { reader.drop(stream, side); }
    DnsReader& reader;
    Stream& stream;
};

bool mayCarryDns(const dissect::PacketRecord& record) {
    if (record.protocol == tcpProtocol)
        return onPort(record, protocol::dnsPort);
    return record.protocol == udpProtocol &&
           (onPort(record, protocol::dnsPort) || onPort(record, protocol::multicastDnsPort) ||
            onPort(record, protocol::llmnrPort));
}

void DnsReader::packet(const PacketBatch& work, const PayloadNote& note) {
    const dissect::PacketRecord& record = work.record(note);
    if (record.protocol != udpProtocol) {
        segment(work, note);
        return;
    }
    traffic::DnsMessageRow row;
    row.time = work.time(note);
    row.frame = work.number(note);
    row.ipId = record.identification;
    row.ipIdKnown = record.source.version == 4;
    row.transport = traffic::DnsTransport::udp;
    row.copy = note.copy;
    appendMessage(m_log, work.payload(note), row, *note.flow, note.side, m_texts, m_told);
}

void DnsReader::segment(const PacketBatch& work, const PayloadNote& note) {
    const dissect::PacketRecord& record = work.record(note);
    auto found = m_streams.find(note.id);
    if (found == m_streams.end()) {
        if (m_streams.size() >= maximumStreams) {
            end(m_streams.begin()->second);
            m_streams.erase(m_streams.begin());
        }
        found = m_streams.try_emplace(note.id, m_budget).first;
        found->second.flow = note.flow;
        found->second.hasIpId = record.source.version == 4;
    }
    Stream& stream = found->second;
    const protocol::TcpSegment segment = dissect::tcpSegment(
        record, work.payload(note), dissect::arrivalOf(record, work.number(note), work.frame(note).time));
    if (note.known)
        stream.tcp.expect(note.side, note.expected);
    if (note.beginning)
        stream.synchronized[note.side] = true;
    Messages messages(*this, stream);
    stream.tcp.add(note.side, segment, messages);
    stream.closed[note.side] = stream.closed[note.side] || segment.fin;
    if (segment.rst || (stream.closed[0] && stream.closed[1] && !stream.tcp.waits())) {
        end(stream);
        m_streams.erase(found);
    }
}

/// What waits is handed on; an unfinished message is forgotten.
void DnsReader::end(Stream& stream) {
    Messages messages(*this, stream);
    stream.tcp.finish(messages);
    for (const int side : {0, 1}) drop(stream, side);
}

void DnsReader::reopened(traffic::FlowId id) {
    const auto found = m_streams.find(id);
    if (found == m_streams.end())
        return;
    end(found->second);
    m_streams.erase(found);
}

void DnsReader::finish() {
    for (auto& [id, stream] : m_streams) end(stream);
    m_streams.clear();
}

/// Octets are missing: reading goes on where a segment starts with a message.
void DnsReader::drop(Stream& stream, int side) {
    m_unfinished -= stream.buffer[side].size();
    stream.buffer[side] = {};
    stream.synchronized[side] = false;
}

void DnsReader::read(Stream& stream, int side, Bytes octets) {
    bool& synchronized = stream.synchronized[side];
    if (!synchronized && !beginsMessage(octets))
        return;
    synchronized = true;
    std::vector<std::uint8_t>& buffer = stream.buffer[side];
    m_unfinished -= buffer.size();
    buffer.insert(buffer.end(), octets.begin(), octets.end());
    const protocol::TcpArrival& arrival = stream.arrival[side];
    traffic::DnsMessageRow row;
    row.time = arrival.time;
    row.frame = static_cast<std::uint32_t>(arrival.frame);
    row.ipId = arrival.identification;
    row.ipIdKnown = stream.hasIpId;
    row.transport = traffic::DnsTransport::tcp;
    std::size_t at = 0;
    while (buffer.size() - at >= lengthSize) {
        const Bytes rest = Bytes(buffer).subspan(at);
        const std::size_t length = lengthAt(rest);
        if (rest.size() - lengthSize < length)
            break;
        appendMessage(m_log, rest.subspan(lengthSize, length), row, *stream.flow, side, m_texts, m_told);
        at += lengthSize + length;
    }
    buffer.erase(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(at));
    m_unfinished += buffer.size();
    if (m_unfinished > maximumUnfinished)
        drop(stream, side);
}

void appendMessage(traffic::DnsLog& log, Bytes octets, traffic::DnsMessageRow row, const traffic::Flow& flow, int side,
                   TextPool& texts, traffic::AddressPool& told) {
    const auto message = protocol::parseDns(octets);
    if (!message)
        return;
    row.octets = static_cast<std::uint32_t>(octets.size());
    const int client = message->isResponse ? 1 - side : side;
    row.client = flow.address[client];
    row.server = flow.address[1 - client];
    row.clientPort = flow.port[client];
    row.serverPort = flow.port[1 - client];
    traffic::appendDns(log, row, *message, texts, told);
}

}  // namespace weir::engine
