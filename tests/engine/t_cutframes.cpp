// SPDX-License-Identifier: GPL-3.0-or-later
// Frames that the snap length cut: what was captured is shown, and nothing is made up of what was not.
#include <gtest/gtest.h>

#include "tests/protocol/hellobuilder.h"
#include "tests/support/analyzed.h"
#include "tests/support/dnsbuilder.h"

using namespace weir;
using namespace weir::test;

namespace {

using Rows = std::vector<std::string>;
constexpr std::size_t headers = 14 + 20 + 20;  // Ethernet, IPv4, TCP

std::vector<TestFrame> cutAt(std::vector<TestFrame> frames, std::size_t size) {
    for (TestFrame& frame : frames) {
        frame.original = static_cast<std::uint32_t>(frame.octets.size());
        frame.octets.resize(std::min(frame.octets.size(), size));
    }
    return frames;
}

std::vector<TestFrame> webPage() {
    TcpConversation talk("10.0.0.1", 40000, "93.184.216.34", 80);
    talk.handshake()
        .clientSends(octets("GET /a/path?x=1 HTTP/1.1\r\nHost: www.example.com\r\nUser-Agent: agent/1.0\r\n\r\n"))
        .serverSends(
            octets("HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 10\r\n\r\n0123456789"))
        .finish();
    return talk.frames();
}

Rows http(std::size_t octetsOfHead) {
    return tableRows(analyzed(cutAt(webPage(), headers + octetsOfHead)), "http",
                     {"method", "path", "host", "user_agent", "status", "content_type"});
}

TEST(CutFrames, ShowOfHttpWhatIsThere) {
    EXPECT_EQ(http(1000), (Rows{"GET|/a/path?x=1|www.example.com|agent/1.0|404|text/html"}));
    EXPECT_EQ(http(60), (Rows{"GET|/a/path?x=1|www.example.com||404|text/html"}));
    EXPECT_EQ(http(40), (Rows{"GET|/a/path?x=1|||404|"}));  // inside of the host
    EXPECT_EQ(http(22), (Rows{"GET|/a/path?x=1|||404|"}));  // inside of the version
    EXPECT_EQ(http(12), (Rows{"GET|/a/path?|||404|"}));     // as far as it goes
}

Octets hello() {
    const Octets body = clientHello(0x0303, numbers({0x1301, 0xc02f}), [] {
        Octets all = serverName("cut.example.com");
        put(all, applications({"h2"}));
        put(all, extension(10, counted(numbers({29, 23}), 2)));
        put(all, extension(43, counted(numbers({0x0304, 0x0303}), 1)));
        put(all, extension(21, Octets(200, 0)));
        return all;
    }());
    return body;
}

TEST(CutFrames, ShowOfTlsTheNameAndNoFingerprint) {
    TcpConversation talk("10.0.0.1", 40000, "93.184.216.34", 443);
    const Octets record = records(hello());
    talk.handshake().clientSends(record).finish();
    const Rows columns = {"server_name", "tls_version", "ja3", "ja4"};
    const Rows whole = tableRows(analyzed(talk.frames()), "tls", {"server_name", "tls_version"});
    EXPECT_EQ(whole, (Rows{"cut.example.com|TLS 1.3"}));
    const std::size_t name = headers + 5 + 4 + 2 + 32 + 1 + 2 + 4 + 2 + 2 + 9 + 15;  // up to the end of the name
    EXPECT_EQ(tableRows(analyzed(cutAt(talk.frames(), name)), "tls", {"server_name", "ja3", "ja4"}),
              (Rows{"cut.example.com||"}));
    EXPECT_EQ(tableRows(analyzed(cutAt(talk.frames(), name)), "tls", columns), (Rows{"cut.example.com|||"}));
    // Inside of the name there is none; the versions offered are there a little later.
    EXPECT_EQ(tableRows(analyzed(cutAt(talk.frames(), name - 1)), "tls", columns), Rows{});
    EXPECT_EQ(tableRows(analyzed(cutAt(talk.frames(), headers + record.size() - 100)), "tls", columns),
              (Rows{"cut.example.com|TLS 1.3||"}));
}

TEST(CutFrames, ShowOfDnsNamesAndTypesThatAreThere) {
    const auto cut = [](std::size_t octets, const char* column) {
        const auto frames = cutAt(lookup("10.0.0.1", "www.example.com", "192.0.2.1", 1), 14 + 20 + 8 + octets);
        return tableRows(analyzed(frames), "dns", {"name", "type", column});
    };
    const std::size_t name = 12 + 17;
    EXPECT_EQ(cut(name + 4, "answers"), (Rows{"www.example.com|A|", "www.example.com|A|"}));
    EXPECT_EQ(cut(name + 1, "answers"), (Rows{"www.example.com||", "www.example.com||"}));
    EXPECT_EQ(cut(name + 1, "paired_with"), (Rows{"www.example.com||2", "www.example.com||1"}));
    EXPECT_EQ(cut(name - 1, "answers"), (Rows{"||", "||"}));
    EXPECT_EQ(cut(11, "answers"), Rows{});
}

TEST(CutFrames, AnAnswerWhoseTypeIsCutAnswersTheQuestion) {
    std::vector<TestFrame> frames = lookup("10.0.0.1", "www.example.com", "192.0.2.1", 1);
    frames[1] = cutAt({frames[1]}, 14 + 20 + 8 + 12 + 17 + 1).front();
    EXPECT_EQ(tableRows(analyzed(frames), "dns", {"type", "paired_with"}), (Rows{"A|2", "|1"}));
}

}  // namespace
