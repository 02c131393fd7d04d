// SPDX-License-Identifier: GPL-3.0-or-later
// Segments put in order: holes, repetitions, lies, and the bounds of what waits.
#include <gtest/gtest.h>

#include <string>

#include "core/protocol/tcpstream.h"

using namespace weir;
using namespace weir::protocol;

namespace {

/// "0:abc 1:OK 0:-4 0:def": what was handed on.
class Told final : public TcpConsumer {
public:
    void data(int side, Bytes octets, const TcpArrival& arrival) override {
        say(side, std::string(asText(octets)));
        last = arrival.frame;
    }
    void gap(int side, std::uint64_t octets) override { say(side, "-" + std::to_string(octets)); }
    std::string text;
    std::uint64_t last = 0;

private:
    void say(int side, const std::string& what) {
        text += (text.empty() ? "" : " ") + std::to_string(side) + ":" + what;
    }
};

class TcpStream : public testing::Test {
protected:
    TcpSegment segment(std::uint32_t sequence, std::string_view payload, std::uint32_t acknowledgment = 0) {
        TcpSegment out;
        out.sequence = sequence;
        out.arrival.acknowledgment = acknowledgment;
        out.arrival.acknowledges = acknowledgment != 0;
        out.psh = true;
        out.payload = asBytes(payload);
        out.original = static_cast<std::uint32_t>(payload.size());
        out.arrival.frame = ++m_frame;
        return out;
    }
    void client(std::uint32_t sequence, std::string_view payload, std::uint32_t acknowledgment = 0) {
        tcp.add(0, segment(sequence, payload, acknowledgment), told);
    }
    void server(std::uint32_t sequence, std::string_view payload, std::uint32_t acknowledgment = 0) {
        tcp.add(1, segment(sequence, payload, acknowledgment), told);
    }
    TcpBudget budget;
    TcpConnection tcp{budget};
    Told told;

private:
    std::uint64_t m_frame = 0;
};

TEST_F(TcpStream, BeginsAfterItsSynWhateverComesFirst) {
    TcpSegment syn = segment(99, "");
    syn.syn = true;
    tcp.add(0, syn, told);
    client(103, "def");
    EXPECT_EQ(told.text, "");
    client(100, "abc");
    EXPECT_EQ(told.text, "0:abc 0:def");
    EXPECT_EQ(told.last, 2u);  // which brought the last of it
}

TEST_F(TcpStream, DataOfASynComesOnce) {
    TcpSegment syn = segment(99, "abc");
    syn.syn = true;
    tcp.add(0, syn, told);
    client(100, "abcdef");  // the server did not take it
    EXPECT_EQ(told.text, "0:abc 0:def");
}

TEST_F(TcpStream, BeginsWhereItIsExpected) {
    tcp.expect(0, 100);
    client(99, "x");  // a keep-alive
    client(100, "abc");
    EXPECT_EQ(told.text, "0:abc");
}

TEST_F(TcpStream, AKeepAliveIsNoBeginning) {
    TcpSegment alive = segment(99, "\0");
    alive.psh = false;
    alive.payload = Bytes(alive.payload.data(), 1);
    alive.original = 1;
    alive.payload = asBytes(std::string_view("x"));
    tcp.add(0, alive, told);
    client(100, "abc");
    EXPECT_EQ(told.text, "0:abc");
}

TEST_F(TcpStream, WhoeverDoesNotCountTheSynIsUnderstood) {
    TcpSegment syn = segment(100, "");
    syn.syn = true;
    tcp.add(0, syn, told);
    client(100, "abc");
    client(103, "def");
    EXPECT_EQ(told.text, "0:abc 0:def");
}

TEST_F(TcpStream, EachOctetComesOnceHoweverSegmentsOverlap) {
    tcp.expect(0, 0);
    client(4, "efgh");
    client(2, "cdef");
    client(6, "ghij");
    client(0, "abcde");
    client(0, "abcdefghij");
    EXPECT_EQ(told.text, "0:abcde 0:f 0:gh 0:ij");
    EXPECT_EQ(budget.used, 0u);
}

TEST_F(TcpStream, WhatCameFirstIsRight) {
    tcp.expect(0, 0);
    client(3, "DEF");
    client(3, "XXXX");
    client(0, "abc");
    client(0, "YYY");
    EXPECT_EQ(told.text, "0:abc 0:DEF 0:X");
}

TEST_F(TcpStream, AnAnswerGivesUpTheHole) {
    tcp.expect(0, 0);
    tcp.expect(1, 500);
    client(0, "abc");
    client(6, "ghi");
    server(500, "first", 3);  // speaks of what was seen only
    EXPECT_EQ(told.text, "0:abc 1:first");
    server(505, "second", 9);
    EXPECT_EQ(told.text, "0:abc 1:first 0:-3 0:ghi 1:second");
    client(3, "def");  // too late
    EXPECT_EQ(told.text, "0:abc 1:first 0:-3 0:ghi 1:second");
}

TEST_F(TcpStream, ABareAcknowledgmentGivesNothingUp) {
    tcp.expect(0, 0);
    tcp.expect(1, 500);
    client(3, "def");
    server(500, "", 6);
    EXPECT_EQ(told.text, "");
    client(0, "abc");  // captured in another order than it was sent
    EXPECT_EQ(told.text, "0:abc 0:def");
}

TEST_F(TcpStream, ClosingGivesUpTheHole) {
    tcp.expect(0, 0);
    tcp.expect(1, 500);
    client(3, "def");
    TcpSegment fin = segment(500, "", 6);
    fin.fin = true;
    tcp.add(1, fin, told);
    EXPECT_EQ(told.text, "0:-3 0:def");
    client(9, "jkl");
    TcpSegment reset = segment(501, "");
    reset.rst = true;
    tcp.add(1, reset, told);
    EXPECT_EQ(told.text, "0:-3 0:def 0:-3 0:jkl");
}

TEST_F(TcpStream, AFinMayOvertakeWhatIsSentAgain) {
    tcp.expect(0, 0);
    TcpSegment fin = segment(3, "def");
    fin.fin = true;
    tcp.add(0, fin, told);
    client(0, "abc");
    EXPECT_EQ(told.text, "0:abc 0:def");
}

TEST_F(TcpStream, TheEndGivesUpEveryHoleInTheOrderOfTheFrames) {
    tcp.expect(0, 0);
    tcp.expect(1, 500);
    server(503, "late");
    client(3, "def");
    client(9, "jkl");
    tcp.finish(told);
    EXPECT_EQ(told.text, "1:-3 1:late 0:-3 0:def 0:-3 0:jkl");
}

TEST_F(TcpStream, OctetsThatWereNotCapturedAreAGap) {
    tcp.expect(0, 0);
    TcpSegment cut = segment(0, "abc");
    cut.original = 10;
    tcp.add(0, cut, told);
    client(10, "klm");
    EXPECT_EQ(told.text, "0:abc 0:-7 0:klm");
}

TEST_F(TcpStream, NumbersGoAroundTheEnd) {
    tcp.expect(0, 0xfffffffe);
    client(0, "cd");
    client(0xfffffffe, "ab");
    client(2, "ef");
    EXPECT_EQ(told.text, "0:ab 0:cd 0:ef");
}

TEST_F(TcpStream, ASegmentFromFarAwayHoldsNothingUp) {
    tcp.expect(0, 0);
    client(0x70000000, "far");
    client(0, "abc");
    server(500, "OK", 3);
    client(3, "def");
    EXPECT_EQ(told.text, "0:abc 1:OK 0:def");
}

TEST_F(TcpStream, WhatWaitsIsBounded) {
    const std::string big(60000, 'x');
    tcp.expect(0, 0);
    for (std::uint32_t i = 0; i < 40; ++i) {
        client(1 + i * 70000, big);
        EXPECT_LE(budget.used, TcpConnection::maximumWaiting + big.size() + TcpConnection::segmentCost);
    }
    EXPECT_NE(told.text.find("0:-1 "), std::string::npos);
    tcp.clear();
    EXPECT_EQ(budget.used, 0u);
}

TEST_F(TcpStream, SmallSegmentsAreCountedWithWhatTheyCost) {
    tcp.expect(0, 0);
    for (std::uint32_t i = 0; i < 100000; ++i) client(2 * i + 1, "x");
    EXPECT_LE(budget.used, TcpConnection::maximumWaiting);
}

TEST_F(TcpStream, ManyConnectionsShareOneBudget) {
    budget.maximum = 100000;
    TcpConnection other(budget);
    tcp.expect(0, 0);
    other.expect(0, 0);
    const std::string big(40000, 'x');
    client(10, big);
    other.add(0, segment(10, big), told);
    EXPECT_EQ(told.text, "");
    other.add(0, segment(50020, big), told);
    EXPECT_LE(budget.used, budget.maximum);
    EXPECT_NE(told.text, "");
    other.clear();
    tcp.clear();
    EXPECT_EQ(budget.used, 0u);
}

TEST_F(TcpStream, TheSameSegmentWaitsOnce) {
    tcp.expect(0, 0);
    client(3, "def");
    const std::size_t once = budget.used;
    client(3, "def");
    EXPECT_EQ(budget.used, once);
}

TEST(TcpOpening, ASynWithAnotherNumberBeginsAnew) {
    protocol::TcpOpening opening;
    EXPECT_TRUE(opening.begins(0, 1000, 0, true, false));
    EXPECT_FALSE(opening.begins(0, 1001, 5000, false, true));
    EXPECT_FALSE(opening.begins(1, 5000, 1001, true, true));  // its answer
    EXPECT_FALSE(opening.begins(1, 5000, 1201, true, true));  // with data of the SYN
    EXPECT_FALSE(opening.begins(0, 1000, 0, true, false));    // again
    EXPECT_TRUE(opening.begins(0, 90000000, 0, true, false));
    EXPECT_FALSE(opening.begins(1, 7000, 123, true, true));     // what rewrites numbers on the way may forget some
    EXPECT_TRUE(opening.begins(1, 7000, 3000001, true, true));  // the answer to a SYN that was not captured
}

}  // namespace
