// SPDX-License-Identifier: GPL-3.0-or-later
// Who asked for which name, how long the answer took, and what came back: by client and by registrable domain.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/dnslabels.h"
#include "tests/support/analyzed.h"
#include "tests/support/dnsbuilder.h"

using namespace weir;
using namespace weir::test;
using testing::ElementsAre;

namespace {

constexpr std::int64_t millisecond = 1'000'000;
constexpr const char* server = "10.0.0.53";

TestFrame asks(std::string_view client, const DnsBuilder& message, std::int64_t time, std::uint16_t port = 50000) {
    return datagram(client, port, server, 53, message.build(), time * millisecond);
}
TestFrame answers(std::string_view client, const DnsBuilder& message, std::int64_t time, std::uint16_t port = 50000) {
    return datagram(server, 53, client, port, message.build(), time * millisecond);
}

TEST(Queries, CountsEachClientsQuestionsForAName) {
    const auto snapshot = analyzed({
        asks("10.0.0.2", DnsBuilder(1).question("a.example.com"), 0),
        answers("10.0.0.2", DnsBuilder(1).response().question("a.example.com").a("a.example.com", "192.0.2.1"), 30),
        asks("10.0.0.1", DnsBuilder(1).question("a.example.com"), 100),
        answers("10.0.0.1", DnsBuilder(1).response(3).question("a.example.com"), 110),
        asks("10.0.0.2", DnsBuilder(2).question("A.Example.Com", 28), 200),
    });
    EXPECT_THAT(tableRows(snapshot, "queries",
                          {"client", "name", "registrable_domain", "messages", "queries", "responses", "unanswered",
                           "nxdomain", "types", "addresses", "answers", "first_frame", "first_seen", "last_seen"}),
                ElementsAre("10.0.0.2|a.example.com|example.com|3|2|1|1|0|A;AAAA|1|192.0.2.1|1|0.000000000|0.200000000",
                            "10.0.0.1|a.example.com|example.com|2|1|1|0|1|A|0||3|0.100000000|0.110000000"));
    // A question of 13 characters takes 12 + 15 + 4 octets, its answer of an address 16 more.
    EXPECT_THAT(tableRows(snapshot, "queries", {"message_bytes"}), ElementsAre("109", "62"));
}

TEST(Queries, LatencyRunsFromTheFirstQueryThroughItsRetransmissions) {
    const auto query = [](std::uint16_t id) { return DnsBuilder(id).question("a.example.com"); };
    const auto response = [](std::uint16_t id) { return DnsBuilder(id).response().question("a.example.com"); };
    const auto snapshot = analyzed({
        asks("10.0.0.1", query(1), 0),
        asks("10.0.0.1", query(1), 1000),  // not answered yet: a retransmission
        answers("10.0.0.1", response(1), 1500),
        answers("10.0.0.1", response(1), 1600),  // a second response belongs to nothing
        asks("10.0.0.1", query(1), 2000),        // answered: the same id once more is a new query
        answers("10.0.0.1", response(1), 2010),
        asks("10.0.0.1", query(2), 3000),
        answers("10.0.0.1", response(2), 3020),
        asks("10.0.0.1", query(3), 4000, 50001),  // another port: another query
        asks("10.0.0.1", query(3), 4001, 50002),
    });
    EXPECT_THAT(tableRows(snapshot, "queries",
                          {"queries", "responses", "unanswered", "retransmissions", "median_latency", "max_latency"}),
                ElementsAre("6|4|2|1|0.020000000|1.500000000"));
    EXPECT_THAT(tableRows(snapshot, "dns", {"number", "paired_with"}),
                ElementsAre("1|3", "2|3", "3|1", "4|", "5|6", "6|5", "7|8", "8|7", "9|", "10|"));
}

TEST(Queries, PairsByTypeToo) {
    const auto snapshot = analyzed({
        asks("10.0.0.1", DnsBuilder(7).question("a.example.com", 1), 0),
        answers("10.0.0.1", DnsBuilder(7).response().question("a.example.com", 28), 5),
        asks("10.0.0.1", DnsBuilder(7).question("a.example.com", 16), 9),
        answers("10.0.0.1", DnsBuilder(7).response().question("a.example.com", 16), 10),
    });
    EXPECT_THAT(tableRows(snapshot, "dns", {"paired_with"}), ElementsAre("", "", "4", "3"));
    EXPECT_THAT(tableRows(snapshot, "queries", {"unanswered", "retransmissions", "max_latency"}),
                ElementsAre("1|0|0.001000000"));
}

TEST(Queries, WhoAsksEverybodyWaitsForNobody) {
    const auto multicast = [](std::uint16_t port, std::int64_t time) {
        return datagram("10.0.0.1", port, port == 5353 ? "224.0.0.251" : "224.0.0.252", port,
                        DnsBuilder(0).question("printer.local").build(), time);
    };
    const auto snapshot = analyzed({multicast(5353, 0), multicast(5353, millisecond), multicast(5355, 2)});
    EXPECT_THAT(tableRows(snapshot, "queries", {"client", "queries", "unanswered", "retransmissions", "max_latency"}),
                ElementsAre("10.0.0.1|3|0|0|"));
}

TEST(Domains, GatherTheNamesUnderThem) {
    const auto snapshot = analyzed(merged({
        lookup("10.0.0.1", "a.example.co.uk", "192.0.2.1", 0),
        lookup("10.0.0.2", "a-longer-label.b.example.co.uk", "192.0.2.2", 100 * millisecond),
        lookup("10.0.0.2", "example.co.uk", "192.0.2.2", 200 * millisecond),
        lookup("10.0.0.1", "printer", "192.0.2.9", 300 * millisecond),
        lookup("10.0.0.1", "co.uk", "192.0.2.9", 400 * millisecond),
    }));
    EXPECT_THAT(tableRows(snapshot, "domains",
                          {"registrable_domain", "distinct_names", "clients", "queries", "responses", "longest_name",
                           "longest_label", "addresses", "answers", "median_latency"}),
                ElementsAre("example.co.uk|3|10.0.0.1;10.0.0.2|3|3|30|14|2|192.0.2.1;192.0.2.2|0.010000000",
                            "|2|10.0.0.1|2|2|7|7|1|192.0.2.9|0.010000000"));
    // Whatever is counted by name is counted by client and by domain as well.
    for (const char* column : {"messages", "queries", "responses"}) {
        const auto sum = [&](const char* table) {
            long total = 0;
            for (const std::string& row : tableRows(snapshot, table, {column})) total += std::stol(row);
            return total;
        };
        EXPECT_EQ(sum("domains"), sum("names")) << column;
        EXPECT_EQ(sum("queries"), sum("names")) << column;
    }
}

TEST(Domains, TheBottomOfTheStackComesFirstWhereWanted) {
    const auto snapshot = analyzed(merged({lookup("10.0.0.1", "a.example.com", "192.0.2.1", 0),
                                           lookup("10.0.0.1", "b.example.com", "192.0.2.1", 50 * millisecond),
                                           lookup("10.0.0.1", "rare.example.net", "192.0.2.3", 100 * millisecond)}));
    capturetables::TableRequest request;
    request.rare = true;
    request.name = "domains";
    EXPECT_THAT(tableRows(snapshot, request, {"registrable_domain", "messages"}),
                ElementsAre("example.net|2", "example.com|4"));
    request.name = "queries";
    EXPECT_THAT(tableRows(snapshot, request, {"name"}),
                ElementsAre("rare.example.net", "b.example.com", "a.example.com"));
}

TEST(Labels, AnEscapedDotSeparatesNothing) {
    EXPECT_EQ(labelCount("."), 0u);
    EXPECT_EQ(longestLabel("."), 0u);
    EXPECT_EQ(labelCount("a.bcd.ef"), 3u);
    EXPECT_EQ(longestLabel("a.bcd.ef"), 3u);
    EXPECT_EQ(labelCount("a\\.b.c"), 2u);
    EXPECT_EQ(longestLabel("a\\.b.c"), 4u);
    EXPECT_EQ(labelCount("a\\\\.c"), 2u);
}

}  // namespace
