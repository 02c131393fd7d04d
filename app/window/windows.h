// SPDX-License-Identifier: GPL-3.0-or-later
// The windows of the program: one for each capture.
#pragma once

#include <QObject>
#include <QStringList>

namespace weir::controllers {
class LookupService;
}
namespace weir::models {
class Settings;
}

namespace weir::app {

/// Opens windows, and those that windows ask for. A closed window deletes itself.
class Windows : public QObject {
    Q_OBJECT

public:
    /// The settings and the service outlive the windows.
    /// `keepNothing`: no case is written beside a capture.
    Windows(models::Settings& settings, controllers::LookupService& lookups, bool keepNothing = false,
            QObject* parent = nullptr)
        : QObject(parent), m_settings(settings), m_lookups(lookups), m_keepNothing(keepNothing) {}
    /// Without a path an empty window.
    void open(const QString& path = {});

protected:
    /// Files that the desktop hands to the running program.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    models::Settings& m_settings;
    controllers::LookupService& m_lookups;
    const bool m_keepNothing;
};

}  // namespace weir::app
