// SPDX-License-Identifier: GPL-3.0-or-later
// What stands before a conversation through a proxy: every cut, every lie.
#include <gtest/gtest.h>

#include <string>

#include "core/protocol/tunnel.h"

using namespace weir;
using namespace weir::protocol;
using namespace std::string_literals;

namespace {

TunnelStatus header(const std::string& text, std::size_t& size) { return readProxyHeader(asBytes(text), size); }

const std::string line = "PROXY TCP4 192.0.2.1 192.0.2.2 40000 443\r\n";
const std::string signature = "\r\n\r\n\0\r\nQUIT\n"s;
const std::string binary = signature + "\x21\x11\0\x0c"s + "\xc0\0\x02\x01\xc0\0\x02\x02\x9c\x40\x01\xbb"s;

TEST(ProxyHeader, WholeOnes) {
    std::size_t size = 0;
    for (const std::string& whole : {line, "PROXY UNKNOWN\r\n"s, "PROXY TCP6 2001:db8::1 2001:db8::2 1 2\r\n"s, binary,
                                     signature + "\x20\0\0\0"s}) {
        EXPECT_EQ(header(whole + "behind", size), TunnelStatus::complete) << whole;
        EXPECT_EQ(size, whole.size());
    }
}

TEST(ProxyHeader, EveryCut) {
    std::size_t size = 0;
    for (const std::string& whole : {line, binary})
        for (std::size_t end = 1; end < whole.size(); ++end)
            EXPECT_EQ(header(whole.substr(0, end), size), TunnelStatus::needMore) << end;
}

TEST(ProxyHeader, OtherThings) {
    std::size_t size = 0;
    EXPECT_EQ(header("POST / HTTP/1.1\r\n", size), TunnelStatus::none);
    EXPECT_EQ(header("PROXY" + std::string(200, ' '), size), TunnelStatus::none);
    EXPECT_EQ(header(signature + "\x11\x11\0\x0c"s, size), TunnelStatus::none);    // version 1 in the form of 2
    EXPECT_EQ(header(signature + "\x21\x11\xff\xff"s, size), TunnelStatus::none);  // longer than anybody sends
    EXPECT_EQ(header("\r\n\r\nGET / HTTP/1.1\r\n", size), TunnelStatus::none);
}

struct Exchange {
    const char* name;
    std::string client, server;
};

const Exchange exchanges[] = {
    {"5", "\x05\x01\0"s + "\x05\x01\0\x03\x0b"s + "example.com\x01\xbb", "\x05\0"s + "\x05\0\0\x01\0\0\0\0\0\0"s},
    {"5 password", "\x05\x02\0\x02\x01\x04user\x06secret"s + "\x05\x01\0\x01\xc0\0\x02\x01\x01\xbb"s,
     "\x05\x02\x01\0"s + "\x05\0\0\x04"s + std::string(18, '\0')},
    {"5 named reply", "\x05\x01\0"s + "\x05\x01\0\x04"s + std::string(18, '\1'), "\x05\0"s + "\x05\0\0\x03\x02xy\0\0"s},
    {"4", "\x04\x01\x01\xbb\xc0\0\x02\x01user\0"s, "\0\x5a\0\0\0\0\0\0"s},
    {"4a", "\x04\x01\x01\xbb\0\0\0\x01\0example.com\0"s, "\0\x5a\x01\xbb\0\0\0\0"s},
};

TEST(Socks, WholeExchanges) {
    for (const Exchange& each : exchanges) {
        SocksSizes sizes;
        EXPECT_EQ(readSocks(asBytes(each.client + "behind"), asBytes(each.server + "more"), sizes),
                  TunnelStatus::complete)
            << each.name;
        EXPECT_EQ(sizes.client, each.client.size()) << each.name;
        EXPECT_EQ(sizes.server, each.server.size()) << each.name;
    }
}

TEST(Socks, EveryCut) {
    SocksSizes sizes;
    for (const Exchange& each : exchanges) {
        for (std::size_t end = 0; end < each.client.size(); ++end)
            EXPECT_NE(readSocks(asBytes(each.client.substr(0, end)), asBytes(each.server), sizes),
                      TunnelStatus::complete)
                << each.name << ' ' << end;
        for (std::size_t end = 0; end < each.server.size(); ++end)
            EXPECT_EQ(readSocks(asBytes(each.client), asBytes(each.server.substr(0, end)), sizes),
                      TunnelStatus::needMore)
                << each.name << ' ' << end;
    }
}

TEST(Socks, Refusals) {
    SocksSizes sizes;
    const auto status = [&](const std::string& client, const std::string& server) {
        return readSocks(asBytes(client), asBytes(server), sizes);
    };
    EXPECT_EQ(status("\x05\x01\0"s, "\x05\xff"s), TunnelStatus::refused);
    EXPECT_EQ(status(exchanges[0].client, "\x05\0\x05\x05\0\x01\0\0\0\0\0\0"s), TunnelStatus::refused);
    EXPECT_EQ(status(exchanges[1].client, "\x05\x02\x01\x01"s), TunnelStatus::refused);
    EXPECT_EQ(status(exchanges[3].client, "\0\x5b\0\0\0\0\0\0"s), TunnelStatus::refused);
    EXPECT_EQ(status("\x05\x01\0\x05\x02\0\x01\0\0\0\0\0\0"s, "\x05\0\x05\0\0\x01\0\0\0\0\0\0"s),
              TunnelStatus::refused);  // BIND
    EXPECT_EQ(status("\x04"s + std::string(2000, 'x'), ""), TunnelStatus::none);
    EXPECT_EQ(status("GET"s, "\x05"s), TunnelStatus::none);
}

}  // namespace
