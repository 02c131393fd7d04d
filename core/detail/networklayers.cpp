// SPDX-License-Identifier: GPL-3.0-or-later
// IPv4 (RFC 791, 3168), its options, IPv6 (RFC 8200) and its extension headers.
#include "core/detail/checksum.h"
#include "core/detail/describers.h"

namespace weir::detail {
namespace {

std::string protocolText(std::uint8_t number) {
    const std::string name = dissect::protocolName(number);
    const std::string plain = std::to_string(number);
    return name == plain ? plain : name + " (" + plain + ")";
}

void trafficClass(FieldReader& fields, std::uint8_t value, std::size_t at, std::size_t length) {
    static constexpr std::string_view congestion[] = {"not ECN-capable", "ECT(1)", "ECT(0)", "congestion experienced"};
    fields.show(
        "tos",
        hexText(value, 2) + " (dscp " + std::to_string(value >> 2) + ", " + std::string(congestion[value & 3]) + ")",
        at, length);
}

std::string optionName(std::uint8_t type) {
    switch (type) {
        case 0:
            return "end";
        case 1:
            return "nop";
        case 7:
            return "record route";
        case 68:
            return "timestamp";
        case 130:
            return "security";
        case 131:
            return "loose source route";
        case 136:
            return "stream identifier";
        case 137:
            return "strict source route";
        case 148:
            return "router alert";
        default:
            return "option " + std::to_string(type);
    }
}

/// True where a source route stands among them.
bool ipv4Options(FieldReader& fields, std::size_t end) {
    bool routed = false;
    while (fields.position() < end && !fields.failed()) {
        const std::uint8_t type = fields.raw().peek();
        if (type == 0) {
            fields.octets("end", end - fields.position());
            break;
        }
        const std::uint8_t length = type == 1 ? 1 : fields.raw().peek(1);
        if (length < (type == 1 ? 1 : 2) || fields.position() + length > end) {
            fields.octets("malformed option", end - fields.position());
            break;
        }
        routed = routed || type == 131 || type == 137;
        fields.octets(optionName(type), length);
    }
    return routed;
}

}  // namespace

NetworkLayer describeIpv4(Tree& tree, const Frame& frame, std::size_t begin) {
    NetworkLayer layer;
    FieldReader fields(tree, "ipv4", begin, tree.frame().size());
    const std::uint8_t first = fields.raw().u8();
    const std::size_t headerLength = static_cast<std::size_t>(first & 0xf) * 4;
    fields.last("version", std::to_string(first >> 4), 1);
    fields.last("ihl", std::to_string(first & 0xf) + " (" + std::to_string(headerLength) + " bytes)", 1);
    const std::uint8_t service = fields.raw().u8();
    if (!fields.failed())
        trafficClass(fields, service, fields.position() - 1, 1);
    const std::uint16_t length = fields.raw().u16();
    const bool leftOut = length == 0 && frame.original > begin + headerLength;
    fields.last("len", std::to_string(length) + (leftOut ? " (left to the sender's network card)" : ""), 2);
    fields.u16("id");
    const std::uint16_t fragment = fields.raw().u16();
    std::string flags;
    for (const auto& [bit, name] : {std::pair{0x8000, "reserved"}, std::pair{0x4000, "DF"}, std::pair{0x2000, "MF"}}) {
        if ((fragment & bit) != 0)
            flags.append(flags.empty() ? "" : ";").append(name);
    }
    fields.last("flags", flags.empty() ? "none" : flags, 2);
    fields.last("frag", std::to_string((fragment & 0x1fff) * 8), 2);
    fields.u8("ttl");
    const std::uint8_t protocol = fields.raw().u8();
    fields.last("proto", protocolText(protocol), 1);
    const std::uint16_t checksum = fields.raw().u16();
    const Bytes header = tree.frame().subspan(std::min(begin, tree.frame().size()));
    if (headerLength < 20)
        fields.last("chksum", notChecked(checksum, "header too short"), 2);
    else if (header.size() < headerLength)
        fields.last("chksum", notChecked(checksum, "cut"), 2);
    else
        fields.last("chksum", judged(header.first(headerLength), 10), 2);
    const IpAddress source = fields.address("src", 4);
    const IpAddress destination = fields.address("dst", 4);
    if (headerLength > 20 && !fields.failed()) {
        FieldReader options = fields.child("options", headerLength - 20);
        layer.sourceRouted = ipv4Options(options, begin + headerLength);
        const std::string count = std::to_string(headerLength - 20) + " bytes";
        fields.raw().skip(headerLength - 20);
        fields.add(options.finish(count));
    }
    if (!fields.failed() && (first >> 4 != 4 || headerLength < 20 || (length < headerLength && !leftOut)))
        fields.note("malformed", first >> 4 != 4     ? "not version 4"
                                 : headerLength < 20 ? "a header shorter than 20 bytes"
                                                     : "a packet shorter than its header");
    const std::string summary = fields.failed() ? std::string() : source.toString() + " → " + destination.toString();
    tree.add(fields.finish(summary));
    return layer;
}

NetworkLayer describeIpv6(Tree& tree, const Frame& frame, std::size_t begin) {
    NetworkLayer layer;
    FieldReader fields(tree, "ipv6", begin, tree.frame().size());
    const std::uint32_t first = fields.raw().u32();
    fields.last("version", std::to_string(first >> 28), 4);
    if (!fields.failed())
        trafficClass(fields, static_cast<std::uint8_t>(first >> 20), begin, 2);
    fields.last("flow", hexText(first & 0xfffff, 5), 3);
    const std::uint16_t length = fields.raw().u16();
    std::uint8_t next = fields.raw().peek();
    const bool leftOut = length == 0 && next != 59 && frame.original > begin + 40;
    fields.last("len", std::to_string(length) + (leftOut ? " (jumbogram, or left to the sender's network card)" : ""),
                2);
    fields.raw().skip(1);
    fields.last("next", protocolText(next), 1);
    fields.u8("ttl");
    const IpAddress source = fields.address("src", 6);
    const IpAddress destination = fields.address("dst", 6);
    std::size_t at = fields.position();
    const bool whole = !fields.failed() && first >> 28 == 6;
    if (!fields.failed() && first >> 28 != 6)
        fields.note("malformed", "not version 6");
    tree.add(fields.finish(fields.failed() ? std::string() : source.toString() + " → " + destination.toString()));

    constexpr int maximumHeaders = 16;
    for (int i = 0; whole && i < maximumHeaders; ++i) {
        static constexpr std::pair<std::uint8_t, const char*> names[] = {
            {0, "hop-by-hop options"}, {43, "routing"},        {44, "fragment"}, {60, "destination options"},
            {135, "mobility"},         {139, "host identity"}, {140, "shim6"}};
        const char* name = nullptr;
        for (const auto& [number, text] : names) {
            if (number == next)
                name = text;
        }
        if (!name)
            break;
        FieldReader header(tree, name, at, tree.frame().size());
        const std::uint8_t kind = next;
        next = header.raw().u8();
        header.last("next", protocolText(next), 1);
        std::uint16_t offset = 0;
        if (kind == 44) {
            header.hex("reserved", 1);
            offset = header.raw().u16();
            header.last("offset", std::to_string(offset & 0xfff8), 2);
            header.last("more", (offset & 1) != 0 ? "yes" : "no", 2);
            header.u32("id");
        } else {
            const std::uint8_t units = header.raw().u8();
            const std::size_t size = (std::size_t{units} + 1) * 8;
            header.last("len", std::to_string(units) + " (" + std::to_string(size) + " bytes)", 1);
            std::size_t read = 2;
            if (kind == 43) {
                header.u8("type");
                layer.sourceRouted = header.u8("segments_left") != 0;
                read = 4;
            }
            header.octets("data", size - read);
        }
        at = header.position();
        const bool failed = header.failed();
        tree.add(header.finish({}));
        if (failed || offset >> 3 != 0)
            break;
    }
    return layer;
}

}  // namespace weir::detail
