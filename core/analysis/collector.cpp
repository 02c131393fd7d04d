// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/collector.h"

#include <algorithm>

namespace weir::analysis {
namespace {

constexpr std::uint8_t tcpProtocol = 6, udpProtocol = 17;
constexpr std::uint16_t dnsPort = 53, multicastDnsPort = 5353, llmnrPort = 5355;
constexpr std::size_t maximumDnsStreams = 4096;

bool onPort(const dissect::PacketRecord& record, std::uint16_t port) {
    return record.sourcePort == port || record.destinationPort == port;
}

Bytes payloadOf(const capture::Frame& frame, const dissect::PacketRecord& record) {
    return frame.bytes().subspan(record.payloadOffset, record.payloadLength);
}

}  // namespace

Collector::Collector(const Options& options, std::shared_ptr<const PublicSuffixes> suffixes)
    : m_options(options),
      m_suffixes(std::move(suffixes)),
      m_flowTable(m_addresses),
      m_inspector(m_texts, m_addresses) {}

void Collector::collect(Work& work) {
    // Slots and flows are spread over memory: ask for them some packets ahead.
    constexpr std::size_t slotsAhead = 24, flowsAhead = 12;
    const std::size_t count = work.records.size();
    for (std::size_t i = 0; i < count; ++i) {
        if (i + slotsAhead < count)
            m_flowTable.prefetch(work.hashes[i + slotsAhead]);
        if (i + flowsAhead < count)
            m_flowTable.prefetchFlow(work.hashes[i + flowsAhead]);
        const std::uint32_t chosen = work.chosen[i];
        this->count(work.batch.frames[chosen], work.batch.firstNumber + chosen, work.records[i], work.hashes[i]);
    }
}

std::uint32_t Collector::kindIndex(const dissect::PacketRecord& record) {
    const std::uint32_t key = static_cast<std::uint32_t>(record.verdict) << 24 |
                              static_cast<std::uint32_t>(record.kind.space) << 16 | record.kind.number;
    const auto [found, created] = m_kindIndex.try_emplace(key, static_cast<std::uint32_t>(m_kinds.size()));
    if (created)
        m_kinds.push_back({record.verdict, record.kind});
    return found->second;
}

void Collector::count(const capture::Frame& frame, std::uint64_t number, dissect::PacketRecord& record,
                      std::uint64_t hash) {
    ++m_counters.frames;
    m_counters.wireBytes += frame.original;
    m_counters.cutShort += frame.captured < frame.original;
    if (!(frame.flags & capture::noTime)) {
        m_counters.firstSeen = m_counters.timed ? std::min(m_counters.firstSeen, frame.time) : frame.time;
        m_counters.lastSeen = m_counters.timed ? std::max(m_counters.lastSeen, frame.time) : frame.time;
        m_counters.timed = true;
    }
    IndexedPacket packet;
    packet.number = number;
    packet.position = frame.position;
    packet.time = frame.time;
    packet.wireBytes = frame.original;
    if (record.verdict != dissect::Verdict::ip) {
        if (record.verdict == dissect::Verdict::malformed) {
            ++m_counters.malformed;
            if (m_counters.malformedFrames.size() < 100)
                m_counters.malformedFrames.push_back(number);
        } else {
            ++m_counters.nonIp;
        }
        packet.kind = kindIndex(record);
        m_packets.append(packet);
        return;
    }
    if (record.fragment) {
        m_fragments.apply(record);
        hash = m_flowTable.hash(record);
    }
    ++(record.source.version == 4 ? m_counters.ipv4 : m_counters.ipv6);
    m_counters.bytes += record.bytes;
    const FlowTable::Found found = m_flowTable.find(record, hash);
    packet.bytes = record.bytes;
    packet.flow = found.id;
    packet.side = found.side;
    m_packets.append(packet);
    Flow& flow = m_flowTable.flows()[index(found.id)];
    countFlow(flow, found.side, frame, number, record);
    if (record.laterFragment)
        return;
    const bool transport = record.protocol == tcpProtocol || record.protocol == udpProtocol;
    const bool opens = record.protocol == tcpProtocol && (record.tcpFlags & dissect::syn) != 0;
    if (opens && (record.tcpFlags & dissect::ack) == 0) {  // perhaps the same ports again: a new connection
        if (flow.inspection != 0)
            m_inspector.reopened(flow);
        flow.inspected = false;
    }
    const bool resets = record.protocol == tcpProtocol && (record.tcpFlags & dissect::rst) != 0;
    if (transport && !flow.inspected && (record.payloadLength > 0 || resets))
        m_inspector.packet(found.id, flow, found.side, record, frame, static_cast<std::uint32_t>(number));
    if (record.payloadLength == 0 && !opens)
        return;
    if (record.protocol == udpProtocol) {
        readDatagram(frame, number, record);
    } else if (record.protocol == tcpProtocol && onPort(record, dnsPort)) {
        readDnsSegment(found.id, found.side, frame, number, record);
    }
}

void Collector::countFlow(Flow& flow, int side, const capture::Frame& frame, std::uint64_t number,
                          const dissect::PacketRecord& record) {
    FlowWay& way = flow.way[side];
    if (way.packets++ == 0) {
        way.firstSeen = way.lastSeen = frame.time;
        way.firstFrame = static_cast<std::uint32_t>(std::min<std::uint64_t>(number, UINT32_MAX));
    } else {
        way.firstSeen = std::min(way.firstSeen, frame.time);
        way.lastSeen = std::max(way.lastSeen, frame.time);
    }
    way.bytes += record.bytes;
    way.wireBytes += frame.original;
    if (record.protocol != tcpProtocol || record.laterFragment)
        return;

    const bool opening = (record.tcpFlags & dissect::syn) != 0;
    if (opening && (record.tcpFlags & dissect::ack) == 0 && !flow.sawOpening) {
        flow.sawOpening = true;
        flow.client = static_cast<std::uint8_t>(side);
    }
    if (opening && (record.tcpFlags & dissect::ack) != 0 && flow.sawOpening && side != flow.client &&
        flow.handshake == 0) {
        const std::int64_t microseconds = (frame.time - flow.way[flow.client].firstSeen) / 1000;
        flow.handshake = static_cast<std::uint32_t>(std::clamp<std::int64_t>(microseconds, 1, UINT32_MAX));
    }
    const std::uint32_t length = record.payloadOriginal + opening + ((record.tcpFlags & dissect::fin) != 0);
    const std::uint32_t end = record.sequence + length;
    if (length > 0) {
        if (flow.flagsSeen[side] != 0 && static_cast<std::int32_t>(end - flow.nextSequence[side]) <= 0)
            ++flow.retransmitted[side];
        else
            flow.nextSequence[side] = end;
    } else if (flow.flagsSeen[side] == 0) {
        flow.nextSequence[side] = end;
    }
    flow.flagsSeen[side] |= static_cast<std::uint16_t>(record.tcpFlags | 0x8000);
}

void Collector::readDatagram(const capture::Frame& frame, std::uint64_t number, const dissect::PacketRecord& record) {
    if (onPort(record, dnsPort) || onPort(record, multicastDnsPort) || onPort(record, llmnrPort))
        addDns(payloadOf(frame, record), DnsTransport::udp, frame, number, record);
}

void Collector::readDnsSegment(FlowId flow, int side, const capture::Frame& frame, std::uint64_t number,
                               const dissect::PacketRecord& record) {
    const std::uint64_t key = std::uint64_t{index(flow)} * 2 + static_cast<std::uint64_t>(side);
    if (m_dnsStreams.size() >= maximumDnsStreams && !m_dnsStreams.contains(key))
        m_dnsStreams.erase(m_dnsStreams.begin());
    DnsStream& stream = m_dnsStreams[key];
    const bool opens = (record.tcpFlags & dissect::syn) != 0;  // without it the stream begins where it is first seen
    if (opens)
        stream = {};
    struct Messages final : StreamConsumer {
        Messages(Collector& theCollector, DnsStream& theStream, const capture::Frame& theFrame, std::uint64_t theNumber,
                 const dissect::PacketRecord& theRecord)
            : collector(theCollector), stream(theStream), frame(theFrame), number(theNumber), record(theRecord) {}

        void data(Bytes octets) override {
            // Each message follows its length in two octets (RFC 1035 section 4.2.2).
            std::vector<std::uint8_t>& buffer = stream.buffer;
            buffer.insert(buffer.end(), octets.begin(), octets.end());
            std::size_t at = 0;
            while (buffer.size() - at >= 2) {
                const std::size_t length = static_cast<std::size_t>(buffer[at]) << 8 | buffer[at + 1];
                if (buffer.size() - at - 2 < length)
                    break;
                collector.addDns(Bytes(buffer).subspan(at + 2, length), DnsTransport::tcp, frame, number, record);
                at += 2 + length;
            }
            buffer.erase(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(at));
        }
        void gap() override { stream.buffer.clear(); }

        Collector& collector;
        DnsStream& stream;
        const capture::Frame& frame;
        std::uint64_t number;
        const dissect::PacketRecord& record;
    } consumer(*this, stream, frame, number, record);
    stream.assembler.add(record.sequence, opens, payloadOf(frame, record), record.payloadOriginal, consumer);
    constexpr std::uint16_t closing = dissect::fin | dissect::rst;
    if ((record.tcpFlags & closing) != 0)
        m_dnsStreams.erase(key);
}

void Collector::addDns(Bytes octets, DnsTransport transport, const capture::Frame& frame, std::uint64_t number,
                       const dissect::PacketRecord& record) {
    const auto message = protocol::parseDns(octets);
    if (!message)
        return;
    DnsMessageRow row;
    row.time = frame.time;
    row.frame = static_cast<std::uint32_t>(std::min<std::uint64_t>(number, UINT32_MAX));
    row.ipId = record.identification;
    row.ipIdKnown = record.source.version == 4;
    row.transport = transport;
    const bool response = message->isResponse;
    row.client = m_addresses.intern(response ? record.destination : record.source);
    row.server = m_addresses.intern(response ? record.source : record.destination);
    row.clientPort = response ? record.destinationPort : record.sourcePort;
    row.serverPort = response ? record.sourcePort : record.destinationPort;
    appendDns(m_dns, row, *message, m_texts, m_addresses);
}

std::shared_ptr<State> Collector::share() const {
    auto state = std::make_shared<State>();
    state->options = m_options;
    state->counters = m_counters;
    state->addresses = m_addresses.shared();
    state->texts = m_texts.share();
    state->packets = m_packets;
    state->kinds = m_kinds;
    state->dns = m_dns;
    state->inspected = m_inspector.found();
    state->suffixes = m_suffixes;
    state->progress.frames = m_counters.frames;
    return state;
}

std::shared_ptr<State> Collector::snapshot() const {
    auto state = share();
    state->flows = m_flowTable.flows();
    state->partial = true;
    return state;
}

std::shared_ptr<State> Collector::finish() {
    m_inspector.finish();
    auto state = share();
    state->flows = std::move(m_flowTable.flows());
    return state;
}

}  // namespace weir::analysis
