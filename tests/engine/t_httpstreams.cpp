// SPDX-License-Identifier: GPL-3.0-or-later
// HTTP over connections that lost segments, began earlier, or say things that no specification allows.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/talk.h"

using namespace weir;
using namespace weir::test;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

std::vector<std::string> http(const std::vector<TestFrame>& frames,
                              const std::vector<std::string>& columns = {"method", "path", "status"}) {
    const traffic::Snapshot snapshot = analyzed(frames);
    for (const std::string& time : tableRows(snapshot, "http", {"time"}))
        EXPECT_TRUE(time.starts_with("17")) << time;  // none of 1970
    return tableRows(snapshot, "http", columns);
}
std::vector<std::string> http(Talk& talk) { return http(talk.frames()); }

std::string get(std::string_view path) { return "GET " + std::string(path) + " HTTP/1.1\r\nHost: a.example\r\n\r\n"; }
std::string answer(int status, std::size_t length = 0) {
    return "HTTP/1.1 " + std::to_string(status) + " X\r\nContent-Length: " + std::to_string(length) + "\r\n\r\n";
}
const std::string body(1000, 'x');

// --- after a gap ---------------------------------------------------------------------------------------------------
TEST(HttpGap, ABodyGoesOnToItsEnd) {
    Talk talk(80);
    talk.c(get("/a"))
        .s(answer(200, 4000))
        .s(body)
        .s(body)
        .lost()
        .s("HTTP/1.1 500 no head\r\n\r\n" + body.substr(0, 976))
        .s(body);
    talk.c(get("/b")).s(answer(201));
    EXPECT_THAT(http(talk), ElementsAre("GET|/a|200", "GET|/b|201"));
}
TEST(HttpGap, TheEndOfABodyAndTheNextHeadAreLost) {
    Talk talk(80);
    talk.c(get("/a")).s(answer(200, 2000)).s(body).s(body + answer(201)).lost();
    talk.c(get("/b")).c(get("/c")).s(answer(202));
    EXPECT_THAT(http(talk), ElementsAre("GET|/a|200", "GET|/b|", "GET|/c|202"));
}
TEST(HttpGap, InsideAChunkAndOverItsEnd) {
    const std::string chunked = "HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n";
    Talk inside(80);
    inside.c(get("/a"))
        .s(chunked + "bb8\r\n")
        .s(body)
        .s(body)
        .lost()
        .s(body)
        .s("\r\n0\r\n\r\n")
        .c(get("/b"))
        .s(answer(201));
    EXPECT_THAT(http(inside), ElementsAre("GET|/a|200", "GET|/b|201"));
    Talk over(80);
    over.c(get("/a")).s(chunked + "3e8\r\n").s(body + "\r\n").lost().s("3e8\r\n" + body + "\r\n0\r\n\r\n");
    over.c(get("/b")).s(answer(201));
    EXPECT_THAT(http(over), ElementsAre("GET|/a|200", "GET|/b|201"));
}
TEST(HttpGap, AnUploadWithARequestInside) {
    Talk talk(80);
    talk.c("POST /up HTTP/1.1\r\nContent-Length: 3000\r\n\r\n")
        .c(body)
        .lost()
        .c(get("/none") + std::string(1000 - get("/none").size(), 'y'))
        .c(body);
    talk.s(answer(200)).c(get("/b")).s(answer(201));
    EXPECT_THAT(http(talk), ElementsAre("POST|/up|200", "GET|/b|201"));
}
TEST(HttpGap, ResponsesFindTheirRequests) {
    Talk request(80);
    request.c(get("/1")).s(answer(201)).c(get("/2")).lost().s(answer(202)).c(get("/3")).s(answer(203));
    EXPECT_THAT(http(request), ElementsAre("GET|/1|201", "||202", "GET|/3|203"));
    Talk response(80);
    response.c(get("/1")).s(answer(201)).c(get("/2")).s(answer(202)).lost().c(get("/3")).s(answer(203));
    EXPECT_THAT(http(response), ElementsAre("GET|/1|201", "GET|/2|", "GET|/3|203"));
    Talk both(80);
    both.c(get("/1")).s(answer(201)).c(get("/2")).s(answer(202)).lost().c(get("/3")).lost().s(answer(203));
    both.c(get("/4")).s(answer(204));
    EXPECT_THAT(http(both), ElementsAre("GET|/1|201", "GET|/2|", "||203", "GET|/4|204"));
}
TEST(HttpGap, FramesCutByTheSnapLength) {
    Talk talk(80);
    talk.c(get("/a"))
        .s(answer(200, 1000))
        .s(body)
        .cutTo(10)
        .c(get("/b") + "")
        .s(answer(201, 2000) + body + body)
        .cutTo(60);
    talk.c(get("/c")).s(answer(202));
    EXPECT_THAT(http(talk), ElementsAre("GET|/a|200", "GET|/b|201", "GET|/c|202"));
}
TEST(HttpGap, AHeadThatIsCutShowsWhatIsThere) {
    Talk talk(80);
    const std::string head = "GET /cut HTTP/1.1\r\nHost: a.example\r\nCookie: " + body + "\r\n\r\n";
    talk.c(head).cutTo(60).s(answer(200)).c(get("/b")).s(answer(201));
    EXPECT_THAT(http(talk.frames(), {"path", "host", "status"}), ElementsAre("/cut|a.example|200", "/b|a.example|201"));
}
TEST(HttpGap, TheFirstSegmentsComeInTheWrongOrder) {
    Talk request(80);
    request.c("POST /gate HTTP/1.1\r\nContent-Length: 1000\r\n\r\n").c(body).swapped().s(answer(200));
    EXPECT_THAT(http(request), ElementsAre("POST|/gate|200"));
    Talk response(80);
    response.c(get("/dl")).s(answer(200, 2000) + "MZ" + body.substr(2)).s(body).swapped().c(get("/b")).s(answer(201));
    EXPECT_THAT(http(response), ElementsAre("GET|/dl|200", "GET|/b|201"));
}
TEST(HttpGap, TheFirstRequestIsLost) {
    Talk talk(80);
    talk.c(get("/1")).lost().s(answer(201)).c(get("/2")).s(answer(202));
    EXPECT_THAT(http(talk.frames(), {"path", "status", "number", "response_number"}),
                ElementsAre("|201|4|4", "/2|202|5|6"));
}

