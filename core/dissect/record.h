// SPDX-License-Identifier: GPL-3.0-or-later
// The flat row that a frame becomes. Plain data: everything after this layer counts records, not octets.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/address.h"

namespace weir::dissect {

enum class Verdict : std::uint8_t {
    ip,         ///< addresses and lengths are known
    nonIp,      ///< no IP header where one could be; `kind` says what there is instead
    malformed,  ///< an IP header that lies: shorter than 20 octets, length below header length, captured too short
};

/// What a frame without IP is: where the number comes from, and the number.
struct FrameKind {
    enum class Space : std::uint8_t { etherType, llcSap, pppProtocol, linkType, wireless, snap };
    Space space = Space::linkType;
    std::uint16_t number = 0;
    bool operator==(const FrameKind&) const = default;
};
/// "arp", "lldp", "stp", "0x88b5", "802.11"; a link type is "linktype-147" (analysis knows libpcap's names).
std::string frameKindName(FrameKind kind);

/// TCP flags as on the wire; NS (the AE bit) is 0x100.
enum TcpFlag : std::uint16_t { fin = 1, syn = 2, rst = 4, psh = 8, ack = 16, urg = 32, ece = 64, cwr = 128 };

/// What one frame says. As many are made as there are frames: no larger than it must be.
struct PacketRecord {
    IpAddress source;
    IpAddress destination;
    std::uint32_t bytes = 0;            ///< the IP length (tables.md)
    std::uint32_t identification = 0;   ///< IPv4 identification, or an IPv6 fragment header's
    std::uint32_t sequence = 0;         ///< TCP
    std::uint32_t acknowledgment = 0;   ///< TCP
    std::uint32_t networkOffset = 0;    ///< of the IP header in the frame, or of what is there instead
    std::uint32_t transportOffset = 0;  ///< of what follows the IP headers; the frame's length where cut
    std::uint32_t payloadOffset = 0;    ///< of what TCP or UDP carries, in the frame
    std::uint32_t payloadLength = 0;    ///< captured octets of it, never beyond the IP length
    std::uint32_t payloadOriginal = 0;  ///< octets of it on the wire, as the IP length says
    std::uint16_t sourcePort = 0;
    std::uint16_t destinationPort = 0;
    std::uint16_t tcpFlags = 0;
    std::uint16_t fragmentOffset = 0;  ///< of a fragment: octets of its datagram before what stands at transportOffset
    std::uint8_t protocol = 0;         ///< IANA protocol number of what the IP headers carry
    std::uint8_t ttl = 0;              ///< or hop limit
    Verdict verdict = Verdict::nonIp;
    bool hasPorts = false;
    bool fragment = false;       ///< any fragment, the first one too
    bool laterFragment = false;  ///< without the transport header
    bool lastFragment = false;   ///< no more follow
    FrameKind kind;              ///< where verdict is not ip
};
static_assert(sizeof(PacketRecord) == 104);

}  // namespace weir::dissect
