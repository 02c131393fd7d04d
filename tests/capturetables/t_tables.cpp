// SPDX-License-Identifier: GPL-3.0-or-later
// The tables' rules, each on the smallest capture that shows it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/dissect/record.h"
#include "tests/support/analyzed.h"
#include "tests/support/dnsbuilder.h"

using namespace weir;
using namespace weir::test;
using testing::ElementsAre;

namespace {

constexpr std::int64_t second = 1'000'000'000;

capturetables::TableRequest conversations(std::vector<std::string> keys, bool twoWay = false) {
    capturetables::TableRequest request;
    request.name = "conversations";
    request.groupBy = std::move(keys);
    request.twoWay = twoWay;
    return request;
}

TestFrame frame(const Layer& inner, std::int64_t time = 0) { return {ethernet(inner), time, 0, 1}; }

TEST(Conversations, TheClientSentTheFirstOpeningEvenIfTheServerWasHeardFirst) {
    const auto snapshot =
        analyzed({frame(ipv4("93.184.216.34", "10.0.0.1", tcp({443, 50000, 1, 1, dissect::ack}))),
                  frame(ipv4("10.0.0.1", "93.184.216.34", tcp({50000, 443, 9, 0, dissect::syn})), second)});
    EXPECT_THAT(tableRows(snapshot, conversations({}, true),
                          {"client", "server", "cport", "sport", "proto", "packets_out", "packets_in"}),
                ElementsAre("10.0.0.1|93.184.216.34|50000|443|tcp|1|1"));
}

TEST(Conversations, WithoutAnOpeningTheFirstSenderIsTheClient) {
    const auto snapshot = analyzed({datagram("10.0.0.2", 9999, "10.0.0.1", 53, {}, 0)});
    EXPECT_THAT(tableRows(snapshot, conversations({}, true), {"client", "server", "cport", "sport"}),
                ElementsAre("10.0.0.2|10.0.0.1|9999|53"));
}

TEST(Conversations, GroupsAddUpAndTiesGoByTheKeys) {
    const auto snapshot = analyzed({datagram("10.0.0.10", 1, "8.8.8.8", 53, octets("abcd"), 0),
                                    datagram("10.0.0.9", 1, "8.8.8.8", 53, octets("abcd"), second),
                                    datagram("10.0.0.9", 2, "8.8.4.4", 53, octets("ab"), 3 * second)});
    EXPECT_THAT(tableRows(snapshot, conversations({"src"}), {"src", "packets", "bytes", "wire_bytes", "duration"}),
                ElementsAre("10.0.0.9|2|62|90|2.000000000", "10.0.0.10|1|32|46|0.000000000"));
    EXPECT_THAT(tableRows(snapshot, conversations({"dst", "dport"}), {"dst", "dport", "bytes"}),
                ElementsAre("8.8.8.8|53|64", "8.8.4.4|53|30"));
    EXPECT_THAT(tableRows(snapshot, conversations({"src", "dst", "sport"}), {"src", "bytes"}),
                ElementsAre("10.0.0.9|32", "10.0.0.10|32", "10.0.0.9|30"));
}

TEST(Conversations, OutboundKeepsWhatLeavesHome) {
    const auto snapshot = analyzed(
        {datagram("10.0.0.1", 1, "8.8.8.8", 53, {}, 0), datagram("8.8.8.8", 53, "10.0.0.1", 1, octets("reply"), 1),
         datagram("10.0.0.1", 2, "10.0.0.2", 53, {}, 2), datagram("8.8.4.4", 3, "1.1.1.1", 4, {}, 3)});
    auto request = conversations({"src", "dst"});
    request.outbound = true;
    request.home = Networks::defaultHome();
    EXPECT_THAT(tableRows(snapshot, request, {"src", "dst", "packets"}), ElementsAre("10.0.0.1|8.8.8.8|1"));
    request.home.reset();  // of two public addresses the one that opened the conversation is home
    EXPECT_THAT(tableRows(snapshot, request, {"src", "dst", "packets"}),
                testing::UnorderedElementsAre("10.0.0.1|8.8.8.8|1", "8.8.4.4|1.1.1.1|1"));
    request.home = *Networks::parse("8.8.0.0/16");
    EXPECT_THAT(tableRows(snapshot, request, {"src", "dst", "packets"}),
                testing::UnorderedElementsAre("8.8.8.8|10.0.0.1|1", "8.8.4.4|1.1.1.1|1"));
}

TEST(Conversations, AnUnknownKeyIsNamed) {
    const auto schema = capturetables::tableSchema(conversations({"sorce"}));
    ASSERT_FALSE(schema);
    EXPECT_THAT(schema.error().text(), testing::HasSubstr("'sorce'"));
}

TEST(Packets, LaterFragmentsTakeThePortsOfTheFirst) {
    const Octets payload(64, 'x');
    auto parts = ipv4Fragments({"10.0.0.1", "8.8.8.8", 77}, udp(1000, 2000, payload), 32);
    ASSERT_EQ(parts.size(), 3u);
    std::vector<TestFrame> frames;
    for (const Layer& part : parts) frames.push_back(frame(part));
    EXPECT_THAT(tableRows(analyzed(frames), "packets", {"sport", "dport", "bytes"}),
                ElementsAre("1000|2000|52", "1000|2000|52", "1000|2000|28"));
    std::swap(frames[0], frames[1]);
    EXPECT_THAT(tableRows(analyzed(frames), "packets", {"sport", "dport"}), ElementsAre("|", "1000|2000", "1000|2000"));
}

TEST(Packets, LiesAreMalformedAndOffloadedLengthsAreMeasured) {
    Ipv4 offloaded{"10.0.0.1", "8.8.8.8"};
    offloaded.totalLength = 0;
    Ipv4 tooShort{"10.0.0.1", "8.8.8.8"};
    tooShort.totalLength = 10;
    Ipv4 lying{"10.0.0.1", "8.8.8.8"};
    lying.headerWords = 4;
    TestFrame cut = frame(ipv4("10.0.0.1", "8.8.8.8", udp(1, 2)));
    cut.original = static_cast<std::uint32_t>(cut.octets.size());
    cut.octets.resize(14 + 12);
    const auto snapshot =
        analyzed({frame(ipv4(offloaded, udp(1, 2, octets("12345678")))), frame(ipv4(tooShort, udp(1, 2))),
                  frame(ipv4(lying, udp(1, 2))), cut, frame(arp("10.0.0.1", "10.0.0.2"))});
    EXPECT_THAT(tableRows(snapshot, "packets", {"number", "src", "proto", "bytes"}),
                ElementsAre("1|10.0.0.1|udp|36", "2||ipv4|", "3||ipv4|", "4||ipv4|", "5||arp|"));
    const auto summary = tableRows(snapshot, "summary", {"key", "value"});
    for (const char* row :
         {"frames|5", "ip_packets|1", "non_ip|1", "malformed|3", "cut_short|1", "malformed_frames|2;3;4"})
        EXPECT_THAT(summary, testing::Contains(row));
}

TEST(Packets, PaddingIsNeverCounted) {
    Ethernet padded;
    padded.pad = true;
    const auto snapshot = analyzed({{ethernet(padded, ipv4("10.0.0.1", "8.8.8.8", tcp({1, 2}))), 0, 0, 1}});
    EXPECT_THAT(tableRows(snapshot, "packets", {"bytes", "wire_bytes"}), ElementsAre("40|60"));
}

TEST(Packets, TheOutermostHeaderCountsUnlessTheInnermostIsAskedFor) {
    const Layer inner = ipv4("192.168.1.1", "192.168.1.2", udp(7, 8, octets("in")));
    const std::vector<TestFrame> frames = {
        frame(vlan(10, vlan(20, mpls({100, 200}, ipv4("10.0.0.1", "10.0.0.2", inner))))),
        frame(ipv4("10.0.0.1", "10.0.0.2", gre(inner)), 1),
        frame(ipv4("10.0.0.1", "10.0.0.2", udp(5, 4789, vxlan(1, ethernet(inner)))), 2),
        frame(ipv4("10.0.0.1", "10.0.0.2", udp(5, 6081, geneve(1, ethernet(inner)))), 3),
        frame(ipv4("10.0.0.1", "10.0.0.2", udp(5, 2152, gtpU(1, inner))), 4),
        frame(ipv6("2001:db8::1", "2001:db8::2", inner), 5)};
    EXPECT_THAT(
        tableRows(analyzed(frames), conversations({"src", "proto"}), {"src", "proto", "packets"}),
        testing::UnorderedElementsAre("10.0.0.1|udp|3", "10.0.0.1|gre|1", "10.0.0.1|ipv4|1", "2001:db8::1|ipv4|1"));
    traffic::Options options;
    options.inner = true;
    EXPECT_THAT(tableRows(analyzed(frames, options), conversations({"src", "sport", "dport", "proto"}),
                          {"src", "sport", "dport", "proto", "packets", "bytes"}),
                ElementsAre("192.168.1.1|7|8|udp|6|180"));
}

TEST(Talkers, CountBothWaysAndAPacketToItselfOnce) {
    const auto snapshot =
        analyzed({datagram("10.0.0.1", 1, "8.8.8.8", 2, {}, 0), datagram("8.8.8.8", 2, "10.0.0.1", 1, {}, 1),
                  datagram("127.0.0.1", 5, "127.0.0.1", 5, {}, 2)});
    EXPECT_THAT(
        tableRows(snapshot, "talkers", {"address", "scope", "packets", "packets_sent", "packets_received", "peers"}),
        ElementsAre("8.8.8.8|public|2|1|1|1", "10.0.0.1|home|2|1|1|1", "127.0.0.1|loopback|1|1|1|1"));
}

TEST(Names, QuestionsAreCountedByWayAndTheBottomComesFirstWhenAsked) {
    const auto frames = merged({lookup("10.0.0.1", "B.Example.co.uk", "93.184.216.34", 0),
                                lookup("10.0.0.2", "b.example.CO.uk", "93.184.216.34", second),
                                lookup("10.0.0.1", "a.example.com", "93.184.216.35", 2 * second)});
    const std::vector<std::string> columns = {
        "name",  "registrable_domain", "messages", "queries", "responses", "clients", "rcodes", "answers", "length",
        "labels"};
    capturetables::TableRequest request;
    request.name = "names";
    EXPECT_THAT(tableRows(analyzed(frames), request, columns),
                ElementsAre("b.example.co.uk|example.co.uk|4|2|2|10.0.0.1;10.0.0.2|NOERROR:2|93.184.216.34|15|4",
                            "a.example.com|example.com|2|1|1|10.0.0.1|NOERROR:1|93.184.216.35|13|3"));
    request.rare = true;
    EXPECT_THAT(tableRows(analyzed(frames), request, {"name"}), ElementsAre("a.example.com", "b.example.co.uk"));
}

TEST(Dns, AnswersFindTheirQuestionsAndRepeatedQuestionsTheirAnswer) {
    const Octets query = DnsBuilder(7).question("a.example.com").build();
    const Octets answer = DnsBuilder(7).response().question("a.example.com").a("a.example.com", "192.0.2.1").build();
    const auto snapshot = analyzed({datagram("10.0.0.1", 5000, "10.0.0.53", 53, query, 0),
                                    datagram("10.0.0.1", 5000, "10.0.0.53", 53, query, 1),
                                    datagram("10.0.0.53", 53, "10.0.0.1", 5000, answer, 2),
                                    datagram("10.0.0.53", 53, "10.0.0.9", 5000, answer, 3)});
    EXPECT_THAT(tableRows(snapshot, "dns", {"number", "client", "is_response", "answers", "paired_with"}),
                ElementsAre("1|10.0.0.1|false||3", "2|10.0.0.1|false||3", "3|10.0.0.1|true|192.0.2.1|1",
                            "4|10.0.0.9|true|192.0.2.1|"));
}

TEST(Analysis, IsTheSameForEveryNumberOfJobs) {
    std::vector<TestFrame> frames;
    for (unsigned i = 0; i < 20000; ++i) {
        const std::string client = "10.0." + std::to_string(i * 7 % 200) + "." + std::to_string(i % 250);
        frames.push_back(
            datagram(client, static_cast<std::uint16_t>(1000 + i % 97), "8.8.8.8", 53, Octets(1000, 'x'), i * 1000));
    }
    traffic::Options one;
    one.jobs = 1;
    const auto expected =
        tableRows(analyzed(frames, one), "conversations", {"client", "cport", "packets", "bytes", "first_seen"});
    for (const unsigned jobs : {2u, 3u, 8u}) {
        traffic::Options options;
        options.jobs = jobs;
        EXPECT_EQ(tableRows(analyzed(frames, options), "conversations",
                            {"client", "cport", "packets", "bytes", "first_seen"}),
                  expected)
            << jobs;
    }
}

TEST(Analysis, ACaptureFilterKeepsTheFramesNumbers) {
    traffic::Options options;
    options.captureFilter = "udp port 53";
    const auto snapshot =
        analyzed({datagram("10.0.0.1", 1, "8.8.8.8", 80, {}, 0), datagram("10.0.0.1", 1, "8.8.8.8", 53, {}, 1),
                  datagram("10.0.0.1", 1, "8.8.8.8", 81, {}, 2), datagram("10.0.0.1", 2, "8.8.8.8", 53, {}, 3)},
                 options);
    EXPECT_THAT(tableRows(snapshot, "packets", {"number", "sport"}), ElementsAre("2|1", "4|2"));
    options.captureFilter = "udp prot 53";
    EXPECT_THROW(analyzed({datagram("10.0.0.1", 1, "8.8.8.8", 80, {}, 0)}, options), std::runtime_error);
}

}  // namespace
