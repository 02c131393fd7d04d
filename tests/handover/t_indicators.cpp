// SPDX-License-Identifier: GPL-3.0-or-later
// Defanging can be undone, indicators have their evidence, and bundles never change.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "core/base/defang.h"
#include "core/base/json.h"
#include "core/handover/identity.h"
#include "core/handover/indicators.h"
#include "core/traffic/snapshot.h"
#include "tests/support/analyzed.h"
#include "tests/support/tabletext.h"

using namespace weir;
using namespace weir::test;
using handover::IndicatorType;
using testing::ElementsAre;

namespace {

constexpr std::int64_t second = 1'000'000'000;

TEST(Defang, NobodyCanClick) {
    EXPECT_EQ(defang("192.0.2.1"), "192[.]0[.]2[.]1");
    EXPECT_EQ(defang("2001:db8::1"), "2001[:]db8[:][:]1");
    EXPECT_EQ(defang("http://example.org/a.b"), "hxxp[:]//example[.]org/a[.]b");
    EXPECT_EQ(defang("HTTPS://example.org"), "HXXPS[:]//example[.]org");
    EXPECT_EQ(defang("httpbin.org"), "httpbin[.]org");
}

/// The way back, which a receiver goes.
std::string refang(std::string_view text) {
    std::string out;
    if (text.starts_with("hxxp[:]//") || text.starts_with("hxxps[:]//")) {
        out = "http";
        text.remove_prefix(4);
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool form = text[i] == '[' && i + 2 < text.size() && text[i + 2] == ']' &&
                          std::string_view(".:[hH").find(text[i + 1]) != std::string_view::npos;
        i += form ? 1 : 0;
        out += text[i];
        i += form ? 1 : 0;
    }
    return out;
}

TEST(Defang, CanBeUndoneForEveryText) {
    const std::vector<std::string> pieces = {
        "[",       "]",       ".",          ":",   "h",   "H",   "t",   "x", "p",    "s",
        "http://", "hxxp://", "hxxps[:]//", "[.]", "[h]", "[[]", "://", "/", "\xff", std::string(1, '\0')};
    std::mt19937 random(1);
    for (int round = 0; round < 200'000; ++round) {
        std::string text;
        for (auto i = random() % 8; i > 0; --i) text += pieces[random() % pieces.size()];
        const std::string safe = defang(text);
        if (text.find_first_of("H") == std::string::npos) {
            ASSERT_EQ(refang(safe), text) << safe;
        }
    }
}

TEST(Identity, IsThatOfTheStandard) {
    // RFC 9562, appendix A.4: www.example.com in the name space of DNS.
    const std::string dns("\x6b\xa7\xb8\x10\x9d\xad\x11\xd1\x80\xb4\x00\xc0\x4f\xd4\x30\xc8", 16);
    EXPECT_EQ(handover::nameUuid(dns, "www.example.com"), "2ed6657d-e927-568b-95e1-2665a8aea6a2");
    EXPECT_NE(handover::stableUuid("a"), handover::stableUuid("b"));
}

/// A request to a bare address that no name led to, and an ordinary one beside it.
traffic::Snapshot suspicious() {
    return analyzed(merged({lookup("10.0.0.1", "www.example.org", "93.184.216.34", 0),
                            TcpConversation("10.0.0.1", 50000, "93.184.216.34", 443, second)
                                .handshake()
                                .clientSends(tlsClientHello("www.example.org"))
                                .finish()
                                .frames(),
                            TcpConversation("10.0.0.1", 50001, "45.33.32.9", 8080, 10 * second)
                                .handshake()
                                .clientSends(httpRequest("45.33.32.9:8080", "/a'b\\c.exe"))
                                .finish()
                                .frames(),
                            TcpConversation("10.0.0.1", 50002, "45.33.32.9", 443, 20 * second)
                                .handshake()
                                .clientSends(tlsClientHello("www.example.org"))
                                .finish()
                                .frames()}));
}

handover::IndicatorRequest only(const std::string& subject) {
    handover::IndicatorRequest request;
    request.subjects = {subject};
    return request;
}

TEST(Indicators, AnAddressBringsItsUrlsAndNames) {
    const auto snapshot = suspicious();
    const auto indicators = handover::collectIndicators(snapshot, only("45.33.32.9")).indicators;
    ASSERT_EQ(indicators.size(), 3u);
    EXPECT_EQ(indicators[0].type, IndicatorType::ipv4);
    EXPECT_EQ(indicators[0].value, "45.33.32.9");
    EXPECT_EQ(indicators[0].firstSeen, 10 * second);
    EXPECT_EQ(indicators[1].type, IndicatorType::domain);
    EXPECT_EQ(indicators[1].value, "www.example.org");
    EXPECT_EQ(indicators[2].type, IndicatorType::url);
    EXPECT_EQ(indicators[2].value, "http://45.33.32.9:8080/a'b\\c.exe");
    // The evidence is in the packets table.
    const auto packets = tableRows(snapshot, "packets", {"number", "dst"});
    for (const auto& indicator : indicators) {
        ASSERT_FALSE(indicator.frames.empty());
        for (const std::uint32_t frame : indicator.frames)
            EXPECT_THAT(packets, testing::Contains(std::to_string(frame) + "|45.33.32.9"));
    }
}

TEST(Indicators, UrlsHoldWhatUrlsMayHold) {
    const auto snapshot =
        analyzed(TcpConversation("10.0.0.1", 50000, "45.33.32.9", 80, 10 * second)
                     .handshake()
                     .clientSends(octets("GET /\xe2\x80\xaegpj.exe HTTP/1.1\r\nHost: 45.33.32.9\r\n\r\n"))
                     .clientSends(octets("GET javascript:alert(1) HTTP/1.1\r\nHost: 45.33.32.9\r\n\r\n"))
                     .finish()
                     .frames());
    std::vector<std::string> urls;
    for (const auto& indicator : handover::collectIndicators(snapshot, only("45.33.32.9")).indicators) {
        if (indicator.type == IndicatorType::url)
            urls.push_back(indicator.value);
    }
    EXPECT_THAT(urls, testing::ElementsAre("http://45.33.32.9/%E2%80%AEgpj.exe"));
}

TEST(Indicators, AFingerprintThatOthersSawAsWellIsLeftOut) {
    const auto other = analyzed(TcpConversation("10.0.0.1", 50002, "45.33.32.9", 443, 20 * second)
                                    .handshake()
                                    .clientSends(tlsClientHello(""))
                                    .finish()
                                    .frames());
    const auto alone = handover::collectIndicators(other).indicators;
    ASSERT_EQ(alone.size(), 2u);
    EXPECT_EQ(alone[1].type, IndicatorType::ja4);
    for (const auto& indicator : handover::collectIndicators(suspicious(), only("45.33.32.9")).indicators)
        EXPECT_NE(indicator.type, IndicatorType::ja4);
}

TEST(Indicators, HomeAddressesAreNone) {
    for (const auto& indicator : handover::collectIndicators(suspicious()).indicators)
        EXPECT_NE(indicator.value, "10.0.0.1");
    handover::IndicatorRequest everywhere;
    everywhere.findings.home = *Networks::parse("0.0.0.0/0");
    EXPECT_TRUE(handover::collectIndicators(suspicious(), everywhere).indicators.empty());
}

TEST(Indicators, TheTableIsDefanged) {
    const auto table =
        handover::indicatorsTable(handover::collectIndicators(suspicious(), only("45.33.32.9")).indicators);
    const std::string text = tableText(*table);
    EXPECT_THAT(text, testing::HasSubstr("ipv4-addr|45[.]33[.]32[.]9|45[.]33[.]32[.]9|"));
    EXPECT_THAT(text, testing::HasSubstr("url|hxxp[:]//45[.]33[.]32[.]9[:]8080/a'b\\c[.]exe|"));
    EXPECT_THAT(text, testing::Not(testing::HasSubstr("45.33")));
}

TEST(Stix, IsTheSameEveryTimeAndEscapesItsPatterns) {
    const auto first = suspicious();
    const auto indicators = handover::collectIndicators(first, only("45.33.32.9")).indicators;
    const std::string bundle = handover::stixBundle(indicators, "abc", first->counters.lastSeen);
    EXPECT_EQ(bundle, handover::stixBundle(handover::collectIndicators(suspicious(), only("45.33.32.9")).indicators,
                                           "abc", first->counters.lastSeen));
    EXPECT_NE(bundle, handover::stixBundle(indicators, "abd", first->counters.lastSeen));
    EXPECT_THAT(bundle, testing::HasSubstr(R"("pattern":"[ipv4-addr:value = '45.33.32.9']")"));
    EXPECT_THAT(bundle, testing::HasSubstr(R"([url:value = 'http://45.33.32.9:8080/a\\'b\\\\c.exe'])"));
    EXPECT_THAT(bundle, testing::HasSubstr(R"("valid_from":"1970-01-01T00:00:10.000Z")"));
    EXPECT_THAT(handover::stixBundle({}, "abc", 0), testing::Not(testing::HasSubstr("objects")));
}

TEST(Stix, SaysConfidenceMarkingAndProducer) {
    const auto snapshot = suspicious();
    const auto indicators = handover::collectIndicators(snapshot, only("45.33.32.9")).indicators;
    handover::StixOptions options;
    options.tlp = handover::parseTlp("Amber");
    options.producer = "Example \u202e CERT";
    const auto bundle = parseJson(handover::stixBundle(indicators, "abc", 100 * second, options));
    ASSERT_TRUE(bundle);
    const auto& objects = bundle.value().find("objects")->items;
    ASSERT_EQ(objects.size(), indicators.size() + 2);
    EXPECT_EQ(objects[0].textOf("type"), "marking-definition");
    EXPECT_EQ(objects[0].textOf("id"), "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82");
    EXPECT_EQ(objects[1].textOf("type"), "identity");
    EXPECT_EQ(objects[1].textOf("name"), options.producer);
    for (std::size_t i = 2; i < objects.size(); ++i) {
        EXPECT_EQ(objects[i].textOf("created_by_ref"), objects[1].textOf("id"));
        EXPECT_EQ(objects[i].find("object_marking_refs")->items.front().text, objects[0].textOf("id"));
        EXPECT_EQ(objects[i].find("confidence")->text, std::to_string(indicators[i - 2].confidence));
    }
    EXPECT_EQ(handover::parseTlp("clear"), handover::Tlp::white);
    EXPECT_EQ(handover::parseTlp("amber+strict"), std::nullopt);
    EXPECT_EQ(handover::stixBundle(indicators, "abc", 0).find("marking-definition"), std::string::npos);
}

}  // namespace
