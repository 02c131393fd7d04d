// SPDX-License-Identifier: GPL-3.0-or-later
// Waiting in tests: the event loop runs until something holds, or too long has passed.
#pragma once

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QThread>

namespace weir::session {

template <typename Condition>
bool runUntil(Condition condition, int milliseconds = 30000) {
    QElapsedTimer clock;
    clock.start();
    while (!condition()) {
        if (clock.elapsed() > milliseconds)
            return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
        QThread::msleep(1);
    }
    return true;
}

inline void runFor(int milliseconds) {
    runUntil([] { return false; }, milliseconds);
}

}  // namespace weir::session
