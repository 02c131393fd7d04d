// SPDX-License-Identifier: GPL-3.0-or-later
// Formats: RFC 791, 8200, 9293, 768, 3828, 9260, 4340, 792, 4443, 2784, 7348, 8926, 4380, 2516, 3032, 3GPP TS 29.281.
#include "tests/support/packetbuilder.h"

#include <algorithm>
#include <stdexcept>

namespace weir::test {

namespace {

constexpr std::uint16_t etherTypeIpv4 = 0x0800, etherTypeIpv6 = 0x86dd;

IpAddress address(std::string_view text) {
    const auto parsed = IpAddress::parse(text);
    if (!parsed)
        throw std::invalid_argument("not an address: " + std::string(text));
    return *parsed;
}

Bytes octetsOf(const std::array<std::uint8_t, 16>& octets, const IpAddress& of) {
    return Bytes(octets).first(of.version == 4 ? 4 : 16);
}

void append(OctetWriter& out, std::string_view addressText) {
    const IpAddress parsed = address(addressText);
    const auto all = parsed.octets();
    out.bytes(octetsOf(all, parsed));
}

Octets padded(Octets options) { return OctetWriter(std::move(options)).pad(4).done(); }

/// RFC 768, 8200 section 8.1: source, destination, length and protocol are summed with the transport.
void finishChecksum(Layer& layer, std::string_view source, std::string_view destination) {
    if (!layer.pending)
        return;
    const auto [begin, at, protocol] = *layer.pending;
    const Bytes segment = Bytes(layer.octets).subspan(begin);
    OctetWriter pseudo;
    append(pseudo, source);
    append(pseudo, destination);
    pseudo.u32(segment.size()).u32(protocol);
    pseudo.bytes(segment);
    std::uint16_t sum = internetChecksum(pseudo.done());
    if (sum == 0 && protocol == 17)
        sum = 0xffff;  // 0 means "none" in UDP
    layer.octets[at] = static_cast<std::uint8_t>(sum >> 8);
    layer.octets[at + 1] = static_cast<std::uint8_t>(sum);
    layer.pending.reset();
}

Layer transport(Octets octets, std::uint8_t protocol, std::size_t checksumAt) {
    return {std::move(octets), 0, protocol, Layer::Pending{0, checksumAt, protocol}};
}

/// `head` before what `inner` has; a checksum of the inner transport still waits for its IP header.
Layer prepended(Octets head, const Layer& inner, std::uint16_t type, std::uint8_t protocol) {
    const std::size_t shift = head.size();
    Layer out{OctetWriter(std::move(head)).bytes(inner.octets).done(), type, protocol, inner.pending};
    if (out.pending) {
        out.pending->begin += shift;
        out.pending->at += shift;
    }
    return out;
}

std::uint32_t crc32c(Bytes octets) {
    std::uint32_t crc = 0xffffffff;
    for (const std::uint8_t octet : octets) {
        crc ^= octet;
        for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1 ? 0x82f63b78 : 0);
    }
    return ~crc;
}

Layer optionsHeader(std::uint8_t protocol, const Layer& next, unsigned words) {
    OctetWriter head;
    head.u8(next.protocol).u8(words);
    for (std::size_t left = 6 + words * 8UL; left > 0;) {  // PadN options
        const std::size_t take = std::min<std::size_t>(left, 255);
        if (take == 1)
            head.u8(0);
        else
            head.u8(1).u8(static_cast<unsigned>(take - 2)).zeros(take - 2);
        left -= take;
    }
    return prepended(head.done(), next, 0, protocol);
}

}  // namespace

std::uint16_t internetChecksum(Bytes octets, std::uint32_t sum) {
    for (std::size_t i = 0; i < octets.size(); ++i) sum += i % 2 == 0 ? octets[i] << 8U : octets[i];
    while (sum >> 16 != 0) sum = (sum & 0xffff) + (sum >> 16);
    return static_cast<std::uint16_t>(~sum);
}

// --- transport ---------------------------------------------------------------------------------------------------

