// SPDX-License-Identifier: GPL-3.0-or-later
// Keys after opening, reading again without losing the place, and restrictions that end with the capture.
#include <QCheckBox>
#include <QScrollBar>
#include <QToolButton>

#include "tests/ui/windowfixture.h"
#include "ui/views/frozencolumns.h"

namespace weir::window {
namespace {

using views::TablePage;

class KeysTest : public WindowTest {
protected:
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        window->activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(window.get()));
        ASSERT_NE(window->focusWidget(), nullptr);
        QTest::keyClick(window->focusWidget(), key, modifiers);
        ASSERT_TRUE(settle());
    }
};

TEST_F(KeysTest, AfterOpeningTheArrowsGoFromRowToRowAndReturnShowsPackets) {
    openSample();
    TablePage& findings = *window->pages().current();
    ASSERT_TRUE(findings.view().hasFocus());
    EXPECT_EQ(findings.view().currentIndex().row(), 0) << "the finding whose reasons are shown";
    EXPECT_EQ(findings.view().selectedRows(), std::vector<int>{0});
    press(Qt::Key_Return);
    EXPECT_EQ(window->pages().current()->spec().settingsKey, QStringLiteral("packets"));
    EXPECT_EQ(window->pages().current()->shownRows(), 34);
}

TEST_F(KeysTest, HomeAndEndGoToTheFirstAndLastRow) {
    openSample();
    TablePage& hosts = go("hosts");
    hosts.takeFocus();
    press(Qt::Key_Down);
    press(Qt::Key_End);
    EXPECT_EQ(hosts.view().currentIndex().row(), 18);
    EXPECT_EQ(hosts.view().selectedRows(), std::vector<int>{18});
    press(Qt::Key_Home, Qt::ShiftModifier);
    EXPECT_EQ(hosts.view().selectedRows().size(), 19U);
    press(Qt::Key_Home);
    EXPECT_EQ(hosts.view().selectedRows(), std::vector<int>{0});
}

TEST_F(KeysTest, ReadingAgainKeepsOrderSelectionAndPlace) {
    openSample();
    TablePage& packets = go("packets");
    clickHeader(packets, "bytes");
    type(QStringLiteral("port = 443"));
    const qsizetype rows = packets.shownRows();
    clickRow(packets, 200);
    const QString chosen = cell(packets, 200, "number");
    const int scrolled = packets.view().verticalScrollBar()->value();
    ASSERT_GT(scrolled, 0);
    window->actions().reload->trigger();
    EXPECT_EQ(packets.shownRows(), rows) << "what is shown stays until all has been read again";
    ASSERT_TRUE(settle());
    EXPECT_EQ(packets.shownRows(), rows);
    EXPECT_EQ(packets.view().sortHeader().keys().size(), 1U);
    EXPECT_EQ(packets.view().verticalScrollBar()->value(), scrolled);
    ASSERT_EQ(packets.view().selectedRows(), std::vector<int>{200});
    EXPECT_EQ(cell(packets, 200, "number"), chosen);
}

TEST_F(KeysTest, WhatCanNotBeReadAgainStaysShown) {
    const QString path = copyOfSample(QStringLiteral("gone.pcapng"));
    open(path);
    TablePage& hosts = go("hosts");
    ASSERT_TRUE(QFile::rename(path, path + QStringLiteral(".moved")));
    window->actions().reload->trigger();
    ASSERT_TRUE(settle());
    EXPECT_EQ(hosts.totalRows(), 19);
    EXPECT_TRUE(hosts.isVisible());
    EXPECT_TRUE(window->banner().text().contains(QStringLiteral("read again")))
        << window->banner().text().toStdString();
}

TEST_F(KeysTest, WhatHidesRowsEndsWithTheCapture) {
    openSample();
    TablePage& conversations = go("conversations");
    const qsizetype all = conversations.totalRows();
    QCheckBox* outbound = nullptr;
    for (QCheckBox* box : conversations.findChildren<QCheckBox*>())
        outbound = box->text().contains(QStringLiteral("only")) ? box : outbound;
    ASSERT_NE(outbound, nullptr);
    outbound->click();
    ASSERT_TRUE(settle());
    window->close();
    window = std::make_unique<MainWindow>(settings);
    window->show();
    openSample();
    EXPECT_EQ(go("conversations").totalRows(), all) << "not kept over sessions";
    for (QCheckBox* box : go("conversations").findChildren<QCheckBox*>()) {
        if (box->text().contains(QStringLiteral("only")))
            box->click();
    }
    ASSERT_TRUE(settle());
    open(copyOfSample(QStringLiteral("next.pcapng")));
    EXPECT_EQ(go("conversations").totalRows(), all) << "nor into the next capture";
}

