// SPDX-License-Identifier: GPL-3.0-or-later
// Captures with keys: what OpenSSL's client and server said inside of TLS joins the tables.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/analyzed.h"
#include "tests/support/capturebuilder.h"
#include "tests/support/dnsbuilder.h"
#include "tests/support/http2builder.h"
#include "tests/support/tlspair.h"

using namespace weir;
using namespace weir::test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

const std::string question = "GET /invest_20.dll HTTP/1.1\r\nHost: foods.example\r\nUser-Agent: x\r\n\r\n";
const std::string answer =
    "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 3000\r\n\r\nMZ\x90" + std::string(2997, '\0');

std::vector<TestFrame> framesOf(const TlsPair& pair, std::uint16_t port = 443) {
    TcpConversation talk("10.0.0.1", 40000, "93.184.216.34", port, 1'000'000'000);
    talk.handshake();
    for (const TlsPair::Flight& flight : pair.flights())
        flight.side == 0 ? talk.clientSends(flight.octets) : talk.serverSends(flight.octets);
    return talk.finish().frames();
}

/// The keys stand in a Decryption Secrets Block, before or behind the packets.
traffic::Snapshot analyzedWith(const std::vector<TestFrame>& frames, std::string_view keys, bool behind = false) {
    PcapngBuilder file;
    file.section().interface(1, 0, {timeResolution(9)});
    if (!behind)
        file.secrets(keys);
    for (const TestFrame& frame : frames) file.enhanced(0, static_cast<std::uint64_t>(frame.time), frame.octets);
    if (behind)
        file.secrets(keys);
    return analyzedFile(TemporaryFile(file.octets()).path());
}

std::unique_ptr<TlsPair> talked(int version, std::string_view client, std::string_view server,
                                const char* application = nullptr) {
    TlsSetup setup;
    setup.version = version;
    setup.application = application;
    auto pair = std::make_unique<TlsPair>(setup);
    if (!pair->handshake())
        throw std::runtime_error("no handshake");
    pair->say(0, client);
    pair->say(1, server);
    return pair;
}

const std::vector<std::string> requestColumns{"method", "host", "path", "status", "body_bytes", "version", "encrypted"};

TEST(Decrypted, RequestsJoinHttp) {
    for (const int version : {0x0301, 0x0303, 0x0304}) {
        const auto pair = talked(version, question, answer);
        for (const bool behind : {false, true}) {
            const traffic::Snapshot snapshot = analyzedWith(framesOf(*pair), pair->keyLog(), behind);
            EXPECT_THAT(tableRows(snapshot, "http", requestColumns),
                        ElementsAre("GET|foods.example|/invest_20.dll|200|3000|1.1|tls"));
            EXPECT_THAT(tableRows(snapshot, "tls", {"server_name", "decrypted", "certificate_names"}),
                        ElementsAre("inner.example|yes|inner.example"));
            EXPECT_THAT(tableRows(snapshot, "findings", {"why"}),
                        testing::Contains(HasSubstr("https://foods.example")));
        }
    }
}

TEST(Decrypted, WithoutKeysNothingIs) {
    const auto pair = talked(0x0303, question, answer), other = talked(0x0303, question, answer);
    for (const std::string& keys : {std::string(), other->keyLog()}) {
        const traffic::Snapshot snapshot = analyzedWith(framesOf(*pair), keys);
        EXPECT_THAT(tableRows(snapshot, "http", {"host"}), IsEmpty());
        EXPECT_THAT(tableRows(snapshot, "tls", {"decrypted"}), ElementsAre("no keys"));
    }
    std::string wrong = pair->keyLog();
    wrong[wrong.size() - 2] = wrong[wrong.size() - 2] == '0' ? '1' : '0';
    EXPECT_THAT(tableRows(analyzedWith(framesOf(*pair), wrong), "tls", {"decrypted"}), ElementsAre("keys do not fit"));
}

TEST(Decrypted, AKeyLogFile) {
    const auto pair = talked(0x0304, question, answer);
    const TemporaryFile file(octets(pair->keyLog()));
    traffic::Options options;
    options.keyLogs = {file.path()};
    EXPECT_THAT(tableRows(analyzed(framesOf(*pair), options), "http", {"host"}), ElementsAre("foods.example"));
    const TemporaryFile none(octets("no keys in here\n"));
    options.keyLogs = {none.path()};
    EXPECT_THROW(analyzed(framesOf(*pair), options), std::runtime_error);
    options.keyLogs = {none.path() + ".missing"};
    EXPECT_THROW(analyzed(framesOf(*pair), options), std::runtime_error);
}

TEST(Decrypted, AGapIsTold) {
    const auto pair = talked(0x0303, question, std::string(60000, 'x'));
    std::vector<TestFrame> frames = framesOf(*pair);
    std::erase_if(frames, [n = 0](const TestFrame& frame) mutable { return frame.octets.size() > 1400 && ++n > 20; });
    const auto state = tableRows(analyzedWith(frames, pair->keyLog()), "tls", {"decrypted"});
    ASSERT_EQ(state.size(), 1u);
    EXPECT_THAT(state[0], testing::StartsWith("gap at "));
}

TEST(Decrypted, Http2) {
    const Octets client =
        joined({octets(http2Preface), http2Settings(),
                http2Headers(1, {{":method", "POST"}, {":authority", "c2.example"}, {":path", "/docs.php"}}, false),
                http2Data(1, "stolen", true)});
    const Octets server =
        joined({http2Settings(), http2Headers(1, {{":status", "404"}}, false), http2Data(1, "no", true)});
    const auto pair = talked(0x0304, asText(client), asText(server), "h2");
    const traffic::Snapshot snapshot = analyzedWith(framesOf(*pair), pair->keyLog());
    EXPECT_THAT(tableRows(snapshot, "http", requestColumns), ElementsAre("POST|c2.example|/docs.php|404|2|2|tls"));
    EXPECT_THAT(tableRows(snapshot, "tls", {"alpn"}), ElementsAre("h2"));
}

TEST(Decrypted, DnsOverHttpsNamesAddresses) {
    const Octets query = DnsBuilder(0).question("evil.example", 1).build();
    const Octets reply = DnsBuilder(0).response().question("evil.example", 1).a("evil.example", "94.140.14.7").build();
    const auto body = [](const Octets& message) { return std::string(asText(message)); };
    const std::string post =
        "POST /dns-query HTTP/1.1\r\nHost: dns.example\r\nContent-Type: application/dns-message\r\n"
        "Content-Length: " +
        std::to_string(query.size()) + "\r\n\r\n" + body(query);
    const std::string posted =
        "HTTP/1.1 200 OK\r\nContent-Type: application/dns-message\r\nContent-Length: " + std::to_string(reply.size()) +
        "\r\n\r\n" + body(reply);
    const auto pair = talked(0x0304, post, posted);
    TcpConversation after("10.0.0.1", 40001, "94.140.14.7", 4444, 5'000'000'000);
    const auto frames = merged({framesOf(*pair), after.handshake().finish().frames()});
    const traffic::Snapshot snapshot = analyzedWith(frames, pair->keyLog());
    EXPECT_THAT(tableRows(snapshot, "dns", {"client", "server", "transport", "is_response", "name", "answers"}),
                ElementsAre("10.0.0.1|93.184.216.34|https|false|evil.example|",
                            "10.0.0.1|93.184.216.34|https|true|evil.example|94.140.14.7"));
    EXPECT_THAT(tableRows(snapshot, "hosts", {"address", "named_by"}), testing::Contains("94.140.14.7|dns"));
}

TEST(Decrypted, DnsOverTls) {
    const auto framed = [](const Octets& message) {
        return OctetWriter().u16(static_cast<unsigned>(message.size())).bytes(message).done();
    };
    const Octets query = framed(DnsBuilder(7).question("evil.example", 1).build());
    const Octets reply =
        framed(DnsBuilder(7).response().question("evil.example", 1).a("evil.example", "198.51.100.7").build());
    const auto pair = talked(0x0303, asText(query), asText(reply));
    EXPECT_THAT(tableRows(analyzedWith(framesOf(*pair, 853), pair->keyLog()), "dns", {"transport", "name", "answers"}),
                ElementsAre("tls|evil.example|", "tls|evil.example|198.51.100.7"));
}

TEST(Decrypted, AfterStartTlsAndThroughAProxy) {
    const auto pair = talked(0x0303, question, answer);
    for (const auto& [port, before] :
         {std::pair<std::uint16_t, std::vector<std::string>>{
              3128,
              {"CONNECT foods.example:443 HTTP/1.1\r\nHost: foods.example:443\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n"}},
          {25, {"", "220 mx ESMTP\r\n", "EHLO x\r\n", "250 STARTTLS\r\n", "STARTTLS\r\n", "220 go\r\n"}}}) {
        TcpConversation talk("10.0.0.1", 40000, "93.184.216.34", port, 0);
        talk.handshake();
        for (std::size_t i = 0; i < before.size(); ++i)
            if (!before[i].empty())
                i % 2 == 0 ? talk.clientSends(octets(before[i])) : talk.serverSends(octets(before[i]));
        for (const TlsPair::Flight& flight : pair->flights())
            flight.side == 0 ? talk.clientSends(flight.octets) : talk.serverSends(flight.octets);
        const traffic::Snapshot snapshot = analyzedWith(talk.finish().frames(), pair->keyLog());
        EXPECT_THAT(tableRows(snapshot, "tls", {"decrypted"}), ElementsAre("yes")) << port;
        EXPECT_THAT(tableRows(snapshot, "http", {"path"}), testing::Contains("/invest_20.dll")) << port;
    }
}

}  // namespace
