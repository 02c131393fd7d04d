// SPDX-License-Identifier: GPL-3.0-or-later
// The overview's sums, against the tables of the same captures.
#include <gtest/gtest.h>

#include <numeric>

#include "core/capturetables/overview.h"
#include "tests/support/analyzed.h"

using namespace weir;
using namespace weir::test;

namespace {

constexpr std::int64_t second = 1'000'000'000, day = 86400 * second;
constexpr std::int64_t start = 1667872800 * second;

std::uint64_t total(const std::vector<std::uint64_t>& values) {
    return std::accumulate(values.begin(), values.end(), std::uint64_t{0});
}

capturetables::OverviewRequest filtered(std::string_view text) {
    capturetables::OverviewRequest request;
    auto parsed = table::Filter::parse(text, capturetables::overviewSchema());
    if (auto* error = std::get_if<table::FilterError>(&parsed))
        throw std::runtime_error(error->message);
    request.filter = std::get<table::Filter>(std::move(parsed));
    return request;
}

TEST(RoundSpan, IsRoundAndLeavesNoMorePartsThanAsked) {
    for (const std::int64_t length :
         {std::int64_t{0}, std::int64_t{1}, std::int64_t{999}, second - 1, second, 59 * second, 61 * second, day - 1,
          day, 400 * day, std::numeric_limits<std::int64_t>::max() - 1}) {
        for (const std::size_t most : {1U, 2U, 7U, 100U, 9999U}) {
            const std::int64_t span = capturetables::roundSpan(length, most);
            ASSERT_GT(span, 0);
            EXPECT_LE(length / span + 1, static_cast<std::int64_t>(most)) << length << " in " << most;
        }
    }
    EXPECT_EQ(capturetables::roundSpan(std::numeric_limits<std::int64_t>::max(), 1),
              std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(capturetables::roundSpan(3 * second - 1, 6), second / 2);
    EXPECT_EQ(capturetables::roundSpan(50 * second - 1, 4), 15 * second);
    EXPECT_EQ(capturetables::roundSpan(2 * day - 1, 9), 6 * 3600 * second);
}

TEST(Overview, SumsWhatTheTablesList) {
    const auto snapshot =
        analyzed(merged({lookup("10.0.0.1", "example.com", "93.184.216.34", start),
                         {datagram("10.0.0.1", 1, "93.184.216.34", 9999, octets("abcdef"), start + second),
                          datagram("93.184.216.34", 9999, "10.0.0.1", 1, octets("ab"), start + 2 * second),
                          datagram("10.0.0.2", 7, "10.0.0.1", 9999, {}, start + 9 * second)}}));
    const auto overview = capturetables::makeOverview(snapshot, {});
    const auto senders = tableRows(snapshot, "talkers", {"address", "bytes_sent", "packets_sent"});
    ASSERT_LE(overview->senders.size(), senders.size());
    for (std::size_t i = 0; i < overview->senders.size(); ++i) {
        const capturetables::Sender& sender = overview->senders[i];
        EXPECT_EQ(sender.address.toString() + '|' + std::to_string(sender.bytes) + '|' + std::to_string(sender.packets),
                  senders[i]);
    }
    std::uint64_t bytes = 0;
    for (const std::string& row : tableRows(snapshot, "packets", {"bytes"})) bytes += std::stoull(row);
    EXPECT_EQ(overview->bytes, bytes);
    EXPECT_EQ(total(overview->time.all), bytes);
    EXPECT_TRUE(overview->time.chosen.empty());
    EXPECT_EQ(overview->time.from % overview->time.width, 0);
    EXPECT_EQ(overview->figures.names, 1U);
    EXPECT_EQ(overview->figures.frames, 5U);
    EXPECT_TRUE(overview->figures.problem.empty());
    std::uint64_t byService = 0;
    for (const capturetables::ServiceTraffic& service : overview->services) byService += service.bytes;
    EXPECT_EQ(byService, bytes);
}

TEST(Overview, NamesASendersNames) {
    const auto snapshot = analyzed(merged({lookup("10.0.0.1", "example.com", "93.184.216.34", start),
                                           {datagram("93.184.216.34", 9999, "10.0.0.1", 1,
                                                     octets("many bytes in one datagram, to come first, "
                                                            "so many that no answer has more of them"),
                                                     start + second)}}));
    const auto overview = capturetables::makeOverview(snapshot, {});
    ASSERT_FALSE(overview->senders.empty());
    EXPECT_EQ(overview->senders[0].address.toString(), "93.184.216.34");
    EXPECT_EQ(overview->senders[0].names, "example.com");
}

TEST(Overview, FiltersPacketsByTheirFlowsToo) {
    const auto snapshot =
        analyzed({datagram("10.0.0.1", 5000, "10.0.0.9", 7777, octets("question"), start),
                  datagram("10.0.0.9", 7777, "10.0.0.1", 5000, octets("an answer"), start + second),
                  datagram("10.0.0.2", 5001, "10.0.0.8", 7777, octets("another"), start + 2 * second)});
    const auto whole = capturetables::makeOverview(snapshot, {});
    const auto client = capturetables::makeOverview(snapshot, filtered("client = 10.0.0.1"));
    EXPECT_EQ(client->packets, 2U) << "the answer belongs to its client, too";
    EXPECT_EQ(total(client->time.chosen), client->bytes);
    EXPECT_EQ(client->time.all, whole->time.all);
    EXPECT_EQ(client->figures.frames, 3U) << "figures are of all traffic";
    const auto source = capturetables::makeOverview(snapshot, filtered("src = 10.0.0.9"));
    ASSERT_EQ(source->senders.size(), 1U);
    EXPECT_EQ(source->senders[0].bytes, 28U + 9U);
    const auto nothing = capturetables::makeOverview(snapshot, filtered("dport = 1"));
    EXPECT_EQ(nothing->packets, 0U);
    EXPECT_TRUE(nothing->senders.empty());
    EXPECT_TRUE(nothing->services.empty());
    EXPECT_EQ(nothing->time.chosen.size(), nothing->time.all.size());
}

TEST(Overview, KeepsTheLargestRowsAndCountsTheRest) {
    std::vector<TestFrame> frames;
    for (int i = 0; i < 30; ++i)
        frames.push_back(datagram("10.0.0." + std::to_string(i + 1), 1000, "10.0.1.1",
                                  static_cast<std::uint16_t>(20000 + i), octets("x"), start + i * second));
    capturetables::OverviewRequest request;
    request.mostRows = 3;
    const auto overview = capturetables::makeOverview(analyzed(frames), request);
    ASSERT_EQ(overview->senders.size(), 3U);
    EXPECT_EQ(overview->senderCount, 30U);
    EXPECT_EQ(overview->senders[0].address.toString(), "10.0.0.1") << "ties go by address";
    EXPECT_EQ(overview->senders[2].address.toString(), "10.0.0.3");
}

TEST(Overview, AClockThatWasNeverSetDoesNotSqueezeTheRest) {
    std::vector<TestFrame> frames;
    for (int i = 0; i < 300; ++i)
        frames.push_back(datagram("10.0.0.1", 1, "10.0.0.2", 2, octets("x"), start + i * second / 10));
    frames.push_back(datagram("10.0.0.1", 1, "10.0.0.2", 2, octets("x"), 0));
    const auto overview = capturetables::makeOverview(analyzed(frames), {});
    EXPECT_EQ(overview->time.framesOutside, 1U);
    EXPECT_LT(overview->time.width, 10 * second);
    EXPECT_EQ(total(overview->time.all) + 29, overview->bytes);
}

TEST(Overview, OfNothingIsNothing) {
    const auto overview = capturetables::makeOverview(analyzed({}), {});
    EXPECT_EQ(overview->time.width, 0);
    EXPECT_TRUE(overview->time.all.empty());
    EXPECT_TRUE(overview->senders.empty());
    EXPECT_FALSE(overview->figures.timed);
}

TEST(Overview, StopsWhenAsked) {
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(capturetables::makeOverview(analyzed({datagram("10.0.0.1", 1, "10.0.0.2", 2, {}, start)}), {},
                                          stop.get_token()),
              nullptr);
}

}  // namespace
