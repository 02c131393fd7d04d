// SPDX-License-Identifier: GPL-3.0-or-later
// A window with the sample open, and the moves of a user in it.
#pragma once

#include <gtest/gtest.h>

#include <QApplication>
#include <QContextMenuEvent>
#include <QFile>
#include <QLineEdit>
#include <QMenu>
#include <QProcess>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest/QTest>

#include "session/loop.h"
#include "ui/models/settings.h"
#include "ui/panes/pages.h"
#include "ui/views/banner.h"
#include "ui/views/filterbar.h"
#include "ui/window/mainwindow.h"

namespace weir::window {
using namespace weir::controllers;
using namespace weir::models;

class WindowTest : public testing::Test {
protected:
    void SetUp() override {
        QSettings().clear();
        window = std::make_unique<MainWindow>(settings);
        window->resize(1200, 700);
        window->show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(window.get()));
    }

    void open(const QString& path) {
        window->openCapture({path});
        ASSERT_TRUE(settle());
    }
    void openSample() { open(QStringLiteral(WEIR_SAMPLE)); }
    bool settle() {
        return session::runUntil([this] { return !window->reading() && window->pages().settled(); });
    }
    /// A page, brought to the front as a click on its tab does.
    views::TablePage& go(const char* key) {
        views::TablePage* page = window->pages().page(QLatin1String(key));
        EXPECT_NE(page, nullptr) << key;
        QTabBar* bar = window->pages().tabBar();
        QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(window->pages().indexOf(page)).center());
        EXPECT_EQ(window->pages().current(), page);
        EXPECT_TRUE(settle());
        return *page;
    }
    /// A click with the real mouse on a column's header.
    void clickHeader(views::TablePage& page, const std::string& column, Qt::KeyboardModifiers modifiers = {}) {
        const auto section = table::findColumn(page.view().tableModel().table()->schema(), column);
        ASSERT_TRUE(section.has_value()) << column;
        views::SortHeader& header = page.view().sortHeader();
        const int x = header.sectionViewportPosition(static_cast<int>(*section));
        page.view().scrollTo(page.view().tableModel().index(0, static_cast<int>(*section)));
        const QPoint at(header.sectionViewportPosition(static_cast<int>(*section)) + 15, header.height() / 2);
        ASSERT_GE(header.sectionSize(static_cast<int>(*section)), 30) << x;
        QTest::mouseClick(header.viewport(), Qt::LeftButton, modifiers, at);
        ASSERT_TRUE(settle());
    }
    /// A click with the real mouse on a row.
    static void clickRow(views::TablePage& page, int row, Qt::KeyboardModifiers modifiers = {}, int column = 0) {
        while (page.view().isColumnHidden(column)) ++column;
        const QModelIndex index = page.view().tableModel().index(row, column);
        page.view().scrollTo(index);
        QTest::mouseClick(page.view().viewport(), Qt::LeftButton, modifiers, page.view().visualRect(index).center());
    }
    /// The menu that the right button opens on a cell, or nullptr.
    static QMenu* cellMenu(views::TablePage& page, int row, const std::string& column) {
        const auto section = table::findColumn(page.view().tableModel().table()->schema(), column);
        EXPECT_TRUE(section.has_value()) << column;
        if (!section)
            return nullptr;
        const QModelIndex index = page.view().tableModel().index(row, static_cast<int>(*section));
        page.view().scrollTo(index);
        const QPoint at = page.view().visualRect(index).center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, page.view().viewport()->mapToGlobal(at));
        QApplication::sendEvent(page.view().viewport(), &event);
        return page.view().findChild<QMenu*>(QStringLiteral("cellMenu"));
    }
    void type(const QString& filter) {
        QTest::keyClick(window.get(), Qt::Key_F, Qt::ControlModifier);
        QLineEdit& box = window->filterBar().box();
        box.setFocus();
        box.selectAll();
        QTest::keyClicks(&box, filter);
        if (QWidget* list = QApplication::activePopupWidget())
            list->close();
        if (box.text() != filter)
            box.setText(filter);
        QTest::keyClick(&box, Qt::Key_Return);
        ASSERT_TRUE(settle());
    }
    static QString cell(views::TablePage& page, int row, const std::string& column) {
        const models::TableModel& model = page.view().tableModel();
        const auto section = table::findColumn(model.table()->schema(), column);
        return section && row < model.rowCount() ? model.rawText(row, static_cast<int>(*section)) : QStringLiteral("?");
    }
    static QStringList cells(views::TablePage& page, const std::string& column) {
        QStringList out;
        for (int row = 0; row < page.view().tableModel().rowCount(); ++row) out << cell(page, row, column);
        return out;
    }
    /// A copy of the sample in the test's folder, which can be written to.
    QString copyOfSample(const QString& name) const {
        const QString copy = folder.filePath(name);
        EXPECT_TRUE(QFile::copy(QStringLiteral(WEIR_SAMPLE), copy));
        EXPECT_TRUE(QFile::setPermissions(copy, QFile::ReadOwner | QFile::WriteOwner));
        return copy;
    }
    /// A file's octets; none where it cannot be read.
    static QByteArray contents(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// What the command line prints of the sample.
    static QByteArray commandLine(const QStringList& arguments) {
        QProcess process;
        process.start(QStringLiteral(WEIR_CLI), arguments + QStringList{QStringLiteral(WEIR_SAMPLE)});
        EXPECT_TRUE(process.waitForFinished(30000));
        EXPECT_EQ(process.exitCode(), 0) << process.readAllStandardError().toStdString();
        return process.readAllStandardOutput();
    }
    /// Ctrl+E with this file as the answer; the file's octets.
    QByteArray exported(const QString& path) {
        window->exporter().setAskForFile([path](const panes::FileQuestion&, const panes::FileAnswer& answer) {
            answer(path, QStringLiteral("CSV (*.csv)"));
        });
        bool done = false;
        QObject context;
        QObject::connect(&window->exporter(), &Exporter::notice, &context, [&done] { done = true; });
        window->actions().exportTable->trigger();
        EXPECT_TRUE(session::runUntil([&] { return done; }));
        return contents(path);
    }

    Settings settings;
    std::unique_ptr<MainWindow> window;
    QTemporaryDir folder;
};

}  // namespace weir::window
