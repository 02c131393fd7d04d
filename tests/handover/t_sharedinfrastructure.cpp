// SPDX-License-Identifier: GPL-3.0-or-later
// What everybody shares is not offered for blocking; what merely looks like it is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/handover/indicators.h"
#include "core/handover/sharedinfrastructure.h"
#include "tests/support/analyzed.h"

using namespace weir;
using namespace weir::test;
using handover::SharedInfrastructure;

namespace {

constexpr std::int64_t second = 1'000'000'000;

TEST(SharedInfrastructure, MatchesWholeNamesAndTrueSuffixes) {
    const auto& list = SharedInfrastructure::builtIn();
    for (const char* name :
         {"ocsp.digicert.com", "crl3.digicert.com", "x1.c.lencr.org", "www.bing.com", "bing.com",
          "ctldl.windowsupdate.com", "windowsupdate.com", "www.msftconnecttest.com", "OCSP.DigiCert.COM.",
          "login.microsoftonline.com", "www.google.com", "dns.google", "3.debian.pool.ntp.org"})
        EXPECT_TRUE(list.holdsName(name)) << name;
    for (const char* name :
         {"ocsp.digicert.com.evil.example", "evilwindowsupdate.com", "digicert.com", "xbing.com", "com", "", ".",
          "lencr.org.", "sites.google.com", "drive.google.com", "raw.githubusercontent.com"})
        EXPECT_EQ(list.holdsName(name), std::string_view(name) == "lencr.org.") << name;
    // Who blocks a domain blocks what is below it.
    EXPECT_TRUE(list.isPartOf("digicert.com"));
    EXPECT_TRUE(list.isPartOf("microsoft.com"));
    EXPECT_FALSE(list.isPartOf("evil.example"));
    for (const char* address : {"8.8.8.8", "1.1.1.1", "9.9.9.9", "2001:4860:4860::8888", "198.41.0.4", "76.76.2.0"})
        EXPECT_TRUE(list.holds(*IpAddress::parse(address))) << address;
    EXPECT_FALSE(list.holds(*IpAddress::parse("8.8.8.9")));
}

TEST(SharedInfrastructure, ReadsItsFormAndNamesWhatIsWrong) {
    const auto list = SharedInfrastructure::parse("# a *.b !\n192.0.2.1 *.a.example#x\n\n b.example\t2001:db8::1");
    ASSERT_TRUE(list);
    EXPECT_TRUE(list.value().holds(*IpAddress::parse("192.0.2.1")));
    EXPECT_TRUE(list.value().holdsName("x.y.a.example"));
    EXPECT_TRUE(list.value().holdsName("b.example"));
    EXPECT_FALSE(list.value().holdsName("x.b.example"));
    for (const char* wrong : {"nodot", "a b.example/", "*.", "*.com", "a.*.example", "http://a.example", "10.0.0.0/8"})
        EXPECT_FALSE(SharedInfrastructure::parse(wrong)) << wrong;
}

std::vector<TestFrame> asks(const char* server, std::uint16_t port, const std::string& host, const std::string& path,
                            std::int64_t time) {
    return TcpConversation("10.0.0.1", port, server, 80, time)
        .handshake()
        .clientSends(httpRequest(host, path))
        .finish()
        .frames();
}

std::vector<std::string> values(const handover::IndicatorList& list) {
    std::vector<std::string> out;
    for (const auto& indicator : list.indicators) out.push_back(indicator.value);
    return out;
}

/// A bare address that is asked for everything: its own page, and names that are shared or only look so.
traffic::Snapshot everything() {
    return analyzed(merged({asks("45.33.32.9", 50001, "45.33.32.9", "/own", second),
                            asks("45.33.32.9", 50002, "ocsp.digicert.com", "/shared", 2 * second),
                            asks("45.33.32.9", 50003, "ocsp.digicert.com.evil.example", "/alike", 3 * second),
                            asks("45.33.32.9", 50004, "digicert.com", "/parent", 4 * second),
                            asks("45.33.32.9", 50005, "judged.example", "/judged", 5 * second)}));
}

TEST(Indicators, SharedInfrastructureIsLeftOutAndCounted) {
    const auto list = handover::collectIndicators(everything());
    EXPECT_THAT(values(list),
                testing::UnorderedElementsAre("45.33.32.9", "ocsp.digicert.com.evil.example", "judged.example",
                                              "http://45.33.32.9/own", "http://ocsp.digicert.com.evil.example/alike",
                                              "http://digicert.com/parent", "http://judged.example/judged"));
    EXPECT_EQ(list.leftOut.shared, 3u);
    EXPECT_EQ(list.leftOut.all(), 3u);
    EXPECT_EQ(toString(list.leftOut), "3 of shared infrastructure");
}

TEST(Indicators, WhatIsJudgedBenignIsLeftOut) {
    handover::IndicatorRequest request;
    handover::Mark benign;
    benign.verdict = handover::Verdict::benign;
    request.notes.set({handover::SubjectKind::name, "judged.example"}, benign);
    auto list = handover::collectIndicators(everything(), request);
    EXPECT_THAT(values(list), testing::Not(testing::Contains(testing::HasSubstr("judged"))));
    EXPECT_THAT(values(list), testing::Contains("45.33.32.9"));
    EXPECT_EQ(list.leftOut.benign, 2u);
    request.notes.set({handover::SubjectKind::address, "45.33.32.9"}, benign);
    list = handover::collectIndicators(everything(), request);
    EXPECT_TRUE(list.indicators.empty());
    EXPECT_EQ(list.leftOut.benign, 1u);
    benign.verdict = handover::Verdict::malicious;
    request.notes.set({handover::SubjectKind::address, "45.33.32.9"}, benign);
    EXPECT_THAT(values(handover::collectIndicators(everything(), request)), testing::Contains("45.33.32.9"));
}

TEST(Indicators, WeakReasonsAndLowScoresMakeNone) {
    // Named, and so with nothing against it but what the engines say.
    const auto snapshot = analyzed(merged({lookup("10.0.0.1", "www.example.org", "45.33.32.9", 0),
                                           TcpConversation("10.0.0.1", 50000, "45.33.32.9", 443, second)
                                               .handshake()
                                               .clientSends(tlsClientHello("www.example.org"))
                                               .finish()
                                               .frames()}));
    const auto collected = [&](std::int64_t engines, double least) {
        traffic::AddressNotes notes;
        notes[*IpAddress::parse("45.33.32.9")].malicious = engines;
        handover::IndicatorRequest request;
        request.findings.notes = std::make_shared<const traffic::AddressNotes>(notes);
        request.leastScore = least;
        return handover::collectIndicators(snapshot, request);
    };
    EXPECT_TRUE(collected(1, 0).indicators.empty());
    EXPECT_EQ(collected(1, 0).leftOut.weak, 1u);
    ASSERT_FALSE(collected(5, 0).indicators.empty());
    EXPECT_NEAR(collected(5, 0).indicators[0].confidence, 51, 1);
    EXPECT_EQ(collected(5, 0).leftOut.all(), 0u);
    EXPECT_TRUE(collected(5, 60).indicators.empty());
    EXPECT_EQ(collected(5, 60).leftOut.low, 1u);
}

}  // namespace
