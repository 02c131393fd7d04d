// SPDX-License-Identifier: GPL-3.0-or-later
// Settings that are read as the user left them, and whose changes vanish with the program.
#pragma once

#include <QTemporaryDir>

namespace weir::app {

/// From construction on, QSettings works on a copy in a folder of its own. Once; before anything holds a QSettings.
class TemporarySettings {
public:
    TemporarySettings();

private:
    QTemporaryDir m_folder;
};

}  // namespace weir::app
