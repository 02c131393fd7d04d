// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/windows.h"

#include <QApplication>
#include <QFileOpenEvent>

#include "ui/controllers/handovercontroller.h"
#include "ui/window/mainwindow.h"

namespace weir::app {

void Windows::open(const QString& path) {
    auto* window = new window::MainWindow(m_settings);
    window->setAttribute(Qt::WA_DeleteOnClose);
    connect(window, &window::MainWindow::windowRequested, this, &Windows::open);
    connect(window, &window::MainWindow::quitRequested, qApp, &QApplication::closeAllWindows, Qt::QueuedConnection);
    window->useLookups(m_lookups);
    window->handover().setPrivate(m_keepNothing);
    window->show();
    if (!path.isEmpty())
        window->openCapture({path});
}

bool Windows::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FileOpen) {
        open(static_cast<QFileOpenEvent*>(event)->file());
        return true;
    }
    return QObject::eventFilter(watched, event);
}

}  // namespace weir::app
