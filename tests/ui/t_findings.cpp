// SPDX-License-Identifier: GPL-3.0-or-later
// The first page: a selection changes no filter, reasons lead to their rows, weights rank anew and are kept.
#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QToolButton>

#include "core/engine/analyze.h"
#include "ui/panes/findingspage.h"
#include "ui/panes/plainspinbox.h"
#include "ui/panes/reasonsview.h"
#include "ui/windowfixture.h"

namespace weir::window {

using models::FindingSettings;
using panes::FindingsPage;
using views::TablePage;

class FindingsTest : public WindowTest {
protected:
    void SetUp() override {
        QFile::remove(FindingSettings::userFile());
        WindowTest::SetUp();
    }
    void TearDown() override {
        window.reset();
        QFile::remove(FindingSettings::userFile());
    }
    /// With those of little weight.
    FindingsPage& findings() {
        auto& page = dynamic_cast<FindingsPage&>(go("findings"));
        page.showLittle(true);
        EXPECT_TRUE(settle());
        return page;
    }
    void choose(FindingsPage& page, int row) {
        clickRow(page, row, {}, 1);
        ASSERT_TRUE(settle());
    }
    template <typename Widget>
    Widget* in(QWidget& parent, const char* name) {
        auto* found = parent.findChild<Widget*>(QLatin1String(name));
        EXPECT_NE(found, nullptr) << name;
        return found;
    }
    static int rowsWhere(const char* table, const QString& filter) {
        return static_cast<int>(commandLine({QStringLiteral("--table"), QLatin1String(table), QStringLiteral("--where"),
                                             filter, QStringLiteral("--format"), QStringLiteral("ndjson")})
                                    .count('\n'));
    }
};

TEST_F(FindingsTest, ASelectionChangesNoFilter) {
    openSample();
    const QString own = QStringLiteral("443");
    window->filter().set(own);
    FindingsPage& page = findings();
    ASSERT_GT(page.shownRows(), 0);
    choose(page, 0);
    QTest::keyClick(&page.view(), Qt::Key_Down);
    ASSERT_TRUE(settle());
    EXPECT_EQ(window->filter().text(), own);
    EXPECT_EQ(page.reasons().subject(), cell(page, page.view().currentIndex().row(), "subject"));
}

TEST_F(FindingsTest, ADoubleClickLeadsToThePackets) {
    openSample();
    FindingsPage& page = findings();
    ASSERT_EQ(cell(page, 0, "subject"), QStringLiteral("182.162.143.56"));
    choose(page, 0);
    const QModelIndex cell = page.view().currentIndex();
    QTest::mouseDClick(page.view().viewport(), Qt::LeftButton, {}, page.view().visualRect(cell).center());
    ASSERT_TRUE(settle());
    EXPECT_EQ(window->pages().current()->spec().settingsKey, QStringLiteral("packets"));
    EXPECT_EQ(window->pages().current()->shownRows(), 34);
}

TEST_F(FindingsTest, LittleOnesAreFoldedAwayWhereSomethingWeighsMore) {
    openSample();
    auto& page = dynamic_cast<FindingsPage&>(go("findings"));
    EXPECT_EQ(cells(page, "severity"), QStringList{QStringLiteral("look")});
    auto* little = in<QToolButton>(page, "littleSwitch");
    EXPECT_TRUE(little->isVisible());
    EXPECT_EQ(little->text(), QStringLiteral("3 findings of little weight"));
    QTest::mouseClick(little, Qt::LeftButton);
    ASSERT_TRUE(settle());
    EXPECT_EQ(page.shownRows(), 4);
    QTest::mouseClick(little, Qt::LeftButton);
    ASSERT_TRUE(settle());
    EXPECT_EQ(page.shownRows(), 1);
}

TEST_F(FindingsTest, WhereAllWeighLittleAllAreListed) {
    openSample();
    auto& page = dynamic_cast<FindingsPage&>(go("findings"));
    page.settings().setWeight("tls-to-address", 0);
    page.settings().setWeight("never-named", 0);
    ASSERT_TRUE(settle());
    EXPECT_EQ(page.shownRows(), page.totalRows());
    EXPECT_GT(page.shownRows(), 0);
    EXPECT_FALSE(in<QToolButton>(page, "littleSwitch")->isVisible());
}

TEST_F(FindingsTest, ReasonsStayWhereTheyAreWhenOneIsSwitchedOff) {
    openSample();
    FindingsPage& page = findings();
    const auto order = [&page] {
        QStringList names;
        for (const QCheckBox* box : page.reasons().findChildren<QCheckBox*>()) names << box->objectName();
        return names;
    };
    const QStringList before = order();
    ASSERT_EQ(before.size(), 3);
    in<QCheckBox>(page.reasons(), before.first().toLatin1().constData())->click();
    ASSERT_TRUE(settle());
    EXPECT_EQ(order(), before);
}

TEST_F(FindingsTest, EveryFigureOfAReasonLeadsToItsRows) {
    openSample();
    window->pages().page(QStringLiteral("conversations"))->findChild<QRadioButton*>(QStringLiteral("oneWay"))->click();
    FindingsPage& page = findings();
    ASSERT_TRUE(settle());
    EXPECT_EQ(page.reasons().subject(), QStringLiteral("182.162.143.56")) << "the first finding's, unasked";
    const auto links = page.reasons().findChildren<QToolButton*>();
    ASSERT_EQ(links.size(), 9) << "packets, flows and a frame of each reason";
    QStringList texts;
    for (const QToolButton* link : links) texts << link->text();
    EXPECT_EQ(texts.join(u'|'),
              QStringLiteral("34 packets|1 flow|frame 2003|34 packets|1 flow|frame 2003|34 packets|1 flow|frame 2003"));
    for (qsizetype i = 0; i < 3; ++i) {
        const QString text = texts[i];
        QTest::mouseClick(page.reasons().findChildren<QToolButton*>()[i], Qt::LeftButton);
        ASSERT_TRUE(settle());
        TablePage* front = window->pages().current();
        ASSERT_NE(front, nullptr);
        EXPECT_EQ(front->spec().settingsKey, text.contains(u"flow") ? u"conversations" : u"packets");
        EXPECT_EQ(front->shownRows(), i == 0 ? 34 : 1) << text.toStdString();
        go("findings");
    }
}

TEST_F(FindingsTest, AReasonDismissedTakesOnlyItsShareAndComesBack) {
    openSample();
    FindingsPage& page = findings();
    EXPECT_EQ(cell(page, 0, "score"), QStringLiteral("23.5"));
    auto* restore = in<QPushButton>(page, "restoreReasons");
    EXPECT_FALSE(restore->isVisible());
    in<QCheckBox>(page.reasons(), "reason_rare")->click();
    ASSERT_TRUE(settle());
    EXPECT_EQ(cell(page, 0, "score"), QStringLiteral("23"));
    EXPECT_EQ(cell(page, 0, "kind"), QStringLiteral("tls-to-address;never-named"));
    EXPECT_TRUE(restore->isVisible());
    for (const char* reason : {"reason_never-named", "reason_tls-to-address"}) {
        in<QCheckBox>(page.reasons(), reason)->click();
        ASSERT_TRUE(settle());
    }
    EXPECT_FALSE(cells(page, "subject").contains(QStringLiteral("182.162.143.56"))) << "nothing is left of it";
    EXPECT_TRUE(cells(page, "kind").contains(QStringLiteral("rare"))) << "other subjects keep that reason";
    EXPECT_EQ(page.reasons().subject(), QStringLiteral("182.162.143.56")) << "or there were no way back";
    in<QCheckBox>(page.reasons(), "reason_never-named")->click();
    ASSERT_TRUE(settle());
    EXPECT_EQ(cell(page, 0, "score"), QStringLiteral("10"));
    QTest::mouseClick(restore, Qt::LeftButton);
    ASSERT_TRUE(settle());
    EXPECT_EQ(cell(page, 0, "score"), QStringLiteral("23.5"));
    EXPECT_FALSE(restore->isVisible());
    EXPECT_TRUE(in<QCheckBox>(page.reasons(), "reason_rare")->isChecked());
}

TEST_F(FindingsTest, WeightsRankAnewAreKeptAndReset) {
    openSample();
    FindingsPage& page = findings();
    QTest::mouseClick(in<QToolButton>(page, "weightsSwitch"), Qt::LeftButton);
    auto* weight = in<panes::PlainSpinBox>(page, "weight_never-named");
    ASSERT_TRUE(weight->isVisible());
    for (const findings::FindingRule& rule : findings::FindingWeights::defaults().rules()) {
        const QString kind = QString::fromStdString(rule.kind);
        EXPECT_EQ(page.findChild<panes::PlainSpinBox*>(QStringLiteral("weight_") + kind)->value(), rule.weight);
        EXPECT_TRUE(page.findChild<QCheckBox*>(QStringLiteral("enabled_") + kind)->isChecked());
    }
    const auto kept = findings::keptFindings(page.source().snapshot(), page.source().request());
    weight->setFocus();
    weight->selectAll();
    QTest::keyClicks(weight, QStringLiteral("90"));
    QTest::keyClick(weight, Qt::Key_Return);
    ASSERT_TRUE(settle());
    EXPECT_EQ(cell(page, 0, "kind"), QStringLiteral("never-named;tls-to-address;rare"));
    EXPECT_EQ(cell(page, 0, "score"), QStringLiteral("103.5"));
    EXPECT_EQ(page.reasons().subject(), QStringLiteral("182.162.143.56")) << "the chosen one stays chosen";
    EXPECT_EQ(findings::keptFindings(page.source().snapshot(), page.source().request()), kept);
    in<QCheckBox>(page, "enabled_rare")->click();
    ASSERT_TRUE(settle());
    EXPECT_FALSE(cells(page, "kind").join(u' ').contains(QStringLiteral("rare")));
    EXPECT_FALSE(in<QCheckBox>(page.reasons(), "reason_rare")->isEnabled());
    auto* length = in<panes::PlainSpinBox>(page, "setting_long-name_length");
    length->setValue(60);
    ASSERT_TRUE(settle());
    EXPECT_EQ(cell(page, 0, "score"), QStringLiteral("103"));

    // The file says it to the command line and to the next window.
    const QString file = FindingSettings::userFile();
    const QByteArray csv =
        commandLine({QStringLiteral("--table"), QStringLiteral("findings"), QStringLiteral("--findings-weights"), file,
                     QStringLiteral("--format"), QStringLiteral("csv")});
    EXPECT_TRUE(csv.contains(",never-named=90;tls-to-address=13,")) << csv.toStdString();
    {
        MainWindow next(settings);
        auto* other = dynamic_cast<FindingsPage*>(next.pages().page(QStringLiteral("findings")));
        ASSERT_NE(other, nullptr);
        EXPECT_EQ(other->settings().weights()->toText(), page.settings().weights()->toText());
    }
    QTest::mouseClick(in<QPushButton>(page, "resetWeights"), Qt::LeftButton);
    ASSERT_TRUE(settle());
    EXPECT_EQ(cell(page, 0, "score"), QStringLiteral("23.5"));
    EXPECT_EQ(weight->value(), 10);
    EXPECT_FALSE(QFile::exists(file));
}

TEST_F(FindingsTest, ABrokenFileIsSaidAndSetAside) {
    const QString path = FindingSettings::userFile();
    QFile file(path);
    QDir().mkpath(QFileInfo(path).absolutePath());
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("[no-such-reason]\n");
    file.close();
    FindingSettings weights(path);
    EXPECT_TRUE(weights.problem().contains(QStringLiteral("line 1"))) << weights.problem().toStdString();
    EXPECT_EQ(weights.weights()->toText(), findings::FindingWeights::defaults().toText());
    MainWindow next(settings);
    EXPECT_TRUE(session::runUntil([&] { return next.banner().text().contains(QStringLiteral("line 1")); }));
    weights.setWeight("rare", 1);
    EXPECT_TRUE(QFile::exists(path + QStringLiteral(".bak")));
    EXPECT_EQ(FindingSettings(path).problem(), QString());
    EXPECT_EQ(FindingSettings(path).weights()->weight("rare"), 1);
    QFile::remove(path + QStringLiteral(".bak"));
}

TEST_F(FindingsTest, TheFirstRowIsShownUntilOneIsChosen) {
    openSample();
    FindingsPage& page = findings();
    const auto read = [&](const char* filter) {
        traffic::Options options;
        options.captureFilter = filter;
        page.setSnapshot(engine::analyze({WEIR_SAMPLE}, options).take(), false);
        EXPECT_TRUE(settle());
    };
    const QString first = QStringLiteral("182.162.143.56");
    read("not host 182.162.143.56");
    const QString other = cell(page, 0, "subject");
    ASSERT_NE(other, first);
    EXPECT_EQ(page.reasons().subject(), other);
    read("");
    ASSERT_EQ(cell(page, 0, "subject"), first);
    EXPECT_EQ(page.reasons().subject(), first);
    EXPECT_LE(page.view().currentIndex().row(), 0);

    choose(page, 0);  // it is shown already; now it is meant
    read("not host 182.162.143.56");
    EXPECT_EQ(page.reasons().subject(), first) << "it is gone, and was chosen";
    read("");
    const QString wanted = cell(page, 1, "subject");
    choose(page, 1);
    read("not host 182.162.143.56");
    EXPECT_EQ(page.reasons().subject(), wanted);
    read("");
    EXPECT_EQ(page.reasons().subject(), wanted);
    EXPECT_EQ(cell(page, page.view().currentIndex().row(), "subject"), wanted);
}

}  // namespace weir::window
