// SPDX-License-Identifier: GPL-3.0-or-later
// One describer a layer. Each adds its layers to the tree, from `begin` on, and never reads past `end` (positions in
// the frame). Used by this layer alone.
#pragma once

#include "core/detail/fieldreader.h"
#include "core/dissect/link.h"
#include "core/dissect/network.h"

namespace weir::detail {

/// The link layer that a step of the walk went past, from `begin` to `end`.
void describeLink(Tree& tree, const dissect::Next& layer, std::size_t begin, std::size_t end);
/// What stands behind an EtherType that is not a network layer's: a VLAN or other tag, PPPoE.
void describeTag(Tree& tree, std::uint16_t type, std::size_t begin, std::size_t end);
/// "ipv4 (0x0800)"
std::string etherTypeText(std::uint16_t type);
/// A field that holds an EtherType.
std::uint16_t showEtherType(FieldReader& fields, std::string_view name = "type");
/// ARP, or "data" named as the kind says.
void describeNonIp(Tree& tree, dissect::FrameKind kind, std::size_t begin);

/// Whether the header says that its packet goes to another place than the destination field's (source routing), for
/// which checksums count.
struct NetworkLayer {
    bool sourceRouted = false;
};
NetworkLayer describeIpv4(Tree& tree, const Frame& frame, std::size_t begin);
NetworkLayer describeIpv6(Tree& tree, const Frame& frame, std::size_t begin);

/// Where a transport header stands, and what it needs to be judged.
struct Transport {
    const dissect::PacketRecord& record;
    std::size_t end = 0;              ///< of the IP packet in the frame
    std::string_view notJudged = {};  ///< why its checksum cannot be judged; empty where it can
};
/// TCP, UDP and UDP-Lite, SCTP, DCCP, ICMP, ICMPv6, IGMP, AH, ESP, GRE; nothing for others. Returns where the payload
/// begins.
std::size_t describeTransport(Tree& tree, const Transport& transport);
std::size_t describeIcmp(Tree& tree, const Transport& transport);
/// "echo request"; empty for a type that has no name here.
std::string_view icmpTypeName(bool v6, std::uint8_t type);

/// The tunnel's own headers, between the transport header and the inner packet.
void describeTunnel(Tree& tree, dissect::Tunnel tunnel, std::size_t begin, std::size_t end);

/// What TCP or UDP carries: DNS, TLS, HTTP, or "data".
void describePayload(Tree& tree, const dissect::PacketRecord& record, std::size_t begin, std::size_t end);
void describeDns(Tree& tree, std::size_t begin, std::size_t end);
/// False (and nothing added) where it is none.
bool describeTls(Tree& tree, std::size_t begin, std::size_t end);
bool describeHttp(Tree& tree, std::size_t begin, std::size_t end);

/// Octets that nothing more is known of; nothing where there are none.
void describeRest(Tree& tree, std::string name, std::size_t begin, std::size_t end);

}  // namespace weir::detail
