// SPDX-License-Identifier: GPL-3.0-or-later
// Wired link layers. Layouts: IEEE 802.3, 802.1Q, 802.2; RFC 1661, 1662, 2516, 3032; tcpdump.org/linktypes.html.
#include "core/dissect/link.h"

#include <algorithm>

#include "core/dissect/linktypes.h"

namespace weir::dissect {
namespace {

using Layer = Next::Layer;
using Space = FrameKind::Space;

Next etherType(std::uint16_t type) { return {Layer::etherType, type, {Space::etherType, type}}; }
Next nothing(FrameKind kind) { return {Layer::done, 0, kind}; }

/// Address families of NULL and LOOP, as the BSDs, macOS and Windows number them.
Next family(std::uint32_t value, FrameKind kind) {
    switch (value) {
        case 2:
            return {Layer::ipv4, 0, kind};
        case 10:  // Linux
        case 23:  // Windows
        case 24:  // NetBSD, OpenBSD
        case 28:  // FreeBSD
        case 30:
            return {Layer::ipv6, 0, kind};  // macOS
        default:
            return nothing(kind);
    }
}

/// Linux "cooked" captures: the protocol field is an EtherType, or a Linux ETH_P_ number below 1536.
Next cooked(std::uint16_t protocol, std::uint16_t hardware) {
    constexpr std::uint16_t arphrdNetlink = 824;
    if (hardware == arphrdNetlink)
        return nothing({Space::linkType, linktype::netlink});
    switch (protocol) {
        case 0x0004:
            return {Layer::llc, 0, {Space::llcSap, 0}};
        case 0x0001:
            return nothing({Space::llcSap, 0});
        default:
            return etherType(protocol);
    }
}

}  // namespace

Next afterEtherType(std::uint16_t type, ByteReader& reader) {
    switch (type) {
        case 0x0800:
            return {Layer::ipv4, 0, {Space::etherType, type}};
        case 0x86dd:
            return {Layer::ipv6, 0, {Space::etherType, type}};
        case 0x8100:
        case 0x88a8:
        case 0x9100:
        case 0x9200:
        case 0x9300: {
            reader.skip(2);
            const std::uint16_t inner = reader.u16();
            if (reader.failed())
                return nothing({Space::etherType, type});
            if (inner < 0x0600)
                return {Layer::llc, 0, {Space::llcSap, 0}};
            return etherType(inner);
        }
        case 0x8847:
        case 0x8848:
            return {Layer::mpls, 0, {Space::etherType, type}};
        case 0x8864:  // PPPoE session (RFC 2516): version/type, code, session, length, then PPP
            if (reader.remaining() < 6 || reader.peek(1) != 0)
                return nothing({Space::etherType, type});
            reader.skip(6);
            return {Layer::ppp, 0, {Space::etherType, type}};
        default:
            return nothing({Space::etherType, type});
    }
}

Next afterEthernet(ByteReader& reader) {
    reader.skip(12);
    const std::uint16_t type = reader.u16();
    if (reader.failed())
        return nothing({Space::linkType, linktype::ethernet});
    if (type >= 0x0600)
        return etherType(type);
    return {Layer::llc, 0, {Space::llcSap, 0}};
}

Next afterLlc(ByteReader& reader) {
    const std::uint8_t destination = reader.u8();
    const std::uint8_t source = reader.u8();
    const std::uint8_t control = reader.u8();
    if (reader.failed())
        return nothing({Space::llcSap, 0});
    if (destination == 0xff && source == 0xff)  // Novell's raw 802.3: no LLC at all
        return nothing({Space::llcSap, 0xff});
    if ((control & 3) != 3)  // information and supervisory frames have two control octets
        reader.skip(1);
    if (destination == 0x06 && source == 0x06)
        return {Layer::ipv4, 0, {Space::llcSap, 0x06}};
    if (destination != 0xaa || source != 0xaa)
        return nothing({Space::llcSap, static_cast<std::uint16_t>(destination & 0xfe)});
    const std::uint32_t organization = reader.u24();
    const std::uint16_t type = reader.u16();
    if (reader.failed())
        return nothing({Space::llcSap, 0xaa});
    if (organization == 0x000000 || organization == 0x0000f8)
        return etherType(type);
    return nothing({Space::snap, type});
}

Next afterPpp(ByteReader& reader) {
    if (reader.peek() == 0xff && reader.peek(1) == 0x03)
        reader.skip(2);
    std::uint16_t protocol = reader.u8();
    if ((protocol & 1) == 0)  // an odd first octet is the whole, compressed field
        protocol = static_cast<std::uint16_t>(protocol << 8 | reader.u8());
    if (reader.failed())
        return nothing({Space::linkType, linktype::ppp});
    const FrameKind kind{Space::pppProtocol, protocol};
    switch (protocol) {
        case 0x0021:
            return {Layer::ipv4, 0, kind};
        case 0x0057:
            return {Layer::ipv6, 0, kind};
        case 0x0281:
        case 0x0283:
            return {Layer::mpls, 0, kind};
        default:
            return nothing(kind);
    }
}

Next afterMpls(ByteReader& reader) {
    const FrameKind kind{Space::etherType, 0x8847};
    while (true) {
        const std::uint32_t entry = reader.u32();
        if (reader.failed())
            return nothing(kind);
        if (entry & 0x100)  // bottom of the stack
            break;
    }
    switch (reader.peek() >> 4) {
        case 4:
            return {Layer::ipv4, 0, kind};
        case 6:
            return {Layer::ipv6, 0, kind};
        case 0:  // a pseudowire's control word (RFC 4385), then Ethernet
            reader.skip(4);
            return {reader.failed() ? Layer::done : Layer::ethernet, 0, kind};
        default:
            return nothing(kind);
    }
}

Next enterLinkType(std::uint16_t type, ByteReader& reader) {
    const FrameKind kind{Space::linkType, type};
    switch (type) {
        case linktype::ethernet:
            return {Layer::ethernet, 0, kind};
        case linktype::null:
        case linktype::loop: {
            const std::uint32_t value = reader.u32();
            const Next next = family(value, kind);
            return next.layer == Layer::done ? family(__builtin_bswap32(value), kind) : next;
        }
        case linktype::raw:
            return {Layer::rawIp, 0, kind};
        case linktype::ipv4:
            return {Layer::ipv4, 0, kind};
        case linktype::ipv6:
            return {Layer::ipv6, 0, kind};
        case linktype::ppp:
        case linktype::pppHdlc: {
            // Either may hold Cisco HDLC: address 0x0f (unicast) or 0x8f (broadcast).
            if (type == linktype::pppHdlc && (reader.peek() == 0x0f || reader.peek() == 0x8f)) {
                reader.skip(2);
                return etherType(reader.u16());
            }
            return {Layer::ppp, 0, kind};
        }
        case linktype::pppEther:
            reader.skip(6);
            return {Layer::ppp, 0, kind};
        case linktype::cHdlc: {
            reader.skip(2);
            const std::uint16_t inner = reader.u16();
            return reader.failed() ? nothing(kind) : etherType(inner);
        }
        case linktype::linuxSll: {
            reader.skip(2);
            const std::uint16_t hardware = reader.u16();
            reader.skip(10);
            const std::uint16_t protocol = reader.u16();
            return reader.failed() ? nothing(kind) : cooked(protocol, hardware);
        }
        case linktype::linuxSll2: {
            const std::uint16_t protocol = reader.u16();
            reader.skip(6);
            const std::uint16_t hardware = reader.u16();
            reader.skip(10);
            return reader.failed() ? nothing(kind) : cooked(protocol, hardware);
        }
        case linktype::fddi:
            reader.skip(13);
            return {Layer::llc, 0, kind};
        case linktype::tokenRing: {
            const bool routed = (reader.peek(8) & 0x80) != 0;
            reader.skip(14);
            if (routed)
                reader.skip(std::max(reader.peek() & 0x1f, 2));
            return {Layer::llc, 0, kind};
        }
        case linktype::nflog: {
            const std::uint8_t addressFamily = reader.u8();
            reader.skip(3);
            while (reader.remaining() >=
                   4) {  // attributes: length, type (little-endian on all known writers), padded to 4
                const std::uint16_t length = reader.u16le();
                const std::uint16_t attribute = reader.u16le() & 0x7fff;
                if (length < 4)
                    break;
                if (attribute == 9)
                    return family(addressFamily, kind);
                reader.skip(static_cast<std::size_t>((length - 4 + 3) & ~3));
            }
            return nothing(kind);
        }
        case linktype::pktap: {
            ByteReader header = reader;
            const std::uint32_t length = header.u32le();
            header.skip(4);
            const std::uint32_t inner = header.u32le();
            reader.skip(length);
            if (header.failed() || reader.failed() || length < 12 || inner == linktype::pktap || inner > 0xffff)
                return nothing(kind);
            return {Layer::linkType, static_cast<std::uint16_t>(inner == 12 ? linktype::raw : inner), kind};
        }
        case linktype::wireless:
            return {Layer::wireless, 0, kind};
        case linktype::radiotap:
        case linktype::prism:
        case linktype::avs:
        case linktype::ppi:
            return enterRadioHeader(type, reader);
        default:
            return nothing(kind);
    }
}

Next after(const Next& layer, ByteReader& reader) {
    switch (layer.layer) {
        case Layer::etherType:
            return afterEtherType(layer.number, reader);
        case Layer::ethernet:
            return afterEthernet(reader);
        case Layer::llc:
            return afterLlc(reader);
        case Layer::ppp:
            return afterPpp(reader);
        case Layer::wireless:
            return afterWireless(reader, layer.number != 0);
        case Layer::mpls:
            return afterMpls(reader);
        case Layer::linkType:
            return enterLinkType(layer.number, reader);
        case Layer::done:
        case Layer::ipv4:
        case Layer::ipv6:
        case Layer::rawIp:
            break;
    }
    return layer;
}

}  // namespace weir::dissect
