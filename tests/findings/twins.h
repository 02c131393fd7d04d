// SPDX-License-Identifier: GPL-3.0-or-later
// Small captures that a kind of reason is tested with.
#pragma once

#include "tests/findings/findings.h"
#include "tests/protocol/hellobuilder.h"
#include "tests/support/certificates.h"
#include "tests/support/dnsbuilder.h"

namespace weir::test {

using Frames = std::vector<TestFrame>;

constexpr std::int64_t second = 1'000'000'000;
constexpr const char* client = "10.0.0.1";
constexpr const char* server = "93.184.216.34";

inline Frames talk(std::string_view to, std::uint16_t port, std::string_view asked, std::string_view answer,
                   std::int64_t time = second, std::uint16_t clientPort = 40000) {
    TcpConversation conversation(client, clientPort, to, port, time);
    conversation.handshake();
    if (!asked.empty())
        conversation.clientSends(octets(asked));
    if (!answer.empty())
        conversation.serverSends(octets(answer));
    return conversation.finish().frames();
}

inline void append(Frames& frames, const Frames& more) { frames.insert(frames.end(), more.begin(), more.end()); }

/// A request for a name that DNS led to the server, with its answer.
struct Fetch {
    std::string host = "a.example.com", method = "GET", path = "/x", agent = "User-Agent: Lynx/2.9\r\n";
    std::string status = "200 OK", type = "text/plain", body = "plain words";
    std::int64_t time = 0;
    std::uint16_t clientPort = 40000;

    Frames frames() const {
        const std::string request =
            method + ' ' + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + agent + "Content-Length: 0\r\n\r\n";
        const std::string reply = "HTTP/1.1 " + status + "\r\nContent-Type: " + type +
                                  "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
        return merged(
            {lookup(client, host, server, time), talk(server, 80, request, reply, time + second, clientPort)});
    }
    bool gives(const std::string& kind, const std::string& subject = server) const {
        return has(frames(), subject, kind);
    }
};

/// The first octets of a Windows program.
inline std::string program() {
    std::string out(200, '\0');
    out.replace(0, 2, "MZ");
    out[0x3c] = 0x40;
    out.replace(0x40, 4, std::string_view("PE\0\0", 4));
    return out;
}

/// Octets that look like nothing.
inline std::string noise(std::size_t size) {
    std::string out(size, '\0');
    std::uint32_t state = 1;
    for (char& c : out) c = static_cast<char>((state = state * 1664525u + 1013904223u) >> 24);
    return out;
}

/// TLS 1.2 with a client that asks for this name (none where empty) and a server that shows this certificate.
inline Frames certified(std::string_view name, const Octets& certificate) {
    Octets flight = serverHello(0x0303, {});
    put(flight, certificates({certificate}));
    TcpConversation conversation(client, 40000, server, 443, second);
    return conversation.handshake()
        .clientSends(tlsClientHello(name))
        .serverSends(records(flight), 400)
        .finish()
        .frames();
}

}  // namespace weir::test
