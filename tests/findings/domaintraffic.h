// SPDX-License-Identifier: GPL-3.0-or-later
// What a Windows domain says, as far as findings read it: Kerberos tickets and logins, services made by SMB.
#pragma once

#include <functional>
#include <string>

#include "tests/findings/twins.h"

namespace weir::test {

/// An element of DER around these contents.
inline Octets der(unsigned tag, const Octets& value) {
    Octets out{static_cast<std::uint8_t>(tag)};
    if (value.size() >= 0x80)
        put(out, Octets{0x82});
    put(out, value.size(), value.size() >= 0x80 ? 2 : 1);
    put(out, value);
    return out;
}
inline Octets operator+(Octets a, const Octets& b) {
    put(a, b);
    return a;
}
inline Octets derNumber(unsigned value) { return der(0x02, {static_cast<std::uint8_t>(value)}); }
inline Octets principal(std::string_view name) {
    return der(0x30, der(0xa0, derNumber(1)) + der(0xa1, der(0x30, der(0x1b, octets(name)))));
}

inline Octets loginRequest(std::string_view name) {
    const Octets body = der(0x30, der(0xa1, principal(name)) + der(0xa2, der(0x1b, octets("EXAMPLE"))));
    return der(0x6a, der(0x30, der(0xa1, derNumber(5)) + der(0xa2, derNumber(10)) + der(0xa4, body)));
}
inline Octets kerberosError(unsigned code) {
    return der(0x7e, der(0x30, der(0xa0, derNumber(5)) + der(0xa1, derNumber(30)) + der(0xa6, derNumber(code))));
}
inline Octets ticketRequest(std::string_view service) {
    const Octets body = der(0x30, der(0xa2, der(0x1b, octets("EXAMPLE"))) + der(0xa3, principal(service)));
    return der(0x6c, der(0x30, der(0xa1, derNumber(5)) + der(0xa2, derNumber(12)) + der(0xa4, body)));
}
inline Octets ticketReply(std::string_view service, unsigned encryption) {
    const Octets encrypted = der(0x30, der(0xa0, derNumber(encryption)) + der(0xa2, der(0x04, Octets(40, 'x'))));
    const Octets ticket = der(0x61, der(0x30, der(0xa0, derNumber(5)) + der(0xa1, der(0x1b, octets("EXAMPLE"))) +
                                                  der(0xa2, principal(service)) + der(0xa3, encrypted)));
    return der(0x6d,
               der(0x30, der(0xa0, derNumber(5)) + der(0xa1, derNumber(13)) + der(0xa3, der(0x1b, octets("EXAMPLE"))) +
                             der(0xa4, principal("alice")) + der(0xa5, ticket)));
}

/// One question and its answer on the Kerberos port for each.
inline Frames kerberos(int count, const std::function<std::pair<Octets, Octets>(int)>& messages) {
    Frames frames;
    for (int i = 0; i < count; ++i) {
        const auto [request, reply] = messages(i);
        const auto port = static_cast<std::uint16_t>(50000 + i);
        frames.push_back(datagram(client, port, "10.0.0.53", 88, request, second * (i + 1)));
        frames.push_back(datagram("10.0.0.53", 88, client, port, reply, second * (i + 1) + 1000));
    }
    return frames;
}
inline Frames tickets(int count, unsigned encryption) {
    return kerberos(count, [&](int i) {
        const std::string service = "sql" + std::to_string(i);
        return std::pair(ticketRequest(service), ticketReply(service, encryption));
    });
}
inline Frames logins(int count, unsigned error) {
    return kerberos(count,
                    [&](int i) { return std::pair(loginRequest("user" + std::to_string(i)), kerberosError(error)); });
}

/// An SMB2 message that carries a DCE RPC packet to a named pipe.
inline Octets pipeMessage(std::uint8_t type, const Octets& rest) {
    Octets rpc = {5, 0, type, 3, 0x10, 0, 0, 0};
    put(rpc, Octets{static_cast<std::uint8_t>(16 + rest.size()), 0, 0, 0, 2, 0, 0, 0});
    put(rpc, rest);
    Octets smb = {0xfe, 'S', 'M', 'B', 64, 0, 0, 0, 0, 0, 0, 0, 9, 0};  // SMB2 WRITE
    smb.resize(64 + 48, 0);
    put(smb, rpc);
    Octets out{0};
    put(out, counted(smb, 3));
    return out;
}

/// A client that binds to the service control manager of another machine, and calls this operation.
inline Frames serviceControl(std::uint8_t operation) {
    Octets negotiate = {0xfe, 'S', 'M', 'B', 64, 0};
    negotiate.resize(64 + 40, 0);
    Octets first{0};
    put(first, counted(negotiate, 3));
    Octets bind = {0xd0, 0x16, 0xd0, 0x16, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0};
    put(bind, hex("81bb7a364498f135ad3298f038001003 02000000 045d888aeb1cc9119fe808002b104860 02000000"));
    const Octets call = {0, 1, 0, 0, 0, 0, operation, 0};
    TcpConversation conversation(client, 40000, "10.0.0.9", 445, second);
    return conversation.handshake()
        .clientSends(first)
        .serverSends(first)
        .clientSends(pipeMessage(11, bind))
        .clientSends(pipeMessage(0, call))
        .finish()
        .frames();
}

}  // namespace weir::test
