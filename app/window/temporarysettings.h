// SPDX-License-Identifier: GPL-3.0-or-later
// Settings that are read as the user left them, and whose changes vanish with the program, however it ends.
#pragma once

#include <QSettings>
#include <optional>

namespace weir::app {

/// From construction on, QSettings works on a copy in memory alone. Once; before anything holds a QSettings.
class TemporarySettings {
public:
    TemporarySettings();

private:
    std::optional<QSettings> m_copy;  ///< what all others share
};

}  // namespace weir::app
