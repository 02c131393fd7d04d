// SPDX-License-Identifier: GPL-3.0-or-later
// What the filter language and the keys are, and what the program is.
#pragma once

class QMainWindow;
class QWidget;

namespace weir::window {

/// The filter language, and every key of the commands in the window's menus.
void showHelp(QMainWindow& window);
void showAbout(QWidget* parent);

}  // namespace weir::window
