// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/tunnel.h"

#include <algorithm>
#include <string_view>

namespace weir::protocol {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view version1 = "PROXY ", version2 = "\r\n\r\n\0\r\nQUIT\n"sv;
constexpr std::size_t longestVersion1 = 107;

bool beginsAs(std::string_view text, std::string_view start) {
    return text.substr(0, start.size()) == start.substr(0, text.size());
}

/// Passes over an address of RFC 1928 section 4 with its port.
void skipAddress(ByteReader& reader) {
    constexpr std::uint8_t ipv4 = 1, name = 3, ipv6 = 4;
    switch (reader.u8()) {
        case ipv4:
            reader.skip(4);
            break;
        case name:
            reader.skip(reader.u8());
            break;
        case ipv6:
            reader.skip(16);
            break;
        default:
            reader.seek(SIZE_MAX);
    }
    reader.skip(2);
}

/// Whether there is a zero octet to pass over.
bool skipText(ByteReader& reader) {
    while (!reader.atEnd())
        if (reader.u8() == 0)
            return true;
    return false;
}

constexpr std::size_t longest = 1024;  ///< of an exchange before what was asked for

TunnelStatus unfinished(Bytes fromClient, Bytes fromServer) {
    return fromClient.size() > longest || fromServer.size() > longest ? TunnelStatus::none : TunnelStatus::needMore;
}

TunnelStatus readSocks4(Bytes fromClient, Bytes fromServer, SocksSizes& sizes) {
    constexpr std::uint8_t connect = 1, granted = 90;
    ByteReader client(fromClient);
    client.skip(1);
    const std::uint8_t command = client.u8();
    client.skip(2);
    const std::uint32_t address = client.u32();
    if (!client)
        return TunnelStatus::needMore;
    const bool named = address != 0 && address < 256;  // 4a: 0.0.0.x, and the name follows
    if (!skipText(client) || (named && !skipText(client)))
        return unfinished(fromClient, fromServer);
    if (fromServer.size() < 8)
        return unfinished(fromClient, fromServer);
    if (fromServer[0] != 0)
        return TunnelStatus::none;
    sizes = {client.position(), 8};
    return command == connect && fromServer[1] == granted ? TunnelStatus::complete : TunnelStatus::refused;
}

TunnelStatus readSocks5(Bytes fromClient, Bytes fromServer, SocksSizes& sizes) {
    constexpr std::uint8_t version = 5, connect = 1, noMethod = 0, password = 2, passwordVersion = 1;
    ByteReader client(fromClient), server(fromServer);
    client.skip(1);
    client.skip(client.u8());
    const std::uint8_t answered = server.u8();
    const std::uint8_t method = server.u8();
    if (!client || !server)
        return unfinished(fromClient, fromServer);
    if (answered != version)
        return TunnelStatus::none;
    if (method == password) {
        const std::uint8_t asked = client.u8();
        client.skip(client.u8());
        client.skip(client.u8());
        server.skip(1);
        const std::uint8_t status = server.u8();
        if (!client || !server)
            return unfinished(fromClient, fromServer);
        if (asked != passwordVersion || status != 0)
            return TunnelStatus::refused;
    } else if (method != noMethod) {
        return TunnelStatus::refused;
    }
    const std::uint8_t again = client.u8();
    const std::uint8_t command = client.u8();
    client.skip(1);
    skipAddress(client);
    const std::uint8_t replied = server.u8();
    const std::uint8_t reply = server.u8();
    server.skip(1);
    if (server && reply != 0)
        return TunnelStatus::refused;
    skipAddress(server);
    if (!client || !server)
        return unfinished(fromClient, fromServer);
    if (again != version || replied != version)
        return TunnelStatus::none;
    sizes = {client.position(), server.position()};
    return command == connect ? TunnelStatus::complete : TunnelStatus::refused;
}

}  // namespace

TunnelStatus readProxyHeader(Bytes fromClient, std::size_t& size) {
    const std::string_view text = asText(fromClient);
    if (beginsAs(text, version1)) {
        const std::size_t end = text.substr(0, longestVersion1).find("\r\n");
        if (end == std::string_view::npos)
            return text.size() < longestVersion1 ? TunnelStatus::needMore : TunnelStatus::none;
        size = end + 2;
        return TunnelStatus::complete;
    }
    if (!beginsAs(text, version2))
        return TunnelStatus::none;
    if (text.size() < version2.size())
        return TunnelStatus::needMore;
    ByteReader reader(fromClient);
    reader.skip(version2.size());
    const std::uint8_t version = reader.u8();
    reader.skip(1);
    const std::uint16_t length = reader.u16();
    if (!reader)
        return TunnelStatus::needMore;
    constexpr std::uint16_t longestVersion2 = 4096;  // addresses of 216 octets, and what a balancer adds
    if (version >> 4 != 2 || length > longestVersion2)
        return TunnelStatus::none;
    reader.skip(length);
    size = reader.position();
    return reader ? TunnelStatus::complete : TunnelStatus::needMore;
}

TunnelStatus readSocks(Bytes fromClient, Bytes fromServer, SocksSizes& sizes) {
    if (fromClient.empty())
        return fromServer.empty() ? TunnelStatus::needMore : TunnelStatus::none;
    switch (fromClient[0]) {
        case 4:
            return readSocks4(fromClient, fromServer, sizes);
        case 5:
            return readSocks5(fromClient, fromServer, sizes);
        default:
            return TunnelStatus::none;
    }
}

}  // namespace weir::protocol
