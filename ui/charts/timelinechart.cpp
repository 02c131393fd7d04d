// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/timelinechart.h"

#include <QGraphicsLayout>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QToolTip>
#include <QtCharts/QAreaSeries>
#include <QtCharts/QCategoryAxis>
#include <QtCharts/QLineSeries>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "ui/charts/picturemenu.h"
#include "ui/charts/ticks.h"

namespace weir::charts {

namespace {

constexpr int leastDrag = 4;  // points; less is a click

void relabel(QCategoryAxis& axis, const std::vector<Tick>& ticks, double end) {
    for (const QString& label : axis.categoriesLabels()) axis.remove(label);
    axis.setStartValue(0);
    axis.setRange(0, end);
    for (const Tick& tick : ticks) axis.append(tick.label, tick.at);
}

}  // namespace

TimelineChart::TimelineChart(QWidget* parent)
    : QChartView(parent), m_times(new QCategoryAxis), m_sizes(new QCategoryAxis) {
    offerPicture(*this);
    chart()->addAxis(m_times, Qt::AlignBottom);
    chart()->addAxis(m_sizes, Qt::AlignLeft);
    m_all = addArea();
    m_chosen = addArea();
    for (QCategoryAxis* axis : {m_times, m_sizes}) {
        axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
        axis->setTruncateLabels(false);
    }
    m_times->setGridLineVisible(false);
    m_sizes->setLineVisible(false);
    chart()->legend()->hide();
    chart()->setBackgroundVisible(false);
    chart()->setMargins({});
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setRenderHint(QPainter::Antialiasing, false);
    m_settle.setSingleShot(true);
    m_settle.setInterval(200);
    connect(&m_settle, &QTimer::timeout, this, [this] {
        const double now = static_cast<double>(mostSpans());
        const double then = static_cast<double>(m_laidFor);
        if (!m_traffic.all.empty() && (now > then * 1.25 || now < then * 0.8))
            emit spansOutgrown();
    });
    colour();
}

QAreaSeries* TimelineChart::addArea() {
    auto* line = new QLineSeries(this);
    auto* area = new QAreaSeries(line);
    chart()->addSeries(area);
    area->attachAxis(m_times);
    area->attachAxis(m_sizes);
    return area;
}

void TimelineChart::setTraffic(capturetables::TrafficOverTime traffic) {
    m_traffic = std::move(traffic);
    m_laidFor = mostSpans();
    if (m_traffic.all.empty())
        m_dragging = false;
    draw();
}

void TimelineChart::setDisplay(const models::DisplayOptions& display) {
    m_display = display;
    draw();
}

void TimelineChart::fill(QAreaSeries& area, const std::vector<std::uint64_t>& values, double width) {
    QList<QPointF> points;
    points.reserve(static_cast<qsizetype>(values.size()) * 2);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto at = static_cast<double>(i);
        const auto value = static_cast<double>(values[i]);
        points << QPointF(at * width, value) << QPointF((at + 1) * width, value);
    }
    area.upperSeries()->replace(points);
}

void TimelineChart::draw() {
    const double width = static_cast<double>(m_traffic.width) / 1e9;
    fill(*m_all, m_traffic.all, width);
    fill(*m_chosen, m_traffic.chosen, width);
    m_chosen->setVisible(!m_traffic.chosen.empty());
    colour();
    lay();
    const auto sum = [](const std::vector<std::uint64_t>& values) {
        return static_cast<std::int64_t>(std::accumulate(values.begin(), values.end(), std::uint64_t{0}));
    };
    QString spoken;
    if (!m_traffic.all.empty()) {
        const auto peak = std::max_element(m_traffic.all.begin(), m_traffic.all.end());
        spoken =
            tr("%1 in spans of %2, from %3; the most is %4, at %5")
                .arg(models::bytesText(sum(m_traffic.all), m_display.locale),
                     spanText(m_traffic.width, m_display.locale), models::timeText(m_traffic.from, m_display),
                     models::bytesText(static_cast<std::int64_t>(*peak), m_display.locale),
                     models::timeText(m_traffic.from + m_traffic.width * (peak - m_traffic.all.begin()), m_display));
        if (!m_traffic.chosen.empty())
            spoken += tr("; %1 match the filter").arg(models::bytesText(sum(m_traffic.chosen), m_display.locale));
    }
    setAccessibleDescription(spoken);
}

