// SPDX-License-Identifier: GPL-3.0-or-later
// DNS over TCP: messages are found whatever the order of the segments, and none is made up after a gap.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "core/capturetables/tables.h"
#include "core/engine/analyze.h"
#include "tests/support/capturewriter.h"
#include "tests/support/dnsbuilder.h"

using namespace weir;
using namespace weir::test;

namespace {

/// The names of the messages in the order in which the log has them.
std::vector<std::string> names(const std::vector<TestFrame>& frames) {
    const std::string path =
        (std::filesystem::temp_directory_path() / ("weir-dnsovertcp-" + std::to_string(::getpid()))).string();
    writePcapng(path, frames);
    const auto snapshot = engine::analyze({path}, {});
    std::filesystem::remove(path);
    if (!snapshot)
        return {snapshot.error().toString()};
    capturetables::TableRequest request;
    request.name = "dns";
    const auto table = capturetables::makeTable(snapshot.value(), request);
    if (!table)
        return {table.error().toString()};
    std::size_t column = 0;
    while (table.value()->schema()[column].name != "name") ++column;
    std::vector<std::string> out;
    std::string scratch;
    for (std::size_t row = 0; row < table.value()->rows(); ++row)
        out.emplace_back(table.value()->cell(row, column, scratch).text);
    return out;
}

/// A question of two messages, with the segments cut in the middle of the first.
std::vector<TestFrame> conversation() {
    Octets both = dnsOverTcp(DnsBuilder(1).question("one.example").build());
    for (const std::uint8_t octet : dnsOverTcp(DnsBuilder(2).question("two.example").build())) both.push_back(octet);
    TcpConversation talk("10.0.0.1", 40000, "8.8.8.8", 53);
    talk.handshake().clientSends(both, 20).finish();
    return talk.frames();
}

TEST(DnsOverTcp, MessagesGoOverSegments) {
    EXPECT_EQ(names(conversation()), (std::vector<std::string>{"one.example", "two.example"}));
}

TEST(DnsOverTcp, SegmentsMayComeInAnyOrder) {
    auto frames = conversation();
    std::swap(frames[3], frames[5]);  // of the first three with data
    EXPECT_EQ(names(frames), (std::vector<std::string>{"one.example", "two.example"}));
}

TEST(DnsOverTcp, NothingIsMadeUpWhereTheBeginningIsMissing) {
    auto frames = conversation();
    frames.erase(frames.begin() + 3);
    EXPECT_EQ(names(frames), std::vector<std::string>{});
}

TEST(DnsOverTcp, ALaterConversationWithTheSamePortsStartsAnew) {
    auto frames = conversation();
    frames.erase(frames.begin() + 4, frames.end());  // ends in the middle of a message
    for (const TestFrame& frame : conversation()) frames.push_back(frame);
    EXPECT_EQ(names(frames), (std::vector<std::string>{"one.example", "two.example"}));
}

}  // namespace
