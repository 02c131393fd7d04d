// SPDX-License-Identifier: GPL-3.0-or-later
// The overview's figures and charts, judged by the command line's output; what the mouse does in them.
#include <QJsonDocument>
#include <QJsonObject>
#include <QToolButton>
#include <QtCharts/QBarSet>
#include <QtCharts/QChart>
#include <numeric>

#include "ui/charts/barchart.h"
#include "ui/charts/ticks.h"
#include "ui/charts/timelinechart.h"
#include "ui/models/subjectfilter.h"
#include "ui/panes/keyfigures.h"
#include "ui/panes/overviewpage.h"
#include "ui/windowfixture.h"

namespace weir::window {

using charts::BarChart;
using charts::TimelineChart;
using panes::OverviewPage;
using views::TablePage;

class OverviewTest : public WindowTest {
protected:
    OverviewPage& overview() {
        auto* page = qobject_cast<OverviewPage*>(&go("summary"));
        EXPECT_NE(page, nullptr);
        return *page;
    }
    /// The rows of a table of the sample, as the command line prints them.
    static std::vector<QJsonObject> rows(QStringList arguments) {
        std::vector<QJsonObject> out;
        arguments << QStringLiteral("--format") << QStringLiteral("ndjson");
        for (const QByteArray& line : commandLine(arguments).split('\n')) {
            if (!line.isEmpty())
                out.push_back(QJsonDocument::fromJson(line).object());
        }
        return out;
    }
    static QString summaryValue(const QString& key) {
        for (const QJsonObject& row : rows({QStringLiteral("--table"), QStringLiteral("summary")})) {
            if (row[QStringLiteral("key")].toString() == key)
                return row[QStringLiteral("value")].toString();
        }
        return {};
    }
    static std::uint64_t total(const std::vector<std::uint64_t>& values) {
        return std::accumulate(values.begin(), values.end(), std::uint64_t{0});
    }
    void drag(TimelineChart& chart, std::size_t first, std::size_t last) {
        const QPoint from = chart.spanStart(first) + QPoint(1, 0);
        const QPoint to = chart.spanStart(last + 1) - QPoint(1, 0);
        QTest::mousePress(chart.viewport(), Qt::LeftButton, {}, from);
        QTest::mouseMove(chart.viewport(), (from + to) / 2);
        QTest::mouseMove(chart.viewport(), to);
        QTest::mouseRelease(chart.viewport(), Qt::LeftButton, {}, to);
        ASSERT_TRUE(settle());
    }
};

TEST_F(OverviewTest, ShowsTheSummarysFigures) {
    openSample();
    OverviewPage& page = overview();
    ASSERT_NE(page.overview(), nullptr);
    const capturetables::CaptureFigures& figures = page.overview()->figures;
    EXPECT_EQ(QString::number(figures.frames), summaryValue(QStringLiteral("frames")));
    EXPECT_EQ(QString::number(figures.bytes), summaryValue(QStringLiteral("bytes")));
    EXPECT_EQ(QString::number(figures.wireBytes), summaryValue(QStringLiteral("wire_bytes")));
    EXPECT_EQ(QString::number(figures.addresses), summaryValue(QStringLiteral("addresses")));
    EXPECT_EQ(QString::number(figures.flows), summaryValue(QStringLiteral("flows")));
    EXPECT_EQ(figures.names, rows({QStringLiteral("--table"), QStringLiteral("names")}).size());
    EXPECT_EQ(page.figures().value(QStringLiteral("Frames")), page.locale().toString(qulonglong{figures.frames}));
    EXPECT_EQ(page.figures().value(QStringLiteral("Damage")), QStringLiteral("none"));
}

TEST_F(OverviewTest, TheTimelineHoldsEveryByte) {
    openSample();
    OverviewPage& page = overview();
    const capturetables::TrafficOverTime& time = page.timeline().traffic();
    EXPECT_EQ(QString::number(total(time.all)), summaryValue(QStringLiteral("bytes")));
    EXPECT_EQ(time.framesOutside, 0U);
    EXPECT_LE(time.all.size(), page.timeline().mostSpans());
    EXPECT_GE(time.all.size(), page.timeline().mostSpans() / 6) << "the width is put to use";
    window->actions().bytesWire->trigger();
    ASSERT_TRUE(settle());
    EXPECT_EQ(QString::number(total(page.timeline().traffic().all)), summaryValue(QStringLiteral("wire_bytes")));
}

TEST_F(OverviewTest, SendersAreTheFirstTalkers) {
    openSample();
    OverviewPage& page = overview();
    const std::vector<QJsonObject> talkers = rows({QStringLiteral("--table"), QStringLiteral("talkers")});
    const std::vector<capturetables::Sender>& senders = page.overview()->senders;
    ASSERT_EQ(senders.size(), 8U);
    for (std::size_t i = 0; i < senders.size(); ++i) {
        EXPECT_EQ(QString::fromStdString(senders[i].address.toString()),
                  talkers[i][QStringLiteral("address")].toString());
        EXPECT_EQ(static_cast<double>(senders[i].bytes), talkers[i][QStringLiteral("bytes_sent")].toDouble());
        EXPECT_EQ(page.senders().series().at(static_cast<int>(i)), static_cast<double>(senders[i].bytes));
    }
    EXPECT_EQ(page.senders().bars()[0].label, QStringLiteral("204.79.197.200"));
    EXPECT_EQ(senders[0].bytes, 646697U);
    EXPECT_TRUE(page.senders().bars()[0].tooltip.contains(page.locale().toString(646697)));
    EXPECT_TRUE(page.senders().accessibleDescription().contains(QStringLiteral("204.79.197.200")));
    EXPECT_FALSE(page.senders().accessibleName().isEmpty());
}

TEST_F(OverviewTest, ServicesAddUp) {
    openSample();
    OverviewPage& page = overview();
    ASSERT_FALSE(page.overview()->services.empty());
    for (const capturetables::ServiceTraffic& service : page.overview()->services) {
        if (!service.named)
            continue;
        double bytes = 0;
        for (const QJsonObject& row :
             rows({QStringLiteral("--table"), QStringLiteral("conversations"), QStringLiteral("--where"),
                   models::serviceFilter(QString::fromStdString(service.service))}))
            bytes += row[QStringLiteral("bytes")].toDouble();
        EXPECT_EQ(static_cast<double>(service.bytes), bytes) << service.service;
    }
}

TEST_F(OverviewTest, AClickOnABarFiltersEveryTableToTheAddress) {
    openSample();
    OverviewPage& page = overview();
    const QRect row = page.senders().rowRect(0);
    const QRectF plot = page.senders().chart()->plotArea();
    QTest::mouseClick(page.senders().viewport(), Qt::LeftButton, {},
                      QPoint(static_cast<int>(plot.left()) + 5, row.center().y()));
    ASSERT_TRUE(settle());
    EXPECT_TRUE(window->filter().text().contains(QStringLiteral("address = 204.79.197.200")));
    EXPECT_EQ(page.overview()->senders[0].bytes, 646697U);
    TablePage& conversations = go("conversations");
    EXPECT_EQ(conversations.source().filterFit().state, models::FilterFit::State::applied);
    const std::size_t expected =
        rows({QStringLiteral("--table"), QStringLiteral("conversations"), QStringLiteral("--where"),
              QStringLiteral("client = 204.79.197.200 or server = 204.79.197.200")})
            .size();
    ASSERT_GT(expected, 0U);
    EXPECT_EQ(static_cast<std::size_t>(conversations.shownRows()), expected);
    EXPECT_LT(conversations.shownRows(), conversations.totalRows());
    EXPECT_EQ(go("talkers").shownRows(), 1);
    EXPECT_EQ(static_cast<std::size_t>(go("packets").shownRows()),
              rows({QStringLiteral("--table"), QStringLiteral("packets"), QStringLiteral("--where"),
                    QStringLiteral("src = 204.79.197.200 or dst = 204.79.197.200")})
                  .size());
    EXPECT_GT(go("names").shownRows(), 0) << "the names that led there";
}

TEST_F(OverviewTest, KeysPickABarToo) {
    openSample();
    OverviewPage& page = overview();
    const IpAddress second = page.overview()->senders[1].address;
    page.senders().setFocus();
    QTest::keyClick(&page.senders(), Qt::Key_Down);
    QTest::keyClick(&page.senders(), Qt::Key_Return);
    ASSERT_TRUE(settle());
    EXPECT_EQ(window->filter().text(), models::addressFilter(second));
}

TEST_F(OverviewTest, AClickOnAServiceFilters) {
    openSample();
    OverviewPage& page = overview();
    const capturetables::ServiceTraffic first = page.overview()->services[0];
    ASSERT_TRUE(first.named);
    QTest::mouseClick(page.services().viewport(), Qt::LeftButton, {}, page.services().rowRect(0).center());
    ASSERT_TRUE(settle());
    EXPECT_EQ(window->filter().text(), models::serviceFilter(QString::fromStdString(first.service)));
    EXPECT_EQ(page.overview()->services.size(), 1U);
    EXPECT_EQ(page.overview()->bytes, first.bytes);
    EXPECT_EQ(total(page.timeline().traffic().chosen), first.bytes);
    EXPECT_EQ(QString::number(total(page.timeline().traffic().all)), summaryValue(QStringLiteral("bytes")));
    EXPECT_GT(go("conversations").shownRows(), 0);
    EXPECT_LT(window->pages().current()->shownRows(), window->pages().current()->totalRows());
}

TEST_F(OverviewTest, ADraggedRangeFiltersEveryTable) {
    openSample();
    OverviewPage& page = overview();
    const capturetables::TrafficOverTime time = page.timeline().traffic();
    const std::size_t first = time.all.size() / 4;
    const std::size_t last = time.all.size() / 2;
    drag(page.timeline(), first, last);
    const std::int64_t from = time.from + time.width * static_cast<std::int64_t>(first);
    const std::int64_t to = time.from + time.width * static_cast<std::int64_t>(last + 1);
    EXPECT_EQ(window->filter().text(), models::timeFilter(from, to));
    const auto begin = time.all.begin();
    EXPECT_EQ(page.overview()->bytes, std::accumulate(begin + static_cast<std::ptrdiff_t>(first),
                                                      begin + static_cast<std::ptrdiff_t>(last + 1), std::uint64_t{0}));
    // Independently: every packet of the command line, by its time.
    std::size_t expected = 0;
    for (const QJsonObject& row : rows({QStringLiteral("--table"), QStringLiteral("packets")})) {
        const double at =
            row[QStringLiteral("time")].toVariant().toDouble() - static_cast<double>(time.from / 1000000000);
        const double start = static_cast<double>(from - time.from / 1000000000 * 1000000000) / 1e9;
        const double end = static_cast<double>(to - time.from / 1000000000 * 1000000000) / 1e9;
        expected += at >= start && at < end;
    }
    ASSERT_GT(expected, 0U);
    EXPECT_EQ(static_cast<std::size_t>(go("packets").shownRows()), expected);
    TablePage& talkers = go("talkers");
    EXPECT_GT(talkers.shownRows(), 0);
    EXPECT_LT(talkers.shownRows(), talkers.totalRows());
    // Another range takes the place of the first.
    drag(overview().timeline(), 0, first);
    EXPECT_EQ(window->filter().text(), models::timeFilter(time.from, from + time.width));
}

TEST_F(OverviewTest, AFilterThatPacketsCannotTellLeavesTheChartsAlone) {
    openSample();
    type(QStringLiteral("peers > 3"));
    OverviewPage& page = overview();
    EXPECT_TRUE(page.timeline().traffic().chosen.empty());
    EXPECT_EQ(QString::number(page.overview()->bytes), summaryValue(QStringLiteral("bytes")));
    EXPECT_TRUE(page.senders().accessibleName().contains(QStringLiteral("all traffic")));
    EXPECT_TRUE(window->filterBar().message().contains(QStringLiteral("all traffic")));
    type(QStringLiteral("dport = 80"));
    EXPECT_EQ(window->filterBar().message(), QString());
    const std::size_t packets = rows({QStringLiteral("--table"), QStringLiteral("packets"), QStringLiteral("--where"),
                                      QStringLiteral("dport = 80")})
                                    .size();
    EXPECT_EQ(page.overview()->packets, packets);
    EXPECT_TRUE(window->filterBar().chip().contains(QString::number(packets)));
    type(QStringLiteral("dport = "));
    EXPECT_FALSE(window->filterBar().message().isEmpty());
    EXPECT_EQ(page.overview()->packets, packets) << "a filter that is not yet finished changes nothing";
}

TEST_F(OverviewTest, TheSummaryTableIsBehindTheButton) {
    openSample();
    OverviewPage& page = overview();
    EXPECT_TRUE(page.timeline().isVisible());
    EXPECT_FALSE(page.view().isVisible());
    auto* details = page.findChild<QToolButton*>(QStringLiteral("details"));
    QTest::mouseClick(details, Qt::LeftButton);
    EXPECT_FALSE(page.timeline().isVisible());
    EXPECT_TRUE(page.view().isVisible());
    EXPECT_GT(page.shownRows(), 20);
}

TEST_F(OverviewTest, ColoursFollowThePalette) {
    openSample();
    OverviewPage& page = overview();
    const QPalette before = QApplication::palette();
    QPalette dark;
    for (const auto role : {QPalette::Window, QPalette::Base, QPalette::Button})
        dark.setColor(role, QColor(30, 30, 34));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        dark.setColor(role, QColor(235, 235, 235));
    for (const QPalette& palette : {QPalette(Qt::white), dark}) {
        QApplication::setPalette(palette);
        QCoreApplication::processEvents();
        const charts::ChartColours colours = charts::ChartColours::of(palette);
        EXPECT_EQ(page.timeline().backgroundBrush().color(), palette.color(QPalette::Base));
        EXPECT_EQ(page.senders().series().color(), colours.blue);
        EXPECT_EQ(page.services().series().color(), colours.green);
        for (const QColor& series : {colours.blue, colours.green, colours.muted})
            EXPECT_GE(charts::contrast(series, colours.background), 3.0) << series.name().toStdString();
        for (const QColor& text : {colours.text, colours.mutedText, colours.alarm})
            EXPECT_GE(charts::contrast(text, colours.background), 4.5) << text.name().toStdString();
    }
    QApplication::setPalette(before);
}

TEST_F(OverviewTest, FitsTheWindowWithoutScrolling) {
    window->resize(1180, 760);
    openSample();
    OverviewPage& page = overview();
    EXPECT_LE(window->width(), 1180);
    EXPECT_LE(window->height(), 760);
    EXPECT_GE(page.timeline().height(), 180);
    EXPECT_GE(page.senders().height(), 180);
    for (int row = 0; row < 8; ++row) EXPECT_TRUE(page.senders().rect().contains(page.senders().rowRect(row)));
}

TEST(Ticks, AreRoundAndHoldTheLargest) {
    const QLocale c = QLocale::c();
    for (const std::uint64_t largest : {0ULL, 1ULL, 999ULL, 1024ULL, 1500ULL, 646697ULL, 1ULL << 40, (1ULL << 62)}) {
        const auto ticks = charts::byteTicks(largest, 5, c);
        ASSERT_GE(ticks.size(), 2U);
        EXPECT_LE(ticks.size(), 6U) << largest;
        EXPECT_GE(ticks.back().at, static_cast<double>(largest));
        EXPECT_EQ(ticks.front().label, QStringLiteral("0"));
        for (std::size_t i = 1; i < ticks.size(); ++i) EXPECT_NE(ticks[i].label, ticks[i - 1].label) << largest;
    }
    EXPECT_EQ(charts::byteTicks(646697, 4, c).back().label, QStringLiteral("800 KiB"));
}

TEST(Ticks, TimesStandAtRoundMoments) {
    models::DisplayOptions utc;
    constexpr std::int64_t second = 1'000'000'000;
    const std::int64_t from = 1667872810 * second + 300'000'000;  // 2022-11-08T02:00:10.3Z
    const auto ticks = charts::timeTicks(from, from + 60 * second, 6, utc);
    ASSERT_FALSE(ticks.empty());
    EXPECT_EQ(ticks.front().label, QStringLiteral("02:00:20"));
    EXPECT_NEAR(ticks.front().at, 9.7, 1e-6);
    models::DisplayOptions relative;
    relative.time = models::TimeStyle::relative;
    relative.origin = from;
    relative.locale = QLocale::c();
    EXPECT_EQ(charts::timeTicks(from, from + 60 * second, 6, relative).front().label, QStringLiteral("0 s"));
    EXPECT_TRUE(charts::timeTicks(INT64_MIN, INT64_MAX, 6, utc).empty());
}

TEST(FittingPart, LeavesOutWhatOnlyOtherTablesHave) {
    const table::Schema schema{{"client", table::Kind::address}, {"dport", table::Kind::integer}};
    const QStringList elsewhere{QStringLiteral("src"), QStringLiteral("dst"), QStringLiteral("client"),
                                QStringLiteral("dport")};
    const auto part = [&](const char* text) {
        return models::fittingPart(QLatin1String(text), schema, elsewhere).toStdString();
    };
    EXPECT_EQ(part("src = 1.2.3.4 or client = 1.2.3.4"), "client = 1.2.3.4");
    EXPECT_EQ(part("dport = 80 and (src = 1.2.3.4 or client = 1.2.3.4)"), "dport = 80 and (client = 1.2.3.4)");
    EXPECT_EQ(part("dport = 80 and src = 1.2.3.4"), "dport = 80") << "what cannot be told is left out alone";
    EXPECT_EQ(part("dport = 80 and (src = 1.2.3.4)"), "dport = 80");
    EXPECT_EQ(part("client = 1.2.3.4 and src = 1.2.3.4 or dport = 80"), "dport = 80")
        << "but not of an alternative, which would then let more through than it says";
    EXPECT_EQ(part("src = 1.2.3.4"), "");
    EXPECT_EQ(part("nonsense = 1 or dport = 80"), "nonsense = 1 or dport = 80") << "a slip stays a slip";
    EXPECT_EQ(part("dport in (80, 443) or src = 1.2.3.4"), "dport in (80, 443)");
    EXPECT_EQ(part("(dport = 1) or (dport = 2)"), "(dport = 1) or (dport = 2)");
    EXPECT_EQ(part("not (src = 1.2.3.4 or dport = 1)"), "");
    EXPECT_EQ(part("client = \"a or src = 1\""), "client = \"a or src = 1\"");
    EXPECT_EQ(part(""), "");
}

}  // namespace weir::window
