// SPDX-License-Identifier: GPL-3.0-or-later
// Following a conversation from the window, judged by what was sent and by the command line.
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QListView>
#include <QPointer>
#include <QStatusBar>

#include "support/analyzed.h"
#include "support/octets.h"
#include "ui/charts/chartcolours.h"
#include "ui/controllers/packetcontroller.h"
#include "ui/panes/followwindow.h"
#include "ui/windowfixture.h"

namespace weir::window {

using panes::FollowWindow;
using views::TablePage;

namespace {

Bytes bytes(const std::string& text) { return asBytes(text); }

}  // namespace

class FollowTest : public WindowTest {
protected:
    void openConversation(const std::string& says, const std::string& answers) {
        const QString path = folder.filePath(QStringLiteral("talk.pcapng"));
        test::TcpConversation talk("10.0.0.1", 49153, "192.0.2.7", 80);
        talk.handshake().clientSends(bytes(says)).serverSends(bytes(answers)).clientSends(bytes("bye\n")).finish();
        test::writePcapng(path.toStdString(), talk.frames());
        open(path);
    }
    /// The row of this page, followed by the menu's key.
    FollowWindow* followed(const char* key, int row = 0) {
        TablePage& page = go(key);
        clickRow(page, row);
        window->actions().follow->trigger();
        auto* shown = window->findChild<FollowWindow*>();
        EXPECT_NE(shown, nullptr);
        if (shown) {
            EXPECT_TRUE(session::runUntil([shown] { return !shown->busy(); }));
            EXPECT_TRUE(QTest::qWaitForWindowExposed(shown));
        }
        return shown;
    }
    static QStringList lines(FollowWindow& shown) {
        QStringList out;
        for (int row = 0; row < shown.list().model()->rowCount(); ++row)
            out << shown.list().model()->index(row, 0).data().toString();
        return out;
    }
};

TEST_F(FollowTest, ShowsWhoSaidWhat) {
    openConversation("GET / HTTP/1.1\r\nHost: <b>x</b>\r\n\r\n", std::string("one\n\x1b[31mtwo\0 \xe2\x80\xae", 17));
    FollowWindow* shown = followed("packets");
    ASSERT_NE(shown, nullptr);
    const QStringList all = lines(*shown);
    ASSERT_EQ(all.size(), 9);
    EXPECT_TRUE(all[0].startsWith(QStringLiteral("Client 10.0.0.1 49153, frame 4, "))) << all[0].toStdString();
    EXPECT_EQ(all.mid(1, 3), QStringList({QStringLiteral("> GET / HTTP/1.1"), QStringLiteral("> Host: <b>x</b>"),
                                          QStringLiteral("> ")}));
    EXPECT_TRUE(all[4].startsWith(QStringLiteral("Server 192.0.2.7 80, frame ")));
    EXPECT_EQ(all[5], QStringLiteral("< one"));
    EXPECT_EQ(all[6], QStringLiteral("< \\x1B[31mtwo\\x00 \\u{202E}"));
    EXPECT_EQ(all[8], QStringLiteral("> bye"));
    EXPECT_TRUE(shown->windowTitle().contains(QStringLiteral("10.0.0.1 49153"))) << shown->windowTitle().toStdString();
    EXPECT_FALSE(shown->banner().isVisible()) << shown->banner().text().toStdString();

    QTest::keyClick(&shown->sides(), Qt::Key_Down);
    QTest::keyClick(&shown->sides(), Qt::Key_Down);
    EXPECT_EQ(lines(*shown).size(), 3) << "the server alone";
    QTest::keyClick(&shown->forms(), Qt::Key_Down);
    EXPECT_EQ(lines(*shown)[1],
              QStringLiteral("< 00000000  6f 6e 65 0a 1b 5b 33 31  6d 74 77 6f 00 20 e2 80  one..[31mtwo. .."));
}

TEST_F(FollowTest, SaysTheSameAsTheCommandLine) {
    openSample();
    for (const int row : {6, 258}) {
        FollowWindow* shown = followed("packets", row);
        ASSERT_NE(shown, nullptr);
        EXPECT_EQ(shown->forms().currentIndex(), row == 6 ? 1 : 0) << "TLS is shown in hexadecimal, HTTP as text";
        shown->forms().setCurrentIndex(0);
        QString said;
        for (const QString& line : lines(*shown)) {
            if (line.startsWith(u"> ") || line.startsWith(u"< "))
                said += line.mid(2);
        }
        QString wanted;
        for (const QString& line :
             QString::fromUtf8(commandLine({QStringLiteral("--follow"), QString::number(row + 1)})).split(u'\n')) {
            if (line.startsWith(u"> ") || line.startsWith(u"< "))
                wanted += line.mid(2);
        }
        EXPECT_GT(wanted.size(), 200);
        EXPECT_EQ(said.toStdString(), wanted.toStdString());
        delete shown;
    }
}

TEST_F(FollowTest, ConversationsAndMessagesCanBeFollowedToo) {
    openSample();
    TablePage& page = go("conversations");
    const QString client = cell(page, 1, "client") + u' ' + cell(page, 1, "cport");
    FollowWindow* shown = followed("conversations", 1);
    ASSERT_NE(shown, nullptr);
    EXPECT_TRUE(shown->windowTitle().contains(client)) << shown->windowTitle().toStdString();
    delete shown;
    shown = followed("dns", 0);
    ASSERT_NE(shown, nullptr);
    EXPECT_TRUE(shown->windowTitle().contains(QStringLiteral("8.8.8.8 53, udp"))) << shown->windowTitle().toStdString();
    delete shown;
    go("talkers");
    window->actions().follow->trigger();
    EXPECT_EQ(window->findChild<FollowWindow*>(), nullptr);
    EXPECT_TRUE(window->statusBar()->currentMessage().contains(QStringLiteral("Select a packet")));
}

TEST_F(FollowTest, FindsInBothDirectionsAndGoesRound) {
    openConversation("alpha\nbeta\nALPHA\n",
                     "gamma " + std::string(300, 'x') + "needle" + std::string(300, 'y') + "\n");
    FollowWindow* shown = followed("packets");
    ASSERT_NE(shown, nullptr);
    QTest::keyClick(shown, Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(&shown->findBox(), QStringLiteral("alpha"));
    const auto at = [&] { return shown->list().currentIndex().data().toString(); };
    QTest::keyClick(&shown->findBox(), Qt::Key_Return);
    EXPECT_EQ(at(), QStringLiteral("> alpha"));
    QTest::keyClick(&shown->findBox(), Qt::Key_Return);
    EXPECT_EQ(at(), QStringLiteral("> ALPHA"));
    QTest::keyClick(&shown->findBox(), Qt::Key_Return);
    EXPECT_EQ(at(), QStringLiteral("> alpha"));
    EXPECT_FALSE(shown->findMessage().text().isEmpty()) << "it went round";
    QTest::keyClick(shown, Qt::Key_F3, Qt::ShiftModifier);
    EXPECT_EQ(at(), QStringLiteral("> ALPHA"));
    shown->findBox().setText(QStringLiteral("needle"));
    shown->findNext();
    EXPECT_TRUE(at().contains(QStringLiteral("xxn")) || at().contains(QStringLiteral("needle"))) << at().toStdString();
    shown->findBox().setText(QStringLiteral("bye"));
    shown->findNext();
    EXPECT_EQ(at(), QStringLiteral("> bye"));
    shown->findBox().setText(QStringLiteral("ALPHA\\x0Agamma"));
    shown->findNext();
    EXPECT_EQ(shown->findMessage().text(), QStringLiteral("Not found"));
    shown->forms().setCurrentIndex(1);
    shown->findBox().setText(QStringLiteral("62 79 65"));
    shown->findNext();
    EXPECT_TRUE(at().endsWith(QStringLiteral("bye.")));
}

TEST_F(FollowTest, SavesAndCopies) {
    std::string binary;
    for (int i = 0; i < 1000; ++i) binary += static_cast<char>(i * 7);
    openConversation("question\n", binary);
    FollowWindow* shown = followed("packets");
    ASSERT_NE(shown, nullptr);
    const auto saved = [&](const QString& name, const QString& filter) {
        const QString path = folder.filePath(name);
        shown->setAskForFile([path, filter](const auto&, const auto& answer) { answer(path, filter); });
        QTest::keyClick(shown, Qt::Key_S, Qt::ControlModifier);
        EXPECT_TRUE(session::runUntil([&] { return !shown->busy(); }));
        EXPECT_TRUE(shown->banner().text().contains(path)) << shown->banner().text().toStdString();
        return contents(path);
    };
    const QString text = QString::fromUtf8(saved(QStringLiteral("talk.txt"), QString()));
    QString wanted = lines(*shown).join(u'\n') + u'\n';
    wanted.replace(QStringLiteral("\nServer "), QStringLiteral("\n\nServer "));
    wanted.replace(QStringLiteral("\nClient "), QStringLiteral("\n\nClient "));
    EXPECT_EQ(text.toStdString(), wanted.toStdString());
    shown->sides().setCurrentIndex(2);
    EXPECT_EQ(saved(QStringLiteral("talk.bin"), QString()), QByteArray::fromStdString(binary));
    EXPECT_EQ(saved(QStringLiteral("talk.dat"), QStringLiteral("Raw bytes (*.bin)")), QByteArray::fromStdString(binary))
        << "a name's own suffix says nothing here: the chosen filter does";
    shown->list().setFocus();
    shown->list().setCurrentIndex(shown->list().model()->index(1, 0));
    shown->copy();
    EXPECT_EQ(QApplication::clipboard()->text(), lines(*shown)[1] + u'\n');
    saved(QStringLiteral("talk.pcapng"), QString());
    EXPECT_EQ(shown->banner().kind(), views::Banner::Kind::error) << "never over the open capture";
}

TEST_F(FollowTest, WhatIsCutIsSaid) {
    const std::string much((std::size_t{5} << 20) - 3, 'm');
    openConversation("q\n", much);
    FollowWindow* shown = followed("packets");
    ASSERT_NE(shown, nullptr);
    EXPECT_TRUE(shown->banner().isVisible());
    EXPECT_TRUE(shown->banner().text().startsWith(QStringLiteral("The conversation is longer")));
    EXPECT_GT(lines(*shown).size(), 30000);
    QPointer<FollowWindow> still(shown);
    QTest::keyClick(shown, Qt::Key_Escape);
    EXPECT_TRUE(session::runUntil([&] { return still.isNull(); })) << "Esc closes it";
}

TEST_F(FollowTest, NothingToFollowIsSaid) {
    const QString path = folder.filePath(QStringLiteral("reset.pcapng"));
    test::TcpConversation talk("10.0.0.1", 49153, "192.0.2.7", 80);
    talk.handshake().clientResets();
    test::writePcapng(path.toStdString(), talk.frames());
    open(path);
    FollowWindow* shown = followed("packets");
    ASSERT_NE(shown, nullptr);
    EXPECT_TRUE(shown->banner().text().contains(QStringLiteral("Neither end sent any data")));
}

TEST_F(FollowTest, SidesCanBeToldApartOnAnyGround) {
    for (const QColor& ground : {QColor(Qt::white), QColor(0x1b, 0x1d, 0x1f)}) {
        QPalette palette(ground);
        palette.setColor(QPalette::Base, ground);
        palette.setColor(QPalette::Text, ground.lightness() > 127 ? Qt::black : Qt::white);
        const charts::ChartColours colours = charts::ChartColours::of(palette);
        EXPECT_GE(charts::contrast(colours.blue, ground), 4.5);
        EXPECT_GE(charts::contrast(colours.alarm, ground), 4.5);
    }
}

}  // namespace weir::window
