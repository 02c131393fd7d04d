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

/// Ports, flags and the place of the payload, of TCP, UDP, UDP-Lite, SCTP and DCCP. `end` is where the IP packet ends
/// in the frame (or the frame, where cut).
void readTransport(ByteReader& reader, std::size_t end, PacketRecord& record);

/// Where a tunnelled IP packet begins, seen from a record and its frame.
struct Inner {
    enum class Layer : std::uint8_t { none, ipv4, ipv6, ethernet, ppp };
    Layer layer = Layer::none;
    std::size_t offset = 0;
};
Inner findInner(const PacketRecord& record, Bytes frame);
/// What the walk over link layers begins with at `inner.offset`.
Next afterTunnel(const Inner& inner);
/// Deeper ones are left alone.
constexpr int maximumTunnels = 8;

/// The record of the IP packet at `start` of the frame; false where it is malformed.
bool readNetwork(NetworkStart::Layer layer, std::size_t start, const Frame& frame, PacketRecord& record);

}  // namespace weir::dissect
