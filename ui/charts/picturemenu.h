// SPDX-License-Identifier: GPL-3.0-or-later
// What the right button offers on every chart: its picture.
#pragma once

#include <QWidget>

namespace weir::charts {

/// From now on the right button on the chart opens a menu that copies its picture.
void offerPicture(QWidget& chart);

}  // namespace weir::charts
