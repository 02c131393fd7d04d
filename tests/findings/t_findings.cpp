// SPDX-License-Identifier: GPL-3.0-or-later
// What named an address, and what is worth a look: each state and each reason once present, once just absent.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "core/dissect/record.h"
#include "core/findings/regularity.h"
#include "tests/findings/findings.h"
#include "tests/support/capturebuilder.h"
#include "tests/support/dnsbuilder.h"

using namespace weir;
using namespace weir::test;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

namespace {

constexpr std::int64_t second = 1'000'000'000;
constexpr const char* client = "10.0.0.1";

std::vector<TestFrame> talk(std::string_view server, std::uint16_t port, std::int64_t time, Bytes request = {},
                            Bytes reply = {}, std::uint16_t clientPort = 40000) {
    TcpConversation conversation(client, clientPort, server, port, time);
    conversation.handshake();
    if (!request.empty())
        conversation.clientSends(request);
    if (!reply.empty())
        conversation.serverSends(reply);
    return conversation.finish().frames();
}

std::vector<std::string> namedBy(const std::vector<TestFrame>& frames) {
    return tableRows(analyzed(frames), "hosts", {"address", "named_by"});
}

TEST(NamedBy, HasAStateForEveryWayInWhichANameMayCome) {
    EXPECT_THAT(
        namedBy(merged({lookup(client, "a.example.com", "93.184.216.34", 0), talk("93.184.216.34", 443, second)})),
        ElementsAre("93.184.216.34|dns"));
    EXPECT_THAT(
        namedBy(merged({talk("93.184.216.34", 443, 0), lookup(client, "a.example.com", "93.184.216.34", second)})),
        ElementsAre("93.184.216.34|dns-late"));
    EXPECT_THAT(namedBy(talk("93.184.216.34", 443, 0, tlsClientHello("a.example.com"))),
                ElementsAre("93.184.216.34|tls"));
    EXPECT_THAT(namedBy(talk("93.184.216.34", 80, 0, httpRequest("a.example.com"))), ElementsAre("93.184.216.34|http"));
    EXPECT_THAT(namedBy(talk("93.184.216.34", 443, 0)), ElementsAre("93.184.216.34|none"));
    EXPECT_THAT(namedBy(talk("93.184.216.34", 443, 0, tlsClientHello(""))), ElementsAre("93.184.216.34|none"));
}

/// The rows of a capture that itself holds this name for this address (a name resolution block).
std::vector<std::string> namedByCapture(const std::vector<TestFrame>& frames, const Octets& address) {
    PcapngBuilder file;
    file.section().interface(1, 0, {timeResolution(9)}).name(address, "kept.example.com");
    for (const TestFrame& frame : frames) file.enhanced(0, static_cast<std::uint64_t>(frame.time), frame.octets);
    const TemporaryFile written(file.octets());
    return tableRows(analyzedFile(written.path()), "hosts", {"address", "named_by"});
}

TEST(NamedBy, ACaptureMayKeepNamesOfItsOwn) {
    EXPECT_THAT(namedByCapture(talk("93.184.216.34", 443, second), {93, 184, 216, 34}),
                ElementsAre("93.184.216.34|capture"));
    EXPECT_THAT(namedByCapture(talk("93.184.216.34", 443, second), {93, 184, 216, 35}),
                ElementsAre("93.184.216.34|none"));
    // What was seen on the wire counts for more.
    EXPECT_THAT(namedByCapture(talk("93.184.216.34", 80, second, httpRequest("a.example.com")), {93, 184, 216, 34}),
                ElementsAre("93.184.216.34|http"));
}

TEST(NamedBy, IsPerClientAndFollowsAliasesAndHints) {
    // Another client was told the name; this one was not in this capture.
    EXPECT_THAT(
        namedBy(merged({lookup("10.0.0.2", "a.example.com", "93.184.216.34", 0), talk("93.184.216.34", 443, second)})),
        ElementsAre("93.184.216.34|dns-other"));
    const Octets aliased = DnsBuilder(1)
                               .response()
                               .question("a.example.com")
                               .cname("a.example.com", "b.example.net")
                               .a("b.example.net", "93.184.216.34")
                               .build();
    EXPECT_THAT(tableRows(analyzed(merged({{datagram("10.0.0.53", 53, client, 5000, aliased, 0)},
                                           talk("93.184.216.34", 443, second)})),
                          "hosts", {"named_by", "names"}),
                ElementsAre("dns|a.example.com;b.example.net"));
    const Octets hint = {93, 184, 216, 34};
    const Octets hinted = DnsBuilder(2)
                              .response()
                              .question("a.example.com", 65)
                              .https("a.example.com", 1, ".", svcParameter(4, hint))
                              .build();
    EXPECT_THAT(
        namedBy(merged({{datagram("10.0.0.53", 53, client, 5000, hinted, 0)}, talk("93.184.216.34", 443, second)})),
        ElementsAre("93.184.216.34|dns"));
}

TEST(Findings, NeverNamedIsWeakWhereTheCaptureCanNotTell) {
    const auto score = [](const std::vector<TestFrame>& frames) {
        const auto rows = tableRows(analyzed(frames), "findings", {"subject", "score"});
        for (const std::string& row : rows) {
            if (row.starts_with("93.184.216.34|"))
                return std::stod(row.substr(row.find('|') + 1));
        }
        return 0.0;
    };
    const auto otherLookup = lookup(client, "b.example.com", "93.184.216.99", 0);
    const double strong = score(merged({otherLookup, talk("93.184.216.34", 443, second)}));
    EXPECT_EQ(strong, 10);
    EXPECT_LT(score(talk("93.184.216.34", 443, second)), strong) << "no DNS in the capture";
    EXPECT_LT(score(merged({otherLookup, talk("93.184.216.34", 443, second),
                            talk("9.9.9.9", 443, second, tlsClientHello("dns.google"), {}, 41000)})),
              strong)
        << "encrypted DNS";
    auto middle = talk("93.184.216.34", 443, second, octets("data"));
    middle.erase(middle.begin(), middle.begin() + 3);
    EXPECT_LT(score(merged({otherLookup, middle})), strong) << "began before the capture";
    EXPECT_EQ(score(merged({lookup(client, "a.example.com", "93.184.216.34", 0), talk("93.184.216.34", 443, second)})),
              1)
        << "unfamiliar alone";
    // A resolver is set by its number: that it has no name says nothing.
    EXPECT_FALSE(
        has(merged({otherLookup,
                    {datagram(client, 5000, "8.8.8.8", 53, DnsBuilder(3).question("c.example.com").build(), second)}}),
            "8.8.8.8", "never-named"));
}

TEST(Findings, LongNamesAndTunnels) {
    const std::string longest = "bdeeb3d3f2ce8abffd84fc3a380fc37c.clo.example-prints.com";
    EXPECT_TRUE(has(lookup(client, longest, "93.184.216.34", 0), longest, "long-name"));
    EXPECT_FALSE(has(lookup(client, "settings-win.data.microsoft.com", "93.184.216.34", 0),
                     "settings-win.data.microsoft.com", "long-name"));
    const auto tunnel = [](int names) {
        std::vector<TestFrame> frames;
        for (int i = 0; i < names; ++i)
            frames.push_back(datagram(
                client, 5000, "10.0.0.53", 53,
                DnsBuilder(1).question("abcdefghij0123456789" + std::to_string(i) + ".t.example.com", 16).build(), i));
        return frames;
    };
    EXPECT_TRUE(has(tunnel(30), "example.com", "tunnel"));
    EXPECT_FALSE(has(tunnel(29), "example.com", "tunnel"));
}

TEST(Findings, GeneratedDomains) {
    const auto misses = [](int domains) {
        std::vector<TestFrame> frames;
        for (int i = 0; i < domains; ++i)
            frames.push_back(
                datagram("10.0.0.53", 53, client, 5000,
                         DnsBuilder(1).response(3).question("x" + std::to_string(i * 7919) + ".com").build(), i));
        return frames;
    };
    EXPECT_TRUE(has(misses(10), client, "nxdomain"));
    EXPECT_FALSE(has(misses(9), client, "nxdomain"));
}

TEST(Findings, BeaconsAreToldFromChance) {
    const auto contacts = [](const std::vector<double>& seconds) {
        std::vector<TestFrame> frames = lookup(client, "b.example.com", "93.184.216.34", 0);
        std::uint16_t port = 41000;
        for (const double when : seconds) {
            const auto part =
                talk("93.184.216.34", 443, second + static_cast<std::int64_t>(when * 1e9), {}, {}, port++);
            frames.insert(frames.end(), part.begin(), part.end());
        }
        return frames;
    };
    std::mt19937 random(7);
    for (const double jitter : {0.0, 0.1, 0.3}) {
        std::uniform_real_distribution<double> off(-jitter / 2, jitter / 2);
        std::vector<double> times;
        for (int i = 0; i < 30; ++i) times.push_back(60.0 * (i + 1 + off(random)));
        EXPECT_TRUE(has(contacts(times), "93.184.216.34", "beacon")) << jitter;
    }
    std::exponential_distribution<double> gap(1.0 / 60);
    std::vector<double> chance;
    for (double at = 0; chance.size() < 30;) chance.push_back(at += gap(random));
    EXPECT_FALSE(has(contacts(chance), "93.184.216.34", "beacon"));
    EXPECT_FALSE(has(contacts({60, 120, 180, 240, 300}), "93.184.216.34", "beacon"))
        << "four intervals are too few to say";
    EXPECT_TRUE(has(contacts({60, 120, 180, 240, 300, 360}), "93.184.216.34", "beacon"));
}

TEST(Findings, WhatIsSeenInHttp) {
    const auto named = lookup(client, "a.example.com", "93.184.216.34", 0);
    const auto fetch = [&](std::string_view host, std::string_view body) {
        const std::string reply =
            "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
        return merged({named, talk("93.184.216.34", 80, second, httpRequest(host), octets(reply))});
    };
    std::string program(200, '\0');
    program.replace(0, 2, "MZ");
    program[0x3c] = 0x40;
    program.replace(0x40, 4, std::string_view("PE\0\0", 4));
    EXPECT_TRUE(has(fetch("93.184.216.34", "hello"), "93.184.216.34", "http-to-address"));
    EXPECT_FALSE(has(fetch("a.example.com", "hello"), "93.184.216.34", "http-to-address"));
    EXPECT_TRUE(has(fetch("a.example.com", program), "93.184.216.34", "download"));
    EXPECT_FALSE(has(fetch("a.example.com", "plain words"), "93.184.216.34", "download"));
}

TEST(Findings, PortsUploadsAndScans) {
    const auto named = lookup(client, "a.example.com", "93.184.216.34", 0);
    EXPECT_TRUE(has(merged({named, talk("93.184.216.34", 4043, second, tlsClientHello("a.example.com"))}),
                    "93.184.216.34", "odd-port"));
    EXPECT_FALSE(has(merged({named, talk("93.184.216.34", 443, second, tlsClientHello("a.example.com"))}),
                     "93.184.216.34", "odd-port"));
    EXPECT_TRUE(
        has(merged({named, talk("93.184.216.34", 443, second, Octets(600000, 'x'))}), "93.184.216.34", "upload"));
    EXPECT_FALSE(
        has(merged({named, talk("93.184.216.34", 443, second, Octets(400000, 'x'))}), "93.184.216.34", "upload"));
    const auto scan = [](int ports) {
        std::vector<TestFrame> frames;
        for (int i = 0; i < ports; ++i)
            frames.push_back({ethernet(ipv4(client, "10.0.0.9",
                                            tcp({40000, static_cast<std::uint16_t>(i + 1), 1, 0, dissect::syn}))),
                              i, 0, 1});
        return frames;
    };
    EXPECT_TRUE(has(scan(20), client, "scan"));
    EXPECT_FALSE(has(scan(19), client, "scan"));
}

TEST(Findings, ScansWithoutASyn) {
    const auto scan = [](unsigned flags) {
        std::vector<TestFrame> frames;
        for (int i = 0; i < 20; ++i) {
            const auto port = static_cast<std::uint16_t>(i + 1);
            frames.push_back({ethernet(ipv4(client, "93.184.216.34", tcp({40000, port, 1, 0, flags}))), i, 0, 1});
            frames.push_back(
                {ethernet(ipv4("93.184.216.34", client, tcp({port, 40000, 0, 2, dissect::rst | dissect::ack}))), i, 0,
                 1});
        }
        return frames;
    };
    for (const unsigned flags : {0U, unsigned{dissect::fin}, dissect::fin | dissect::psh | 0x20U}) {
        const auto rows = tableRows(analyzed(scan(flags)), "findings", {"subject", "why"});
        EXPECT_THAT(rows, Contains(testing::AllOf(HasSubstr("10.0.0.1|scan: "), HasSubstr("20 refused (reset)"))))
            << flags;
        EXPECT_THAT(rows, Not(Contains(HasSubstr("no answer came")))) << flags;
    }
    EXPECT_FALSE(has(scan(dissect::ack), client, "scan"));  // the ends of connections from before the capture, perhaps
}

TEST(Findings, AReasonSwitchedOffTakesOnlyItsShare) {
    const auto frames = merged(
        {lookup(client, "b.example.com", "93.184.216.99", 0), talk("93.184.216.34", 4043, second, tlsClientHello(""))});
    const auto share = [&](std::string_view text) {
        const auto weights = findings::FindingWeights::parse(text);
        EXPECT_TRUE(weights.ok());
        capturetables::TableRequest request;
        request.name = "findings";
        request.weights = std::make_shared<const findings::FindingWeights>(weights.value());
        return tableRows(analyzed(frames), request, {"subject", "score", "kind"});
    };
    EXPECT_THAT(share(""), Contains("93.184.216.34|34|tls-to-address;odd-port;never-named"));
    EXPECT_THAT(share("[odd-port]\nenabled = false\n"), Contains("93.184.216.34|23|tls-to-address;never-named"));
    EXPECT_THAT(share("[tls-to-address]\nweight = 1\n"),
                Contains("93.184.216.34|22|odd-port;never-named;tls-to-address"))
        << "of one group the weightiest counts";
    EXPECT_THAT(findings::FindingWeights::parse("[odd-prt]\n").error().text(), HasSubstr("line 1"));
    EXPECT_THAT(findings::FindingWeights::parse("[odd-port]\nweight = heavy\n").error().text(), HasSubstr("line 2"));
    const std::string text = findings::FindingWeights::defaults().toText();
    EXPECT_EQ(findings::FindingWeights::parse(text).value().toText(), text);
}

TEST(Regularity, AgreesWithItsDefinition) {
    const auto found = findings::regularity({0, 10, 20, 30, 45});
    EXPECT_EQ(found.intervals, 4u);
    EXPECT_EQ(found.medianInterval, 10);
    EXPECT_EQ(found.jitter, 0);
    EXPECT_EQ(findings::regularity({5}).intervals, 0u);
}

}  // namespace
