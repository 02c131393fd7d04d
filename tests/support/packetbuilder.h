// SPDX-License-Identifier: GPL-3.0-or-later
// Frames for tests, written inside out: ethernet(vlan(10, ipv4("10.0.0.1", "8.8.8.8", udp(5353, 53, message)))).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include "core/base/address.h"
#include "tests/support/octets.h"

namespace weir::test {

/// A header and all that it carries, with what the header around it has to say of it. Lengths and checksums are right
/// unless a field says otherwise; a transport checksum is filled in by the IP header around it.
struct Layer {
    Octets octets;
    std::uint16_t etherType = 0;  ///< for a link header around it; 0: an 802.3 length stands there
    std::uint8_t protocol = 0;    ///< for an IP header around it
    /// A checksum with an IP pseudo header that still has to be written.
    struct Pending {
        std::size_t begin = 0;  ///< where the transport header begins in `octets`
        std::size_t at = 0;     ///< where the checksum goes
        std::uint8_t protocol = 0;
    };
    std::optional<Pending> pending = std::nullopt;
};

// --- transport ---------------------------------------------------------------------------------------------------
struct Tcp {
    std::uint16_t sourcePort = 0;
    std::uint16_t destinationPort = 0;
    std::uint32_t sequence = 0;
    std::uint32_t acknowledgment = 0;
    unsigned flags = 0x10;  ///< dissect::TcpFlag bits
    Octets options = {};    ///< padded with zeros to whole words
    std::uint16_t window = 64240;
};
Layer tcp(const Tcp& header, Bytes payload = {});
Layer udp(std::uint16_t sourcePort, std::uint16_t destinationPort, Bytes payload = {});
Layer udpLite(std::uint16_t sourcePort, std::uint16_t destinationPort, Bytes payload = {});
/// One DATA chunk, or an INIT chunk where there is no payload.
Layer sctp(std::uint16_t sourcePort, std::uint16_t destinationPort, Bytes payload = {});
/// A DataAck with 48-bit sequence numbers.
Layer dccp(std::uint16_t sourcePort, std::uint16_t destinationPort, Bytes payload = {});
/// `rest` is what follows type, code and checksum: an echo begins with identifier and sequence number.
Layer icmp(unsigned type, unsigned code, Bytes rest = {});
Layer icmpv6(unsigned type, unsigned code, Bytes rest = {});
/// Anything else that IP carries.
Layer protocol(std::uint8_t number, Bytes payload);

// --- IP ----------------------------------------------------------------------------------------------------------
struct Ipv4 {
    std::string_view source;
    std::string_view destination;
    std::uint16_t id = 0;
    std::uint8_t ttl = 64;
    Octets options = {};                            ///< padded with zeros to whole words
    unsigned fragmentOffset = 0;                    ///< in octets, a multiple of 8
    bool moreFragments = false;                     //
    bool dontFragment = false;                      //
    std::optional<std::uint16_t> totalLength = {};  ///< instead of the true one
    std::optional<unsigned> headerWords = {};       ///< instead of the true one
    std::optional<std::uint8_t> protocol = {};      ///< instead of the payload's
};
/// An IP packet inside makes IP-in-IP or 6in4.
Layer ipv4(const Ipv4& header, const Layer& payload);
Layer ipv4(std::string_view source, std::string_view destination, const Layer& payload);
/// The datagram in fragments of at most `size` octets of payload (a multiple of 8).
std::vector<Layer> ipv4Fragments(const Ipv4& header, const Layer& payload, std::size_t size);

struct Ipv6 {
    std::string_view source;
    std::string_view destination;
    std::uint8_t hopLimit = 64;
    std::optional<std::uint16_t> payloadLength = {};  ///< instead of the true one
};
Layer ipv6(const Ipv6& header, const Layer& payload);
Layer ipv6(std::string_view source, std::string_view destination, const Layer& payload);
/// IPv6 extension headers, wrapped round what follows them.
Layer hopByHop(const Layer& next, unsigned words = 0);  ///< `words`: eight-octet units beyond the first
Layer destinationOptions(const Layer& next, unsigned words = 0);
Layer routing(const Layer& next);
Layer authentication(const Layer& next);
/// One fragment as it is: `offset` in octets.
Layer ipv6Fragment(std::uint32_t id, unsigned offset, bool more, const Layer& next);
std::vector<Layer> ipv6Fragments(const Ipv6& header, std::uint32_t id, const Layer& payload, std::size_t size);

// --- tunnels: payloads for ipv4(), ipv6() or udp() -----------------------------------------------------------------
Layer gre(const Layer& inner, std::optional<std::uint32_t> key = {});
Octets vxlan(std::uint32_t network, Bytes frame);       ///< UDP port 4789
Octets geneve(std::uint32_t network, Bytes frame);      ///< UDP port 6081, one option, an Ethernet frame inside
Octets gtpU(std::uint32_t tunnel, const Layer& inner);  ///< UDP port 2152
Octets teredo(const Layer& inner, bool originIndication = false);  ///< UDP port 3544

// --- link layer: vlan(), mpls(), pppoe(), snap() wrap; the functions below them end a frame --------------------------
Layer vlan(unsigned id, const Layer& inner, std::uint16_t tagType = 0x8100);  ///< 0x88a8 for the outer tag of QinQ
Layer mpls(std::initializer_list<std::uint32_t> labels, const Layer& inner);
Layer pppoe(const Layer& inner, std::uint16_t session = 1);
Layer snap(const Layer& inner);                                   ///< LLC/SNAP with the inner EtherType
Layer llc(unsigned destination, unsigned source, Bytes payload);  ///< unnumbered information
Layer arp(std::string_view sender, std::string_view target);
Layer etherType(std::uint16_t type, Bytes payload);  ///< anything else

struct Ethernet {
    Octets destination = {0x02, 0, 0, 0, 0, 0x02};
    Octets source = {0x02, 0, 0, 0, 0, 0x01};
    bool pad = false;  ///< with zeros to the 60 octets of a short frame
};
Octets ethernet(const Layer& inner);
Octets ethernet(const Ethernet& header, const Layer& inner);
Octets sll(const Layer& inner);       ///< LINKTYPE_LINUX_SLL, 113
Octets sll2(const Layer& inner);      ///< LINKTYPE_LINUX_SLL2, 276
Octets nullLink(const Layer& inner);  ///< LINKTYPE_NULL, 0, little-endian; IPv6 is 24 (as on NetBSD)
Octets raw(const Layer& inner);       ///< LINKTYPE_RAW, 101

/// The Internet checksum (RFC 1071) over the octets; `sum` is carried in.
std::uint16_t internetChecksum(Bytes octets, std::uint32_t sum = 0);

}  // namespace weir::test
