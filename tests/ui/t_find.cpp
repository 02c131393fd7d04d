// SPDX-License-Identifier: GPL-3.0-or-later
// F3 and Shift+F3: from match to match.
#include <QStatusBar>

#include "ui/window/rowfinder.h"
#include "ui/windowfixture.h"

namespace weir::window {

using views::TablePage;

class FindTest : public WindowTest {
protected:
    /// F3 and what the window says of it.
    QString press(Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(window.get(), Qt::Key_F3, modifiers);
        EXPECT_TRUE(session::runUntil([this] { return !window->finder().busy(); }));
        return window->statusBar()->currentMessage();
    }
    static int row(TablePage& page) {
        const std::vector<int> rows = page.view().selectedRows();
        EXPECT_EQ(rows.size(), 1U);
        return rows.empty() || rows.front() != page.view().currentIndex().row() ? -1 : rows.front();
    }
    static void choose(TablePage& page, int row, const char* column) {
        const auto section = table::findColumn(page.view().tableModel().table()->schema(), column);
        ASSERT_TRUE(section.has_value()) << column;
        page.view().setCurrentIndex(page.view().tableModel().index(row, static_cast<int>(*section)));
    }
};

TEST_F(FindTest, StepsThroughTheRowsThatTheFilterLeaves) {
    openSample();
    TablePage& page = go("talkers");
    type(QStringLiteral("packets > 100"));
    const int rows = static_cast<int>(page.shownRows());
    ASSERT_GT(rows, 2);
    ASSERT_LT(rows, page.totalRows());
    ASSERT_TRUE(window->filterBar().box().hasFocus());
    EXPECT_EQ(press(), QString());
    EXPECT_EQ(row(page), 0);
    EXPECT_EQ(press(), QString());
    EXPECT_EQ(row(page), 1);
    EXPECT_EQ(press(Qt::ShiftModifier), QString());
    EXPECT_EQ(row(page), 0);
    EXPECT_EQ(press(Qt::ShiftModifier), QStringLiteral("Search continued from the bottom."));
    EXPECT_EQ(row(page), rows - 1);
    EXPECT_EQ(press(), QStringLiteral("Search continued from the top."));
    EXPECT_EQ(row(page), 0);
    EXPECT_EQ(press(), QString()) << "what was said is over";
}

TEST_F(FindTest, WithoutAFilterTheCellSaysWhatIsLookedFor) {
    openSample();
    TablePage& page = go("dns");
    const QStringList names = cells(page, "name");
    int twice = 0;
    while (twice < names.size() && names.count(names[twice]) < 2) ++twice;
    ASSERT_LT(twice, names.size());
    choose(page, twice, "name");
    std::vector<int> expected;
    for (qsizetype i = names.indexOf(names[twice], twice + 1); i >= 0; i = names.indexOf(names[twice], i + 1))
        expected.push_back(static_cast<int>(i));
    for (const int next : expected) {
        EXPECT_EQ(press(), QString());
        EXPECT_EQ(row(page), next);
    }
    EXPECT_EQ(press(), QStringLiteral("Search continued from the top."));
    EXPECT_EQ(row(page), twice);
    EXPECT_EQ(press(Qt::ShiftModifier), QStringLiteral("Search continued from the bottom."));
    EXPECT_EQ(row(page), expected.back());
    EXPECT_EQ(page.shownRows(), page.totalRows()) << "all other rows stay in sight";
    EXPECT_TRUE(page.view().viewport()->rect().contains(page.view().visualRect(page.view().currentIndex()).center()));
}

TEST_F(FindTest, AFilterThatLeavesTheTableAloneIsNoSearchInIt) {
    openSample();
    TablePage& page = go("names");
    type(QStringLiteral("dport = 80"));
    ASSERT_EQ(page.shownRows(), page.totalRows());
    choose(page, 0, "name");
    EXPECT_EQ(press(), QStringLiteral("No other row has this value."));
    EXPECT_EQ(row(page), 0);
}

TEST_F(FindTest, SaysWhatItCanNotDo) {
    openSample();
    TablePage& page = go("talkers");
    page.view().setCurrentIndex({});
    EXPECT_TRUE(press().startsWith(QStringLiteral("Select a cell")));
    type(QStringLiteral("packets > 100000000"));
    EXPECT_EQ(press(), QStringLiteral("No other row matches."));
    window->actions().close->trigger();
    EXPECT_FALSE(window->actions().findNext->isEnabled());
}

TEST_F(FindTest, AChoiceThatWasMadeMeanwhileStays) {
    openSample();
    TablePage& page = go("packets");
    choose(page, 0, "proto");
    window->actions().findNext->trigger();
    ASSERT_TRUE(window->finder().busy());
    choose(page, 50, "proto");
    ASSERT_TRUE(session::runUntil([this] { return !window->finder().busy(); }));
    EXPECT_EQ(row(page), 50);
}

}  // namespace weir::window
