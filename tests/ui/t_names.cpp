// SPDX-License-Identifier: GPL-3.0-or-later
// The tab Names: as a whole, by client, by registrable domain, and each from the bottom of the stack.
#include <QRadioButton>
#include <QToolButton>

#include "ui/windowfixture.h"

namespace weir::window {

using views::TablePage;

class NamesTest : public WindowTest {
protected:
    void choose(TablePage& page, const char* table) {
        auto* button = page.findChild<QRadioButton*>(QStringLiteral("names_") + QLatin1String(table));
        ASSERT_NE(button, nullptr) << table;
        QTest::mouseClick(button, Qt::LeftButton, {}, QPoint(8, button->height() / 2));
        ASSERT_TRUE(settle());
        EXPECT_TRUE(button->isChecked());
    }
};

TEST_F(NamesTest, EachChoiceShowsWhatTheCommandLineShows) {
    openSample();
    TablePage& page = go("names");
    auto* rare = page.findChild<QToolButton*>(QStringLiteral("rareFirst"));
    ASSERT_NE(rare, nullptr);
    for (const bool bottom : {false, true}) {
        if (bottom) {
            QTest::mouseClick(rare, Qt::LeftButton);
            ASSERT_TRUE(settle());
        }
        for (const char* table : {"queries", "domains", "names"}) {
            choose(page, table);
            page.view().showAllColumns();
            QStringList arguments{QStringLiteral("--table"), QLatin1String(table), QStringLiteral("--format"),
                                  QStringLiteral("csv")};
            if (bottom)
                arguments << QStringLiteral("--rare");
            EXPECT_EQ(exported(folder.filePath(QStringLiteral("names.csv"))).toStdString(),
                      commandLine(arguments).toStdString())
                << table << bottom;
        }
    }
}

TEST_F(NamesTest, TheFilterAndTheOrderFollowTheChoice) {
    openSample();
    TablePage& page = go("names");
    type(QStringLiteral("registrable_domain = microsoft.com"));
    EXPECT_EQ(page.shownRows(), 4);
    choose(page, "domains");
    EXPECT_EQ(page.shownRows(), 1);
    EXPECT_EQ(cell(page, 0, "distinct_names"), QStringLiteral("4"));
    choose(page, "queries");
    EXPECT_EQ(page.shownRows(), 4);
    window->filter().clear();
    ASSERT_TRUE(settle());
    clickHeader(page, "client");
    choose(page, "domains");  // has no column of that name
    EXPECT_TRUE(page.view().sortHeader().keys().empty());
    EXPECT_EQ(page.shownRows(), page.totalRows());
}

}  // namespace weir::window
