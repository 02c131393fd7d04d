// SPDX-License-Identifier: GPL-3.0-or-later
// Ports and payloads. Layouts: RFC 9293, 768, 3828, 9260, 4340; RFC 4302 (authentication header).
#include <algorithm>

#include "core/base/ipprotocol.h"
#include "core/dissect/network.h"

namespace weir::dissect {

bool hasPorts(std::uint8_t number) {
    return number == ipprotocol::tcp || number == ipprotocol::udp || number == ipprotocol::sctp ||
           number == ipprotocol::dccp || number == ipprotocol::udpLite;
}

void readTransport(ByteReader& reader, std::size_t end, PacketRecord& record) {
    const std::size_t start = reader.position();
    record.transportOffset = static_cast<std::uint32_t>(start);
    record.payloadOffset = record.transportOffset;
    if (record.laterFragment || !hasPorts(record.protocol))
        return;
    const auto ports = reader.fixed<4>();
    if (!ports)
        return;
    record.hasPorts = true;
    record.sourcePort = ports.u16<0>();
    record.destinationPort = ports.u16<2>();

    std::size_t headerLength = 0;
    if (record.protocol == ipprotocol::tcp) {
        ByteReader cut = reader;
        const auto header = reader.fixed<10>();  // after the ports
        if (!header) {
            record.sequence = cut.u32();
            record.acknowledgment = cut.u32();
            return;
        }
        record.sequence = header.u32<0>();
        record.acknowledgment = header.u32<4>();
        const std::uint16_t offsetAndFlags = header.u16<8>();
        record.tcpFlags = offsetAndFlags & 0x1ff;
        headerLength = static_cast<std::size_t>(offsetAndFlags >> 12) * 4;
        if (headerLength < 20)
            return;
    } else if (record.protocol == ipprotocol::udp || record.protocol == ipprotocol::udpLite) {
        headerLength = 8;
    } else {
        return;
    }
    const std::size_t inIp = record.networkOffset + std::size_t{record.bytes};  // where IP says that it ends
    const std::size_t payload = start + headerLength;
    if (payload > end || payload > inIp)
        return;
    record.payloadOffset = static_cast<std::uint32_t>(payload);
    record.payloadLength = static_cast<std::uint32_t>(end - payload);
    record.payloadOriginal = static_cast<std::uint32_t>(inIp - payload);
}

bool passAuthentication(const Frame& frame, PacketRecord& record) {
    if (record.protocol != ipprotocol::ah || record.fragment)
        return false;
    ByteReader reader(frame.bytes());
    reader.seek(record.transportOffset);
    const std::uint8_t next = reader.u8();
    const std::size_t length = (std::size_t{reader.u8()} + 2) * 4;
    constexpr std::size_t shortest = 12;
    const std::size_t end = std::min<std::size_t>(frame.captured, record.networkOffset + std::size_t{record.bytes});
    if (reader.failed() || length < shortest || record.transportOffset + length > end)
        return false;
    reader.seek(record.transportOffset + length);
    record.protocol = next;
    if (record.source.version == 6)
        readExtensions(reader, next, record);
    readTransport(reader, end, record);
    return true;
}

}  // namespace weir::dissect
