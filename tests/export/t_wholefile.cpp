// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "core/export/writer.h"

namespace weir::exporting {

namespace {

namespace fs = std::filesystem;

class WholeFile : public testing::Test {
protected:
    void SetUp() override {
        std::string name = testing::TempDir() + "weir_wholefile_XXXXXX";
        ASSERT_NE(mkdtemp(name.data()), nullptr);
        m_folder = name;
    }
    void TearDown() override {
        fs::permissions(m_folder, fs::perms::owner_all);
        fs::remove_all(m_folder);
    }

    std::string path(const std::string& name) const { return m_folder + "/" + name; }
    std::vector<std::string> names() const {
        std::vector<std::string> out;
        for (const auto& entry : fs::directory_iterator(m_folder)) out.push_back(entry.path().filename());
        std::sort(out.begin(), out.end());
        return out;
    }
    static void put(const std::string& file, const std::string& text, mode_t mode = 0644) {
        std::ofstream(file, std::ios::binary) << text;
        ASSERT_EQ(chmod(file.c_str(), mode), 0);
    }
    static std::string content(const std::string& file) {
        std::ifstream in(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    static mode_t modeOf(const std::string& file) {
        struct stat status {};
        EXPECT_EQ(stat(file.c_str(), &status), 0);
        return status.st_mode & 07777;
    }
    static Result<void> writeText(const std::string& file, const std::string& text,
                                  const std::vector<std::string>& protectedFiles = {}) {
        return writeFileWhole(file, protectedFiles, [&](const Sink& sink) { return sink(text); });
    }
    static std::string problem(const std::string& file, const std::vector<std::string>& protectedFiles = {}) {
        const auto written = writeText(file, "new", protectedFiles);
        if (written)
            return "none";
        EXPECT_EQ(written.error().file, file);
        EXPECT_EQ(written.error().kind, ErrorKind::unwritable);
        return written.error().text();
    }

    std::string m_folder;
};

}  // namespace

TEST_F(WholeFile, AppearsWithWhatTheUmaskLeaves) {
    const mode_t before = umask(027);
    EXPECT_TRUE(writeText(path("new"), "text").ok());
    umask(before);
    EXPECT_EQ(content(path("new")), "text");
    EXPECT_EQ(modeOf(path("new")), 0640U);
    EXPECT_EQ(names(), (std::vector<std::string>{"new"}));
}

TEST_F(WholeFile, ReplacesAndKeepsTheMode) {
    put(path("old"), "before", 0604);
    EXPECT_TRUE(writeText(path("old"), std::string(1'000'000, 'x')).ok());
    EXPECT_EQ(content(path("old")), std::string(1'000'000, 'x'));
    EXPECT_EQ(modeOf(path("old")), 0604U);
    EXPECT_EQ(names(), (std::vector<std::string>{"old"}));
}

TEST_F(WholeFile, IsReadableByItsOwnerAloneWhileAPrivateOneIsReplaced) {
    put(path("old"), "before", 0600);
    EXPECT_TRUE(writeFileWhole(path("old"), {}, [&](const Sink& sink) {
                    EXPECT_LE(names().size(), 2U);  // the new one may have no name yet
                    EXPECT_EQ(content(path("old")), "before");
                    for (const std::string& name : names()) EXPECT_EQ(modeOf(path(name)), 0600U) << name;
                    return sink("after");
                }).ok());
    EXPECT_EQ(content(path("old")), "after");
}

TEST_F(WholeFile, KeepsALinkAndReplacesWhatItLeadsTo) {
    fs::create_directory(path("folder"));
    put(path("folder/target"), "before", 0600);
    fs::create_symlink("folder/target", path("link"));
    fs::create_symlink("link", path("second"));
    EXPECT_TRUE(writeText(path("second"), "after").ok());
    EXPECT_TRUE(fs::is_symlink(path("second")));
    EXPECT_TRUE(fs::is_symlink(path("link")));
    EXPECT_FALSE(fs::is_symlink(path("folder/target")));
    EXPECT_EQ(content(path("folder/target")), "after");
    EXPECT_EQ(modeOf(path("folder/target")), 0600U);

    fs::create_symlink(path("folder/later"), path("dangling"));
    EXPECT_TRUE(writeText(path("dangling"), "made").ok());
    EXPECT_TRUE(fs::is_symlink(path("dangling")));
    EXPECT_EQ(content(path("folder/later")), "made");

    fs::create_symlink("loop", path("loop"));
    EXPECT_EQ(problem(path("loop")), "Too many levels of symbolic links");
}

TEST_F(WholeFile, FollowsNoLinkThatNobodyNamed) {
    put(path("precious"), "before", 0600);
    fs::create_symlink("precious", path("link"));
    fs::create_symlink("nothing", path("dangling"));
    for (const char* name : {"link", "dangling"}) {
        const auto written = writeFileWhole(
            path(name), {}, [](const Sink& sink) { return sink("after"); }, Links::refuse);
        ASSERT_FALSE(written.ok()) << name;
        EXPECT_NE(written.error().text().find("symbolic link"), std::string::npos);
    }
    EXPECT_EQ(content(path("precious")), "before");
    EXPECT_FALSE(fs::exists(path("nothing")));
    EXPECT_TRUE(writeFileWhole(
                    path("plain"), {}, [](const Sink& sink) { return sink("after"); }, Links::refuse)
                    .ok());
}

TEST_F(WholeFile, RefusesWhatIsNoRegularFile) {
    ASSERT_EQ(mkfifo(path("fifo").c_str(), 0600), 0);
    fs::create_directory(path("folder"));
    fs::create_symlink("/dev/null", path("device"));
    EXPECT_EQ(problem(path("fifo")), "not a regular file, which alone is written to");
    EXPECT_EQ(problem(path("device")), "not a regular file, which alone is written to");
    EXPECT_EQ(problem("/dev/full"), "not a regular file, which alone is written to");
    EXPECT_EQ(problem(path("folder")), "Is a directory");
    EXPECT_EQ(problem(path("folder/")), "the name of a file is missing");
    EXPECT_EQ(problem(""), "the name of a file is missing");
    EXPECT_EQ(problem(path("missing/file")), "No such file or directory");
    EXPECT_EQ(problem(path("fifo/file")), "Not a directory");
    EXPECT_EQ(problem(path(std::string(300, 'n'))), "File name too long");
    EXPECT_EQ(problem(path(std::string("a\0b", 3))), "Invalid argument");
    EXPECT_TRUE(fs::is_fifo(path("fifo")));
    EXPECT_TRUE(fs::is_character_file("/dev/full"));
    EXPECT_EQ(names(), (std::vector<std::string>{"device", "fifo", "folder"}));
}

TEST_F(WholeFile, RefusesTheOpenedCaptureByAnyName) {
    put(path("capture"), "packets");
    fs::create_hard_link(path("capture"), path("hard"));
    fs::create_symlink("capture", path("soft"));
    const std::vector<std::string> opened{"-", path("gone"), path("capture")};
    for (const char* name : {"capture", "hard", "soft", "./capture"})
        EXPECT_EQ(problem(path(name), opened), "this is an opened capture, which is never written to") << name;
    EXPECT_EQ(content(path("capture")), "packets");
    EXPECT_EQ(problem(path("other"), opened), "none");
}

TEST_F(WholeFile, LeavesNothingWhenItIsStopped) {
    put(path("old"), "before");
    for (const char* name : {"old", "new"}) {
        const auto written = writeFileWhole(path(name), {}, [](const Sink& sink) { return sink("half") && false; });
        ASSERT_FALSE(written.ok());
        EXPECT_EQ(written.error().text(), "stopped before the end; nothing was written");
        EXPECT_THROW((void)writeFileWhole(path(name), {}, [](const Sink&) -> bool { throw std::runtime_error("x"); }),
                     std::runtime_error);
    }
    EXPECT_EQ(names(), (std::vector<std::string>{"old"}));
    EXPECT_EQ(content(path("old")), "before");
}

TEST_F(WholeFile, LeavesNothingWhenTheProgramIsKilled) {
    const int nameless = open(m_folder.c_str(), O_WRONLY | O_TMPFILE | O_CLOEXEC, 0600);
    if (nameless < 0)
        GTEST_SKIP() << "this file system knows no files without a name";
    close(nameless);
    put(path("old"), "before");
    for (const char* name : {"old", "new"}) {
        const pid_t child = fork();
        if (child == 0) {
            (void)writeFileWhole(path(name), {}, [](const Sink& sink) { return sink("half") && raise(SIGKILL) == 0; });
            _exit(0);
        }
        int status = 0;
        ASSERT_EQ(waitpid(child, &status, 0), child);
        EXPECT_TRUE(WIFSIGNALED(status));
    }
    EXPECT_EQ(names(), (std::vector<std::string>{"old"}));
    EXPECT_EQ(content(path("old")), "before");
}

TEST_F(WholeFile, LeavesTheOldFileWhenTheDiskIsFull) {
    put(path("old"), "before");
    // A limit on the size of files fails a write as a full disk does; in a process of its own, for it cannot be
    // undone.
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{100'000, 100'000};
        if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
            _exit(1);
        int calls = 0;
        const auto written = writeFileWhole(path("old"), {}, [&](const Sink& sink) {
            while (sink(std::string(60'000, 'x'))) ++calls;
            return false;
        });
        _exit(!written && written.error().text() == "File too large" && calls == 1 ? 0 : 2);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
    EXPECT_EQ(names(), (std::vector<std::string>{"old"}));
    EXPECT_EQ(content(path("old")), "before");
}

TEST_F(WholeFile, RefusesWhereTheUserMayNotWrite) {
    put(path("readonly"), "before", 0444);
    fs::create_directory(path("locked"));
    const pid_t child = fork();  // root may write anywhere, so ask as nobody
    ASSERT_GE(child, 0);
    if (child == 0) {
        if (geteuid() == 0 && (chmod(m_folder.c_str(), 0777) != 0 || setgid(65534) != 0 || setuid(65534) != 0))
            _exit(1);
        if (geteuid() == getuid() && access(path("locked").c_str(), W_OK) == 0 &&
            chmod(path("locked").c_str(), 0555) != 0)
            _exit(1);
        const auto file = writeText(path("readonly"), "new");
        const auto folder = writeText(path("locked/new"), "new");
        const auto denied = [](const Result<void>& done) {
            return !done && done.error().text() == "Permission denied";
        };
        _exit(denied(file) && denied(folder) ? 0 : 2);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
    EXPECT_EQ(content(path("readonly")), "before");
    EXPECT_EQ(names(), (std::vector<std::string>{"locked", "readonly"}));
    fs::permissions(path("locked"), fs::perms::owner_all);
}

}  // namespace weir::exporting
