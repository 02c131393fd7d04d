// SPDX-License-Identifier: GPL-3.0-or-later
// Every cut and every changed octet of small files: never a crash, never a lost earlier frame, never much memory.
#include <sys/resource.h>

#include <algorithm>
#include <map>

#include "capture/readall.h"

using namespace weir;
using namespace weir::capture;
using namespace weir::test;

namespace {

std::map<std::string, Octets> fixtures() {
    const Octets data = countingOctets(37);
    std::map<std::string, Octets> files;
    const auto pcap = [&](PcapBuilder::Header header) {
        return PcapBuilder(header).packet(1, data).packet(2, {}).packet(3, countingOctets(5), 9).octets();
    };
    files["pcap"] = pcap({});
    files["pcap, big-endian nanoseconds"] = pcap({.endian = Endian::big, .magic = 0xa1b23c4d});
    files["pcap, modified"] = pcap({.magic = 0xa1b2cd34});
    files["pcap, version 2.2"] = pcap({.minor = 2});
    files["pcap, version 2.3, D-Bus"] = pcap({.minor = 3, .linkType = 231});
    PcapBuilder ixia({.magic = 0x1c0001ac});
    files["pcap, Ixia"] = ixia.raw({0, 0, 0, 0}).packet(1, data).octets();
    for (const Endian endian : {Endian::little, Endian::big}) {
        const std::string order = endian == Endian::little ? "" : ", big-endian";
        PcapngBuilder packets;
        packets.section(endian, {comment("hello")}).interface(1, 37, {timeResolution(9), timeOffset(3, endian)});
        packets.enhanced(0, 1, data, 99, {comment("frame")}).simple(data, 1'000).obsolete(0, 3, data);
        files["pcapng, packets" + order] = packets.octets();
        PcapngBuilder others;
        others.section(endian).interface().name({10, 0, 0, 1}, "a.example").secrets("key").statistics(0, 5);
        others.custom(1, data).enhanced(0, 1, data).block(77, data).enhanced(5, 1, data);
        files["pcapng, other blocks" + order] = others.octets();
        PcapngBuilder sections;
        sections.section(endian).interface(1).interface(231).enhanced(1, 1, data);
        sections.section(endian == Endian::little ? Endian::big : Endian::little).interface(101).enhanced(0, 2, data);
        files["pcapng, sections" + order] = sections.octets();
    }
    return files;
}

/// Are `some` the first of `all`?
bool isPrefix(const std::vector<Packet>& some, const std::vector<Packet>& all) {
    return some.size() <= all.size() && std::equal(some.begin(), some.end(), all.begin());
}

TEST(Damage, CuttingAnywhereLosesNoEarlierFrame) {
    ASSERT_GE(fixtures().size(), 12U);
    for (const auto& [name, octets] : fixtures()) {
        SCOPED_TRACE(name);
        const Contents whole = readOctets(octets);
        ASSERT_FALSE(whole.packets.empty());
        const TemporaryFile file({});
        std::size_t before = 0;
        std::size_t cutsWithoutProblem = 0;
        for (std::size_t size = 0; size < octets.size(); ++size) {
            file.write(Octets(octets.begin(), octets.begin() + static_cast<std::ptrdiff_t>(size)));
            const Contents cut = readAll({file.path()});
            ASSERT_TRUE(isPrefix(cut.packets, whole.packets)) << size;
            ASSERT_GE(cut.packets.size(), before) << size;
            ASSERT_LE(cut.packets.size(), before + 1) << size;
            before = cut.packets.size();
            if (cut.openError) {
                ASSERT_EQ(cut.packets.size(), 0U);
                ASSERT_EQ(cut.openError->file, file.path());
            } else if (cut.info.problem && cut.info.problem->text().starts_with("ends in the middle")) {
                ASSERT_EQ(cut.info.problem->file, file.path());
                ASSERT_LT(*cut.info.problem->offset, size);
            } else {
                ++cutsWithoutProblem;  // exactly between two records
            }
        }
        EXPECT_LE(cutsWithoutProblem, 12U);
        EXPECT_GE(cutsWithoutProblem, 1U);
    }
}

TEST(Damage, ChangingAnyOctetNeitherCrashesNorAllocates) {
    std::size_t frames = 0;
    for (const auto& [name, octets] : fixtures()) {
        SCOPED_TRACE(name);
        const Contents whole = readOctets(octets);
        const TemporaryFile file({});
        for (std::size_t at = 0; at < octets.size(); ++at) {
            for (const int change : {0x00, 0xff, 0x7f, 0x80, -1}) {
                Octets changed = octets;
                changed[at] = change < 0 ? static_cast<std::uint8_t>(changed[at] ^ 0x80) : std::uint8_t(change);
                file.write(changed);
                auto reader = Reader::open({file.path()});
                if (!reader)
                    continue;
                const auto store = reader.value()->frames();
                Batch batch;
                while (reader.value()->next(batch)) {
                    for (const Frame& frame : batch.frames) {
                        ++frames;
                        ASSERT_GE(frame.data, batch.storage.data());
                        ASSERT_LE(frame.data + frame.captured, batch.storage.data() + batch.storage.size());
                        const auto again = store->read(frame.position);
                        ASSERT_TRUE(again);
                        ASSERT_TRUE(std::ranges::equal(again->frame.bytes(), frame.bytes()));
                        ASSERT_EQ(again->frame.linkType, frame.linkType);
                        ASSERT_TRUE(store->preamble(frame.position));
                    }
                }
                ASSERT_LE(batch.storage.capacity(), std::size_t{4} << 20) << "a length in the file was believed";
            }
        }
    }
    EXPECT_GT(frames, 10'000U);
}

TEST(Damage, ChangingAnyWordNeitherCrashesNorAllocates) {
    for (const auto& [name, octets] : fixtures()) {
        SCOPED_TRACE(name);
        const TemporaryFile file({});
        for (std::size_t at = 0; at + 4 <= octets.size(); at += 2) {
            for (const Endian endian : {Endian::little, Endian::big}) {
                for (const std::uint32_t value : {0U, 1U, 0x7fffffffU, 0xffffffffU, 0x00ffffffU, 0x1000U}) {
                    Octets changed = octets;
                    const Octets word = FileWriter(endian).u32(value).take();
                    std::copy(word.begin(), word.end(), changed.begin() + static_cast<std::ptrdiff_t>(at));
                    file.write(changed);
                    auto reader = Reader::open({file.path()});
                    Batch batch;
                    while (reader && reader.value()->next(batch)) {
                    }
                    ASSERT_LE(batch.storage.capacity(), std::size_t{4} << 20);
                }
            }
        }
    }
}

TEST(Damage, InOneFileDoesNotKeepTheNextFromBeingRead) {
    Octets cut = PcapBuilder().packet(1, countingOctets(20)).packet(2, countingOctets(20)).octets();
    cut.resize(cut.size() - 3);
    PcapngBuilder lying;
    lying.section().interface().enhanced(0, 3, countingOctets(4)).lyingBlock(6, 8, {}, 8);
    const TemporaryFile first(cut);
    const TemporaryFile second(lying.octets());
    const TemporaryFile third(PcapBuilder().packet(4, {}).octets());
    const Contents contents = readAll({first.path(), second.path(), "/nonexistent/capture", third.path()});
    ASSERT_EQ(contents.packets.size(), 3U);
    EXPECT_EQ(contents.packets[2].time, 4'000);
    EXPECT_EQ(contents.info.problem->toString(), first.path() + ": ends in the middle of packet 2 (at offset 60)");
    EXPECT_EQ(contents.info.problem->kind, ErrorKind::damaged);
    EXPECT_EQ(contents.problems(),
              (std::vector<std::string>{
                  first.path() + ": ends in the middle of packet 2 (at offset 60)",
                  second.path() + ": a block shorter than its own header after 2 packets (at offset 84)",
                  "/nonexistent/capture: no such file"}));
    EXPECT_EQ(contents.info.formats, (std::vector<std::string>{"pcap", "pcapng"}));
}

TEST(Damage, IsToldRatherThanAnOddityThatCameBefore) {
    PcapngBuilder builder;
    builder.section().enhanced(0, 1, countingOctets(4)).lyingBlock(6, 8, {}, 8);
    const Contents contents = readOctets(builder.octets());
    EXPECT_EQ(contents.packets.size(), 1U);
    EXPECT_EQ(contents.problem(), "a block shorter than its own header after 1 packets");
}

}  // namespace
