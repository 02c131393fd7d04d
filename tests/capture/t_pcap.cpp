// SPDX-License-Identifier: GPL-3.0-or-later
// Classic pcap: byte orders, resolutions, and the variants that are met in the wild.
#include "capture/readall.h"

using namespace weir;
using namespace weir::capture;
using namespace weir::test;

namespace {

const Octets data = countingOctets(60);

TEST(Pcap, ReadsBothByteOrdersAndResolutions) {
    struct Case {
        Endian endian;
        std::uint32_t magic;
        std::int64_t unit;
        const char* format;
    };
    for (const Case& c : {Case{Endian::little, 0xa1b2c3d4, 1'000, "pcap"}, Case{Endian::big, 0xa1b2c3d4, 1'000, "pcap"},
                          Case{Endian::little, 0xa1b23c4d, 1, "pcap (nanosecond)"},
                          Case{Endian::big, 0xa1b23c4d, 1, "pcap (nanosecond)"},
                          Case{Endian::little, 0xa1b2cd34, 1'000, "pcap (modified)"},
                          Case{Endian::big, 0xa1b2cd34, 1'000, "pcap (modified)"}}) {
        SCOPED_TRACE(c.format);
        PcapBuilder builder({.endian = c.endian, .magic = c.magic, .linkType = 113});
        builder.packet(1'500'000'123'456'789, data).packet(7, {}, 1514).packet(8, countingOctets(40), 9'000);
        const Contents contents = readOctets(builder.octets());
        EXPECT_EQ(contents.problem(), "");
        ASSERT_EQ(contents.packets.size(), 3U);
        EXPECT_EQ(contents.packets[0], (Packet{1'500'000'123'456'789 * c.unit, 60, 113, 0, data}));
        EXPECT_EQ(contents.packets[1], (Packet{7 * c.unit, 1514, 113, 0, {}}));
        EXPECT_EQ(contents.packets[2], (Packet{8 * c.unit, 9'000, 113, 0, countingOctets(40)}));
        EXPECT_EQ(contents.info.formats, std::vector<std::string>{c.format});
        EXPECT_EQ(contents.info.linkTypes, std::vector<std::uint16_t>{113});
        EXPECT_EQ(contents.info.sections, 1U);
        EXPECT_EQ(contents.info.interfaces, 1U);
        EXPECT_EQ(contents.info.bytesTotal, builder.octets().size());
    }
}

TEST(Pcap, ReadsIxiaFilesWithTheirLongerHeader) {
    for (const std::uint32_t magic : {0x1c0001acU, 0x1c0001abU}) {
        PcapBuilder builder({.magic = magic});
        builder.raw({0xff, 0, 0, 0}).record(5, 6, 60, 61, data);
        const Contents contents = readOctets(builder.octets());
        ASSERT_EQ(contents.packets.size(), 1U) << contents.problem();
        EXPECT_EQ(contents.packets[0], (Packet{5'000'006'000, 61, 1, 0, data}));
    }
}

TEST(Pcap, TakesTheLengthsInTheOrderOfTheirVersion) {
    const auto lengths = [](std::uint16_t major, std::uint16_t minor, std::uint32_t first, std::uint32_t second) {
        const Contents contents =
            readOctets(PcapBuilder({.major = major, .minor = minor}).record(1, 2, first, second, data).octets());
        return contents.packets.size() == 1 && contents.packets[0].data == data && contents.packets[0].original == 99;
    };
    EXPECT_TRUE(lengths(2, 4, 60, 99));
    EXPECT_TRUE(lengths(2, 2, 99, 60));
    EXPECT_TRUE(lengths(543, 0, 99, 60));
    EXPECT_TRUE(lengths(2, 3, 60, 99));
    EXPECT_TRUE(lengths(2, 3, 99, 60)) << "2.3 in its header, but not in its records";
}

TEST(Pcap, RefusesVersionsItCanNotKnow) {
    EXPECT_EQ(readOctets(PcapBuilder({.major = 1}).octets()).openError->text(), "unsupported pcap version 1.4");
    EXPECT_EQ(readOctets(PcapBuilder({.major = 3, .minor = 0}).octets()).openError->offset, 4U);
}

TEST(Pcap, MasksCheckSequenceBitsAndNormalisesLinkTypes) {
    const auto linkType = [](std::uint32_t field) {
        return readOctets(PcapBuilder({.linkType = field}).packet(0, data).octets()).packets.at(0).linkType;
    };
    EXPECT_EQ(linkType(0x54000001), 1);
    EXPECT_EQ(linkType(12), 101);
    EXPECT_EQ(linkType(14), 101);
    EXPECT_EQ(linkType(11), 100);
    EXPECT_EQ(linkType(0), 0);
    EXPECT_EQ(linkType(276), 276);
}

TEST(Pcap, BelievesCapturedLengthsUpToTheLimit) {
    const auto read = [](std::uint32_t captured, std::uint32_t linkType) {
        return readOctets(PcapBuilder({.snapLength = 68, .linkType = linkType})
                              .packet(0, data)
                              .record(1, 0, captured, captured, countingOctets(captured))
                              .octets());
    };
    EXPECT_EQ(read(262'143, 1).packets.size(), 2U);
    EXPECT_EQ(read(262'144, 1).packets.at(1).data.size(), 262'144U);
    const Contents over = read(262'145, 1);
    EXPECT_EQ(over.packets.size(), 1U);
    EXPECT_EQ(over.problemOffset(), 24U + 76U);
    EXPECT_EQ(over.problem(),
              "a packet that claims a captured length of 262145, more than the 262144 that any packet has, "
              "after 1 packets");
    EXPECT_EQ(read(3'000'000, 231).packets.size(), 2U) << "a D-Bus message";
    for (const std::uint32_t lie : {0x7fffffffU, 0xffffffffU}) {
        const Octets file = PcapBuilder().packet(0, data).record(1, 0, lie, lie, data).packet(2, data).octets();
        const Contents contents = readOctets(file);
        EXPECT_EQ(contents.packets.size(), 1U);
        EXPECT_EQ(contents.problemOffset(), 100U);
    }
}

TEST(Pcap, KeepsFramesThatWereCapturedLongerThanTheyWere) {
    const Contents contents = readOctets(PcapBuilder().packet(0, data, 10).octets());
    EXPECT_EQ(contents.problem(), "");
    EXPECT_EQ(contents.packets.at(0).data, data);
    EXPECT_EQ(contents.packets.at(0).original, 10U);
}

TEST(Pcap, TakesTheWholeRangeOfTimes) {
    const Octets file =
        PcapBuilder().record(0xffffffff, 0xffffffff, 0, 0, {}).record(0, 0, 0, 0, {}).record(1, 0, 0, 0, {}).octets();
    const Contents contents = readOctets(file);
    ASSERT_EQ(contents.packets.size(), 3U);
    EXPECT_EQ(contents.packets[0].time, 4'294'967'295 * 1'000'000'000 + 4'294'967'295 * 1'000);
    EXPECT_EQ(contents.packets[1].time, 0);
}

TEST(Pcap, SaysWhichPacketACutFileEndsIn) {
    Octets file = PcapBuilder().packet(0, data).packet(1, data).octets();
    file.resize(file.size() - 1);
    const TemporaryFile temporary(file);
    const Contents contents = readAll({temporary.path()});
    EXPECT_EQ(contents.packets.size(), 1U);
    ASSERT_TRUE(contents.info.problem);
    EXPECT_EQ(contents.info.problem->toString(), temporary.path() + ": ends in the middle of packet 2 (at offset 100)");
}

TEST(Pcap, HasNoFramesAndNoProblemWhereThereIsOnlyAHeader) {
    const Contents contents = readOctets(PcapBuilder().octets());
    EXPECT_TRUE(contents.packets.empty());
    EXPECT_EQ(contents.problem(), "");
}

TEST(Pcap, GivesTheSameFramesWhateverTheBatchSize) {
    PcapBuilder builder;
    for (std::uint32_t i = 0; i < 5'000; ++i) builder.packet(i, countingOctets(i * 37 % 1'600), i);
    builder.packet(1, countingOctets(200'000));
    const TemporaryFile file(builder.octets());
    const Contents whole = readAll({file.path()});
    ASSERT_EQ(whole.packets.size(), 5'001U);
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{70'000}, std::size_t{100'000'000}}) {
        const Contents contents = readAll({file.path()}, {.batchBytes = size});
        EXPECT_EQ(contents.packets, whole.packets);
        EXPECT_EQ(contents.positions, whole.positions);
    }
}

}  // namespace
