// SPDX-License-Identifier: GPL-3.0-or-later
// Where a frame begins, by its capture's link type. Layouts: tcpdump.org/linktypes.html; RFC 2427 (Frame Relay).
#include "core/dissect/linktypes.h"

#include <algorithm>

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

/// The same where the writer's byte order is not known.
Next eitherOrder(std::uint32_t value, FrameKind kind) {
    const Next next = family(value, kind);
    return next.layer == Layer::done ? family(__builtin_bswap32(value), kind) : next;
}

/// What stands before a packet of a loopback interface: a family in either byte order, of four octets or two, or an
/// EtherType likewise.
Next loopback(std::uint32_t value, FrameKind kind) {
    const std::uint32_t swapped = __builtin_bswap32(value);
    const std::uint32_t readings[] = {value, swapped, (value & 0xffff) == 0 ? value >> 16 : 0,
                                      (swapped & 0xffff) == 0 ? swapped >> 16 : 0};
    for (const std::uint32_t reading : readings) {
        if (const Next next = family(reading, kind); next.layer != Layer::done)
            return next;
    }
    for (const std::uint32_t reading : readings) {
        if (reading >= 0x0600 && reading <= 0xffff)
            return etherType(static_cast<std::uint16_t>(reading));
    }
    return nothing(kind);
}

/// Address, control, EtherType.
Next ciscoHdlc(ByteReader& reader, FrameKind kind) {
    reader.skip(2);
    const std::uint16_t type = reader.u16();
    return reader.failed() ? nothing(kind) : etherType(type);
}

/// PPP, or Cisco HDLC, whose address is 0x0f (unicast) or 0x8f (broadcast).
Next pppOrHdlc(ByteReader& reader, FrameKind kind) {
    if (reader.peek() == 0x0f || reader.peek() == 0x8f)
        return ciscoHdlc(reader, kind);
    return {Layer::ppp, 0, kind};
}

/// A Q.922 address of two to four octets, then RFC 2427's control and NLPID, or Cisco's EtherType.
Next frameRelay(ByteReader& reader, FrameKind kind) {
    constexpr std::uint8_t lastAddressOctet = 1, unnumbered = 0x03;
    int length = 0;
    bool last = false;
    while (!last && length < 4 && !reader.failed()) {
        last = (reader.u8() & lastAddressOctet) != 0;
        ++length;
    }
    if (reader.failed() || !last || length < 2)
        return nothing(kind);
    if (reader.peek() != unnumbered) {
        const std::uint16_t type = reader.u16();
        return reader.failed() || type < 0x0600 ? nothing(kind) : etherType(type);
    }
    reader.skip(1);
    if (reader.peek() == 0)  // padding
        reader.skip(1);
    return reader.failed() ? nothing(kind) : Next{Layer::nlpid, 0, kind};
}

/// What Wireshark exports (epan/exported_pdu.h): tags, one of which names the protocol of what follows them.
Next exportedPdu(ByteReader& reader, FrameKind kind) {
    constexpr std::uint16_t endTag = 0, protocolTag = 12, tableTag = 14, tableValueTag = 32;
    std::string_view protocol, table;
    std::uint32_t value = 0;
    while (true) {
        const std::uint16_t tag = reader.u16();
        const Bytes content = reader.bytes(reader.u16());
        if (reader.failed())
            return nothing(kind);
        if (tag == endTag)
            break;
        std::string_view text = asText(content);
        text = text.substr(0, std::min(text.find('\0'), text.size()));
        if (tag == protocolTag)
            protocol = text;
        else if (tag == tableTag)
            table = text;
        else if (tag == tableValueTag)
            value = ByteReader(content).u32();
    }
    if (protocol == "ip")
        return {Layer::rawIp, 0, kind};
    if (protocol == "ipv6")
        return {Layer::ipv6, 0, kind};
    if (protocol.starts_with("eth_") || protocol == "eth")
        return {Layer::ethernet, 0, kind};
    if (protocol == "llc")
        return {Layer::llc, 0, kind};
    if (protocol == "ppp" || protocol == "ppp_hdlc")
        return pppOrHdlc(reader, kind);
    if (table == "ethertype" && value <= 0xffff)
        return etherType(static_cast<std::uint16_t>(value));
    return nothing(kind);
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

Next enterLinkType(std::uint16_t type, ByteReader& reader) {
    const FrameKind kind{Space::linkType, type};
    switch (type) {
        case linktype::ethernet:
            return {Layer::ethernet, 0, kind};
        case linktype::null:
        case linktype::loop:
            if (reader.peek() == 0xff && reader.peek(1) == 0x03)
                return {Layer::ppp, 0, kind};
            return loopback(reader.u32(), kind);
        case linktype::enc: {  // IPsec: family, security parameters, flags
            const std::uint32_t value = reader.u32();
            reader.skip(8);
            return eitherOrder(value, kind);
        }
        case linktype::oldPflog: {
            const std::uint32_t value = reader.u32();
            reader.skip(24);
            return eitherOrder(value, kind);
        }
        case linktype::pflog: {  // header length without padding, family, what was decided
            constexpr std::size_t shortest = 45;
            const std::size_t length = reader.peek();
            const std::uint8_t value = reader.peek(1);
            reader.skip((length + 3) & ~std::size_t{3});
            return reader.failed() || length < shortest ? nothing(kind) : family(value, kind);
        }
        case linktype::raw:
            return {Layer::rawIp, 0, kind};
        case linktype::ipv4:
            return {Layer::ipv4, 0, kind};
        case linktype::ipv6:
            return {Layer::ipv6, 0, kind};
        case linktype::pppWithDirection:
            reader.skip(1);
            return pppOrHdlc(reader, kind);
        case linktype::pppDirectionFirst:  // the direction stands where the address was
            reader.skip(reader.peek(1) == 0x03 ? 2 : 1);
            return {Layer::ppp, 0, kind};
        case linktype::ppp:
        case linktype::pppHdlc:
            return pppOrHdlc(reader, kind);
        case linktype::pppEther:
            reader.skip(6);
            return {Layer::ppp, 0, kind};
        case linktype::cHdlcWithDirection:
            reader.skip(1);
            return ciscoHdlc(reader, kind);
        case linktype::cHdlc:
            return ciscoHdlc(reader, kind);
        case linktype::frameRelayWithDirection:
            reader.skip(1);
            return frameRelay(reader, kind);
        case linktype::frameRelay:
            return frameRelay(reader, kind);
        case linktype::atmRfc1483:
            return {Layer::llc, 0, kind};
        case linktype::sunAtm: {  // direction and kind of traffic, path, channel
            constexpr unsigned llcTraffic = 2;
            const unsigned traffic = reader.peek() & 0xf;
            reader.skip(4);
            return reader.failed() || traffic != llcTraffic ? nothing(kind) : Next{Layer::llc, 0, kind};
        }
        case linktype::exportedPdu:
            return exportedPdu(reader, kind);
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

}  // namespace weir::dissect
