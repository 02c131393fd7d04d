// SPDX-License-Identifier: GPL-3.0-or-later
// The ways into tunnels. Layouts: RFC 2784, 2890, 2637 (GRE), draft-foschiano-erspan, draft-wilson-wrec-wccp-v2,
// RFC 4023 (MPLS in IP and GRE), RFC 7510 (MPLS in UDP), RFC 2661 (L2TP), RFC 7348 (VXLAN), draft-ietf-nvo3-vxlan-gpe,
// RFC 8926 (Geneve), RFC 4380 (Teredo); 3GPP TS 29.281 (GTP-U).
#include "core/base/ipprotocol.h"
#include "core/dissect/network.h"

namespace weir::dissect {
namespace {

using Layer = Next::Layer;

/// What follows is where the cursor stands.
Inner found(Tunnel tunnel, Layer layer, const ByteReader& reader, bool mustFit = false) {
    return reader.failed() ? Inner{} : Inner{tunnel, {layer, 0, {}}, reader.position(), mustFit};
}

Inner byVersion(Tunnel tunnel, const ByteReader& reader, bool mustFit = false) {
    const unsigned version = reader.peek() >> 4;
    if (version != 4 && version != 6)
        return {};
    return found(tunnel, version == 4 ? Layer::ipv4 : Layer::ipv6, reader, mustFit);
}

Inner byEtherType(Tunnel tunnel, std::uint16_t type, const ByteReader& reader) {
    constexpr std::uint16_t bridged = 0x6558, ppp = 0x880b;
    if (type == bridged)
        return found(tunnel, Layer::ethernet, reader);
    if (type == ppp)
        return found(tunnel, Layer::ppp, reader);
    Inner inner = found(tunnel, Layer::etherType, reader);
    inner.next.number = type;
    inner.next.kind = {FrameKind::Space::etherType, type};
    return inner;
}

/// A mirrored frame: type I has no header of its own and, unlike type II, no sequence number in GRE.
Inner insideErspan(bool typeThree, bool sequence, ByteReader reader) {
    const unsigned version = reader.peek() >> 4;
    if (!typeThree && !sequence)
        return found(Tunnel::erspan, Layer::ethernet, reader);
    if (!typeThree && version == 1) {
        reader.skip(8);
        return found(Tunnel::erspan, Layer::ethernet, reader);
    }
    if (version != 2)
        return {};
    reader.skip(10);
    const std::uint16_t flags = reader.u16();
    if (flags & 1)  // a header of the platform
        reader.skip(8);
    switch (flags >> 10 & 0x1f) {
        case 0:
            return found(Tunnel::erspan, Layer::ethernet, reader);
        case 2:
            return byVersion(Tunnel::erspan, reader);
        default:
            return {};
    }
}

Inner insideGre(ByteReader reader) {
    constexpr std::uint16_t checksum = 0x8000, key = 0x2000, sequence = 0x1000, acknowledgment = 0x0080;
    const std::uint16_t flags = reader.u16();
    const std::uint16_t type = reader.u16();
    const unsigned version = flags & 7;
    if (version > 1)
        return {};
    if (version == 0 && (flags & checksum))  // and what was reserved
        reader.skip(4);
    if (version == 1 || (flags & key))
        reader.skip(4);
    if (flags & sequence)
        reader.skip(4);
    if (version == 1 && (flags & acknowledgment))
        reader.skip(4);
    switch (type) {
        case 0x88be:
            return insideErspan(false, (flags & sequence) != 0, reader);
        case 0x22eb:
            return insideErspan(true, true, reader);
        case 0x883e:  // WCCP: IP, in version 2 behind a header of four octets
            if (reader.peek() >> 4 != 4)
                reader.skip(4);
            return byVersion(Tunnel::wccp, reader);
        default:
            return byEtherType(Tunnel::gre, type, reader);
    }
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
    return reader.failed() ? Inner{} : byVersion(Tunnel::gtp, reader);
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
    return {Tunnel::teredo, {Layer::ipv6, 0, {}}, reader.position()};
}

/// VXLAN's header with nothing in it but the network: flag I set, reserved bits zero.
Inner insideStrictVxlan(ByteReader reader) {
    const std::uint32_t flags = reader.u32();
    const std::uint32_t network = reader.u32();
    if (flags != 0x08000000 || (network & 0xff) != 0)
        return {};
    return found(Tunnel::vxlan, Layer::ethernet, reader, true);
}

Inner insideVxlanGpe(ByteReader reader) {
    constexpr unsigned instance = 0x08, nextProtocol = 0x04, broadcast = 0x02;
    const std::uint8_t flags = reader.u8();
    const std::uint16_t reserved = reader.u16();
    const std::uint8_t next = reader.u8();
    reader.skip(4);
    if ((flags & ~(instance | nextProtocol | broadcast)) != 0 || (flags & instance) == 0 || reserved != 0)
        return {};
    if ((flags & nextProtocol) == 0)
        return found(Tunnel::vxlanGpe, Layer::ethernet, reader, true);
    if (next == 4) {  // NSH
        Inner inner = found(Tunnel::vxlanGpe, Layer::etherType, reader, true);
        inner.next.number = 0x894f;
        return inner;
    }
    static constexpr Layer layers[] = {Layer::done,     Layer::ipv4, Layer::ipv6,
                                       Layer::ethernet, Layer::done, Layer::mpls};
    if (next >= std::size(layers) || layers[next] == Layer::done)
        return {};
    return found(Tunnel::vxlanGpe, layers[next], reader, true);
}

/// A data message of version 2, whose reserved bits are zero and whose length, where given, is the datagram's.
Inner insideL2tp(const PacketRecord& record, ByteReader reader) {
    constexpr std::uint16_t control = 0x8000, hasLength = 0x4000, sequence = 0x0800, offset = 0x0200, reserved = 0x34f0;
    const std::uint16_t flags = reader.u16();
    if ((flags & (control | reserved)) != 0 || (flags & 0xf) != 2)
        return {};
    if ((flags & hasLength) && reader.u16() != record.payloadOriginal)
        return {};
    reader.skip(4);  // tunnel, session
    if (flags & sequence)
        reader.skip(4);
    if (flags & offset)
        reader.skip(reader.u16());
    return found(Tunnel::l2tp, Layer::ppp, reader, true);
}

Inner insideUdp(const PacketRecord& record, ByteReader reader) {
    const auto either = [&](std::uint16_t port) { return record.sourcePort == port || record.destinationPort == port; };
    switch (record.destinationPort) {
        case 4789: {  // VXLAN: the VNI-present bit, then an Ethernet frame
            const bool valid = (reader.u8() & 0x08) != 0;
            reader.skip(7);
            return valid ? found(Tunnel::vxlan, Layer::ethernet, reader) : Inner{};
        }
        case 4790:
            return insideVxlanGpe(reader);
        case 6081: {  // Geneve: version and option length, protocol type
            const std::uint8_t first = reader.u8();
            reader.skip(1);
            const std::uint16_t type = reader.u16();
            reader.skip(4 + static_cast<std::size_t>(first & 0x3f) * 4);
            return first >> 6 == 0 ? byEtherType(Tunnel::geneve, type, reader) : Inner{};
        }
        case 6635:
            return found(Tunnel::mpls, Layer::mpls, reader, true);
        case 8472:  // VXLAN before it had a port of its own
            return insideStrictVxlan(reader);
        default:
            break;
    }
    if (either(1701))
        return insideL2tp(record, reader);
    if (either(2152))
        return insideGtp(reader);
    if (either(3544))
        return insideTeredo(reader);
    return {};
}

}  // namespace

Inner findInner(const PacketRecord& record, Bytes frame) {
    if (record.fragment)
        return {};
    ByteReader reader(frame);
    reader.seek(record.protocol == ipprotocol::udp ? record.payloadOffset : record.transportOffset);
    if (reader.failed() || reader.atEnd())
        return {};
    switch (record.protocol) {
        case ipprotocol::ipv4:
            return found(Tunnel::ip, Layer::ipv4, reader);
        case ipprotocol::ipv6:
            return found(Tunnel::ip, Layer::ipv6, reader);
        case ipprotocol::gre:
            return insideGre(reader);
        case ipprotocol::mplsInIp:
            return found(Tunnel::mpls, Layer::mpls, reader);
        case ipprotocol::udp:
            return record.payloadLength > 0 ? insideUdp(record, reader) : Inner{};
        default:
            return {};
    }
}

}  // namespace weir::dissect
