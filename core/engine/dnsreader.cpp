// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/dnsreader.h"

#include "core/base/ipprotocol.h"

namespace weir::engine {
namespace {

constexpr std::uint8_t tcpProtocol = ipprotocol::tcp, udpProtocol = ipprotocol::udp;
constexpr std::size_t maximumStreams = 4096;

bool onPort(const dissect::PacketRecord& record, std::uint16_t port) {
    return record.sourcePort == port || record.destinationPort == port;
}

}  // namespace

bool mayCarryDns(const dissect::PacketRecord& record) {
    if (record.protocol == tcpProtocol)
        return onPort(record, protocol::dnsPort);
    return record.protocol == udpProtocol &&
           (onPort(record, protocol::dnsPort) || onPort(record, protocol::multicastDnsPort) ||
            onPort(record, protocol::llmnrPort));
}

void DnsReader::packet(const PacketBatch& work, const PayloadNote& note) {
    if (work.record(note).protocol == udpProtocol)
        message(work.payload(note), traffic::DnsTransport::udp, work, note);
    else
        segment(work, note);
}

void DnsReader::segment(const PacketBatch& work, const PayloadNote& note) {
    const dissect::PacketRecord& record = work.record(note);
    const std::uint64_t key = std::uint64_t{index(note.id)} * 2 + note.side;
    if (m_streams.size() >= maximumStreams && !m_streams.contains(key))
        m_streams.erase(m_streams.begin());
    Stream& stream = m_streams[key];
    const bool opens = (record.tcpFlags & dissect::syn) != 0;  // without it the stream begins where it is first seen
    if (opens)
        stream = {};
    struct Messages final : StreamConsumer {
        Messages(DnsReader& theReader, Stream& theStream, const PacketBatch& theWork, const PayloadNote& theTelling)
            : reader(theReader), stream(theStream), work(theWork), note(theTelling) {}

        void data(Bytes octets) override {
            // Each message follows its length in two octets (RFC 1035 section 4.2.2).
            std::vector<std::uint8_t>& buffer = stream.buffer;
            buffer.insert(buffer.end(), octets.begin(), octets.end());
            std::size_t at = 0;
            while (buffer.size() - at >= 2) {
                const std::size_t length = static_cast<std::size_t>(buffer[at]) << 8 | buffer[at + 1];
                if (buffer.size() - at - 2 < length)
                    break;
                reader.message(Bytes(buffer).subspan(at + 2, length), traffic::DnsTransport::tcp, work, note);
                at += 2 + length;
            }
            buffer.erase(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(at));
        }
        void gap() override { stream.buffer.clear(); }

        DnsReader& reader;
        Stream& stream;
        const PacketBatch& work;
        const PayloadNote& note;
    } consumer(*this, stream, work, note);
    stream.assembler.add(record.sequence, opens, work.payload(note), record.payloadOriginal, consumer);
    constexpr std::uint16_t closing = dissect::fin | dissect::rst;
    if ((record.tcpFlags & closing) != 0)
        m_streams.erase(key);
}

void DnsReader::message(Bytes octets, traffic::DnsTransport transport, const PacketBatch& work,
                        const PayloadNote& note) {
    const auto message = protocol::parseDns(octets);
    if (!message)
        return;
    const dissect::PacketRecord& record = work.record(note);
    traffic::DnsMessageRow row;
    row.time = work.time(note);
    row.frame = work.number(note);
    row.ipId = record.identification;
    row.ipIdKnown = record.source.version == 4;
    row.transport = transport;
    row.octets = static_cast<std::uint32_t>(octets.size());
    const bool response = message->isResponse;
    row.client = note.flow->address[response ? 1 - note.side : note.side];
    row.server = note.flow->address[response ? note.side : 1 - note.side];
    row.clientPort = response ? record.destinationPort : record.sourcePort;
    row.serverPort = response ? record.sourcePort : record.destinationPort;
    traffic::appendDns(m_log, row, *message, m_texts, m_told);
}

}  // namespace weir::engine
