// SPDX-License-Identifier: GPL-3.0-or-later
// From rows to packets, and out of the window: shown, saved, handed to Wireshark.
#include <QApplication>
#include <QClipboard>
#include <QPushButton>

#include "support/tshark.h"
#include "ui/controllers/packetcontroller.h"
#include "ui/windowfixture.h"

namespace weir::window {
using namespace weir::controllers;

using test::outputOf;
using test::tsharkRows;
using views::TablePage;

class PacketDeskTest : public WindowTest {
protected:
    /// Chooses the command that begins so with the real mouse; false if the menu has none.
    bool choose(TablePage& page, int row, const std::string& column, const QString& words) {
        QMenu* menu = cellMenu(page, row, column);
        if (!menu)
            return false;
        bool found = false;
        for (QAction* action : menu->actions()) {
            if (!found && QString(action->text()).remove(u'&').startsWith(words)) {
                QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
                found = true;
            }
        }
        delete menu;
        EXPECT_TRUE(settle());
        return found;
    }
    void selectRow(TablePage& page, int row, Qt::KeyboardModifiers modifiers = {}) {
        clickRow(page, row, modifiers);
        ASSERT_TRUE(settle());
    }
    TablePage& packets() { return *window->pages().page(QStringLiteral("packets")); }
    PacketController& controller() { return window->packetController(); }

    /// What the window says after it has written to `path`, or after it has failed.
    QString saved(QAction* action, const QString& path) {
        controller().setAskForFile([path](const auto&, const auto& answer) { answer(path, QString()); });
        controller().banner().hide();
        action->trigger();
        EXPECT_TRUE(session::runUntil([&] { return !controller().busy(); }));
        return controller().banner().isVisible() ? controller().banner().text() : QString();
    }
    /// Times and octets of every frame, as tshark reads them.
    static std::vector<std::vector<std::string>> framesOf(const QString& path, const QString& filter = {}) {
        const std::string options = filter.isEmpty() ? std::string() : "-Y " + test::shellQuoted(filter.toStdString());
        return tsharkRows(path.toStdString(),
                          {"frame.time_epoch", "frame.len", "ip.id", "ip.src", "ip.dst", "ip.checksum"}, options);
    }
    /// A program "wireshark" that writes its arguments to the file that is returned, alone on the search path.
    QString fakeWireshark() {
        const QString seen = folder.filePath(QStringLiteral("arguments"));
        QFile program(folder.filePath(QStringLiteral("wireshark")));
        EXPECT_TRUE(program.open(QIODevice::WriteOnly));
        program.write("#!/bin/sh\nprintf '%s\\n' \"$@\" > '" + seen.toUtf8() + "'\n");
        program.close();
        program.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        qputenv("PATH", folder.path().toLocal8Bit() + ":" + m_path);
        return seen;
    }
    void TearDown() override { qputenv("PATH", m_path); }