Layer tcp(const Tcp& header, Bytes payload) {
    const Octets options = padded(header.options);
    OctetWriter out;
    out.u16(header.sourcePort).u16(header.destinationPort).u32(header.sequence).u32(header.acknowledgment);
    out.u16(static_cast<unsigned>((20 + options.size()) / 4 << 12) | (header.flags & 0x1ff)).u16(header.window);
    out.u16(0).u16(0).bytes(options).bytes(payload);
    return transport(out.done(), 6, 16);
}

Layer udp(std::uint16_t sourcePort, std::uint16_t destinationPort, Bytes payload) {
    OctetWriter out;
    out.u16(sourcePort).u16(destinationPort).u16(static_cast<unsigned>(8 + payload.size())).u16(0).bytes(payload);
    return transport(out.done(), 17, 6);
}

Layer udpLite(std::uint16_t sourcePort, std::uint16_t destinationPort, Bytes payload) {
    OctetWriter out;  // a coverage of 0: the whole packet
    out.u16(sourcePort).u16(destinationPort).u16(0).u16(0).bytes(payload);
    return transport(out.done(), 136, 6);
}

Layer sctp(std::uint16_t sourcePort, std::uint16_t destinationPort, Bytes payload) {
    OctetWriter out;
    out.u16(sourcePort).u16(destinationPort).u32(payload.empty() ? 0 : 0x5eed).u32(0);
    if (payload.empty())
        out.u8(1).u8(0).u16(20).u32(0x5eed).u32(65536).u16(10).u16(10).u32(1);
    else
        out.u8(0).u8(3).u16(static_cast<unsigned>(16 + payload.size())).u32(1).u16(0).u16(0).u32(0).bytes(payload);
    Octets octets = out.pad(4).done();
    const std::uint32_t crc = crc32c(octets);
    for (unsigned i = 0; i < 4; ++i) octets[8 + i] = static_cast<std::uint8_t>(crc >> 8 * i);
    return {std::move(octets), 0, 132};
}

Layer dccp(std::uint16_t sourcePort, std::uint16_t destinationPort, Bytes payload) {
    OctetWriter out;
    out.u16(sourcePort).u16(destinationPort).u8(6).u8(0).u16(0);  // 24 octets of header, whole coverage
    out.u8(4 << 1 | 1).u8(0).u16(0).u32(1).u16(0).u16(0).u32(1).bytes(payload);
    return transport(out.done(), 33, 6);
}

Layer icmp(unsigned type, unsigned code, Bytes rest) {
    OctetWriter out;
    out.u8(type).u8(code).u16(0).bytes(rest);
    Octets octets = out.done();
    const std::uint16_t sum = internetChecksum(octets);
    return {OctetWriter(std::move(octets)).u16At(2, sum).done(), 0, 1};
}

Layer icmpv6(unsigned type, unsigned code, Bytes rest) {
    return transport(OctetWriter().u8(type).u8(code).u16(0).bytes(rest).done(), 58, 2);
}

Layer protocol(std::uint8_t number, Bytes payload) { return {Octets(payload.begin(), payload.end()), 0, number}; }

// --- IP ----------------------------------------------------------------------------------------------------------

Layer ipv4(const Ipv4& header, const Layer& payload) {
    Layer inner = payload;
    finishChecksum(inner, header.source, header.destination);
    const Octets options = padded(header.options);
    const auto words = static_cast<unsigned>((20 + options.size()) / 4);
    OctetWriter out;
    out.u8(4 << 4 | header.headerWords.value_or(words)).u8(0);
    out.u16(header.totalLength.value_or(static_cast<std::uint16_t>(words * 4 + inner.octets.size()))).u16(header.id);
    out.u16((header.dontFragment ? 0x4000U : 0U) | (header.moreFragments ? 0x2000U : 0U) | header.fragmentOffset / 8);
    out.u8(header.ttl).u8(header.protocol.value_or(inner.protocol)).u16(0);
    append(out, header.source);
    append(out, header.destination);
    out.bytes(options);
    Octets head = out.done();
    const std::uint16_t sum = internetChecksum(head);
    return {OctetWriter(std::move(head)).u16At(10, sum).bytes(inner.octets).done(), etherTypeIpv4, 4};
}

