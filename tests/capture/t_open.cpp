// SPDX-License-Identifier: GPL-3.0-or-later
// What can be opened and what cannot, in one clear sentence each; several files; standard input.
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <thread>

#include "capture/readall.h"

using namespace weir;
using namespace weir::capture;
using namespace weir::test;

namespace {

std::string errorOf(const std::string& path) {
    const auto reader = Reader::open({path});
    if (reader)
        return "opened";
    EXPECT_EQ(reader.error().file, path);
    return reader.error().text();
}

class TemporaryFolder {
public:
    TemporaryFolder() : m_path("/tmp/weir-test-XXXXXX") {
        if (::mkdtemp(m_path.data()) == nullptr)
            throw std::runtime_error("no temporary folder");
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() { std::filesystem::remove_all(m_path); }
    std::string operator/(const std::string& name) const { return m_path + "/" + name; }
    const std::string& path() const { return m_path; }

private:
    std::string m_path;
};

TEST(Open, RefusesWhatIsNoRegularFile) {
    const TemporaryFolder folder;
    EXPECT_EQ(errorOf(folder / "missing"), "no such file");
    EXPECT_EQ(errorOf(folder.path()), "is a directory, not a capture file");
    ASSERT_EQ(::mkfifo((folder / "fifo").c_str(), 0600), 0);
    EXPECT_EQ(errorOf(folder / "fifo"), "is a pipe (FIFO), not a capture file") << "and does not wait for a writer";
    EXPECT_EQ(errorOf("/dev/zero"), "is a device, not a capture file");
    EXPECT_EQ(errorOf("/dev/null"), "is a device, not a capture file");
    ASSERT_EQ(::symlink("nowhere", (folder / "dangling").c_str()), 0);
    EXPECT_EQ(errorOf(folder / "dangling"), "no such file");
    ASSERT_EQ(::symlink("loop", (folder / "loop").c_str()), 0);
    EXPECT_EQ(errorOf(folder / "loop"), "cannot be opened: Too many levels of symbolic links");
    EXPECT_EQ(errorOf(folder / std::string(5'000, 'x')), "cannot be opened: File name too long");
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, (folder / "socket").c_str(), sizeof address.sun_path - 1);
    ASSERT_EQ(::bind(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    EXPECT_EQ(errorOf(folder / "socket"), "is a socket, not a capture file");
    ::close(descriptor);
    EXPECT_EQ(errorOf(""), "no such file");
    EXPECT_FALSE(Reader::open({}));
}

TEST(Open, SaysWhenItIsNotPermitted) {
    const TemporaryFile file(PcapBuilder().octets());
    ASSERT_EQ(::chmod(file.path().c_str(), 0), 0);
    // Root may read anything, so a child that is nobody asks.
    const pid_t child = ::fork();
    if (child == 0) {
        if (::getuid() == 0 && ::setuid(65'534) != 0)
            ::_exit(2);
        const auto reader = Reader::open({file.path()});
        ::_exit(!reader && reader.error().text() == "permission denied" ? 0 : 1);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST(Open, TellsWhatIsNoCapture) {
    const auto error = [](const Octets& octets) {
        const TemporaryFile file(octets);
        return errorOf(file.path());
    };
    const std::string none = "not a capture (no pcap or pcapng magic)";
    EXPECT_EQ(error({}), "empty file");
    EXPECT_EQ(error({0xd4, 0xc3, 0xb2}), none);
    EXPECT_EQ(error({1, 2, 3, 4, 5, 6, 7, 8}), none);
    EXPECT_EQ(error({0xd4, 0xc3, 0xb2, 0xa1, 2, 0}), "ends inside its pcap file header");
    EXPECT_EQ(error({0x0a, 0x0d, 0x0d, 0x0a, 28, 0}), "ends inside its pcapng section header");
    EXPECT_EQ(error({0x0a, 0x0d, 0x0d, 0x0a, 28, 0, 0, 0, 1, 2, 3, 4}),
              "not a capture (a pcapng section header without its byte-order magic)");
    EXPECT_EQ(error(PcapngBuilder().lyingBlock(0x0a0d0d0a, 28, {0x4d, 0x3c, 0x2b, 0x1a, 1, 0, 0, 0}, 1).octets()),
              "ends inside its pcapng section header");
}

TEST(Open, ReadsASectionHeaderLongerThanItsFirstLook) {
    PcapngBuilder builder;
    const Option large = comment(std::string(60'000, 'x'));
    builder.section(Endian::little, {large, large, large}).interface().enhanced(0, 1, {1, 2, 3});
    const Contents contents = readOctets(builder.octets());
    EXPECT_EQ(contents.packets.size(), 1U) << contents.problem();
    EXPECT_EQ(contents.info.comments.size(), 3U);
}

TEST(Open, ReadsSeveralFilesAsOne) {
    const TemporaryFile first(PcapBuilder().packet(1, {1}).packet(2, {2}).octets());
    const TemporaryFile second(PcapngBuilder().section().interface(101).enhanced(0, 3, {3}).octets());
    const TemporaryFile empty(PcapBuilder({.linkType = 113}).octets());
    const TemporaryFile last(PcapBuilder().packet(4, {4}).octets());
    const std::vector<std::string> paths = {first.path(), second.path(), empty.path(), last.path(), first.path()};
    const Contents contents = readAll(paths);
    EXPECT_EQ(contents.problem(), "");
    ASSERT_EQ(contents.packets.size(), 6U);
    for (std::uint8_t i = 0; i < 4; ++i) EXPECT_EQ(contents.packets[i].data, Octets{std::uint8_t(i + 1)});
    EXPECT_EQ(contents.info.files, paths);
    EXPECT_EQ(contents.info.linkTypes, (std::vector<std::uint16_t>{1, 101, 113}));
    EXPECT_EQ(contents.info.sections, 5U);
    EXPECT_TRUE(std::ranges::is_sorted(contents.positions));
    EXPECT_EQ(std::ranges::adjacent_find(contents.positions), contents.positions.end()) << "each has its own place";
    EXPECT_EQ(
        contents.info.bytesTotal,
        58U + 24 + 41 + 58 + 88 - 88 + PcapngBuilder().section().interface(101).enhanced(0, 3, {3}).octets().size());
}

TEST(Open, ReadsTheCapturesAmongTheFilesWhereverTheyStand) {
    const TemporaryFile file(PcapBuilder().packet(1, {7}).octets());
    const TemporaryFile text({'h', 'i', '\n'});
    const std::vector<std::string> all = {"/nonexistent: no such file",
                                          text.path() + ": is plain text, not a pcap or pcapng file"};
    for (const std::vector<std::string>& paths :
         {std::vector{std::string("/nonexistent"), text.path(), file.path(), file.path()},
          std::vector{file.path(), std::string("/nonexistent"), file.path(), text.path()},
          std::vector{std::string("/nonexistent"), file.path(), text.path(), file.path()}}) {
        const Contents contents = readAll(paths);
        EXPECT_EQ(contents.packets.size(), 2U);
        EXPECT_EQ(contents.problems(), all);
        EXPECT_EQ(contents.info.problem->toString(), all.front());
        EXPECT_EQ(contents.info.files, paths);
        EXPECT_EQ(contents.info.bytesTotal, 2U * 41U) << "what is no capture is no input";
    }
}

TEST(Open, NamesEachFileWhereNoneCanBeRead) {
    const TemporaryFile text({'h', 'i', '\n'});
    const auto reader = Reader::open({"/nonexistent", text.path()});
    ASSERT_FALSE(reader);
    EXPECT_EQ(reader.error().toString(),
              "/nonexistent: no such file; " + text.path() + ": is plain text, not a pcap or pcapng file");
}

/// Runs `use` with standard input being a pipe into which another thread writes `octets`, a piece at a time.
template <typename Use>
void withStandardInput(const Octets& octets, std::size_t piece, Use use) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const int saved = ::dup(STDIN_FILENO);
    ASSERT_EQ(::dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
    ::close(ends[0]);
    std::thread writer([&, to = ends[1]] {
        for (std::size_t at = 0; at < octets.size();) {
            const ssize_t done = ::write(to, octets.data() + at, std::min(piece, octets.size() - at));
            if (done <= 0)
                break;
            at += static_cast<std::size_t>(done);
        }
        ::close(to);
    });
    use();
    writer.join();
    ::dup2(saved, STDIN_FILENO);
    ::close(saved);
}

TEST(StandardInput, IsReadLikeAFileAndAgain) {
    PcapngBuilder builder;
    builder.section().interface();
    for (std::uint32_t i = 0; i < 500; ++i) builder.enhanced(0, i, countingOctets(i));
    const Contents file = readOctets(builder.octets());
    ASSERT_EQ(file.packets.size(), 500U);
    for (const std::size_t piece : {std::size_t{1}, std::size_t{1'000}, std::size_t{1} << 20}) {
        withStandardInput(builder.octets(), piece, [&] {
            auto reader = Reader::open({"-"});
            ASSERT_TRUE(reader) << reader.error().toString();
            const auto store = reader.value()->frames();
            ASSERT_NE(store, nullptr);
            Batch batch;
            std::size_t count = 0;
            while (reader.value()->next(batch)) {
                for (const Frame& frame : batch.frames) {
                    const auto again = store->read(frame.position);
                    ASSERT_TRUE(again);
                    ASSERT_TRUE(std::ranges::equal(again->frame.bytes(), file.packets.at(count++).data));
                }
            }
            EXPECT_EQ(count, 500U);
            EXPECT_EQ(reader.value()->info().bytesTotal, 0U);
            EXPECT_EQ(batch.bytesDone, builder.octets().size());
            EXPECT_FALSE(reader.value()->info().problem);
        });
    }
}

TEST(StandardInput, NeedsNoSpoolWhereItIsAFile) {
    const Octets octets = PcapBuilder().packet(1, {1}).packet(2, {2}).octets();
    const TemporaryFile file(octets);
    const int saved = ::dup(STDIN_FILENO);
    const int descriptor = ::open(file.path().c_str(), O_RDONLY);
    ASSERT_EQ(::dup2(descriptor, STDIN_FILENO), STDIN_FILENO);
    ::close(descriptor);
    auto reader = Reader::open({"-"}, {.keepSpool = false}).take();
    ::dup2(saved, STDIN_FILENO);
    ::close(saved);
    Batch batch;
    ASSERT_TRUE(reader->next(batch));
    ASSERT_EQ(batch.frames.size(), 2U);
    EXPECT_EQ(reader->info().bytesTotal, octets.size());
    EXPECT_EQ(reader->frames()->read(batch.frames[1].position)->frame.data[0], 2);
}

TEST(StandardInput, HasItsErrorsToo) {
    withStandardInput({}, 1, [] { EXPECT_EQ(Reader::open({"-"}).error().toString(), "standard input: empty file"); });
    withStandardInput({1, 2}, 1, [] { EXPECT_FALSE(Reader::open({"-"})); });
    const Octets cut = PcapBuilder().packet(1, {}).raw({1, 2, 3}).octets();
    withStandardInput(cut, 7, [] {
        const Contents contents = readAll({"-"}, {.keepSpool = false});
        EXPECT_EQ(contents.packets.size(), 1U);
        EXPECT_EQ(contents.info.problem->toString(), "standard input: ends in the middle of packet 2 (at offset 40)");
    });
    withStandardInput(cut, 7, [] {
        auto reader = Reader::open({"-"}, {.keepSpool = false});
        EXPECT_EQ(reader.value()->frames(), nullptr);
        Batch batch;
        EXPECT_TRUE(reader.value()->next(batch));
    });
}

}  // namespace
