// SPDX-License-Identifier: GPL-3.0-or-later
// Datagrams in fragments are read as one, in whatever order the fragments come.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/support/analyzed.h"
#include "tests/support/dnsbuilder.h"

using namespace weir;
using namespace weir::test;

namespace {

constexpr std::int64_t millisecond = 1'000'000, second = 1000 * millisecond;
constexpr int answers = 100;

std::string addressOf(int number) { return "192.0.2." + std::to_string(number); }

Octets answer(std::uint16_t id = 7, std::string_view name = "many.example") {
    DnsBuilder message(id);
    message.response().question(name);
    for (int i = 1; i <= answers; ++i) message.a(name, addressOf(i));
    return message.build();
}

std::vector<Layer> fragments4(std::uint16_t id, const Octets& message, std::size_t size = 512) {
    return ipv4Fragments({.source = "10.0.0.53", .destination = "10.0.0.1", .id = id}, udp(53, 40000, message), size);
}

std::vector<Layer> fragments6(std::uint32_t id, const Layer& carried, std::size_t size = 512) {
    return ipv6Fragments({.source = "fd00::53", .destination = "fd00::1"}, id, carried, size);
}

std::vector<TestFrame> framesOf(const std::vector<Layer>& packets, std::int64_t time = second,
                                std::int64_t step = millisecond) {
    std::vector<TestFrame> frames;
    for (const Layer& packet : packets) frames.push_back({ethernet(packet), time + step * std::ssize(frames)});
    return frames;
}

/// Frame number, name, and how many answers, of each message.
std::vector<std::string> messages(const std::vector<TestFrame>& frames) {
    std::vector<std::string> out;
    for (const std::string& row : tableRows(analyzed(frames), "dns", {"number", "name", "answers"})) {
        const std::size_t cell = row.rfind('|') + 1;
        const auto more = std::count(row.begin() + static_cast<std::ptrdiff_t>(cell), row.end(), ';');
        out.push_back(row.substr(0, cell) + std::to_string(cell == row.size() ? 0 : more + 1));
    }
    return out;
}

using Rows = std::vector<std::string>;

TEST(Fragments, AreReadAsOneDatagram) {
    EXPECT_EQ(messages(framesOf(fragments4(1, answer()))), (Rows{"4|many.example|100"}));
    EXPECT_EQ(messages(framesOf(fragments6(1, udp(53, 40000, answer())))), (Rows{"4|many.example|100"}));
    // Extension headers may stand in the part that is fragmented.
    EXPECT_EQ(messages(framesOf(fragments6(1, destinationOptions(udp(53, 40000, answer()), 2)))),
              (Rows{"4|many.example|100"}));
}

TEST(Fragments, ComeInAnyOrder) {
    std::vector<Layer> packets = fragments4(1, answer(), 256);
    std::vector<Layer> others = fragments6(1, destinationOptions(udp(53, 40000, answer())), 256);
    std::mt19937 random(7);
    for (int i = 0; i < 20; ++i) {
        std::shuffle(packets.begin(), packets.end(), random);
        std::shuffle(others.begin(), others.end(), random);
        EXPECT_EQ(messages(framesOf(packets)), (Rows{"7|many.example|100"}));
        EXPECT_EQ(messages(framesOf(others)), (Rows{"7|many.example|100"}));
    }
}

TEST(Fragments, OfSeveralDatagramsAreKeptApart) {
    std::vector<TestFrame> frames =
        merged({framesOf(fragments4(1, answer(1, "one.example"))),
                framesOf(fragments4(2, answer(2, "two.example")), second + 100),
                framesOf(fragments6(1, udp(53, 40000, answer(3, "six.example"))), second + 200)});
    EXPECT_EQ(messages(frames), (Rows{"10|one.example|100", "11|two.example|100", "12|six.example|100"}));
}

TEST(Fragments, WithoutALaterOneTheFirstOneCounts) {
    for (const std::size_t lost : {std::size_t{1}, std::size_t{2}, std::size_t{3}}) {
        std::vector<Layer> packets = fragments4(1, answer());
        packets.erase(packets.begin() + static_cast<std::ptrdiff_t>(lost));
        // 512 octets less the UDP header, the message's header and the question, records of 16 octets.
        EXPECT_EQ(messages(framesOf(packets)), (Rows{"1|many.example|29"})) << lost;
    }
}

TEST(Fragments, WithoutTheFirstThereIsNoMessage) {
    std::vector<Layer> packets = fragments4(1, answer());
    packets.erase(packets.begin());
    EXPECT_EQ(messages(framesOf(packets)), Rows{});
}

TEST(Fragments, EachFrameCountsAlone) {
    EXPECT_EQ(tableRows(analyzed(framesOf(fragments4(1, answer()))), "packets", {"number", "sport", "dport", "bytes"}),
              (Rows{"1|53|40000|532", "2|53|40000|532", "3|53|40000|532", "4|53|40000|122"}));
}

TEST(Fragments, CopiesChangeNothing) {
    std::vector<Layer> packets;
    for (const Layer& packet : fragments4(1, answer())) packets.insert(packets.end(), 2, packet);
    EXPECT_EQ(messages(framesOf(packets, second, 1000)), (Rows{"7|many.example|100"}));
}

TEST(Fragments, OctetsThatCameFirstStay) {
    // A later fragment that lies over the first one, as in the teardrop attack, does not change the name.
    const std::vector<Layer> whole = fragments4(1, answer());
    std::vector<Layer> forged = fragments4(1, answer(7, "evil.example"), 256);
    std::vector<Layer> packets = whole;
    packets.insert(packets.begin() + 1, forged[1]);
    EXPECT_EQ(messages(framesOf(packets)), (Rows{"5|many.example|100"}));
}

TEST(Fragments, OfOnePastTheEndAreNone) {
    std::vector<Layer> packets = fragments4(1, answer());
    packets.push_back(ipv4(
        {.source = "10.0.0.53", .destination = "10.0.0.1", .id = 2, .fragmentOffset = 65528, .moreFragments = false},
        test::protocol(17, octets("beyond 65,535"))));
    packets.push_back(ipv4({.source = "10.0.0.53", .destination = "10.0.0.1", .id = 2, .moreFragments = true},
                           udp(53, 40000, DnsBuilder(9).response().question("odd.example").build())));
    EXPECT_EQ(messages(framesOf(packets)), (Rows{"4|many.example|100", "6|odd.example|0"}));
}

TEST(Fragments, AnIdentificationIsUsedAgain) {
    const auto frames = merged({framesOf(fragments4(1, answer(1, "one.example"))),
                                framesOf(fragments4(1, answer(2, "two.example")), 2 * second)});
    EXPECT_EQ(messages(frames), (Rows{"4|one.example|100", "8|two.example|100"}));
    // And while a fragment of the first is missing.
    std::vector<Layer> lost = fragments4(1, answer(1, "one.example"));
    lost.pop_back();
    EXPECT_EQ(messages(merged({framesOf(lost), framesOf(fragments4(1, answer(2, "two.example")), 2 * second)})),
              (Rows{"1|one.example|29", "7|two.example|100"}));
    // Later fragments of long ago belong to nothing.
    std::vector<Layer> late = fragments4(1, answer());
    const std::vector<Layer> end(late.begin() + 2, late.end());
    late.resize(2);
    EXPECT_EQ(messages(merged({framesOf(late), framesOf(end, 100 * second)})), (Rows{"1|many.example|29"}));
}

TEST(Fragments, CutFramesCountAsFarAsTheyGo) {
    std::vector<TestFrame> frames = framesOf(fragments4(1, answer()));
    for (TestFrame& frame : frames) {
        frame.original = static_cast<std::uint32_t>(frame.octets.size());
        frame.octets.resize(std::min<std::size_t>(frame.octets.size(), 128));
    }
    EXPECT_EQ(messages(frames), (Rows{"1|many.example|3"}));
    // Just behind the name, which does not end where a unit of eight octets does.
    frames.resize(1);
    frames[0].octets.resize(14 + 20 + 8 + 12 + 14);
    EXPECT_EQ(messages(frames), (Rows{"1|many.example|0"}));
}

TEST(Fragments, AreBoundedInMemory) {
    // Far more datagrams than may wait, none of them whole: what has a first fragment is read nevertheless.
    std::vector<Layer> packets;
    constexpr std::uint16_t count = 6000;
    const Octets message = answer();
    for (std::uint16_t id = 1; id <= count; ++id) packets.push_back(fragments4(id, message, 1400)[0]);
    EXPECT_EQ(messages(framesOf(packets, second, 1000)).size(), count);
}

TEST(Fragments, OtherDatagramsAreIdentifiedWhole) {
    // The second half of a RADIUS request (RFC 2865) is in another fragment: its length would not fit one alone.
    OctetWriter radius;
    radius.u8(1).u8(5).u16(20 + 255).zeros(16);
    radius.u8(1).u8(255).bytes(Octets(253, 'u'));
    const auto packets =
        ipv4Fragments({.source = "10.0.0.1", .destination = "10.0.0.2", .id = 3}, udp(40000, 1812, radius.done()), 64);
    EXPECT_EQ(tableRows(analyzed(framesOf(packets)), "conversations", {"sport", "service"}), (Rows{"1812|radius"}));
}

}  // namespace
