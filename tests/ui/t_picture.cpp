// SPDX-License-Identifier: GPL-3.0-or-later
// The picture of who talks to whom: what it says, and where a click and the keys lead.
#include <QHelpEvent>
#include <QToolTip>

#include "tests/ui/windowfixture.h"
#include "ui/charts/talkchart.h"
#include "ui/panes/findingspage.h"
#include "ui/panes/talkpage.h"

namespace weir::window {
namespace {

using charts::TalkItem;

class PictureTest : public WindowTest {
protected:
    charts::TalkChart& picture() {
        return static_cast<panes::TalkPage&>(*window->pages().page(QStringLiteral("picture"))).chart();
    }
    std::size_t hostOf(const char* address) {
        const auto& hosts = picture().map().hosts;
        const auto found = std::find_if(hosts.begin(), hosts.end(),
                                        [&](const auto& host) { return host.address == IpAddress::parse(address); });
        EXPECT_NE(found, hosts.end()) << address;
        return static_cast<std::size_t>(found - hosts.begin());
    }
    void click(const TalkItem& item) {
        QTest::mouseClick(&picture(), Qt::LeftButton, {}, picture().position(item));
        ASSERT_TRUE(settle());
    }
    QString front() { return window->pages().current()->spec().settingsKey; }
};

TEST_F(PictureTest, ShowsASmallCaptureWholeAndTheUnnamedApart) {
    openSample();
    go("picture");
    const auto& map = picture().map();
    ASSERT_EQ(map.clients.size(), 1U);
    const std::size_t bad = hostOf("182.162.143.56");
    EXPECT_EQ(map.groups[map.hosts[bad].group].kind, capturetables::TalkMap::GroupKind::unnamed);
    EXPECT_EQ(map.hosts[bad].severity, findings::Severity::look);
    EXPECT_EQ(map.hosts[bad].group, 0U) << "the worst stands on top";
    for (const auto& host : map.hosts) EXPECT_TRUE(host.address) << "nothing is folded";
    EXPECT_TRUE(picture().explanation({TalkItem::Kind::host, bad}).contains(QStringLiteral("worth a look")));
    EXPECT_EQ(window->pages().tabText(window->pages().indexOf(window->pages().page(QStringLiteral("picture")))),
              QStringLiteral("Picture"));
}

TEST_F(PictureTest, AClickOnAHostLeadsToItsConversations) {
    openSample();
    go("picture");
    click({TalkItem::Kind::host, hostOf("182.162.143.56")});
    EXPECT_EQ(front(), QStringLiteral("conversations"));
    EXPECT_EQ(cells(*window->pages().current(), "server"), QStringList{QStringLiteral("182.162.143.56")});
}

TEST_F(PictureTest, AClickOnARibbonLeadsToWhatThePairSaid) {
    openSample();
    go("picture");
    const auto& links = picture().map().links;
    const std::size_t host = hostOf("182.162.143.56");
    const auto link = std::find_if(links.begin(), links.end(), [&](const auto& one) { return one.host == host; });
    ASSERT_NE(link, links.end());
    click({TalkItem::Kind::link, static_cast<std::size_t>(link - links.begin())});
    EXPECT_EQ(front(), QStringLiteral("conversations"));
    EXPECT_EQ(cells(*window->pages().current(), "server"), QStringList{QStringLiteral("182.162.143.56")});
    EXPECT_EQ(cell(go("packets"), 0, "src"), QStringLiteral("10.127.0.138"));
}

TEST_F(PictureTest, TheArrowKeysGoFromHostToHostAndReturnPicks) {
    openSample();
    go("picture");
    window->pages().current()->takeFocus();
    ASSERT_TRUE(picture().hasFocus());
    QTest::keyClick(&picture(), Qt::Key_Down);
    EXPECT_EQ(picture().current(), (TalkItem{TalkItem::Kind::host, 0}));
    QTest::keyClick(&picture(), Qt::Key_Down);
    EXPECT_EQ(picture().current(), (TalkItem{TalkItem::Kind::host, 1}));
    QTest::keyClick(&picture(), Qt::Key_Right);
    ASSERT_TRUE(picture().current());
    EXPECT_EQ(picture().current()->kind, TalkItem::Kind::group);
    QTest::keyClick(&picture(), Qt::Key_Left);
    QTest::keyClick(&picture(), Qt::Key_Up);
    QTest::keyClick(&picture(), Qt::Key_Return);
    ASSERT_TRUE(settle());
    EXPECT_EQ(front(), QStringLiteral("conversations"));
}

TEST_F(PictureTest, TheSharedFilterNarrowsThePicture) {
    openSample();
    go("picture");
    const std::size_t all = picture().map().hosts.size();
    type(QStringLiteral("server = 182.162.143.56"));
    EXPECT_EQ(picture().map().hosts.size(), 1U);
    EXPECT_LT(picture().map().hosts.size(), all);
    window->filter().clear();
    ASSERT_TRUE(settle());
    EXPECT_EQ(picture().map().hosts.size(), all);
}

TEST_F(PictureTest, ExcludingReasonsChangesItsColours) {
    openSample();
    go("findings");
    for (const char* kind : {"tls-to-address", "never-named"})
        static_cast<panes::FindingsPage&>(*window->pages().page(QStringLiteral("findings")))
            .settings()
            .dismiss("182.162.143.56", kind, true);
    ASSERT_TRUE(settle());
    go("picture");
    EXPECT_EQ(picture().map().hosts[hostOf("182.162.143.56")].severity, findings::Severity::little);
}

}  // namespace
}  // namespace weir::window
