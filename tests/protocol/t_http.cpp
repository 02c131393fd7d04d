// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <random>

#include "core/protocol/http.h"

namespace {

using namespace weir;
using namespace weir::protocol;

constexpr std::string_view post =
    "POST /gate.php?id=1 HTTP/1.1\r\nhost: Bad.Example:8080\r\nUser-Agent:  curl/8 \r\nAuthorization: basic dTpw\r\n"
    "Content-Length: 5\r\nX-Folded: a\r\n b: c\r\nContent-Type: text/plain\r\n\r\nhello";

TEST(HttpRequestReader, ReadsAHead) {
    HttpRequest request;
    ASSERT_EQ(readHttpRequest(asBytes(post), request), HttpStatus::complete);
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.target, "/gate.php?id=1");
    EXPECT_EQ(request.version, "HTTP/1.1");
    EXPECT_EQ(request.host, "Bad.Example:8080");
    EXPECT_EQ(request.userAgent, "curl/8");
    EXPECT_EQ(request.contentType, "text/plain");
    EXPECT_EQ(request.contentLength, 5U);
    EXPECT_TRUE(request.basicCredentials);
    EXPECT_EQ(post.substr(request.headSize), "hello");
    EXPECT_EQ(hostName(request.authority()), "bad.example");
}

TEST(HttpRequestReader, AsksForMoreAtEveryCut) {
    const std::size_t head = post.size() - 5;
    for (std::size_t cut = 0; cut < head; ++cut) {
        HttpRequest request;
        ASSERT_EQ(readHttpRequest(asBytes(post.substr(0, cut)), request), HttpStatus::needMore) << cut;
    }
}

TEST(HttpRequestReader, RefusesOtherProtocols) {
    HttpRequest request;
    for (const std::string_view text :
         {"SSH-2.0-x\r\n", "EHLO a\r\n", "USER x HTTP\r\n", " GET / HTTP/1.1\r\n\r\n", "get key\r\n", "GET /x y\r\n",
          "\x16\x03\x01", "GET / SIP/2.0\r\n\r\n", "NICKNAMES_THAT_ARE_FAR_TOO_LONG x"})
        EXPECT_EQ(readHttpRequest(asBytes(text), request), HttpStatus::notHttp) << text;
}

TEST(HttpRequestReader, AMethodOfAnyNameIsOneOnceItsLineIsWhole) {
    HttpRequest request;
    const std::string_view whole = "BCOPY /exchange/anna HTTP/1.1\r\n\r\n";
    EXPECT_EQ(readHttpRequest(asBytes(whole), request), HttpStatus::complete);
    for (std::size_t cut = 0; cut < whole.size(); ++cut)
        EXPECT_EQ(readHttpRequest(asBytes(whole.substr(0, cut)), request), HttpStatus::needMore) << cut;
    EXPECT_TRUE(isHttpMethod("get"));
    EXPECT_FALSE(isHttpMethod("BCOPY"));
}

