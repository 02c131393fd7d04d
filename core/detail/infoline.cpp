// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detail/infoline.h"

#include "core/base/ipprotocol.h"
#include "core/detail/describers.h"
#include "core/protocol/dns.h"

namespace weir::detail {
namespace {

std::string dnsInfo(Bytes payload) {
    const auto message = protocol::parseDns(payload);
    if (!message)
        return "cut short";
    std::string out = message->isResponse ? "response " + protocol::dnsRcodeName(message->rcode) : "query";
    for (const protocol::DnsQuestion& question : message->questions)
        out += (question.typeKnown ? ' ' + protocol::dnsTypeName(question.type) : std::string()) + ' ' + question.name;
    std::size_t shown = 0;
    for (const protocol::DnsRecord& record : message->records) {
        if (record.section != protocol::DnsRecord::Section::answer)
            continue;
        if (++shown > 8) {
            out += ", …";
            break;
        }
        out += (shown == 1 ? " -> " : ", ") + record.data;
    }
    return out;
}

std::string icmpInfo(bool v6, ByteReader reader) {
    const std::uint8_t type = reader.u8();
    const std::uint8_t code = reader.u8();
    if (reader.failed())
        return "cut short";
    const std::string_view name = icmpTypeName(v6, type);
    return "type " + std::to_string(type) + " code " + std::to_string(code) +
           (name.empty() ? "" : " " + std::string(name));
}

std::string arpInfo(ByteReader reader) {
    reader.skip(4);
    const std::uint8_t hardwareLength = reader.u8();
    const std::uint8_t protocolLength = reader.u8();
    const std::uint16_t operation = reader.u16();
    reader.skip(hardwareLength);
    const IpAddress sender = IpAddress::fromBytes(reader.bytes(protocolLength));
    reader.skip(hardwareLength);
    const IpAddress target = IpAddress::fromBytes(reader.bytes(protocolLength));
    if (reader.failed() || !sender.valid())
        return {};
    if (operation == 1)
        return "who has " + target.toString() + "? tell " + sender.toString();
    if (operation == 2)
        return sender.toString() + " is here, for " + target.toString();
    return "operation " + std::to_string(operation);
}

}  // namespace

std::string tcpFlagsText(std::uint16_t flags) {
    static constexpr std::pair<std::uint16_t, const char*> names[] = {
        {dissect::fin, "FIN"}, {dissect::syn, "SYN"}, {dissect::rst, "RST"},
        {dissect::psh, "PSH"}, {dissect::ack, "ACK"}, {dissect::urg, "URG"},
        {dissect::ece, "ECE"}, {dissect::cwr, "CWR"}, {0x100, "AE"}};
    std::string out;
    for (const auto& [bit, name] : names) {
        if (flags & bit)
            out.append(out.empty() ? "" : ";").append(name);
    }
    return out;
}

std::string infoLine(const Frame& frame, const dissect::PacketRecord& record) {
    if (record.verdict == dissect::Verdict::malformed)
        return "malformed IP header";
    if (record.verdict == dissect::Verdict::nonIp) {
        constexpr std::uint16_t arp = 0x0806;
        if (record.kind == dissect::FrameKind{dissect::FrameKind::Space::etherType, arp} && frame.linkType == 1) {
            ByteReader reader(frame.bytes());
            reader.skip(14);
            return arpInfo(reader);
        }
        return {};
    }
    if (record.laterFragment)
        return "fragment of " + std::to_string(record.identification);
    ByteReader reader(frame.bytes());
    reader.seek(record.transportOffset);
    const Bytes payload = frame.bytes().subspan(record.payloadOffset, record.payloadLength);
    switch (record.protocol) {
        case ipprotocol::icmp:
            return icmpInfo(false, reader);
        case ipprotocol::icmpv6:
            return icmpInfo(true, reader);
        case ipprotocol::tcp:
            return record.hasPorts
                       ? "seq " + std::to_string(record.sequence) + " ack " + std::to_string(record.acknowledgment) +
                             " len " + std::to_string(record.payloadOriginal)
                       : "cut short";
        case ipprotocol::udp:
            for (const std::uint16_t port : {protocol::dnsPort, protocol::multicastDnsPort, protocol::llmnrPort}) {
                if (!payload.empty() && (record.sourcePort == port || record.destinationPort == port))
                    return dnsInfo(payload);
            }
            return "len " + std::to_string(record.payloadOriginal);
        default:
            return {};
    }
}

}  // namespace weir::detail
