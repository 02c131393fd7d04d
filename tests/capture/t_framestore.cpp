// SPDX-License-Identifier: GPL-3.0-or-later
// Reading again: records and preambles for slices, files that change underneath, several threads.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>

#include "capture/readall.h"

using namespace weir;
using namespace weir::capture;
using namespace weir::test;

namespace {

struct Opened {
    std::unique_ptr<Reader> reader;
    std::shared_ptr<const FrameStore> store;
    std::vector<std::uint64_t> positions;
};
Opened openAll(const std::vector<std::string>& paths) {
    Opened opened;
    opened.reader = Reader::open(paths).take();
    opened.store = opened.reader->frames();
    Batch batch;
    while (opened.reader->next(batch))
        for (const Frame& frame : batch.frames) opened.positions.push_back(frame.position);
    return opened;
}

TEST(FrameStore, GivesWhatASliceNeeds) {
    PcapngBuilder ng;
    ng.section(Endian::little, {}, 12'345).interface(1).enhanced(0, 1, {1}).interface(101).secrets("s").custom(1, {});
    ng.enhanced(1, 2, {2}).name({10, 0, 0, 1}, "n");
    ng.section(Endian::big).interface(113, 0, {timeResolution(9)}).enhanced(0, 3, {3});
    const TemporaryFile first(PcapBuilder({.linkType = 113}).packet(9, {9}).octets());
    const TemporaryFile second(ng.octets());
    const Opened opened = openAll({first.path(), second.path()});
    ASSERT_EQ(opened.positions.size(), 4U);

    const auto classic = opened.store->preamble(opened.positions[0]);
    ASSERT_TRUE(classic);
    EXPECT_EQ(classic->format, SlicePreamble::Format::pcap);
    EXPECT_EQ(classic->octets, PcapBuilder({.linkType = 113}).octets());

    // A slice of the middle frame alone, put together, is a capture again.
    const auto preamble = opened.store->preamble(opened.positions[2]);
    ASSERT_TRUE(preamble);
    EXPECT_EQ(preamble->format, SlicePreamble::Format::pcapng);
    EXPECT_EQ(preamble->octets,
              PcapngBuilder().section().interface(1).interface(101).secrets("s").name({10, 0, 0, 1}, "n").octets());
    EXPECT_EQ(opened.store->section(opened.positions[1]), opened.store->section(opened.positions[2]));
    EXPECT_NE(opened.store->section(opened.positions[2]), opened.store->section(opened.positions[3]));
    EXPECT_NE(opened.store->section(opened.positions[0]), opened.store->section(opened.positions[1]));
    Octets slice = preamble->octets;
    const auto record = opened.store->readRecord(opened.positions[2]);
    ASSERT_TRUE(record);
    slice.insert(slice.end(), record->begin(), record->end());
    const Contents contents = readOctets(slice);
    EXPECT_EQ(contents.problem(), "");
    ASSERT_EQ(contents.packets.size(), 1U);
    EXPECT_EQ(contents.packets[0], (Packet{2'000, 1, 101, 0, {2}}));
    EXPECT_EQ(opened.store->read(opened.positions[3])->frame.time, 3);
}

TEST(FrameStore, HasNothingWhereNoFrameIs) {
    const TemporaryFile file(PcapngBuilder().section().interface().enhanced(0, 1, countingOctets(100)).octets());
    const Opened opened = openAll({file.path()});
    const std::uint64_t position = opened.positions.at(0);
    EXPECT_TRUE(opened.store->read(position));
    for (const std::uint64_t wrong : {std::uint64_t{0}, position + 4, position + 100'000, ~std::uint64_t{0}}) {
        EXPECT_FALSE(opened.store->read(wrong));
        EXPECT_FALSE(opened.store->readRecord(wrong));
    }
}

TEST(FrameStore, KeepsFewDescriptorsForManyFiles) {
    const TemporaryFile file(PcapBuilder().packet(1, {7}).octets());
    const TemporaryFile last(PcapBuilder().packet(1, {8}).octets());
    std::vector<std::string> paths(1'200, file.path());
    paths.push_back(last.path());
    const Opened opened = openAll(paths);
    ASSERT_EQ(opened.positions.size(), 1'201U);
    const auto descriptors = std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
    EXPECT_LT(descriptors, 200);
    EXPECT_EQ(opened.store->read(opened.positions[0])->frame.data[0], 7);
    EXPECT_EQ(opened.store->read(opened.positions[1'199])->frame.data[0], 7);
    EXPECT_EQ(opened.store->read(opened.positions[1'200])->frame.data[0], 8);
    std::filesystem::remove(last.path());
    std::ofstream(last.path()) << "another file";
    EXPECT_FALSE(opened.store->read(opened.positions[1'200])) << "the path leads to another file now";
}

TEST(FrameStore, NoticesAFileThatChanged) {
    const Octets octets = PcapngBuilder().section().interface().enhanced(0, 1, countingOctets(100)).octets();
    const TemporaryFile file(octets);
    const Opened opened = openAll({file.path()});
    file.write(Octets(octets.begin(), octets.end() - 8));
    EXPECT_FALSE(opened.store->read(opened.positions[0])) << "cut short";
    file.write(Octets(octets.size(), 0x55));
    EXPECT_FALSE(opened.store->read(opened.positions[0])) << "overwritten";
    file.write({});
    EXPECT_FALSE(opened.store->read(opened.positions[0])) << "emptied";
    file.write(octets);
    EXPECT_TRUE(opened.store->read(opened.positions[0]));
    std::filesystem::remove(file.path());
    EXPECT_TRUE(opened.store->read(opened.positions[0])) << "a removed file stays readable while it is open";
}

TEST(Reader, EndsWithAFileThatIsCutWhileItIsRead) {
    PcapBuilder builder;
    for (std::uint32_t i = 0; i < 3'000; ++i) builder.packet(i, countingOctets(1'000));
    const TemporaryFile file(builder.octets());
    auto reader = Reader::open({file.path()}, {.batchBytes = 100'000}).take();
    Batch batch;
    ASSERT_TRUE(reader->next(batch));
    std::filesystem::resize_file(file.path(), 500'000);
    std::size_t count = batch.frames.size();
    while (reader->next(batch)) count += batch.frames.size();
    EXPECT_EQ(count, (500'000U - 24) / 1'016);
    ASSERT_TRUE(reader->info().problem);
    EXPECT_EQ(reader->info().problem->text(), "became shorter while it was read, in the middle of packet 493");
}

TEST(Reader, ReadsAGrowingFileAsFarAsItWentWhenOpened) {
    PcapBuilder builder;
    builder.packet(1, countingOctets(10)).packet(2, countingOctets(10));
    const TemporaryFile file(builder.octets());
    auto reader = Reader::open({file.path()}).take();
    std::ofstream(file.path(), std::ios::app) << "not a packet";
    Batch batch;
    ASSERT_TRUE(reader->next(batch));
    EXPECT_EQ(batch.frames.size(), 2U);
    EXPECT_FALSE(reader->next(batch));
    EXPECT_FALSE(reader->info().problem);
}

TEST(Reader, ServesSeveralThreadsUnderALock) {
    PcapngBuilder builder;
    builder.section();
    for (std::uint32_t i = 0; i < 2'000; ++i) builder.interface().enhanced(i, i, countingOctets(i % 600));
    const TemporaryFile file(builder.octets());
    auto reader = Reader::open({file.path()}, {.batchBytes = 65'536}).take();
    const auto store = reader->frames();
    std::mutex mutex;
    std::vector<int> seen(2'000);
    const auto work = [&] {
        Batch batch;
        while (true) {
            {
                const std::lock_guard lock(mutex);
                if (!reader->next(batch))
                    return;
            }
            for (std::size_t i = 0; i < batch.frames.size(); ++i) {
                const std::size_t index = batch.firstNumber - 1 + i;
                const auto again = store->read(batch.frames[i].position);
                const bool same = again && std::ranges::equal(again->frame.bytes(), batch.frames[i].bytes()) &&
                                  batch.frames[i].captured == index % 600;
                seen[index] += same ? 1 : 100;
            }
        }
    };
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) threads.emplace_back(work);
    for (std::thread& thread : threads) thread.join();
    EXPECT_TRUE(std::ranges::all_of(seen, [](int count) { return count == 1; }));
}

}  // namespace
