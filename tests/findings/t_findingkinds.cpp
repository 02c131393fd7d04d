// SPDX-License-Identifier: GPL-3.0-or-later
// Further reasons, each once present and once just absent, and registrable domains by the public suffix list.
#include <gtest/gtest.h>

#include "core/base/publicsuffix.h"
#include "tests/findings/findings.h"

using namespace weir;
using namespace weir::test;

namespace {

constexpr const char* server = "93.184.216.34";

std::vector<TestFrame> talk(std::string_view client, std::string_view to, std::uint16_t port, std::string_view asked,
                            std::string_view greeting = {}) {
    TcpConversation conversation(client, 40000, to, port, 1'000'000'000);
    conversation.handshake();
    if (!greeting.empty())
        conversation.serverSends(octets(greeting));
    if (!asked.empty())
        conversation.clientSends(octets(asked));
    return conversation.finish().frames();
}

TEST(FindingKinds, DataSentInClear) {
    const auto request = [](std::string_view method) {
        return talk("10.0.0.1", server, 80,
                    std::string(method) + " /x HTTP/1.1\r\nHost: a.example.com\r\nContent-Length: 0\r\n\r\n");
    };
    EXPECT_TRUE(has(request("POST"), server, "http-post"));
    EXPECT_FALSE(has(request("GET"), server, "http-post"));
}

TEST(FindingKinds, CredentialsInClear) {
    EXPECT_TRUE(
        has(talk("10.0.0.1", server, 110, "USER a\r\nPASS b\r\n", "+OK POP3 ready\r\n"), server, "credentials"));
    EXPECT_FALSE(has(talk("10.0.0.1", server, 110, "USER a\r\nQUIT\r\n", "+OK POP3 ready\r\n"), server, "credentials"));
}

TEST(FindingKinds, RemoteControlBetweenHomeHosts) {
    constexpr std::string_view ssh = "SSH-2.0-OpenSSH_9.2\r\n";
    EXPECT_TRUE(has(talk("10.0.0.1", "10.0.0.2", 22, ssh, ssh), "10.0.0.1", "lateral"));
    EXPECT_FALSE(has(talk("10.0.0.1", server, 22, ssh, ssh), "10.0.0.1", "lateral"));
}

/// Five external hosts: four busy ones, and one with this many flows of so many octets from each of these clients.
std::vector<TestFrame> withOneMore(std::size_t flows, std::size_t octetsEach, std::size_t clients = 1,
                                   int busyHosts = 4) {
    std::vector<TestFrame> out;
    const auto add = [&out](const std::string& client, std::uint16_t port, const std::string& to, std::size_t size) {
        TcpConversation conversation(client, port, to, 443, 1'000'000'000 + port);
        conversation.handshake().serverSends(Octets(size, 0x55)).finish();
        out.insert(out.end(), conversation.frames().begin(), conversation.frames().end());
    };
    for (int i = 0; i < busyHosts; ++i) add("10.0.0.1", 41000, "93.184.216." + std::to_string(40 + i), 200'000);
    for (std::size_t client = 0; client < clients; ++client) {
        for (std::size_t flow = 0; flow < flows; ++flow)
            add("10.0.0." + std::to_string(1 + client), static_cast<std::uint16_t>(42000 + flow), server, octetsEach);
    }
    return out;
}

TEST(FindingKinds, AHostThatIsHardlyTalkedTo) {
    // The thresholds are at least 5 hosts, at most 2 flows and 0.5 per cent of the octets.
    EXPECT_TRUE(has(withOneMore(1, 100), server, "rare"));
    EXPECT_TRUE(has(withOneMore(2, 100), server, "rare"));
    EXPECT_FALSE(has(withOneMore(3, 100), server, "rare")) << "a flow too many";
    EXPECT_FALSE(has(withOneMore(1, 100, 2), server, "rare")) << "a client too many";
    EXPECT_FALSE(has(withOneMore(1, 8000), server, "rare")) << "too much of the traffic";
    EXPECT_FALSE(has(withOneMore(1, 100, 1, 3), server, "rare")) << "too few hosts to say so";
    EXPECT_FALSE(has(withOneMore(1, 100), "93.184.216.40", "rare")) << "a busy one";
}

TEST(FindingKinds, WhatEnginesSay) {
    const auto request = [](std::int64_t malicious) {
        traffic::AddressNotes notes;
        notes[*IpAddress::parse(server)].malicious = malicious;
        capturetables::TableRequest out;
        out.notes = std::make_shared<const traffic::AddressNotes>(notes);
        return out;
    };
    EXPECT_TRUE(has(talk("10.0.0.1", server, 443, "x"), server, "reputation", request(1)));
    EXPECT_FALSE(has(talk("10.0.0.1", server, 443, "x"), server, "reputation", request(0)));
}

TEST(PublicSuffixes, RegistrableDomainsOfTheIcannSection) {
    const auto list = PublicSuffixes::system();
    const auto domain = [&](const char* name) { return list->registrableDomain(name); };
    EXPECT_EQ(domain("com"), "");
    EXPECT_EQ(domain("example.com"), "example.com");
    EXPECT_EQ(domain("a.b.example.com"), "example.com");
    EXPECT_EQ(domain("co.uk"), "");
    EXPECT_EQ(domain("a.b.example.co.uk"), "example.co.uk");
    EXPECT_EQ(domain("c.kobe.jp"), "") << "*.kobe.jp";
    EXPECT_EQ(domain("a.b.c.kobe.jp"), "b.c.kobe.jp");
    EXPECT_EQ(domain("city.kobe.jp"), "city.kobe.jp") << "!city.kobe.jp";
    EXPECT_EQ(domain("www.city.kobe.jp"), "city.kobe.jp");
    EXPECT_EQ(domain("www.ck"), "www.ck") << "!www.ck";
    EXPECT_EQ(domain("a.b.test.ck"), "b.test.ck") << "*.ck";
    EXPECT_EQ(domain("someone.github.io"), "github.io") << "a suffix of the private section is none here";
    EXPECT_EQ(domain("printer.local"), "");
}

}  // namespace
