// SPDX-License-Identifier: GPL-3.0-or-later
// Who talks to whom: machines at home on the left, hosts outside on the right by owner, a ribbon for each pair.
#pragma once

#include <QWidget>
#include <optional>

#include "ui/charts/chartcolours.h"
#include "ui/charts/talklayout.h"
#include "ui/models/format.h"

namespace weir::charts {

struct TalkWords;

/// Ribbons are as wide as the root of their bytes, so that small ones can be seen beside large ones. What is pointed at
/// tells about itself and lets the ribbons of others fade. A click, or Return on what the arrow keys went to, picks it.
/// As tall as its hosts need: it is meant to stand in a scroll area.
class TalkChart : public QWidget {
    Q_OBJECT

public:
    explicit TalkChart(QWidget* parent = nullptr);

    void setMap(capturetables::TalkMap map);
    void setDisplay(const models::DisplayOptions& display);
    const capturetables::TalkMap& map() const { return m_map; }
    /// Where the item can be clicked, in the widget's pixels.
    QPoint position(const TalkItem& item) const { return m_layout->position(item); }
    std::optional<TalkItem> current() const { return m_current; }
    /// What is said of it: plain text.
    QString explanation(const TalkItem& item) const;
    void copyPicture();
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override { return minimumSizeHint(); }

signals:
    void picked(const weir::charts::TalkItem& item);
    /// The keyboard went there.
    void reached(const QRect& area);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void lay();
    TalkWords words() const;
    void paintRibbons(QPainter& painter) const;
    void paintClient(QPainter& painter, std::size_t client) const;
    void paintHost(QPainter& painter, std::size_t host) const;
    void paintGroup(QPainter& painter, std::size_t group) const;
    void goTo(const TalkItem& item);

    capturetables::TalkMap m_map;
    models::DisplayOptions m_display;
    ChartColours m_colours;
    std::optional<TalkLayout> m_layout;  ///< of the map at the widget's size
    std::optional<TalkItem> m_hovered;   ///< by the mouse
    std::optional<TalkItem> m_current;   ///< by the keyboard
};

}  // namespace weir::charts
