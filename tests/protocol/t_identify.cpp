// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "core/protocol/identify.h"
#include "core/protocol/matchers.h"
#include "protocol/oracle.h"

namespace {

using namespace weir;
using namespace weir::protocol;
using namespace std::string_view_literals;

/// Octets as text with \x escapes, so that a row reads like what is on the wire.
struct Said {
    std::string_view service;
    Transport transport;
    std::uint16_t port;
    std::string_view client;
    std::string_view server;
};

constexpr Transport tcp = Transport::tcp;
constexpr Transport udp = Transport::udp;

const Said sure[] = {
    {"ssh", tcp, 2200, "SSH-2.0-OpenSSH_9.2\r\n"sv, "SSH-2.0-dropbear\r\n"sv},
    {"ssh", tcp, 443, ""sv, "SSH-2.0-dropbear\r\n"sv},
    {"http", tcp, 4444, "GET /a HTTP/1.1\r\nHost: x\r\n\r\n"sv, ""sv},
    {"http", tcp, 4444, ""sv, "HTTP/1.1 404 Not Found\r\n\r\n"sv},
    {"http", tcp, 80, "POST /aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"sv, ""sv},
    {"http2", tcp, 80, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"sv, ""sv},
    {"smtp", tcp, 26, "EHLO me\r\n"sv, "220 mail\r\n"sv},
    {"smtp", tcp, 25, ""sv, "220 mail ready\r\n"sv},
    {"smtp", tcp, 9999, ""sv, "220 mx.example ESMTP Postfix\r\n"sv},
    {"ftp", tcp, 9999, ""sv, "220 FileZilla FTP Server\r\n"sv},
    {"ftp", tcp, 21, ""sv, "220 welcome\r\n"sv},
    {"pop3", tcp, 110, "USER a\r\n"sv, "+OK ready\r\n"sv},
    {"imap", tcp, 143, "a LOGIN x y\r\n"sv, "* OK IMAP4rev1\r\n"sv},
    {"irc", tcp, 8000, "NICK bot\r\nUSER a b c :d\r\n"sv, ":srv NOTICE AUTH :*** hi\r\n"sv},
    {"smb", tcp, 445, "\0\0\0\x45\xffSMBr"sv, ""sv},
    {"smb", tcp, 445, ""sv, "\0\0\0\x45\xfeSMB@"sv},
    {"rdp", tcp, 4000, "\x03\0\0\x2b\x26\xe0\0\0\0\0\0Cookie: mstshash=hello\r\n"sv, ""sv},
    {"rdp", tcp, 4000, "\x03\0\0\x13\x0e\xe0\0\0\0\0\0\x01\0\x08\0\x03\0\0\0"sv, ""sv},
    {"rdp", tcp, 4000, "\x03\0\0\x13\x0e\xe0\0\0\0\0\0\x01\x08\x08\0\x0b\0\0\0"sv, ""sv},
    {"rdp", tcp, 3389, "\x03\0\0\x0b\x06\xe0\0\0\0\0\0"sv, ""sv},
    {"iso-tsap", tcp, 102, "\x03\0\0\x16\x11\xe0\0\0\0\x01\0\xc0\x01\x0a"sv, ""sv},
    {"dcerpc", tcp, 49152, "\x05\0\x0b\x03\x10\0\0\0\x74\0\0\0\x02\0\0\0"sv, ""sv},
    {"telnet", tcp, 2323, ""sv, "\xff\xfd\x18\xff\xfd\x20"sv},
    {"mysql", tcp, 3306, ""sv,
     "\x4a\0\0\0\x0a"
     "8.0.32\0\x08\0\0\0"sv},
    {"postgresql", tcp, 5432, "\0\0\0\x08\x04\xd2\x16\x2f"sv, "N"sv},
    {"ms-sql-s", tcp, 1433, "\x12\x01\0\x2f\0\0\0\0\0\0\x1a\0\x06"sv, ""sv},
    {"mqtt", tcp, 1884, "\x10\x10\0\x04MQTT\x04\x02\0\x3c"sv, ""sv},
    {"bittorrent", tcp, 51413,
     "\x13"
     "BitTorrent protocol\0\0"sv,
     ""sv},
    {"socks", tcp, 1080, "\x05\x01\0"sv, "\x05\0"sv},
    {"redis", tcp, 6379, "*1\r\n$4\r\nPING\r\n"sv, "+PONG\r\n"sv},
    {"vnc", tcp, 5900, ""sv, "RFB 003.008\n"sv},
    {"stratum", tcp, 3333, "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[]}\n"sv, ""sv},
    {"ldap", tcp, 389, "\x30\x0c\x02\x01\x01\x60\x07\x02\x01\x03\x04\0\x80\0"sv, ""sv},
    {"bgp", tcp, 179, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\x1d\x01\x04"sv, ""sv},
    {"sip", udp, 5070, "REGISTER sip:a SIP/2.0\r\n"sv, ""sv},
    {"sip", tcp, 5060, ""sv, "SIP/2.0 200 OK\r\n"sv},
    {"rtsp", tcp, 554, "OPTIONS rtsp://a RTSP/1.0\r\n"sv, ""sv},
    {"dns", tcp, 53,
     "\0\x1d\x12\x34\x01\0\0\x01\0\0\0\0\0\0\x07"
     "example\x03"
     "com\0\0\x01\0\x01"sv,
     ""sv},
    {"dns", udp, 5300,
     "\x12\x34\x01\0\0\x01\0\0\0\0\0\0\x07"
     "example\x03"
     "com\0\0\x01\0\x01"sv,
     ""sv},
    {"mdns", udp, 5353, "\0\0\0\0\0\x01\0\0\0\0\0\0\x05local\0\0\x0c\0\x01"sv, ""sv},
    {"llmnr", udp, 5355, "\x12\x34\0\0\0\x01\0\0\0\0\0\0\x04wpad\0\0\x01\0\x01"sv, ""sv},
    {"netbios-ns", udp, 137,
     "\x12\x34\x01\x10\0\x01\0\0\0\0\0\0\x20"
     "CKAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\0\0\x21\0\x01"sv,
     ""sv},
    {"stun", udp, 40000,
     "\0\x01\0\0\x21\x12\xa4\x42"
     "abcdefghijkl"sv,
     ""sv},
    {"ssdp", udp, 1900, "M-SEARCH * HTTP/1.1\r\n"sv, ""sv},
    {"snmp", udp, 1610, "\x30\x26\x02\x01\x01\x04\x06public"sv, ""sv},
    {"tftp", udp, 69,
     "\0\x01"
     "file\0OCTET\0"sv,
     ""sv},
    {"bittorrent", udp, 6881, "d1:ad2:id20:abcdefghij"sv, ""sv},
    {"syslog", udp, 514, "<34>Oct 11 22:14:15 su: failed"sv, ""sv},
    {"quic", udp, 443,
     "\xc3\0\0\0\x01\x08"
     "abcdefgh\0\0\x44\x9e"
     "abcdefgh"sv,
     ""sv},
    {"quic", udp, 443,
     "\x0d"
     "abcdefghQ043\x01"
     "abcdefgh"sv,
     ""sv},
    {"sunrpc", udp, 111, "abcd\0\0\0\0\0\0\0\x02\0\x01\x86\xa0\0\0\0\x02"sv, ""sv},
};

TEST(Identify, KnowsServicesByWhatIsSaid) {
    for (const Said& said : sure) {
        const Service service = identify(said.transport, 50000, said.port, asBytes(said.client), asBytes(said.server));
        EXPECT_EQ(service.name, said.service) << said.client << said.server;
        EXPECT_TRUE(service.confident) << said.service;
        EXPECT_FALSE(service.reversed) << said.service;
    }
}

TEST(Identify, SeesThatTheRolesWereTakenWrongly) {
    for (const Said& said : sure) {
        const Service service = identify(said.transport, said.port, 50000, asBytes(said.server), asBytes(said.client));
        EXPECT_EQ(service.name, said.service);
        EXPECT_TRUE(service.confident) << said.service;
    }
    EXPECT_TRUE(
        identify(tcp, 80, 50000, asBytes("HTTP/1.1 200 OK\r\n\r\n"), asBytes("GET / HTTP/1.1\r\n\r\n")).reversed);
}

TEST(Identify, SaysUnknownRatherThanGuess) {
    for (const std::string_view text : {"hello there\r\n"sv, "\x01\x02\x03\x04\x05"sv, "AAAAAAAAAAAAAAAA"sv,
                                        "\0\0\0\0\0\0\0\0"sv, "{\"a\":1}"sv, "<html>"sv, "\x16\x05\x01\0\x20"sv})
        for (const std::uint16_t port : std::initializer_list<std::uint16_t>{80, 443, 22, 53, 3389, 4444}) {
            EXPECT_FALSE(identify(tcp, 50000, port, asBytes(text), {}).known()) << text << port;
        }
    EXPECT_FALSE(identify(tcp, 50000, 443, {}, {}).known());
}

TEST(Identify, RarelyTakesNoiseForAService) {
    std::mt19937 random(99);
    int confident = 0;
    for (int round = 0; round < 20000; ++round) {
        std::vector<std::uint8_t> client(random() % 200), server(random() % 200);
        for (auto& octet : client) octet = static_cast<std::uint8_t>(random());
        for (auto& octet : server) octet = static_cast<std::uint8_t>(random());
        confident += identify(round % 2 == 0 ? tcp : udp, static_cast<std::uint16_t>(40000 + random() % 1000),
                              static_cast<std::uint16_t>(30000 + random() % 1000), client, server)
                         .confident;
    }
    EXPECT_LT(confident, 20);
}

TEST(Identify, SurvivesEveryCutAndMutation) {
    std::mt19937 random(5);
    for (const Said& said : sure) {
        for (std::size_t cut = 0; cut <= said.client.size(); ++cut)
            identify(said.transport, 50000, said.port, asBytes(said.client.substr(0, cut)), {});
        for (int round = 0; round < 300; ++round) {
            std::string client(said.client), server(said.server);
            if (!client.empty())
                client[random() % client.size()] = static_cast<char>(random());
            if (!server.empty())
                server[random() % server.size()] = static_cast<char>(random());
            EXPECT_FALSE(identify(said.transport, 50000, said.port, asBytes(client), asBytes(server)).name.empty());
        }
    }
}

/// What a table says of where its matchers need not be asked is true: asked there, they say no.
void expectHonestSets(std::span<const matchers::Matcher> table, const matchers::Conversation& conversation) {
    for (const matchers::Matcher& matcher : table) {
        const bool client = !conversation.client.empty() && matcher.client.holds(conversation.client[0]);
        const bool server = !conversation.server.empty() && matcher.server.holds(conversation.server[0]);
        const bool port = matcher.ports[0] == 0 || std::ranges::any_of(matcher.ports, [&](std::uint16_t each) {
                              return each != 0 && conversation.onPort(each);
                          });
        if (!port || !(client || server)) {
            EXPECT_EQ(matcher.match(conversation), matchers::Match::no) << matcher.name;
        }
    }
}

TEST(Identify, SparesNoMatcherThatWouldMatch) {
    std::mt19937 random(11);
    const auto octet = [&] { return static_cast<char>(random()); };
    std::vector<std::uint16_t> ports = {40000};
    for (const auto table : {matchers::streamMatchers(), matchers::datagramMatchers(), matchers::textMatchers()}) {
        for (const matchers::Matcher& matcher : table) {
            for (const std::uint16_t port : matcher.ports) {
                if (port != 0)
                    ports.push_back(port);
            }
        }
    }
    const auto expect = [&](Transport transport, std::uint16_t port, std::string_view client, std::string_view server) {
        const matchers::Conversation conversation{transport, 50000, port, asBytes(client), asBytes(server)};
        const matchers::Conversation turned{transport, port, 50000, asBytes(server), asBytes(client)};
        for (const matchers::Conversation& each : {conversation, turned}) {
            expectHonestSets(transport == tcp ? matchers::streamMatchers() : matchers::datagramMatchers(), each);
            expectHonestSets(matchers::textMatchers(), each);
        }
    };
    for (const Said& said : sure) {
        for (int first = 0; first < 256; ++first) {  // any other beginning of what a service says
            std::string client(said.client), server(said.server);
            for (std::string* const text : {&client, &server}) {
                if (!text->empty())
                    (*text)[0] = static_cast<char>(first);
            }
            expect(said.transport, said.port, client, server);
        }
        for (int round = 0; round < 200; ++round) {
            std::string client(said.client), server(said.server);
            if (!client.empty())
                client[random() % client.size()] = octet();
            if (!server.empty())
                server[random() % server.size()] = octet();
            expect(said.transport, ports[random() % ports.size()], client, server);
        }
    }
    for (int round = 0; round < 20000; ++round) {
        std::string client(random() % 64, '\0'), server(random() % 64, '\0');
        for (std::string* const text : {&client, &server}) std::ranges::generate(*text, octet);
        expect(round % 2 == 0 ? tcp : udp, ports[random() % ports.size()], client, server);
    }
}

TEST(Ports, NameWhatIsRegistered) {
    EXPECT_EQ(byPort(tcp, 443), "https");
    EXPECT_EQ(byPort(udp, 53), "dns");
    EXPECT_EQ(byPort(udp, 22), "");
    EXPECT_EQ(byPort(tcp, 4444), "");
    EXPECT_EQ(byPort(tcp, 0), "");
    EXPECT_EQ(byPort(tcp, 65535), "");
}

TEST(Ports, SayWhatDoesNotFit) {
    EXPECT_TRUE(expectedOn("http", 80));
    EXPECT_FALSE(expectedOn("http", 4444));
    EXPECT_FALSE(expectedOn("ssh", 443));
    EXPECT_TRUE(expectedOn("tls", 8443));
    EXPECT_FALSE(expectedOn("tls", 4444));
    EXPECT_TRUE(expectedOn("rtp", 12345));
    EXPECT_TRUE(expectedOn("unknown", 1));
    EXPECT_FALSE(expectedOn("http", 0));
}

}  // namespace
