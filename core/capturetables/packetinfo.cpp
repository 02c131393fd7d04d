// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capturetables/packetinfo.h"

#include "core/base/text.h"
#include "core/dissect/dissector.h"

namespace weir::capturetables {
namespace {

std::string flagsText(std::uint16_t flags) {
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

std::string dnsInfo(Bytes payload) {
    const auto message = protocol::parseDns(payload);
    if (!message)
        return "cut short";
    std::string out = message->isResponse ? "response " + protocol::dnsRcodeName(message->rcode) : "query";
    for (const protocol::DnsQuestion& question : message->questions)
        out += ' ' + protocol::dnsTypeName(question.type) + ' ' + question.name;
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

/// ICMP's types as IANA's icmp-parameters and icmpv6-parameters name them.
std::string icmpInfo(bool v6, ByteReader reader) {
    const std::uint8_t type = reader.u8();
    const std::uint8_t code = reader.u8();
    if (reader.failed())
        return "cut short";
    struct Named {
        std::uint8_t type;
        const char* name;
    };
    static constexpr Named v4Names[] = {{0, "echo reply"},           {3, "destination unreachable"},
                                        {4, "source quench"},        {5, "redirect"},
                                        {8, "echo request"},         {9, "router advertisement"},
                                        {10, "router solicitation"}, {11, "time exceeded"},
                                        {12, "parameter problem"},   {13, "timestamp"},
                                        {14, "timestamp reply"},     {17, "address mask request"},
                                        {18, "address mask reply"}};
    static constexpr Named v6Names[] = {{1, "destination unreachable"},
                                        {2, "packet too big"},
                                        {3, "time exceeded"},
                                        {4, "parameter problem"},
                                        {128, "echo request"},
                                        {129, "echo reply"},
                                        {130, "multicast listener query"},
                                        {131, "multicast listener report"},
                                        {132, "multicast listener done"},
                                        {133, "router solicitation"},
                                        {134, "router advertisement"},
                                        {135, "neighbor solicitation"},
                                        {136, "neighbor advertisement"},
                                        {137, "redirect"},
                                        {143, "multicast listener report v2"}};
    std::string out = "type " + std::to_string(type) + " code " + std::to_string(code);
    for (const Named& named : v6 ? std::span<const Named>(v6Names) : std::span<const Named>(v4Names)) {
        if (named.type == type)
            out += std::string(" ") + named.name;
    }
    return out;
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

std::string infoOf(const Frame& frame, const dissect::PacketRecord& record) {
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
        case 1:
            return icmpInfo(false, reader);
        case 58:
            return icmpInfo(true, reader);
        case 6:
            return record.hasPorts
                       ? "seq " + std::to_string(record.sequence) + " ack " + std::to_string(record.acknowledgment) +
                             " len " + std::to_string(record.payloadOriginal)
                       : "cut short";
        case 17:
            for (const std::uint16_t port : {std::uint16_t{53}, std::uint16_t{5353}, std::uint16_t{5355}}) {
                if (!payload.empty() && (record.sourcePort == port || record.destinationPort == port))
                    return dnsInfo(payload);
            }
            return "len " + std::to_string(record.payloadOriginal);
        default:
            return {};
    }
}

}  // namespace

std::string kindName(const traffic::KindOfFrame& kind) {
    if (kind.kind.space != dissect::FrameKind::Space::linkType)
        return dissect::frameKindName(kind.kind);
    return lowered(capture::linkTypeName(kind.kind.number));
}

PacketInfo readAgain(const traffic::SnapshotData& state, const traffic::IndexedPacket& packet) {
    PacketInfo out;
    const auto stored = state.frames ? state.frames->read(packet.position) : std::nullopt;
    if (!stored)
        return out;
    const dissect::PacketRecord record = dissect::dissect(stored->frame, state.options.inner);
    out.info = infoOf(stored->frame, record);
    if (record.verdict != dissect::Verdict::ip)
        return out;
    if (record.source.version == 4 || record.fragment)
        out.ipId = record.identification;
    out.ttl = record.ttl;
    if (record.protocol == 6 && !record.laterFragment)
        out.tcpFlags = flagsText(record.tcpFlags);
    return out;
}

}  // namespace weir::capturetables
