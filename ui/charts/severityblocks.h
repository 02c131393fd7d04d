// SPDX-License-Identifier: GPL-3.0-or-later
// Three small blocks that say how bad something is without a colour.
#pragma once

#include <QRect>

#include "ui/charts/chartcolours.h"

class QPainter;

namespace weir::charts {

/// Room that the blocks take, in pixels.
inline constexpr int severityWidth = 3 * 6 + 2 * 2;

/// Fills `severity` (1 little, 2 worth a look, 3 serious) of three blocks, from the side where a line begins, in the
/// middle of `area`'s height.
void paintSeverity(QPainter& painter, const QRect& area, int severity, const QColor& colour, Qt::LayoutDirection way);
/// The colour for it where nothing is selected.
QColor severityColour(int severity, const ChartColours& colours);

}  // namespace weir::charts
