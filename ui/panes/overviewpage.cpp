// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/overviewpage.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/charts/barchart.h"
#include "ui/charts/ticks.h"
#include "ui/charts/timelinechart.h"
#include "ui/models/filtertext.h"
#include "ui/models/plural.h"
#include "ui/models/subjectfilter.h"
#include "ui/panes/keyfigures.h"

namespace weir::panes {

using charts::BarChart;
using charts::TimelineChart;
using models::FilterFit;
using views::TablePage;

namespace {

QString exactly(std::uint64_t bytes, const QLocale& locale) {
    return OverviewPage::tr("%1 bytes (%2)")
        .arg(locale.toString(static_cast<qulonglong>(bytes)),
             models::bytesText(static_cast<std::int64_t>(bytes), locale));
}

QString part(std::uint64_t of, std::uint64_t whole, const QLocale& locale) {
    if (whole == 0)
        return {};
    const double hundredths = 100.0 * static_cast<double>(of) / static_cast<double>(whole);
    return OverviewPage::tr("%1 %").arg(locale.toString(hundredths, 'f', hundredths < 10 ? 1 : 0));
}

QLabel* chartTitle(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    QFont bold = label->font();
    bold.setWeight(QFont::DemiBold);
    label->setFont(bold);
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);  // a long one must not widen the window
    return label;
}

QVBoxLayout* titled(QLabel* title, QWidget* chart) {
    auto* layout = new QVBoxLayout;
    layout->setSpacing(4);
    layout->addWidget(title);
    layout->addWidget(chart, 1);
    return layout;
}

}  // namespace

OverviewPage::OverviewPage(models::FilterState& filter, QWidget* parent)
    : TablePage({.title = tr("Overview"),
                 .settingsKey = QStringLiteral("summary"),
                 .request = models::requestFor("summary"),
                 .nothing = tr("Nothing was read"),
                 .nothingWhy = {},
                 .wideColumn = QStringLiteral("value")},
                filter, parent),
      m_filter(filter),
      m_figures(new KeyFigures(this)),
      m_details(new QToolButton(this)),
      m_charts(new QWidget(this)),
      m_timeTitle(chartTitle(m_charts)),
      m_senderTitle(chartTitle(m_charts)),
      m_serviceTitle(chartTitle(m_charts)),
      m_timeline(new TimelineChart(m_charts)),
      m_senders(new BarChart(m_charts)),
      m_services(new BarChart(m_charts)) {
    m_timeline->setObjectName(QStringLiteral("timeline"));
    m_senders->setObjectName(QStringLiteral("topSenders"));
    m_services->setObjectName(QStringLiteral("topServices"));
    m_services->setColour(&charts::ChartColours::green);
    m_details->setText(tr("Capture &Details"));
    m_details->setObjectName(QStringLiteral("details"));
    m_details->setCheckable(true);
    m_details->setToolTip(tr("The summary as a table: format, hash, counts, problems"));
    layCharts();
    connect(m_details, &QToolButton::toggled, this, [this](bool details) {
        m_charts->setVisible(!details);
        tableArea().setVisible(details);
    });
    connect(&source(), &models::TableSource::dirtied, this, &OverviewPage::noteDirt);
    connect(m_timeline, &TimelineChart::spansOutgrown, this, &OverviewPage::noteDirt);
    connect(m_timeline, &TimelineChart::rangePicked, this, &OverviewPage::pickRange);
    connect(m_senders, &BarChart::picked, this, &OverviewPage::pickSender);
    connect(m_services, &BarChart::picked, this, &OverviewPage::pickService);
    draw();
}

void OverviewPage::layCharts() {
    auto* top = new QHBoxLayout;
    top->setContentsMargins(12, 8, 12, 8);
    top->addWidget(m_figures);
    top->addStretch(1);
    top->addWidget(m_details, 0, Qt::AlignVCenter);
    auto* pair = new QHBoxLayout;
    pair->setSpacing(16);
    pair->addLayout(titled(m_senderTitle, m_senders), 1);
    pair->addLayout(titled(m_serviceTitle, m_services), 1);
    auto* inside = new QVBoxLayout(m_charts);
    inside->setContentsMargins(12, 4, 12, 8);
    inside->setSpacing(12);
    inside->addLayout(titled(m_timeTitle, m_timeline), 1);
    inside->addLayout(pair, 1);
    auto* outer = static_cast<QVBoxLayout*>(layout());
    outer->insertLayout(0, top);
    outer->insertWidget(1, m_charts, 1);
    tableArea().hide();
}