TEST_F(KeysTest, WordsThatNameColumnsAreLookedForAndPlaceholdersSelectSomething) {
    openSample();
    for (const char* word : {"dns", "tls", "cert", "serv", "mes", "host", "time", "server"}) {
        type(QLatin1String(word));
        for (TablePage* page : window->pages().visiblePages()) {
            if (page->spec().settingsKey == u"summary")
                continue;
            EXPECT_EQ(page->source().filterFit().state, models::FilterFit::State::applied)
                << word << " in " << page->spec().settingsKey.toStdString();
        }
    }
    for (const QString& example : window->filterBar().box().placeholderText().split(QStringLiteral("     "))) {
        type(example);
        EXPECT_GT(window->pages().page(QStringLiteral("conversations"))->shownRows() +
                      window->pages().page(QStringLiteral("names"))->shownRows(),
                  0)
            << example.toStdString();
    }
    type(QStringLiteral("port = 443 and bytes > 1k"));
    for (const char* page : {"hosts", "conversations", "packets"}) {
        const qsizetype shown = window->pages().page(QLatin1String(page))->shownRows();
        EXPECT_GT(shown, 0) << page;
        EXPECT_LT(shown, window->pages().page(QLatin1String(page))->totalRows()) << page;
    }
}

TEST_F(KeysTest, AConditionThatATableCanNotTellIsLeftOutAlone) {
    openSample();
    TablePage& hosts = go("hosts");
    type(QStringLiteral("method = GET and bytes > 10k"));
    EXPECT_LT(hosts.shownRows(), hosts.totalRows());
    EXPECT_TRUE(window->filterBar().chip().startsWith(QStringLiteral("bytes > 10k:")));
}

TEST_F(KeysTest, WiresharksFormsWorkInTheBox) {
    openSample();
    TablePage& packets = go("packets");
    type(QStringLiteral("ip.addr == 182.162.143.56 && tcp.port == 443"));
    EXPECT_EQ(packets.shownRows(), 34);
    EXPECT_EQ(window->filterBar().message(), QString());
}

TEST_F(KeysTest, TheSubjectStaysInSightWhenATableIsScrolled) {
    openSample();
    window->resize(800, 600);
    TablePage& hosts = go("hosts");
    auto& frozen = hosts.view().frozen();
    EXPECT_FALSE(frozen.isVisible());
    hosts.view().showAllColumns();
    hosts.view().horizontalScrollBar()->setValue(hosts.view().horizontalScrollBar()->maximum());
    ASSERT_TRUE(frozen.isVisible());
    ASSERT_EQ(frozen.sections().size(), 1U);
    EXPECT_EQ(hosts.view().tableModel().column(frozen.sections()[0]).name, "address");
    // A click in it chooses the row.
    const QModelIndex second = hosts.view().tableModel().index(1, frozen.sections()[0]);
    const QPoint at(20, hosts.view().rowViewportPosition(1) + 5);
    EXPECT_EQ(frozen.indexAt(at), second);
    QTest::mouseClick(hosts.view().viewport(), Qt::LeftButton, {}, at);
    EXPECT_EQ(hosts.view().selectedRows(), std::vector<int>{1});
    hosts.view().horizontalScrollBar()->setValue(0);
    EXPECT_FALSE(frozen.isVisible());
}

TEST_F(KeysTest, TheToolbarDoesWhatTheMenuDoes) {
    openSample();
    QStringList texts;
    for (const QToolButton* button : window->filterBar().findChildren<QToolButton*>()) {
        if (button->isVisible() && button->defaultAction())
            texts << button->defaultAction()->iconText();
    }
    EXPECT_TRUE(texts.contains(QStringLiteral("Export")));
    EXPECT_TRUE(texts.contains(QStringLiteral("Report")));
    EXPECT_TRUE(texts.contains(QStringLiteral("Save Packets")));
    EXPECT_FALSE(texts.contains(QStringLiteral("Look Up"))) << "this window has no lookups";
}

TEST_F(KeysTest, MarksAreColumns) {
    const QString path = copyOfSample(QStringLiteral("marked.pcapng"));
    open(path);
    TablePage& hosts = go("hosts");
    clickRow(hosts, 0);
    const QString address = cell(hosts, 0, "address");
    window->actions().casework.malicious->trigger();
    type(QStringLiteral("judged = malicious"));
    EXPECT_EQ(cells(hosts, "address"), QStringList{address});
    type(QStringLiteral("star"));
    type(QString());
    hosts.takeFocus();
    EXPECT_TRUE(exported(folder.filePath(QStringLiteral("marked.csv"))).contains(",judged,"));
    TablePage* marks = window->pages().page(QStringLiteral("marks"));
    ASSERT_GE(window->pages().indexOf(marks), 0);
    go("marks");
    EXPECT_EQ(cells(*marks, "subject"), QStringList{address});
    EXPECT_EQ(cells(*marks, "judged"), QStringList{QStringLiteral("malicious")});
    window->actions().casework.undo->trigger();
    ASSERT_TRUE(settle());
    EXPECT_LT(window->pages().indexOf(marks), 0) << "nothing is marked any more";
}

}  // namespace
}  // namespace weir::window
