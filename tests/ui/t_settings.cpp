// SPDX-License-Identifier: GPL-3.0-or-later
// The settings that all windows share: what one sets the others show, and none of them undoes it.
#include <QAction>
#include <QMenu>

#include "ui/models/findingsettings.h"
#include "ui/models/settings.h"
#include "ui/panes/findingspage.h"
#include "ui/views/conversationspage.h"
#include "ui/views/homedialog.h"
#include "ui/windowfixture.h"

namespace weir::window {
using namespace weir::models;

using views::ColumnLayout;
using views::TablePage;

namespace {

Networks networks(const char* text) { return *Networks::parse(text); }

class SettingsTest : public WindowTest {
protected:
    void SetUp() override {
        WindowTest::SetUp();
        second = std::make_unique<MainWindow>(settings);
        second->show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(second.get()));
    }
    TablePage& page(MainWindow& of, const char* key) { return *of.pages().page(QLatin1String(key)); }
    void openInBoth() {
        openSample();
        second->openCapture({QStringLiteral(WEIR_SAMPLE)});
        ASSERT_TRUE(session::runUntil([&] { return !second->reading() && second->pages().settled(); }));
    }

    std::unique_ptr<MainWindow> second;
};

}  // namespace

TEST_F(SettingsTest, ClosingAWindowUndoesNothingThatAnotherSet) {
    openInBoth();
    second->actions().home->trigger();
    auto* dialog = second->findChild<views::HomeDialog*>();
    ASSERT_NE(dialog, nullptr);
    emit dialog->chosen(networks("203.0.113.0/24"));
    second->actions().timeLocal->trigger();
    second->actions().bytesWire->trigger();
    second->actions().inner->trigger();
    second->actions().casework.provenance->trigger();
    ASSERT_FALSE(settings.provenance());
    page(*second, "talkers").view().columns().setWish(QStringLiteral("scope"), ColumnLayout::Wish::hidden);
    second->pages().saveLayout();
    const QStringList talkers = settings.columns(QStringLiteral("talkers"));
    ASSERT_FALSE(talkers.isEmpty());

    window->close();
    EXPECT_EQ(Settings().home().toString(), "203.0.113.0/24");
    EXPECT_EQ(Settings().time(), models::TimeStyle::local);
    EXPECT_TRUE(Settings().wireBytes());
    EXPECT_TRUE(Settings().inner());
    EXPECT_FALSE(Settings().provenance());
    EXPECT_EQ(Settings().columns(QStringLiteral("talkers")), talkers);
    second->close();
    EXPECT_EQ(Settings().home().toString(), "203.0.113.0/24");
}

TEST_F(SettingsTest, WhatOneWindowSetsTheOtherShows) {
    openInBoth();
    second->actions().timeRelative->trigger();
    second->actions().bytesWire->trigger();
    settings.setHome(networks("203.0.113.0/24"));
    ASSERT_TRUE(settle());
    EXPECT_TRUE(window->actions().timeRelative->isChecked());
    EXPECT_TRUE(window->actions().bytesWire->isChecked());
    TablePage& talkers = page(*window, "talkers");
    EXPECT_TRUE(talkers.wireBytes());
    EXPECT_EQ(talkers.view().tableModel().display().time, models::TimeStyle::relative);
    const auto& home = page(*window, "hosts").source().request().home;
    EXPECT_EQ(home ? home->toString() : std::string(), "203.0.113.0/24");
    second->actions().clearRecent->trigger();
    EXPECT_TRUE(settings.recent().isEmpty());
    for (const QAction* action : window->actions().recent->actions())
        EXPECT_FALSE(action->text().endsWith(QStringLiteral("lesson.pcapng")));
}

TEST_F(SettingsTest, HowAnotherWindowCountsIsItsOwn) {
    openInBoth();
    second->actions().inner->trigger();
    EXPECT_TRUE(second->actions().inner->isChecked());
    EXPECT_FALSE(window->actions().inner->isChecked()) << "its capture was not read again";
    EXPECT_FALSE(window->reading());
    EXPECT_TRUE(Settings().inner());
}

