// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/storychart.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "ui/charts/ticks.h"
#include "ui/models/plural.h"

namespace weir::charts {

namespace {

constexpr std::int64_t leastRange = 1'000'000;  // a millisecond
constexpr int markRadius = 6;
constexpr int leastDrag = 4;  // points; less is a click

enum class Shape { dot, down, up, ring, square, diamond, cross };

Shape shapeOf(const QString& kind) {
    if (kind == u"asked")
        return Shape::ring;
    if (kind == u"downloaded")
        return Shape::down;
    if (kind == u"sent")
        return Shape::up;
    if (kind == u"beacon" || kind == u"tunnel")
        return Shape::square;
    if (kind == u"scan" || kind == u"moved" || kind == u"login")
        return Shape::cross;
    if (kind == u"listed")
        return Shape::diamond;
    return Shape::dot;
}

QPainterPath pathOf(Shape shape) {
    constexpr double r = markRadius;
    QPainterPath path;
    switch (shape) {
        case Shape::down:
        case Shape::up: {
            const double sign = shape == Shape::down ? 1 : -1;
            path.moveTo(0, sign * r);
            path.lineTo(-r, -sign * r * 0.8);
            path.lineTo(r, -sign * r * 0.8);
            path.closeSubpath();
            break;
        }
        case Shape::square:
            path.addRect(-r * 0.8, -r * 0.8, r * 1.6, r * 1.6);
            break;
        case Shape::diamond:
            path.moveTo(0, -r);
            path.lineTo(r, 0);
            path.lineTo(0, r);
            path.lineTo(-r, 0);
            path.closeSubpath();
            break;
        case Shape::cross:
            for (const double turn : {-1.0, 1.0}) {
                path.moveTo(-r * 0.8, -turn * r * 0.8);
                path.lineTo(r * 0.8, turn * r * 0.8);
            }
            break;
        default:
            path.addEllipse(QPointF(0, 0), r * 0.8, r * 0.8);
    }
    return path;
}

}  // namespace

StoryChart::StoryChart(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("story"));
    setAccessibleName(tr("Story: what happened when"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_colours = ChartColours::of(palette());
}

void StoryChart::setStory(Story story) {
    m_story = std::move(story);
    m_chosen.reset();
    const auto [least, most] = std::minmax_element(m_story.marks.begin(), m_story.marks.end(),
                                                   [](const auto& a, const auto& b) { return a.time < b.time; });
    m_first = m_last = 0;
    if (least != m_story.marks.end()) {
        const bool whole = m_story.from < m_story.to;
        const std::int64_t from = whole ? std::min(m_story.from, least->time) : least->time;
        const std::int64_t to = whole ? std::max(m_story.to, most->time) : most->time;
        const std::int64_t margin = std::max<std::int64_t>((to - from) / 40, leastRange);
        m_first = from - margin;
        m_last = to + margin;
    }
    setAccessibleDescription(tr("%1 events", nullptr, models::plural(m_story.marks.size()))
                                 .arg(m_display.locale.toString(static_cast<qulonglong>(m_story.marks.size()))));
    setMaximumHeight(sizeHint().height() + laneHeight());  // what it does not need is the table's
    showAll();
    updateGeometry();
}

void StoryChart::setDisplay(const models::DisplayOptions& display) {
    m_display = display;
    update();
}

void StoryChart::showAll() { setRange(m_first, m_last); }

void StoryChart::setRange(std::int64_t from, std::int64_t to) {
    m_from = from;
    m_to = std::max(to, from + leastRange);
    update();
}

int StoryChart::laneHeight() const { return std::max(fontMetrics().height() + 8, markRadius * 2 + 8); }

int StoryChart::laneWidth() const {
    int width = 0;
    for (const QString& lane : m_story.lanes) width = std::max(width, fontMetrics().horizontalAdvance(lane));
    return std::min(width + 2, this->width() / 3);
}

QRect StoryChart::plot() const {
    const int left = 12 + laneWidth() + 12;
    const int bottom = fontMetrics().height() + 8;
    return {left, 4, std::max(1, width() - left - 20), std::max(1, height() - 4 - bottom)};
}

QSize StoryChart::minimumSizeHint() const {
    return {300, laneHeight() * std::clamp(static_cast<int>(m_story.lanes.size()), 1, 3) + fontMetrics().height() + 16};
}

QSize StoryChart::sizeHint() const {
    return {600, laneHeight() * std::max(static_cast<int>(m_story.lanes.size()), 1) + fontMetrics().height() + 16};
}

double StoryChart::xOf(std::int64_t time) const {
    const QRect area = plot();
    const auto whole = static_cast<double>(m_to - m_from);
    return area.left() + static_cast<double>(time - m_from) / whole * area.width();
}

QPoint StoryChart::markPosition(std::size_t mark) const {
    const StoryMark& one = m_story.marks[mark];
    const int y = plot().top() + static_cast<int>(one.lane) * laneHeight() + laneHeight() / 2;
    return {static_cast<int>(std::lround(xOf(one.time))), y};
}

std::optional<std::size_t> StoryChart::markAt(const QPoint& point) const {
    std::optional<std::size_t> nearest;
    int least = markRadius + 4;
    for (std::size_t i = 0; i < m_story.marks.size(); ++i) {
        const int away = (markPosition(i) - point).manhattanLength();
        if (away < least) {
            least = away;
            nearest = i;
        }
    }
    return nearest;
}

void StoryChart::paintMark(QPainter& painter, const QPointF& centre, const StoryMark& mark, bool chosen) const {
    const bool alarming = mark.lane < m_story.serious.size() && m_story.serious[mark.lane];
    const QColor colour = alarming ? m_colours.alarm : m_colours.blue;
    const Shape shape = shapeOf(mark.kind);
    const bool hollow = shape == Shape::ring || shape == Shape::cross;
    painter.save();
    painter.translate(centre);
    painter.setPen(QPen(hollow ? colour : m_colours.background, hollow ? 2 : 1));
    painter.setBrush(hollow ? QBrush(Qt::NoBrush) : QBrush(colour));
    painter.drawPath(pathOf(shape));
    if (chosen) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_colours.text, 1.5));
        painter.drawEllipse(QPointF(0, 0), markRadius + 3, markRadius + 3);
    }
    painter.restore();
}