TEST(HttpGap, TheFirstOfSeveralResponsesIsLost) {
    Talk atOnce(80);
    atOnce.c(get("/1") + get("/2") + get("/3")).s(answer(201)).lost().s(answer(202)).s(answer(203));
    EXPECT_THAT(http(atOnce), ElementsAre("GET|/1|", "GET|/2|202", "GET|/3|203"));
    Talk later(80);
    later.c(get("/1")).s(answer(201)).c(get("/2") + get("/3")).s(answer(202)).lost().s(answer(203));
    EXPECT_THAT(http(later), ElementsAre("GET|/1|201", "GET|/2|", "GET|/3|203"));
    // A lost interim response answers nothing.
    Talk interim(80);
    interim.c("POST /1 HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n");
    interim.s("HTTP/1.1 100 Continue\r\n\r\n").lost().c("x").s(answer(201)).c(get("/2")).s(answer(202));
    EXPECT_THAT(http(interim), ElementsAre("POST|/1|201", "GET|/2|202"));
}

// --- responses without a request ------------------------------------------------------------------------------------
TEST(HttpAlone, ResponsesHaveRowsOfTheirOwn) {
    Talk timeout(80);
    timeout.s(answer(408)).c(get("/after")).s(answer(221));
    EXPECT_THAT(http(timeout.frames(), {"path", "status", "number"}), ElementsAre("|408|4", "/after|221|5"));
    Talk serverOnly(80);
    serverOnly.c(get("/1")).lost().s(answer(201, 1000) + body).c(get("/2")).lost().s(answer(202));
    EXPECT_THAT(http(serverOnly.frames(), {"path", "status", "number"}), ElementsAre("|201|4", "|202|5"));
}
TEST(HttpAlone, JoinedInsideADownload) {
    Talk talk(80);
    talk.c(get("/1")).lost().s(answer(200, 3000)).lost().s(body).s(body).s(body).c(get("/2")).s(answer(202));
    std::vector<TestFrame> frames = talk.frames();
    frames.erase(frames.begin(), frames.begin() + 3);
    EXPECT_THAT(http(frames), ElementsAre("GET|/2|202"));
}
TEST(HttpAlone, OneSideJoinedInsideABody) {
    // Messages begin where a segment does, however much was said before and although nobody answers.
    for (const std::size_t tail : {20, 300, 5000}) {
        Talk server(80);
        server.s(std::string(tail, 'x')).s(answer(200, 3) + "abc").s(answer(404));
        std::vector<TestFrame> frames = server.frames();
        frames.erase(frames.begin(), frames.begin() + 3);
        EXPECT_THAT(http(frames), ElementsAre("||200", "||404")) << tail;
        Talk client(80);
        client.c(std::string(tail, 'x')).c(get("/a")).c(get("/b"));
        frames = client.frames();
        frames.erase(frames.begin(), frames.begin() + 3);
        EXPECT_THAT(http(frames), ElementsAre("GET|/a|", "GET|/b|")) << tail;
    }
    // Whoever's first words were captured is not looked at again: it speaks something else.
    Talk whole(9999);
    whole.c("\x01\x02\x03\x04").c(get("/a"));
    EXPECT_THAT(http(whole), IsEmpty());
}

