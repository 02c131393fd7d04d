// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/severityblocks.h"

#include <QPainter>
#include <algorithm>

namespace weir::charts {

void paintSeverity(QPainter& painter, const QRect& area, int severity, const QColor& colour, Qt::LayoutDirection way) {
    constexpr int blocks = 3, width = 6, gap = 2;
    const int height = std::min(area.height() - 6, 14);
    const int top = area.center().y() - height / 2;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(colour);
    for (int block = 0; block < blocks; ++block) {
        const int away = block * (width + gap);
        painter.setBrush(block < severity ? QBrush(colour) : QBrush(Qt::NoBrush));
        painter.drawRect(way == Qt::RightToLeft ? area.right() - away - width : area.left() + away, top, width, height);
    }
    painter.restore();
}

QColor severityColour(int severity, const ChartColours& colours) {
    return severity >= 2 ? colours.alarm : colours.mutedText;
}

}  // namespace weir::charts
