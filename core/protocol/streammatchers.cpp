// SPDX-License-Identifier: GPL-3.0-or-later
// Binary protocols over TCP, each told by what its specification makes the first octets be.
#include <algorithm>
#include <cstddef>

#include "core/protocol/matchers.h"
#include "core/protocol/tls.h"

namespace weir::protocol::matchers {

namespace {

bool holdsText(Bytes bytes, std::string_view text) { return asText(bytes).find(text) != std::string_view::npos; }

/// A record in the middle of a connection: sure where another one follows exactly.
Match tlsRecords(Bytes bytes) {
    ByteReader reader(bytes);
    for (int records = 0; records < 3; ++records) {
        const std::uint8_t type = reader.u8();
        const std::uint16_t version = reader.u16();
        const std::uint16_t length = reader.u16();
        if (!reader || type < 20 || type > 23 || version < 0x0300 || version > 0x0304 || length == 0 || length > 18432)
            return records > 0 && reader.failed() ? (records > 1 ? Match::sure : Match::weak) : Match::no;
        if (type == 22 && (reader.peek() == 1 || reader.peek() == 2) && reader.remaining() > 0)
            return Match::sure;  // ClientHello or ServerHello
        if (reader.remaining() < length)
            return records > 0 ? Match::sure : Match::weak;
        reader.skip(length);
        if (reader.atEnd())
            return Match::sure;
    }
    return Match::sure;
}

Match tls(const Conversation& c) { return isSslv2Hello(c.client) ? Match::sure : either(c, tlsRecords); }

/// RFC 1002 section 4.3; the SMB header follows in a session message.
Match smbHeader(Bytes bytes) {
    if (at(bytes, 0) != 0 || bytes.size() < 8)
        return Match::no;
    const Bytes header = bytes.subspan(4);
    return at(header, 0) >= 0xfc && startsWith(header.subspan(1), "SMB") ? Match::sure : Match::no;
}
Match smb(const Conversation& c) { return either(c, smbHeader); }

Match sessionService(const Conversation& c) {
    const bool request = startsWith(c.client, {0x81, 0, 0}) && at(c.client, 3) >= 34 && at(c.client, 4) == 0x20;
    const bool answer = c.server.size() == 4 && startsWith(c.server, {0x82, 0, 0, 0});
    return request ? Match::sure : answer && c.onPort(139) ? Match::sure : Match::no;
}

/// TPKT (RFC 1006) with an X.224 connection request or confirm.
bool isX224(Bytes bytes, std::uint8_t code) {
    return startsWith(bytes, {3, 0}) && twoOctets(bytes, 2) >= 11 && at(bytes, 4) >= 6 && (at(bytes, 5) & 0xf0) == code;
}
Match rdp(const Conversation& c) {
    const bool request = isX224(c.client, 0xe0);
    if (!request && !isX224(c.server, 0xd0))
        return Match::no;
    // [MS-RDPBCGR] 2.2.1.1: a routing cookie, or a negotiation request of eight octets, after the X.224 header.
    const Bytes variable = request && c.client.size() > 11 ? c.client.subspan(11) : Bytes{};
    constexpr unsigned negotiationFlags = 0x0b;  // restricted administration, redirected authentication, correlation
    const bool negotiates = at(variable, 0) == 1 && (at(variable, 1) & ~negotiationFlags) == 0 &&
                            startsWith(variable.subspan(std::min<std::size_t>(variable.size(), 2)), {8, 0});
    if (negotiates || startsWith(variable, "Cookie: mstshash=") || startsWith(variable, "Cookie: msts="))
        return Match::sure;
    return c.onPort(3389) ? Match::sure : c.onPort(102) ? Match::no : Match::weak;
}
Match isoTransport(const Conversation& c) {
    return c.onPort(102) && (isX224(c.client, 0xe0) || isX224(c.server, 0xd0)) ? Match::sure : Match::no;
}

/// RFC 1035 section 4.2.2: two octets of length before each message.
Match dnsMessage(Bytes bytes) {
    ByteReader reader(bytes);
    const std::size_t length = reader.u16();
    if (!reader || length < 17)
        return Match::no;
    return looksLikeDns(reader.bytes(std::min(length, reader.remaining())), false) ? Match::sure : Match::no;
}
Match dns(const Conversation& c) { return either(c, dnsMessage); }

Match kerberosRecord(Bytes bytes) {
    ByteReader reader(bytes);
    const std::uint32_t length = reader.u32();
    return reader && length > 20 && length < 0x100000 ? kerberosMessage(reader.rest()) : Match::no;
}
Match kerberos(const Conversation& c) { return either(c, kerberosRecord); }
Match ldap(const Conversation& c) { return either(c, ldapMessage); }

Match sunRpcRecord(Bytes bytes) {
    ByteReader reader(bytes);
    const std::uint32_t marker = reader.u32();
    const std::uint32_t length = marker & 0x7fffffff;
    return reader && length >= 24 && length < 0x200000 ? sunRpcMessage(reader.rest()) : Match::no;
}
Match sunRpc(const Conversation& c) { return either(c, sunRpcRecord); }

/// C706 chapter 12: version 5.0 or 5.1, a known packet type, a data representation and a fitting length.
Match dceRpcHeader(Bytes bytes) {
    ByteReader reader(bytes);
    const std::uint8_t major = reader.u8();
    const std::uint8_t minor = reader.u8();
    const std::uint8_t type = reader.u8();
    reader.skip(1);
    const std::uint8_t representation = reader.u8();
    const std::uint8_t floating = reader.u8();
    const std::uint16_t reserved = reader.u16();
    const std::uint16_t length = (representation & 0x10) != 0 ? reader.u16le() : reader.u16();
    const bool fits = reader && major == 5 && minor <= 1 && type <= 20 && (representation & 0xee) == 0 &&
                      floating <= 3 && reserved == 0 && length >= 16;
    return fits ? Match::sure : Match::no;
}
Match dceRpc(const Conversation& c) { return either(c, dceRpcHeader); }

/// RFC 854: IAC and a negotiation. One alone may be chance.
Match telnetOptions(Bytes bytes) {
    std::size_t found = 0;
    while (bytes.size() >= 3 && bytes[0] == 0xff && bytes[1] >= 0xfa && bytes[1] <= 0xfe && bytes[2] < 50) {
        if (bytes[1] == 0xfa)
            return Match::sure;
        ++found;
        bytes = bytes.subspan(3);
    }
    return found > 1 ? Match::sure : found == 1 ? Match::weak : Match::no;
}
Match telnet(const Conversation& c) {
    const Match match = either(c, telnetOptions);
    return match == Match::weak && c.onPort(23) ? Match::sure : match;
}

/// The server speaks first: protocol 10 greeting, or an error before it.
Match mysql(const Conversation& c) {
    ByteReader reader(c.server);
    const std::uint32_t header = reader.u16le();
    const std::uint32_t length = header | static_cast<std::uint32_t>(reader.u8()) << 16;
    const std::uint8_t sequence = reader.u8();
    const std::uint8_t first = reader.u8();
    if (!reader || sequence != 0 || length < 10 || length > 1024)
        return Match::no;
    if (first == 0x0a && reader.peek() >= '3' && reader.peek() <= '9') {
        const Bytes version = reader.bytes(std::min<std::size_t>(reader.remaining(), 64));
        const auto end = std::find(version.begin(), version.end(), 0);
        const bool printable = std::all_of(version.begin(), end, [](std::uint8_t o) { return o > 32 && o < 127; });
        return end != version.end() && printable ? Match::sure : Match::no;
    }
    return first == 0xff && c.onPort(3306) ? Match::sure : Match::no;
}

Match postgresql(const Conversation& c) {
    ByteReader reader(c.client);
    const std::uint32_t length = reader.u32();
    const std::uint32_t code = reader.u32();
    if (!reader)
        return Match::no;
    if (length == 8 && (code == 80877103 || code == 80877104))  // SSLRequest, GSSENCRequest
        return Match::sure;
    if (length == 16 && code == 80877102)  // CancelRequest
        return Match::sure;
    return code == 0x00030000 && length > 8 && length < 10000 && holdsText(c.client, "user") ? Match::sure : Match::no;
}

/// [MS-TDS] 2.2.3.1: a pre-login packet.
Match tds(const Conversation& c) {
    const unsigned length = twoOctets(c.client, 2);
    const bool preLogin = startsWith(c.client, {0x12, 1}) && length >= 20 && length <= 4096 && at(c.client, 8) == 0 &&
                          at(c.client, 4) == 0 && at(c.client, 5) == 0;
    const bool login = startsWith(c.client, {0x10, 1}) && length >= 90 && c.onPort(1433);
    return preLogin || login ? Match::sure : Match::no;
}

Match mqtt(const Conversation& c) {
    ByteReader reader(c.client);
    if (reader.u8() != 0x10)
        return Match::no;
    for (int i = 0; i < 4 && (reader.u8() & 0x80) != 0; ++i) {
    }
    const Bytes rest = reader.rest();
    return startsWith(rest, {0, 4, 'M', 'Q', 'T', 'T'}) || startsWith(rest, {0, 6, 'M', 'Q', 'I', 's', 'd', 'p'})
               ? Match::sure
               : Match::no;
}

Match bitTorrentHandshake(Bytes bytes) {
    return startsWith(bytes,
                      "\x13"
                      "BitTorrent protocol")
               ? Match::sure
               : Match::no;
}
Match bitTorrent(const Conversation& c) { return either(c, bitTorrentHandshake); }

/// RFC 1928 and SOCKS4: the client's greeting, made sure by the answer.
Match socks(const Conversation& c) {
    if (at(c.client, 0) == 5) {
        const std::size_t methods = at(c.client, 1);
        if (methods == 0 || c.client.size() < methods + 2)
            return Match::no;
        const bool answered = c.server.size() >= 2 && c.server[0] == 5 && (c.server[1] < 10 || c.server[1] == 0xff);
        if (answered)
            return Match::sure;
        return c.client.size() == methods + 2 && methods <= 4 && at(c.client, 2) <= 3 && c.server.empty() ? Match::weak
                                                                                                          : Match::no;
    }
    if (at(c.client, 0) == 4 && (at(c.client, 1) == 1 || at(c.client, 1) == 2) && c.client.size() >= 9) {
        const Bytes user = c.client.subspan(8);
        const bool ends = std::find(user.begin(), user.end(), 0) != user.end();
        const bool answered = c.server.size() >= 8 && c.server[0] == 0 && c.server[1] >= 90 && c.server[1] <= 93;
        return !ends ? Match::no : answered ? Match::sure : c.server.empty() ? Match::weak : Match::no;
    }
    return Match::no;
}

/// A packet that opens a session: HARD_RESET with its session identifier, after two octets of length.
Match openVpn(const Conversation& c) {
    const auto reset = [](Bytes bytes, std::uint8_t code) {
        const unsigned length = twoOctets(bytes, 0);
        return bytes.size() >= 16 && length >= 14 && length <= 1400 && at(bytes, 2) >> 3 == code;
    };
    const bool client = reset(c.client, 7) || reset(c.client, 10);
    if (client && reset(c.server, 8))
        return Match::sure;
    return client && c.onPort(1194) ? Match::sure : Match::no;
}

/// RFC 4271 section 4.1.
Match bgpMarker(Bytes bytes) {
    return bytes.size() >= 19 && std::all_of(bytes.begin(), bytes.begin() + 16, [](auto o) { return o == 0xff; }) &&
                   bytes[18] >= 1 && bytes[18] <= 5
               ? Match::sure
               : Match::no;
}
Match bgp(const Conversation& c) { return either(c, bgpMarker); }

Match x11(const Conversation& c) {
    return startsWith(c.client, {'l', 0, 11, 0, 0, 0}) || startsWith(c.client, {'B', 0, 0, 11, 0, 0}) ? Match::sure
                                                                                                      : Match::no;
}

Match amqp(const Conversation& c) {
    return startsWith(c.client, "AMQP") && c.client.size() >= 8 && c.client[4] <= 3 ? Match::sure : Match::no;
}

/// MongoDB's wire protocol: its length, then an operation code of the few there are.
Match mongoDb(const Conversation& c) {
    ByteReader reader(c.client);
    const std::uint32_t length = reader.u32le();
    reader.skip(8);
    const std::uint32_t operation = reader.u32le();
    return reader && length >= 26 && length < 48000000 && (operation == 2004 || operation == 2012 || operation == 2013)
               ? Match::sure
               : Match::no;
}

/// Modbus has no mark of its own: only its port makes the form mean something.
Match modbus(const Conversation& c) {
    const auto form = [](Bytes b) {
        return b.size() >= 8 && b[2] == 0 && b[3] == 0 && twoOctets(b, 4) + 6 <= 260 && twoOctets(b, 4) >= 2;
    };
    return c.serverPort == 502 && (form(c.client) || form(c.server)) ? Match::sure : Match::no;
}
Match dnp3(const Conversation& c) {
    return startsWith(c.client, {0x05, 0x64}) && at(c.client, 2) >= 5 && c.onPort(20000) ? Match::sure : Match::no;
}
Match etherNetIp(const Conversation& c) {
    return c.onPort(44818) && c.client.size() >= 24 && at(c.client, 1) == 0 && at(c.client, 0) <= 0x75 ? Match::sure
                                                                                                       : Match::no;
}
Match iec104(const Conversation& c) {
    return c.onPort(2404) && (at(c.client, 0) == 0x68 || at(c.server, 0) == 0x68) ? Match::sure : Match::no;
}

/// RFC 1282: an empty string, then names and the terminal.
Match rlogin(const Conversation& c) {
    return c.serverPort == 513 && at(c.client, 0) == 0 && !c.client.empty() ? Match::weak : Match::no;
}
/// The port for error output as digits, then names and the command.
Match rsh(const Conversation& c) {
    if (c.serverPort != 514)
        return Match::no;
    const auto end = std::find(c.client.begin(), c.client.end(), 0);
    const bool digits = std::all_of(c.client.begin(), end, [](std::uint8_t o) { return o >= '0' && o <= '9'; });
    return end != c.client.end() && end - c.client.begin() <= 5 && digits ? Match::weak : Match::no;
}

constexpr Matcher table[] = {
    {"tls", tls, Starts::from(20, 23) | Starts::from(0x80, 0xff), Starts::from(20, 23)},
    {"smb", smb, {0}, {0}},
    {"netbios-ssn", sessionService, {0x81}, {0x82}},
    {"rdp", rdp, {3}, {3}},
    {"iso-tsap", isoTransport, {3}, {3}, {102}},
    {"dns", dns, anything, anything},
    {"kerberos", kerberos, {0}, {0}},
    {"ldap", ldap, {0x30}, {0x30}},
    {"dcerpc", dceRpc, {5}, {5}},
    {"telnet", telnet, {0xff}, {0xff}},
    {"mysql", mysql, nothing, anything},
    {"postgresql", postgresql, {0}, nothing},
    {"ms-sql-s", tds, {0x10, 0x12}, nothing},
    {"mqtt", mqtt, {0x10}, nothing},
    {"bittorrent", bitTorrent, {0x13}, {0x13}},
    {"bgp", bgp, {0xff}, {0xff}},
    {"sunrpc", sunRpc, {0, 0x80}, {0, 0x80}},
    {"openvpn", openVpn, Starts::from(0, 5), nothing},
    {"x11", x11, {'l', 'B'}, nothing},
    {"amqp", amqp, {'A'}, nothing},
    {"mongodb", mongoDb, anything, nothing},
    {"modbus", modbus, anything, anything, {502}},
    {"dnp3", dnp3, {5}, nothing, {20000}},
    {"ethernet-ip", etherNetIp, Starts::from(0, 0x75), nothing, {44818}},
    {"iec-104", iec104, {0x68}, {0x68}, {2404}},
    {"socks", socks, {4, 5}, nothing},
    {"login", rlogin, {0}, nothing, {513}},
    {"shell", rsh, Starts::from('0', '9') | Starts{0}, nothing, {514}},
};
static_assert(std::size(table) <= mostMatchers);

}  // namespace

std::span<const Matcher> streamMatchers() { return table; }

}  // namespace weir::protocol::matchers
