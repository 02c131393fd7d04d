// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/barchart.h"

#include <QGraphicsLayout>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QToolTip>
#include <QtCharts/QBarSet>
#include <QtCharts/QHorizontalBarSeries>
#include <QtCharts/QValueAxis>
#include <algorithm>
#include <cmath>

#include "ui/charts/picturemenu.h"

namespace weir::charts {

namespace {

constexpr int gap = 8;

int widest(const std::vector<Bar>& bars, const QFontMetrics& metrics, QString Bar::*text) {
    int width = 0;
    for (const Bar& bar : bars) width = std::max(width, metrics.horizontalAdvance(bar.*text));
    return width;
}

}  // namespace

BarChart::BarChart(QWidget* parent)
    : QChartView(parent), m_set(new QBarSet(QString())), m_lengths(new QValueAxis), m_rows(new QValueAxis) {
    offerPicture(*this);
    auto* series = new QHorizontalBarSeries;
    series->append(m_set);
    series->setBarWidth(0.62);
    QChart* chart = this->chart();
    chart->addSeries(series);
    chart->addAxis(m_lengths, Qt::AlignBottom);
    chart->addAxis(m_rows, Qt::AlignLeft);
    series->attachAxis(m_lengths);
    series->attachAxis(m_rows);
    m_lengths->setVisible(false);
    m_rows->setVisible(false);
    m_rows->setReverse(true);  // the largest on top
    chart->legend()->hide();
    chart->setBackgroundVisible(false);
    chart->setMargins({});
    chart->layout()->setContentsMargins(0, 0, 0, 0);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setRenderHint(QPainter::Antialiasing, false);
    colour();
}

void BarChart::setBars(std::vector<Bar> bars) {
    m_bars = std::move(bars);
    m_current = std::clamp(m_current, 0, std::max(0, static_cast<int>(m_bars.size()) - 1));
    m_hovered = -1;
    QStringList spoken;
    double largest = 0;
    m_set->remove(0, m_set->count());
    for (const Bar& bar : m_bars) {
        m_set->append(bar.value);
        largest = std::max(largest, bar.value);
        spoken << bar.label + u' ' + bar.figure;
    }
    m_lengths->setRange(0, std::max(1.0, largest));
    m_rows->setRange(-0.5, std::max<double>(1, static_cast<double>(m_bars.size())) - 0.5);
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    updateGeometry();
    lay();
}

void BarChart::setColour(QColor ChartColours::*colour) {
    m_colour = colour;
    this->colour();
}

void BarChart::colour() {
    m_colours = ChartColours::of(palette());
    setBackgroundBrush(m_colours.background);
    m_set->setColor(m_colours.*m_colour);
    m_set->setBorderColor(Qt::transparent);
    viewport()->update();
}

double BarChart::rowHeight() const {
    const double count = static_cast<double>(std::max<std::size_t>(1, m_bars.size()));
    return std::min((height() - 4) / count, fontMetrics().height() * 2.3);
}

QSize BarChart::minimumSizeHint() const { return {320, 180}; }

QRect BarChart::rowRect(int row) const {
    const double height = rowHeight();
    const int top = static_cast<int>(std::lround(row * height));
    return {0, top, width(), static_cast<int>(std::lround((row + 1) * height)) - top};
}

void BarChart::lay() {
    const int label = widest(m_bars, fontMetrics(), &Bar::label);
    const int figure = widest(m_bars, fontMetrics(), &Bar::figure);
    const int left = label + 2 * gap;
    const int free = width() - left - figure - 2 * gap;
    const bool notes = widest(m_bars, fontMetrics(), &Bar::note) > 0;
    const int length = std::max(24, notes ? free * 11 / 20 : free);
    chart()->setPlotArea({static_cast<qreal>(left), 0, static_cast<qreal>(length),
                          rowHeight() * static_cast<double>(std::max<std::size_t>(1, m_bars.size()))});
    viewport()->update();
}

void BarChart::drawBackground(QPainter* painter, const QRectF& rect) {
    QChartView::drawBackground(painter, rect);
    if (m_hovered >= 0 && m_hovered < static_cast<int>(m_bars.size()))
        painter->fillRect(rowRect(m_hovered), m_colours.hover);
}

void BarChart::drawForeground(QPainter* painter, const QRectF&) {
    painter->setFont(font());
    const QRectF plot = chart()->plotArea();
    for (int row = 0; row < static_cast<int>(m_bars.size()); ++row) {
        const Bar& bar = m_bars[static_cast<std::size_t>(row)];
        const QRect place = rowRect(row);
        painter->setPen(m_colours.text);
        painter->drawText(QRect(gap, place.top(), static_cast<int>(plot.left()) - 2 * gap, place.height()),
                          Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, bar.label);
        const double part = m_lengths->max() > 0 ? bar.value / m_lengths->max() : 0;
        int x = static_cast<int>(plot.left() + plot.width() * part) + gap - 2;
        const int figure = fontMetrics().horizontalAdvance(bar.figure);
        painter->drawText(QRect(x, place.top(), figure + 2, place.height()), Qt::AlignLeft | Qt::AlignVCenter,
                          bar.figure);
        x += figure + gap;
        const int room = width() - x - gap;
        if (bar.note.isEmpty() || room < fontMetrics().averageCharWidth() * 8)
            continue;
        painter->setPen(m_colours.mutedText);
        painter->drawText(QRect(x, place.top(), room, place.height()), Qt::AlignLeft | Qt::AlignVCenter,
                          fontMetrics().elidedText(bar.note, Qt::ElideRight, room));
    }
    if (hasFocus() && !m_bars.empty()) {
        painter->setPen(QPen(palette().color(QPalette::Highlight), 1.5));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(QRectF(rowRect(m_current)).adjusted(1.5, 0.75, -1.5, -0.75));
    }
}

void BarChart::resizeEvent(QResizeEvent* event) {
    QChartView::resizeEvent(event);
    lay();
}

void BarChart::changeEvent(QEvent* event) {
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        colour();
    else if (event->type() == QEvent::FontChange)
        lay();
}

int BarChart::rowAt(const QPoint& position) const {
    for (int row = 0; row < static_cast<int>(m_bars.size()); ++row) {
        if (rowRect(row).contains(position))
            return row;
    }
    return -1;
}

void BarChart::mouseMoveEvent(QMouseEvent* event) {
    m_hovered = rowAt(event->position().toPoint());
    viewport()->setCursor(m_hovered >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    viewport()->update();
}

void BarChart::mousePressEvent(QMouseEvent* event) {
    m_pressed = event->button() == Qt::LeftButton ? rowAt(event->position().toPoint()) : -1;
}

void BarChart::mouseReleaseEvent(QMouseEvent* event) {
    const int row = rowAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && row >= 0 && row == std::exchange(m_pressed, -1)) {
        m_current = row;
        emit picked(row, event->modifiers().testFlag(Qt::ControlModifier));
    }
}

void BarChart::keyPressEvent(QKeyEvent* event) {
    const int last = static_cast<int>(m_bars.size()) - 1;
    if (last < 0) {
        event->ignore();
        return;
    }
    switch (event->key()) {
        case Qt::Key_Up:
            m_current = std::max(0, m_current - 1);
            break;
        case Qt::Key_Down:
            m_current = std::min(last, m_current + 1);
            break;
        case Qt::Key_Home:
            m_current = 0;
            break;
        case Qt::Key_End:
            m_current = last;
            break;
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Space:
            emit picked(m_current, event->modifiers().testFlag(Qt::ControlModifier));
            return;
        default:
            event->ignore();  // typing starts a filter
            return;
    }
    viewport()->update();
}

void BarChart::focusInEvent(QFocusEvent* event) {
    QChartView::focusInEvent(event);
    viewport()->update();
}

void BarChart::focusOutEvent(QFocusEvent* event) {
    QChartView::focusOutEvent(event);
    viewport()->update();
}

bool BarChart::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::Leave && m_hovered >= 0) {
        m_hovered = -1;
        viewport()->update();
    }
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int row = rowAt(help->pos());
        if (row >= 0)
            QToolTip::showText(help->globalPos(),
                               QStringLiteral("<p style='white-space:pre'>") +
                                   m_bars[static_cast<std::size_t>(row)].tooltip.toHtmlEscaped() +
                                   QStringLiteral("</p>"),
                               viewport(), rowRect(row));
        else
            QToolTip::hideText();
        return true;
    }
    return QChartView::viewportEvent(event);
}

}  // namespace weir::charts
