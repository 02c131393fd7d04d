// SPDX-License-Identifier: GPL-3.0-or-later
// Protocols over UDP, and the message forms that they share with TCP.
#include <algorithm>

#include "core/protocol/matchers.h"

namespace weir::protocol::matchers {

namespace {

std::uint32_t word(Bytes bytes, std::size_t position) {
    ByteReader reader(bytes);
    reader.skip(position);
    return reader.u32();
}

/// The length of a BER element whose tag has been read; SIZE_MAX where it is longer than four octets.
std::size_t berLength(ByteReader& reader) {
    const std::uint8_t first = reader.u8();
    if (first < 0x80)
        return first;
    const unsigned octets = first & 0x7fU;
    if (octets == 0 || octets > 4)
        return SIZE_MAX;
    std::size_t length = 0;
    for (unsigned i = 0; i < octets; ++i) length = length << 8 | reader.u8();
    return length;
}

// ---- names and addresses

Match dnsOn(const Conversation& c, std::uint16_t port, bool netbios) {
    if (!c.onPort(port))
        return Match::no;
    return looksLikeDns(c.client, netbios) || looksLikeDns(c.server, netbios) ? Match::sure : Match::no;
}
Match multicastDns(const Conversation& c) {
    if (!c.onPort(5353))
        return Match::no;
    // Announcements have answers and no question (RFC 6762 section 6).
    const auto announcement = [](Bytes b) {
        return b.size() > 12 && (at(b, 2) & 0xf8) == 0x80 && at(b, 4) == 0 && at(b, 5) == 0 && at(b, 6) == 0;
    };
    return looksLikeDns(c.client, false) || looksLikeDns(c.server, false) || announcement(c.client) ||
                   announcement(c.server)
               ? Match::sure
               : Match::no;
}
Match linkLocalNames(const Conversation& c) { return dnsOn(c, 5355, false); }
Match netbiosNames(const Conversation& c) { return dnsOn(c, 137, true); }
Match dns(const Conversation& c) {
    if (!looksLikeDns(c.client, false) && !looksLikeDns(c.server, false))
        return Match::no;
    return Match::sure;
}
/// RFC 1002 section 4.4.
Match netbiosDatagram(const Conversation& c) {
    return c.onPort(138) && at(c.client, 0) >= 0x10 && at(c.client, 0) <= 0x16 && c.client.size() >= 14 ? Match::sure
                                                                                                        : Match::no;
}
/// RFC 2131: the magic cookie follows the fixed fields. Without it, it is plain BOOTP.
Match dhcpMessage(Bytes b) {
    return b.size() >= 240 && (b[0] == 1 || b[0] == 2) && b[2] <= 16 && word(b, 236) == 0x63825363 ? Match::sure
                                                                                                   : Match::no;
}
Match dhcp(const Conversation& c) { return either(c, dhcpMessage); }
Match dhcpv6(const Conversation& c) {
    const bool ports = c.onPort(547) || (c.clientPort == 547 && c.serverPort == 546) || c.onPort(546);
    return ports && c.client.size() >= 8 && at(c.client, 0) >= 1 && at(c.client, 0) <= 13 ? Match::sure : Match::no;
}

// ---- secured transports

/// RFC 8999: long header with its fixed bit, a version that is in use and connection identifiers that fit.
Match quicHeader(Bytes b) {
    if (b.size() < 21 || (b[0] & 0xc0) != 0xc0)
        return Match::no;
    const std::uint32_t version = word(b, 1);
    const bool known = version == 1 || version == 0x6b3343cf || version >> 8 == 0xff0000 ||
                       (version & 0x0f0f0f0f) == 0x0a0a0a0a || version >> 16 == 0xface;
    if (!known || b[5] > 20)
        return Match::no;
    return b.size() > std::size_t{6} + b[5] && b[6 + b[5]] <= 20 ? Match::sure : Match::no;
}
/// Google's QUIC before the standard: the version as text, "Q046", after the connection identifier or before it.
Match googleQuicHeader(Bytes b) {
    const auto version = [](Bytes rest) {
        return rest.size() >= 4 && (rest[0] == 'Q' || rest[0] == 'T') && rest[1] == '0' && rest[2] >= '2' &&
               rest[2] <= '5' && rest[3] >= '0' && rest[3] <= '9';
    };
    if (b.size() < 20)
        return Match::no;
    const bool early = (b[0] & 0x09) == 0x09 && (b[0] & 0xc0) == 0 && version(b.subspan(9));
    const bool late = (b[0] & 0xc0) == 0xc0 && version(b.subspan(1));
    return early || late ? Match::sure : Match::no;
}
Match quic(const Conversation& c) { return std::max(either(c, quicHeader), either(c, googleQuicHeader)); }

/// RFC 9147 section 4: a plain-text record.
Match dtlsRecord(Bytes b) {
    const bool version = at(b, 1) == 0xfe && (at(b, 2) == 0xff || at(b, 2) == 0xfd);
    return b.size() >= 14 && b[0] >= 20 && b[0] <= 25 && version && twoOctets(b, 11) + 13 <= b.size() + 4096
               ? Match::sure
               : Match::no;
}
Match dtls(const Conversation& c) { return either(c, dtlsRecord); }

/// The four message types with their exact sizes (WireGuard protocol, section 5.4 of its paper).
Match wireGuardMessage(Bytes b) {
    if (!startsWith(b.subspan(b.empty() ? 0 : 1), {0, 0, 0}))
        return Match::no;
    switch (b[0]) {
        case 1:
            return b.size() == 148 ? Match::sure : Match::no;
        case 2:
            return b.size() == 92 ? Match::sure : Match::no;
        case 3:
            return b.size() == 64 ? Match::weak : Match::no;
        case 4:
            return b.size() >= 32 && b.size() % 16 == 0 ? Match::weak : Match::no;
        default:
            return Match::no;
    }
}
Match wireGuard(const Conversation& c) {
    const Match match = either(c, wireGuardMessage);
    return match == Match::weak && c.onPort(51820) ? Match::sure : match;
}
/// The opcode in the first five bits; a client's reset, made sure by the server's or by the port.
Match openVpn(const Conversation& c) {
    const auto reset = [](Bytes b, unsigned code) { return b.size() >= 14 && b[0] >> 3 == code && (b[0] & 7) == 0; };
    const bool client = reset(c.client, 7) || reset(c.client, 10);
    if (client && reset(c.server, 8))
        return Match::sure;
    return client ? (c.onPort(1194) ? Match::sure : c.server.empty() ? Match::weak : Match::no) : Match::no;
}
/// RFC 7296 section 3.1, on 4500 after four zeros (RFC 3948).
Match isakmp(const Conversation& c) {
    const auto header = [](Bytes b) {
        return b.size() >= 28 && (b[17] == 0x10 || b[17] == 0x20) && word(b, 24) == b.size();
    };
    const auto encapsulated = [&](Bytes b) { return b.size() > 32 && word(b, 0) == 0 && header(b.subspan(4)); };
    if (c.onPort(500) && (header(c.client) || header(c.server)))
        return Match::sure;
    return c.onPort(4500) && (encapsulated(c.client) || encapsulated(c.server)) ? Match::sure : Match::no;
}
Match espInUdp(const Conversation& c) {
    const bool keepAlive = c.client.size() == 1 && c.client[0] == 0xff;
    return c.onPort(4500) && (keepAlive || (c.client.size() >= 32 && word(c.client, 0) != 0)) ? Match::weak : Match::no;
}

// ---- media

/// RFC 8489 section 5: the cookie in its place and a fitting length.
Match stunMessage(Bytes b) {
    return b.size() >= 20 && b[0] < 0x40 && word(b, 4) == 0x2112a442 && (b[3] & 3) == 0 ? Match::sure : Match::no;
}
Match stun(const Conversation& c) { return either(c, stunMessage); }

Match rtcpPacket(Bytes b) {
    return b.size() >= 8 && b[0] >> 6 == 2 && b[1] >= 200 && b[1] <= 204 && twoOctets(b, 2) * 4 + 4 <= b.size()
               ? Match::sure
               : Match::no;
}
Match rtcp(const Conversation& c) { return either(c, rtcpPacket); }

/// RTP has no mark beyond two bits, so it stays weak: version 2, a payload type in use, ports of the dynamic kind.
Match rtp(const Conversation& c) {
    const auto packet = [](Bytes b) {
        const unsigned type = at(b, 1) & 0x7fU;
        return b.size() >= 20 && (b[0] & 0xf0) == 0x80 && (type <= 34 || type >= 96);
    };
    const bool ports = c.clientPort > 1023 && c.serverPort > 1023;
    return ports && packet(c.client) && (c.server.empty() || packet(c.server)) ? Match::weak : Match::no;
}

// ---- management

/// RFC 5905: nothing but the port, the size and a version in use.
Match ntp(const Conversation& c) {
    const auto packet = [](Bytes b) {
        const unsigned version = at(b, 0) >> 3 & 7U;
        const unsigned mode = at(b, 0) & 7U;
        return b.size() >= 8 && version >= 1 && version <= 4 && mode != 0 && (b.size() >= 48 || mode >= 6);
    };
    return c.onPort(123) && (packet(c.client) || packet(c.server)) ? Match::sure : Match::no;
}
/// RFC 3416: version and community, or RFC 3412: version and a sequence.
Match snmpMessage(Bytes b) {
    ByteReader reader(b);
    if (reader.u8() != 0x30)
        return Match::no;
    berLength(reader);
    const std::uint16_t integer = reader.u16();
    const std::uint8_t version = reader.u8();
    const std::uint8_t next = reader.u8();
    if (!reader || integer != 0x0201)
        return Match::no;
    return (version <= 1 && next == 0x04) || (version == 3 && next == 0x30) ? Match::sure : Match::no;
}
Match snmp(const Conversation& c) { return either(c, snmpMessage); }

/// RFC 1350: a request names a file and a mode.
Match tftp(const Conversation& c) {
    ByteReader reader(c.client);
    const std::uint16_t operation = reader.u16();
    if (!reader || operation < 1 || operation > 2)
        return Match::no;
    const Bytes rest = reader.rest();
    const auto end = std::find(rest.begin(), rest.end(), 0);
    if (end == rest.begin() || end == rest.end())
        return Match::no;
    const std::string_view mode = asText(rest).substr(static_cast<std::size_t>(end - rest.begin()) + 1);
    for (const std::string_view known : {"octet", "netascii", "mail"}) {
        const bool same = mode.size() > known.size() && mode[known.size()] == 0 &&
                          std::equal(known.begin(), known.end(), mode.begin(),
                                     [](char a, char b) { return a == static_cast<char>(b | 0x20); });
        if (same)
            return Match::sure;
    }
    return Match::no;
}
Match kerberos(const Conversation& c) { return either(c, kerberosMessage); }
Match ldap(const Conversation& c) { return either(c, ldapMessage); }
Match sunRpc(const Conversation& c) { return either(c, sunRpcMessage); }

/// RFC 2865 section 3.
Match radius(const Conversation& c) {
    const auto packet = [](Bytes b) {
        const bool code = at(b, 0) >= 1 && (at(b, 0) <= 13 || (at(b, 0) >= 40 && at(b, 0) <= 45));
        return b.size() >= 20 && code && twoOctets(b, 2) == b.size();
    };
    const bool port = c.onPort(1812) || c.onPort(1813) || c.onPort(1645) || c.onPort(1646) || c.onPort(3799);
    return port && (packet(c.client) || packet(c.server)) ? Match::sure : Match::no;
}
Match ipmi(const Conversation& c) {
    return c.onPort(623) && startsWith(c.client, {6, 0}) && c.client.size() >= 12 ? Match::sure : Match::no;
}
Match rip(const Conversation& c) {
    return c.onPort(520) && c.client.size() >= 24 && (at(c.client, 0) == 1 || at(c.client, 0) == 2) &&
                   (at(c.client, 1) == 1 || at(c.client, 1) == 2)
               ? Match::sure
               : Match::no;
}
Match hsrp(const Conversation& c) {
    return (c.onPort(1985) || c.onPort(2029)) && c.client.size() >= 20 ? Match::sure : Match::no;
}
Match bfd(const Conversation& c) {
    const bool port = c.onPort(3784) || c.onPort(4784);
    return port && c.client.size() >= 24 && at(c.client, 0) >> 5 == 1 && at(c.client, 3) <= c.client.size()
               ? Match::sure
               : Match::no;
}
/// RFC 7252: version 1, a type, a short token. The port must help.
Match coap(const Conversation& c) {
    return (c.onPort(5683)) && c.client.size() >= 4 && at(c.client, 0) >> 6 == 1 && (at(c.client, 0) & 15) <= 8
               ? Match::sure
               : Match::no;
}
/// ASHRAE 135 annex J: type, function, length of the whole.
Match bacnet(const Conversation& c) {
    const auto packet = [](Bytes b) {
        return b.size() >= 4 && b[0] == 0x81 && b[1] <= 0x0c && twoOctets(b, 2) == b.size();
    };
    return packet(c.client) || packet(c.server) ? (c.onPort(47808) ? Match::sure : Match::weak) : Match::no;
}

// ---- tunnels

Match ipv6Inside(Bytes b) {
    return b.size() >= 40 && b[0] >> 4 == 6 && twoOctets(b, 4) + 40 == b.size() ? Match::sure : Match::no;
}
Match teredo(const Conversation& c) {
    if (!c.onPort(3544))
        return Match::no;
    const bool indication = at(c.client, 0) == 0 && at(c.client, 1) <= 1 && c.client.size() >= 48;
    return indication ? Match::sure : either(c, ipv6Inside);
}
Match vxlan(const Conversation& c) {
    return c.serverPort == 4789 && c.client.size() >= 22 && at(c.client, 0) == 8 ? Match::sure : Match::no;
}
Match geneve(const Conversation& c) {
    return c.serverPort == 6081 && c.client.size() >= 22 && at(c.client, 0) >> 6 == 0 ? Match::sure : Match::no;
}
Match gtpUser(const Conversation& c) {
    return c.onPort(2152) && c.client.size() >= 8 && at(c.client, 0) >> 5 == 1 ? Match::sure : Match::no;
}
Match gtpControl(const Conversation& c) {
    return c.onPort(2123) && c.client.size() >= 8 && at(c.client, 0) >> 5 <= 2 ? Match::sure : Match::no;
}
Match pfcp(const Conversation& c) {
    return c.onPort(8805) && c.client.size() >= 8 && at(c.client, 0) >> 5 == 1 ? Match::sure : Match::no;
}
Match l2tp(const Conversation& c) {
    return c.onPort(1701) && c.client.size() >= 6 && (at(c.client, 1) & 15) == 2 ? Match::sure : Match::no;
}

/// BEP 5: a bencoded dictionary with the fields of a query or an answer.
Match torrentTable(Bytes b) {
    return startsWith(b, "d1:ad2:id20:") || startsWith(b, "d1:rd2:id20:") || startsWith(b, "d1:eli") ||
                   startsWith(b, "d2:ip6:")
               ? Match::sure
               : Match::no;
}
Match bitTorrent(const Conversation& c) { return either(c, torrentTable); }
Match dropboxDiscovery(const Conversation& c) {
    return c.onPort(17500) && startsWith(c.client, "{\"host_int\"") ? Match::sure : Match::no;
}

constexpr Matcher table[] = {
    {"mdns", multicastDns, anything, anything, {5353}},
    {"llmnr", linkLocalNames, anything, anything, {5355}},
    {"netbios-ns", netbiosNames, anything, anything, {137}},
    {"netbios-dgm", netbiosDatagram, Starts::from(0x10, 0x16), nothing, {138}},
    {"dhcp", dhcp, {1, 2}, {1, 2}},
    {"dhcpv6", dhcpv6, Starts::from(1, 13), nothing, {546, 547}},
    {"ntp", ntp, anything, anything, {123}},
    {"quic", quic, Starts::from(0, 0x3f) | Starts::from(0xc0, 0xff), Starts::from(0, 0x3f) | Starts::from(0xc0, 0xff)},
    {"stun", stun, Starts::from(0, 0x3f), Starts::from(0, 0x3f)},
    {"dtls", dtls, Starts::from(20, 25), Starts::from(20, 25)},
    {"snmp", snmp, {0x30}, {0x30}},
    {"kerberos", kerberos, Starts::from(0x6a, 0x6f) | Starts{0x7e}, Starts::from(0x6a, 0x6f) | Starts{0x7e}},
    {"ldap", ldap, {0x30}, {0x30}},
    {"sunrpc", sunRpc, anything, anything},
    {"wireguard", wireGuard, Starts::from(1, 4), Starts::from(1, 4)},
    {"isakmp", isakmp, anything, anything, {500, 4500}},
    {"ipsec-nat-t", espInUdp, anything, nothing, {4500}},
    {"tftp", tftp, {0}, nothing},
    {"radius",
     radius,
     Starts::from(1, 13) | Starts::from(40, 45),
     Starts::from(1, 13) | Starts::from(40, 45),
     {1812, 1813, 1645, 1646, 3799}},
    {"ipmi", ipmi, {6}, nothing, {623}},
    {"rip", rip, {1, 2}, nothing, {520}},
    {"hsrp", hsrp, anything, nothing, {1985, 2029}},
    {"bfd", bfd, Starts::from(0x20, 0x3f), nothing, {3784, 4784}},
    {"coap", coap, Starts::from(0x40, 0x7f), nothing, {5683}},
    {"bacnet", bacnet, {0x81}, {0x81}},
    {"vxlan", vxlan, {8}, nothing, {4789}},
    {"geneve", geneve, Starts::from(0, 0x3f), nothing, {6081}},
    {"gtp-user", gtpUser, Starts::from(0x20, 0x3f), nothing, {2152}},
    {"gtp-control", gtpControl, Starts::from(0, 0x5f), nothing, {2123}},
    {"pfcp", pfcp, Starts::from(0x20, 0x3f), nothing, {8805}},
    {"l2tp", l2tp, anything, nothing, {1701}},
    {"teredo", teredo, anything, anything, {3544}},
    {"bittorrent", bitTorrent, {'d'}, {'d'}},
    {"dropbox-lan", dropboxDiscovery, {'{'}, nothing, {17500}},
    {"rtcp", rtcp, Starts::from(0x80, 0xbf), Starts::from(0x80, 0xbf)},
    {"dns", dns, anything, anything},
    {"openvpn", openVpn, {0x38, 0x50}, nothing},
    {"rtp", rtp, Starts::from(0x80, 0x8f), nothing},
};
static_assert(std::size(table) <= mostMatchers);

}  // namespace

std::span<const Matcher> datagramMatchers() { return table; }

bool looksLikeDns(Bytes message, bool netbios) {
    ByteReader reader(message);
    reader.skip(2);
    const std::uint16_t flags = reader.u16();
    const std::uint16_t questions = reader.u16();
    const std::uint16_t answers = reader.u16();
    const std::uint16_t authorities = reader.u16();
    const std::uint16_t additional = reader.u16();
    const unsigned opcode = flags >> 11 & 15U;
    if (!reader || (!netbios && opcode > 6) || answers > 4096 || authorities > 512 || additional > 512)
        return false;
    if (netbios && questions == 0)
        return (flags & 0x8000) != 0 && answers + authorities > 0 && reader.peek() == 0x20;
    if (questions == 0 || questions > 32 || ((flags & 0x8000) == 0 && answers > 32 && !netbios))
        return false;
    // The first question: labels without compression, then a type and a class that exist.
    for (int labels = 0;; ++labels) {
        const std::uint8_t length = reader.u8();
        if (!reader || length > 63 || labels > 127)
            return false;
        if (length == 0)
            break;
        const Bytes label = reader.bytes(length);
        if (netbios && labels == 0 &&
            (length != 32 || !std::all_of(label.begin(), label.end(), [](auto o) { return o >= 'A' && o <= 'P'; })))
            return false;
    }
    const std::uint16_t type = reader.u16();
    const std::uint16_t kind = reader.u16() & 0x7fff;
    if (reader.failed() || type == 0)
        return false;
    return kind == 1 || kind == 3 || kind == 4 || kind == 254 || kind == 255;
}

/// RFC 4120 section 5.4: an application tag, a sequence, and the version 5 as its first element.
Match kerberosMessage(Bytes message) {
    ByteReader reader(message);
    const std::uint8_t tag = reader.u8();
    const bool request = tag == 0x6a || tag == 0x6c;
    if (!request && tag != 0x6b && tag != 0x6d && tag != 0x7e && tag != 0x6e && tag != 0x6f)
        return Match::no;
    berLength(reader);
    if (reader.u8() != 0x30)
        return Match::no;
    berLength(reader);
    const std::uint8_t first = reader.u8();
    const std::uint32_t version = reader.u32();
    return reader && first == (request ? 0xa1 : 0xa0) && version == 0x03020105 ? Match::sure : Match::no;
}

/// RFC 4511 section 4.1.1: a sequence, a message number, an operation with an application tag.
Match ldapMessage(Bytes message) {
    ByteReader reader(message);
    if (reader.u8() != 0x30 || berLength(reader) < 5 || reader.u8() != 0x02)
        return Match::no;
    const std::uint8_t octets = reader.u8();
    reader.skip(octets);
    const std::uint8_t operation = reader.u8();
    if (!reader || octets == 0 || octets > 4)
        return Match::no;
    const bool constructed = operation >= 0x60 && operation <= 0x79;
    return constructed || operation == 0x42 || operation == 0x4a || operation == 0x50 ? Match::sure : Match::no;
}

/// RFC 5531 section 9: a call of RPC version 2, or an answer that was accepted or denied.
Match sunRpcMessage(Bytes message) {
    ByteReader reader(message);
    reader.skip(4);
    const std::uint32_t kind = reader.u32();
    const std::uint32_t second = reader.u32();
    const std::uint32_t program = reader.u32();
    if (!reader)
        return Match::no;
    if (kind == 0 && second == 2 && program >= 100000 && program < 0x60000000)
        return Match::sure;
    return Match::no;
}

}  // namespace weir::protocol::matchers
