// SPDX-License-Identifier: GPL-3.0-or-later
// IPv4 and IPv6 headers. Layouts: RFC 791, RFC 8200, RFC 4302 (AH is a protocol here, not an extension header).
#include "core/dissect/network.h"

namespace weir::dissect {

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
    record.laterFragment = (fragment & 0x1fff) != 0;
    record.fragment = record.laterFragment || (fragment & 0x2000) != 0;
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
    constexpr std::uint8_t hopByHop = 0, routing = 43, fragmentHeader = 44, noNext = 59, destinationOptions = 60,
                           mobility = 135, hostIdentity = 139, shim = 140;
    // A length of 0 means a jumbogram (RFC 2675) or offloaded segmentation, unless there really is nothing.
    const bool lengthLeftOut = payloadLength == 0 && next != noNext && wire > fixedLength;
    record.bytes = lengthLeftOut ? static_cast<std::uint32_t>(wire) : fixedLength + payloadLength;

    constexpr int maximumHeaders = 16;
    for (int i = 0; i < maximumHeaders; ++i) {
        ByteReader header = reader;
        switch (next) {
            case hopByHop:
            case routing:
            case destinationOptions:
            case mobility:
            case hostIdentity:
            case shim: {
                const std::uint8_t following = header.u8();
                const std::size_t length = (static_cast<std::size_t>(header.u8()) + 1) * 8;
                header = reader;
                header.skip(length);
                if (header.failed()) {
                    record.protocol = next;
                    return true;
                }
                next = following;
                reader = header;
                continue;
            }
            case fragmentHeader: {
                const std::uint8_t following = header.u8();
                header.skip(1);
                const std::uint16_t offset = header.u16();
                const std::uint32_t identification = header.u32();
                if (header.failed()) {
                    record.protocol = next;
                    return true;
                }
                record.identification = identification;
                record.laterFragment = offset >> 3 != 0;
                record.fragment = record.laterFragment || (offset & 1) != 0;
                next = following;
                reader = header;
                if (record.laterFragment) {
                    record.protocol = next;
                    return true;
                }
                continue;
            }
            default:
                record.protocol = next;
                return true;
        }
    }
    record.protocol = next;
    return true;
}

}  // namespace weir::dissect
