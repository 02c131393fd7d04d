// SPDX-License-Identifier: GPL-3.0-or-later
// Who talks to whom: who stands where, what is grouped, and that nothing is lost where there is no room.
#include <gtest/gtest.h>

#include <numeric>

#include "core/capturetables/talkmap.h"
#include "core/table/sort.h"
#include "tests/support/analyzed.h"

using namespace weir;
using namespace weir::test;
using capturetables::TalkMap;

namespace {

constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t start = 1667872800 * second;

TalkMap mapOf(const traffic::Snapshot& snapshot, const capturetables::TalkMapLimits& limits = {},
              capturetables::TableRequest request = {}) {
    request = capturetables::talkRequest(request);
    const auto pairs = capturetables::makeTable(snapshot, request);
    EXPECT_TRUE(pairs);
    return capturetables::makeTalkMap(snapshot, request, *pairs.value(), table::allRows(*pairs.value()), limits);
}

std::string textOf(const TalkMap& map) {
    std::string out;
    const auto address = [](const std::optional<IpAddress>& one) { return one ? one->toString() : std::string("*"); };
    for (const TalkMap::Link& link : map.links) {
        const TalkMap::Host& host = map.hosts[link.host];
        const TalkMap::Group& group = map.groups[host.group];
        out += address(map.clients[link.client].address) + ' ' + address(host.address) + ' ' +
               std::to_string(static_cast<int>(group.kind)) + ' ' + group.name + ' ' + std::to_string(link.bytes) +
               '\n';
    }
    return out;
}

TestFrame packet(std::string_view from, std::string_view to, std::size_t size, std::int64_t time) {
    return datagram(from, 4000, to, 9999, std::vector<std::uint8_t>(size, 'x'), start + time * second);
}

TEST(TalkMap, GroupsByRegistrableDomainAndSetsTheUnnamedApart) {
    const auto snapshot =
        analyzed(merged({lookup("10.0.0.1", "a.example.com", "93.184.216.34", start),
                         lookup("10.0.0.1", "b.example.com", "93.184.216.35", start),
                         {packet("10.0.0.1", "93.184.216.34", 100, 1), packet("10.0.0.1", "93.184.216.35", 200, 2),
                          packet("10.0.0.2", "198.51.99.7", 300, 3), packet("198.51.99.7", "10.0.0.2", 50, 4)}}));
    const TalkMap map = mapOf(snapshot);
    const std::string text = textOf(map);
    const std::string domain = std::to_string(static_cast<int>(TalkMap::GroupKind::domain));
    const std::string unnamed = std::to_string(static_cast<int>(TalkMap::GroupKind::unnamed));
    EXPECT_NE(text.find("10.0.0.1 93.184.216.34 " + domain + " example.com 128\n"), std::string::npos) << text;
    EXPECT_NE(text.find("10.0.0.1 93.184.216.35 " + domain + " example.com 228\n"), std::string::npos) << text;
    EXPECT_NE(text.find("10.0.0.2 198.51.99.7 " + unnamed + "  406\n"), std::string::npos) << text;
}

TEST(TalkMap, PutsHomeOnTheLeftWhoeverBegan) {
    const auto snapshot =
        analyzed({packet("198.51.99.7", "10.0.0.2", 10, 1), packet("10.0.0.2", "198.51.99.7", 10, 2)});
    const TalkMap map = mapOf(snapshot);
    ASSERT_EQ(map.clients.size(), 1U);
    EXPECT_EQ(map.clients[0].address, IpAddress::parse("10.0.0.2"));
    ASSERT_EQ(map.hosts.size(), 1U);
    EXPECT_EQ(map.hosts[0].address, IpAddress::parse("198.51.99.7"));
}

TEST(TalkMap, HasAGroupForHomeAndOneForEverybody) {
    const auto snapshot = analyzed({packet("10.0.0.2", "10.0.0.3", 10, 1), packet("10.0.0.2", "239.1.2.3", 10, 2)});
    const TalkMap map = mapOf(snapshot);
    std::vector<TalkMap::GroupKind> kinds;
    for (const TalkMap::Group& group : map.groups) kinds.push_back(group.kind);
    std::sort(kinds.begin(), kinds.end());
    EXPECT_EQ(kinds, (std::vector{TalkMap::GroupKind::home, TalkMap::GroupKind::everybody}));
}

/// 40 clients with three hosts each, of which one in 60 domains and the others unnamed.
traffic::Snapshot crowd() {
    std::vector<TestFrame> frames;
    for (int i = 0; i < 60; ++i) {
        const std::string host = "93.184.216." + std::to_string(i + 1), client = "10.0.0." + std::to_string(i % 40 + 1);
        for (const TestFrame& frame : lookup(client, "www.example" + std::to_string(i) + ".com", host, start))
            frames.push_back(frame);
        frames.push_back(packet(client, host, 100 + static_cast<std::size_t>(i), 2 + i));
        frames.push_back(packet(client, "198.51.99." + std::to_string(i + 1), 10, 2 + i));
    }
    std::stable_sort(frames.begin(), frames.end(), [](const auto& a, const auto& b) { return a.time < b.time; });
    return analyzed(frames);
}

TEST(TalkMap, FoldsWhatThereIsNoRoomForAndLosesNothing) {
    const auto snapshot = crowd();
    const TalkMap whole = mapOf(snapshot, {1000, 1000, 1000});
    const TalkMap map = mapOf(snapshot, {12, 24, 12});
    EXPECT_EQ(map.clients.size(), 12U);
    EXPECT_FALSE(map.clients.back().address);
    EXPECT_EQ(map.clients.back().count, 29U);
    EXPECT_EQ(map.groups.size(), 12U);
    EXPECT_EQ(map.groups.back().kind, TalkMap::GroupKind::others);
    EXPECT_EQ(std::count_if(map.groups.begin(), map.groups.end(),
                            [](const auto& group) { return group.kind == TalkMap::GroupKind::unnamed; }),
              1)
        << "which is never among the others";
    EXPECT_LE(map.hosts.size(), 24U + 12U);
    const auto sum = [](const auto& all) {
        return std::accumulate(all.begin(), all.end(), std::uint64_t{0},
                               [](std::uint64_t so, const auto& one) { return so + one.bytes; });
    };
    const std::uint64_t bytes = sum(whole.links);
    EXPECT_GT(bytes, 0U);
    EXPECT_EQ(sum(map.links), bytes);
    EXPECT_EQ(sum(map.hosts), bytes);
    EXPECT_EQ(sum(map.groups), bytes);
    EXPECT_EQ(sum(map.clients), bytes);
    std::uint64_t hosts = 0;
    for (const TalkMap::Host& host : map.hosts) hosts += host.count;
    EXPECT_EQ(hosts, whole.hosts.size());
    for (const TalkMap::Link& link : map.links) {
        EXPECT_LT(link.client, map.clients.size());
        EXPECT_LT(link.host, map.hosts.size());
    }
    for (std::size_t i = 1; i < map.hosts.size(); ++i) EXPECT_LE(map.hosts[i - 1].group, map.hosts[i].group);
}

TEST(TalkMap, OfNothingIsNothing) {
    const auto snapshot = analyzed({packet("10.0.0.2", "10.0.0.3", 10, 1)});
    const auto request = capturetables::talkRequest();
    const auto pairs = capturetables::makeTable(snapshot, request);
    const TalkMap map = capturetables::makeTalkMap(snapshot, request, *pairs.value(), {});
    EXPECT_TRUE(map.links.empty() && map.hosts.empty() && map.clients.empty() && map.groups.empty());
}

}  // namespace
