// SPDX-License-Identifier: GPL-3.0-or-later
// Figures of connections: what is sent again, captured again, begins again, and times that cannot be.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

#include "core/dissect/record.h"
#include "core/extract/follow.h"
#include "core/traffic/applications.h"
#include "tests/support/analyzed.h"
#include "tests/support/dnsbuilder.h"

using namespace weir;
using namespace weir::test;
using testing::ElementsAre;

namespace {

constexpr std::int64_t start = 1'700'000'000'000'000'000, millisecond = 1'000'000;
constexpr unsigned syn = dissect::syn, ack = dissect::ack, psh = dissect::psh, fin = dissect::fin;

/// Segments one by one; each IP packet has an identification of its own.
class Segments {
public:
    Segments& client(std::uint32_t sequence, std::string_view payload, unsigned flags = psh | ack,
                     std::uint32_t acknowledgment = 5001) {
        return add(true, sequence, payload, flags, acknowledgment);
    }
    Segments& server(std::uint32_t sequence, std::string_view payload, unsigned flags = psh | ack,
                     std::uint32_t acknowledgment = 1001) {
        return add(false, sequence, payload, flags, acknowledgment);
    }
    Segments& open(std::uint32_t one = 1000, std::uint32_t other = 5000) {
        return client(one, "", syn, 0).server(other, "", syn | ack, one + 1).client(one + 1, "", ack, other + 1);
    }
    /// The last packet is captured again.
    Segments& again(std::int64_t later = 20'000) {
        TestFrame copy = m_frames.back();
        copy.time += later;
        m_frames.push_back(copy);
        return *this;
    }
    Segments& wait(std::int64_t nanoseconds) { return m_time += nanoseconds, *this; }
    Segments& overIpv6() { return m_six = true, *this; }
    const std::vector<TestFrame>& frames() const { return m_frames; }
    std::string cell(const std::string& column) const {
        const auto rows = tableRows(analyzed(m_frames), "conversations", {column});
        return rows.size() == 1 ? rows[0] : std::to_string(rows.size()) + " rows";
    }
    std::string retransmissions() const { return cell("retransmissions"); }

private:
    Segments& add(bool fromClient, std::uint32_t sequence, std::string_view payload, unsigned flags,
                  std::uint32_t acknowledgment) {
        const Layer segment = tcp({.sourcePort = static_cast<std::uint16_t>(fromClient ? 40000 : 443),
                                   .destinationPort = static_cast<std::uint16_t>(fromClient ? 443 : 40000),
                                   .sequence = sequence,
                                   .acknowledgment = acknowledgment,
                                   .flags = flags},
                                  asBytes(payload));
        const char *one = m_six ? "2001:db8::1" : "10.0.0.1", *other = m_six ? "2001:db8::2" : "93.184.216.34";
        const Layer packet =
            m_six
                ? ipv6(fromClient ? one : other, fromClient ? other : one, segment)
                : ipv4(Ipv4{.source = fromClient ? one : other, .destination = fromClient ? other : one, .id = ++m_id},
                       segment);
        m_frames.push_back({ethernet(packet), m_time, 0, 1});
        m_time += 10 * millisecond;
        return *this;
    }
    std::vector<TestFrame> m_frames;
    std::int64_t m_time = start;
    std::uint16_t m_id = 0;
    bool m_six = false;
};

// --- retransmissions
// --------------------------------------------------------------------------------------------------
TEST(Retransmissions, ArePayloadThatWasSeenBefore) {
    EXPECT_EQ(Segments().open().client(1001, "abc").client(1001, "abc").client(1002, "bc").retransmissions(), "2");
    EXPECT_EQ(Segments().open().client(1001, "abc").client(1001, "abcd").retransmissions(), "0");  // one is new
    EXPECT_EQ(Segments().open().server(5001, "abc").server(5001, "abc").client(1001, "x").retransmissions(), "1");
}
TEST(Retransmissions, ALateSegmentIsNone) {
    EXPECT_EQ(Segments().open().client(1004, "def").client(1001, "abc").retransmissions(), "0");
    // In pieces, and then once more; and over the edges of a hole.
    EXPECT_EQ(Segments()
                  .open()
                  .client(1010, "x")
                  .client(1005, "abc")
                  .client(1001, "abcd")
                  .client(1008, "de")
                  .client(1003, "cdabcde")
                  .retransmissions(),
              "1");
    EXPECT_EQ(Segments().open().client(1010, "x").client(1001, "abcdefghi").client(1009, "ix").retransmissions(), "1");
}
TEST(Retransmissions, OctetsFromBeforeTheCaptureWereNotSeen) {
    EXPECT_EQ(Segments().client(1004, "def").client(1001, "abc").client(1007, "ghi").retransmissions(), "0");
    EXPECT_EQ(Segments().client(1004, "def").client(1001, "abc").client(1001, "abc").retransmissions(), "1");
}
TEST(Retransmissions, AKeepAliveIsNone) {
    Segments talk;
    talk.open().client(1001, "abc");
    for (int i = 0; i < 5; ++i)
        talk.client(1003, i % 2 == 0 ? "" : std::string_view("\0", 1), ack).server(5001, "", ack, 1004);
    EXPECT_EQ(talk.retransmissions(), "0");
    EXPECT_EQ(talk.client(1003, "de").retransmissions(), "0");
}
TEST(Retransmissions, OpeningsAndEndsAreNone) {
    EXPECT_EQ(Segments()
                  .client(1000, "", syn, 0)
                  .wait(1000 * millisecond)
                  .client(1000, "", syn, 0)
                  .server(5000, "", syn | ack)
                  .server(5000, "", syn | ack)
                  .client(1001, "", ack)
                  .client(1001, "", fin | ack)
                  .client(1001, "", fin | ack)
                  .retransmissions(),
              "0");
}
TEST(Retransmissions, AFinWithPayloadSeenBeforeIsOne) {
    EXPECT_EQ(Segments().open().client(1001, "abc", fin | ack).client(1001, "abc", fin | ack).retransmissions(), "1");
}
TEST(Retransmissions, PortsThatAreUsedAgainBeginAnew) {
    Segments talk;
    talk.open(90000, 800000).client(90001, "abcdef").server(800001, "abcdef", psh | ack, 90007);
    talk.wait(300'000 * millisecond).open(1000, 5000).client(1001, "abcdef").server(5001, "abcdef", psh | ack, 1007);
    EXPECT_EQ(talk.retransmissions(), "0");
    // Without the SYN its answer says it.
    Segments lost;
    lost.open(90000, 800000).client(90001, "abcdef").server(5000, "", syn | ack, 1001).client(1001, "abcdef");
    EXPECT_EQ(lost.retransmissions(), "0");
    // The same SYN begins nothing.
    EXPECT_EQ(Segments().open().client(1001, "abc").client(1000, "", syn, 0).client(1001, "abc").retransmissions(),
              "1");
}
TEST(Retransmissions, NumbersGoAroundTheEnd) {
    Segments talk;
    talk.open(0xfffffff0, 5000)
        .client(0xfffffff1, "0123456789abcdef")
        .client(1, "0123")
        .client(0xfffffff1, "0123456789abcdef");
    EXPECT_EQ(talk.retransmissions(), "1");
}

// --- copies
// -------------------------------------------------------------------------------------------------------------
TEST(Copies, AreNoRetransmissions) {
    EXPECT_EQ(Segments().open().client(1001, "abc").again().server(5001, "abc").again().retransmissions(), "0");
    EXPECT_EQ(Segments().overIpv6().open().client(1001, "abc").again().retransmissions(), "0");
    EXPECT_EQ(Segments().open().client(1001, "abc").again(1000 * millisecond).retransmissions(),
              "1");  // too late for one
    EXPECT_EQ(
        Segments().open().client(1001, "abc").wait(-10 * millisecond + 20'000).client(1001, "abc").retransmissions(),
        "1");  // another IP packet
}
TEST(Copies, MayComeBetweenOthersAndBeInAnotherOrder) {
    Segments talk;
    talk.open().client(1001, "abc").client(1004, "def").client(1007, "ghi");
    std::vector<TestFrame> frames = talk.frames();
    for (std::size_t i = 3; i < 6; ++i) frames[i].time = start + 50 * millisecond + static_cast<std::int64_t>(i) * 1000;
    for (const std::size_t i : {4u, 3u, 5u}) {
        frames.push_back(frames[i]);
        frames.back().time = start + 50 * millisecond + 100'000;
    }
    EXPECT_THAT(tableRows(analyzed(frames), "conversations", {"retransmissions", "packets"}), ElementsAre("0|9"));
}
TEST(Copies, MayBeCutElsewhere) {
    // Two interfaces with different snap lengths: what both hold is the same, TCP's header and checksum in it.
    constexpr std::size_t headers = 14 + 20 + 20;
    Segments talk;
    const std::vector<TestFrame> whole =
        talk.open().client(1001, std::string(500, 'x')).again().server(5001, std::string(90, 'y')).again().frames();
    for (const std::size_t place : {3u, 4u}) {
        std::vector<TestFrame> frames = whole;
        for (std::size_t i = place; i < frames.size(); i += 2) {
            frames[i].original = static_cast<std::uint32_t>(frames[i].octets.size());
            frames[i].octets.resize(headers + 10);
        }
        EXPECT_THAT(tableRows(analyzed(frames), "conversations", {"retransmissions"}), ElementsAre("0")) << place;
        // Of less than the headers nobody knows.
        for (std::size_t i = place; i < frames.size(); i += 2) frames[i].octets.resize(headers - 4);
        EXPECT_NO_FATAL_FAILURE(analyzed(frames)) << place;
    }
}
TEST(Copies, AreFoundOverTheEdgeOfABatch) {
    // Batches end anywhere: every frame of a capture that is larger than some of them is there twice.
    Segments talk;
    talk.open();
    const std::string payload(1400, 'x');
    for (std::uint32_t i = 0; i < 4000; ++i) talk.client(1001 + i * 1400, payload).again();
    EXPECT_EQ(talk.retransmissions(), "0");
}
TEST(Copies, OfQueriesAndAnswers) {
    const TestFrame query =
        datagram("10.0.0.1", 50000, "10.0.0.53", 53, DnsBuilder(7).question("a.example").build(), start);
    const TestFrame answer = datagram(
        "10.0.0.53", 53, "10.0.0.1", 50000,
        DnsBuilder(7).response().question("a.example").a("a.example", "192.0.2.1").build(), start + 5 * millisecond);
    const auto at = [](TestFrame frame, std::int64_t time) { return frame.time = time, frame; };
    const std::vector<TestFrame> twice = {query, at(query, start + 20'000), answer, at(answer, answer.time + 20'000)};
    const traffic::Snapshot copied = analyzed(twice);
    EXPECT_THAT(tableRows(copied, "dns", {"number", "paired_with", "retransmission"}),
                ElementsAre("1|3|false", "2|3|false", "3|1|false", "4|1|false"));
    EXPECT_THAT(tableRows(copied, "queries", {"unanswered", "retransmissions"}), ElementsAre("0|0"));
    // A late copy of an answered query opens nothing.
    const traffic::Snapshot late = analyzed({query, at(answer, start + 10'000), at(query, start + 20'000)});
    EXPECT_THAT(tableRows(late, "queries", {"unanswered", "retransmissions"}), ElementsAre("0|0"));
    const traffic::Snapshot asked =
        analyzed({query, at(query, start + 5000 * millisecond), at(answer, start + 5010 * millisecond)});
    EXPECT_THAT(tableRows(asked, "dns", {"retransmission"}), ElementsAre("false", "true", "false"));
}
TEST(Copies, OfAnOpeningBeginNothing) {
    const std::string request = "GET /dup HTTP/1.1\r\nHost: a.example\r\n\r\n";
    Segments talk;
    talk.open().client(1001, request).open().client(1001, request).server(5001, "HTTP/1.1 204 X\r\n\r\n");
    EXPECT_THAT(tableRows(analyzed(talk.frames()), "http", {"path", "status"}), ElementsAre("/dup|204"));
}

// --- times
// ----------------------------------------------------------------------------------------------------------------
TEST(Handshake, IsMeasuredFromTheSyn) {
    Segments old;
    old.client(500, "", fin | ack).wait(100'000 * millisecond).open();
    EXPECT_EQ(old.cell("handshake"), "0.010000000");
    EXPECT_EQ(Segments().open().cell("handshake"), "0.010000000");
    // Sent again: from the first one.
    EXPECT_EQ(Segments().client(1000, "", syn, 0).wait(990 * millisecond).open().cell("handshake"), "1.010000000");
    // Another SYN, which nobody answered, before it.
    EXPECT_EQ(Segments().client(77000, "", syn, 0).wait(990 * millisecond).open().cell("handshake"), "0.010000000");
    EXPECT_EQ(Segments().client(1000, "", syn, 0).cell("handshake"), "");
    EXPECT_EQ(Segments().server(5000, "", syn | ack).client(1001, "", ack).cell("handshake"), "");
}
TEST(Handshake, IsNeverWhatNobodyMeasured) {
    EXPECT_EQ(
        Segments().client(1000, "", syn, 0).wait(-100 * millisecond).server(5000, "", syn | ack).cell("handshake"), "");
    EXPECT_EQ(Segments().client(1000, "", syn, 0).wait(-10 * millisecond).server(5000, "", syn | ack).cell("handshake"),
              "0.000000000");
}
TEST(Latency, IsNeverNegative) {
    const std::vector<TestFrame> frames = {
        datagram("10.0.0.1", 50000, "10.0.0.53", 53, DnsBuilder(7).question("a.example").build(), start),
        datagram("10.0.0.53", 53, "10.0.0.1", 50000, DnsBuilder(7).response().question("a.example").build(),
                 start - 1000 * millisecond)};
    const traffic::Snapshot snapshot = analyzed(frames);
    EXPECT_THAT(tableRows(snapshot, "dns", {"paired_with", "latency"}), ElementsAre("2|", "1|"));
    EXPECT_THAT(tableRows(snapshot, "queries", {"median_latency", "max_latency", "unanswered"}), ElementsAre("||0"));
    EXPECT_THAT(tableRows(snapshot, "domains", {"median_latency", "max_latency"}), ElementsAre("|"));
}

// --- connections one after another
// -------------------------------------------------------------------------------------
TEST(Tls, EachConnectionOnTheSamePortsHasARow) {
    Segments talk;
    const Octets one = tlsClientHello("first.example.com"), two = tlsClientHello("second.example.com"),
                 three = tlsClientHello("third.example.com");
    talk.open().client(1001, asText(one)).again().client(1001 + static_cast<std::uint32_t>(one.size()), "", fin | ack);
    talk.wait(60'000 * millisecond).open(700000, 900000).client(700001, asText(two), psh | ack, 900001);
    talk.wait(60'000 * millisecond).open(300000, 400000).client(300001, asText(three), psh | ack, 400001);
    const traffic::Snapshot snapshot = analyzed(talk.frames());
    EXPECT_THAT(tableRows(snapshot, "tls", {"server_name", "number"}),
                ElementsAre("first.example.com|4", "second.example.com|10", "third.example.com|14"));
    EXPECT_THAT(tableRows(snapshot, "conversations", {"server_name", "service"}), ElementsAre("first.example.com|tls"));
}

}  // namespace