void TimelineChart::lay() {
    const QFontMetrics metrics(font());
    const std::uint64_t largest =
        m_traffic.all.empty() ? 0 : *std::max_element(m_traffic.all.begin(), m_traffic.all.end());
    const std::vector<Tick> sizes =
        byteTicks(largest, std::max(2, height() / (metrics.height() * 3)), m_display.locale);
    int left = 0;
    for (const Tick& tick : sizes) left = std::max(left, metrics.horizontalAdvance(tick.label));
    left += 16;
    const int top = metrics.height() / 2 + 4;
    const int bottom = metrics.height() + 12;
    int right = 12;
    std::vector<Tick> times;
    const double seconds = static_cast<double>(m_traffic.width) * static_cast<double>(m_traffic.all.size()) / 1e9;
    std::int64_t length = 0;
    std::int64_t end = 0;
    if (!m_traffic.all.empty() &&
        !__builtin_mul_overflow(m_traffic.width, static_cast<std::int64_t>(m_traffic.all.size()), &length) &&
        !__builtin_add_overflow(m_traffic.from, length, &end)) {
        const int label = metrics.horizontalAdvance(QStringLiteral("00:00:00.000")) + 24;
        times = timeTicks(m_traffic.from, end, std::max(1, (width() - left) / label), m_display);
        if (!times.empty() && times.back().at > seconds * 0.95)  // the last label reaches beyond its tick
            right = metrics.horizontalAdvance(times.back().label) / 2 + 8;
    }
    chart()->setPlotArea({static_cast<qreal>(left), static_cast<qreal>(top),
                          static_cast<qreal>(std::max(40, width() - left - right)),
                          static_cast<qreal>(std::max(40, height() - bottom - top))});
    relabel(*m_sizes, m_traffic.all.empty() ? std::vector<Tick>() : sizes, sizes.back().at);
    relabel(*m_times, times, seconds > 0 ? seconds : 1);
    viewport()->update();
}

void TimelineChart::colour() {
    m_colours = ChartColours::of(palette());
    setBackgroundBrush(m_colours.background);
    const auto paint = [](QAreaSeries& area, const QColor& colour) {
        area.setBrush(colour);
        area.setPen(QPen(colour, 1));  // so that a single span of a long capture stays visible
    };
    paint(*m_all, m_traffic.chosen.empty() ? m_colours.blue : m_colours.muted);
    paint(*m_chosen, m_colours.blue);
    for (QCategoryAxis* axis : {m_times, m_sizes}) {
        axis->setLabelsFont(font());
        axis->setLabelsBrush(m_colours.mutedText);
        axis->setGridLineColor(m_colours.grid);
        axis->setLinePenColor(m_colours.muted);
    }
    viewport()->update();
}

std::size_t TimelineChart::mostSpans() const {
    return std::clamp<std::size_t>(static_cast<std::size_t>(std::max(0.0, chart()->plotArea().width())) / 2, 50, 2000);
}

QPoint TimelineChart::spanStart(std::size_t span) const {
    const QRectF plot = chart()->plotArea();
    const double part = static_cast<double>(span) / static_cast<double>(std::max<std::size_t>(1, m_traffic.all.size()));
    return {static_cast<int>(std::lround(plot.left() + plot.width() * part)), static_cast<int>(plot.center().y())};
}

std::size_t TimelineChart::spanAt(int x) const {
    const QRectF plot = chart()->plotArea();
    const double part = std::clamp((x - plot.left()) / std::max(1.0, plot.width()), 0.0, 1.0);
    const auto count = static_cast<double>(m_traffic.all.size());
    return static_cast<std::size_t>(std::clamp(std::floor(part * count + 1e-9), 0.0, std::max(0.0, count - 1)));
}

