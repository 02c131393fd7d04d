// SPDX-License-Identifier: GPL-3.0-or-later
// What the filter language and the keys are, and what the program is.
#pragma once

class QWidget;

namespace weir::ui {

void showHelp(QWidget* parent);
void showAbout(QWidget* parent);

}  // namespace weir::ui
