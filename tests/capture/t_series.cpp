// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "core/capture/capturefolder.h"
#include "core/capture/series.h"
#include "tests/support/capturewriter.h"

namespace weir::capture {
namespace {

constexpr std::int64_t second = 1'000'000'000;

FileHead head(std::string path, double first, double last, std::string interface = "EN10MB, 262144 bytes") {
    return {std::move(path),
            {std::move(interface)},
            static_cast<std::int64_t>(first * 1e9),
            static_cast<std::int64_t>(last * 1e9),
            {}};
}

class Files : public testing::Test {
protected:
    Files() : m_folder(std::filesystem::path(testing::TempDir()) / ("weir-series-" + std::to_string(::getpid()))) {
        std::filesystem::remove_all(m_folder);
        std::filesystem::create_directories(m_folder);
    }
    ~Files() override { std::filesystem::remove_all(m_folder); }
    std::string path(const std::string& name) const { return (m_folder / name).string(); }

    /// Frames of `size` octets, a second apart.
    static std::vector<test::TestFrame> frames(std::size_t count, std::size_t size = 60,
                                               std::int64_t start = 1000 * second) {
        std::vector<test::TestFrame> out;
        for (std::size_t i = 0; i < count; ++i)
            out.push_back(
                {test::Octets(size, static_cast<std::uint8_t>(i)), start + static_cast<std::int64_t>(i) * second});
        return out;
    }

    std::filesystem::path m_folder;
};

TEST(JudgeSeries, PiecesFollowEachOther) {
    EXPECT_TRUE(judgeSeries({head("a", 0, 10), head("b", 10.5, 20)}).series);
    EXPECT_TRUE(judgeSeries({head("b", 10.5, 20), head("a", 0, 10)}).series) << "whatever the order";
    EXPECT_TRUE(judgeSeries({head("a", 0, 10), head("b", 9.9, 20)}).series) << "a little out of order";
    EXPECT_TRUE(judgeSeries({head("a", 0, 10), head("b", 300, 310)}).series) << "a quiet network";
    EXPECT_TRUE(judgeSeries({head("a", 0, 3600), head("b", 6000, 9600)}).series) << "files of an hour";
    EXPECT_TRUE(judgeSeries({head("a", 0, 10)}).series);
    EXPECT_TRUE(judgeSeries({}).series);
}

TEST(JudgeSeries, OthersDoNot) {
    EXPECT_EQ(judgeSeries({head("a", 0, 10), head("b", 5, 20)}).why, "b begins before a ends");
    EXPECT_EQ(judgeSeries({head("a", 0, 10), head("b", 0, 10)}).why, "b begins before a ends") << "the same file twice";
    EXPECT_EQ(judgeSeries({head("a", 0, 0.1), head("b", 0, 0.1)}).why, "b begins before a ends");
    EXPECT_EQ(judgeSeries({head("a", 0, 10), head("b", 400, 410)}).why, "b begins 6 minutes after a ended");
    EXPECT_EQ(judgeSeries({head("a", 0, 10), head("b", 20, 30, "LINUX_SLL, 96 bytes")}).why,
              "b was written by other interfaces (LINUX_SLL, 96 bytes) than a (EN10MB, 262144 bytes)");
    EXPECT_FALSE(judgeSeries({head("a", 0, 10), {"-", {}, {}, {}, {}}}).series);
}

TEST(JudgeSeries, WhatHasNoPacketsSaysNothing) {
    EXPECT_TRUE(judgeSeries({head("a", 0, 10), {"empty", {"x"}, {}, {}, {}}, head("b", 11, 20)}).series);
}

TEST(OrderByTime, FilesWithoutPacketsComeLast) {
    std::vector<FileHead> files{{"none", {}, {}, {}, {}}, head("b", 10, 20), head("a", 0, 5)};
    orderByTime(files);
    EXPECT_EQ(files[0].path, "a");
    EXPECT_EQ(files[1].path, "b");
    EXPECT_EQ(files[2].path, "none");
}

TEST_F(Files, HeadsTellBothEnds) {
    // Long enough that the last packets are found from the end alone.
    const auto many = frames(3000, 1400);
    test::writePcap(path("a.pcap"), many);
    test::writePcapng(path("a.pcapng"), many);
    test::writePcap(path("short.pcap"), frames(3));
    for (const char* name : {"a.pcap", "a.pcapng", "short.pcap"}) {
        const FileHead found = readFileHead(path(name));
        const std::int64_t count = std::string(name) == "short.pcap" ? 3 : 3000;
        EXPECT_FALSE(found.problem) << name;
        EXPECT_EQ(found.first, 1000 * second) << name;
        EXPECT_EQ(found.last, (1000 + count - 1) * second) << name;
        EXPECT_FALSE(found.interfaces.empty()) << name;
    }
}

TEST_F(Files, AnEndThatMakesNoSenseIsReadWhole) {
    auto octets = test::pcapFile(frames(3000, 1400));
    octets.resize(octets.size() - 100);  // cut in the middle of the last packet
    test::writeFile(path("cut.pcap"), octets);
    EXPECT_EQ(readFileHead(path("cut.pcap")).last, (1000 + 2998) * second);
}

TEST_F(Files, HeadsOfWhatIsNoCapture) {
    test::writeFile(path("text"), test::Octets(100, 'x'));
    EXPECT_TRUE(readFileHead(path("text")).problem);
    EXPECT_TRUE(readFileHead(path("missing")).problem);
    EXPECT_TRUE(readFileHead("-").problem);
    test::writePcap(path("empty.pcap"), {});
    EXPECT_FALSE(readFileHead(path("empty.pcap")).problem);
    EXPECT_FALSE(readFileHead(path("empty.pcap")).first);
}

TEST_F(Files, FoldersHoldCaptures) {
    std::filesystem::create_directories(m_folder / "below");
    test::writePcap(path("b.pcap"), frames(1));
    test::writePcap(path("below/unnamed"), frames(1));
    test::writeFile(path("damaged.pcap.gz"), test::Octets(10, 'x'));
    test::writeFile(path("day.pcap7"), test::Octets(10, 'x'));
    test::writeFile(path("notes.txt"), test::Octets(10, 'x'));
    test::writeFile(path(".hidden.pcap"), test::Octets(10, 'x'));
    std::filesystem::create_directory_symlink(m_folder, m_folder / "around");
    const CapturesInFolder found = capturesInFolder(m_folder.string());
    EXPECT_EQ(found.captures, (std::vector<std::string>{path("b.pcap"), path("below/unnamed"), path("damaged.pcap.gz"),
                                                        path("day.pcap7")}));
    EXPECT_EQ(found.others, std::vector<std::string>{path("notes.txt")});
    EXPECT_TRUE(found.problems.empty());
    EXPECT_EQ(capturesInFolder(path("missing")).problems.size(), 1u);
}

}  // namespace
}  // namespace weir::capture
