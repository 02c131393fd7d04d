// SPDX-License-Identifier: GPL-3.0-or-later
// HTTP/2 in the clear, and its tracker: frames, header blocks, losses.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/engine/http2tracker.h"
#include "tests/support/analyzed.h"
#include "tests/support/http2builder.h"

using namespace weir;
using namespace weir::test;
using engine::Http2Tracker;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

const Fields get{{":method", "GET"},
                 {":scheme", "http"},
                 {":authority", "c2.example:8080"},
                 {":path", "/invest.dll?a=1"},
                 {"user-agent", "curl/8"}};
const Fields ok{{":status", "200"}, {"content-type", "application/x-dosexec"}, {"content-length", "5"}};

Octets asking() { return joined({octets(http2Preface), http2Settings(), http2Headers(1, get, true)}); }
Octets answering() {
    return joined(
        {http2Settings(), http2Headers(1, ok, false), http2Data(1, "MZ\x90 ", false), http2Data(1, "!", true)});
}

/// Everything of all exchanges, in one text.
std::string told(const std::vector<engine::HttpExchange>& exchanges) {
    std::string out;
    for (const auto& each : exchanges)
        out += each.method + ' ' + each.host + each.target + ' ' + std::to_string(each.status) + ' ' + each.bodyStart +
               ' ' + std::to_string(each.bodyOctets) + '\n';
    return out;
}

std::string tracked(const Octets& client, const Octets& server, std::size_t piece) {
    Http2Tracker tracker;
    for (const int side : {0, 1}) {
        Bytes rest = side == 0 ? client : server;
        while (!rest.empty()) {
            const Bytes now = rest.first(std::min(piece, rest.size()));
            tracker.data(side, now, 1, 1);
            rest = rest.subspan(now.size());
        }
    }
    tracker.close();
    return told(tracker.take());
}

TEST(Http2, PriorKnowledge) {
    TcpConversation talk("10.0.0.1", 40000, "93.184.216.34", 8080, 0);
    talk.handshake();
    talk.clientSends(asking());
    talk.serverSends(answering());
    const traffic::Snapshot snapshot = analyzed(talk.finish().frames());
    EXPECT_THAT(tableRows(snapshot, "http",
                          {"method", "host", "path", "status", "content_type", "body_bytes", "version", "encrypted",
                           "number", "response_number", "user_agent"}),
                ElementsAre("GET|c2.example:8080|/invest.dll?a=1|200|application/x-dosexec|5|2||4|6|curl/8"));
    EXPECT_THAT(tableRows(snapshot, "conversations", {"service", "server_name"}), ElementsAre("http2|c2.example"));
}

TEST(Http2, UpgradedFromHttp1) {
    TcpConversation talk("10.0.0.1", 40000, "93.184.216.34", 8080, 0);
    talk.handshake();
    talk.clientSends(
        octets("GET /first HTTP/1.1\r\nHost: a.example\r\nConnection: Upgrade, HTTP2-Settings\r\n"
               "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n"));
    talk.serverSends(octets("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"));
    talk.clientSends(joined({octets(http2Preface), http2Settings()}));
    talk.serverSends(joined({http2Settings(), http2Headers(1, {{":status", "204"}}, true)}));
    talk.clientSends(http2Headers(3, get, true));
    talk.serverSends(joined({http2Headers(3, ok, false), http2Data(3, "12345", true)}));
    EXPECT_THAT(tableRows(analyzed(talk.finish().frames()), "http", {"host", "path", "status", "version"}),
                ElementsAre("a.example|/first|204|2", "c2.example:8080|/invest.dll?a=1|200|2"));
}

TEST(Http2, PiecesOfAnySize) {
    const std::string whole = tracked(asking(), answering(), 100000);
    EXPECT_EQ(whole, "GET c2.example:8080/invest.dll?a=1 200 MZ\x90 ! 5\n");
    for (std::size_t piece = 1; piece < 40; ++piece) EXPECT_EQ(tracked(asking(), answering(), piece), whole);
}

TEST(Http2, EveryCutAndEveryFlip) {
    const Octets client = asking(), server = answering();
    for (std::size_t cut = 0; cut <= client.size(); ++cut)
        tracked(Octets(client.begin(), client.begin() + static_cast<std::ptrdiff_t>(cut)), server, 1000);
    for (std::size_t at = 0; at < server.size(); ++at) {
        for (const unsigned flip : {0x01u, 0x80u, 0xffu}) {
            Octets changed = server;
            changed[at] ^= static_cast<std::uint8_t>(flip);
            tracked(client, changed, 1000);
        }
    }
}

TEST(Http2, ContinuationPaddingPriorityTrailers) {
    const Octets block = headerBlock(get);
    const Bytes all = block;
    const Octets first = OctetWriter().u8(3).u32(0).u8(16).bytes(all.first(10)).zeros(3).done();
    const Octets client = joined({octets(http2Preface), http2Frame(1, 0x01 | 0x08 | 0x20, 1, first),
                                  http2Frame(9, 0, 1, all.subspan(10, 20)), http2Frame(9, 4, 1, all.subspan(30))});
    const Octets server = joined({http2Headers(1, {{":status", "103"}}, false), http2Headers(1, ok, false),
                                  http2Frame(0, 0x08, 1, OctetWriter().u8(2).text("12345").zeros(2).done()),
                                  http2Headers(1, {{"grpc-status", "0"}}, true)});
    EXPECT_EQ(tracked(client, server, 1000), "GET c2.example:8080/invest.dll?a=1 200 12345 5\n");
}

TEST(Http2, MissingOctetsOfABodyAreSkipped) {
    Http2Tracker tracker;
    tracker.data(0, joined({asking(), http2Headers(3, get, true)}), 1, 1);
    const Octets server = joined({http2Headers(1, ok, false), http2Data(1, "12345678", true),
                                  http2Headers(3, ok, false), http2Data(3, "abc", true)});
    const std::size_t from = http2Headers(1, ok, false).size() + 9 + 2;
    const Bytes all = server;
    tracker.data(1, all.first(from), 2, 2);
    tracker.gap(1, 4);
    tracker.data(1, all.subspan(from + 4), 3, 3);
    EXPECT_EQ(told(tracker.take()),
              "GET c2.example:8080/invest.dll?a=1 200 1278 5\n"
              "GET c2.example:8080/invest.dll?a=1 200 abc 5\n");
    tracker.gap(1, 1);  // now nobody knows what comes
    tracker.data(1, all, 4, 4);
    EXPECT_THAT(tracker.take(), IsEmpty());
}

TEST(Http2, FieldsMakeNoLines) {
    const Fields bad{
        {":method", "GET"}, {":path", "/a b\r\nX: y"}, {":authority", "a\r\nHost: b"}, {"x\r\ny", "z\r\n\r\n"}};
    const std::string out =
        tracked(joined({octets(http2Preface), http2Headers(1, bad, true)}), http2Headers(1, ok, true), 1000);
    EXPECT_EQ(out, "GET a  Host: b/a_b__X:_y 200  5\n");
}

}  // namespace