Layer ipv4(std::string_view source, std::string_view destination, const Layer& payload) {
    return ipv4(Ipv4{.source = source, .destination = destination}, payload);
}

std::vector<Layer> ipv4Fragments(const Ipv4& header, const Layer& payload, std::size_t size) {
    Layer whole = payload;
    finishChecksum(whole, header.source, header.destination);
    std::vector<Layer> out;
    for (std::size_t at = 0; at < whole.octets.size(); at += size) {
        Ipv4 part = header;
        part.fragmentOffset = static_cast<unsigned>(at);
        part.moreFragments = at + size < whole.octets.size();
        const std::size_t take = std::min(size, whole.octets.size() - at);
        out.push_back(ipv4(part, protocol(whole.protocol, Bytes(whole.octets).subspan(at, take))));
    }
    return out;
}

Layer ipv6(const Ipv6& header, const Layer& payload) {
    Layer inner = payload;
    finishChecksum(inner, header.source, header.destination);
    OctetWriter out;
    out.u32(6U << 28).u16(header.payloadLength.value_or(static_cast<std::uint16_t>(inner.octets.size())));
    out.u8(inner.protocol).u8(header.hopLimit);
    append(out, header.source);
    append(out, header.destination);
    return {out.bytes(inner.octets).done(), etherTypeIpv6, 41};
}

Layer ipv6(std::string_view source, std::string_view destination, const Layer& payload) {
    return ipv6(Ipv6{.source = source, .destination = destination}, payload);
}

Layer hopByHop(const Layer& next, unsigned words) { return optionsHeader(0, next, words); }
Layer destinationOptions(const Layer& next, unsigned words) { return optionsHeader(60, next, words); }

Layer routing(const Layer& next) {  // type 253: experimental, nothing left
    return prepended(OctetWriter().u8(next.protocol).u8(0).u8(253).u8(0).u32(0).done(), next, 0, 43);
}

Layer authentication(const Layer& next) {  // RFC 4302: 24 octets, length in words less two
    return prepended(OctetWriter().u8(next.protocol).u8(4).u16(0).u32(0x100).u32(1).zeros(12).done(), next, 0, 51);
}

Layer ipv6Fragment(std::uint32_t id, unsigned offset, bool more, const Layer& next) {
    return prepended(OctetWriter().u8(next.protocol).u8(0).u16(offset / 8 << 3 | (more ? 1U : 0U)).u32(id).done(), next,
                     0, 44);
}

std::vector<Layer> ipv6Fragments(const Ipv6& header, std::uint32_t id, const Layer& payload, std::size_t size) {
    Layer whole = payload;
    finishChecksum(whole, header.source, header.destination);
    std::vector<Layer> out;
    for (std::size_t at = 0; at < whole.octets.size(); at += size) {
        const std::size_t take = std::min(size, whole.octets.size() - at);
        const Layer part = protocol(whole.protocol, Bytes(whole.octets).subspan(at, take));
        out.push_back(ipv6(header, ipv6Fragment(id, static_cast<unsigned>(at), at + take < whole.octets.size(), part)));
    }
    return out;
}

// --- tunnels -----------------------------------------------------------------------------------------------------

Layer gre(const Layer& inner, std::optional<std::uint32_t> key) {
    OctetWriter head;
    head.u16(key ? 0x2000 : 0).u16(inner.etherType);
    if (key)
        head.u32(*key);
    return {head.bytes(inner.octets).done(), 0, 47};
}

Octets vxlan(std::uint32_t network, Bytes frame) {
    return OctetWriter().u8(0x08).u24(0).u24(network).u8(0).bytes(frame).done();
}

