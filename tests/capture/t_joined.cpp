// SPDX-License-Identifier: GPL-3.0-or-later
// What stands where a packet should begin and is none: zero octets that were never written, and another capture's
// header.
#include <algorithm>

#include "capture/readall.h"

using namespace weir;
using namespace weir::capture;
using namespace weir::test;

namespace {

const Octets data = countingOctets(60, 1);

Octets operator+(Octets a, const Octets& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

Octets capture(PcapBuilder::Header header = {}) {
    return PcapBuilder(header).packet(1'700'000'000'000'000, data).packet(1'700'000'001'000'000, data).octets();
}

TEST(Zeros, ToTheEndAreDamageAtTheFirst) {
    for (const std::size_t count : {16UL, 17UL, 31UL, 32UL, 4'096UL, 65'536UL, 65'537UL, 3UL << 20}) {
        for (const PcapBuilder::Header header : {PcapBuilder::Header{}, PcapBuilder::Header{.magic = 0xa1b2cd34},
                                                 PcapBuilder::Header{.endian = Endian::big}}) {
            const Octets whole = capture(header);
            for (const std::size_t batch : {std::size_t{1}, std::size_t{1} << 20}) {
                const TemporaryFile file(whole + Octets(count));
                const Contents contents = readAll({file.path()}, {.batchBytes = batch});
                EXPECT_EQ(contents.packets.size(), 2U) << count;
                // A modified record header has 24 octets: fewer are one that was cut.
                const bool cut = header.magic == 0xa1b2cd34 && count < 24;
                EXPECT_EQ(contents.problem(),
                          cut ? "ends in the middle of packet 3" : "nothing but zero bytes after 2 packets")
                    << count;
                EXPECT_EQ(contents.problemOffset(), whole.size()) << count;
            }
        }
    }
}

TEST(Zeros, AreDamageHoweverFewAndWithoutAnyPacket) {
    for (std::size_t count = 1; count < 40; ++count) {
        const Contents contents = readOctets(PcapBuilder().octets() + Octets(count));
        EXPECT_EQ(contents.packets.size(), 0U);
        EXPECT_EQ(contents.problemOffset(), 24U);
        EXPECT_EQ(contents.problem(),
                  count < 16 ? "ends in the middle of packet 1" : "nothing but zero bytes after 0 packets");
    }
}

TEST(Zeros, BetweenPacketsArePacketsWithoutOctetsWhileTheyAreFew) {
    const Octets one = PcapBuilder().packet(1'000'000, data).octets();
    const Octets record(one.begin() + 24, one.end());
    const Contents few = readOctets(one + Octets(160) + record);
    ASSERT_EQ(few.packets.size(), 12U) << "as tshark has it";
    EXPECT_EQ(few.packets.back(), few.packets.front());
    EXPECT_EQ(few.problem(), "");
    const Contents many = readOctets(one + Octets(std::size_t{160} << 10) + record);
    EXPECT_EQ(many.packets.size(), 1U) << "a hole";
    EXPECT_EQ(many.problemOffset(), one.size());
}

TEST(Zeros, OfAFileThatEndsInsideAPacketAreThatPackets) {
    Octets file = capture();
    std::fill(file.end() - 30, file.end(), std::uint8_t{0});
    EXPECT_EQ(readOctets(file).packets.size(), 2U) << "nobody can tell";
    file.resize(file.size() - 1);
    EXPECT_EQ(readOctets(file).problem(), "ends in the middle of packet 2");
}

TEST(Zeros, AreNamedInPcapngToo) {
    PcapngBuilder builder;
    builder.section().interface().enhanced(0, 1, data);
    const Contents contents = readOctets(builder.octets() + Octets(4'096));
    EXPECT_EQ(contents.packets.size(), 1U);
    EXPECT_EQ(contents.problem(), "zero bytes instead of a block after 1 packets");
    EXPECT_EQ(contents.problemOffset(), builder.octets().size());
}

TEST(Zeros, CostNoMoreThanOneLookAtEach) {
    Octets file = PcapBuilder().octets();
    const Octets hole = Octets(65'520) + FileWriter().u32(1).zeros(12).take();
    while (file.size() < std::size_t{8} << 20) file.insert(file.end(), hole.begin(), hole.end());
    EXPECT_EQ(readOctets(file).packets.size(), (file.size() - 24) / 16);
}

TEST(Joined, CapturesAreReadOneAfterAnother) {
    PcapngBuilder builder;
    builder.section().interface(101).enhanced(0, 5, data);
    const Octets pcap = capture();
    const Octets pcapng = builder.octets();
    const Octets big = capture({.endian = Endian::big, .magic = 0xa1b23c4d, .linkType = 113});
    const Octets modified = capture({.magic = 0xa1b2cd34});
    const Octets empty = PcapBuilder().octets();
    for (const auto& parts : std::vector<std::vector<Octets>>{{pcap, pcap},
                                                              {pcap, big},
                                                              {big, pcap},
                                                              {pcap, pcapng},
                                                              {pcapng, pcap},
                                                              {pcapng, big},
                                                              {modified, big, pcapng, pcap, pcapng},
                                                              {empty, empty, pcap},
                                                              {pcap, empty},
                                                              {pcapng, empty}}) {
        Octets file;
        std::vector<Packet> packets;
        for (const Octets& part : parts) {
            file = file + part;
            for (const Packet& packet : readOctets(part).packets) packets.push_back(packet);
        }
        const TemporaryFile joined(file);
        for (const std::size_t batch : {std::size_t{1}, std::size_t{1} << 20}) {
            const Contents contents = readAll({joined.path()}, {.batchBytes = batch});
            EXPECT_EQ(contents.problem(), "");
            EXPECT_EQ(contents.packets, packets);
        }
    }
}

TEST(Joined, PacketsAreReadAgainAndHaveTheirOwnPreamble) {
    const Octets second = capture({.linkType = 113});
    PcapngBuilder builder;
    builder.section().interface(101).enhanced(0, 5, data);
    const TemporaryFile file(capture() + second + builder.octets());
    const TemporaryFile after(capture());
    auto reader = Reader::open({file.path(), after.path()}).take();
    Batch batch;
    std::size_t count = 0;
    while (reader->next(batch)) {
        for (const Frame& frame : batch.frames) {
            const auto again = reader->frames()->read(frame.position);
            ASSERT_TRUE(again) << count;
            EXPECT_TRUE(std::ranges::equal(again->frame.bytes(), frame.bytes()));
            EXPECT_EQ(again->frame.linkType, frame.linkType);
            EXPECT_EQ(again->frame.time, frame.time);
            const auto preamble = reader->frames()->preamble(frame.position);
            ASSERT_TRUE(preamble);
            if (count == 2) {
                EXPECT_EQ(preamble->octets, Octets(second.begin(), second.begin() + 24));
            }
            ++count;
        }
    }
    EXPECT_EQ(count, 7U);
    EXPECT_EQ(reader->info().linkTypes, (std::vector<std::uint16_t>{1, 113, 101}));
}

TEST(Joined, DamageHasItsPlaceInTheFile) {
    const Octets first = capture();
    Octets second = capture();
    second.resize(second.size() - 1);
    const TemporaryFile file(first + second);
    EXPECT_EQ(readAll({file.path()}).info.problem->toString(),
              file.path() + ": ends in the middle of packet 4 (at offset " + std::to_string(first.size() + 100) + ")");
    const Contents version = readOctets(first + PcapBuilder({.minor = 4, .linkType = 1}).raw({}).octets() + Octets{9});
    EXPECT_EQ(version.packets.size(), 2U);
    EXPECT_EQ(version.problemOffset(), first.size() + 24);
    for (std::size_t cut = 1; cut < 24; ++cut) {
        const Octets header = PcapBuilder().octets();
        const Contents contents =
            readOctets(first + Octets(header.begin(), header.begin() + static_cast<std::ptrdiff_t>(cut)));
        EXPECT_EQ(contents.packets.size(), 2U) << cut;
        EXPECT_EQ(contents.problemOffset(), first.size()) << cut;
    }
}

TEST(Joined, HeadersWithATimeZoneAreHeadersToo) {
    Octets second = capture();
    second[8] = 0x10;  // 3,600 seconds: as a record it would claim 3,600 octets
    second[9] = 0x0e;
    const Contents contents = readOctets(capture() + second);
    EXPECT_EQ(contents.packets.size(), 4U);
    EXPECT_EQ(contents.problem(), "");
}

TEST(Joined, ManyHeadersCostNoMoreThanTheyAre) {
    const Octets header = PcapBuilder().octets();
    Octets file;
    for (int i = 0; i < 70'000; ++i) file.insert(file.end(), header.begin(), header.end());
    const Contents contents = readOctets(file);
    EXPECT_EQ(contents.problem(), "more captures one after another than any file has");
    EXPECT_EQ(contents.problemOffset(), 65'536U * 24U);
}

TEST(Quiet, InputDoesNotKeepTheReaderFromComingBack) {
    PcapngBuilder builder;
    builder.section().interface();
    const Octets junk(std::size_t{1} << 20, 0x55);
    for (int i = 0; i < 24; ++i) builder.block(77, junk);
    builder.enhanced(0, 1, data);
    const TemporaryFile file(builder.octets());
    auto reader = Reader::open({file.path()}).take();
    Batch batch;
    std::size_t batches = 0, frames = 0;
    while (reader->next(batch)) {
        ++batches;
        frames += batch.frames.size();
        EXPECT_EQ(batch.firstNumber, 1U);
    }
    EXPECT_EQ(frames, 1U);
    EXPECT_GE(batches, 4U);
    EXPECT_FALSE(reader->info().problem);
}

}  // namespace
