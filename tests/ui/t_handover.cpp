// SPDX-License-Identifier: GPL-3.0-or-later
// Reports, indicators, comparisons and side files from the window are what the command line writes.
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QStatusBar>

#include "enrich/fakes.h"
#include "support/tshark.h"
#include "ui/controllers/handovercontroller.h"
#include "ui/controllers/lookupcontroller.h"
#include "ui/controllers/lookupservice.h"
#include "ui/views/changespage.h"
#include "ui/windowfixture.h"

namespace weir::window {
using namespace weir::controllers;

using views::Banner;
using views::TablePage;

namespace {

class HandoverTest : public WindowTest {
protected:
    HandoverController& controller() { return window->handover(); }
    void TearDown() override {
        window.reset();
        service.reset();
    }
    /// The databases of this machine, which the command line has by itself.
    void useDatabases() {
        LookupOptions options;
        options.locked = true;
        enrich::queue::LookupParts parts;
        parts.secrets = std::make_unique<enrich::FakeKeychain>();
        service = std::make_unique<LookupService>(settings, std::move(options), std::move(parts));
        window->useLookups(*service);
    }
    bool rest() {
        return session::runUntil([this] {
            return settle() && (!window->lookups() || window->lookups()->settled()) &&
                   !controller().casework().busy() && !controller().reports().busy() &&
                   !controller().comparison().reading();
        });
    }
    /// What is in the file after the command was given and answered with it; empty where it was not written.
    QByteArray saved(QAction* action, const QString& name) {
        const QString path = folder.filePath(name);
        QFile::remove(path);
        controller().reports().setAskForFile(
            [path](const panes::FileQuestion&, const panes::FileAnswer& answer) { answer(path, QString()); });
        action->trigger();
        EXPECT_TRUE(rest());
        return contents(path);
    }
    /// The sample without some of its frames.
    QString baseline() {
        const QString path = folder.filePath(QStringLiteral("baseline.pcapng"));
        commandLine({QStringLiteral("--table"), QStringLiteral("packets"), QStringLiteral("--where"),
                     QStringLiteral("number > 300"), QStringLiteral("--write-slice"), path});
        return path;
    }
    std::unique_ptr<LookupService> service;