Octets geneve(std::uint32_t network, Bytes frame) {
    OctetWriter out;
    out.u8(2).u8(0).u16(0x6558).u24(network).u8(0);
    return out.u16(0xffff).u8(1).u8(1).u32(0).bytes(frame).done();
}

Octets gtpU(std::uint32_t tunnel, const Layer& inner) {
    OctetWriter out;
    out.u8(0x30).u8(0xff).u16(static_cast<unsigned>(inner.octets.size())).u32(tunnel);
    return out.bytes(inner.octets).done();
}

Octets teredo(const Layer& inner, bool originIndication) {
    OctetWriter out;
    if (originIndication)  // RFC 4380 section 5.1.1: port and address are stored inverted
        out.u16(0).u16(0xffff ^ 40000).u32(0xffffffff ^ 0xc0000201);
    return out.bytes(inner.octets).done();
}

// --- link layer --------------------------------------------------------------------------------------------------

Layer vlan(unsigned id, const Layer& inner, std::uint16_t tagType) {
    const unsigned type = inner.etherType != 0 ? inner.etherType : static_cast<unsigned>(inner.octets.size());
    return {OctetWriter().u16(id).u16(type).bytes(inner.octets).done(), tagType};
}

Layer mpls(std::initializer_list<std::uint32_t> labels, const Layer& inner) {
    OctetWriter out;
    std::size_t left = labels.size();
    for (const std::uint32_t label : labels) out.u32(label << 12 | (--left == 0 ? 0x100U : 0U) | 64);
    return {out.bytes(inner.octets).done(), 0x8847};
}

Layer pppoe(const Layer& inner, std::uint16_t session) {
    OctetWriter out;
    out.u8(0x11).u8(0).u16(session).u16(static_cast<unsigned>(2 + inner.octets.size()));
    out.u16(inner.etherType == etherTypeIpv6 ? 0x0057 : 0x0021);
    return {out.bytes(inner.octets).done(), 0x8864};
}

Layer snap(const Layer& inner) {
    return {OctetWriter().u16(0xaaaa).u8(3).u24(0).u16(inner.etherType).bytes(inner.octets).done()};
}

Layer llc(unsigned destination, unsigned source, Bytes payload) {
    return {OctetWriter().u8(destination).u8(source).u8(3).bytes(payload).done()};
}

Layer arp(std::string_view sender, std::string_view target) {
    OctetWriter out;
    out.u16(1).u16(etherTypeIpv4).u8(6).u8(4).u16(1).u16(0x0200).u32(1);
    append(out, sender);
    out.zeros(6);
    append(out, target);
    return {out.done(), 0x0806};
}

Layer etherType(std::uint16_t type, Bytes payload) { return {Octets(payload.begin(), payload.end()), type}; }

Octets ethernet(const Layer& inner) { return ethernet(Ethernet{}, inner); }

Octets ethernet(const Ethernet& header, const Layer& inner) {
    OctetWriter out;
    out.bytes(header.destination).bytes(header.source);
    out.u16(inner.etherType != 0 ? inner.etherType : static_cast<unsigned>(inner.octets.size())).bytes(inner.octets);
    if (header.pad && out.size() < 60)
        out.zeros(60 - out.size());
    return out.done();
}

Octets sll(const Layer& inner) {
    OctetWriter out;
    out.u16(0).u16(1).u16(6).u16(0x0200).u32(1).u16(0);
    return out.u16(inner.etherType != 0 ? inner.etherType : 4).bytes(inner.octets).done();  // 4: LLC follows
}

Octets sll2(const Layer& inner) {
    OctetWriter out;
    out.u16(inner.etherType != 0 ? inner.etherType : 4).u16(0).u32(2).u16(1).u8(0).u8(6).u16(0x0200).u32(1).u16(0);
    return out.bytes(inner.octets).done();
}

Octets nullLink(const Layer& inner) {
    return OctetWriter().u32le(inner.etherType == etherTypeIpv6 ? 24 : 2).bytes(inner.octets).done();
}

Octets raw(const Layer& inner) { return inner.octets; }

}  // namespace weir::test
