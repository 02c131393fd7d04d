// SPDX-License-Identifier: GPL-3.0-or-later
// Cases beside captures: what is no longer wanted is not told, and no save is lost for it.
#include <gtest/gtest.h>

#include <QFile>
#include <QTemporaryDir>

#include "core/engine/analyze.h"
#include "core/session/casejob.h"
#include "session/loop.h"

namespace weir::session {

namespace {

class CaseJobTest : public testing::Test {
protected:
    void SetUp() override {
        const QString capture = folder.filePath(QStringLiteral("copy.pcapng"));
        ASSERT_TRUE(QFile::copy(QStringLiteral(WEIR_SAMPLE), capture));
        auto read = engine::analyze({capture.toStdString()}, {});
        ASSERT_TRUE(read.ok());
        snapshot = read.take();
        QObject::connect(&job, &CaseJob::loaded, &job, [this](const auto& answer) { answers.push_back(answer); });
    }
    bool rest() {
        return runUntil([this] { return !job.busy(); });
    }
    std::shared_ptr<const CaseAnswer> loaded() {
        job.load(snapshot);
        EXPECT_TRUE(rest());
        return answers.empty() ? nullptr : answers.back();
    }

    std::string pathOf(const char* name) const { return folder.filePath(QLatin1String(name)).toStdString(); }

    QTemporaryDir folder;
    traffic::Snapshot snapshot;
    std::vector<std::shared_ptr<const CaseAnswer>> answers;
    CaseJob job{pathOf("mine/case.key")};
};

}  // namespace

TEST_F(CaseJobTest, ACaptureThatWasClosedIsNotAnswered) {
    job.load(snapshot);
    job.forget();
    ASSERT_TRUE(rest());
    runFor(100);
    EXPECT_TRUE(answers.empty());
    job.save(folder.filePath(QStringLiteral("other.weir.json")).toStdString(), {}, {});
    ASSERT_TRUE(rest());
    EXPECT_TRUE(answers.empty()) << "a later save must not ask for it again";
    EXPECT_NE(loaded(), nullptr) << "another one may be asked for";
}

TEST_F(CaseJobTest, WhatWasToBeSavedIsSavedAllTheSame) {
    const auto first = loaded();
    ASSERT_NE(first, nullptr);
    handover::CaseFile file = first->file;
    file.set({handover::SubjectKind::address, "192.0.2.1"}, {.starred = true, .note = {}, .others = {}});
    job.save(first->path, first->base, file);
    job.load(snapshot);
    job.forget();
    ASSERT_TRUE(rest());
    EXPECT_EQ(answers.size(), 1U);
    const auto again = loaded();
    ASSERT_EQ(answers.size(), 2U);
    EXPECT_EQ(again->file.marks, file.marks);
}

TEST_F(CaseJobTest, WhatThisUserDidNotWriteIsAStrangers) {
    const auto first = loaded();
    ASSERT_NE(first, nullptr);
    EXPECT_FALSE(first->stranger) << "there is none yet";
    EXPECT_FALSE(QFile::exists(folder.filePath(QStringLiteral("mine")))) << "reading makes no key";
    handover::CaseFile file = first->file;
    file.set({handover::SubjectKind::address, "192.0.2.1"}, {false, handover::Verdict::benign, {}, {}});
    ASSERT_TRUE(handover::saveCase(first->path, file).ok());
    EXPECT_TRUE(loaded()->stranger);
    job.save(first->path, first->base, file);
    EXPECT_FALSE(loaded()->stranger) << "taken over";
    // What was written here and changed elsewhere is not this user's any more.
    handover::CaseFile changed = answers.back()->file;
    changed.set({handover::SubjectKind::address, "192.0.2.2"}, {false, handover::Verdict::benign, {}, {}});
    ASSERT_TRUE(handover::saveCase(first->path, changed).ok());
    EXPECT_TRUE(loaded()->stranger);
}

TEST_F(CaseJobTest, TwoWhoSaveKeepTheMarksOfBoth) {
    const auto first = loaded();
    CaseJob other{pathOf("mine/case.key")};
    handover::CaseFile mine = first->file, theirs = first->file;
    mine.set({handover::SubjectKind::address, "192.0.2.1"}, {.starred = true, .note = {}, .others = {}});
    theirs.set({handover::SubjectKind::address, "192.0.2.2"}, {.starred = true, .note = {}, .others = {}});
    std::shared_ptr<const CaseSaved> saved;
    QObject::connect(&job, &CaseJob::saved, &job, [&saved](const auto& what) { saved = what; });
    other.save(first->path, first->base, theirs);
    ASSERT_TRUE(runUntil([&] { return !other.busy(); }));
    job.save(first->path, first->base, mine);
    ASSERT_TRUE(runUntil([&] { return saved != nullptr; }));
    EXPECT_EQ(saved->sent.marks.size(), 1U);
    EXPECT_EQ(saved->written.marks.size(), 2U);
    EXPECT_FALSE(saved->strangers);
    EXPECT_EQ(loaded()->file.marks.size(), 2U);
    EXPECT_FALSE(QFile::exists(QString::fromStdString(first->path + ".lock")));
}

TEST_F(CaseJobTest, WhatIsKeptElsewhereIsFoundByTheCapturesHash) {
    CaseJob keeper{pathOf("mine/case.key"), pathOf("mine/cases")};
    std::shared_ptr<const CaseAnswer> answer;
    QObject::connect(&keeper, &CaseJob::loaded, &keeper, [&answer](const auto& one) { answer = one; });
    keeper.load(snapshot);
    ASSERT_TRUE(runUntil([&] { return answer != nullptr; }));
    EXPECT_TRUE(answer->reserve.starts_with(pathOf("mine/cases/"))) << answer->reserve;
    handover::CaseFile file = answer->file;
    file.set({handover::SubjectKind::address, "192.0.2.1"}, {.starred = true, .note = {}, .others = {}});
    keeper.save(answer->reserve, {}, file);
    ASSERT_TRUE(runUntil([&] { return !keeper.busy(); }));
    answer = nullptr;
    keeper.load(snapshot);
    ASSERT_TRUE(runUntil([&] { return answer != nullptr; }));
    EXPECT_EQ(answer->file.marks.size(), 1U);
    EXPECT_EQ(answer->path, answer->reserve) << "where it is kept from now on";
}

}  // namespace weir::session
