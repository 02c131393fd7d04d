// SPDX-License-Identifier: GPL-3.0-or-later
// The headers of link layers. Layouts: as in core/dissect/link.cpp, and RFC 826 (ARP).
#include "core/detail/describers.h"
#include "core/dissect/linktypes.h"

namespace weir::detail {
namespace {

using Layer = dissect::Next::Layer;
using Space = dissect::FrameKind::Space;
namespace linktype = dissect::linktype;

void ethernet(FieldReader& fields) {
    fields.octets("dst", 6);
    fields.octets("src", 6);
    const std::uint16_t type = fields.raw().u16();
    if (type >= 0x0600)
        fields.last("type", etherTypeText(type), 2);
    else
        fields.last("len", std::to_string(type), 2);
}

void mpls(FieldReader& fields, std::size_t end) {
    while (fields.position() + 4 <= end) {
        const std::uint32_t entry = fields.raw().u32();
        fields.last("label",
                    std::to_string(entry >> 12) + ", class " + std::to_string(entry >> 9 & 7) + ", ttl " +
                        std::to_string(entry & 0xff) + ((entry & 0x100) != 0 ? ", bottom of the stack" : ""),
                    4);
        if ((entry & 0x100) != 0)
            break;
    }
    if (fields.position() + 4 <= end)
        fields.hex("control_word", 4);
}

void snap(FieldReader& fields, std::size_t end) {
    if (fields.position() + 5 > end)
        return;
    fields.octets("oui", 3);
    showEtherType(fields, "code");
    if (fields.position() < end)
        fields.octets("padding", end - fields.position());
}

void llc(FieldReader& fields, std::size_t end) {
    fields.hex("dsap", 1);
    const bool hasSnap = fields.hex("ssap", 1) == 0xaa;
    const bool shortControl = (fields.raw().peek() & 3) == 3;
    fields.hex("control", shortControl ? 1 : 2);
    if (hasSnap)
        snap(fields, end);
}

void ppp(FieldReader& fields, std::size_t end) {
    if (fields.raw().peek() == 0xff && fields.raw().peek(1) == 0x03)
        fields.hex("address_control", 2);
    const std::size_t size = end - fields.position() >= 2 ? 2 : 1;
    const auto protocol = static_cast<std::uint16_t>(size == 2 ? fields.raw().u16() : fields.raw().u8());
    fields.last("proto", dissect::frameKindName({Space::pppProtocol, protocol}) + " (" + hexText(protocol, 4) + ")",
                size);
}

void wireless(FieldReader& fields, std::size_t end) {
    static constexpr std::string_view types[] = {"management", "control", "data", "extension"};
    const std::uint8_t control = fields.raw().u8();
    fields.last("type", std::string(types[control >> 2 & 3]), 1);
    fields.last("subtype", std::to_string(control >> 4), 1);
    const std::uint8_t flags = fields.raw().u8();
    fields.last("flags", hexText(flags, 2) + ((flags & 0x40) != 0 ? " (protected)" : ""), 1);
    fields.u16("duration");
    fields.octets("addr1", 6);
    for (const std::string_view name : {"addr2", "addr3"}) {
        if (fields.position() + 6 <= end)
            fields.octets(name, 6);
    }
    if (fields.position() + 2 <= end) {
        const std::uint16_t sequence = fields.raw().u16le();
        fields.last("seq", std::to_string(sequence >> 4) + ", fragment " + std::to_string(sequence & 0xf), 2);
    }
}

std::string packetType(std::uint16_t type) {
    static constexpr std::string_view names[] = {"to us", "broadcast", "multicast", "to another host", "from us"};
    return type < std::size(names) ? std::to_string(type) + " (" + std::string(names[type]) + ")"
                                   : std::to_string(type);
}

std::string header(FieldReader& fields, std::uint16_t type) {
    switch (type) {
        case linktype::null:
        case linktype::loop:
            fields.octets("family", 4);
            return "loopback";
        case linktype::linuxSll: {
            const std::uint16_t direction = fields.raw().u16();
            fields.last("type", packetType(direction), 2);
            fields.u16("hardware_type");
            const std::uint16_t length = fields.u16("address_length");
            const Bytes address = fields.raw().bytes(8);
            fields.last("address", hexOctets(address.first(std::min<std::size_t>(length, address.size()))), 8);
            showEtherType(fields, "proto");
            return "Linux cooked";
        }
        case linktype::linuxSll2: {
            showEtherType(fields, "proto");
            fields.hex("reserved", 2);
            fields.u32("interface");
            fields.u16("hardware_type");
            const std::uint8_t direction = fields.raw().u8();
            fields.last("type", packetType(direction), 1);
            const std::uint8_t length = fields.u8("address_length");
            const Bytes address = fields.raw().bytes(8);
            fields.last("address", hexOctets(address.first(std::min<std::size_t>(length, address.size()))), 8);
            return "Linux cooked, version 2";
        }
        case linktype::cHdlcWithDirection:
            fields.u8("direction");
            [[fallthrough]];
        case linktype::cHdlc:
            fields.hex("address", 1);
            fields.hex("control", 1);
            showEtherType(fields, "proto");
            return "Cisco HDLC";
        case linktype::pppWithDirection:
        case linktype::pppDirectionFirst:
            fields.u8("direction");
            return "PPP with direction";
        case linktype::frameRelayWithDirection:
            fields.u8("direction");
            [[fallthrough]];
        case linktype::frameRelay:
            fields.hex("address", 2);
            return "Frame Relay";
        case linktype::sunAtm:
            fields.hex("flags", 1);
            fields.u8("path");
            fields.u16("channel");
            return "ATM";
        case linktype::pflog:
            fields.u8("len");
            fields.u8("family");
            fields.u8("action");
            fields.u8("reason");
            return "packet filter log";
        case linktype::enc:
            fields.octets("family", 4);
            fields.hex("spi", 4);
            fields.hex("flags", 4);
            return "IPsec";
        case linktype::exportedPdu:
            return "exported PDU";
        case linktype::fddi:
            fields.hex("control", 1);
            fields.octets("dst", 6);
            fields.octets("src", 6);
            return "FDDI";
        case linktype::tokenRing:
            fields.hex("access_control", 1);
            fields.hex("frame_control", 1);
            fields.octets("dst", 6);
            fields.octets("src", 6);
            return "Token Ring";
        case linktype::radiotap:
        case linktype::prism:
        case linktype::avs:
        case linktype::ppi:
            return "radio header";
        default:
            return dissect::frameKindName({Space::linkType, type});
    }
}

}  // namespace

void describeLink(Tree& tree, const dissect::Next& layer, std::size_t begin, std::size_t end) {
    if (end <= begin)
        return;
    const auto reader = [&](const char* name) { return FieldReader(tree, name, begin, end); };
    switch (layer.layer) {
        case Layer::ethernet: {
            FieldReader fields = reader("ethernet");
            ethernet(fields);
            tree.add(fields.finish({}));
            break;
        }
        case Layer::etherType:
            describeTag(tree, layer.number, begin, end);
            break;
        case Layer::mpls: {
            FieldReader fields = reader("mpls");
            mpls(fields, end);
            tree.add(fields.finish({}));
            break;
        }
        case Layer::llc: {
            FieldReader fields = reader("llc");
            llc(fields, end);
            tree.add(fields.finish({}));
            break;
        }
        case Layer::nlpid: {
            FieldReader fields = reader("nlpid");
            fields.hex("nlpid", 1);
            snap(fields, end);
            fields.raw().seek(end);
            tree.add(fields.finish({}));
            break;
        }
        case Layer::ppp: {
            FieldReader fields = reader("ppp");
            ppp(fields, end);
            tree.add(fields.finish({}));
            break;
        }
        case Layer::wireless: {
            FieldReader fields = reader("802.11");
            wireless(fields, end);
            fields.raw().seek(std::max(end, fields.position()));
            tree.add(fields.finish({}));
            break;
        }
        case Layer::linkType: {
            FieldReader fields = reader("link");
            const std::string name = header(fields, layer.number);
            fields.raw().seek(end);
            tree.add(fields.finish(name));
            break;
        }
        case Layer::done:
        case Layer::ipv4:
        case Layer::ipv6:
        case Layer::rawIp:
            break;
    }
}

void describeNonIp(Tree& tree, dissect::FrameKind kind, std::size_t begin) {
    constexpr std::uint16_t arp = 0x0806, rarp = 0x8035;
    if (kind.space != Space::etherType || (kind.number != arp && kind.number != rarp)) {
        const std::string name = dissect::frameKindName(kind);
        describeRest(tree, name.starts_with("linktype-") || name.starts_with("0x") ? "data" : name, begin,
                     tree.frame().size());
        return;
    }
    FieldReader fields(tree, kind.number == arp ? "arp" : "rarp", begin, tree.frame().size());
    fields.u16("hwtype");
    const std::uint16_t protocol = showEtherType(fields, "ptype");
    const std::uint8_t hardwareLength = fields.u8("hwlen");
    const std::uint8_t protocolLength = fields.u8("plen");
    const std::uint16_t operation = fields.raw().u16();
    static constexpr std::string_view names[] = {"", "who-has", "is-at", "reverse request", "reverse reply"};
    const std::string known = operation < std::size(names) ? std::string(names[operation]) : std::string();
    fields.last("op", known.empty() ? std::to_string(operation) : known + " (" + std::to_string(operation) + ")", 2);
    const bool ip = (protocol == 0x0800 && protocolLength == 4);
    IpAddress sender, target;
    fields.octets("hwsrc", hardwareLength);
    ip ? void(sender = fields.address("psrc", 4)) : void(fields.octets("psrc", protocolLength));
    fields.octets("hwdst", hardwareLength);
    ip ? void(target = fields.address("pdst", 4)) : void(fields.octets("pdst", protocolLength));
    std::string summary;
    if (ip && !fields.failed() && operation == 1)
        summary = "who has " + target.toString() + "? tell " + sender.toString();
    else if (ip && !fields.failed() && operation == 2)
        summary = sender.toString() + " is here, for " + target.toString();
    const std::size_t end = fields.failed() ? tree.frame().size() : fields.position();
    tree.add(fields.finish(std::move(summary)));
    describeRest(tree, "trailer", end, tree.frame().size());
}

void describeRest(Tree& tree, std::string name, std::size_t begin, std::size_t end) {
    end = std::min(end, tree.frame().size());
    if (begin >= end)
        return;
    tree.add({std::move(name), std::to_string(end - begin) + (end - begin == 1 ? " byte" : " bytes"),
              static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)});
}

}  // namespace weir::detail
