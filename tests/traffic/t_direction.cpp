// SPDX-License-Identifier: GPL-3.0-or-later
// Who is the client, on captures that do not begin where the conversations do.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/dissect/record.h"
#include "tests/support/analyzed.h"
#include "tests/support/dnsbuilder.h"

using namespace weir;
using namespace weir::test;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

namespace {

constexpr std::string_view client = "192.168.1.10", server = "93.184.216.34";
constexpr std::uint16_t high = 40000;

/// A segment between the two, in either direction.
TestFrame segment(bool fromClient, std::uint16_t clientPort, std::uint16_t serverPort, unsigned flags,
                  const Octets& data = {}, std::uint32_t sequence = 1) {
    const Tcp header{fromClient ? clientPort : serverPort, fromClient ? serverPort : clientPort, sequence, 1, flags};
    const Layer inner = tcp(header, data);
    return {ethernet(fromClient ? ipv4(client, server, inner) : ipv4(server, client, inner)), 0, 0, 1};
}
TestFrame sent(bool fromClient, std::uint16_t clientPort, std::uint16_t serverPort, std::string_view text) {
    return segment(fromClient, clientPort, serverPort, dissect::ack, octets(text));
}
TestFrame udpSent(bool fromClient, std::uint16_t clientPort, std::uint16_t serverPort, const Octets& data) {
    return fromClient ? datagram(client, clientPort, server, serverPort, data, 0)
                      : datagram(server, serverPort, client, clientPort, data, 0);
}
TestFrame message(std::string_view from, std::string_view to, unsigned type, unsigned code = 0) {
    const bool six = from.find(':') != std::string_view::npos;
    return {ethernet(six ? ipv6(from, to, icmpv6(type, code)) : ipv4(from, to, icmp(type, code))), 0, 0, 1};
}
std::vector<std::string> rows(const std::vector<TestFrame>& frames, unsigned jobs = 1) {
    traffic::Options options;
    options.jobs = jobs;
    return tableRows(analyzed(frames, options), "conversations", {"client", "cport", "server", "sport"});
}
/// The row that is right where the server has this port.
std::string right(std::uint16_t serverPort, std::uint16_t clientPort = high) {
    return std::string(client) + "|" + std::to_string(clientPort) + "|" + std::string(server) + "|" +
           std::to_string(serverPort);
}

constexpr unsigned synAck = dissect::syn | dissect::ack;

TEST(Direction, AnOpeningDecidesWhateverThePortsAre) {
    EXPECT_THAT(rows({segment(true, 443, 50000, dissect::syn)}), ElementsAre(right(50000, 443)));
    // ... even after the answer to it, after data, and against what the data say.
    EXPECT_THAT(rows({segment(false, 443, 50000, synAck), segment(true, 443, 50000, dissect::syn)}),
                ElementsAre(right(50000, 443)));
    EXPECT_THAT(rows({segment(true, 443, 50000, dissect::syn), segment(false, 443, 50000, synAck),
                      segment(false, 443, 50000, dissect::ack, tlsClientHello("reverse.example"), 2)}),
                ElementsAre(right(50000, 443)));
    // A second opening from the other side (simultaneous open, ports used again) changes nothing.
    EXPECT_THAT(rows({segment(true, high, 443, dissect::syn), segment(false, high, 443, dissect::syn)}),
                ElementsAre(right(443)));
}

TEST(Direction, TheAnswerToAnOpeningWentToTheClient) {
    EXPECT_THAT(rows({segment(false, high, 4444, synAck)}), ElementsAre(right(4444)));
    EXPECT_THAT(rows({segment(false, 443, 50000, synAck)}), ElementsAre(right(50000, 443)));
    // The first of two answers counts, and what is said does not gainsay it.
    EXPECT_THAT(rows({segment(false, high, 4444, synAck), segment(true, high, 4444, synAck),
                      sent(false, high, 4444, "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n")}),
                ElementsAre(right(4444)));
}

TEST(Direction, WhatOnlyAClientSaysNamesItAgainstThePorts) {
    const Octets hello = tlsClientHello("www.example.com");
    const std::vector<TestFrame> tls = {segment(false, 443, 50000, dissect::ack),
                                        segment(true, 443, 50000, dissect::ack, hello)};
    EXPECT_THAT(rows(tls), ElementsAre(right(50000, 443)));
    EXPECT_THAT(tableRows(analyzed(tls), "tls", {"client", "server", "sport", "server_name"}),
                ElementsAre(std::string(client) + "|" + std::string(server) + "|50000|www.example.com"));
    EXPECT_THAT(rows({segment(false, high, 50000, dissect::ack),
                      sent(true, high, 50000, "GET /x HTTP/1.1\r\nHost: a.example\r\n\r\n")}),
                ElementsAre(right(50000)));
    // The answer is enough, where it is all that was captured.
    EXPECT_THAT(rows({sent(false, high, 50000, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")}),
                ElementsAre(right(50000)));
    EXPECT_THAT(rows({sent(false, high, 50000, "220 mail.example.com ESMTP ready\r\n")}), ElementsAre(right(50000)));
}

TEST(Direction, ADnsResponseComesFromTheServer) {
    const Octets answer = DnsBuilder(7).response().question("a.example").a("a.example", "192.0.2.1").build();
    const Octets question = DnsBuilder(7).question("a.example").build();
    EXPECT_THAT(rows({udpSent(false, 53, 53, answer)}), ElementsAre(right(53, 53)));
    EXPECT_THAT(rows({udpSent(false, high, 50053, answer)}), ElementsAre(right(50053)));
    EXPECT_THAT(rows({udpSent(true, 53, 50053, question)}), ElementsAre(right(50053, 53)));
    EXPECT_THAT(rows({segment(false, high, 53, dissect::ack, dnsOverTcp(answer))}), ElementsAre(right(53)));
}

TEST(Direction, ClockAndLeaseAnswersComeFromTheServer) {
    Octets time(48);
    time[0] = 0x24;  // version 4, mode 4: server
    EXPECT_THAT(rows({udpSent(false, 123, 123, time)}), ElementsAre(right(123, 123)));
    time[0] = 0x21;  // symmetric active: nobody's client
    EXPECT_THAT(rows({udpSent(false, 123, 123, time)}), Not(ElementsAre(right(123, 123))));
}

TEST(Direction, TheWellKnownPortIsTheServers) {
    const Octets noise = octets("\x01\x02");
    for (const std::uint16_t port : std::initializer_list<std::uint16_t>{443, 22, 853, 3389, 8080, 5228}) {
        EXPECT_THAT(rows({segment(false, high, port, dissect::ack)}), ElementsAre(right(port))) << port;
        EXPECT_THAT(rows({segment(false, high, port, dissect::fin | dissect::ack)}), ElementsAre(right(port))) << port;
    }
    EXPECT_THAT(rows({udpSent(false, high, 443, noise)}), ElementsAre(right(443)));
    EXPECT_THAT(rows({segment(false, 8443, 443, dissect::ack)}), ElementsAre(right(443, 8443)));  // the better known
    EXPECT_THAT(rows({segment(false, 1023, 514, dissect::ack)}), ElementsAre(right(514, 1023)));  // rsh
}

TEST(Direction, LastTheFirstSenderIsTheClient) {
    const Octets noise = octets("\x01\x02");
    EXPECT_THAT(rows({udpSent(true, 50001, 50002, noise)}), ElementsAre(right(50002, 50001)));
    EXPECT_THAT(rows({udpSent(true, 0, 50002, noise)}), ElementsAre(right(50002, 0)));  // port 0 is not well known
}

TEST(Direction, AGroupIsNobodysClient) {
    EXPECT_THAT(rows({datagram("10.0.0.1", 161, "239.1.2.3", 50000, octets("x"), 0)}),
                ElementsAre("10.0.0.1|161|239.1.2.3|50000"));
    const Octets announcement = DnsBuilder(0).response().a("printer.local", "10.0.0.1").build();
    EXPECT_THAT(rows({datagram("10.0.0.1", 5353, "224.0.0.251", 5353, announcement, 0)}),
                ElementsAre("10.0.0.1|5353|224.0.0.251|5353"));
    EXPECT_THAT(rows({datagram("fe80::1", 547, "ff02::1:2", 40000, octets("x"), 0)}),
                ElementsAre("fe80::1|547|ff02::1:2|40000"));
}

TEST(Direction, AnEchoReplyComesFromTheServer) {
    EXPECT_THAT(rows({message(server, client, 0)}), ElementsAre("192.168.1.10||93.184.216.34|"));
    EXPECT_THAT(rows({message("2001:db8::2", "2001:db8::1", 129)}), ElementsAre("2001:db8::1||2001:db8::2|"));
    // A request decides, also after a reply or an error.
    EXPECT_THAT(rows({message(server, client, 3, 1), message(client, server, 8)}),
                ElementsAre("192.168.1.10||93.184.216.34|"));
    EXPECT_THAT(rows({message(client, server, 0), message(client, server, 8), message(server, client, 0)}),
                ElementsAre("192.168.1.10||93.184.216.34|"));
    EXPECT_THAT(rows({message(client, server, 13), message(server, client, 8)}),
                ElementsAre("192.168.1.10||93.184.216.34|"));
}

TEST(Direction, IsTheSameEverywhereAndForAnyNumberOfThreads) {
    std::vector<TestFrame> frames;
    for (std::uint16_t port = 1; port < 200; ++port) {
        frames.push_back(segment(false, static_cast<std::uint16_t>(high + port), 50000, dissect::ack));
        frames.push_back(segment(true, static_cast<std::uint16_t>(high + port), 50000, dissect::ack,
                                 tlsClientHello("www.example.com")));
    }
    EXPECT_EQ(rows(frames, 1), rows(frames, 3));
    const auto snapshot = analyzed(frames);
    EXPECT_THAT(tableRows(snapshot, "hosts", {"address", "ports", "named_by", "bytes_out"}),
                ElementsAre(testing::StartsWith("93.184.216.34|50000|tls|")));
    EXPECT_THAT(tableRows(snapshot, "findings", {"kind"}), Not(testing::Contains(testing::HasSubstr("scan"))));
}

TEST(Direction, ThatOnlyTheOrderTellsMakesNoOddPort) {
    const auto snapshot = analyzed(
        {sent(false, high, 50022, "SSH-2.0-OpenSSH_9.2\r\n"), sent(true, high, 50022, "SSH-2.0-OpenSSH_9.2\r\n")});
    EXPECT_THAT(tableRows(snapshot, "findings", {"kind"}), Not(testing::Contains(testing::HasSubstr("odd-port"))));
    const auto hello = analyzed({segment(false, high, 8444, dissect::ack),
                                 segment(true, high, 8444, dissect::ack, tlsClientHello("www.example.com"))});
    EXPECT_THAT(tableRows(hello, "findings", {"kind", "why"}),
                testing::Contains(testing::HasSubstr("tls on port 8444")));
}

TEST(Direction, AConversationWithoutItsOpeningIsOnNoOddPort) {
    const auto snapshot = analyzed(
        {segment(false, high, 443, synAck), segment(true, high, 443, dissect::ack, tlsClientHello("www.example.com"))});
    EXPECT_THAT(tableRows(snapshot, "findings", {"kind"}), Not(testing::Contains(testing::HasSubstr("odd-port"))));
}

}  // namespace