TEST_F(SettingsTest, ColumnsThatTwoWindowsChangedAreBothKept) {
    openInBoth();
    const auto hide = [&](MainWindow& in, const char* column) {
        page(in, "talkers").view().columns().setWish(QLatin1String(column), ColumnLayout::Wish::hidden);
        in.close();
    };
    hide(*window, "scope");
    hide(*second, "names");
    ColumnLayout both;
    both.restore(Settings().columns(QStringLiteral("talkers")));
    EXPECT_FALSE(both.shown(QStringLiteral("scope")));
    EXPECT_FALSE(both.shown(QStringLiteral("names")));
    EXPECT_TRUE(both.shown(QStringLiteral("address")));
}

TEST_F(SettingsTest, WidthsThatNobodyChoseAreNotStored) {
    openSample();
    TablePage& talkers = go("talkers");
    window->close();
    EXPECT_TRUE(settings.columns(QStringLiteral("talkers")).isEmpty()) << "what was fitted to this capture only";
    window->show();
    views::SortHeader& header = talkers.view().sortHeader();
    header.resizeSection(0, 222);  // by the program
    const QPoint edge(header.sectionViewportPosition(0) + header.sectionSize(0) - 1, header.height() / 2);
    QTest::mousePress(header.viewport(), Qt::LeftButton, {}, edge);
    QTest::mouseMove(header.viewport(), edge + QPoint(60, 0));
    QTest::mouseMove(header.viewport(), edge + QPoint(111, 0));
    QTest::mouseRelease(header.viewport(), Qt::LeftButton, {}, edge + QPoint(111, 0));
    window->close();
    EXPECT_EQ(settings.columns(QStringLiteral("talkers")), QStringList{QStringLiteral("address 0 333")});
}

TEST_F(SettingsTest, WeightsOfTwoWindowsAreBothKept) {
    const auto weights = [](MainWindow& in) -> models::FindingSettings& {
        return dynamic_cast<panes::FindingsPage*>(in.pages().page(QStringLiteral("findings")))->settings();
    };
    weights(*window).setWeight("rare", 1);
    EXPECT_EQ(weights(*second).weights()->weight("rare"), 1) << "shown at once";
    weights(*second).setWeight("long-name", 3);
    EXPECT_EQ(weights(*window).weights()->weight("long-name"), 3);
    // As a second run of the program does it, which hears of nothing:
    models::FindingSettings another(models::FindingSettings::userFile());
    another.setWeight("odd-port", 4);
    weights(*window).setWeight("rare", 2);
    const models::FindingSettings stored(models::FindingSettings::userFile());
    EXPECT_EQ(stored.weights()->weight("rare"), 2);
    EXPECT_EQ(stored.weights()->weight("long-name"), 3);
    EXPECT_EQ(stored.weights()->weight("odd-port"), 4);
    weights(*window).reset();
}

TEST(Settings, ASetterWritesItsKeyAlone) {
    QSettings().clear();
    Settings settings;
    settings.setWireBytes(true);
    EXPECT_EQ(QSettings().allKeys(), QStringList{QStringLiteral("view/wireBytes")});
    int changes = 0;
    QObject::connect(&settings, &Settings::viewChanged, &settings, [&changes] { ++changes; });
    settings.setWireBytes(true);
    EXPECT_EQ(changes, 0) << "nothing has changed";
    settings.setWireBytes(false);
    EXPECT_EQ(changes, 1);
}

TEST(Settings, NothingRecentIsKeptWhereThatIsSwitchedOff) {
    QSettings().clear();
    Settings settings;
    settings.addRecent({QStringLiteral("/data/a.pcap")});
    settings.addRecent({QStringLiteral("/data/b.pcap")});
    EXPECT_EQ(settings.recent(), (QStringList{QStringLiteral("/data/b.pcap"), QStringLiteral("/data/a.pcap")}));
    EXPECT_EQ(settings.lastFolder(), QStringLiteral("/data"));
    settings.setKeepRecent(false);
    settings.addRecent({QStringLiteral("/data/c.pcap")});
    EXPECT_TRUE(settings.recent().isEmpty());
    EXPECT_TRUE(settings.lastFolder().isEmpty());
    EXPECT_TRUE(QSettings().value(QStringLiteral("recent/files")).toStringList().isEmpty());
}

}  // namespace weir::window