QString TimelineChart::spanTooltip(std::size_t span) const {
    const auto bytes = [this](std::uint64_t value) {
        return tr("%1 bytes (%2)")
            .arg(m_display.locale.toString(static_cast<qulonglong>(value)),
                 models::bytesText(static_cast<std::int64_t>(value), m_display.locale));
    };
    const std::int64_t start = m_traffic.from + m_traffic.width * static_cast<std::int64_t>(span);
    QString text = tr("%1, %2").arg(models::timeText(start, m_display), spanText(m_traffic.width, m_display.locale));
    text += u'\n' + bytes(m_traffic.all[span]);
    if (!m_traffic.chosen.empty())
        text += u'\n' + tr("matching the filter: %1").arg(bytes(m_traffic.chosen[span]));
    return text;
}

void TimelineChart::drawForeground(QPainter* painter, const QRectF&) {
    if (!m_dragging || std::abs(m_dragEnd - m_dragStart) < leastDrag || m_traffic.all.empty())
        return;
    const auto [low, high] = std::minmax(m_dragStart, m_dragEnd);
    const QRectF plot = chart()->plotArea();
    const int from = spanStart(spanAt(low)).x();
    const int to = spanStart(spanAt(high) + 1).x();
    const QRectF band(from, plot.top(), to - from, plot.height());
    painter->fillRect(band, m_colours.selection);
    painter->setPen(palette().color(QPalette::Highlight));
    painter->drawLine(band.topLeft(), band.bottomLeft());
    painter->drawLine(band.topRight(), band.bottomRight());
}

void TimelineChart::resizeEvent(QResizeEvent* event) {
    QChartView::resizeEvent(event);
    lay();
    m_settle.start();
}

void TimelineChart::changeEvent(QEvent* event) {
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        colour();
    } else if (event->type() == QEvent::FontChange) {
        colour();
        lay();
    }
}

void TimelineChart::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || m_traffic.all.empty())
        return;
    m_dragging = true;
    m_dragStart = m_dragEnd = event->position().toPoint().x();
}

void TimelineChart::mouseMoveEvent(QMouseEvent* event) {
    const QPoint at = event->position().toPoint();
    const bool inside = !m_traffic.all.empty() && chart()->plotArea().contains(at);
    viewport()->setCursor(m_dragging || inside ? Qt::IBeamCursor : Qt::ArrowCursor);
    if (m_dragging) {
        m_dragEnd = at.x();
        viewport()->update();
    }
}

void TimelineChart::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !std::exchange(m_dragging, false))
        return;
    m_dragEnd = event->position().toPoint().x();
    viewport()->update();
    if (std::abs(m_dragEnd - m_dragStart) < leastDrag || m_traffic.all.empty())
        return;
    const auto [low, high] = std::minmax(m_dragStart, m_dragEnd);
    const auto first = static_cast<std::int64_t>(spanAt(low));
    const auto last = static_cast<std::int64_t>(spanAt(high)) + 1;
    std::int64_t to = 0;
    if (__builtin_add_overflow(m_traffic.from, m_traffic.width * last, &to))
        to = std::numeric_limits<std::int64_t>::max();
    emit rangePicked(m_traffic.from + m_traffic.width * first, to);
}

void TimelineChart::keyPressEvent(QKeyEvent* event) {
    event->ignore();  // typing starts a filter
}

bool TimelineChart::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        if (!m_traffic.all.empty() && chart()->plotArea().contains(help->pos()))
            QToolTip::showText(help->globalPos(),
                               QStringLiteral("<p style='white-space:pre'>") +
                                   spanTooltip(spanAt(help->pos().x())).toHtmlEscaped() + QStringLiteral("</p>"),
                               viewport());
        else
            QToolTip::hideText();
        return true;
    }
    return QChartView::viewportEvent(event);
}

}  // namespace weir::charts
