// SPDX-License-Identifier: GPL-3.0-or-later
// Marks of several windows and people, on media that cannot be written, under another name; and undo.
#include <QAbstractButton>
#include <QDir>
#include <QMessageBox>

#include "core/handover/casefile.h"
#include "core/session/casejob.h"
#include "tests/ui/windowfixture.h"
#include "ui/controllers/handovercontroller.h"

namespace weir::window {
namespace {

using handover::CaseFile;
using handover::SubjectKind;
using handover::Verdict;

class MarksTest : public WindowTest {
protected:
    void SetUp() override {
        WindowTest::SetUp();
        path = copyOfSample(QStringLiteral("copy.pcapng"));
        QDir(QString::fromStdString(session::caseReserveFolder())).removeRecursively();
    }
    static bool rest(MainWindow& in) {
        return session::runUntil(
            [&] { return !in.reading() && in.pages().settled() && !in.handover().casework().busy(); });
    }
    std::unique_ptr<MainWindow> another(const QString& capture) {
        auto out = std::make_unique<MainWindow>(settings);
        out->show();
        out->openCapture({capture});
        EXPECT_TRUE(rest(*out));
        return out;
    }
    static models::MarkBook& marks(MainWindow& in) { return in.handover().casework().marks(); }
    static void star(MainWindow& in, const char* address) {
        marks(in).change({{SubjectKind::address, address}}, [](handover::Mark& mark) { mark.starred = true; });
    }
    static bool starred(MainWindow& in, const char* address) {
        const handover::Mark* mark = marks(in).find({SubjectKind::address, address});
        return mark && mark->starred;
    }
    CaseFile kept(const QString& file) {
        auto parsed = handover::parseCase(contents(file).toStdString());
        return parsed.ok() ? parsed.take() : CaseFile();
    }
    QString casePath() const { return path + QStringLiteral(".weir.json"); }
    QString path;
};

TEST_F(MarksTest, TwoWindowsOnOneCaptureKeepTheMarksOfBoth) {
    window->openCapture({path});
    ASSERT_TRUE(rest(*window));
    const auto second = another(path);
    star(*window, "182.162.143.56");
    ASSERT_TRUE(rest(*window));
    marks(*second).change({{SubjectKind::address, "93.184.216.34"}},
                          [](handover::Mark& mark) { mark.verdict = Verdict::malicious; });
    ASSERT_TRUE(rest(*second));
    const CaseFile file = kept(casePath());
    EXPECT_EQ(file.marks.size(), 2U) << "whoever writes last loses nothing";
    // Each shows what the other did, without being asked to.
    EXPECT_TRUE(session::runUntil([&] { return starred(*second, "182.162.143.56"); }));
    EXPECT_TRUE(session::runUntil([&] {
        const handover::Mark* mark = marks(*window).find({SubjectKind::address, "93.184.216.34"});
        return mark && mark->verdict == Verdict::malicious;
    }));
}

TEST_F(MarksTest, WhatOneWindowTakesAwayIsGoneInTheOther) {
    window->openCapture({path});
    ASSERT_TRUE(rest(*window));
    star(*window, "182.162.143.56");
    ASSERT_TRUE(rest(*window));
    const auto second = another(path);
    ASSERT_TRUE(starred(*second, "182.162.143.56"));
    marks(*window).change({{SubjectKind::address, "182.162.143.56"}},
                          [](handover::Mark& mark) { mark.starred = false; });
    ASSERT_TRUE(rest(*window));
    EXPECT_TRUE(session::runUntil([&] { return !starred(*second, "182.162.143.56"); }));
}

TEST_F(MarksTest, TheLastMarkCanBeUndone) {
    window->openCapture({path});
    ASSERT_TRUE(rest(*window));
    auto& undo = *window->actions().casework.undo;
    EXPECT_FALSE(undo.isEnabled());
    star(*window, "182.162.143.56");
    marks(*window).change({{SubjectKind::address, "182.162.143.56"}}, [](handover::Mark& mark) { mark.note = "x"; });
    ASSERT_TRUE(undo.isEnabled());
    window->activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(window.get()));
    window->pages().current()->takeFocus();
    QTest::keyClick(&window->pages().current()->view(), Qt::Key_Z, Qt::ControlModifier);
    EXPECT_TRUE(starred(*window, "182.162.143.56"));
    EXPECT_TRUE(marks(*window).find({SubjectKind::address, "182.162.143.56"})->note.empty());
    undo.trigger();
    EXPECT_FALSE(starred(*window, "182.162.143.56"));
    EXPECT_FALSE(undo.isEnabled());
    ASSERT_TRUE(rest(*window));
    EXPECT_TRUE(kept(casePath()).marks.empty());
}

TEST_F(MarksTest, MarksAreFoundAfterTheCaptureWasRenamed) {
    window->openCapture({path});
    ASSERT_TRUE(rest(*window));
    star(*window, "182.162.143.56");
    ASSERT_TRUE(rest(*window));
    const QString renamed = folder.filePath(QStringLiteral("renamed.pcapng"));
    ASSERT_TRUE(QFile::rename(path, renamed));
    const auto next = another(renamed);
    EXPECT_TRUE(starred(*next, "182.162.143.56"));
    star(*next, "1.1.1.1");
    ASSERT_TRUE(rest(*next));
    EXPECT_EQ(kept(renamed + QStringLiteral(".weir.json")).marks.size(), 2U);
}

TEST_F(MarksTest, WhereNothingCanBeWrittenItAsksOnClosingAndKeepsThemAmongTheUsersData) {
    window->openCapture({path});
    ASSERT_TRUE(rest(*window));
    ASSERT_TRUE(QDir().mkdir(casePath()));  // as on a medium that cannot be written, whoever runs the test
    star(*window, "182.162.143.56");
    ASSERT_TRUE(rest(*window));
    ASSERT_TRUE(session::runUntil([this] { return window->handover().casework().wouldLose(); }));
    window->close();
    EXPECT_TRUE(window->isVisible()) << "it asks first";
    auto* question = window->findChild<QMessageBox*>(QStringLiteral("lostMarks"));
    ASSERT_NE(question, nullptr);
    for (QAbstractButton* button : question->buttons()) {
        if (question->buttonRole(button) == QMessageBox::AcceptRole)
            button->click();
    }
    ASSERT_TRUE(session::runUntil([this] { return !window->isVisible(); }));
    window.reset();
    ASSERT_TRUE(QDir().rmdir(casePath()));
    // The same capture under another name, elsewhere.
    const QString elsewhere = folder.filePath(QStringLiteral("else"));
    ASSERT_TRUE(QDir().mkdir(elsewhere));
    const QString moved = elsewhere + QStringLiteral("/other.pcapng");
    ASSERT_TRUE(QFile::rename(path, moved));
    const auto next = another(moved);
    EXPECT_TRUE(starred(*next, "182.162.143.56"));
}

TEST_F(MarksTest, WhatIsKeptIsNotAskedAbout) {
    window->openCapture({path});
    ASSERT_TRUE(rest(*window));
    star(*window, "182.162.143.56");
    ASSERT_TRUE(rest(*window));
    window->close();
    EXPECT_FALSE(window->isVisible());
}

}  // namespace
}  // namespace weir::window
