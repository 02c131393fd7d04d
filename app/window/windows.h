// SPDX-License-Identifier: GPL-3.0-or-later
// The windows of the program: one for each capture.
#pragma once

#include <QObject>
#include <QStringList>

namespace weir::ui {
class MainWindow;
}

namespace weir::app {

/// Opens windows, and those that windows ask for. A closed window deletes itself.
class Windows : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    /// Without a path an empty window.
    void open(const QString& path = {});

protected:
    /// Files that the desktop hands to the running program.
    bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace weir::app
