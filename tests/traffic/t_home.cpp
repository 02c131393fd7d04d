// SPDX-License-Identifier: GPL-3.0-or-later
// Which addresses are home where no private network says it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/dissect/record.h"
#include "core/traffic/snapshot.h"
#include "tests/support/analyzed.h"
#include "tests/support/dnsbuilder.h"

using namespace weir;
using namespace weir::test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

namespace {

/// A TCP connection of one request and one answer.
std::vector<TestFrame> connection(std::string_view client, std::string_view server, std::uint16_t port = 443,
                                  std::uint16_t clientPort = 40000) {
    return TcpConversation(client, clientPort, server, port)
        .handshake()
        .clientSends(octets("a"))
        .serverSends(octets("b"))
        .frames();
}
/// An opening that nobody answers.
std::vector<TestFrame> attempt(std::string_view client, std::string_view server) {
    return TcpConversation(client, 40000, server, 22).packet(true, dissect::syn).frames();
}
std::vector<TestFrame> from(const TestFrame& frame) { return {frame}; }
TestFrame neighbour(std::string_view source, std::string_view destination, unsigned type) {
    return {ethernet(ipv6(source, destination, icmpv6(type, 0, Octets(20)))), 0, 0, 1};
}
std::vector<std::string> inferred(std::initializer_list<std::vector<TestFrame>> parts) {
    const traffic::Snapshot snapshot = analyzed(merged(parts));
    std::vector<std::string> out;
    for (const IpAddress& address : snapshot->home.addresses) out.push_back(address.toString());
    return out;
}

TEST(Home, WhoTakesPartInEverythingMadeTheCapture) {
    EXPECT_THAT(inferred({connection("93.184.216.40", "8.8.8.8"), connection("93.184.216.40", "9.9.9.9")}),
                ElementsAre("93.184.216.40"));
    // ... also if the others opened the conversations, or nothing was answered.
    EXPECT_THAT(inferred({connection("93.184.216.41", "93.184.216.40", 80), attempt("93.184.216.42", "93.184.216.40")}),
                ElementsAre("93.184.216.40"));
    EXPECT_THAT(inferred({connection("169.254.7.7", "8.8.8.8"), connection("169.254.7.7", "9.9.9.9")}),
                ElementsAre("169.254.7.7"));
    EXPECT_THAT(inferred({connection("fe80::10", "2606:4700::1"), connection("fe80::10", "2606:4700::2")}),
                ElementsAre("fe80::10"));
}

TEST(Home, WithASinglePeerTheOpenerIsHome) {
    EXPECT_THAT(inferred({connection("93.184.216.40", "8.8.8.8")}), ElementsAre("93.184.216.40"));
    EXPECT_THAT(inferred({from(
                    datagram("93.184.216.40", 40000, "8.8.8.8", 53, DnsBuilder(1).question("a.example").build(), 0))}),
                ElementsAre("93.184.216.40"));
    // Nobody can tell where each opened one.
    EXPECT_THAT(inferred({connection("93.184.216.40", "8.8.8.8"), connection("8.8.8.8", "93.184.216.40", 80)}),
                IsEmpty());
}

TEST(Home, OfManyTheOpenersAreHome) {
    EXPECT_THAT(inferred({connection("93.184.216.40", "8.8.8.8"), connection("93.184.216.41", "9.9.9.9"),
                          connection("93.184.216.40", "9.9.9.9")}),
                UnorderedElementsAre("93.184.216.40", "93.184.216.41"));
}

TEST(Home, EachFamilyIsAskedApart) {
    const auto snapshot =
        analyzed(merged({connection("192.168.1.10", "8.8.8.8"), connection("2a02:810d:1::10", "2606:4700::1"),
                         connection("2a02:810d:1::10", "2606:4700::2")}));
    EXPECT_THAT(snapshot->home.addresses, ElementsAre(*IpAddress::parse("2a02:810d:1::10")));
    EXPECT_THAT(
        tableRows(snapshot, "hosts", {"address", "clients"}),
        UnorderedElementsAre("8.8.8.8|192.168.1.10", "2606:4700::1|2a02:810d:1::10", "2606:4700::2|2a02:810d:1::10"));
    EXPECT_THAT(tableRows(snapshot, "talkers", {"address", "scope"}),
                testing::IsSupersetOf({"2a02:810d:1::10|home", "192.168.1.10|home", "8.8.8.8|public"}));
    EXPECT_THAT(traffic::inferredHomeText(snapshot->home), HasSubstr("2a02:810d:1::10"));
}

TEST(Home, SeveralAddressesOfOneMachineAreAllHome) {  // IPv6 privacy extensions, RFC 8981
    EXPECT_THAT(inferred({connection("2a02::a", "2606:4700::1"), connection("2a02::b", "2606:4700::1"),
                          connection("2a02::a", "2606:4700::2")}),
                UnorderedElementsAre("2a02::a", "2a02::b"));
}

TEST(Home, WhatNeighboursTellEachOtherDoesNotCount) {
    EXPECT_THAT(inferred({connection("2a02::10", "2606:4700::1"), connection("2a02::10", "2606:4700::2"),
                          from(neighbour("fe80::1", "ff02::1", 134)), from(neighbour("fe80::1", "2a02::10", 135)),
                          from(neighbour("2a02::10", "fe80::1", 136)), from(neighbour("fe80::1", "fe80::2", 135)),
                          from(neighbour("fe80::2", "ff02::16", 143))}),
                ElementsAre("2a02::10"));
}

TEST(Home, WhatOthersShoutDoesNotCountEither) {
    EXPECT_THAT(
        inferred({connection("93.184.216.50", "93.184.216.40", 80), connection("93.184.216.51", "93.184.216.40", 80),
                  from(datagram("93.184.216.44", 137, "93.184.216.255", 137, octets("x"), 0)),
                  from(datagram("0.0.0.0", 68, "255.255.255.255", 67, octets("x"), 0)),
                  from(datagram("169.254.3.3", 5353, "224.0.0.251", 5353, octets("x"), 0)),
                  connection("127.0.0.1", "127.0.0.1", 8080), connection("93.184.216.40", "93.184.216.40", 25)}),
        ElementsAre("93.184.216.40"));
}

TEST(Home, ScannersAreNeverHome) {
    // Of a private network: whoever knocks is a host.
    const auto snapshot =
        analyzed(merged({connection("93.184.216.77", "192.168.1.5", 22), attempt("93.184.216.77", "192.168.1.6")}));
    EXPECT_THAT(snapshot->home.addresses, IsEmpty());
    EXPECT_THAT(tableRows(snapshot, "hosts", {"address"}), ElementsAre("93.184.216.77"));
    // Of a public one: two machines at home, one of which is knocked at in vain.
    EXPECT_THAT(inferred({connection("93.184.216.40", "8.8.8.8"), connection("93.184.216.41", "9.9.9.9"),
                          attempt("45.0.0.1", "93.184.216.40"), attempt("45.0.0.1", "93.184.216.41")}),
                UnorderedElementsAre("93.184.216.40", "93.184.216.41"));
    // A machine at home that nobody answers tried others than those at home.
    EXPECT_THAT(inferred({connection("93.184.216.40", "8.8.8.8"), attempt("93.184.216.41", "9.9.9.9"),
                          connection("93.184.216.42", "8.8.4.4")}),
                UnorderedElementsAre("93.184.216.40", "93.184.216.41", "93.184.216.42"));
}

TEST(Home, WhomHomeCalledIsNotHome) {
    EXPECT_THAT(inferred({connection("192.168.1.5", "8.8.8.8"), connection("8.8.8.8", "1.1.1.1", 53)}), IsEmpty());
}

TEST(Home, WhatIsGivenReplacesWhatWasInferred) {
    const auto snapshot =
        analyzed(merged({connection("93.184.216.40", "8.8.8.8"), connection("93.184.216.40", "9.9.9.9")}));
    capturetables::TableRequest request;
    request.name = "hosts";
    request.home = *Networks::parse("8.8.8.8/32");
    EXPECT_THAT(tableRows(snapshot, request, {"address", "clients"}), ElementsAre("93.184.216.40|8.8.8.8"));
    request.home = Networks::defaultHome();
    EXPECT_THAT(tableRows(snapshot, request, {"address"}), IsEmpty());
}

TEST(Home, WhereNobodyCanTellThatIsSaid) {
    const auto both =
        analyzed(merged({connection("93.184.216.40", "8.8.8.8"), connection("8.8.8.8", "93.184.216.40", 80)}));
    EXPECT_THAT(traffic::inferredHomeText(both->home), HasSubstr("cannot be told for IPv4"));
    const auto usual = analyzed(connection("192.168.1.10", "8.8.8.8"));
    EXPECT_EQ(traffic::inferredHomeText(usual->home), "");
    EXPECT_EQ(traffic::inferredHomeText(analyzed(connection("192.168.1.10", "192.168.1.1"))->home), "");
}

TEST(Home, OfManyOnlySomeAreNamed) {
    std::vector<TestFrame> frames;
    for (int i = 1; i <= 20; ++i) {
        for (const TestFrame& frame :
             connection("93.184.216." + std::to_string(i), "8.8.8." + std::to_string(i % 3 + 1)))
            frames.push_back(frame);
    }
    const auto snapshot = analyzed(frames);
    EXPECT_EQ(snapshot->home.addresses.size(), 20u);
    EXPECT_THAT(traffic::inferredHomeText(snapshot->home), HasSubstr("93.184.216.8 and 12 more"));
}

TEST(Home, ATranslatedAddressIsAHost) {
    const auto snapshot = analyzed(connection("fd00::10", "64:ff9b::808:808"));
    EXPECT_THAT(tableRows(snapshot, "hosts", {"address", "scope"}), ElementsAre("64:ff9b::808:808|public"));
}

}  // namespace
