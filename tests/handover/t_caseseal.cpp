// SPDX-License-Identifier: GPL-3.0-or-later
// A case is known as this user's by a seal that nobody else can make.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "core/handover/caseseal.h"

using namespace weir;
using namespace weir::handover;

namespace {

class CaseSeals : public testing::Test {
protected:
    CaseSeals() : m_folder(std::filesystem::temp_directory_path() / ("weir-seal-" + std::to_string(::getpid()))) {
        m_case.hashes = {"aa"};
        m_case.set({SubjectKind::address, "192.0.2.1"}, {false, Verdict::benign, "ours", {}});
    }
    ~CaseSeals() override { std::filesystem::remove_all(m_folder); }
    std::string key(const char* name = "case.key") const { return m_folder / "share" / name; }

    std::filesystem::path m_folder;
    CaseFile m_case;
};

TEST_F(CaseSeals, OnlyWhoHasTheKeySeals) {
    EXPECT_FALSE(CaseSeal::load(key()).hasKey());
    EXPECT_EQ(CaseSeal().of(m_case), "");
    EXPECT_FALSE(CaseSeal().holds(m_case)) << "no key and no seal are no agreement";
    const CaseSeal mine = CaseSeal::make(key());
    ASSERT_TRUE(mine.hasKey());
    EXPECT_FALSE(mine.holds(m_case));
    m_case.seal = mine.of(m_case);
    EXPECT_EQ(m_case.seal.size(), 64u);
    EXPECT_TRUE(CaseSeal::load(key()).holds(m_case));
    EXPECT_TRUE(CaseSeal::make(key()).holds(m_case)) << "the key stays";
    EXPECT_FALSE(CaseSeal::make(key("other.key")).holds(m_case));
}

TEST_F(CaseSeals, TheSealIsOverAllThatTheCaseSays) {
    const CaseSeal mine = CaseSeal::make(key());
    m_case.seal = mine.of(m_case);
    auto read = parseCase(caseJson(m_case));
    ASSERT_TRUE(read);
    EXPECT_EQ(read.value(), m_case);
    EXPECT_TRUE(mine.holds(read.value()));
    CaseFile other = m_case;
    other.hashes = {"bb"};
    EXPECT_FALSE(mine.holds(other));
    other = m_case;
    other.set({SubjectKind::address, "192.0.2.2"}, {false, Verdict::benign, "", {}});
    EXPECT_FALSE(mine.holds(other));
    other = m_case;
    other.others = {{"later", JsonValue::ofText("x")}};
    EXPECT_FALSE(mine.holds(other));
}

TEST_F(CaseSeals, TheKeyIsThisUsersAlone) {
    ASSERT_TRUE(CaseSeal::make(key()).hasKey());
    struct stat status = {};
    ASSERT_EQ(::stat(key().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600u);
    EXPECT_EQ(status.st_size, 32);
    // One that is cut is none, and is not replaced either.
    std::ofstream(key("cut.key")) << "short";
    EXPECT_FALSE(CaseSeal::make(key("cut.key")).hasKey());
    EXPECT_FALSE(CaseSeal::make("").hasKey());
    EXPECT_FALSE(CaseSeal::make("/proc/none/case.key").hasKey());
}

}  // namespace