void OverviewPage::setDisplay(const models::DisplayOptions& options) {
    TablePage::setDisplay(options);
    m_display = options;
    m_timeline->setDisplay(options);
    draw();
}

QString OverviewPage::summary() const {
    if (!m_overview)
        return {};
    const QLocale& locale = m_display.locale;
    return tr("%1 packets · %2 %3 (%4)", nullptr, models::plural(m_overview->packets))
        .arg(locale.toString(static_cast<qulonglong>(m_overview->packets)),
             locale.toString(static_cast<qulonglong>(m_overview->bytes)), bytesUnit(),
             models::bytesText(static_cast<std::int64_t>(m_overview->bytes), locale));
}

bool OverviewPage::busy() const { return TablePage::busy() || m_worker.busy() || (m_dirty && isVisible()); }

QString OverviewPage::bytesUnit() const { return wireBytes() ? tr("bytes on the wire") : tr("IP bytes"); }

std::pair<qsizetype, qsizetype> OverviewPage::filteredRows() const {
    if (!m_overview)
        return {0, 0};
    return {static_cast<qsizetype>(m_overview->packets), static_cast<qsizetype>(m_overview->figures.frames)};
}

void OverviewPage::takeFocus() { m_details->isChecked() ? view().setFocus() : m_senders->setFocus(); }

void OverviewPage::bindFilter() {
    m_boundText = m_filter.text();
    models::FilterBinding fresh =
        models::bindFilter(m_boundText, capturetables::overviewSchema(), source().foreignColumns());
    if (fresh.fit.state == FilterFit::State::notHere)
        fresh.fit.message = tr("The filter uses columns that the charts do not have: they show all traffic.");
    if (fresh.fit.state == FilterFit::State::wrong)
        fresh.fit.text = m_fit.text;  // it is being typed: the charts stay as the last good one left them
    else
        m_bound = std::move(fresh.filter);
    m_fit = std::move(fresh.fit);
}

void OverviewPage::noteDirt() {
    if (!source().snapshot()) {
        m_worker.cancel();
        m_dirty = false;
        if (std::exchange(m_overview, nullptr))
            draw();
        return;
    }
    m_dirty = true;
    // Snapshots come faster than large ones can be charted: what is being made is left to finish. Another filter is not
    // kept waiting.
    if (isVisible() && (!m_worker.busy() || m_boundText != m_filter.text()))
        make();
}

void OverviewPage::showEvent(QShowEvent* event) {
    TablePage::showEvent(event);
    if (m_dirty && !m_worker.busy())
        make();
}

void OverviewPage::make() {
    m_dirty = false;
    bindFilter();
    capturetables::OverviewRequest request;
    request.wireBytes = wireBytes();
    request.mostSpans = m_timeline->mostSpans();
    request.filter = m_bound;
    m_worker.start([this, snapshot = source().snapshot(), request](std::stop_token stop) -> session::Worker::Delivery {
        auto overview = capturetables::makeOverview(snapshot, request, stop);
        return [this, overview = std::move(overview)] { take(overview); };
    });
}

void OverviewPage::take(std::shared_ptr<const capturetables::Overview> overview) {
    if (overview)
        m_overview = std::move(overview);
    draw();
    emit updated();
    if (m_dirty && isVisible())
        make();
}

