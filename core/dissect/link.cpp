// SPDX-License-Identifier: GPL-3.0-or-later
// Wired link layers. Layouts: IEEE 802.3, 802.1Q, 802.1ah, 802.1BR, 802.2; IEC 62439-3 (HSR); RFC 1661, 1662, 2427,
// 2516, 2684, 3032.
#include "core/dissect/link.h"

#include <algorithm>

#include "core/dissect/linktypes.h"

namespace weir::dissect {
namespace {

using Layer = Next::Layer;
using Space = FrameKind::Space;

Next etherType(std::uint16_t type) { return {Layer::etherType, type, {Space::etherType, type}}; }
Next nothing(FrameKind kind) { return {Layer::done, 0, kind}; }

/// Past a tag of so many octets that another EtherType (or a length) follows.
Next pastTag(std::size_t octets, std::uint16_t type, ByteReader& reader) {
    reader.skip(octets);
    const std::uint16_t inner = reader.u16();
    if (reader.failed())
        return nothing({Space::etherType, type});
    if (inner < 0x0600)
        return {Layer::llc, 0, {Space::llcSap, 0}};
    return etherType(inner);
}

/// Past a header of so many octets that another Ethernet frame follows.
Next pastOuterEthernet(std::size_t octets, std::uint16_t type, ByteReader& reader) {
    const FrameKind kind{Space::etherType, type};
    reader.skip(octets);
    return reader.failed() ? nothing(kind) : Next{Layer::ethernet, 0, kind};
}

/// MACsec (IEEE 802.1AE) that proves who sent a frame and leaves it readable.
Next pastMacsec(ByteReader& reader) {
    constexpr std::uint8_t channel = 0x20, encrypted = 0x08, changed = 0x04;
    constexpr std::uint16_t type = 0x88e5;
    const std::uint8_t control = reader.peek();
    if ((control & (encrypted | changed)) != 0)
        return nothing({Space::etherType, type});
    return pastTag((control & channel) != 0 ? 14 : 6, type, reader);
}

/// The network service header (RFC 8300): its length in units of four octets, what follows.
Next pastServiceHeader(ByteReader& reader) {
    const FrameKind kind{Space::etherType, 0x894f};
    const std::size_t length = std::size_t{reader.peek(1) & 0x3fu} * 4;
    const std::uint8_t next = reader.peek(3);
    reader.skip(length);
    if (reader.failed() || length < 8)
        return nothing(kind);
    switch (next) {
        case 1:
            return {Layer::ipv4, 0, kind};
        case 2:
            return {Layer::ipv6, 0, kind};
        case 3:
            return {Layer::ethernet, 0, kind};
        case 5:
            return {Layer::mpls, 0, kind};
        default:
            return nothing(kind);
    }
}

/// The organization and its number behind LLC or an NLPID. A bridged frame (RFC 2427, 2684) follows `padding` octets.
Next afterSnap(std::size_t padding, ByteReader& reader) {
    const std::uint32_t organization = reader.u24();
    const std::uint16_t type = reader.u16();
    if (reader.failed())
        return nothing({Space::llcSap, 0xaa});
    if (organization == 0x000000 || organization == 0x0000f8)
        return etherType(type);
    const FrameKind kind{Space::snap, type};
    if (organization == 0x0080c2 && (type == 0x0001 || type == 0x0007)) {  // Ethernet, with or without its checksum
        reader.skip(padding);
        return reader.failed() ? nothing(kind) : Next{Layer::ethernet, 0, kind};
    }
    return nothing(kind);
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
        case 0x9300:
            return pastTag(2, type, reader);
        case 0x8926:  // VN-tag (IEEE 802.1BR): direction and virtual interfaces
        case 0x892f:  // HSR (IEC 62439-3): path and size, sequence number
            return pastTag(4, type, reader);
        case 0x8909:  // Cisco MetaData: version, how many options of four octets (some leave it out)
            return pastTag(2 + 4 * std::max<std::size_t>(reader.peek(1), 1), type, reader);
        case 0x88e5:
            return pastMacsec(reader);
        case 0x894f:
            return pastServiceHeader(reader);
        case 0x88e7:  // backbone service instance (IEEE 802.1ah): priority and I-SID, then the customer's frame
            return pastOuterEthernet(4, type, reader);
        case 0x8903:  // FabricPath: forwarding tag and time to live
            return pastOuterEthernet(2, type, reader);
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
    if (destination == 0xfe && source == 0xfe && control == 0x03)
        return {Layer::nlpid, 0, {Space::llcSap, 0xfe}};
    if (destination != 0xaa || source != 0xaa)
        return nothing({Space::llcSap, static_cast<std::uint16_t>(destination & 0xfe)});
    constexpr std::size_t padding = 2;
    return afterSnap(padding, reader);
}

Next afterNlpid(ByteReader& reader) {
    const std::uint8_t number = reader.u8();
    const FrameKind kind{Space::llcSap, 0xfe};
    if (reader.failed())
        return nothing(kind);
    switch (number) {
        case 0xcc:
            return {Layer::ipv4, 0, kind};
        case 0x8e:
            return {Layer::ipv6, 0, kind};
        case 0xcf:
            return {Layer::ppp, 0, kind};
        case 0x80:
            return afterSnap(0, reader);
        default:
            return nothing(kind);
    }
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

Next after(const Next& layer, ByteReader& reader) {
    switch (layer.layer) {
        case Layer::etherType:
            return afterEtherType(layer.number, reader);
        case Layer::ethernet:
            return afterEthernet(reader);
        case Layer::llc:
            return afterLlc(reader);
        case Layer::nlpid:
            return afterNlpid(reader);
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
