// SPDX-License-Identifier: GPL-3.0-or-later
// Stars, verdicts and notes: set by mouse and key, kept beside the capture, back when it is opened again.
#include <QDialog>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStatusBar>
#include <QToolTip>

#include "core/handover/casefile.h"
#include "core/traffic/filehash.h"
#include "ui/controllers/handovercontroller.h"
#include "ui/windowfixture.h"

namespace weir::window {
using namespace weir::controllers;

using handover::CaseFile;
using handover::SubjectKind;
using handover::Verdict;
using views::TablePage;

namespace {

class CaseworkTest : public WindowTest {
protected:
    void SetUp() override {
        WindowTest::SetUp();
        path = copyOfSample(QStringLiteral("copy.pcapng"));
    }
    CaseController& controller() { return window->handover().casework(); }
    bool rest() {
        return session::runUntil(
            [this] { return !window->reading() && window->pages().settled() && !controller().busy(); });
    }
    void openAndRest(const QString& capture) {
        window->openCapture({capture});
        ASSERT_TRUE(rest());
    }
    void openAgain(const QString& capture) {
        window = std::make_unique<MainWindow>(settings);
        window->show();
        openAndRest(capture);
    }
    void press(TablePage& page, Qt::Key key) {
        window->activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(window.get()));
        QTest::keyClick(&page.view(), key, Qt::ControlModifier);
    }
    static views::MarkHeader& strip(TablePage& page) {
        return *qobject_cast<views::MarkHeader*>(page.view().verticalHeader());
    }
    void clickStar(TablePage& page, int row) {
        views::MarkHeader& header = strip(page);
        const QPoint at(header.fontMetrics().height() / 2, header.sectionViewportPosition(row) + 5);
        QTest::mouseClick(header.viewport(), Qt::LeftButton, {}, at);
    }
    /// Writes the note as a user does.
    void write(TablePage& page, const QString& words) {
        press(page, Qt::Key_M);
        auto* dialog = window->findChild<QDialog*>(QStringLiteral("noteDialog"));
        ASSERT_NE(dialog, nullptr);
        ASSERT_TRUE(QTest::qWaitForWindowActive(dialog));
        auto* text = dialog->findChild<QPlainTextEdit*>();
        QTest::keyClick(text, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(text, words);
        QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
        ASSERT_FALSE(dialog->isVisible());
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    static QString casePathOf(const QString& capture) { return capture + QStringLiteral(".weir.json"); }
    CaseFile kept(const QString& capture) {
        EXPECT_TRUE(rest());
        QFile file(casePathOf(capture));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        auto parsed = handover::parseCase(file.readAll().toStdString());
        EXPECT_TRUE(parsed.ok());
        return parsed.ok() ? parsed.take() : CaseFile();
    }
    static const handover::Mark* markOn(const CaseFile& file, SubjectKind kind, const QString& key) {
        return file.find({kind, key.toStdString()});
    }

    QString path;
};

}  // namespace

TEST_F(CaseworkTest, MarksAreKeptBesideTheCaptureAndComeBack) {
    openAndRest(path);
    EXPECT_FALSE(QFile::exists(casePathOf(path))) << "nothing is written before something is marked";
    TablePage& talkers = go("talkers");
    const QString first = cell(talkers, 0, "address");
    const QString second = cell(talkers, 1, "address");
    clickRow(talkers, 0);
    press(talkers, Qt::Key_D);
    press(talkers, Qt::Key_3);
    clickStar(talkers, 1);
    clickRow(talkers, 1);
    write(talkers, QStringLiteral("asked <b>twice</b>"));
    EXPECT_EQ(strip(talkers).words(0), QStringLiteral("Starred\nMalicious"));
    EXPECT_EQ(strip(talkers).words(1), QStringLiteral("Starred\nasked <b>twice</b>"));

    TablePage& names = go("names");
    const QString name = cell(names, 2, "name");
    clickRow(names, 2);
    press(names, Qt::Key_1);
    TablePage& conversations = go("conversations");
    clickRow(conversations, 0);
    press(conversations, Qt::Key_2);
    const QStringList flow{cell(conversations, 0, "client"), cell(conversations, 0, "server"),
                           cell(conversations, 0, "cport"), cell(conversations, 0, "sport"),
                           cell(conversations, 0, "proto")};
    TablePage& packets = go("packets");
    clickRow(packets, 4);
    press(packets, Qt::Key_D);

    const CaseFile file = kept(path);
    EXPECT_EQ(file.marks.size(), 5U);
    ASSERT_NE(markOn(file, SubjectKind::address, first), nullptr);
    EXPECT_TRUE(markOn(file, SubjectKind::address, first)->starred);
    EXPECT_EQ(markOn(file, SubjectKind::address, first)->verdict, Verdict::malicious);
    ASSERT_NE(markOn(file, SubjectKind::address, second), nullptr);
    EXPECT_EQ(markOn(file, SubjectKind::address, second)->note, "asked <b>twice</b>");
    ASSERT_NE(markOn(file, SubjectKind::name, name), nullptr);
    EXPECT_EQ(markOn(file, SubjectKind::name, name)->verdict, Verdict::benign);
    ASSERT_NE(markOn(file, SubjectKind::flow, flow.join(u' ')), nullptr);
    EXPECT_NE(markOn(file, SubjectKind::frame, QStringLiteral("5")), nullptr);

    QProcess sum;
    sum.start(QStringLiteral("sha256sum"), {path});
    ASSERT_TRUE(sum.waitForFinished());
    ASSERT_EQ(file.hashes.size(), 1U);
    EXPECT_EQ(QString::fromStdString(file.hashes[0]),
              QString::fromLatin1(sum.readAllStandardOutput()).section(u' ', 0, 0));

    openAgain(path);
    EXPECT_EQ(strip(go("talkers")).words(1), QStringLiteral("Starred\nasked <b>twice</b>"));
    EXPECT_EQ(strip(go("names")).words(2), QStringLiteral("Benign"));
    EXPECT_EQ(strip(go("conversations")).words(0), QStringLiteral("Suspicious"));
    EXPECT_EQ(strip(go("packets")).words(4), QStringLiteral("Starred"));
    EXPECT_TRUE(strip(go("packets")).words(5).isEmpty());
}

TEST_F(CaseworkTest, OneAddressIsMarkedInEveryTableAndAFlowFromEitherEnd) {
    openAndRest(path);
    TablePage& hosts = go("hosts");
    const QString address = cell(hosts, 0, "address");
    clickStar(hosts, 0);
    TablePage& talkers = go("talkers");
    const auto row = cells(talkers, "address").indexOf(address);
    ASSERT_GE(row, 0);
    EXPECT_EQ(strip(talkers).words(static_cast<int>(row)), QStringLiteral("Starred"));

    TablePage& conversations = go("conversations");
    clickStar(conversations, 0);
    const QString client = cell(conversations, 0, "client");
    const QString port = cell(conversations, 0, "cport");
    auto* oneWay = conversations.findChild<QWidget*>(QStringLiteral("oneWay"));
    QTest::mouseClick(oneWay, Qt::LeftButton, {}, QPoint(8, oneWay->height() / 2));
    ASSERT_TRUE(rest());
    int marked = 0;
    for (int i = 0; i < conversations.view().tableModel().rowCount(); ++i) {
        const bool forth = cell(conversations, i, "src") == client && cell(conversations, i, "sport") == port;
        const bool back = cell(conversations, i, "dst") == client && cell(conversations, i, "dport") == port;
        const bool starred = !strip(conversations).words(i).isEmpty();
        EXPECT_TRUE(!starred || forth || back) << i;
        marked += starred ? 1 : 0;
    }
    EXPECT_EQ(marked, 2);

    auto* key = conversations.findChild<QWidget*>(QStringLiteral("key_sport"));
    QTest::mouseClick(key, Qt::LeftButton, {}, QPoint(8, key->height() / 2));
    ASSERT_TRUE(rest());
    clickRow(conversations, 0);
    press(conversations, Qt::Key_D);
    EXPECT_TRUE(window->statusBar()->currentMessage().contains(QStringLiteral("grouped by all five")));
    EXPECT_EQ(kept(path).marks.size(), 2U);
}

TEST_F(CaseworkTest, KeysToggleAndSeveralRowsGoTogether) {
    openAndRest(path);
    TablePage& talkers = go("talkers");
    clickStar(talkers, 1);
    clickRow(talkers, 0);
    clickRow(talkers, 2, Qt::ShiftModifier);
    press(talkers, Qt::Key_D);
    for (int row = 0; row < 3; ++row) EXPECT_EQ(strip(talkers).words(row), QStringLiteral("Starred"));
    press(talkers, Qt::Key_D);
    press(talkers, Qt::Key_2);
    for (int row = 0; row < 3; ++row) EXPECT_EQ(strip(talkers).words(row), QStringLiteral("Suspicious"));
    press(talkers, Qt::Key_2);
    EXPECT_TRUE(strip(talkers).words(0).isEmpty());
    EXPECT_TRUE(kept(path).marks.empty());

    QMenu* menu = cellMenu(talkers, 0, "address");
    ASSERT_NE(menu, nullptr);
    ASSERT_TRUE(menu->actions().contains(window->actions().casework.star));
    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(window->actions().casework.star).center());
    EXPECT_EQ(strip(talkers).words(0), QStringLiteral("Starred"));
    delete menu;
}

TEST_F(CaseworkTest, AChangeJustBeforeClosingIsNotLost) {
    openAndRest(path);
    TablePage& talkers = go("talkers");
    clickStar(talkers, 0);
    window->openCapture({path});
    ASSERT_TRUE(rest());
    EXPECT_EQ(strip(talkers).words(0), QStringLiteral("Starred")) << "read again at once";
    clickStar(talkers, 1);
    openAgain(path);
    EXPECT_EQ(strip(go("talkers")).words(1), QStringLiteral("Starred")) << "the window was closed at once";
}

TEST_F(CaseworkTest, ACaseOfAnotherCaptureIsLeftAlone) {
    openAndRest(path);
    clickStar(go("talkers"), 0);
    ASSERT_EQ(kept(path).marks.size(), 1U);
    const QString other = copyOfSample(QStringLiteral("other.pcapng"));
    QFile longer(other);
    ASSERT_TRUE(longer.open(QIODevice::Append));
    longer.write("x");
    longer.close();
    ASSERT_TRUE(QFile::copy(casePathOf(path), casePathOf(other)));
    const QByteArray octets = contents(casePathOf(other));
    ASSERT_FALSE(octets.isEmpty());

    openAgain(other);
    EXPECT_EQ(window->banner().kind(), views::Banner::Kind::warning);
    EXPECT_TRUE(window->banner().text().contains(QStringLiteral("another capture")))
        << window->banner().text().toStdString();
    TablePage& talkers = go("talkers");
    EXPECT_TRUE(strip(talkers).words(0).isEmpty());
    clickStar(talkers, 2);
    EXPECT_EQ(strip(talkers).words(2), QStringLiteral("Starred")) << "for this run";
    EXPECT_TRUE(window->banner().text().contains(QStringLiteral("lost when this capture is closed")));
    ASSERT_TRUE(rest());
    session::runFor(700);
    EXPECT_EQ(contents(casePathOf(other)), octets);
}

TEST_F(CaseworkTest, MarksThatCameWithACaptureAreOfferedAndNotShown) {
    openAndRest(path);
    clickStar(go("talkers"), 1);
    CaseFile file = kept(path);
    const QString first = cell(go("talkers"), 0, "address");
    file.seal.clear();
    file.set({SubjectKind::address, first.toStdString()}, {true, Verdict::benign, "ours", {}});
    ASSERT_TRUE(handover::saveCase(casePathOf(path).toStdString(), file).ok());
    const QByteArray octets = contents(casePathOf(path));

    openAgain(path);
    EXPECT_TRUE(window->banner().text().contains(QStringLiteral("not made here")))
        << window->banner().text().toStdString();
    EXPECT_TRUE(strip(go("talkers")).words(0).isEmpty());
    auto* button = window->banner().findChild<QPushButton*>();
    ASSERT_TRUE(button && button->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    EXPECT_FALSE(window->banner().isVisible());
    EXPECT_EQ(strip(go("talkers")).words(0), QStringLiteral("Starred\nBenign\nours"));
    ASSERT_TRUE(rest());
    EXPECT_NE(contents(casePathOf(path)), octets) << "it is this user's now";
    openAgain(path);
    EXPECT_EQ(strip(go("talkers")).words(0), QStringLiteral("Starred\nBenign\nours"));
}

TEST_F(CaseworkTest, WhereNothingCanBeWrittenItSaysSoAndKeepsMarksForThisRun) {
    QFile capture(path);
    ASSERT_TRUE(capture.open(QIODevice::ReadOnly));
    // In this folder nobody may make files, not even the administrator.
    const QString open = QStringLiteral("/proc/self/fd/%1").arg(capture.handle());
    openAndRest(open);
    TablePage& talkers = go("talkers");
    clickStar(talkers, 0);
    ASSERT_TRUE(session::runUntil([this] { return window->banner().isVisible(); }));
    EXPECT_TRUE(window->banner().text().contains(QStringLiteral("could not be saved")))
        << window->banner().text().toStdString();
    EXPECT_EQ(strip(talkers).words(0), QStringLiteral("Starred"));
    EXPECT_EQ(strip(go("hosts")).isVisible(), true);
}

TEST_F(CaseworkTest, KeepingNothingWritesNothingAndStillReads) {
    openAndRest(path);
    clickStar(go("talkers"), 0);
    ASSERT_EQ(kept(path).marks.size(), 1U);
    window = std::make_unique<MainWindow>(settings);
    window->handover().setPrivate(true);
    window->show();
    openAndRest(path);
    TablePage& talkers = go("talkers");
    EXPECT_EQ(strip(talkers).words(0), QStringLiteral("Starred"));
    clickStar(talkers, 1);
    EXPECT_TRUE(window->banner().text().contains(QStringLiteral("--private")));
    window.reset();
    QFile file(casePathOf(path));
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_EQ(handover::parseCase(file.readAll().toStdString()).value().marks.size(), 1U);
}

}  // namespace weir::window
