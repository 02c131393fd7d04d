// SPDX-License-Identifier: GPL-3.0-or-later
// The windows of the program: one for each capture.
#pragma once

#include <QObject>
#include <QStringList>

namespace weir::ui {
class LookupService;
class MainWindow;
}  // namespace weir::ui

namespace weir::app {

/// Opens windows, and those that windows ask for. A closed window deletes itself.
class Windows : public QObject {
    Q_OBJECT

public:
    /// The service outlives the windows.
    explicit Windows(ui::LookupService& lookups, QObject* parent = nullptr) : QObject(parent), m_lookups(lookups) {}
    /// Without a path an empty window.
    void open(const QString& path = {});

protected:
    /// Files that the desktop hands to the running program.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    ui::LookupService& m_lookups;
};

}  // namespace weir::app
