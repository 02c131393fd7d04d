// SPDX-License-Identifier: GPL-3.0-or-later
// Files in HTTP: decoded, hashed, whole or not, and what they are named and claimed to be.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include "core/files/contentdecoder.h"
#include "tests/support/analyzed.h"
#include "tests/support/http2builder.h"

using namespace weir;
using namespace weir::test;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

// sha256sum and md5sum of "hello world"
const std::string helloHashes =
    "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9|5eb63bbbe01eeed093cb22bb8f5acdc3";

std::string deflated(std::string_view text, int window) {
    std::string out(text.size() + 100, '\0');
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(out.size() - stream.avail_out);
    deflateEnd(&stream);
    return out;
}
constexpr int gzip = 15 + 16, zlib = 15, raw = -15;

std::string brotli() { return std::string(asText(hex("0b 05 80 68656c6c6f20776f726c64 03"))); }

traffic::Snapshot exchanged(const std::string& request, const std::string& response, std::size_t lost = 0) {
    TcpConversation talk("10.0.0.1", 40000, "93.184.216.34", 80, 0);
    talk.handshake();
    talk.clientSends(octets(request));
    talk.serverSends(octets(response), 500);
    std::vector<TestFrame> frames = talk.finish().frames();
    if (lost > 0)
        frames.erase(frames.begin() + static_cast<std::ptrdiff_t>(lost));
    return analyzed(frames);
}

