// SPDX-License-Identifier: GPL-3.0-or-later
// Our parsers against tshark's over real captures, stream by stream.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "core/protocol/http.h"
#include "core/protocol/identify.h"
#include "core/protocol/ja.h"
#include "core/protocol/tls.h"
#include "protocol/oracle.h"

namespace {

using namespace weir;
using namespace weir::protocol;
using weir::test::Row;

class OverCapture : public testing::TestWithParam<std::string> {};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(OverCapture);

/// tshark keeps the spaces at a field's end, which RFC 9110 section 5.5 does not count as its value.
std::string withoutEnd(std::string text) {
    while (!text.empty() && text.back() == ' ') text.pop_back();
    return text;
}

std::map<std::string, Row> firstByStream(const std::vector<Row>& rows) {
    std::map<std::string, Row> first;
    for (const Row& row : rows)
        if (!row[0].empty())
            first.emplace(row[0], row);
    return first;
}

TEST_P(OverCapture, ClientHelloAgreesWithTshark) {
    const auto theirs = firstByStream(test::tsharkFields(
        GetParam(), "tcp && tls.handshake.type == 1",
        {"tcp.stream", "tls.handshake.extensions_server_name", "tls.handshake.ja3", "tls.handshake.ja3_full",
         "tls.handshake.extensions_alpn_str", "tls.handshake.ciphersuites"}));
    int compared = 0;
    for (const test::TcpStream& stream : test::tcpStreams(GetParam())) {
        ClientHello hello;
        const TlsStatus status = readClientHello(stream.client, hello);
        const auto row = theirs.find(std::to_string(stream.number));
        if (status != TlsStatus::complete) {
            EXPECT_TRUE(row == theirs.end() || !stream.sawSyn)
                << "stream " << stream.number << " status " << int(status);
            continue;
        }
        if (hello.sslv2Form)
            continue;
        EXPECT_EQ(identify(Transport::tcp, stream.clientPort, stream.serverPort, stream.client, stream.server).name,
                  "tls");
        if (row == theirs.end())
            continue;
        EXPECT_EQ(hello.serverName, row->second[1]) << "stream " << stream.number;
        EXPECT_EQ(ja3Text(hello), row->second[3]) << "stream " << stream.number;
        EXPECT_EQ(ja3(hello), row->second[2]) << "stream " << stream.number;
        EXPECT_EQ(hello.applications.empty() ? "" : hello.applications.front(), row->second[4]);
        ++compared;
    }
    RecordProperty("compared", compared);
}

TEST_P(OverCapture, ServerHelloAgreesWithTshark) {
    const auto theirs =
        firstByStream(test::tsharkFields(GetParam(), "tcp && tls.handshake.type == 2",
                                         {"tcp.stream", "tls.handshake.ja3s", "tls.handshake.ciphersuite"}));
    for (const test::TcpStream& stream : test::tcpStreams(GetParam())) {
        const auto row = theirs.find(std::to_string(stream.number));
        ServerFlight flight;
        const TlsStatus status = readServerFlight(stream.server, flight);
        if (row == theirs.end() || (status != TlsStatus::complete && status != TlsStatus::needMore))
            continue;
        ASSERT_TRUE(flight.hasHello) << "stream " << stream.number;
        EXPECT_EQ(ja3s(flight.hello), row->second[1]) << "stream " << stream.number;
        EXPECT_EQ(flight.hello.cipher, std::stoul(row->second[2], nullptr, 16)) << "stream " << stream.number;
    }
}

TEST_P(OverCapture, HttpAgreesWithTshark) {
    const auto requests = firstByStream(test::tsharkFields(GetParam(), "tcp && http.request",
                                                           {"tcp.stream", "http.request.method", "http.request.uri",
                                                            "http.host", "http.user_agent", "http.content_type"}));
    const auto responses = firstByStream(test::tsharkFields(
        GetParam(), "tcp && http.response", {"tcp.stream", "http.response.code", "http.server", "http.location"}));
    int compared = 0;
    for (const test::TcpStream& stream : test::tcpStreams(GetParam())) {
        HttpRequest request;
        const bool asked = readHttpRequest(stream.client, request) == HttpStatus::complete;
        if (const auto row = requests.find(std::to_string(stream.number)); row != requests.end() && stream.sawSyn) {
            EXPECT_TRUE(asked) << "stream " << stream.number;
            if (asked) {
                EXPECT_EQ(request.method, row->second[1]);
                EXPECT_EQ(request.target, row->second[2]);
                EXPECT_EQ(request.host, row->second[3]);
                EXPECT_EQ(request.userAgent, withoutEnd(row->second[4]));
                EXPECT_EQ(
                    identify(Transport::tcp, stream.clientPort, stream.serverPort, stream.client, stream.server).name,
                    "http");
                ++compared;
            }
        }
        HttpResponse response;
        const bool answered = readHttpResponse(stream.server, response) == HttpStatus::complete;
        if (const auto row = responses.find(std::to_string(stream.number));
            row != responses.end() && stream.sawSyn && answered) {
            EXPECT_EQ(std::to_string(response.status), row->second[1]);
            EXPECT_EQ(response.server, withoutEnd(row->second[2]));
            EXPECT_EQ(response.location, row->second[3]);
        }
    }
    RecordProperty("compared", compared);
}

/// The published JA4 of the five TLS connections in this capture (FoxIO-LLC/ja4, python/test/testdata).
TEST(Ja4, AgreesWithPublishedValues) {
    const std::string path = std::string(WEIR_CAPTURES) + "/FoxIO-LLC+ja4/pcap/ssh2.pcapng";
    if (!std::filesystem::exists(path))
        GTEST_SKIP() << "no captures here";
    const std::map<int, std::string> published = {{5, "t12d190800_d83cc789557e_7af1ed941c26"},
                                                  {8, "t12d1909h2_d83cc789557e_7af1ed941c26"},
                                                  {11, "t12d190800_d83cc789557e_7af1ed941c26"},
                                                  {12, "t13d1516h2_8daaf6152771_e5627efa2ab1"},
                                                  {13, "t12d1909h2_d83cc789557e_7af1ed941c26"}};
    std::map<int, std::string> ours;
    for (const test::TcpStream& stream : test::tcpStreams(path)) {
        ClientHello hello;
        if (readClientHello(stream.client, hello) == TlsStatus::complete)
            ours[stream.number] = ja4(hello, HelloTransport::tcp);
    }
    EXPECT_EQ(ours, published);
}

INSTANTIATE_TEST_SUITE_P(Captures, OverCapture,
                         testing::ValuesIn(test::capturesWith({"tls", "http", "quic", "malware", "doh"})),
                         [](const auto& instance) { return test::testName(instance.param); });

}  // namespace
