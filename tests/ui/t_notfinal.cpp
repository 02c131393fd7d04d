// SPDX-License-Identifier: GPL-3.0-or-later
// What is shown of a capture that is still being read says so, and no file is made of it.
#include <QLabel>

#include "core/engine/analyze.h"
#include "tests/ui/windowfixture.h"
#include "ui/controllers/handovercontroller.h"

namespace weir::window {
namespace {

class NotFinalTest : public WindowTest {
protected:
    void SetUp() override {
        WindowTest::SetUp();
        std::stop_source stopped;
        stopped.request_stop();
        auto part = engine::analyze({WEIR_SAMPLE}, {}, {}, stopped.get_token());
        auto all = engine::analyze({WEIR_SAMPLE}, {});
        ASSERT_TRUE(part.ok() && all.ok());
        partial = part.take();
        whole = all.take();
        ASSERT_TRUE(traffic::isPartial(*partial));
        openSample();  // so that there is a capture to make files of
        page = &go("conversations");
        give(partial, true);
        ASSERT_TRUE(session::runUntil([this] { return !page->busy(); }));
    }
    /// As the window does while it reads and when it has read.
    void give(const traffic::Snapshot& snapshot, bool reading) {
        window->handover().setCapture(snapshot, reading, {QStringLiteral(WEIR_SAMPLE)});
        window->pages().setSnapshot(snapshot, reading);
    }
    QString unfinished() const {
        auto* label = page->findChild<QLabel*>(QStringLiteral("unfinished"));
        return label->isVisible() ? label->text() : QString();
    }

    traffic::Snapshot partial, whole;
    views::TablePage* page = nullptr;
};

TEST_F(NotFinalTest, ATableSaysThatItIsOfAPart) {
    EXPECT_TRUE(unfinished().contains(QStringLiteral("Not final"))) << unfinished().toStdString();
    give(whole, false);
    ASSERT_TRUE(settle());
    EXPECT_EQ(unfinished(), QString());
    EXPECT_EQ(page->totalRows(), 43);
}

TEST_F(NotFinalTest, AnExportWaitsForTheWholeTable) {
    const QString path = folder.filePath(QStringLiteral("out.csv"));
    window->exporter().setAskForFile([&](const panes::FileQuestion&, const panes::FileAnswer& answer) {
        answer(path, QStringLiteral("CSV (*.csv)"));
    });
    bool done = false;
    QObject context;
    QObject::connect(&window->exporter(), &Exporter::notice, &context,
                     [&done](const Notice& notice) { done = done || notice.kind != Notice::Kind::passing; });
    window->actions().exportTable->trigger();
    EXPECT_FALSE(QFile::exists(path)) << "evidence is not written from a part";
    give(whole, false);
    ASSERT_TRUE(session::runUntil([&] { return done; }));
    EXPECT_EQ(contents(path).count('\n'), page->totalRows() + 1);
    EXPECT_EQ(page->totalRows(), 43);
    EXPECT_FALSE(contents(path + QStringLiteral(".provenance.json")).contains("partial"));
}

TEST_F(NotFinalTest, AReportWaitsLikewise) {
    const QString path = folder.filePath(QStringLiteral("report.html"));
    auto& reports = window->handover().reports();
    reports.setAskForFile([&](const panes::FileQuestion&, const panes::FileAnswer& answer) {
        answer(path, QStringLiteral("Web page (*.html)"));
    });
    reports.saveReport();
    EXPECT_TRUE(reports.busy());
    EXPECT_FALSE(QFile::exists(path));
    give(whole, false);
    ASSERT_TRUE(session::runUntil([&] { return !reports.busy(); }));
    EXPECT_TRUE(contents(path).contains("<h1>"));
    EXPECT_FALSE(contents(path).contains("Partial:"));
}

TEST_F(NotFinalTest, WhatIsMadeOfAStoppedReadingSaysPartial) {
    give(partial, false);
    ASSERT_TRUE(settle());
    EXPECT_TRUE(unfinished().contains(QStringLiteral("Partial"))) << unfinished().toStdString();
    QString suggested;
    const QString path = folder.filePath(QStringLiteral("out.csv"));
    window->exporter().setAskForFile([&](const panes::FileQuestion& question, const panes::FileAnswer& answer) {
        suggested = question.suggested;
        answer(path, QStringLiteral("CSV (*.csv)"));
    });
    QString said;
    QObject context;
    QObject::connect(&window->exporter(), &Exporter::notice, &context, [&said](const Notice& n) { said = n.text; });
    window->actions().exportTable->trigger();
    ASSERT_TRUE(session::runUntil([&] { return !said.isEmpty(); }));
    EXPECT_TRUE(suggested.endsWith(QStringLiteral(".partial.csv"))) << suggested.toStdString();
    EXPECT_TRUE(said.contains(QStringLiteral("partial"))) << said.toStdString();
    EXPECT_TRUE(contents(path + QStringLiteral(".provenance.json")).contains("\"partial\": true"));
}

}  // namespace
}  // namespace weir::window
