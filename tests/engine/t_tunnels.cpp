// SPDX-License-Identifier: GPL-3.0-or-later
// What goes through proxies is read as if it began there; the name it asks for is not the proxy's.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/talk.h"

using namespace weir;
using namespace weir::test;
using testing::ElementsAre;
using testing::IsEmpty;
using namespace std::string_literals;

namespace {

const std::string hello(asText(tlsClientHello("evil.example.com")));
const std::string granted = "HTTP/1.1 200 Connection established\r\n\r\n";

std::string connectTo(std::string_view target) {
    return "CONNECT " + std::string(target) + " HTTP/1.1\r\nHost: " + std::string(target) + "\r\n\r\n";
}
std::vector<std::string> tls(Talk& talk) { return tableRows(analyzed(talk.frames()), "tls", {"server_name"}); }
std::vector<std::string> http(Talk& talk) {
    return tableRows(analyzed(talk.frames()), "http", {"method", "host", "path", "status"});
}
std::vector<std::string> service(Talk& talk) {
    return tableRows(analyzed(talk.frames()), "conversations", {"service"});
}

const std::string greeting5 = "\x05\x01\0"s, chosen5 = "\x05\0"s;
const std::string request5 = "\x05\x01\0\x03\x10"s + "evil.example.com\x01\xbb", reply5 = "\x05\0\0\x01\0\0\0\0\0\0"s;

TEST(Connect, TheHelloBehindItIsRead) {
    Talk talk(3128);
    talk.c(connectTo("evil.example.com:443")).s(granted).c(hello);
    EXPECT_THAT(tls(talk), ElementsAre("evil.example.com"));
    EXPECT_THAT(http(talk), ElementsAre("CONNECT|evil.example.com:443|evil.example.com:443|200"));
    EXPECT_THAT(service(talk), ElementsAre("tls"));
    const traffic::Snapshot snapshot = analyzed(talk.frames());
    EXPECT_THAT(tableRows(snapshot, "hosts", {"named_by"}), ElementsAre("none"));
    for (const std::string& kind : tableRows(snapshot, "findings", {"kind"}))
        EXPECT_EQ(kind.find("odd-port"), kind.npos);
}
TEST(Connect, RefusedAndAskedAgain) {
    Talk talk(3128);
    talk.c(connectTo("evil.example.com:443")).s("HTTP/1.1 407 X\r\nContent-Length: 5\r\n\r\nabcde");
    talk.c(connectTo("evil.example.com:443")).s(granted).c(hello);
    EXPECT_THAT(tls(talk), ElementsAre("evil.example.com"));
    EXPECT_EQ(http(talk).size(), 2u);
    Talk refused(3128);
    refused.c(connectTo("evil.example.com:443")).s("HTTP/1.1 403 X\r\nContent-Length: 0\r\n\r\n");
    EXPECT_THAT(tls(refused), IsEmpty());
}
TEST(Connect, WhoeverDoesNotWait) {
    Talk early(3128);
    early.c(connectTo("evil.example.com:443") + hello.substr(0, 100)).c(hello.substr(100)).s(granted);
    EXPECT_THAT(tls(early), ElementsAre("evil.example.com"));
    Talk lostAnswer(3128);
    lostAnswer.c(connectTo("evil.example.com:443")).s(granted).lost().c(hello).s("\x16\x03\x03\0\x02xx"s);
    EXPECT_THAT(tls(lostAnswer), ElementsAre("evil.example.com"));
}
TEST(Connect, CarriesWhateverItCarries) {
    Talk plain(3128);
    plain.c(connectTo("evil.example.com:80")).s(granted).c("GET /in HTTP/1.1\r\nHost: evil.example.com\r\n\r\n");
    plain.s("HTTP/1.1 204 X\r\n\r\n");
    EXPECT_THAT(http(plain),
                ElementsAre("CONNECT|evil.example.com:80|evil.example.com:80|200", "GET|evil.example.com|/in|204"));
    Talk ssh(3128);
    ssh.c(connectTo("evil.example.com:22")).s(granted + "SSH-2.0-x\r\n").c("SSH-2.0-y\r\n");
    EXPECT_THAT(service(ssh), ElementsAre("ssh"));
    Talk chain(3128);
    chain.c(connectTo("next.example.com:3128")).s(granted).c(connectTo("evil.example.com:443")).s(granted).c(hello);
    EXPECT_THAT(tls(chain), ElementsAre("evil.example.com"));
    Talk mail(3128);
    mail.c(connectTo("mx.example.com:25")).s(granted + "220 mx ESMTP\r\n").c("EHLO a\r\n").s("250 STARTTLS\r\n");
    mail.c("STARTTLS\r\n").s("220 go\r\n").c(hello);
    EXPECT_THAT(tls(mail), ElementsAre("evil.example.com"));
}
TEST(Connect, InAnyCase) {
    Talk talk(3128);
    talk.c("Connect evil.example.com:443 http/1.1\r\n\r\n").s(granted).c(hello);
    EXPECT_THAT(tls(talk), ElementsAre("evil.example.com"));
}
TEST(Proxy, AWholeUriDoesNotNameTheProxy) {
    Talk talk(3128);
    talk.c("GET http://evil.example.com/x HTTP/1.1\r\nHost: evil.example.com\r\n\r\n").s(granted);
    const traffic::Snapshot snapshot = analyzed(talk.frames());
    EXPECT_THAT(tableRows(snapshot, "hosts", {"named_by"}), ElementsAre("none"));
}

TEST(Socks, FiveOnAnyPort) {
    for (const std::uint16_t port : std::initializer_list<std::uint16_t>{1080, 9050, 443}) {
        Talk talk(port);
        talk.c(greeting5).s(chosen5).c(request5).s(reply5).c(hello);
        EXPECT_THAT(tls(talk), ElementsAre("evil.example.com")) << port;
        EXPECT_THAT(tableRows(analyzed(talk.frames()), "hosts", {"named_by"}), ElementsAre("none"));
    }
}
TEST(Socks, FiveInPiecesAndWithPassword) {
    Talk pieces(1080);
    for (const char octet : greeting5) pieces.c(std::string(1, octet));
    for (const char octet : chosen5) pieces.s(std::string(1, octet));
    for (const char octet : request5) pieces.c(std::string(1, octet));
    for (const char octet : reply5) pieces.s(std::string(1, octet));
    for (const char octet : hello) pieces.c(std::string(1, octet));
    EXPECT_THAT(tls(pieces), ElementsAre("evil.example.com"));
    Talk password(1080);
    password.c("\x05\x02\0\x02"s)
        .s("\x05\x02"s)
        .c("\x01\x04user\x06secret"s)
        .s("\x01\0"s)
        .c(request5)
        .s(reply5)
        .c(hello);
    EXPECT_THAT(tls(password), ElementsAre("evil.example.com"));
}
TEST(Socks, WhoeverDoesNotWait) {
    Talk talk(1080);
    talk.c(greeting5).s(chosen5).c(request5 + hello).s(reply5);
    EXPECT_THAT(tls(talk), ElementsAre("evil.example.com"));
}
TEST(Socks, FourAndItsExtension) {
    Talk four(1080);
    four.c("\x04\x01\x01\xbb\xc0\0\x02\x01user\0"s).s("\0\x5a\0\0\0\0\0\0"s).c(hello);
    EXPECT_THAT(tls(four), ElementsAre("evil.example.com"));
    Talk extended(1080);
    extended.c("\x04\x01\0\x50\0\0\0\x01\0evil.example.com\0"s).s("\0\x5a\0\0\0\0\0\0"s);
    extended.c("GET /in HTTP/1.1\r\nHost: evil.example.com\r\n\r\n").s("HTTP/1.1 204 X\r\n\r\n");
    EXPECT_THAT(http(extended), ElementsAre("GET|evil.example.com|/in|204"));
}
TEST(Socks, Refused) {
    Talk talk(1080);
    talk.c(greeting5).s(chosen5).c(request5).s("\x05\x05\0\x01\0\0\0\0\0\0"s).c(hello);
    EXPECT_THAT(tls(talk), IsEmpty());
    EXPECT_THAT(service(talk), ElementsAre("socks"));
}

TEST(ProxyHeader, BothVersions) {
    const std::string line = "PROXY TCP4 192.0.2.1 192.0.2.2 40000 443\r\n";
    const std::string binary = "\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c\xc0\0\x02\x01\xc0\0\x02\x02\x9c\x40\x01\xbb"s;
    for (const std::string& header : {line, binary}) {
        Talk apart(443), together(443), pieces(443), twice(443);
        apart.c(header).c(hello);
        EXPECT_THAT(tls(apart), ElementsAre("evil.example.com"));
        EXPECT_THAT(service(apart), ElementsAre("tls"));
        EXPECT_THAT(tableRows(analyzed(apart.frames()), "hosts", {"named_by"}), ElementsAre("tls"));
        together.c(header + hello);
        EXPECT_THAT(tls(together), ElementsAre("evil.example.com"));
        for (const char octet : header + hello) pieces.c(std::string(1, octet));
        EXPECT_THAT(tls(pieces), ElementsAre("evil.example.com"));
        twice.c(header + header + hello);
        EXPECT_THAT(tls(twice), ElementsAre("evil.example.com"));
        Talk web(80);
        web.c(header + "GET /in HTTP/1.1\r\nHost: a.example\r\n\r\n").s("HTTP/1.1 204 X\r\n\r\n");
        EXPECT_THAT(http(web), ElementsAre("GET|a.example|/in|204"));
    }
}
TEST(ProxyHeader, WhatOnlyLooksLikeOne) {
    Talk talk(80);
    talk.c("P").c("ROPFIND /x HTTP/1.1\r\nHost: a.example\r\n\r\n").s("HTTP/1.1 204 X\r\n\r\n");
    EXPECT_THAT(http(talk), ElementsAre("PROPFIND|a.example|/x|204"));
}

TEST(StartTls, NntpManageSieveIrc) {
    Talk nntp(119);
    nntp.s("200 news ready\r\n").c("STARTTLS\r\n").s("382 go\r\n").c(hello);
    EXPECT_THAT(tls(nntp), ElementsAre("evil.example.com"));
    Talk sieve(4190);
    sieve.s("\"IMPLEMENTATION\" \"Dovecot\"\r\n\"STARTTLS\"\r\nOK\r\n").c("STARTTLS\r\n").s("OK\r\n").c(hello);
    EXPECT_THAT(tls(sieve), ElementsAre("evil.example.com"));
    EXPECT_THAT(service(sieve), ElementsAre("sieve"));
    Talk irc(6667);
    irc.c("CAP LS 302\r\n").s(":irc CAP * LS :tls\r\n").c("STARTTLS\r\n").s(":irc 670 x :go\r\n").c(hello);
    EXPECT_THAT(tls(irc), ElementsAre("evil.example.com"));
}
TEST(StartTls, BehindALossAndOctetByOctet) {
    Talk lost(25);
    lost.s("220 mx ESMTP\r\n").c("EHLO a\r\n").s("250 STARTTLS\r\n").c("NOOP\r\n").lost().s("250 ok\r\n");
    lost.c("STARTTLS\r\n").s("220 go\r\n").c(hello);
    EXPECT_THAT(tls(lost), ElementsAre("evil.example.com"));
    Talk octets(25);
    octets.s("220 mx ESMTP\r\n").c("EHLO a\r\n").s("250 STARTTLS\r\n").c("STARTTLS\r\n").s("220 go\r\n");
    for (const char octet : hello) octets.c(std::string(1, octet));
    EXPECT_THAT(tls(octets), ElementsAre("evil.example.com"));
}

}  // namespace