    views::ChangesPage& compareWith(const QString& path) {
        controller().comparison().setAskForFile(
            [path](const panes::FileQuestion&, const panes::FileAnswer& answer) { answer(path, QString()); });
        QTest::keyClick(window.get(), Qt::Key_B, Qt::ControlModifier);
        EXPECT_TRUE(rest());
        return window->pages().changes();
    }
};

}  // namespace

TEST_F(HandoverTest, TheReportHasFilterFindingsAndNotes) {
    useDatabases();
    openSample();
    ASSERT_TRUE(rest());
    TablePage& talkers = go("talkers");
    clickRow(talkers, 0);
    type(QStringLiteral("bytes > 100 and scope != \"<script>\""));
    const QByteArray plain = saved(window->actions().casework.saveReport, QStringLiteral("plain.html"));
    EXPECT_TRUE(window->banner().text().contains(QStringLiteral("was written")));
    EXPECT_TRUE(plain.contains("bytes &gt; 100 and scope != &quot;&lt;script&gt;&quot;"));
    EXPECT_FALSE(plain.contains("<script>"));
    window->filter().clear();
    ASSERT_TRUE(rest());

    const QString command = folder.filePath(QStringLiteral("command.html"));
    commandLine({QStringLiteral("--report"), command});
    const QByteArray same = saved(window->actions().casework.saveReport, QStringLiteral("same.html"));
    EXPECT_FALSE(same.isEmpty());
    // The command line's report is the same whenever it is made.
    const QString made = QStringLiteral("<br>Written [^<]*");
    EXPECT_TRUE(QString::fromUtf8(same).contains(QRegularExpression(made)));
    EXPECT_EQ(QString::fromUtf8(same).remove(QRegularExpression(made)).toStdString(), contents(command).toStdString());
}

TEST_F(HandoverTest, TheReportAsPdfHasTheSameWords) {
    openSample();
    ASSERT_TRUE(rest());
    const QByteArray pdf = saved(window->actions().casework.saveReport, QStringLiteral("report.pdf"));
    ASSERT_TRUE(pdf.startsWith("%PDF-"));
    ASSERT_TRUE(pdf.trimmed().endsWith("%%EOF"));
    const std::string text = test::outputOf(
        "pdftotext -layout " + test::shellQuoted(folder.filePath(QStringLiteral("report.pdf")).toStdString()) + " -");
    const QString address = cell(go("talkers"), 0, "address");
    for (const QString& word : {QStringLiteral("Report on lesson.pcapng"), QStringLiteral("SHA-256"), address,
                                QStringLiteral("What stands out"), QStringLiteral("Who was hit")})
        EXPECT_NE(text.find(word.toStdString()), std::string::npos) << word.toStdString();
    EXPECT_EQ(text.find("<svg"), std::string::npos);
    EXPECT_GT(pdf.count("/Subtype /Image"), 3) << "the charts";
}

TEST_F(HandoverTest, NothingIsWrittenOverTheCaptureOrItsCase) {
    const QString copy = copyOfSample(QStringLiteral("copy.pcapng"));
    open(copy);
    ASSERT_TRUE(rest());
    controller().reports().setAskForFile([&](const panes::FileQuestion& question, const panes::FileAnswer& answer) {
        EXPECT_TRUE(question.suggested.endsWith(QStringLiteral("copy-report.html")));
        answer(copy, QString());
    });
    window->actions().casework.saveReport->trigger();
    ASSERT_TRUE(rest());
    EXPECT_EQ(window->banner().kind(), Banner::Kind::error);
    EXPECT_EQ(contents(copy), contents(QStringLiteral(WEIR_SAMPLE)));
}

TEST_F(HandoverTest, IndicatorsAreThoseOfTheCommandLine) {
    openSample();
    ASSERT_TRUE(rest());
    QAction* top = window->actions().casework.saveTopIndicators;
    const QStringList ask{QStringLiteral("--indicators")};
    const QByteArray csv = saved(top, QStringLiteral("i.csv"));
    EXPECT_EQ(csv, commandLine(ask + QStringList{QStringLiteral("csv")}));
    EXPECT_EQ(saved(top, QStringLiteral("i.txt")), commandLine(ask + QStringList{QStringLiteral("text")}));
    const QByteArray stix = saved(top, QStringLiteral("i.json"));
    EXPECT_EQ(stix, commandLine(ask + QStringList{QStringLiteral("stix")}));
    EXPECT_EQ(QJsonDocument::fromJson(stix).object()[QStringLiteral("type")].toString(), QStringLiteral("bundle"));
    EXPECT_TRUE(csv.contains("[.]"));
}

TEST_F(HandoverTest, IndicatorsOfChosenRows) {
    openSample();
    ASSERT_TRUE(rest());
    TablePage& findings = go("findings");
    const QString subject = cell(findings, 0, "subject");
    clickRow(findings, 0);
    QAction* chosen = window->actions().casework.saveIndicators;
    const QByteArray text = saved(chosen, QStringLiteral("chosen.csv"));
    EXPECT_EQ(text, commandLine({QStringLiteral("--indicators"), QStringLiteral("csv"), QStringLiteral("--where"),
                                 QStringLiteral("subject = ") + subject}));
    EXPECT_GT(text.count('\n'), 1);

    go("packets");
    window->banner().hide();
    EXPECT_TRUE(saved(chosen, QStringLiteral("none.csv")).isEmpty());
    EXPECT_TRUE(window->statusBar()->currentMessage().contains(QStringLiteral("Select rows")));
}

TEST_F(HandoverTest, ChangesAreThoseOfTheCommandLineAndAreFilteredAndSorted) {
    openSample();
    const int tabs = window->pages().count();
    const QString path = baseline();
    views::ChangesPage& changes = compareWith(path);
    EXPECT_EQ(window->pages().count(), tabs + 1);
    ASSERT_EQ(window->pages().current(), &changes);
    const QByteArray all = commandLine({QStringLiteral("--baseline"), path});
    EXPECT_EQ(exported(folder.filePath(QStringLiteral("changes.csv"))), all);
    EXPECT_GT(all.count("\nnew,"), 5);
    EXPECT_TRUE(changes.words().contains(QStringLiteral("%1 new").arg(all.count("\nnew,"))))
        << changes.words().toStdString();

    type(QStringLiteral("kind = name and change = new"));
    clickHeader(changes, "subject");
    const QStringList names = cells(changes, "subject");
    ASSERT_GT(names.size(), 2);
    EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
    EXPECT_EQ(names.size(), all.count("\nnew,name,"));
    const QJsonObject beside =
        QJsonDocument::fromJson(contents(folder.filePath(QStringLiteral("changes.csv.provenance.json")))).object();
    EXPECT_EQ(beside[QStringLiteral("table")].toString(), QStringLiteral("changes"));
    EXPECT_TRUE(beside.contains(QStringLiteral("baseline_sha256")));

    go("talkers");
    QTest::keyClick(window.get(), Qt::Key_0, Qt::AltModifier);
    EXPECT_EQ(window->pages().current(), &changes) << "the last tab";
    window->filter().clear();
    window->actions().reload->trigger();
    ASSERT_TRUE(rest());
    EXPECT_EQ(changes.totalRows(), all.count('\n') - 1) << "a capture that is read again keeps its baseline";
    window->actions().casework.endComparison->trigger();
    EXPECT_EQ(window->pages().count(), tabs);
    EXPECT_FALSE(window->actions().casework.endComparison->isEnabled());
}

TEST_F(HandoverTest, ACaptureDoesNotDifferFromItself) {
    openSample();
    views::ChangesPage& changes = compareWith(QStringLiteral(WEIR_SAMPLE));
    EXPECT_EQ(changes.totalRows(), 0);
    EXPECT_TRUE(changes.emptyState().isVisible());
    EXPECT_EQ(changes.emptyState().title(), QStringLiteral("The baseline is the same capture"));
    const QString copy = copyOfSample(QStringLiteral("copy.pcapng"));
    compareWith(copy);
    EXPECT_EQ(changes.emptyState().title(), QStringLiteral("Nothing is new, changed or gone"));
    EXPECT_TRUE(changes.words().contains(QStringLiteral("copy.pcapng: 0 new, 0 changed, 0 gone")));
    window->openCapture({copy});
    ASSERT_TRUE(rest());
    EXPECT_LT(window->pages().indexOf(&changes), 0) << "another capture, no comparison";
}

TEST_F(HandoverTest, ABaselineThatCanNotBeReadIsSaid) {
    openSample();
    const int tabs = window->pages().count();
    compareWith(folder.filePath(QStringLiteral("none.pcapng")));
    EXPECT_EQ(window->banner().kind(), Banner::Kind::error);
    EXPECT_TRUE(window->banner().text().contains(QStringLiteral("baseline")));
    EXPECT_EQ(window->pages().count(), tabs);
}

TEST_F(HandoverTest, ExportsSayWhereTheyComeFromUnlessToldNotTo) {
    useDatabases();
    openSample();
    ASSERT_TRUE(rest());
    TablePage& talkers = go("talkers");
    type(QStringLiteral("bytes > 1000"));
    clickHeader(talkers, "packets");
    const QString path = folder.filePath(QStringLiteral("t.csv"));
    ASSERT_FALSE(exported(path).isEmpty());
    const QString beside = path + QStringLiteral(".provenance.json");
    const QString command = folder.filePath(QStringLiteral("c.csv"));
    commandLine({QStringLiteral("--table"), QStringLiteral("talkers"), QStringLiteral("--where"),
                 QStringLiteral("bytes > 1000"), QStringLiteral("--sort"), QStringLiteral("packets:desc"),
                 QStringLiteral("--output"), command, QStringLiteral("--provenance")});
    EXPECT_EQ(contents(beside), contents(command + QStringLiteral(".provenance.json")));
    ASSERT_FALSE(contents(beside).isEmpty());

    ASSERT_TRUE(window->actions().casework.provenance->isChecked());
    window->actions().casework.provenance->trigger();
    QFile::remove(beside);
    ASSERT_FALSE(exported(path).isEmpty());
    EXPECT_FALSE(QFile::exists(beside));
    window = std::make_unique<MainWindow>(settings);
    EXPECT_FALSE(window->actions().casework.provenance->isChecked()) << "remembered";
}

}  // namespace weir::window
