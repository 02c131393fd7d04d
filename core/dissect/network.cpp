// SPDX-License-Identifier: GPL-3.0-or-later
// IPv4 and IPv6 headers. Layouts: RFC 791, RFC 8200, RFC 4302 (AH is a protocol here, not an extension header).
#include "core/dissect/network.h"

#include "core/base/ipprotocol.h"

namespace weir::dissect {
namespace {

/// Steps over an IPv6 extension header that is there whole. False: `next` is no such header, or it is cut.
bool passExtension(ByteReader& reader, std::uint8_t& next) {
    switch (next) {
        case ipprotocol::hopByHop:
        case ipprotocol::ipv6Route:
        case ipprotocol::ipv6Options:
        case ipprotocol::mobility:
        case ipprotocol::hostIdentity:
        case ipprotocol::shim:
            break;
        default:
            return false;
    }
    ByteReader header = reader;
    const std::uint8_t following = header.u8();
    const std::size_t length = (std::size_t{header.u8()} + 1) * 8;
    header = reader;
    header.skip(length);
    if (header.failed())
        return false;
    next = following;
    reader = header;
    return true;
}

/// The same for a fragment header, which it reads.
bool passFragmentHeader(ByteReader& reader, std::uint8_t& next, PacketRecord& record) {
    ByteReader header = reader;
    const std::uint8_t following = header.u8();
    header.skip(1);
    const std::uint16_t offset = header.u16();
    const std::uint32_t identification = header.u32();
    if (header.failed())
        return false;
    record.identification = identification;
    record.fragmentOffset = offset & 0xfff8;
    record.laterFragment = record.fragmentOffset != 0;
    record.lastFragment = (offset & 1) == 0;
    record.fragment = record.laterFragment || !record.lastFragment;
    next = following;
    reader = header;
    return true;
}

}  // namespace

bool readIpv4(ByteReader& reader, std::uint64_t wire, PacketRecord& record) {
    constexpr std::size_t shortest = 20;
    const auto header = reader.fixed<shortest>();
    if (!header)
        return false;
    const std::uint8_t first = header.u8<0>();
    const std::size_t headerLength = static_cast<std::size_t>(first & 0xf) * 4;
    if (first >> 4 != 4 || headerLength < shortest)
        return false;
    reader.skip(headerLength - shortest);
    if (reader.failed())
        return false;
    const std::uint16_t totalLength = header.u16<2>();
    record.identification = header.u16<4>();
    const std::uint16_t fragment = header.u16<6>();
    record.ttl = header.u8<8>();
    record.protocol = header.u8<9>();
    record.source = IpAddress::v4(header.u32<12>());
    record.destination = IpAddress::v4(header.u32<16>());
    if (totalLength >= headerLength)
        record.bytes = totalLength;
    else if (totalLength == 0 && wire > headerLength)
        record.bytes = static_cast<std::uint32_t>(wire);
    else
        return false;
    record.fragmentOffset = static_cast<std::uint16_t>(fragment << 3);
    record.laterFragment = record.fragmentOffset != 0;
    record.lastFragment = (fragment & 0x2000) == 0;
    record.fragment = record.laterFragment || !record.lastFragment;
    return true;
}

bool readIpv6(ByteReader& reader, std::uint64_t wire, PacketRecord& record) {
    const std::uint32_t first = reader.u32();
    const std::uint16_t payloadLength = reader.u16();
    std::uint8_t next = reader.u8();
    record.ttl = reader.u8();
    std::uint64_t high = reader.u64();
    record.source = IpAddress::v6(high, reader.u64());
    high = reader.u64();
    record.destination = IpAddress::v6(high, reader.u64());
    if (reader.failed() || first >> 28 != 6)
        return false;
    constexpr std::uint32_t fixedLength = 40;
    // A length of 0 means a jumbogram (RFC 2675) or offloaded segmentation, unless there really is nothing.
    const bool lengthLeftOut = payloadLength == 0 && next != ipprotocol::ipv6NoNext && wire > fixedLength;
    record.bytes = lengthLeftOut ? static_cast<std::uint32_t>(wire) : fixedLength + payloadLength;
    readExtensions(reader, next, record);
    return true;
}

void readExtensions(ByteReader& reader, std::uint8_t next, PacketRecord& record) {
    constexpr int maximumHeaders = 16;
    std::size_t fragmentable = reader.position();  // where the part begins that fragments are counted in
    for (int i = 0; i < maximumHeaders && !record.laterFragment; ++i) {
        if (next == ipprotocol::ipv6Fragment) {
            if (!passFragmentHeader(reader, next, record))
                break;
            fragmentable = reader.position();
        } else if (!passExtension(reader, next)) {
            break;
        }
    }
    if (record.fragment && !record.laterFragment)
        record.fragmentOffset = static_cast<std::uint16_t>(reader.position() - fragmentable);
    record.protocol = next;
}

}  // namespace weir::dissect
