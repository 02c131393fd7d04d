// SPDX-License-Identifier: GPL-3.0-or-later
// A packet in the window: its layers beside its octets, with the mouse and the keyboard.
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QScrollBar>

#include "core/base/frame.h"
#include "ui/panes/packetpane.h"
#include "ui/panes/packetspage.h"
#include "ui/windowfixture.h"

namespace weir::window {

using detail::Field;
using panes::PacketPane;
using panes::PacketsPage;

class PacketPaneTest : public WindowTest {
protected:
    PacketsPage& packets() {
        openSample();
        return dynamic_cast<PacketsPage&>(go("packets"));
    }
    /// A click on its row shows the packet.
    void show(PacketsPage& page, int row) {
        clickRow(page, row);
        ASSERT_TRUE(settle());
        ASSERT_EQ(page.pane().shown(), cell(page, row, "number").toULongLong());
    }
    static QModelIndex fieldNamed(PacketPane& pane, const char* layer, const char* name) {
        const models::FieldModel& model = pane.tree().fieldModel();
        const QModelIndex above = model.find({QLatin1String(layer) + QStringLiteral(" 0")});
        return name ? model.find(
                          {QLatin1String(layer) + QStringLiteral(" 0"), QLatin1String(name) + QStringLiteral(" 0")})
                    : above;
    }
    static void clickField(PacketPane& pane, const QModelIndex& index) {
        ASSERT_TRUE(index.isValid());
        pane.tree().scrollTo(index);
        QTest::mouseClick(pane.tree().viewport(), Qt::LeftButton, {}, pane.tree().visualRect(index).center());
    }
    static std::pair<std::size_t, std::size_t> range(std::size_t offset, std::size_t length) {
        return {offset, length};
    }
};

TEST_F(PacketPaneTest, ShowsWhatTheCommandLinePrints) {
    PacketsPage& page = packets();
    for (const int row : {0, 19, 258, 1071}) {
        show(page, row);
        page.pane().tree().copyAll();
        page.pane().hex().mark(0, 0);
        const QString number = QString::number(row + 1);
        EXPECT_EQ((QApplication::clipboard()->text() + u'\n' + page.pane().hex().dumpText()).toStdString(),
                  commandLine({QStringLiteral("--packet"), number}).toStdString());
    }
}

TEST_F(PacketPaneTest, AFieldMarksItsOctetsAndAnOctetItsField) {
    PacketsPage& page = packets();
    show(page, 19);  // TCP over IPv4 over Ethernet
    PacketPane& pane = page.pane();
    clickField(pane, fieldNamed(pane, "ipv4", "ttl"));
    EXPECT_EQ(pane.hex().marked(), range(22, 1));
    EXPECT_EQ(pane.hex().hexText(), QStringLiteral("80"));
    clickField(pane, fieldNamed(pane, "ipv4", "src"));
    EXPECT_EQ(pane.hex().marked(), range(26, 4));
    EXPECT_EQ(pane.hex().hexText(), QStringLiteral("33 68 88 02"));
    clickField(pane, fieldNamed(pane, "tcp", nullptr));
    EXPECT_EQ(pane.hex().marked(), range(34, 20));

    QTest::mouseClick(pane.hex().viewport(), Qt::LeftButton, {}, pane.hex().octetRect(22).center());
    const Field* field = pane.tree().fieldModel().field(pane.tree().currentIndex());
    ASSERT_NE(field, nullptr);
    EXPECT_EQ(field->name, "ttl");
    EXPECT_EQ(pane.hex().marked(), range(22, 1));
    QTest::mouseClick(pane.hex().viewport(), Qt::LeftButton, {}, pane.hex().octetRect(37).center());
    field = pane.tree().fieldModel().field(pane.tree().currentIndex());
    ASSERT_NE(field, nullptr);
    EXPECT_EQ(field->name, "dport");
    EXPECT_EQ(pane.hex().marked(), range(36, 2));
}

TEST_F(PacketPaneTest, EveryOctetLeadsToTheInnermostField) {
    PacketsPage& page = packets();
    for (const int row : {0, 19, 258, 1071}) {
        show(page, row);
        const models::FieldModel& model = page.pane().tree().fieldModel();
        for (std::uint32_t offset = 0; offset < page.pane().hex().octets().size(); ++offset) {
            const QModelIndex index = model.innermost(offset);
            ASSERT_TRUE(index.isValid()) << offset;
            const Field* field = model.field(index);
            EXPECT_GE(offset, field->offset);
            EXPECT_LT(offset - field->offset, field->length);
            for (const Field& child : field->children)
                EXPECT_FALSE(offset >= child.offset && offset - child.offset < child.length &&
                             child.length < field->length)
                    << child.name;
            EXPECT_EQ(model.find(model.pathOf(index)), index);
        }
    }
}

TEST_F(PacketPaneTest, TheSameFieldStaysFromPacketToPacket) {
    PacketsPage& page = packets();
    show(page, 19);
    PacketPane& pane = page.pane();
    clickField(pane, fieldNamed(pane, "ipv4", "ttl"));
    pane.tree().collapse(fieldNamed(pane, "ethernet", nullptr));
    page.view().setFocus();
    QTest::keyClick(&page.view(), Qt::Key_Down);
    ASSERT_TRUE(settle());
    EXPECT_EQ(pane.shown(), 21U);
    const Field* field = pane.tree().fieldModel().field(pane.tree().currentIndex());
    ASSERT_NE(field, nullptr);
    EXPECT_EQ(field->name, "ttl");
    EXPECT_EQ(pane.hex().marked(), range(22, 1));
    EXPECT_FALSE(pane.tree().isExpanded(fieldNamed(pane, "ethernet", nullptr)));
    EXPECT_TRUE(pane.tree().isExpanded(fieldNamed(pane, "ipv4", nullptr)));
}

TEST_F(PacketPaneTest, TheKeyboardReachesEverything) {
    PacketsPage& page = packets();
    show(page, 19);
    PacketPane& pane = page.pane();
    page.view().setFocus();
    QTest::keyClick(&page.view(), Qt::Key_Tab);
    EXPECT_TRUE(pane.tree().hasFocus());
    QTest::keyClick(&pane.tree(), Qt::Key_Home);
    QTest::keyClick(&pane.tree(), Qt::Key_Down);
    EXPECT_EQ(pane.hex().marked(), range(0, 14)) << "the layer below the frame";
    QTest::keyClick(&pane.tree(), Qt::Key_Tab);
    EXPECT_TRUE(pane.hex().hasFocus());
    QTest::keyClick(&pane.hex(), Qt::Key_End, Qt::ControlModifier);
    const Field* field = pane.tree().fieldModel().field(pane.tree().currentIndex());
    ASSERT_NE(field, nullptr);
    EXPECT_EQ(field->name, "urgptr");
    QTest::keyClick(&pane.hex(), Qt::Key_Home, Qt::ControlModifier);
    QTest::keyClick(&pane.hex(), Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(&pane.hex(), Qt::Key_Down, Qt::ShiftModifier);
    EXPECT_EQ(pane.hex().marked(), range(0, 18));
    QTest::keyClick(&pane.hex(), Qt::Key_C, Qt::ControlModifier);
    EXPECT_EQ(QApplication::clipboard()->text(), pane.hex().hexText());
    EXPECT_EQ(pane.hex().hexText().split(u' ').size(), 18);
    EXPECT_TRUE(pane.hex().accessibleDescription().contains(QStringLiteral("Bytes 0 to 17 of 54")));
    QTest::keyClick(&pane.hex(), Qt::Key_D);
    EXPECT_EQ(window->filterBar().box().text(), QStringLiteral("d")) << "typing starts a filter here, too";
}

TEST_F(PacketPaneTest, MenusCopy) {
    PacketsPage& page = packets();
    show(page, 19);
    PacketPane& pane = page.pane();
    const auto choose = [](QWidget& view, QWidget* viewport, const QPoint& at, const char* menuName,
                           const char* words) {
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, viewport->mapToGlobal(at));
        QApplication::sendEvent(viewport, &event);
        auto* menu = view.findChild<QMenu*>(QLatin1String(menuName));
        ASSERT_NE(menu, nullptr);
        for (QAction* action : menu->actions()) {
            if (QString(action->text()).remove(u'&') == QLatin1String(words))
                action->trigger();
        }
        delete menu;
    };
    const QModelIndex source = fieldNamed(pane, "ipv4", "src");
    clickField(pane, source);
    const QPoint at = pane.tree().visualRect(source).center();
    choose(pane.tree(), pane.tree().viewport(), at, "fieldMenu", "Copy value");
    EXPECT_EQ(QApplication::clipboard()->text(), QStringLiteral("51.104.136.2"));
    choose(pane.tree(), pane.tree().viewport(), at, "fieldMenu", "Copy name and value");
    EXPECT_EQ(QApplication::clipboard()->text(), QStringLiteral("src: 51.104.136.2"));
    choose(pane.tree(), pane.tree().viewport(), at, "fieldMenu", "Copy bytes as hexadecimal");
    EXPECT_EQ(QApplication::clipboard()->text(), QStringLiteral("33 68 88 02"));
    choose(pane.hex(), pane.hex().viewport(), QPoint(5, 5), "hexMenu", "Copy bytes as text");
    EXPECT_EQ(QApplication::clipboard()->text(), QStringLiteral("3h\\x88\\x02"));
}

TEST_F(PacketPaneTest, HeldArrowEndsAtTheLastPacketAndReadsFewOnTheWay) {
    PacketsPage& page = packets();
    show(page, 0);
    int shown = 0;
    QObject context;
    QObject::connect(&page.pane().tree().fieldModel(), &QAbstractItemModel::modelReset, &context, [&] { ++shown; });
    page.view().setFocus();
    for (int i = 0; i < 1000; ++i) QTest::keyClick(&page.view(), Qt::Key_Down);
    ASSERT_TRUE(settle());
    EXPECT_EQ(page.pane().shown(), 1001U);
    EXPECT_LT(shown, 1000);
    EXPECT_EQ(page.pane().tree().fieldModel().packet()->number, 1001U);
}

TEST_F(PacketPaneTest, AnotherFilterKeepsOrClearsThePacket) {
    PacketsPage& page = packets();
    show(page, 19);
    type(QStringLiteral("number >= 20"));
    EXPECT_EQ(page.pane().shown(), 20U);
    type(QStringLiteral("number > 20"));
    EXPECT_EQ(page.pane().shown(), 0U);
    EXPECT_FALSE(page.pane().message().isEmpty());
}

TEST_F(PacketPaneTest, AVanishedCaptureIsSaidSo) {
    const QString copy = copyOfSample(QStringLiteral("copy.pcapng"));
    open(copy);
    auto& page = dynamic_cast<PacketsPage&>(go("packets"));
    QFile file(copy);
    ASSERT_TRUE(file.open(QIODevice::ReadWrite));
    ASSERT_TRUE(file.resize(100));
    file.close();
    clickRow(page, 3);
    ASSERT_TRUE(settle());
    EXPECT_TRUE(page.pane().message().contains(QStringLiteral("can no longer be read")))
        << page.pane().message().toStdString();
}

TEST_F(PacketPaneTest, PacketsOfACompressedCaptureAreReadAgain) {
    const QString plain = copyOfSample(QStringLiteral("packed.pcapng"));
    ASSERT_EQ(QProcess::execute(QStringLiteral("gzip"), {plain}), 0);
    open(plain + QStringLiteral(".gz"));
    auto& page = dynamic_cast<PacketsPage&>(go("packets"));
    show(page, 1171);
    page.pane().hex().mark(0, 0);
    page.pane().tree().copyAll();
    EXPECT_EQ((QApplication::clipboard()->text() + u'\n' + page.pane().hex().dumpText()).toStdString(),
              commandLine({QStringLiteral("--packet"), QStringLiteral("1172")}).toStdString());
}

TEST_F(PacketPaneTest, TheTreeKeepsItsPromises) {
    PacketsPage& page = packets();
    const QAbstractItemModelTester tester(&page.pane().tree().fieldModel(),
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    show(page, 0);
    show(page, 258);
    page.pane().clear();
    EXPECT_EQ(page.pane().tree().fieldModel().rowCount(), 0);
}

TEST(HexViewTest, ALongPacketCostsWhatIsSeen) {
    auto octets = std::make_shared<std::vector<std::uint8_t>>(std::size_t{256} << 10, std::uint8_t{0x41});
    views::HexView view;
    view.setOctets(octets, *octets);
    view.resize(700, 200);
    view.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&view));
    for (int i = 0; i < 10; ++i) {
        view.verticalScrollBar()->setValue(i * 1000);
        view.grab();
    }
    EXPECT_GT(view.linesPainted(), 10U);
    EXPECT_LT(view.linesPainted(), 2000U) << "of 16,384 lines";
    view.mark(octets->size() - 1, 1);
    EXPECT_TRUE(view.viewport()->rect().contains(view.octetRect(octets->size() - 1).center()));
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.octetRect(octets->size() - 20).center());
    view.mark(0, octets->size() + 5);
    EXPECT_EQ(view.marked().second, octets->size()) << "never beyond the packet";
}

TEST_F(PacketPaneTest, AClosedCaptureIsLetGoThoughNobodyLooks) {
    PacketsPage& page = packets();
    clickRow(page, 19);
    const std::weak_ptr<const traffic::SnapshotData> held = page.source().snapshot();
    go("talkers");
    window->actions().close->trigger();
    ASSERT_TRUE(settle());
    EXPECT_EQ(page.pane().shown(), 0U);
    EXPECT_TRUE(session::runUntil([&] { return held.expired(); }, 5000)) << "something keeps the capture";
}

}  // namespace weir::window
