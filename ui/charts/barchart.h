// SPDX-License-Identifier: GPL-3.0-or-later
// The largest of something as horizontal bars, each with its name before and its figure behind it; a click picks one.
#pragma once

#include <QtCharts/QChartView>
#include <vector>

#include "ui/charts/chartcolours.h"

QT_BEGIN_NAMESPACE
class QBarSet;
class QValueAxis;
QT_END_NAMESPACE

namespace weir::charts {

/// All texts are plain.
struct Bar {
    QString label;    ///< before the bar, never cut
    QString figure;   ///< behind it
    QString note;     ///< behind that, as far as there is room
    QString tooltip;  ///< the whole story
    double value = 0;
};

/// The keys Up, Down, Home, End and Enter do what the mouse does.
class BarChart : public QChartView {
    Q_OBJECT

public:
    explicit BarChart(QWidget* parent = nullptr);

    void setBars(std::vector<Bar> bars);
    const std::vector<Bar>& bars() const { return m_bars; }
    /// Which of the colours the bars take.
    void setColour(QColor ChartColours::*colour);
    QBarSet& series() { return *m_set; }
    /// The whole row of a bar, which takes clicks; in the view's pixels.
    QRect rowRect(int row) const;
    QSize minimumSizeHint() const override;

signals:
    /// `add`: Ctrl was held.
    void picked(int row, bool add);

protected:
    void drawBackground(QPainter* painter, const QRectF& rect) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void lay();
    void colour();
    int rowAt(const QPoint& position) const;
    double rowHeight() const;

    std::vector<Bar> m_bars;
    QBarSet* m_set;
    QValueAxis* m_lengths;
    QValueAxis* m_rows;
    QColor ChartColours::*m_colour = &ChartColours::blue;
    ChartColours m_colours;
    int m_hovered = -1;
    int m_current = 0;
    int m_pressed = -1;
};

}  // namespace weir::charts
