// SPDX-License-Identifier: GPL-3.0-or-later
// What a user does with the mouse and the keyboard, judged by the command line's output.
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMimeData>
#include <QRadioButton>
#include <QTabBar>
#include <QToolButton>

#include "ui/windowfixture.h"

namespace weir::window {

using views::TablePage;

TEST_F(WindowTest, StartsWithAnInvitation) {
    EXPECT_EQ(window->windowTitle(), QStringLiteral("Weir"));
    EXPECT_FALSE(window->actions().exportTable->isEnabled());
    EXPECT_FALSE(window->reading());
}

TEST_F(WindowTest, OpensTheSampleAndCountsItsRows) {
    openSample();
    EXPECT_TRUE(window->windowTitle().startsWith(QStringLiteral("lesson.pcapng")));
    EXPECT_FALSE(window->banner().isVisible()) << window->banner().text().toStdString();
    for (const TablePage* page : window->pages().visiblePages()) {
        if (!page->spec().counted)
            continue;  // no table of its own
        const auto rows = commandLine({QStringLiteral("--table"), page->spec().settingsKey, QStringLiteral("--format"),
                                       QStringLiteral("ndjson")})
                              .count('\n');
        EXPECT_EQ(page->totalRows(), rows) << page->spec().settingsKey.toStdString();
    }
    const int dns = window->pages().indexOf(window->pages().page(QStringLiteral("dns")));
    EXPECT_EQ(window->pages().tabText(dns), QStringLiteral("DNS · 36"));
}

TEST_F(WindowTest, SortFilterAndExportGiveWhatTheCommandLineGives) {
    openSample();
    TablePage& page = go("conversations");
    auto* oneWay = page.findChild<QRadioButton*>(QStringLiteral("oneWay"));
    ASSERT_NE(oneWay, nullptr);
    QTest::mouseClick(oneWay, Qt::LeftButton, {}, QPoint(8, oneWay->height() / 2));
    ASSERT_TRUE(settle());
    page.view().showAllColumns();
    clickHeader(page, "packets");
    type(QStringLiteral("dport = 80"));
    ASSERT_GT(page.shownRows(), 0);
    ASSERT_LT(page.shownRows(), page.totalRows());
    const QStringList arguments{QStringLiteral("--table"),      QStringLiteral("conversations"),
                                QStringLiteral("--one-way"),    QStringLiteral("--sort"),
                                QStringLiteral("packets:desc"), QStringLiteral("--where"),
                                QStringLiteral("dport = 80")};
    EXPECT_EQ(exported(folder.filePath(QStringLiteral("table.csv"))).toStdString(),
              commandLine(arguments + QStringList{QStringLiteral("--format"), QStringLiteral("csv")}).toStdString());
    EXPECT_EQ(exported(folder.filePath(QStringLiteral("table.json"))).toStdString(),
              commandLine(arguments + QStringList{QStringLiteral("--format"), QStringLiteral("json")}).toStdString());
    EXPECT_TRUE(window->banner().text().contains(QStringLiteral("table.json")));
}

TEST_F(WindowTest, ExportsTheVisibleColumnsInTheirOrder) {
    openSample();
    TablePage& page = go("talkers");
    for (const table::Column& column : page.view().tableModel().table()->schema())
        page.view().columns().setWish(QString::fromStdString(column.name), views::ColumnLayout::Wish::hidden);
    for (const char* shown : {"address", "bytes_sent", "packets"})
        page.view().columns().setWish(QLatin1String(shown), views::ColumnLayout::Wish::shown);
    page.view().applyColumns();
    const auto packets = table::findColumn(page.view().tableModel().table()->schema(), "packets");
    page.view().sortHeader().moveSection(page.view().sortHeader().visualIndex(static_cast<int>(*packets)), 0);
    const QByteArray csv = exported(folder.filePath(QStringLiteral("talkers.csv")));
    EXPECT_TRUE(csv.startsWith("packets,address,bytes_sent\n")) << csv.left(80).toStdString();
    EXPECT_EQ(csv.count('\n'), page.totalRows() + 1);
}

TEST_F(WindowTest, NeverWritesOverTheOpenCapture) {
    const QString copy = copyOfSample(QStringLiteral("copy.pcapng"));
    open(copy);
    go("talkers");
    const QByteArray before = contents(QStringLiteral(WEIR_SAMPLE));
    ASSERT_FALSE(before.isEmpty());
    EXPECT_EQ(exported(copy), before);
    EXPECT_EQ(window->banner().kind(), views::Banner::Kind::error);
    EXPECT_TRUE(window->banner().isVisible());
}

TEST_F(WindowTest, AHeaderSortsFallingThenRisingThenNotAtAll) {
    openSample();
    TablePage& page = go("talkers");
    const QStringList original = cells(page, "packets");
    const auto numbers = [&] {
        std::vector<qlonglong> out;
        for (const QString& text : cells(page, "packets")) out.push_back(text.toLongLong());
        return out;
    };
    clickHeader(page, "packets");
    std::vector<qlonglong> sorted = numbers();
    EXPECT_TRUE(std::is_sorted(sorted.rbegin(), sorted.rend()));
    clickHeader(page, "packets");
    sorted = numbers();
    EXPECT_TRUE(std::is_sorted(sorted.begin(), sorted.end()));
    clickHeader(page, "packets");
    EXPECT_EQ(cells(page, "packets"), original);
    EXPECT_TRUE(page.view().sortHeader().keys().empty());
}

TEST_F(WindowTest, ShiftClickAddsAKey) {
    openSample();
    TablePage& page = go("conversations");
    clickHeader(page, "proto");
    clickHeader(page, "packets", Qt::ShiftModifier);
    EXPECT_EQ(page.view().sortHeader().keys().size(), 2U);
    page.view().showAllColumns();
    EXPECT_EQ(exported(folder.filePath(QStringLiteral("sorted.csv"))).toStdString(),
              commandLine({QStringLiteral("--table"), QStringLiteral("conversations"), QStringLiteral("--sort"),
                           QStringLiteral("proto,packets:desc"), QStringLiteral("--format"), QStringLiteral("csv")})
                  .toStdString());
    clickHeader(page, "packets");
    EXPECT_EQ(page.view().sortHeader().keys().size(), 1U) << "a plain click starts anew";
}

TEST_F(WindowTest, GroupsByTheTickedKeys) {
    openSample();
    TablePage& page = go("conversations");
    auto* oneWay = page.findChild<QRadioButton*>(QStringLiteral("oneWay"));
    QTest::mouseClick(oneWay, Qt::LeftButton, {}, QPoint(8, oneWay->height() / 2));
    for (const char* key : {"key_sport", "key_dport", "key_proto"}) {
        auto* box = page.findChild<QCheckBox*>(QLatin1String(key));
        ASSERT_NE(box, nullptr) << key;
        QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
    }
    ASSERT_TRUE(settle());
    page.view().showAllColumns();
    EXPECT_EQ(exported(folder.filePath(QStringLiteral("grouped.csv"))).toStdString(),
              commandLine({QStringLiteral("--table"), QStringLiteral("conversations"), QStringLiteral("--one-way"),
                           QStringLiteral("--group-by"), QStringLiteral("src,dst"), QStringLiteral("--format"),
                           QStringLiteral("csv")})
                  .toStdString());
    EXPECT_EQ(cell(page, 0, "src"), QStringLiteral("204.79.197.200"));
    EXPECT_EQ(cell(page, 0, "bytes"), QStringLiteral("646697"));
}

TEST_F(WindowTest, RareNamesFirstWithOneClick) {
    openSample();
    TablePage& page = go("names");
    auto* rare = page.findChild<QToolButton*>(QStringLiteral("rareFirst"));
    ASSERT_NE(rare, nullptr);
    QTest::mouseClick(rare, Qt::LeftButton);
    ASSERT_TRUE(settle());
    page.view().showAllColumns();
    EXPECT_EQ(exported(folder.filePath(QStringLiteral("rare.csv"))).toStdString(),
              commandLine({QStringLiteral("--table"), QStringLiteral("names"), QStringLiteral("--rare"),
                           QStringLiteral("--format"), QStringLiteral("csv")})
                  .toStdString());
}

TEST_F(WindowTest, AWrongFilterSaysWhereAndLeavesTheRows) {
    openSample();
    TablePage& page = go("talkers");
    type(QStringLiteral("packets > 100"));
    const qsizetype rows = page.shownRows();
    ASSERT_LT(rows, page.totalRows());
    type(QStringLiteral("pakets > 100"));
    EXPECT_EQ(page.shownRows(), rows);
    EXPECT_TRUE(window->filterBar().message().contains(QStringLiteral("pakets")));
    EXPECT_TRUE(window->filterBar().chip().contains(QStringLiteral("packets > 100")));
    EXPECT_EQ(page.source().filterFit().position, 0);
    EXPECT_EQ(page.source().filterFit().length, 6);
}

TEST_F(WindowTest, AFilterForOtherTablesIsNotWrongHere) {
    openSample();
    TablePage& page = go("names");
    type(QStringLiteral("dport = 80"));
    EXPECT_EQ(page.shownRows(), page.totalRows());
    EXPECT_EQ(page.source().filterFit().state, models::FilterFit::State::notHere);
    EXPECT_TRUE(window->filterBar().message().contains(QStringLiteral("dport")));
    EXPECT_LT(window->pages().page(QStringLiteral("packets"))->shownRows(), 2045);
}

TEST_F(WindowTest, AWordThatIsNoColumnIsLookedForInEveryTable) {
    openSample();
    TablePage& page = go("hosts");
    type(QStringLiteral("182.162"));
    EXPECT_EQ(cells(page, "address"), QStringList{QStringLiteral("182.162.143.56")});
    EXPECT_EQ(window->filterBar().chip(), QStringLiteral("\"182.162\": 1 of 19 rows"));
    const QByteArray packets =
        commandLine({QStringLiteral("--table"), QStringLiteral("packets"), QStringLiteral("--where"),
                     QStringLiteral("\"182.162\""), QStringLiteral("--format"), QStringLiteral("ndjson")});
    EXPECT_GT(packets.count('\n'), 0);
    EXPECT_EQ(window->pages().page(QStringLiteral("packets"))->shownRows(), packets.count('\n'));
    TablePage& names = go("names");
    EXPECT_EQ(names.shownRows(), 0);
    type(QStringLiteral("FootPrint"));
    ASSERT_GT(names.shownRows(), 0);
    for (const QString& name : cells(names, "name")) EXPECT_TRUE(name.contains(QStringLiteral("footprint")));
    type(QStringLiteral("regi"));
    EXPECT_EQ(names.source().filterFit().state, models::FilterFit::State::applied)
        << "also where it may become registrable_domain";
    EXPECT_TRUE(window->filterBar().chip().contains(QStringLiteral("\"regi\"")));
    type(QStringLiteral("and"));
    EXPECT_EQ(names.source().filterFit().state, models::FilterFit::State::wrong);
}

TEST_F(WindowTest, TypingAnywhereStartsAFilterAndHistoryGoesBack) {
    openSample();
    TablePage& page = go("talkers");
    page.view().setFocus();
    QTest::keyClick(&page.view(), Qt::Key_P);
    EXPECT_EQ(window->filterBar().box().text(), QStringLiteral("p"));
    type(QStringLiteral("packets > 100"));
    const qsizetype first = page.shownRows();
    type(QStringLiteral("packets > 500"));
    ASSERT_LT(page.shownRows(), first);
    window->actions().back->trigger();
    ASSERT_TRUE(settle());
    EXPECT_EQ(window->filterBar().box().text(), QStringLiteral("packets > 100"));
    EXPECT_EQ(page.shownRows(), first);
    window->actions().forward->trigger();
    ASSERT_TRUE(settle());
    EXPECT_EQ(window->filter().text(), QStringLiteral("packets > 500"));
    window->actions().clearFilter->trigger();
    ASSERT_TRUE(settle());
    EXPECT_EQ(page.shownRows(), page.totalRows());
}

TEST_F(WindowTest, NothingMatchesOffersAWayOut) {
    openSample();
    TablePage& page = go("talkers");
    type(QStringLiteral("packets > 100000000"));
    EXPECT_EQ(page.shownRows(), 0);
    EXPECT_TRUE(page.emptyState().isVisible());
    EXPECT_EQ(page.emptyState().title(), QStringLiteral("No rows match"));
    emit page.emptyState().actionTriggered();
    ASSERT_TRUE(settle());
    EXPECT_GT(page.shownRows(), 0);
    EXPECT_TRUE(page.view().isVisible());
}

TEST_F(WindowTest, TheMenuOnACellFilters) {
    openSample();
    TablePage& page = go("talkers");
    const QString address = cell(page, 1, "address");
    QMenu* menu = cellMenu(page, 1, "address");
    ASSERT_NE(menu, nullptr);
    ASSERT_FALSE(menu->actions().isEmpty());
    menu->actions().first()->trigger();
    menu->close();
    ASSERT_TRUE(settle());
    EXPECT_EQ(window->filter().text(), QStringLiteral("address = ") + address);
    EXPECT_EQ(page.shownRows(), 1);
    EXPECT_EQ(cell(page, 0, "address"), address);
}

TEST_F(WindowTest, CopiesRowsRaw) {
    openSample();
    TablePage& page = go("talkers");
    page.view().selectRow(0);
    page.view().setFocus();
    window->actions().copy->trigger();
    const QString text = QApplication::clipboard()->text();
    EXPECT_TRUE(text.startsWith(cell(page, 0, "address") + u'\t'));
    EXPECT_TRUE(text.contains(u'\t' + cell(page, 0, "bytes") + u'\t')) << "no grouping in the clipboard";
    EXPECT_TRUE(text.endsWith(u'\n'));
}

TEST_F(WindowTest, CopiesRowsAsJsonAsTheCommandLinePrintsThem) {
    openSample();
    TablePage& page = go("dns");
    page.view().showAllColumns();
    page.view().selectAll();
    QMenu* menu = cellMenu(page, 0, "name");
    ASSERT_NE(menu, nullptr);
    const QList<QAction*> entries = menu->actions();
    const auto json = std::find_if(entries.begin(), entries.end(), [](const QAction* entry) {
        return entry->text() == QStringLiteral("Cop&y rows as JSON");
    });
    ASSERT_NE(json, entries.end());
    (*json)->trigger();
    menu->close();
    const QStringList arguments{QStringLiteral("--table"), QStringLiteral("dns"), QStringLiteral("--format"),
                                QStringLiteral("json")};
    EXPECT_EQ(QApplication::clipboard()->text().toStdString(), commandLine(arguments).toStdString());

    for (const table::Column& column : page.view().tableModel().table()->schema())
        page.view().columns().setWish(QString::fromStdString(column.name), views::ColumnLayout::Wish::hidden);
    for (const char* shown : {"name", "dns_id"})
        page.view().columns().setWish(QLatin1String(shown), views::ColumnLayout::Wish::shown);
    page.view().applyColumns();
    page.view().selectRow(1);
    window->actions().copyJson->trigger();
    const QJsonArray rows = QJsonDocument::fromJson(QApplication::clipboard()->text().toUtf8()).array();
    const QJsonObject expected{{QStringLiteral("name"), cell(page, 1, "name")},
                               {QStringLiteral("dns_id"), cell(page, 1, "dns_id").toInt()}};
    EXPECT_EQ(rows, QJsonArray{expected}) << QApplication::clipboard()->text().toStdString();
}

TEST_F(WindowTest, SelectionOutlivesAnotherOrder) {
    openSample();
    TablePage& page = go("talkers");
    const QString address = cell(page, 0, "address");
    page.view().selectRow(0);
    clickHeader(page, "packets");
    clickHeader(page, "packets");
    const std::vector<int> rows = page.view().selectedRows();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(cell(page, rows.front(), "address"), address);
}

TEST_F(WindowTest, BytesOnTheWireChangeColumnAndTitle) {
    openSample();
    TablePage& page = go("talkers");
    const table::Schema& schema = page.view().tableModel().table()->schema();
    const int ip = static_cast<int>(*table::findColumn(schema, "bytes"));
    const int wire = static_cast<int>(*table::findColumn(schema, "wire_bytes"));
    EXPECT_FALSE(page.view().isColumnHidden(ip));
    EXPECT_TRUE(page.view().isColumnHidden(wire));
    EXPECT_EQ(page.view().tableModel().headerData(ip, Qt::Horizontal).toString(), QStringLiteral("Bytes (IP)"));
    window->actions().bytesWire->trigger();
    ASSERT_TRUE(settle());
    EXPECT_TRUE(page.view().isColumnHidden(ip));
    EXPECT_FALSE(page.view().isColumnHidden(wire));
    EXPECT_EQ(page.view().tableModel().headerData(wire, Qt::Horizontal).toString(), QStringLiteral("Bytes (wire)"));
}

TEST_F(WindowTest, DamageIsABannerAndTheRestIsShown) {
    QFile sample(QStringLiteral(WEIR_SAMPLE));
    ASSERT_TRUE(sample.open(QIODevice::ReadOnly));
    const QString cut = folder.filePath(QStringLiteral("cut.pcapng"));
    QFile out(cut);
    ASSERT_TRUE(out.open(QIODevice::WriteOnly));
    out.write(sample.readAll().left(100'001));
    out.close();
    open(cut);
    EXPECT_TRUE(window->banner().isVisible());
    EXPECT_EQ(window->banner().kind(), views::Banner::Kind::warning);
    EXPECT_TRUE(window->banner().text().contains(QStringLiteral("offset"))) << window->banner().text().toStdString();
    EXPECT_GT(window->pages().page(QStringLiteral("packets"))->totalRows(), 50);
}

TEST_F(WindowTest, AFileThatIsNoCaptureIsSaidSo) {
    const QString path = folder.filePath(QStringLiteral("note.txt"));
    QFile out(path);
    ASSERT_TRUE(out.open(QIODevice::WriteOnly));
    out.write("<b>not a capture</b>\n");
    out.close();
    window->openCapture({path});
    ASSERT_TRUE(session::runUntil([&] { return !window->reading(); }));
    EXPECT_TRUE(window->banner().isVisible());
    EXPECT_EQ(window->banner().kind(), views::Banner::Kind::error);
    EXPECT_TRUE(window->banner().text().contains(QStringLiteral("note.txt")));
    EXPECT_EQ(window->windowTitle(), QStringLiteral("Weir"));
}

TEST_F(WindowTest, TheLastOfTwoCapturesWins) {
    window->openCapture({QStringLiteral(WEIR_SAMPLE)});
    const QString copy = copyOfSample(QStringLiteral("second.pcapng"));
    window->openCapture({copy});
    ASSERT_TRUE(settle());
    EXPECT_TRUE(window->windowTitle().startsWith(QStringLiteral("second.pcapng")));
    EXPECT_EQ(window->pages().page(QStringLiteral("packets"))->totalRows(), 2045);
}

TEST_F(WindowTest, AFileCanBeDropped) {
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(QStringLiteral(WEIR_SAMPLE))});
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &mime, Qt::LeftButton, {});
    QApplication::sendEvent(window.get(), &enter);
    EXPECT_TRUE(enter.isAccepted());
    QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &mime, Qt::LeftButton, {});
    QApplication::sendEvent(window.get(), &drop);
    ASSERT_TRUE(settle());
    EXPECT_TRUE(window->windowTitle().startsWith(QStringLiteral("lesson.pcapng")));
}