    const QByteArray m_path = qgetenv("PATH");
};

TEST_F(PacketDeskTest, ARowLeadsToAsManyPacketsAsItCounts) {
    openSample();
    for (const char* key : {"talkers", "conversations", "hosts"}) {
        TablePage& page = go(key);
        const int rows = page.view().tableModel().rowCount();
        ASSERT_GT(rows, 10);
        for (int row = 0; row < 3; ++row) {
            go(key);
            window->filter().clear();
            ASSERT_TRUE(settle());
            selectRow(page, row);
            const QString count = cell(page, row, "packets");
            QTest::keyClick(&page.view(), Qt::Key_Return, Qt::ControlModifier);
            ASSERT_TRUE(settle());
            ASSERT_EQ(window->pages().current(), &packets());
            EXPECT_EQ(QString::number(packets().shownRows()), count)
                << key << row << window->filter().text().toStdString();
        }
    }
}

TEST_F(PacketDeskTest, NamesMessagesAndFindingsLeadToTheirPackets) {
    openSample();
    TablePage& names = go("names");
    const QString messages = cell(names, 0, "messages");
    EXPECT_TRUE(choose(names, 0, "name", QStringLiteral("Show Packets")));
    EXPECT_EQ(window->pages().current(), &packets());
    EXPECT_EQ(QString::number(packets().shownRows()), messages);
    window->filter().clear();
    ASSERT_TRUE(settle());

    TablePage& dns = go("dns");
    const QStringList pair{cell(dns, 0, "number"), cell(dns, 0, "paired_with")};
    EXPECT_TRUE(choose(dns, 0, "name", QStringLiteral("Show Packets")));
    EXPECT_EQ(cells(packets(), "number"), pair);
    window->filter().clear();
    ASSERT_TRUE(settle());

    TablePage& findings = go("findings");
    const QString address = cell(findings, 0, "subject");
    clickRow(findings, 0);
    const QModelIndex index = findings.view().currentIndex();
    QTest::mouseDClick(findings.view().viewport(), Qt::LeftButton, {}, findings.view().visualRect(index).center());
    ASSERT_TRUE(settle());
    EXPECT_EQ(window->pages().current(), &packets());
    EXPECT_EQ(packets().shownRows(), 34) << "as the finding says";
    for (int row = 0; row < packets().shownRows(); ++row)
        EXPECT_TRUE(cell(packets(), row, "src") == address || cell(packets(), row, "dst") == address);
}

TEST_F(PacketDeskTest, SeveralRowsAndDirectionsAndGroupings) {
    openSample();
    TablePage& page = go("talkers");
    selectRow(page, 2);
    selectRow(page, 4, Qt::ControlModifier);
    const QStringList chosen{cell(page, 2, "address"), cell(page, 4, "address")};
    window->actions().showPackets->trigger();
    ASSERT_TRUE(settle());
    ASSERT_GT(packets().shownRows(), 0);
    for (int row = 0; row < packets().shownRows(); ++row)
        EXPECT_TRUE(chosen.contains(cell(packets(), row, "src")) || chosen.contains(cell(packets(), row, "dst")));
    window->filter().clear();
    ASSERT_TRUE(settle());

    TablePage& conversations = go("conversations");
    auto* oneWay = conversations.findChild<QWidget*>(QStringLiteral("oneWay"));
    QTest::mouseClick(oneWay, Qt::LeftButton, {}, QPoint(8, oneWay->height() / 2));
    auto* port = conversations.findChild<QWidget*>(QStringLiteral("key_sport"));
    QTest::mouseClick(port, Qt::LeftButton, {}, QPoint(8, port->height() / 2));
    ASSERT_TRUE(settle());
    for (int row = 0; row < 3; ++row) {
        go("conversations");
        window->filter().clear();
        ASSERT_TRUE(settle());
        selectRow(conversations, row);
        const QString count = cell(conversations, row, "packets");
        window->actions().showPackets->trigger();
        ASSERT_TRUE(settle());
        EXPECT_EQ(QString::number(packets().shownRows()), count) << window->filter().text().toStdString();
    }
}

TEST_F(PacketDeskTest, ASliceHasTheSameFramesAndTimes) {
    openSample();
    const QString sample = QStringLiteral(WEIR_SAMPLE);
    TablePage& page = go("conversations");
    selectRow(page, 0);
    selectRow(page, 3, Qt::ShiftModifier);
    QStringList tests;
    for (int row = 0; row < 4; ++row)
        tests << QStringLiteral("(ip.addr == %1 && ip.addr == %2 && %5.port == %3 && %5.port == %4)")
                     .arg(cell(page, row, "client"), cell(page, row, "server"), cell(page, row, "cport"),
                          cell(page, row, "sport"), cell(page, row, "proto"));
    const QString path = folder.filePath(QStringLiteral("slice.pcapng"));
    const QString words = saved(window->actions().savePackets, path);
    EXPECT_TRUE(words.contains(path)) << words.toStdString();
    const auto frames = framesOf(path);
    EXPECT_GT(frames.size(), 100U);
    EXPECT_EQ(frames, framesOf(sample, tests.join(QStringLiteral(" || "))));
    EXPECT_TRUE(outputOf("capinfos -t " + test::shellQuoted(path.toStdString())).find("pcapng") != std::string::npos);

    TablePage& rows = go("packets");
    selectRow(rows, 9);
    selectRow(rows, 29, Qt::ShiftModifier);
    saved(window->actions().savePackets, path);
    EXPECT_EQ(framesOf(path), framesOf(sample, QStringLiteral("frame.number >= 10 && frame.number <= 30")));

    TablePage& talkers = go("talkers");
    selectRow(talkers, 3);
    const QString address = cell(talkers, 3, "address");
    saved(window->actions().savePackets, path);
    EXPECT_EQ(framesOf(path), framesOf(sample, QStringLiteral("ip.addr == ") + address));

    type(QStringLiteral("sport = 53"));
    go("packets");
    saved(window->actions().saveShownPackets, path);
    EXPECT_EQ(framesOf(path), framesOf(sample, QStringLiteral("udp.srcport == 53")));
    window->filter().clear();
    ASSERT_TRUE(settle());
    saved(window->actions().saveShownPackets, path);
    EXPECT_EQ(framesOf(path), framesOf(sample));
}

TEST_F(PacketDeskTest, NeverWritesOverTheOpenCapture) {
    const QString copy = copyOfSample(QStringLiteral("copy.pcapng"));
    open(copy);
    saved(window->actions().saveShownPackets, copy);
    EXPECT_EQ(controller().banner().kind(), views::Banner::Kind::error);
    EXPECT_TRUE(controller().banner().isVisible());
    EXPECT_EQ(contents(copy), contents(QStringLiteral(WEIR_SAMPLE)));
    saved(window->actions().saveShownPackets, folder.filePath(QStringLiteral("none/slice.pcapng")));
    EXPECT_EQ(controller().banner().kind(), views::Banner::Kind::error);
}

TEST_F(PacketDeskTest, WiresharkGetsTheSliceAndTheCapture) {
    openSample();
    const QString seen = fakeWireshark();
    const QString path = folder.filePath(QStringLiteral("a slice; with 'signs'.pcapng"));
    saved(window->actions().saveShownPackets, path);
    auto* button = controller().banner().findChild<QPushButton*>();
    ASSERT_NE(button, nullptr);
    ASSERT_TRUE(button->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    ASSERT_TRUE(session::runUntil([&] { return contents(seen).endsWith('\n'); }));
    EXPECT_EQ(contents(seen), path.toUtf8() + '\n');
    QFile::remove(seen);
    window->actions().openInWireshark->trigger();
    ASSERT_TRUE(session::runUntil([&] { return contents(seen).endsWith('\n'); }));
    EXPECT_EQ(contents(seen), QByteArrayLiteral(WEIR_SAMPLE "\n"));
}

TEST_F(PacketDeskTest, WithoutWiresharkNothingIsOffered) {
    openSample();
    qputenv("PATH", folder.path().toLocal8Bit());
    saved(window->actions().saveShownPackets, folder.filePath(QStringLiteral("slice.pcapng")));
    EXPECT_FALSE(controller().banner().findChild<QPushButton*>()->isVisible());
    window->actions().openInWireshark->trigger();
    EXPECT_TRUE(window->banner().text().contains(QStringLiteral("Wireshark is not installed")));
}

TEST_F(PacketDeskTest, TheMenuCopiesFiltersOfOtherPrograms) {
    openSample();
    TablePage& page = go("packets");
    EXPECT_TRUE(choose(page, 2, "src", QStringLiteral("Copy as Wireshark filter")));
    EXPECT_EQ(QApplication::clipboard()->text(), QStringLiteral("ip.src == 10.127.0.138"));
    EXPECT_TRUE(choose(page, 2, "dport", QStringLiteral("Copy as BPF")));
    EXPECT_EQ(QApplication::clipboard()->text(), QStringLiteral("tcp dst port 443"));
    EXPECT_TRUE(choose(page, 2, "dport", QStringLiteral("Copy conversation as BPF")));
    EXPECT_TRUE(QApplication::clipboard()->text().contains(QStringLiteral("src host 51.104.136.2")));
    EXPECT_FALSE(choose(page, 2, "time", QStringLiteral("Copy as Wireshark filter")));
    EXPECT_FALSE(choose(page, 2, "time", QStringLiteral("Show Packets"))) << "they are shown already";
}

}  // namespace weir::window
