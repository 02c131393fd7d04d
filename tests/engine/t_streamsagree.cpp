// SPDX-License-Identifier: GPL-3.0-or-later
// The tables and `follow` read the same octets: HTTP and DNS are read again from followed conversations.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <map>
#include <memory>
#include <set>

#include "core/engine/analyze.h"
#include "core/engine/httptracker.h"
#include "core/extract/follow.h"
#include "tests/engine/talk.h"

using namespace weir;
using namespace weir::test;

namespace {

using Exchange = std::string;  ///< "frame responseFrame method target status"

std::string words(std::uint32_t frame, std::uint32_t response, std::string_view method, std::string_view target,
                  int status) {
    return std::to_string(frame) + ' ' + std::to_string(response) + ' ' + std::string(method) + ' ' +
           std::string(target) + ' ' + std::to_string(status);
}

std::multiset<Exchange> fromFollow(const traffic::SnapshotData& state, traffic::FlowId id) {
    std::multiset<Exchange> out;
    auto followed = extract::follow(state, id, {.maximumOctets = std::size_t{1} << 30});
    EXPECT_TRUE(followed.ok());
    if (!followed.ok())
        return out;
    const traffic::Flow& flow = state.flows[traffic::index(id)];
    const bool reversed = state.inspected.applications[flow.application - 1].reversed;
    const int client = reversed ? flow.server() : flow.client;
    std::uint32_t connection = 0;
    std::uint32_t latest[2] = {0, 0};
    auto tracker = std::make_unique<engine::HttpTracker>();
    const auto collect = [&](bool end) {
        if (end)
            tracker->close();
        for (const engine::HttpExchange& each : tracker->take())
            out.insert(words(each.frame, each.responseFrame, each.method, each.target, each.status));
    };
    for (const extract::FollowedPiece& piece : followed.value().pieces) {
        if (piece.connection != connection) {
            collect(true);
            tracker = std::make_unique<engine::HttpTracker>();
            connection = piece.connection;
            latest[0] = latest[1] = 0;
        }
        const int side = piece.side == client ? 0 : 1;
        latest[side] = std::max(latest[side], static_cast<std::uint32_t>(piece.frame));
        if (piece.gap > 0)
            tracker->gap(side, piece.gap);
        if (!piece.octets.empty())
            tracker->data(side, piece.octets, latest[side], piece.time);
        collect(false);
    }
    collect(true);
    return out;
}

/// How many flows were compared.
std::size_t compareHttp(const traffic::SnapshotData& state, const std::string& what) {
    std::map<std::uint32_t, std::multiset<Exchange>> tables;
    for (std::size_t i = 0; i < state.inspected.http.size(); ++i) {
        const traffic::HttpRow& row = state.inspected.http[i];
        tables[traffic::index(row.flow)].insert(
            words(row.frame, row.responseFrame, state.texts[row.method], state.texts[row.target], row.status));
    }
    std::size_t compared = 0;
    for (const auto& [flow, rows] : tables) {
        const traffic::Application& known = state.inspected.applications[state.flows[flow].application - 1];
        if (state.texts[known.service] != "http" || compared == 500)
            continue;  // what goes through proxies is another conversation inside
        EXPECT_EQ(rows, fromFollow(state, traffic::FlowId{flow})) << what << " flow " << flow;
        ++compared;
    }
    return compared;
}

TEST(StreamsAgree, AfterEveryKindOfLoss) {
    const auto get = [](std::string_view path) {
        return "GET " + std::string(path) + " HTTP/1.1\r\nHost: a.example\r\n\r\n";
    };
    const std::string body(1000, 'x'), head = "HTTP/1.1 200 X\r\nContent-Length: 3000\r\n\r\n";
    Talk talk(80);
    talk.c(get("/a"))
        .s(head)
        .s(body)
        .s(body)
        .lost()
        .s(body)
        .c(get("/b"))
        .s(head)
        .swapped()
        .s(body)
        .cutTo(20)
        .s(body)
        .copied();
    talk.s(body).c(get("/c")).lost().s(head + body).s(body).s(body).lost().c(get("/d")).copied().s(head);
    const traffic::Snapshot snapshot = analyzed(talk.frames());
    EXPECT_GT(snapshot->inspected.http.size(), 2u);
    // The file is gone; a store of its own is made from the same frames.
    const std::string path = testing::TempDir() + "weir-agree-" + std::to_string(::getpid()) + ".pcapng";
    writePcapng(path, talk.frames());
    EXPECT_EQ(compareHttp(*analyzedFile(path), "made"), 1u);
}

TEST(StreamsAgree, OverEveryCapture) {
    std::error_code none;
    std::size_t compared = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(WEIR_CAPTURES, none)) {
        const std::string path = entry.path().string();
        if (!entry.is_regular_file() || path.find(".pcap") == std::string::npos)
            continue;
        const auto analyzed = engine::analyze({path}, {});
        if (analyzed.ok())
            compared += compareHttp(*analyzed.value(), path);
    }
    if (compared == 0)
        GTEST_SKIP() << "no captures";
}

}  // namespace