TEST_F(WindowTest, ClosingTheCaptureLeadsBackToTheStart) {
    openSample();
    window->actions().close->trigger();
    EXPECT_EQ(window->windowTitle(), QStringLiteral("Weir"));
    EXPECT_TRUE(window->isVisible());
    window->actions().close->trigger();
    EXPECT_FALSE(window->isVisible()) << "without a capture the window itself closes";
}

TEST_F(WindowTest, ColumnsAndRecentFilesAreRemembered) {
    openSample();
    TablePage& page = go("talkers");
    page.view().columns().setWish(QStringLiteral("scope"), views::ColumnLayout::Wish::hidden);
    page.view().applyColumns();
    window->close();
    window = std::make_unique<MainWindow>(settings);
    window->show();
    EXPECT_FALSE(window->actions().recent->actions().isEmpty());
    EXPECT_TRUE(window->actions().recent->actions().first()->text().endsWith(QStringLiteral("lesson.pcapng")));
    openSample();
    TablePage& again = go("talkers");
    const auto scope = table::findColumn(again.view().tableModel().table()->schema(), "scope");
    EXPECT_TRUE(again.view().isColumnHidden(static_cast<int>(*scope)));
    EXPECT_FALSE(again.view().isColumnHidden(0));
}

TEST_F(WindowTest, EveryModelKeepsItsPromises) {
    std::vector<std::unique_ptr<QAbstractItemModelTester>> testers;
    for (TablePage* page : window->pages().visiblePages())
        testers.push_back(std::make_unique<QAbstractItemModelTester>(
            &page->view().tableModel(), QAbstractItemModelTester::FailureReportingMode::Fatal));
    openSample();
    type(QStringLiteral("packets > 5"));
    for (TablePage* page : window->pages().visiblePages()) {
        window->pages().setCurrentWidget(page);
        ASSERT_TRUE(settle());
        page->view().selectAll();
        EXPECT_EQ(static_cast<qsizetype>(page->view().selectedRows().size()), page->shownRows());
    }
}

}  // namespace weir::window
