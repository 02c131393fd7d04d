// SPDX-License-Identifier: GPL-3.0-or-later
// pcapng: every block kind, several sections and interfaces, clocks of any resolution, and what blocks may lie about.
#include <chrono>
#include <limits>

#include "capture/readall.h"

using namespace weir;
using namespace weir::capture;
using namespace weir::test;

namespace {

const Octets data = countingOctets(61);

TEST(Pcapng, ReadsEveryBlockKindInBothByteOrders) {
    for (const Endian endian : {Endian::little, Endian::big}) {
        PcapngBuilder builder;
        builder.section(endian, {comment("a note")})
            .interface(1, 0, {comment("not a section's")})
            .interface(113, 96)
            .enhanced(0, 1'000'001, data, 100, {comment("x"), {2, {0, 0, 0, 1}}})
            .name({192, 0, 2, 1}, "example.net")
            .name(Octets(16, 0x20), "six.example.net")
            .secrets("CLIENT_RANDOM 00 11")
            .custom(32'473, data)
            .block(0x80000001, data)
            .simple(data, 61)
            .obsolete(1, 5, data)
            .statistics(0, 7)
            .statistics(0, 9)
            .statistics(1, 1)
            .statistics(99, 1'000);
        const Contents contents = readOctets(builder.octets());
        EXPECT_EQ(contents.problem(), "");
        ASSERT_EQ(contents.packets.size(), 3U);
        EXPECT_EQ(contents.packets[0], (Packet{1'000'001'000, 100, 1, 0, data}));
        EXPECT_EQ(contents.packets[1], (Packet{1'000'001'000, 61, 1, noTime, data})) << "the time of the one before";
        EXPECT_EQ(contents.packets[2], (Packet{5'000, 61, 113, 0, data}));
        EXPECT_EQ(contents.info.comments, std::vector<std::string>{"a note"});
        ASSERT_EQ(contents.info.names.size(), 2U);
        EXPECT_EQ(contents.info.names[0].address.toString(), "192.0.2.1");
        EXPECT_EQ(contents.info.names[0].name, "example.net");
        EXPECT_EQ(contents.info.names[1].address.toString(), "2020:2020:2020:2020:2020:2020:2020:2020");
        EXPECT_EQ(contents.info.secretsBlocks, 1U);
        EXPECT_EQ(contents.info.droppedByInterface, 10U) << "statistics count from the beginning: the last ones hold";
        EXPECT_EQ(contents.info.interfaces, 2U);
        EXPECT_EQ(contents.info.linkTypes, (std::vector<std::uint16_t>{1, 113}));
        EXPECT_EQ(contents.info.formats, std::vector<std::string>{"pcapng"});
    }
}

TEST(Pcapng, KeepsSectionsApart) {
    PcapngBuilder builder;
    builder.section(Endian::little).interface(1, 1500).interface(101, 64).enhanced(1, 1, data);
    builder.section(Endian::big).interface(113, 0, {timeResolution(9)}).enhanced(0, 2, data).enhanced(1, 3, data);
    builder.section(Endian::little).interface(276).enhanced(0, 4, data);
    const Contents contents = readOctets(builder.octets());
    ASSERT_EQ(contents.packets.size(), 4U);
    EXPECT_EQ(contents.packets[0], (Packet{1'000, 61, 101, 0, data}));
    EXPECT_EQ(contents.packets[1], (Packet{2, 61, 113, 0, data}));
    EXPECT_EQ(contents.packets[2], (Packet{3'000, 61, 0xffff, noInterface, data})) << "kept, and reading goes on";
    EXPECT_EQ(contents.packets[3], (Packet{4'000, 61, 276, 0, data}));
    EXPECT_EQ(contents.info.sections, 3U);
    EXPECT_EQ(contents.info.interfaces, 4U);
    EXPECT_EQ(contents.problem(), "packet 3 names an interface that its section lacks");
}

TEST(Pcapng, IgnoresSectionLengths) {
    for (const std::uint64_t length : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{100}, ~std::uint64_t{0},
                                       std::uint64_t{1} << 40, std::uint64_t{1} << 63}) {
        PcapngBuilder builder;
        builder.section(Endian::little, {}, length).interface().enhanced(0, 1, data).enhanced(0, 2, data);
        const Contents contents = readOctets(builder.octets());
        EXPECT_EQ(contents.packets.size(), 2U) << length;
        EXPECT_EQ(contents.problem(), "");
    }
}

std::int64_t timeOf(std::uint64_t ticks, const std::vector<Option>& options, Endian endian = Endian::little) {
    PcapngBuilder builder;
    builder.section(endian).interface(1, 0, options).enhanced(0, ticks, data);
    return readOctets(builder.octets()).packets.at(0).time;
}

// A capture's times lie no further from 1970 than that, so that the difference of two fits a number of 64 bits.
constexpr std::int64_t furthest = (std::int64_t{1} << 62) - 1;

TEST(Pcapng, KeepsTimeInAnyResolution) {
    EXPECT_EQ(timeOf(3, {timeResolution(0)}), 3'000'000'000);
    EXPECT_EQ(timeOf(1'500, {timeResolution(3)}), 1'500'000'000);
    EXPECT_EQ(timeOf(1'700'000'000'123'456'789, {timeResolution(9)}), 1'700'000'000'123'456'789);
    EXPECT_EQ(timeOf(1'999, {timeResolution(12)}), 1);
    EXPECT_EQ(timeOf(~std::uint64_t{0}, {timeResolution(20)}), 184'467'440);
    EXPECT_EQ(timeOf(~std::uint64_t{0}, {timeResolution(28)}), 1);
    EXPECT_EQ(timeOf(~std::uint64_t{0}, {timeResolution(29)}), 0);
    EXPECT_EQ(timeOf(~std::uint64_t{0}, {timeResolution(127)}), 0);
    EXPECT_EQ(timeOf(7, {timeResolution(0x80)}), 7'000'000'000);
    EXPECT_EQ(timeOf(3 << 9, {timeResolution(0x80 | 10)}), 1'500'000'000);
    EXPECT_EQ(timeOf(std::uint64_t{5} << 30, {timeResolution(0x80 | 32)}), 1'250'000'000);
    EXPECT_EQ(timeOf(std::uint64_t{1} << 63, {timeResolution(0x80 | 64)}), 500'000'000);
    EXPECT_EQ(timeOf(~std::uint64_t{0}, {timeResolution(0xff)}), 0);
    EXPECT_EQ(timeOf(~std::uint64_t{0}, {timeResolution(0)}), furthest) << "saturated";
    EXPECT_EQ(timeOf(~std::uint64_t{0}, {}), furthest);
    EXPECT_EQ(timeOf(~std::uint64_t{0}, {timeResolution(9)}), furthest);
    EXPECT_EQ(timeOf(std::uint64_t(furthest), {timeResolution(9)}), furthest);
    EXPECT_EQ(timeOf(std::uint64_t(furthest) - 1, {timeResolution(9)}), furthest - 1);
    EXPECT_EQ(timeOf(std::uint64_t(furthest) + 1, {timeResolution(9)}), furthest);
    EXPECT_EQ(timeOf(0, {timeResolution(9)}), 0);
    EXPECT_EQ(timeOf(5, {{9, {}}}), 5'000) << "an empty option says nothing";
}

TEST(Pcapng, AppliesTimeOffsets) {
    constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    EXPECT_EQ(timeOf(1, {timeOffset(10)}), 10'000'001'000);
    EXPECT_EQ(timeOf(1, {timeOffset(10, Endian::big)}, Endian::big), 10'000'001'000);
    EXPECT_EQ(timeOf(1, {timeOffset(-10), timeResolution(9)}), -9'999'999'999);
    EXPECT_EQ(timeOf(0, {timeOffset(most)}), furthest);
    EXPECT_EQ(timeOf(0, {timeOffset(least)}), -furthest);
    EXPECT_EQ(timeOf(~std::uint64_t{0}, {timeOffset(least), timeResolution(0)}), furthest)
        << "2^64 s - 2^63 s is still past the end";
}

TEST(Pcapng, CutsSimplePacketsAtTheSnapLength) {
    PcapngBuilder builder;
    builder.section().interface(1, 40).simple(countingOctets(40), 1'000).simple(countingOctets(20), 20);
    builder.section().interface(1, 0).simple(countingOctets(40), 40);
    builder.section().simple(countingOctets(40), 1'000);
    const Contents contents = readOctets(builder.octets());
    ASSERT_EQ(contents.packets.size(), 4U);
    EXPECT_EQ(contents.packets[0].data, countingOctets(40));
    EXPECT_EQ(contents.packets[0].original, 1'000U);
    EXPECT_EQ(contents.packets[1].data, countingOctets(20));
    EXPECT_EQ(contents.packets[2].data, countingOctets(40));
    EXPECT_EQ(contents.packets[3].data, countingOctets(40));
    EXPECT_EQ(contents.packets[3].flags, noTime | noInterface);
}

TEST(Pcapng, StopsAtADamagedBlockAndKeepsWhatCameBefore) {
    const Octets body(20);
    const auto damaged = [&](std::uint32_t type, std::uint32_t length, std::uint32_t trailer) {
        PcapngBuilder builder;
        builder.section().interface().enhanced(0, 1, data);
        const std::size_t offset = builder.octets().size();
        builder.lyingBlock(type, length, body, trailer).enhanced(0, 2, data);
        const Contents contents = readOctets(builder.octets());
        EXPECT_EQ(contents.packets.size(), 1U);
        EXPECT_EQ(contents.problemOffset(), offset) << length;
        return contents.problem();
    };
    EXPECT_EQ(damaged(99, 0, 0), "a block shorter than its own header after 1 packets");
    EXPECT_EQ(damaged(99, 11, 11), "a block shorter than its own header after 1 packets");
    EXPECT_EQ(damaged(99, 32, 28), "a block whose two lengths differ after 1 packets");
    EXPECT_EQ(damaged(99, 33, 32), "a block whose two lengths differ after 1 packets");
    EXPECT_EQ(damaged(99, 0xfffffff0, 32), "a block longer than any block may be after 1 packets");
    EXPECT_EQ(damaged(99, (16U << 20) + (128U << 10) + 4, 32), "a block longer than any block may be after 1 packets");
    EXPECT_EQ(damaged(99, 1'000, 32), "ends in the middle of a block after packet 1");
    EXPECT_EQ(damaged(6, (16U << 20) + (128U << 10), 32), "ends in the middle of packet 2");
    EXPECT_EQ(damaged(0x0a0d0d0a, 32, 32), "a section header without its byte-order magic after 1 packets");
}

TEST(Pcapng, TellsPacketBlocksThatLie) {
    const auto damaged = [&](std::uint32_t type, const Octets& body) {
        PcapngBuilder builder;
        builder.section().interface().enhanced(0, 1, data).block(type, body).enhanced(0, 2, data);
        const Contents contents = readOctets(builder.octets());
        EXPECT_EQ(contents.packets.size(), 1U);
        return contents.problem();
    };
    EXPECT_EQ(damaged(6, Octets(16)), "a packet block too short for its fields after 1 packets");
    EXPECT_EQ(damaged(2, Octets(16)), "a packet block too short for its fields after 1 packets");
    EXPECT_EQ(damaged(3, Octets(0)), "a packet block too short for its fields after 1 packets");
    EXPECT_EQ(damaged(1, Octets(4)), "an interface block too short for its fields after 1 packets");
    EXPECT_EQ(damaged(6, FileWriter().zeros(12).u32(5).u32(5).u32(0).take()),
              "a packet longer than its block after 1 packets");
    EXPECT_EQ(damaged(6, FileWriter().zeros(12).u32(0xffffffff).u32(5).u32(0).take()),
              "a packet longer than its block after 1 packets");
    EXPECT_EQ(damaged(3, FileWriter().u32(8).u32(0).take()), "a packet longer than its block after 1 packets");
    EXPECT_EQ(damaged(6, FileWriter().zeros(12).u32(262'145).u32(262'145).zeros(262'148).take()),
              "a packet longer than any packet may be after 1 packets");
}

TEST(Pcapng, TakesBlockLengthsThatForgetThePadding) {
    const Octets simple = FileWriter().u32(5).octets(countingOctets(5)).take();
    PcapngBuilder padded;
    padded.section()
        .interface()
        .lyingBlock(3, 21, FileWriter().octets(simple).zeros(3).take(), 21)
        .enhanced(0, 1, data);
    PcapngBuilder bare;
    bare.section().interface().lyingBlock(3, 21, simple, 21).enhanced(0, 1, data);
    for (const Octets& file : {padded.octets(), bare.octets()}) {
        const Contents contents = readOctets(file);
        EXPECT_EQ(contents.problem(), "");
        ASSERT_EQ(contents.packets.size(), 2U);
        EXPECT_EQ(contents.packets[0].data, countingOctets(5));
    }
}

TEST(Pcapng, StopsAtASectionOfAnotherMajorVersion) {
    PcapngBuilder builder;
    builder.section(Endian::little, {}, ~std::uint64_t{0}, 1, 7).interface().enhanced(0, 1, data);
    const std::size_t offset = builder.octets().size();
    builder.section(Endian::little, {}, ~std::uint64_t{0}, 2).interface().enhanced(0, 1, data);
    const Contents contents = readOctets(builder.octets());
    EXPECT_EQ(contents.packets.size(), 1U);
    EXPECT_EQ(contents.problemOffset(), offset);
    EXPECT_EQ(readOctets(PcapngBuilder().section(Endian::big, {}, 0, 2).octets()).openError->text(),
              "unsupported pcapng version 2.0");
}

TEST(Pcapng, ReadsOptionsThatOverrunNoFurther) {
    PcapngBuilder builder;
    const Octets overrun = FileWriter().u16(1).u16(0).u32(0).u16(9).u16(1).u32(9).u16(14).u16(60'000).u32(1).take();
    builder.section().block(1, overrun).enhanced(0, 5, data);
    const Contents contents = readOctets(builder.octets());
    EXPECT_EQ(contents.problem(), "");
    EXPECT_EQ(contents.packets.at(0).time, 5) << "the resolution before the overrun holds";
}

TEST(Pcapng, ReadsNameRecordsWithSeveralAndWithBrokenNames) {
    const auto names = [](const Octets& records) {
        return readOctets(PcapngBuilder().section().interface().block(4, records).octets()).info.names;
    };
    const auto record = [](std::uint16_t type, std::uint16_t length, std::string_view text) {
        return FileWriter().u16(type).u16(length).u8(10).u8(0).u8(0).u8(1).text(text).padTo4().take();
    };
    using namespace std::string_view_literals;
    ASSERT_EQ(names(record(1, 12, "a.b\0c.d\0"sv)).size(), 2U);
    EXPECT_EQ(names(record(1, 12, "a.b\0c.d\0"sv))[1].name, "c.d");
    EXPECT_EQ(names(record(1, 7, "abc"sv)).at(0).name, "abc") << "the final NUL is missing";
    EXPECT_EQ(names(record(1, 60'000, "abc"sv)).size(), 0U) << "longer than its block";
    EXPECT_EQ(names(record(2, 7, "abc"sv)).size(), 0U) << "no room for an IPv6 address";
    EXPECT_EQ(names(record(7, 7, "abc"sv)).size(), 0U) << "an unknown record";
    EXPECT_EQ(names(record(1, 3, ""sv)).size(), 0U);
    EXPECT_EQ(names(record(1, 4 + 1'025, std::string(1'025, 'x'))).size(), 0U) << "longer than any name";
    EXPECT_EQ(names(record(1, 4 + 1'024, std::string(1'024, 'x'))).size(), 1U);
}

TEST(Pcapng, BoundsTheTextItKeeps) {
    PcapngBuilder names;
    names.section().interface();
    for (int block = 0; block < 72; ++block) {
        FileWriter records;
        for (int i = 0; i < 1'024; ++i)
            records.u16(1).u16(4 + 1'024).u8(10).u8(0).u8(0).u8(1).text(std::string(1'024, 'x'));
        names.block(4, records.take());
    }
    const Contents many = readOctets(names.octets());
    std::size_t octets = 0;
    for (const NameRecord& record : many.info.names) octets += record.name.size();
    EXPECT_EQ(octets, std::size_t{64} << 20);
    EXPECT_EQ(many.problem(), "more names than are kept; the others are left out");
    PcapngBuilder comments;
    for (int i = 0; i < 100; ++i) comments.section(Endian::little, {comment(std::string(60'000, 'x')), comment("y")});
    octets = 0;
    const Contents commented = readOctets(comments.octets());
    for (const std::string& text : commented.info.comments) octets += text.size();
    EXPECT_LE(octets, std::size_t{1} << 20);
    EXPECT_EQ(commented.info.comments.back(), "y") << "what still fits is kept";
}

TEST(Pcapng, BoundsInterfacesAndSections) {
    PcapngBuilder builder;
    builder.section();
    const PcapngBuilder one = PcapngBuilder().section();
    const Octets interface = Octets(PcapngBuilder().interface(1, 0).octets());
    Octets many = builder.octets();
    for (int i = 0; i < 65'537; ++i) many.insert(many.end(), interface.begin(), interface.end());
    PcapngBuilder tail;
    tail.enhanced(65'535, 1, data).enhanced(65'536, 1, data);
    many.insert(many.end(), tail.octets().begin(), tail.octets().end());
    const Contents contents = readOctets(many);
    ASSERT_EQ(contents.packets.size(), 2U);
    EXPECT_EQ(contents.packets[0].flags, 0);
    EXPECT_EQ(contents.packets[1].flags, noInterface);
    EXPECT_EQ(contents.info.interfaces, 65'536U);
    EXPECT_EQ(contents.problem(), "more than 65536 interfaces in a section; the others are ignored");

    Octets sections;
    for (int i = 0; i < (1 << 20) + 1; ++i) sections.insert(sections.end(), one.octets().begin(), one.octets().end());
    const Contents manySections = readOctets(sections);
    EXPECT_EQ(manySections.info.sections, 1U << 20);
    EXPECT_EQ(manySections.problemOffset(), std::uint64_t{28} << 20);
}

}  // namespace