void OverviewPage::draw() {
    const QLocale& locale = m_display.locale;
    drawFigures();
    const capturetables::Overview none;
    const capturetables::Overview& shown = m_overview ? *m_overview : none;
    QString scope;
    if (m_fit.state == FilterFit::State::notHere)
        scope = tr(" · all traffic, not filtered");
    else if (m_bound)
        scope = tr(" · filtered traffic");
    QString time = wireBytes() ? tr("Bytes on the wire over time") : tr("IP bytes over time");
    if (shown.time.width > 0)
        time += tr(" · by %1").arg(charts::spanText(shown.time.width, locale));
    if (m_bound && m_overview)
        time += tr(" · %1 of %2 match the filter")
                    .arg(models::bytesText(static_cast<std::int64_t>(shown.bytes), locale),
                         models::bytesText(
                             static_cast<std::int64_t>(wireBytes() ? shown.figures.wireBytes : shown.figures.bytes),
                             locale));
    else
        time += scope;
    if (shown.time.framesOutside > 0)
        time +=
            tr(" · %1 frames far outside this time are not shown", nullptr, models::plural(shown.time.framesOutside))
                .arg(locale.toString(static_cast<qulonglong>(shown.time.framesOutside)));
    m_timeTitle->setText(time);
    m_timeline->setAccessibleName(time);
    m_timeline->setTraffic(shown.time);

    const auto ranked = [&](const QString& what, std::size_t rows, std::uint64_t count) {
        QString text = what + scope;
        if (rows < count)
            text += tr(" · the first %1 of %2")
                        .arg(locale.toString(static_cast<qulonglong>(rows)),
                             locale.toString(static_cast<qulonglong>(count)));
        return text;
    };
    std::vector<charts::Bar> bars;
    for (const capturetables::Sender& sender : shown.senders) {
        charts::Bar bar;
        bar.label = QString::fromStdString(sender.address.toString());
        bar.value = static_cast<double>(sender.bytes);
        bar.figure = models::bytesText(static_cast<std::int64_t>(sender.bytes), locale);
        const QString names = models::shownText(sender.names);
        bar.note = names.section(u';', 0, 0);
        bar.tooltip =
            tr("%1 sent %2 in %3 packets, %4 of these", nullptr, models::plural(sender.packets))
                .arg(bar.label, exactly(sender.bytes, locale), locale.toString(static_cast<qulonglong>(sender.packets)),
                     part(sender.bytes, shown.bytes, locale));
        if (!names.isEmpty())
            bar.tooltip += u'\n' + names.left(1000).split(u';').join(u'\n');
        bar.tooltip += u'\n' + tr("Click to filter for this address, Ctrl+click to add it to the filter");
        bars.push_back(std::move(bar));
    }
    m_senderTitle->setText(ranked(wireBytes() ? tr("Top senders by bytes on the wire") : tr("Top senders by IP bytes"),
                                  shown.senders.size(), shown.senderCount));
    m_senders->setAccessibleName(m_senderTitle->text());
    m_senders->setBars(std::move(bars));

    bars.clear();
    for (const capturetables::ServiceTraffic& service : shown.services) {
        charts::Bar bar;
        bar.label = models::shownText(service.service);
        bar.value = static_cast<double>(service.bytes);
        bar.figure = models::bytesText(static_cast<std::int64_t>(service.bytes), locale);
        bar.note = part(service.bytes, shown.bytes, locale);
        bar.tooltip = tr("%1: %2 in %3 packets, %4 of these", nullptr, models::plural(service.packets))
                          .arg(bar.label, exactly(service.bytes, locale),
                               locale.toString(static_cast<qulonglong>(service.packets)), bar.note);
        bar.tooltip += u'\n' + tr("Click to filter for this service, Ctrl+click to add it to the filter");
        bars.push_back(std::move(bar));
    }
    m_serviceTitle->setText(ranked(wireBytes() ? tr("Services by bytes on the wire") : tr("Services by IP bytes"),
                                   shown.services.size(), shown.serviceCount));
    m_services->setAccessibleName(m_serviceTitle->text());
    m_services->setBars(std::move(bars));
}

