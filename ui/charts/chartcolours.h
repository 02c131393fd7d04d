// SPDX-License-Identifier: GPL-3.0-or-later
// Colours of charts for a light or a dark palette; QtCharts itself pays no heed to the palette.
#pragma once

#include <QColor>
#include <QPalette>

namespace weir::charts {

/// Series take their colours from the set of Okabe and Ito, which the colour-blind can tell apart
/// (https://jfly.uni-koeln.de/color/). Every series stands out from the background by 3:1, texts by 4.5:1.
struct ChartColours {
    QColor background;
    QColor text;
    QColor mutedText;
    QColor grid;
    QColor muted;  ///< a series that is only there to compare with
    QColor blue;
    QColor green;
    QColor alarm;      ///< for texts
    QColor selection;  ///< see-through
    QColor hover;      ///< see-through

    static ChartColours of(const QPalette& palette);
};

/// WCAG's contrast ratio of two opaque colours, from 1 to 21.
double contrast(const QColor& a, const QColor& b);

}  // namespace weir::charts