void StoryChart::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), m_colours.background);
    if (m_story.marks.empty()) {
        painter.setPen(m_colours.mutedText);
        painter.drawText(rect(), Qt::AlignCenter, tr("No event stands out"));
        return;
    }
    const QRect area = plot();
    for (std::size_t lane = 0; lane < m_story.lanes.size(); ++lane) {
        const int top = area.top() + static_cast<int>(lane) * laneHeight();
        const int middle = top + laneHeight() / 2;
        painter.setPen(QPen(m_colours.grid, 1));
        painter.drawLine(area.left(), middle, area.right(), middle);
        painter.setPen(m_colours.text);
        const QRect label(12, top, area.left() - 24, laneHeight());
        painter.drawText(label, Qt::AlignVCenter | Qt::AlignRight,
                         fontMetrics().elidedText(m_story.lanes[lane], Qt::ElideMiddle, label.width()));
    }
    const int each = fontMetrics().horizontalAdvance(QStringLiteral("00:00:00.000")) + 24;
    painter.setPen(m_colours.mutedText);
    for (const Tick& tick : timeTicks(m_from, m_to, std::max(1, area.width() / each), m_display)) {
        const double x = xOf(m_from + static_cast<std::int64_t>(tick.at * 1e9));
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + 4));
        const int width = fontMetrics().horizontalAdvance(tick.label);
        painter.drawText(QPointF(std::clamp<double>(x - width / 2.0, 0, this->width() - width),
                                 area.bottom() + 4 + fontMetrics().ascent()),
                         tick.label);
    }
    painter.setClipRect(area.adjusted(-markRadius - 4, 0, markRadius + 4, 0));
    for (std::size_t i = 0; i < m_story.marks.size(); ++i)
        paintMark(painter, markPosition(i), m_story.marks[i], m_chosen == i);
}

void StoryChart::choose(std::size_t mark) {
    m_chosen = mark;
    update();
    emit picked(mark);
}

void StoryChart::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        m_dragFrom = event->pos().x();
        m_dragged = false;
    }
}

void StoryChart::mouseMoveEvent(QMouseEvent* event) {
    if (!m_dragFrom) {
        setCursor(markAt(event->pos()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
        return;
    }
    const int moved = event->pos().x() - *m_dragFrom;
    if (!m_dragged && std::abs(moved) < leastDrag)
        return;
    m_dragged = true;
    m_dragFrom = event->pos().x();
    const auto shift =
        static_cast<std::int64_t>(static_cast<double>(m_to - m_from) * moved / static_cast<double>(plot().width()));
    setRange(m_from - shift, m_to - shift);
}

void StoryChart::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !m_dragFrom)
        return;
    m_dragFrom.reset();
    if (const auto mark = markAt(event->pos()); mark && !m_dragged)
        choose(*mark);
}

void StoryChart::mouseDoubleClickEvent(QMouseEvent*) { showAll(); }

void StoryChart::wheelEvent(QWheelEvent* event) {
    if (m_story.marks.empty())
        return;
    const double factor = std::pow(0.8, event->angleDelta().y() / 120.0);
    const QRect area = plot();
    const double at = std::clamp((event->position().x() - area.left()) / area.width(), 0.0, 1.0);
    const auto length = static_cast<double>(m_to - m_from);
    const double next = std::clamp(length * factor, static_cast<double>(leastRange),
                                   static_cast<double>(std::max(m_last - m_first, leastRange)));
    const std::int64_t from = m_from + static_cast<std::int64_t>((length - next) * at);
    setRange(from, from + static_cast<std::int64_t>(next));
    event->accept();
}

void StoryChart::keyPressEvent(QKeyEvent* event) {
    const int step = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    if (step == 0 || m_story.marks.empty())
        return QWidget::keyPressEvent(event);
    const auto last = static_cast<int>(m_story.marks.size()) - 1;
    const int next = m_chosen ? std::clamp(static_cast<int>(*m_chosen) + step, 0, last) : 0;
    choose(static_cast<std::size_t>(next));
}

void StoryChart::contextMenuEvent(QContextMenuEvent* event) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(tr("&Copy picture")), &QAction::triggered, this, &StoryChart::copyPicture);
    connect(menu->addAction(tr("Show &all")), &QAction::triggered, this, &StoryChart::showAll);
    menu->popup(event->globalPos());
}

void StoryChart::copyPicture() { QApplication::clipboard()->setPixmap(grab()); }

bool StoryChart::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        if (const auto mark = markAt(help->pos()))
            QToolTip::showText(help->globalPos(),
                               QStringLiteral("<div style='white-space:pre-wrap'>%1</div>")
                                   .arg(m_story.marks[*mark].explanation.toHtmlEscaped()),
                               this);
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

void StoryChart::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        m_colours = ChartColours::of(palette());
        update();
    }
}

}  // namespace weir::charts
