// SPDX-License-Identifier: GPL-3.0-or-later
// A case belongs to its capture alone, and keeps what it does not understand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "core/handover/casefile.h"

using namespace weir;
using namespace weir::handover;

namespace {

class CaseFiles : public testing::Test {
protected:
    CaseFiles() : m_folder(std::filesystem::temp_directory_path() / ("weir-case-" + std::to_string(::getpid()))) {
        std::filesystem::create_directory(m_folder);
    }
    ~CaseFiles() override { std::filesystem::remove_all(m_folder); }

    std::string path() const { return m_folder / "a.pcap.weir.json"; }
    void write(std::string_view text) const { std::ofstream(path(), std::ios::binary) << text; }
    std::string content() const {
        std::ifstream stream(path(), std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }

    const std::vector<std::string> m_hashes = {"aa", "bb"};
    std::filesystem::path m_folder;
};

TEST_F(CaseFiles, WhatIsSavedIsLoaded) {
    auto loaded = loadCase(path(), m_hashes);
    ASSERT_TRUE(loaded);
    EXPECT_TRUE(loaded.value().empty());
    CaseFile file = loaded.take();
    file.files = {"/no/such/a.pcap"};
    file.set({SubjectKind::address, "45.33.32.9"}, {true, Verdict::malicious, "C2 \"panel\"\n<b>\xc3\xa9", {}});
    file.set({SubjectKind::name, "example.org"}, {false, Verdict::benign, "", {}});
    file.set({SubjectKind::flow, "10.0.0.1 45.33.32.9 5 443 tcp"}, {true, Verdict::none, "", {}});
    file.set({SubjectKind::frame, "17"}, {false, Verdict::suspicious, "look", {}});
    file.set({SubjectKind::frame, "18"}, {});
    EXPECT_EQ(file.marks.size(), 4u);
    EXPECT_TRUE(saveCase(path(), file).ok());
    const auto again = loadCase(path(), m_hashes);
    ASSERT_TRUE(again) << again.error().toString();
    EXPECT_EQ(again.value(), file);
    ASSERT_TRUE(again.value().find({SubjectKind::frame, "17"}));
    EXPECT_EQ(again.value().find({SubjectKind::frame, "17"})->note, "look");
    EXPECT_FALSE(again.value().find({SubjectKind::frame, "18"}));
}

TEST_F(CaseFiles, AnotherCapturesCaseIsNeitherAppliedNorReplaced) {
    CaseFile other;
    other.hashes = {"cc"};
    other.set({SubjectKind::address, "1.1.1.1"}, {true, Verdict::none, "", {}});
    ASSERT_TRUE(saveCase(path(), other).ok());
    const std::string before = content();
    const auto loaded = loadCase(path(), m_hashes);
    ASSERT_FALSE(loaded);
    EXPECT_THAT(loaded.error().text(), testing::HasSubstr("another capture"));
    EXPECT_EQ(loaded.error().file, path());
    CaseFile mine;
    mine.hashes = m_hashes;
    mine.set({SubjectKind::address, "1.1.1.1"}, {true, Verdict::none, "", {}});
    EXPECT_FALSE(saveCase(path(), mine).ok());
    EXPECT_EQ(content(), before);
}

TEST_F(CaseFiles, UnknownFieldsAreKept) {
    write(R"({"format": "weir-case", "version": 1, "capture": {"sha256": ["aa", "bb"], "files": []},
              "marks": [{"kind": "address", "key": "1.1.1.1", "colour": [1, 2.50, null], "star": true},
                        {"kind": "mood", "key": "x", "note": {"a": true}},
                        {"kind": "name", "key": "y", "verdict": "worrying"}],
              "theme": {"dark": false}})");
    auto loaded = loadCase(path(), m_hashes);
    ASSERT_TRUE(loaded) << loaded.error().toString();
    EXPECT_EQ(loaded.value().marks.size(), 1u);
    EXPECT_EQ(loaded.value().otherMarks.size(), 2u);
    CaseFile file = loaded.take();
    Mark mark = *file.find({SubjectKind::address, "1.1.1.1"});
    mark.note = "new";
    file.set({SubjectKind::address, "1.1.1.1"}, mark);
    ASSERT_TRUE(saveCase(path(), file).ok());
    for (const char* kept : {R"("colour": [1, 2.50, null])", R"("theme": {"dark": false})", R"("note": "new")",
                             R"({"kind": "mood", "key": "x", "note": {"a": true}})", R"("verdict": "worrying")"})
        EXPECT_THAT(content(), testing::HasSubstr(kept));
    EXPECT_EQ(loadCase(path(), m_hashes).value(), file);
}

TEST_F(CaseFiles, DamageIsSaidAndNotOverwritten) {
    for (const char* text : {"", "{", "[]", "{\"format\": \"weir-case\", \"version\": 2}", "{\"format\": \"x\"}"}) {
        write(text);
        EXPECT_FALSE(loadCase(path(), m_hashes)) << text;
        CaseFile file;
        file.hashes = m_hashes;
        file.set({SubjectKind::frame, "1"}, {true, Verdict::none, "", {}});
        EXPECT_FALSE(saveCase(path(), file).ok()) << text;
        EXPECT_EQ(content(), text);
    }
}

TEST_F(CaseFiles, NothingToBindToIsAnError) {
    EXPECT_FALSE(loadCase(path(), {}));
    EXPECT_FALSE(loadCase(path(), {""}));
    EXPECT_FALSE(loadCase("", {"aa"}));
    EXPECT_EQ(casePath({"-"}), "");
    EXPECT_EQ(casePath({}), "");
    EXPECT_EQ(casePath({"/x/a.pcap", "b.pcap"}), "/x/a.pcap.weir.json");
    CaseFile empty;
    empty.hashes = m_hashes;
    EXPECT_TRUE(saveCase(path(), empty).ok());
    EXPECT_FALSE(std::filesystem::exists(path()));
}

TEST_F(CaseFiles, AFolderIsNoCase) {
    std::filesystem::create_directory(path());
    EXPECT_FALSE(loadCase(path(), m_hashes));
}

}  // namespace
