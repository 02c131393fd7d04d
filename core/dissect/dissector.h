// SPDX-License-Identifier: GPL-3.0-or-later
// From a frame to its record: link layer, IP, transport ports. Stateless, thread-safe, no allocation.
#pragma once

#include <array>

#include "core/base/frame.h"
#include "core/dissect/record.h"

namespace weir::dissect {

/// Peels link layers, VLAN and other tags (any depth), MPLS and PPPoE, then reads the outermost IP header, or the
/// innermost one through IP-in-IP, 6in4, GRE, ERSPAN, WCCP, MPLS, L2TP, VXLAN, Geneve, GTP-U, Teredo and authentication
/// headers when `inner` is set (at most 8 deep).
/// Never reads outside the frame; never fails: the verdict says how far it got.
PacketRecord dissect(const Frame& frame, bool inner);
/// The same into a record that is as new.
void dissect(const Frame& frame, bool inner, PacketRecord& record);

/// IANA's keyword of an IP protocol number, in lower case ("tcp", "ipv6-icmp"); the number where there is none.
std::string protocolName(std::uint8_t protocol);
/// Those of all numbers, for whoever needs many.
using ProtocolNames = std::array<std::string, 256>;
ProtocolNames everyProtocolName();
/// Whether the protocol has 16-bit ports in its first four octets: TCP, UDP, SCTP, DCCP, UDP-Lite.
bool hasPorts(std::uint8_t protocol);

/// Where a network layer begins in a frame, for those who walk its layers.
struct NetworkStart {
    enum class Layer : std::uint8_t { none, ipv4, ipv6 };
    Layer layer = Layer::none;
    std::size_t offset = 0;
    FrameKind kind;
};
NetworkStart findNetwork(std::uint16_t linkType, Bytes frame);

}  // namespace weir::dissect
