// SPDX-License-Identifier: GPL-3.0-or-later
// Ports and payloads, and the way into tunnels. Layouts: RFC 9293, 768, 3828, 9260, 4340; RFC 2784/2890 (GRE), 7348
// (VXLAN), 8926 (Geneve), 4380 (Teredo); 3GPP TS 29.281 (GTP-U).
#include <algorithm>

#include "core/dissect/network.h"

namespace weir::dissect {
namespace {

namespace protocol {
constexpr std::uint8_t ipv4 = 4, tcp = 6, udp = 17, dccp = 33, ipv6 = 41, gre = 47, sctp = 132, udpLite = 136;
}

Inner byVersion(std::uint8_t first, std::size_t offset) {
    switch (first >> 4) {
        case 4:
            return {Inner::Layer::ipv4, offset};
        case 6:
            return {Inner::Layer::ipv6, offset};
        default:
            return {};
    }
}

Inner insideEtherType(std::uint16_t type, std::size_t offset) {
    switch (type) {
        case 0x0800:
            return {Inner::Layer::ipv4, offset};
        case 0x86dd:
            return {Inner::Layer::ipv6, offset};
        case 0x6558:
            return {Inner::Layer::ethernet, offset};
        case 0x880b:
            return {Inner::Layer::ppp, offset};
        default:
            return {};
    }
}

Inner insideGre(ByteReader reader) {
    const std::uint16_t flags = reader.u16();
    const std::uint16_t type = reader.u16();
    const unsigned version = flags & 7;
    if (version > 1)
        return {};
    if (version == 1) {  // enhanced GRE (RFC 2637): key always, sequence and acknowledgment by their bits
        reader.skip(4);
        if (flags & 0x1000)
            reader.skip(4);
        if (flags & 0x0080)
            reader.skip(4);
    } else {
        if (flags & 0x8000)  // checksum and reserved
            reader.skip(4);
        if (flags & 0x2000)  // key
            reader.skip(4);
        if (flags & 0x1000)  // sequence number
            reader.skip(4);
    }
    return reader.failed() ? Inner{} : insideEtherType(type, reader.position());
}

Inner insideGtp(ByteReader reader) {
    const std::uint8_t flags = reader.u8();
    const std::uint8_t message = reader.u8();
    reader.skip(6);
    constexpr std::uint8_t gPdu = 255;
    if (flags >> 5 != 1 || message != gPdu)
        return {};
    if (flags & 7) {
        reader.skip(3);
        std::uint8_t extension = reader.u8();
        for (int i = 0; extension != 0 && i < 8 && !reader.failed(); ++i) {
            const std::size_t length = static_cast<std::size_t>(reader.u8()) * 4;
            if (length < 4)
                return {};
            reader.skip(length - 2);
            extension = reader.u8();
        }
    }
    return reader.failed() ? Inner{} : byVersion(reader.peek(), reader.position());
}

Inner insideTeredo(ByteReader reader) {
    if (reader.peek() == 0 && reader.peek(1) == 1) {  // authentication: client id and value lengths
        reader.skip(2);
        const std::size_t lengths = reader.u8() + std::size_t{reader.u8()};
        reader.skip(lengths + 9);
    }
    if (reader.peek() == 0 && reader.peek(1) == 0)  // origin indication
        reader.skip(8);
    if (reader.failed() || reader.peek() >> 4 != 6 || reader.remaining() < 40)
        return {};
    return {Inner::Layer::ipv6, reader.position()};
}

Inner insideUdp(const PacketRecord& record, ByteReader reader) {
    const auto either = [&](std::uint16_t port) { return record.sourcePort == port || record.destinationPort == port; };
    if (record.destinationPort == 4789) {  // VXLAN: the VNI-present bit, then an Ethernet frame
        const bool valid = (reader.u8() & 0x08) != 0;
        reader.skip(7);
        return valid && !reader.failed() ? Inner{Inner::Layer::ethernet, reader.position()} : Inner{};
    }
    if (record.destinationPort == 6081) {  // Geneve: version and option length, protocol type
        const std::uint8_t first = reader.u8();
        reader.skip(1);
        const std::uint16_t type = reader.u16();
        reader.skip(4 + static_cast<std::size_t>(first & 0x3f) * 4);
        return first >> 6 == 0 && !reader.failed() ? insideEtherType(type, reader.position()) : Inner{};
    }
    if (either(2152))
        return insideGtp(reader);
    if (either(3544))
        return insideTeredo(reader);
    return {};
}

}  // namespace

bool hasPorts(std::uint8_t number) {
    return number == protocol::tcp || number == protocol::udp || number == protocol::sctp || number == protocol::dccp ||
           number == protocol::udpLite;
}

void readTransport(ByteReader& reader, std::size_t end, PacketRecord& record) {
    const std::size_t start = reader.position();
    record.transportOffset = static_cast<std::uint32_t>(start);
    record.payloadOffset = record.transportOffset;
    if (record.laterFragment || !hasPorts(record.protocol))
        return;
    const auto ports = reader.fixed<4>();
    if (!ports)
        return;
    record.hasPorts = true;
    record.sourcePort = ports.u16<0>();
    record.destinationPort = ports.u16<2>();

    std::size_t headerLength = 0;
    if (record.protocol == protocol::tcp) {
        ByteReader cut = reader;
        const auto header = reader.fixed<10>();  // after the ports
        if (!header) {
            record.sequence = cut.u32();
            record.acknowledgment = cut.u32();
            return;
        }
        record.sequence = header.u32<0>();
        record.acknowledgment = header.u32<4>();
        const std::uint16_t offsetAndFlags = header.u16<8>();
        record.tcpFlags = offsetAndFlags & 0x1ff;
        headerLength = static_cast<std::size_t>(offsetAndFlags >> 12) * 4;
        if (headerLength < 20)
            return;
    } else if (record.protocol == protocol::udp || record.protocol == protocol::udpLite) {
        headerLength = 8;
    } else {
        return;
    }
    const std::size_t inIp = record.networkOffset + std::size_t{record.bytes};  // where IP says that it ends
    const std::size_t payload = start + headerLength;
    if (payload > end || payload > inIp)
        return;
    record.payloadOffset = static_cast<std::uint32_t>(payload);
    record.payloadLength = static_cast<std::uint32_t>(end - payload);
    record.payloadOriginal = static_cast<std::uint32_t>(inIp - payload);
}

Inner findInner(const PacketRecord& record, Bytes frame) {
    if (record.fragment)
        return {};
    ByteReader reader(frame);
    reader.seek(record.protocol == protocol::udp ? record.payloadOffset : record.transportOffset);
    if (reader.failed() || reader.atEnd())
        return {};
    switch (record.protocol) {
        case protocol::ipv4:
            return {Inner::Layer::ipv4, reader.position()};
        case protocol::ipv6:
            return {Inner::Layer::ipv6, reader.position()};
        case protocol::gre:
            return insideGre(reader);
        case protocol::udp:
            return record.payloadLength > 0 ? insideUdp(record, reader) : Inner{};
        default:
            return {};
    }
}

Next afterTunnel(const Inner& inner) {
    switch (inner.layer) {
        case Inner::Layer::ipv4:
            return {Next::Layer::ipv4, 0, {}};
        case Inner::Layer::ipv6:
            return {Next::Layer::ipv6, 0, {}};
        case Inner::Layer::ethernet:
            return {Next::Layer::ethernet, 0, {}};
        case Inner::Layer::ppp:
            return {Next::Layer::ppp, 0, {}};
        case Inner::Layer::none:
            break;
    }
    return {};
}

}  // namespace weir::dissect
