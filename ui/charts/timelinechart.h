// SPDX-License-Identifier: GPL-3.0-or-later
// Traffic over time; a range drawn with the mouse becomes a filter.
#pragma once

#include <QTimer>
#include <QtCharts/QChartView>

#include "core/capturetables/overview.h"
#include "ui/charts/chartcolours.h"
#include "ui/models/format.h"

QT_BEGIN_NAMESPACE
class QAreaSeries;
class QCategoryAxis;
class QLineSeries;
QT_END_NAMESPACE

namespace weir::charts {

class TimelineChart : public QChartView {
    Q_OBJECT

public:
    explicit TimelineChart(QWidget* parent = nullptr);

    void setTraffic(capturetables::TrafficOverTime traffic);
    void setDisplay(const models::DisplayOptions& display);
    const capturetables::TrafficOverTime& traffic() const { return m_traffic; }
    /// How many spans have room: one for every two points of width.
    std::size_t mostSpans() const;
    /// Where a span begins, in the view's pixels; that of the last one + 1 is the right end.
    QPoint spanStart(std::size_t span) const;
    QSize minimumSizeHint() const override { return {320, 180}; }

signals:
    /// Whole spans: from the begin of the first to the begin of the one after the last.
    void rangePicked(qlonglong from, qlonglong to);
    /// The width has changed so much that other spans would suit it better.
    void spansOutgrown();

protected:
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void draw();
    void lay();
    void colour();
    std::size_t spanAt(int x) const;
    QString spanTooltip(std::size_t span) const;
    QAreaSeries* addArea();
    static void fill(QAreaSeries& area, const std::vector<std::uint64_t>& values, double width);

    capturetables::TrafficOverTime m_traffic;
    models::DisplayOptions m_display;
    ChartColours m_colours;
    QAreaSeries* m_all;
    QAreaSeries* m_chosen;
    QCategoryAxis* m_times;
    QCategoryAxis* m_sizes;
    QTimer m_settle;
    std::size_t m_laidFor = 0;
    bool m_dragging = false;
    int m_dragStart = 0, m_dragEnd = 0;
};

}  // namespace weir::charts