std::string answer(const std::string& fields, const std::string& body) {
    return "HTTP/1.1 200 OK\r\n" + fields + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

const std::string get = "GET /a/b.png?x HTTP/1.1\r\nHost: c2.example\r\nUser-Agent: bot\r\n\r\n";

TEST(HttpFiles, WhatIsKnownOfOne) {
    const auto rows =
        tableRows(exchanged(get, answer("Content-Type: image/png; q=1\r\n", "MZ\x90" + std::string(997, 'x'))), "files",
                  {"number", "client", "server", "protocol", "direction", "name", "url", "claimed_type", "kind",
                   "mismatch", "bytes", "complete", "encoding", "user_agent", "frames", "incomplete_because"});
    EXPECT_THAT(rows,
                ElementsAre("6|10.0.0.1|93.184.216.34|http|download|b.png|http://c2.example/a/b.png?x|image/png|mz|"
                            "true|1000|true||bot|3|"));
}

TEST(HttpFiles, Encodings) {
    const std::string text = "hello world";
    const std::string chunked =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x\r\n world\r\n0\r\n\r\n";
    const std::pair<std::string, std::string> cases[] = {
        {"", answer("", text)},
        {"", chunked},
        {"gzip", answer("Content-Encoding: gzip\r\n", deflated(text, gzip))},
        {"x-gzip", answer("Content-Encoding: x-gzip\r\n", deflated(text, gzip))},
        {"deflate", answer("Content-Encoding: deflate\r\n", deflated(text, zlib))},
        {"deflate", answer("Content-Encoding: Deflate\r\n", deflated(text, raw))},
        {"br", answer("Content-Encoding: br\r\n", brotli())},
        {"deflate;gzip", answer("Content-Encoding: deflate, gzip\r\n", deflated(deflated(text, zlib), gzip))},
        {"", answer("Content-Encoding: identity\r\n", text)},
        {"", "HTTP/1.0 200 OK\r\n\r\nhello world"},
    };
    for (const auto& [encoding, response] : cases) {
        EXPECT_THAT(tableRows(exchanged(get, response), "files", {"bytes", "encoding", "sha256", "md5"}),
                    ElementsAre("11|" + encoding + '|' + helloHashes))
            << response;
    }
}

TEST(HttpFiles, WhatIsNotWholeHasNoHash) {
    const auto why = [](const std::string& response, std::size_t lost = 0) {
        return tableRows(exchanged(get, response, lost), "files",
                         {"bytes", "complete", "sha256", "incomplete_because"});
    };
    EXPECT_THAT(why(answer("", std::string(3000, 'x')), 7), ElementsAre("2500|false||500 bytes missing"));
    EXPECT_THAT(why("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"),
                ElementsAre("4|false||the rest was not captured"));
    EXPECT_THAT(why(answer("Content-Encoding: gzip\r\n", deflated("hello world", gzip).substr(0, 20))),
                ElementsAre(testing::EndsWith("|false||the gzip data ends early")));
    EXPECT_THAT(why(answer("Content-Encoding: gzip\r\n", "no gzip at all")),
                ElementsAre("0|false||the gzip data is damaged"));
    EXPECT_THAT(why(answer("Content-Encoding: pack\r\n", "hello")),
                ElementsAre("5|false||the encoding pack is not known"));
    EXPECT_THAT(why("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 5-9/100\r\nContent-Length: 5\r\n\r\nhello"),
                ElementsAre("5|false||only a part: bytes 5-9/100"));
    EXPECT_THAT(
        why("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-10/11\r\nContent-Length: 11\r\n\r\nhello world"),
        ElementsAre(testing::StartsWith("11|true|")));
}

TEST(HttpFiles, UploadsAndNames) {
    const std::string post =
        "POST /up HTTP/1.1\r\nHost: c2.example\r\nContent-Type: text/plain\r\nContent-Length: 11\r\n\r\n"
        "hello world";
    const std::string named = answer("Content-Disposition: attachment; filename=\"..\\\\evil.exe\"\r\n", "hello world");
    EXPECT_THAT(tableRows(exchanged(post, named), "files", {"direction", "name", "claimed_type", "md5"}),
                ElementsAre("upload|up|text/plain|5eb63bbbe01eeed093cb22bb8f5acdc3",
                            "download|evil.exe||5eb63bbbe01eeed093cb22bb8f5acdc3"));
    EXPECT_THAT(
        tableRows(exchanged("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"),
                  "files", {"name"}),
        IsEmpty());
}

TEST(HttpFiles, RequestsNameTheRowOfTheirFile) {
    const std::string post = "POST /up HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\nhello world";
    for (const std::string& response :
         {answer("", "hello world"),
          std::string("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"),
          answer("", std::string(2000, 'x'))}) {
        for (const std::string& request : {get, post}) {
            const auto snapshot = exchanged(request, response);
            const auto numbers = tableRows(snapshot, "files", {"number"});
            ASSERT_FALSE(numbers.empty());
            EXPECT_THAT(tableRows(snapshot, "http", {"file"}), ElementsAre(numbers.back())) << response;
        }
    }
    const std::string empty = "HTTP/1.1 204 No Content\r\n\r\n";
    EXPECT_THAT(tableRows(exchanged(get, empty), "http", {"file"}), ElementsAre(""));
    const auto sent = exchanged(post, empty);
    EXPECT_THAT(tableRows(sent, "http", {"file"}), testing::ElementsAreArray(tableRows(sent, "files", {"number"})));
}

TEST(HttpFiles, Http2) {
    TcpConversation talk("10.0.0.1", 40000, "93.184.216.34", 8080, 0);
    talk.handshake();
    talk.clientSends(
        joined({octets(http2Preface), http2Settings(),
                http2Headers(1, {{":method", "GET"}, {":authority", "a.example"}, {":path", "/1"}}, true),
                http2Headers(3, {{":method", "GET"}, {":authority", "a.example"}, {":path", "/3"}}, true)}));
    talk.serverSends(joined({http2Settings(), http2Headers(3, {{":status", "200"}}, false),
                             http2Headers(1, {{":status", "200"}}, false), http2Data(3, "hello", false),
                             http2Data(1, "hello world", true), http2Data(3, " world", true)}));
    const traffic::Snapshot snapshot = analyzed(talk.finish().frames());
    EXPECT_THAT(tableRows(snapshot, "files", {"url", "sha256", "md5"}),
                ElementsAre("http://a.example/1|" + helloHashes, "http://a.example/3|" + helloHashes));
    EXPECT_THAT(tableRows(snapshot, "http", {"file"}),
                testing::ElementsAreArray(tableRows(snapshot, "files", {"number"})));
}

TEST(ContentDecoder, BombsEndAndEveryCutIsSafe) {
    files::ContentDecoder bomb("gzip, gzip");
    const std::string inner = deflated(std::string(std::size_t{100} << 20, '\0'), gzip);
    std::uint64_t out = 0;
    bomb.add(asBytes(deflated(inner, gzip)), [&](Bytes octets) { out += octets.size(); });
    EXPECT_LT(out, std::uint64_t{80} << 20);
    EXPECT_EQ(bomb.problem(), "the gzip data grows without end");
    for (const std::string encoding : {"gzip", "deflate", "br", "zstd"}) {
        for (std::size_t cut = 0; cut < brotli().size(); ++cut) {
            files::ContentDecoder decoder(encoding);
            decoder.add(asBytes(brotli().substr(0, cut)), [](Bytes) {});
            // A few octets can be a whole stream of bare deflate, which has no mark and no sum.
            if (encoding != "deflate") {
                EXPECT_NE(decoder.problem(), "") << encoding << cut;
            }
        }
    }
}

}  // namespace