// --- request lines ---------------------------------------------------------------------------------------------------
TEST(HttpRequestLine, IsReadLeniently) {
    for (const char* line :
         {"Get /x HTTP/1.1", "get\t/x\tHTTP/1.1", "GET   /x  HTTP/1.1 \t", "GET /x http/1.1", "GET /x HTTP/1.0.8",
          "GET /x HTTP/2", "PoSt /x HTTP/1.1", "GET /x HTTP/", "GET /x HTTP/1.1.1.1.1.1.1.1.1.1"}) {
        Talk talk(80);
        talk.c(std::string(line) + "\r\nHost: a.example\r\nContent-Length: 0\r\n\r\n")
            .s(answer(200))
            .c(get("/y"))
            .s(answer(201));
        EXPECT_THAT(http(talk.frames(), {"path", "status"}), ElementsAre("/x|200", "/y|201")) << line;
    }
}
TEST(HttpRequestLine, WithoutAVersion) {
    Talk simple(80);
    simple.c("GET /gen.php?a=1\r\n").s("MZ" + body);
    EXPECT_THAT(http(simple), ElementsAre("GET|/gen.php?a=1|"));
    Talk fields(8080);
    fields.c("GET /x\r\nHost: a.example\r\n\r\n").s("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    EXPECT_THAT(http(fields), ElementsAre("GET|/x|200"));
    Talk unanswered(80);
    unanswered.c("GET /x\r\n");
    EXPECT_THAT(http(unanswered), ElementsAre("GET|/x|"));
}
TEST(HttpRequestLine, OtherProtocolsHaveAGetToo) {
    for (const char* line : {"GET key\r\n", "get key\r\n", "GET\r\n", "SET /x y\r\n", "GET /x y\r\n", "QUIT\r\n"}) {
        Talk talk(6379);
        talk.c(line).s("$5\r\nvalue\r\n").c("GET /again\r\n").s("$-1\r\n");
        EXPECT_THAT(http(talk), IsEmpty()) << line;
    }
    Talk greeted(7000);
    greeted.s("220 ready\r\n").c("GET /x\r\n").s("500 no\r\n");
    EXPECT_THAT(http(greeted), IsEmpty());
}

// --- bodies
// ------------------------------------------------------------------------------------------------------------
TEST(HttpBody, ARequestInChunks) {
    Talk talk(80);
    talk.c("POST /gate HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n27\r\n")
        .c("GET /none HTTP/1.1\r\nHost: a.example\r\n\r\n")
        .c("\r\n0\r\nX-Trailer: 1\r\n\r\n");
    talk.s(answer(200)).c(get("/b")).s(answer(201));
    EXPECT_THAT(http(talk), ElementsAre("POST|/gate|200", "GET|/b|201"));
}
TEST(HttpBody, WithoutALength) {
    for (const std::string& sent :
         {std::string("id=1"), std::string("\0\1\2\3", 4), body, std::string("hello\r\n\r\n")}) {
        Talk behind(80), apart(80);
        behind.c("POST /gate HTTP/1.1\r\nHost: a.example\r\n\r\n" + sent).s(answer(200)).c(get("/b")).s(answer(201));
        EXPECT_THAT(http(behind), ElementsAre("POST|/gate|200", "GET|/b|201")) << sent;
        apart.c("POST /gate HTTP/1.1\r\nHost: a.example\r\n\r\n")
            .c(sent)
            .c(sent)
            .s(answer(200))
            .c(get("/b"))
            .s(answer(201));
        EXPECT_THAT(http(apart), ElementsAre("POST|/gate|200", "GET|/b|201")) << sent;
        Talk odd(80);  // even a GET may bring one
        odd.c("GET /gate HTTP/1.1\r\nHost: a.example\r\n\r\n").c(sent).s(answer(200)).c(get("/b")).s(answer(201));
        EXPECT_THAT(http(odd), ElementsAre("GET|/gate|200", "GET|/b|201")) << sent;
    }
}
TEST(HttpBody, AResponseWithoutALengthOnAConnectionThatStays) {
    Talk talk(80);
    talk.c(get("/a")).s("HTTP/1.1 200 X\r\n\r\n" + body).s("HTTP/1.1 500 inside\r\n\r\n").c(get("/b")).s(answer(201));
    EXPECT_THAT(http(talk), ElementsAre("GET|/a|200", "GET|/b|201"));
}
TEST(HttpBody, LengthsThatAreSaidTwice) {
    for (const char* lengths :
         {"Content-Length: 5, 5", "Content-Length: 5\r\nContent-Length: 5", "Content-Length: 5,5 , 5"}) {
        Talk talk(80);
        talk.c("POST /a HTTP/1.1\r\n" + std::string(lengths) + "\r\n\r\nabcde" + get("/b"))
            .s(answer(200) + answer(201));
        EXPECT_THAT(http(talk), ElementsAre("POST|/a|200", "GET|/b|201")) << lengths;
    }
    Talk lies(80);
    lies.c("POST /a HTTP/1.1\r\nContent-Length: 5, 6\r\n\r\nabcde").s(answer(200)).c(get("/b")).s(answer(201));
    EXPECT_THAT(http(lies), ElementsAre("POST|/a|200", "GET|/b|201"));
}
TEST(HttpBody, IsNotSentWhereItWasRefused) {
    const std::string post =
        "POST /up HTTP/1.1\r\nHost: a.example\r\nExpect: 100-continue\r\nContent-Length: 1000\r\n\r\n";
    Talk refused(80);
    refused.c(post).s(answer(417)).c(get("/next")).s(answer(201));
    EXPECT_THAT(http(refused), ElementsAre("POST|/up|417", "GET|/next|201"));
    Talk chunks(80);
    chunks.c("POST /up HTTP/1.1\r\nExpect: 100-Continue\r\nTransfer-Encoding: chunked\r\n\r\n")
        .s(answer(401))
        .c(get("/next"))
        .s(answer(201));
    EXPECT_THAT(http(chunks), ElementsAre("POST|/up|401", "GET|/next|201"));
    // Who sends it all the same sends no requests in it.
    Talk sent(80);
    sent.c(post)
        .s(answer(417))
        .c(body.substr(0, 500))
        .c((get("/none") + body).substr(0, 500))
        .c(get("/next"))
        .s(answer(201));
    EXPECT_THAT(http(sent), ElementsAre("POST|/up|417", "GET|/next|201"));
    Talk unasked(80);
    unasked.c("POST /up HTTP/1.1\r\nContent-Length: 1000\r\n\r\n").s(answer(413));
    unasked.c((get("/none") + body).substr(0, 1000)).c(get("/next")).s(answer(201));
    EXPECT_THAT(http(unasked), ElementsAre("POST|/up|413", "GET|/next|201"));
}
TEST(HttpBody, AnUpgradeThatIsNotTaken) {
    for (const char* upgrade : {"h2c", "websocket", "TLS/1.2"}) {
        Talk talk(80);
        talk.c("GET /a HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: " + std::string(upgrade) + "\r\n\r\n")
            .s(answer(200));
        talk.c(get("/b")).s(answer(201));
        EXPECT_THAT(http(talk), ElementsAre("GET|/a|200", "GET|/b|201")) << upgrade;
    }
    Talk taken(80);
    taken.c("GET /a HTTP/1.1\r\nUpgrade: websocket\r\n\r\n").s("HTTP/1.1 101 X\r\n\r\n").c(get("/none")).s(answer(500));
    EXPECT_THAT(http(taken), ElementsAre("GET|/a|101"));
}

// --- the same octets in other segments --------------------------------------------------------------------------
TEST(HttpSegments, TheSameOctetsAreTheSameExchanges) {
    const std::string form =
        "POST /login HTTP/1.1\r\nHost: a.example\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        "Content-Length: 23\r\n\r\nuser=anna&pass=geheim12";
    const std::string chunked = "PUT /c HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
    const std::string client =
        get("/first") + "BCOPY /exchange/anna/inbox/ HTTP/1.1\r\n\r\n" + form + chunked + get("/last");
    std::string server;
    for (const int status : {200, 201, 202, 203, 204}) server += answer(status);
    for (const std::size_t step : {std::size_t{1}, std::size_t{2}, std::size_t{7}, std::size_t{61}, client.size()}) {
        TcpConversation talk("10.0.0.1", 40000, "93.184.216.34", 80, 1'700'000'000'000'000'000);
        talk.handshake();
        for (std::size_t at = 0; at < client.size(); at += step) talk.clientSends(octets(client.substr(at, step)));
        for (std::size_t at = 0; at < server.size(); at += step) talk.serverSends(octets(server.substr(at, step)));
        talk.finish();
        EXPECT_THAT(http(talk.frames()), ElementsAre("GET|/first|200", "BCOPY|/exchange/anna/inbox/|201",
                                                     "POST|/login|202", "PUT|/c|203", "GET|/last|204"))
            << step;
        const traffic::Snapshot snapshot = analyzed(talk.frames());
        const TextId kind = snapshot->inspected.applications[0].credentialsKind;
        EXPECT_EQ(snapshot->texts[kind], "http form") << step;
    }
}
TEST(HttpSegments, ManyRequestsInOneSegment) {
    std::string client, server;
    for (int i = 0; i < 100; ++i) {
        client += get("/" + std::to_string(i));
        server += answer(200, 3) + "abc";
    }
    Talk talk(80);
    talk.c(client).s(server);
    const std::vector<std::string> rows = http(talk);
    ASSERT_EQ(rows.size(), 100U);
    EXPECT_EQ(rows.front(), "GET|/0|200");
    EXPECT_EQ(rows.back(), "GET|/99|200");
}

// --- copies
// ------------------------------------------------------------------------------------------------------------
TEST(HttpCopies, MakeNoSecondRow) {
    Talk talk(80);
    talk.c(get("/a")).copied().s(answer(200, 1000) + body).copied().c(get("/b")).copied().s(answer(201)).copied();
    EXPECT_THAT(http(talk), ElementsAre("GET|/a|200", "GET|/b|201"));
}

}  // namespace
