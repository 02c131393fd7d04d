// SPDX-License-Identifier: GPL-3.0-or-later
// IP headers, what they carry, and the tunnels that hide another IP header behind it.
#pragma once

#include "core/dissect/link.h"

namespace weir::dissect {

/// Fills the record from the IPv4 (RFC 791) header at the cursor. `wire` is how many octets the frame had on the wire
/// from the cursor on, for headers that leave their length to the hardware (segmentation offload).
/// Leaves the cursor at what the IP headers carry. False: malformed.
bool readIpv4(ByteReader& reader, std::uint64_t wire, PacketRecord& record);
/// The same for IPv6 (RFC 8200) and its extension headers.
bool readIpv6(ByteReader& reader, std::uint64_t wire, PacketRecord& record);
/// IPv6 extension headers from the cursor on, the first of which is a `next`: fills in the protocol and what a fragment
/// header says.
void readExtensions(ByteReader& reader, std::uint8_t next, PacketRecord& record);

/// Ports, flags and the place of the payload, of TCP, UDP, UDP-Lite, SCTP and DCCP. `end` is where the IP packet ends
/// in the frame (or the frame, where cut).
void readTransport(ByteReader& reader, std::size_t end, PacketRecord& record);

/// Goes past an authentication header (RFC 4302) to what it protects: `record` becomes that of the same IP packet with
/// the protocol, ports and payload behind it. False (and nothing changed) where there is none, or it is cut.
bool passAuthentication(const Frame& frame, PacketRecord& record);

/// What carries a packet inside another.
enum class Tunnel : std::uint8_t { none, ip, gre, erspan, wccp, mpls, l2tp, vxlan, vxlanGpe, geneve, gtp, teredo };

/// Where a tunnelled packet begins, seen from a record and its frame.
struct Inner {
    Tunnel tunnel = Tunnel::none;
    Next next;               ///< what the walk over link layers begins with
    std::size_t offset = 0;  ///< in the frame
    bool mustFit = false;  ///< little but the port says that this is a tunnel: the IP packet must end within the outer
};
Inner findInner(const PacketRecord& record, Bytes frame);
/// The record of the IP packet in the tunnel of `outer`; false where there is none.
bool readInner(const Inner& inner, const Frame& frame, const PacketRecord& outer, PacketRecord& record);
/// Deeper ones are left alone.
constexpr int maximumTunnels = 8;

/// The record of the IP packet at `start` of the frame; false where it is malformed.
bool readNetwork(NetworkStart::Layer layer, std::size_t start, const Frame& frame, PacketRecord& record);

}  // namespace weir::dissect
