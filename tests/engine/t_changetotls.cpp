// SPDX-License-Identifier: GPL-3.0-or-later
// TLS that begins in the middle of another conversation, and TLS over datagrams.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/protocol/tls.h"
#include "tests/support/analyzed.h"

using namespace weir;
using namespace weir::test;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

/// A line of talk: who says it, and what.
struct Said {
    bool client;
    Octets octets;
};
Said c(std::string_view text) { return {true, octets(text)}; }
Said s(std::string_view text) { return {false, octets(text)}; }

std::vector<TestFrame> talk(std::uint16_t port, const std::vector<Said>& lines) {
    TcpConversation conversation("10.0.0.1", 40000, "93.184.216.34", port, 0);
    conversation.handshake();
    for (const Said& line : lines) {
        if (line.client)
            conversation.clientSends(line.octets);
        else
            conversation.serverSends(line.octets);
    }
    return conversation.finish().frames();
}

std::vector<std::string> tlsRows(const std::vector<TestFrame>& frames) {
    return tableRows(analyzed(frames), "tls", {"server_name", "sport"});
}

const Octets hello = tlsClientHello("mail.example.com");

struct Change {
    const char* service;
    std::uint16_t port;
    std::vector<Said> before;
};

class ChangesToTls : public testing::TestWithParam<Change> {};

TEST_P(ChangesToTls, TheHelloBehindItIsRead) {
    std::vector<Said> lines = GetParam().before;
    lines.push_back({true, hello});
    const traffic::Snapshot snapshot = analyzed(talk(GetParam().port, lines));
    EXPECT_THAT(tableRows(snapshot, "tls", {"server_name", "sport"}),
                ElementsAre("mail.example.com|" + std::to_string(GetParam().port)));
    EXPECT_THAT(tableRows(snapshot, "conversations", {"service", "server_name"}),
                ElementsAre(std::string(GetParam().service) + "|mail.example.com"));
    EXPECT_THAT(tableRows(snapshot, "hosts", {"named_by"}), ElementsAre("tls"));
}

TEST_P(ChangesToTls, WithoutAHelloThereIsNone) {
    EXPECT_THAT(tlsRows(talk(GetParam().port, GetParam().before)), IsEmpty());
}

const std::string_view startTls =
    "\x30\x1d\x02\x01\x01\x77\x18\x80\x16"
    "1.3.6.1.4.1.1466.20037";
const std::string_view startTlsDone("\x30\x0c\x02\x01\x01\x78\x07\x0a\x01\x00\x04\x00\x04\x00", 14);
// X.224 connection request and confirm with RDP's negotiation: TLS is asked for and granted ([MS-RDPBCGR] 2.2.1.1).
const std::string_view rdpRequest("\x03\x00\x00\x13\x0e\xe0\x00\x00\x00\x00\x00\x01\x00\x08\x00\x03\x00\x00\x00", 19);
const std::string_view rdpConfirm("\x03\x00\x00\x13\x0e\xd0\x00\x00\x12\x34\x00\x02\x1f\x08\x00\x02\x00\x00\x00", 19);
const std::string_view sslRequest("\x00\x00\x00\x08\x04\xd2\x16\x2f", 8);

INSTANTIATE_TEST_SUITE_P(
    Services, ChangesToTls,
    testing::Values(
        Change{"smtp",
               25,
               {s("220 mx.example.com ESMTP ready\r\n"), c("EHLO client\r\n"),
                s("250-mx.example.com\r\n250 STARTTLS\r\n"), c("STARTTLS\r\n"), s("220 Go ahead\r\n")}},
        Change{"imap",
               143,
               {s("* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n"), c("a1 STARTTLS\r\n"), s("a1 OK begin\r\n")}},
        Change{"pop3", 110, {s("+OK POP3 ready\r\n"), c("STLS\r\n"), s("+OK begin\r\n")}},
        Change{"ftp", 21, {s("220 FTP server ready\r\n"), c("AUTH TLS\r\n"), s("234 proceed\r\n")}},
        Change{"xmpp",
               5222,
               {c("<?xml version='1.0'?><stream:stream to='example.com' xmlns='jabber:client' "
                  "xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>"),
                s("<?xml version='1.0'?><stream:stream from='example.com' id='x' xmlns='jabber:client' "
                  "xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>"),
                c("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"),
                s("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")}},
        Change{"ldap", 389, {c(startTls), s(startTlsDone)}}, Change{"postgresql", 5432, {c(sslRequest), s("S")}},
        Change{"irc", 7000, {c("STARTTLS\r\n"), s(":irc.example.com 670 * :STARTTLS successful\r\n")}},
        Change{"rdp", 3389, {c(rdpRequest), s(rdpConfirm)}}),
    [](const auto& one) { return std::string(one.param.service); });

