// SPDX-License-Identifier: GPL-3.0-or-later
// Who was hit: the table clients, by what packets say of machines, users, systems and network cards.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/analyzed.h"
#include "tests/support/dnsbuilder.h"
#include "tests/support/kerberosbuilder.h"
#include "tests/support/ntlmbuilder.h"

namespace weir::test {
namespace {

using testing::ElementsAre;

constexpr const char* client = "10.0.0.5";
constexpr const char* controller = "10.0.0.2";
constexpr std::int64_t start = 1'700'000'000'000'000'000;

std::vector<std::string> clients(const std::vector<TestFrame>& frames, const std::vector<std::string>& columns) {
    return tableRows(analyzed(frames), "clients", columns);
}
/// The columns of one client alone.
std::string of(const std::vector<TestFrame>& frames, std::string_view address,
               const std::vector<std::string>& columns) {
    std::vector<std::string> all{"address"};
    all.insert(all.end(), columns.begin(), columns.end());
    for (const std::string& row : clients(frames, all))
        if (row.starts_with(std::string(address) + "|"))
            return row.substr(address.size() + 1);
    return "no row";
}

/// A DHCP message with these options; of the client where `operation` is 1.
Octets dhcp(unsigned operation, std::string_view hardware, const Octets& assigned, const Octets& options) {
    return OctetWriter()
        .u8(operation)
        .u8(1)
        .u8(6)
        .u8(0)
        .u32(7)
        .zeros(8)
        .bytes(assigned)
        .zeros(8)
        .bytes(hex(hardware))
        .zeros(10 + 64 + 128)
        .u32(0x63825363)
        .bytes(options)
        .u8(255)
        .done();
}
Octets option(unsigned number, Bytes value) {
    return OctetWriter().u8(number).u8(static_cast<unsigned>(value.size())).bytes(value).done();
}
Octets joined(std::initializer_list<Octets> parts) {
    Octets out;
    for (const Octets& part : parts) out.insert(out.end(), part.begin(), part.end());
    return out;
}

const Octets fiveTen = hex("0a000005"), nobody = hex("00000000");
const std::string card = "00:0c:29:aa:bb:cc";

TEST(Clients, DhcpNamesAMachineBeforeItHasAnAddress) {
    const Octets request = dhcp(1, card, nobody,
                                joined({option(53, Octets{3}), option(50, fiveTen), option(54, hex("0a000001")),
                                        option(12, asBytes("DESKTOP-7AB")), option(60, asBytes("MSFT 5.0")),
                                        option(55, hex("01 03 06 0f 1f 21 2b 2c 2e 2f 77 79 f9 fc"))}));
    const std::vector<TestFrame> frames{
        datagram("0.0.0.0", 68, "255.255.255.255", 67, request, start),
        datagram(client, 50000, "10.0.0.1", 53, DnsBuilder().question("a.example").build(), start + 1)};
    EXPECT_EQ(of(frames, client, {"mac", "host_names", "host_name_source", "os", "os_source"}),
              card + "|DESKTOP-7AB|dhcp frame 1|Windows 10 or 11|dhcp frame 1");
}

TEST(Clients, AnAddressThatIsOnlyAskedForIsNobodysUntilItIsGranted) {
    const Octets request =
        dhcp(1, card, nobody, joined({option(53, Octets{3}), option(50, fiveTen), option(12, asBytes("PC"))}));
    const Octets granted = dhcp(2, card, fiveTen, joined({option(53, Octets{5}), option(54, hex("0a000001"))}));
    std::vector<TestFrame> frames{
        datagram("0.0.0.0", 68, "255.255.255.255", 67, request, start),
        datagram(client, 50000, "10.0.0.1", 53, DnsBuilder().question("a.example").build(), start + 2)};
    EXPECT_EQ(of(frames, client, {"host_names"}), "");
    frames.insert(frames.begin() + 1, datagram("10.0.0.1", 67, client, 68, granted, start + 1));
    EXPECT_EQ(of(frames, client, {"host_names", "host_name_source"}), "PC|dhcp frame 1");
}

TEST(Clients, KerberosNamesTheUser) {
    const Octets request =
        kerberosRequest({.cname = {"jdoe"}, .sname = {"krbtgt", "EXAMPLE.ORG"}, .hostName = "DESKTOP-7AB"});
    const Octets reply = kerberosReply({.cname = {"jdoe"}, .sname = {"krbtgt", "EXAMPLE.ORG"}});
    const Octets machine = kerberosReply({.cname = {"DESKTOP-7AB$"}, .sname = {"krbtgt", "EXAMPLE.ORG"}});
    const std::vector<TestFrame> frames{datagram(client, 50000, controller, 88, request, start),
                                        datagram(controller, 88, client, 50000, reply, start + 1),
                                        datagram(controller, 88, client, 50000, machine, start + 2)};
    EXPECT_EQ(of(frames, client, {"host_names", "host_name_source", "user_names", "user_source", "domain"}),
              "DESKTOP-7AB|kerberos frame 1|jdoe|kerberos frame 2|EXAMPLE.ORG");
    EXPECT_EQ(of(frames, controller, {"user_names", "services"}), "|kerberos");
}

TEST(Clients, KerberosIsReadOverTcpInPieces) {
    const std::vector<TestFrame> frames =
        TcpConversation(client, 50000, controller, 88, start)
            .handshake()
            .clientSends(overTcp(kerberosRequest({.cname = {"asked"}, .sname = {"krbtgt", "EXAMPLE.ORG"}})), 50)
            .serverSends(overTcp(kerberosReply({.cname = {"jdoe"}, .sname = {"krbtgt", "EXAMPLE.ORG"}})), 50)
            .finish()
            .frames();
    EXPECT_EQ(of(frames, client, {"user_names"}), "jdoe");
}

TEST(Clients, WhoIsOnlyTriedIsNamedWhereNobodyElseIs) {
    const auto request = [](const char* name) {
        return kerberosRequest({.cname = {name}, .sname = {"krbtgt", "EXAMPLE.ORG"}});
    };
    std::vector<TestFrame> frames{datagram(client, 50000, controller, 88, request("guess"), start)};
    EXPECT_EQ(of(frames, client, {"user_names", "user_source"}), "guess|kerberos-request frame 1");
    frames.push_back(datagram(controller, 88, client, 50000,
                              kerberosReply({.cname = {"jdoe"}, .sname = {"krbtgt", "EXAMPLE.ORG"}}), start + 1));
    EXPECT_EQ(of(frames, client, {"user_names", "user_source"}), "jdoe|kerberos frame 2");
}

const Octets authenticate = ntlmAuthenticate({"EXAMPLE", "jdoe", "DESKTOP-7AB"});
const Octets challenge = ntlmChallenge({"EXAMPLE", "FILES1", "files1.example.org"});

TEST(Clients, NtlmOverSmbNamesBothEnds) {
    const std::vector<TestFrame> frames = TcpConversation(client, 50000, controller, 445, start)
                                              .handshake()
                                              .clientSends(smb2SessionSetup(octets("NTLMSSP\x00\x01\x00\x00\x00")))
                                              .serverSends(smb2SessionSetup(challenge))
                                              .clientSends(smb2SessionSetup(authenticate), 100)
                                              .finish()
                                              .frames();
    EXPECT_EQ(of(frames, client, {"host_names", "user_names", "os", "domain"}),
              "DESKTOP-7AB|jdoe|Windows 10 (build 19041)|EXAMPLE");
    EXPECT_EQ(of(frames, controller, {"host_names", "os", "services"}),
              "FILES1|Windows 10 or Server 2019 (build 17763)|smb");
}

TEST(Clients, Smb1NamesTheSystem) {
    const std::vector<TestFrame> frames =
        TcpConversation(client, 50000, controller, 445, start)
            .handshake()
            .clientSends(smb1SessionSetup(ntlmAuthenticate({"EXAMPLE", "jdoe", "PC", 0, 0, 0}),
                                          "Windows 7 Professional 7601 Service Pack 1"))
            .finish()
            .frames();
    EXPECT_EQ(of(frames, client, {"os", "user_names"}), "Windows 7 (build 7601)|jdoe");
}

TEST(Clients, TheDialectTellsTheSystemWhereNothingElseDoes) {
    const auto talk = [](const Octets& token) {
        return TcpConversation(client, 50000, controller, 445, start)
            .handshake()
            .clientSends(smb2Negotiate({0x0202, 0x0210, 0x0300, 0x0302, 0x0311}))
            .clientSends(smb2SessionSetup(token))
            .finish()
            .frames();
    };
    EXPECT_EQ(of(talk(octets("x")), client, {"os", "os_source"}), "Windows 10 or 11|smb-dialect frame 4");
    EXPECT_EQ(of(talk(authenticate), client, {"os"}), "Windows 10 (build 19041)");
}

TEST(Clients, HttpNamesUserAndSystem) {
    const std::string head = "GET / HTTP/1.1\r\nHost: proxy.example\r\nUser-Agent: Mozilla/5.0 (Windows NT 10.0)\r\n";
    const auto talk = [&](const std::string& field) {
        return TcpConversation(client, 50000, "93.184.216.34", 80, start)
            .handshake()
            .clientSends(octets(head + field + "\r\n"))
            .serverSends(octets("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
            .finish()
            .frames();
    };
    EXPECT_EQ(of(talk("Authorization: Basic " + base64(asBytes("jdoe:secret")) + "\r\n"), client,
                 {"user_names", "user_source", "os", "os_source"}),
              "jdoe|http-basic frame 4|Windows 10 or 11|user-agent frame 4");
    EXPECT_EQ(of(talk("Proxy-Authorization: NTLM " + base64(authenticate) + "\r\n"), client,
                 {"user_names", "host_names", "os"}),
              "jdoe|DESKTOP-7AB|Windows 10 (build 19041)");
}

TEST(Clients, NoSecretIsInAnyTable) {
    const std::vector<TestFrame> frames =
        merged({TcpConversation(client, 50000, "93.184.216.34", 80, start)
                    .handshake()
                    .clientSends(octets("GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Basic " +
                                        base64(asBytes("jdoe:hunter2")) + "\r\n\r\n"))
                    .frames(),
                TcpConversation(client, 50001, "93.184.216.34", 21, start)
                    .handshake()
                    .serverSends(octets("220 ready\r\n"))
                    .clientSends(octets("USER jdoe\r\nPASS hunter2\r\n"))
                    .frames()});
    const traffic::Snapshot snapshot = analyzed(frames);
    for (std::size_t i = 0; i < snapshot->texts.size(); ++i)
        EXPECT_EQ(snapshot->texts[static_cast<TextId>(i)].find("hunter2"), std::string_view::npos);
    EXPECT_THAT(tableRows(snapshot, "clients", {"address", "user_names"}), ElementsAre("10.0.0.5|jdoe"));
}

TEST(Clients, MailAndLdapNameUsers) {
    const auto talk = [](std::uint16_t port, std::string_view greeting, const Octets& said) {
        TcpConversation conversation(client, 50000, controller, port, start);
        conversation.handshake();
        if (!greeting.empty())
            conversation.serverSends(octets(greeting));
        return conversation.clientSends(said).finish().frames();
    };
    EXPECT_EQ(of(talk(110, "+OK POP3 ready\r\n", octets("USER jdoe\r\nPASS x\r\n")), client, {"user_names"}), "jdoe");
    EXPECT_EQ(
        of(talk(587, "220 mail ESMTP\r\n",
                octets("EHLO pc\r\nAUTH LOGIN\r\n" + base64(asBytes("jdoe")) + "\r\n" + base64(asBytes("x")) + "\r\n")),
           client, {"user_names", "user_source"}),
        "jdoe|mail frame 6");
    Octets bind = derNumberOf(3);
    for (const Octets& more : {der(0x04, asBytes("EXAMPLE\\jdoe")), der(0x80, asBytes("x"))})
        bind.insert(bind.end(), more.begin(), more.end());
    EXPECT_EQ(of(talk(389, "", derSequenceOf({derNumberOf(1), der(0x60, bind)})), client, {"user_names"}),
              "EXAMPLE\\jdoe");
}

TestFrame framed(std::string_view hardware, std::string_view source, std::string_view destination, std::int64_t time) {
    TestFrame frame;
    frame.octets = ethernet({.source = hex(hardware)}, ipv4(source, destination, udp(50000, 443, octets("x"))));
    frame.time = time;
    return frame;
}

TEST(Clients, ARoutersCardIsNobodyElses) {
    const std::string router = "00:50:56:00:00:01";
    const std::vector<TestFrame> frames{
        framed(card, client, "93.184.216.34", start), framed(router, "93.184.216.34", client, start + 1),
        framed(router, "10.1.0.7", client, start + 2), framed(router, "10.1.0.8", client, start + 3)};
    EXPECT_EQ(of(frames, client, {"mac"}), card);
    EXPECT_EQ(of(frames, "10.1.0.7", {"mac"}), "");
    EXPECT_EQ(of(frames, "10.1.0.8", {"mac"}), "");
}

TEST(Clients, ArpSaysWhoseAddressItIs) {
    const std::string router = "00:50:56:00:00:01";
    TestFrame asked;
    asked.octets = ethernet({.source = hex(router)}, arp("10.0.0.1", client));
    const Octets sender = hex(router);
    std::copy(sender.begin(), sender.end(), asked.octets.begin() + 14 + 8);
    asked.time = start + 9;
    const std::vector<TestFrame> frames{framed(router, "93.184.216.34", client, start),
                                        framed(router, "10.0.0.1", client, start + 1),
                                        framed(router, "10.1.0.8", client, start + 2), asked};
    EXPECT_EQ(of(frames, "10.0.0.1", {"mac"}), router);
    EXPECT_EQ(of(frames, "10.1.0.8", {"mac"}), "");
}

TEST(Clients, WhatOneAddressOfAMachineSaysHoldsForTheOthers) {
    TestFrame named;
    named.octets =
        ethernet({.source = hex(card)},
                 ipv6("fe80::7", "ff02::1:3", udp(50001, 5355, DnsBuilder().question("DESKTOP-7AB", 255).build())));
    named.time = start + 1;
    const std::vector<TestFrame> frames{framed(card, client, "93.184.216.34", start), named};
    EXPECT_EQ(of(frames, client, {"host_names", "host_name_source"}), "desktop-7ab|llmnr frame 2");
}

TEST(Clients, ANameThatNetbiosCutIsTheSame) {
    const auto named = [](const char* name) {
        return kerberosReply({.cname = {std::string(name) + "$"}, .sname = {"krbtgt", "EXAMPLE.ORG"}});
    };
    std::vector<TestFrame> frames{
        datagram(client, 50001, controller, 53, DnsBuilder().question("a.example").build(), start),
        datagram(controller, 88, client, 50000, named("ACCOUNTING-PRINTER"), start),
        datagram(controller, 88, client, 50000, named("accounting-prin"), start + 1),
    };
    EXPECT_EQ(of(frames, client, {"host_names"}), "ACCOUNTING-PRINTER");
    frames.push_back(datagram(controller, 88, client, 50000, named("ACCOUNTING"), start + 2));
    EXPECT_EQ(of(frames, client, {"host_names"}), "ACCOUNTING-PRINTER;ACCOUNTING");
}

TEST(Clients, AreThoseThatSentSomething) {
    const std::vector<TestFrame> frames{framed(card, client, "10.0.0.255", start),
                                        framed(card, "93.184.216.34", "10.0.0.9", start + 1)};
    EXPECT_THAT(clients(frames, {"address", "packets", "bytes_out", "bytes_in"}), ElementsAre("10.0.0.5|1|29|0"));
}

TEST(Clients, TheWorstHitComesFirst) {
    const auto download =
        TcpConversation(client, 50000, "93.184.216.34", 80, start)
            .handshake()
            .clientSends(httpRequest("evil.example", "/a.exe"))
            .serverSends(octets("HTTP/1.1 200 OK\r\nContent-Length: 600\r\n\r\nMZ\x90" + std::string(597, 'x')))
            .finish()
            .frames();
    const auto harmless =
        TcpConversation("10.0.0.4", 50000, "10.0.0.6", 80, start).handshake().clientSends(Octets(100000, 'a')).frames();
    const std::vector<std::string> rows = clients(merged({download, harmless}), {"address", "worst"});
    ASSERT_FALSE(rows.empty());
    EXPECT_EQ(rows.front(), "10.0.0.5|serious");
}

TEST(Clients, ANamesFloodIsBounded) {
    std::vector<TestFrame> frames;
    for (int i = 0; i < 500; ++i)
        frames.push_back(datagram(controller, 88, client, 50000,
                                  kerberosReply({.cname = {"user" + std::to_string(i)}, .sname = {"krbtgt"}}),
                                  start + i));
    EXPECT_LE(analyzed(frames)->inspected.identity.size(), 100u);
}

}  // namespace
}  // namespace weir::test
