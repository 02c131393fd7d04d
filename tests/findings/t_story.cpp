// SPDX-License-Identifier: GPL-3.0-or-later
// The table events: what happened, in time order, each behaviour once.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/analyzed.h"
#include "tests/support/dnsbuilder.h"

namespace weir::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* client = "10.0.0.5";
constexpr const char* server = "93.184.216.34";
constexpr std::int64_t second = 1'000'000'000, start = 1'700'000'000 * second;

std::vector<std::string> story(const std::vector<TestFrame>& frames, const std::vector<std::string>& columns) {
    return tableRows(analyzed(frames), "events", columns);
}

std::vector<TestFrame> fetch(std::string_view path, std::string_view body, std::int64_t time, std::uint16_t port) {
    return TcpConversation(client, port, server, 80, time)
        .handshake()
        .clientSends(httpRequest("evil.example", path))
        .serverSends(octets("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
                            std::string(body)))
        .finish()
        .frames();
}
const std::string program = std::string("MZ\x90") + std::string(597, 'x');

TEST(Story, IsToldInTimeOrder) {
    std::vector<std::vector<TestFrame>> parts{lookup(client, "evil.example", server, start),
                                              fetch("/a.exe", program, start + second, 50000)};
    std::uint16_t port = 50100;
    for (int i = 0; i < 20; ++i)
        parts.push_back(
            TcpConversation(client, ++port, server, 80, start + (60 + 60 * i) * second)
                .handshake()
                .clientSends(octets("POST /gate HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 2\r\n\r\nab"))
                .serverSends(octets("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
                .finish()
                .frames());
    std::vector<TestFrame> frames;
    for (const auto& part : parts) frames.insert(frames.end(), part.begin(), part.end());
    const std::vector<std::string> rows = story(frames, {"time", "client", "kind", "subject", "first_frame"});
    EXPECT_THAT(rows, ElementsAre("1700000000.000000000|10.0.0.5|asked|evil.example|1",
                                  "1700000001.000000000|10.0.0.5|beacon|93.184.216.34|3",
                                  "1700000001.003000000|10.0.0.5|downloaded|93.184.216.34|6",
                                  "1700000060.003000000|10.0.0.5|sent|93.184.216.34|16"));
    const std::vector<std::string> what = story(frames, {"what"});
    EXPECT_EQ(what[0], "asked for evil.example, at 93.184.216.34");
    EXPECT_THAT(what[1], AllOf(HasSubstr("every 60 s"), HasSubstr(", for 20 minutes")));
    EXPECT_THAT(what[2], HasSubstr("http://evil.example/a.exe"));
}

TEST(Story, RepeatedDownloadsAreOneEvent) {
    std::vector<TestFrame> frames;
    for (int i = 0; i < 3; ++i) {
        const auto part =
            fetch("/" + std::to_string(i), program, start + i * second, static_cast<std::uint16_t>(50000 + i));
        frames.insert(frames.end(), part.begin(), part.end());
    }
    EXPECT_THAT(story(frames, {"kind", "what"}),
                ElementsAre(AllOf(HasSubstr("downloaded|"), HasSubstr(", and 2 more programs"))));
}

TEST(Story, IsShortWhereNothingHappened) {
    EXPECT_THAT(story(merged({lookup(client, "www.debian.org", server, start)}), {"kind"}), IsEmpty());
    EXPECT_THAT(story({}, {"kind"}), IsEmpty());
}

TEST(Story, AScanIsOneEventOfWhoScans) {
    std::vector<TestFrame> frames;
    for (int i = 1; i < 200; ++i) {
        TestFrame frame;
        frame.octets = ethernet(ipv4(client, "10.0.1." + std::to_string(i),
                                     tcp({.sourcePort = 50000, .destinationPort = 445, .flags = 2})));
        frame.time = start + i;
        frames.push_back(frame);
    }
    EXPECT_THAT(story(frames, {"client", "kind", "subject"}), ElementsAre("10.0.0.5|scan|10.0.0.5"));
}

}  // namespace
}  // namespace weir::test
