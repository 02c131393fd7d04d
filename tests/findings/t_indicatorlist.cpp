// SPDX-License-Identifier: GPL-3.0-or-later
// Lists of indicators in the forms in which they are published, and what they find.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/findings/indicatorlist.h"
#include "tests/findings/findings.h"

using namespace weir;
using namespace weir::test;
using findings::IndicatorList;

namespace {

IndicatorList list(std::string_view text) { return IndicatorList::parse(text, "mine", "2026-11-30").take(); }

bool holds(const IndicatorList& list, std::string_view address) { return list.holds(*IpAddress::parse(address)); }

TEST(IndicatorList, PlainText) {
    const IndicatorList found = list(
        "# a "
        "comment\r\n192.0.2.1\r\n198.51.100.0/24\r\nevil.example\r\nhxxp://bad[.]example[.]org:8080/x\r\n2001:db8::1\n"
        "0.0.0.0 ads.example.net\n6734f37431670b3ab4292b8f60f29984\n");
    EXPECT_EQ(found.size(), 7u);
    EXPECT_TRUE(holds(found, "192.0.2.1"));
    EXPECT_FALSE(holds(found, "192.0.2.2"));
    EXPECT_TRUE(holds(found, "198.51.100.77"));
    EXPECT_FALSE(holds(found, "198.51.101.77"));
    EXPECT_TRUE(holds(found, "2001:db8::1"));
    EXPECT_FALSE(holds(found, "0.0.0.0"));
    EXPECT_EQ(found.listedName("www.evil.example"), "evil.example") << "what is under a listed name";
    EXPECT_EQ(found.listedName("notevil.example"), "");
    EXPECT_EQ(found.listedName("bad.example.org"), "bad.example.org");
    EXPECT_EQ(found.listedName("ads.example.net"), "ads.example.net");
    EXPECT_TRUE(found.holdsText("6734f37431670b3ab4292b8f60f29984"));
}

TEST(IndicatorList, TablesByTheirHeaders) {
    const IndicatorList misp = list(
        "uuid,event_id,category,type,value,comment\n"
        "\"5f1b\",7,\"Network activity\",\"ip-dst\",\"192.0.2.1\",\"see report.example.com\"\n");
    EXPECT_TRUE(holds(misp, "192.0.2.1"));
    EXPECT_EQ(misp.size(), 1u) << "comments are none";
    const IndicatorList urlhaus = list(
        "# id,dateadded,url,url_status,threat,urlhaus_link\n"
        "\"1\",\"2026-01-01 "
        "00:00:00\",\"http://evil.example/a.exe\",\"online\",\"x\",\"https://urlhaus.abuse.ch/url/1/\"\n");
    EXPECT_EQ(urlhaus.listedName("evil.example"), "evil.example");
    EXPECT_EQ(urlhaus.listedName("urlhaus.abuse.ch"), "");
    const IndicatorList feodo =
        list("first_seen_utc,dst_ip,dst_port,c2_status\n2026-01-01 00:00:00,192.0.2.9,443,online\n");
    EXPECT_TRUE(holds(feodo, "192.0.2.9"));
}

TEST(IndicatorList, Stix) {
    const IndicatorList found = list(
        "{\"type\": \"bundle\", \"objects\": [{\"type\": \"indicator\", \"pattern\": "
        "\"[ipv4-addr:value = '192.0.2.1' OR domain-name:value = 'evil.example']\"}]}");
    EXPECT_EQ(found.size(), 2u);
    EXPECT_TRUE(holds(found, "192.0.2.1"));
    EXPECT_EQ(found.listedName("evil.example"), "evil.example");
}

TEST(IndicatorList, WhatHoldsNothingIsAnError) {
    EXPECT_FALSE(IndicatorList::parse("", "x").ok());
    EXPECT_FALSE(IndicatorList::parse("# nothing\n\nwords alone\n", "x").ok());
    EXPECT_FALSE(IndicatorList::load("/nonexistent").ok());
}

TEST(IndicatorList, HitsNameTheListAndItsDate) {
    const auto frames = lookup("10.0.0.1", "www.evil.example", "93.184.216.34", 0);
    capturetables::TableRequest request;
    request.name = "findings";
    request.lists = std::make_shared<const findings::IndicatorLists>(findings::IndicatorLists{list("evil.example\n")});
    EXPECT_THAT(
        tableRows(analyzed(frames), request, {"subject", "severity", "why"}),
        testing::Contains(testing::HasSubstr(
            "www.evil.example|serious|listed: evil.example stands on the list mine of 2026-11-30, and 10.0.0.1")));
    EXPECT_FALSE(has(frames, "www.evil.example", "listed"));
    EXPECT_TRUE(has(frames, "www.evil.example", "listed", request));
}

}  // namespace