TEST(ChangeToTls, TheServersVersionFollows) {
    // A ServerHello of TLS 1.2 behind the change: 2 + 32 + 1 + 2 + 1 octets, no extensions; then the ciphers change.
    Octets server = {22, 3, 3, 0, 42, 2, 0, 0, 38, 3, 3};
    server.insert(server.end(), 32, 0x11);
    for (const int octet : {0, 0xc0, 0x2f, 0, 20, 3, 3, 0, 1, 1}) server.push_back(static_cast<std::uint8_t>(octet));
    const auto frames = talk(25, {s("220 mx.example.com ESMTP ready\r\n"),
                                  c("STARTTLS\r\n"),
                                  s("220 Go ahead\r\n"),
                                  {true, hello},
                                  {false, server}});
    EXPECT_THAT(tableRows(analyzed(frames), "tls", {"tls_version"}), ElementsAre("TLS 1.2"));
}

TEST(ChangeToTls, CredentialsBeforeItAreStillSeen) {
    const auto frames = talk(110, {s("+OK POP3 ready\r\n"),
                                   c("USER alice\r\n"),
                                   s("+OK\r\n"),
                                   c("PASS secret\r\n"),
                                   s("+OK\r\n"),
                                   {true, hello}});
    EXPECT_THAT(tableRows(analyzed(frames), "findings", {"kind"}),
                testing::Contains(testing::HasSubstr("credentials")));
}

/// The hello of TLS over TCP as DTLS writes it (RFC 9147 sections 4 and 5.2): a cookie more, other headers.
Octets dtlsHello() {
    Octets body(hello.begin() + 9, hello.end());
    body[0] = 0xfe;
    body[1] = 0xfd;
    body.insert(body.begin() + 35 + body[34], std::uint8_t{0});
    const auto length = static_cast<unsigned>(body.size());
    const Octets message = OctetWriter().u8(1).u24(length).zeros(5).u24(length).bytes(body).done();
    return OctetWriter().u8(22).u16(0xfefd).zeros(8).u16(static_cast<unsigned>(message.size())).bytes(message).done();
}

TEST(Dtls, TheHelloIsRead) {
    const auto frames = std::vector{datagram("10.0.0.1", 40000, "93.184.216.34", 4433, dtlsHello(), 0)};
    const auto rows = tableRows(analyzed(frames), "tls", {"number", "server_name", "sport", "ja4"});
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_TRUE(rows[0].starts_with("1|mail.example.com|4433|d")) << rows[0];
    EXPECT_THAT(tableRows(analyzed(frames), "conversations", {"service"}), ElementsAre("dtls"));
}

TEST(Dtls, BehindStunOnTheSamePorts) {
    const Octets binding = {0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    std::vector<TestFrame> frames;
    for (int i = 0; i < 5; ++i) frames.push_back(datagram("10.0.0.1", 40000, "93.184.216.34", 50000, binding, i));
    EXPECT_THAT(tlsRows(frames), IsEmpty());
    frames.push_back(datagram("93.184.216.34", 50000, "10.0.0.1", 40000, dtlsHello(), 9));
    EXPECT_THAT(tlsRows(frames), ElementsAre("mail.example.com|50000"));
}

}  // namespace
