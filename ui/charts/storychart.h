// SPDX-License-Identifier: GPL-3.0-or-later
// What happened when: one lane for each subject, one mark for each event, over one axis of time.
#pragma once

#include <QWidget>
#include <vector>

#include "ui/charts/chartcolours.h"
#include "ui/models/format.h"

namespace weir::charts {

/// An event, or a behaviour that lasts.
struct StoryMark {
    std::int64_t time = 0;  ///< nanoseconds since the epoch
    std::size_t lane = 0;   ///< index into Story::lanes
    QString kind;           ///< a word of the contract: asked, downloaded, sent, …; chooses the shape
    QString explanation;    ///< plain text for the tooltip
};

struct Story {
    std::vector<QString> lanes;  ///< subjects, the first on top
    std::vector<bool> serious;   ///< by lane: drawn in the colour of alarm
    std::vector<StoryMark> marks;
    std::int64_t from = 0, to = 0;  ///< what is shown at first, all marks besides; equal: just the marks
};

/// A click on a mark chooses it; the arrow keys go from mark to mark. The wheel zooms about the pointer, a drag moves
/// what is shown, a double click shows all again. Kinds differ in shape, never in colour alone.
class StoryChart : public QWidget {
    Q_OBJECT

public:
    explicit StoryChart(QWidget* parent = nullptr);

    void setStory(Story story);
    void setDisplay(const models::DisplayOptions& display);
    const Story& story() const { return m_story; }
    /// Where a mark stands, in the widget's pixels.
    QPoint markPosition(std::size_t mark) const;
    std::int64_t from() const { return m_from; }  ///< what is shown, nanoseconds since the epoch
    std::int64_t to() const { return m_to; }
    void showAll();
    void copyPicture();
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

signals:
    void picked(std::size_t mark);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QRect plot() const;
    int laneHeight() const;
    int laneWidth() const;
    double xOf(std::int64_t time) const;
    std::optional<std::size_t> markAt(const QPoint& point) const;
    void setRange(std::int64_t from, std::int64_t to);
    void choose(std::size_t mark);
    void paintMark(QPainter& painter, const QPointF& centre, const StoryMark& mark, bool chosen) const;

    Story m_story;
    models::DisplayOptions m_display;
    ChartColours m_colours;
    std::int64_t m_first = 0, m_last = 0;  ///< of all marks, with a margin
    std::int64_t m_from = 0, m_to = 0;
    std::optional<std::size_t> m_chosen;
    std::optional<int> m_dragFrom;
    bool m_dragged = false;
};

}  // namespace weir::charts