TEST(HttpHeadEnd, IsFoundHoweverTheOctetsCome) {
    for (const std::string_view head :
         {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET /\n\n", "a\r\n\r\r\nb\n\r\n", "a\n\rb\n\n"}) {
        const std::string text = std::string(head) + "body\r\n\r\n";
        for (std::size_t step = 1; step <= text.size(); ++step) {
            HttpHeadEnd end;
            std::size_t at = 0;
            std::optional<std::size_t> found;
            for (; !found && at < text.size(); at += found.value_or(step))
                found = end.find(asBytes(std::string_view(text).substr(at, step)));
            EXPECT_EQ(at, head.size()) << head << " by " << step;
        }
    }
}

TEST(HttpRequestReader, ReadsRequestLinesLeniently) {
    HttpRequest request;
    for (const std::string_view text : {"get / HTTP/1.1\r\n\r\n", "Get\t/\tHTTP/1.0.8 \r\n\r\n", "GET  / http/2\n\n"}) {
        EXPECT_EQ(readHttpRequest(asBytes(text), request), HttpStatus::complete) << text;
        EXPECT_EQ(request.target, "/");
        EXPECT_FALSE(request.simple);
    }
    EXPECT_EQ(readHttpRequest(asBytes("GET /x\r\n"), request), HttpStatus::needMore);
    EXPECT_TRUE(request.simple);
}

TEST(HttpRequestReader, ALengthThatIsSaidTwiceIsOne) {
    HttpRequest request;
    const auto length = [&](std::string_view fields) {
        readHttpRequest(asBytes("POST / HTTP/1.1\r\n" + std::string(fields) + "\r\n\r\n"), request);
        return request.contentLength;
    };
    EXPECT_EQ(length("Content-Length: 5, 5"), 5u);
    EXPECT_EQ(length("Content-Length: 5\r\nContent-Length: 5"), 5u);
    for (const char* lies : {"Content-Length: 5, 6", "Content-Length: 5\r\nContent-Length: 6", "Content-Length: 5,",
                             "Content-Length: +5", "Content-Length: 5, 6, 5"})
        EXPECT_FALSE(length(lies)) << lies;
}

TEST(HttpRequestReader, GivesUpOnAHeadWithoutEnd) {
    HttpRequest request;
    const std::string endless = "GET / HTTP/1.1\r\nX: " + std::string(maximumHttpHead, 'a');
    EXPECT_EQ(readHttpRequest(asBytes(endless), request), HttpStatus::broken);
    EXPECT_EQ(request.method, "GET");
}

TEST(HttpRequestReader, TakesTheTargetsAuthorityFirst) {
    HttpRequest request;
    ASSERT_EQ(readHttpRequest(asBytes("CONNECT c2.example:443 HTTP/1.1\r\nHost: other\r\n\r\n"), request),
              HttpStatus::complete);
    EXPECT_EQ(request.authority(), "c2.example:443");
    ASSERT_EQ(readHttpRequest(asBytes("GET http://u:p@a.example:81/x HTTP/1.0\nHost: other\n\n"), request),
              HttpStatus::complete);
    EXPECT_EQ(request.authority(), "a.example:81");
    EXPECT_EQ(request.host, "other");
    EXPECT_EQ(hostName("[2001:db8::1]:80"), "2001:db8::1");
    EXPECT_EQ(hostName("2001:db8::1"), "2001:db8::1");
    EXPECT_EQ(hostName("Example.org."), "example.org");
    for (const char* nothing : {"", ".", ":80", ".:80", " "}) EXPECT_EQ(hostName(nothing), "") << nothing;
}

TEST(HttpRequestReader, SeesUpgradesAndThePreface) {
    HttpRequest request;
    ASSERT_EQ(readHttpRequest(asBytes("GET / HTTP/1.1\r\nUpgrade: foo, H2C\r\n\r\n"), request), HttpStatus::complete);
    EXPECT_TRUE(request.upgradeToHttp2);
    ASSERT_EQ(readHttpRequest(asBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nxyz"), request), HttpStatus::complete);
    EXPECT_TRUE(request.http2Preface);
    EXPECT_EQ(readHttpRequest(asBytes("PRI * HTTP/2.0\r\n"), request), HttpStatus::needMore);
}

TEST(HttpResponseReader, ReadsAHead) {
    const std::string_view text =
        "HTTP/1.1 302 Moved Temporarily\r\nServer: nginx \r\nLocation: http://x/\r\nTransfer-Encoding: gzip, "
        "Chunked\r\n"
        "Content-Type: application/x-msdownload\r\nContent-Length: 99999999999999999999\r\n\r\nMZ";
    HttpResponse response;
    ASSERT_EQ(readHttpResponse(asBytes(text), response), HttpStatus::complete);
    EXPECT_EQ(response.status, 302);
    EXPECT_EQ(response.reason, "Moved Temporarily");
    EXPECT_EQ(response.server, "nginx");
    EXPECT_EQ(response.location, "http://x/");
    EXPECT_EQ(response.contentType, "application/x-msdownload");
    EXPECT_FALSE(response.contentLength);  // it does not fit any number
    EXPECT_TRUE(response.chunked);
    EXPECT_EQ(text.substr(response.headSize), "MZ");
    for (std::size_t cut = 0; cut + 2 < text.size(); ++cut)
        ASSERT_EQ(readHttpResponse(asBytes(text.substr(0, cut)), response), HttpStatus::needMore) << cut;
    for (const std::string_view other :
         {"HTTX/1.1 200", "HTTP/1.1 abc OK\r\n", "HTTP/1.1 2000 OK\r\n", "HTTP/x.1 200 OK\r\n"})
        EXPECT_EQ(readHttpResponse(asBytes(other), response), HttpStatus::notHttp) << other;
}

TEST(HttpReaders, SurviveAnyMutation) {
    std::mt19937 random(7);
    int complete = 0;
    for (int round = 0; round < 20000; ++round) {
        std::string text(post);
        for (unsigned i = 0; i <= random() % 5; ++i) text[random() % text.size()] = static_cast<char>(random());
        HttpRequest request;
        HttpResponse response;
        if (readHttpRequest(asBytes(text), request) == HttpStatus::complete) {
            ++complete;
            EXPECT_LE(request.headSize, text.size());
            EXPECT_LE(hostName(request.authority()).size(), text.size());
        }
        readHttpResponse(asBytes("HTTP/1.1 200 " + text), response);
    }
    EXPECT_GT(complete, 1000);
}

}  // namespace