void OverviewPage::drawFigures() {
    const capturetables::CaptureFigures none;
    const capturetables::CaptureFigures& f = m_overview ? m_overview->figures : none;
    const QLocale& locale = m_display.locale;
    const auto number = [&](std::uint64_t value) {
        return m_overview ? locale.toString(static_cast<qulonglong>(value)) : QStringLiteral("–");
    };
    const std::uint64_t bytes = wireBytes() ? f.wireBytes : f.bytes;
    std::vector<KeyFigure> figures;
    figures.push_back({tr("Frames"), number(f.frames), {}});
    figures.push_back({wireBytes() ? tr("Bytes on the wire") : tr("IP bytes"),
                       m_overview ? models::bytesText(static_cast<std::int64_t>(bytes), locale) : number(0),
                       exactly(bytes, locale)});
    KeyFigure duration{tr("Duration"), number(0), {}};
    if (f.timed) {
        std::int64_t length = 0;
        if (__builtin_sub_overflow(f.lastSeen, f.firstSeen, &length))
            length = INT64_MAX;
        const std::int64_t seconds = length / 1'000'000'000;
        duration.value = seconds < 60      ? tr("%1 s").arg(locale.toString(static_cast<double>(length) / 1e9, 'f', 1))
                         : seconds < 3600  ? tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60)
                         : seconds < 86400 ? tr("%1 h %2 min").arg(seconds / 3600).arg(seconds / 60 % 60)
                                           : tr("%1 d %2 h").arg(seconds / 86400).arg(seconds / 3600 % 24);
        duration.tooltip = models::timeText(f.firstSeen, m_display) + u'\n' + models::timeText(f.lastSeen, m_display);
    } else if (m_overview) {
        duration.value = tr("no timestamps");
    }
    figures.push_back(std::move(duration));
    figures.push_back({tr("Addresses"), number(f.addresses), {}});
    figures.push_back({tr("Flows"), number(f.flows), {}});
    figures.push_back({tr("Names queried"), number(f.names), {}});
    KeyFigure damage{tr("Damage"), m_overview ? tr("none") : number(0), {}, false};
    QStringList problems;
    if (!f.problem.empty())
        problems << models::shownText(f.problem);
    if (f.malformed > 0)
        problems << tr("%1 malformed frames", nullptr, models::plural(f.malformed)).arg(number(f.malformed));
    if (f.cutShort > 0)
        problems << tr("%1 frames were truncated by the capture", nullptr, models::plural(f.cutShort))
                        .arg(number(f.cutShort));
    if (!problems.isEmpty()) {
        damage.value = !f.problem.empty() ? tr("file is damaged")
                       : f.malformed > 0  ? tr("%1 malformed").arg(number(f.malformed))
                                          : tr("%1 truncated").arg(number(f.cutShort));
        damage.tooltip = problems.join(u'\n');
        damage.alarming = !f.problem.empty() || f.malformed > 0;
    }
    figures.push_back(std::move(damage));
    m_figures->setFigures(figures);
}

void OverviewPage::pickSender(int row, bool add) {
    if (m_overview)
        pick(models::addressFilter(m_overview->senders[static_cast<std::size_t>(row)].address), add);
}

void OverviewPage::pickService(int row, bool add) {
    if (!m_overview)
        return;
    const capturetables::ServiceTraffic& service = m_overview->services[static_cast<std::size_t>(row)];
    pick(service.named ? models::serviceFilter(QString::fromStdString(service.service))
                       : models::portFilter(QString::fromStdString(service.protocol), service.port),
         add);
}

void OverviewPage::pickRange(qlonglong from, qlonglong to) {
    const QString test = models::timeFilter(from, to);
    const QString old = m_filter.text();
    QString next;
    if (!m_rangeTest.isEmpty() && old.contains(m_rangeTest))
        next = QString(old).replace(m_rangeTest, test);  // a new range takes the place of the one before
    else
        next = models::combined(old, test, models::Combine::andAlso);
    m_rangeTest = test;
    m_filter.set(next);
}

void OverviewPage::pick(const QString& test, bool add) {
    if (!add) {
        m_filter.set(test);
        return;
    }
    const QString bracketed = test.contains(QStringLiteral(" or ")) ? u'(' + test + u')' : test;
    m_filter.set(models::combined(m_filter.text(), m_filter.isEmpty() ? test : bracketed, models::Combine::andAlso));
}

}  // namespace weir::panes
