// SPDX-License-Identifier: GPL-3.0-or-later
// Light and dark, full and empty: something is drawn, and text can be read on its ground.
// With WEIR_SCREENSHOTS=FOLDER the pictures are kept there.
#include <QApplication>
#include <QComboBox>
#include <QImage>
#include <QLabel>
#include <QSet>

#include "ui/controllers/packetcontroller.h"
#include "ui/panes/followwindow.h"
#include "ui/panes/packetpane.h"
#include "ui/panes/packetspage.h"
#include "ui/windowfixture.h"

namespace weir::window {

namespace {

QPalette dark() {
    QPalette p(QColor(0x2b, 0x2d, 0x30), QColor(0x23, 0x25, 0x28));
    p.setColor(QPalette::Base, QColor(0x1b, 0x1d, 0x1f));
    p.setColor(QPalette::AlternateBase, QColor(0x22, 0x24, 0x27));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(role, QColor(0xe6, 0xe6, 0xe6));
    p.setColor(QPalette::Highlight, QColor(0x2f, 0x7f, 0xc2));
    p.setColor(QPalette::HighlightedText, Qt::white);
    p.setColor(QPalette::PlaceholderText, QColor(0x9a, 0x9a, 0x9a));
    return p;
}

/// Relative luminance and contrast as WCAG 2 defines them.
double luminance(const QColor& colour) {
    const auto part = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * part(colour.redF()) + 0.7152 * part(colour.greenF()) + 0.0722 * part(colour.blueF());
}
double contrast(const QColor& a, const QColor& b) {
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

class LooksTest : public WindowTest, public testing::WithParamInterface<bool> {
protected:
    void SetUp() override {
        m_before = QApplication::palette();
        if (GetParam())
            QApplication::setPalette(dark());
        WindowTest::SetUp();
    }
    void TearDown() override {
        window.reset();
        QApplication::setPalette(m_before);
    }
    void look(const char* name, QWidget* what = nullptr) {
        QApplication::processEvents();
        const QImage image = (what ? what : window.get())->grab().toImage();
        QSet<QRgb> colours;
        for (int y = 0; y < image.height(); y += 2) {
            for (int x = 0; x < image.width(); x += 2) colours.insert(image.pixel(x, y));
        }
        EXPECT_GT(colours.size(), 10) << name;
        if (qEnvironmentVariableIsSet("WEIR_SCREENSHOTS"))
            image.save(QStringLiteral("%1/%2-%3.png")
                           .arg(qEnvironmentVariable("WEIR_SCREENSHOTS"), QLatin1String(name),
                                GetParam() ? QStringLiteral("dark") : QStringLiteral("light")));
    }

    QPalette m_before;
};

}  // namespace

TEST_P(LooksTest, EveryPageIsDrawn) {
    look("start");
    openSample();
    for (views::TablePage* page : window->pages().visiblePages()) {
        window->pages().setCurrentWidget(page);
        ASSERT_TRUE(settle());
        look(page->spec().settingsKey.toLatin1().constData());
    }
    type(QStringLiteral("packets > 100000000"));
    go("talkers");
    look("no-match");
}

TEST_P(LooksTest, APacketAndAConversationAreDrawn) {
    openSample();
    auto& page = dynamic_cast<panes::PacketsPage&>(go("packets"));
    page.view().setCurrentIndex(page.view().tableModel().index(1169, 0));
    ASSERT_TRUE(settle());
    models::FieldModel& fields = page.pane().tree().fieldModel();
    page.pane().tree().setCurrentIndex(fields.find({QStringLiteral("ipv4 0"), QStringLiteral("dst 0")}));
    look("packet");
    const QImage octets = page.pane().hex().viewport()->grab().toImage();
    const QPoint marked = page.pane().hex().octetRect(page.pane().hex().marked().first).topLeft();
    EXPECT_EQ(octets.pixelColor(marked), page.pane().hex().palette().color(QPalette::Inactive, QPalette::Highlight));
    panes::FollowWindow* said = window->packetController().follow();
    ASSERT_NE(said, nullptr);
    ASSERT_TRUE(session::runUntil([said] { return !said->busy(); }));
    look("follow", said);
    said->forms().setCurrentIndex(1);
    look("follow-hex", said);
}

TEST_P(LooksTest, MessagesCanBeRead) {
    openSample();
    go("talkers");
    type(QStringLiteral("bites > 100"));
    for (const auto kind :
         {views::Banner::Kind::information, views::Banner::Kind::warning, views::Banner::Kind::error}) {
        window->banner().show({kind, QStringLiteral("Something is to be said.")}, QStringLiteral("Do"));
        const QPalette colours = window->banner().palette();
        EXPECT_GE(contrast(colours.color(QPalette::WindowText), colours.color(QPalette::Window)), 4.5);
    }
    const auto* message = window->filterBar().findChild<QLabel*>(QStringLiteral("filterMessage"));
    ASSERT_NE(message, nullptr);
    EXPECT_GE(contrast(message->palette().color(QPalette::WindowText), message->palette().color(QPalette::Window)),
              4.5);
    look("messages");
}

INSTANTIATE_TEST_SUITE_P(Themes, LooksTest, testing::Values(false, true),
                         [](const auto& theme) { return theme.param ? "dark" : "light"; });

}  // namespace weir::window
