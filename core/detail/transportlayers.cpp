// SPDX-License-Identifier: GPL-3.0-or-later
// TCP (RFC 9293, 7323, 2018, 7413), UDP (RFC 768), UDP-Lite (RFC 3828), SCTP (RFC 9260), DCCP (RFC 4340), AH (RFC
// 4302), ESP (RFC 4303).
#include "core/base/ipprotocol.h"
#include "core/detail/checksum.h"
#include "core/detail/describers.h"
#include "core/detail/infoline.h"

namespace weir::detail {
namespace {

std::string flagsText(std::uint16_t flags) {
    return (flags == 0 ? "none" : tcpFlagsText(flags)) + " (" + hexText(flags, 3) + ")";
}

/// One option at the cursor, `length` (at least two) octets long.
void tcpOption(FieldReader& options, std::uint8_t kind, std::uint8_t length) {
    const Bytes octets = options.raw().bytes(length);
    if (options.failed())
        return;
    ByteReader value(octets.subspan(2));
    const auto show = [&](std::string_view name, std::string text) { options.last(name, std::move(text), length); };
    if (kind == 2 && length == 4)
        return show("mss", std::to_string(value.u16()));
    if (kind == 3 && length == 3) {
        const std::uint8_t shift = value.u8();
        return show("window scale",
                    std::to_string(shift) + " (times " + std::to_string(1u << std::min<unsigned>(shift, 14)) + ")");
    }
    if (kind == 4 && length == 2)
        return show("sack permitted", {});
    if (kind == 5 && (length - 2) % 8 == 0) {
        std::string blocks;
        while (value.remaining() >= 8) {
            const std::uint32_t left = value.u32();
            blocks += (blocks.empty() ? "" : ", ") + std::to_string(left) + "–" + std::to_string(value.u32());
        }
        return show("sack", std::move(blocks));
    }
    if (kind == 8 && length == 10) {
        const std::uint32_t sent = value.u32();
        return show("timestamp", std::to_string(sent) + ", echo " + std::to_string(value.u32()));
    }
    const char* name = kind == 19   ? "md5 signature"
                       : kind == 28 ? "user timeout"
                       : kind == 29 ? "tcp-ao"
                       : kind == 30 ? "multipath tcp"
                       : kind == 34 ? "fast open"
                                    : nullptr;
    show(name ? name : "option " + std::to_string(kind), hexOctets(octets.subspan(2)));
}

void tcpOptions(FieldReader& options, std::size_t end) {
    while (options.position() < end && !options.failed()) {
        const std::uint8_t kind = options.raw().peek();
        if (kind == 0) {
            options.octets("end", end - options.position());
            return;
        }
        if (kind == 1) {
            options.raw().skip(1);
            options.last("nop", {}, 1);
            continue;
        }
        const std::uint8_t length = options.raw().peek(1);
        if (length < 2 || options.position() + length > end) {
            options.octets("malformed option", end - options.position());
            return;
        }
        tcpOption(options, kind, length);
    }
}

/// The verdict on a checksum of a header at `begin`, in a segment of `length` octets with a pseudo header.
std::string judgedSegment(const Tree& tree, const Transport& transport, std::size_t begin, std::size_t at,
                          std::size_t length) {
    const Bytes frame = tree.frame();
    const auto found = static_cast<std::uint16_t>(frame[begin + at] << 8 | frame[begin + at + 1]);
    if (!transport.notJudged.empty())
        return notChecked(found, transport.notJudged);
    const dissect::PacketRecord& record = transport.record;
    if (begin + length > transport.end)
        return notChecked(found, "cut");
    if (length < at + 2)
        return notChecked(found, "length too short");
    return judged(frame.subspan(begin, length), at,
                  pseudoSum(record.source, record.destination, record.protocol, length));
}

/// Octets of the transport header and what it carries, as the IP header says.
std::size_t segmentLength(const dissect::PacketRecord& record) {
    const std::size_t end = record.networkOffset + std::size_t{record.bytes};
    return end > record.transportOffset ? end - record.transportOffset : 0;
}

std::string ports(std::uint16_t source, std::uint16_t destination) {
    return std::to_string(source) + " → " + std::to_string(destination);
}

std::size_t tcp(Tree& tree, const Transport& transport) {
    const std::size_t begin = transport.record.transportOffset;
    FieldReader fields(tree, "tcp", begin, transport.end);
    const std::uint16_t source = fields.u16("sport");
    const std::uint16_t destination = fields.u16("dport");
    fields.u32("seq");
    fields.u32("ack");
    const std::uint16_t word = fields.raw().u16();
    const std::size_t headerLength = static_cast<std::size_t>(word >> 12) * 4;
    fields.last("dataofs", std::to_string(word >> 12) + " (" + std::to_string(headerLength) + " bytes)", 2);
    fields.last("reserved", std::to_string(word >> 9 & 7), 2);
    fields.last("flags", flagsText(word & 0x1ff), 2);
    fields.u16("window");
    fields.raw().skip(2);
    if (!fields.failed())
        fields.last("chksum", judgedSegment(tree, transport, begin, 16, segmentLength(transport.record)), 2);
    fields.u16("urgptr");
    if (!fields.failed() && headerLength < 20)
        fields.note("malformed", "a header shorter than 20 bytes");
    if (!fields.failed() && headerLength > 20) {
        FieldReader options = fields.child("options", headerLength - 20);
        tcpOptions(options, begin + headerLength);
        fields.add(options.finish(std::to_string(headerLength - 20) + " bytes"));
        fields.raw().skip(headerLength - 20);
    }
    const std::size_t payload = fields.failed() ? transport.end : fields.position();
    tree.add(fields.finish(ports(source, destination)));
    return payload;
}

std::size_t udp(Tree& tree, const Transport& transport) {
    const std::size_t begin = transport.record.transportOffset;
    const bool lite = transport.record.protocol == ipprotocol::udpLite;
    FieldReader fields(tree, lite ? "udp-lite" : "udp", begin, transport.end);
    const std::uint16_t source = fields.u16("sport");
    const std::uint16_t destination = fields.u16("dport");
    const std::uint16_t length = fields.u16(lite ? "coverage" : "len");
    const std::uint16_t found = fields.raw().u16();
    if (lite)
        fields.last("chksum", hexText(found, 4), 2);
    else if (found == 0 && transport.record.source.version == 4)
        fields.last("chksum", "0x0000 (none)", 2);
    else if (!fields.failed() && length > segmentLength(transport.record) && transport.notJudged.empty())
        fields.last("chksum", notChecked(found, "longer than the IP packet"), 2);
    else if (!fields.failed())
        // A length of 0 is a jumbogram's (RFC 2675), or left to the network card.
        fields.last("chksum",
                    judgedSegment(tree, transport, begin, 6, length == 0 ? segmentLength(transport.record) : length),
                    2);
    constexpr std::uint16_t headerLength = 8;
    if (!fields.failed() && !lite && length < headerLength && (length != 0 || transport.record.source.version == 4))
        fields.note("malformed", "a length below that of the header");
    const std::size_t payload = fields.failed() ? transport.end : fields.position();
    tree.add(fields.finish(ports(source, destination)));
    return payload;
}

std::size_t other(Tree& tree, const Transport& transport) {
    const dissect::PacketRecord& record = transport.record;
    FieldReader fields(tree, dissect::protocolName(record.protocol), record.transportOffset, transport.end);
    std::string summary;
    switch (record.protocol) {
        case ipprotocol::dccp:
        case ipprotocol::sctp: {
            const std::uint16_t source = fields.u16("sport");
            summary = ports(source, fields.u16("dport"));
            if (record.protocol == ipprotocol::sctp) {
                fields.hex("tag", 4);
                fields.hex("chksum", 4);
            }
            break;
        }
        case ipprotocol::igmp:
            fields.hex("type", 1);
            fields.u8("max_response");
            fields.hex("chksum", 2);
            fields.address("group", 4);
            break;
        case ipprotocol::esp:
            fields.hex("spi", 4);
            fields.u32("seq");
            break;
        case ipprotocol::ah: {
            fields.u8("next");
            const std::uint8_t units = fields.u8("len");
            fields.hex("reserved", 2);
            fields.hex("spi", 4);
            fields.u32("seq");
            if (units > 1)
                fields.octets("icv", (std::size_t{units} - 1) * 4);
            break;
        }
        default:
            return record.transportOffset;
    }
    const std::size_t payload = fields.failed() ? transport.end : fields.position();
    tree.add(fields.finish(std::move(summary)));
    return payload;
}

}  // namespace

std::size_t describeTransport(Tree& tree, const Transport& transport) {
    if (transport.record.transportOffset >= transport.end)
        return transport.end;
    switch (transport.record.protocol) {
        case ipprotocol::icmp:
        case ipprotocol::icmpv6:
            return describeIcmp(tree, transport);
        case ipprotocol::tcp:
            return tcp(tree, transport);
        case ipprotocol::udp:
        case ipprotocol::udpLite:
            return udp(tree, transport);
        default:
            return other(tree, transport);
    }
}

}  // namespace weir::detail
