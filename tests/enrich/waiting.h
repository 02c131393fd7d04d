// SPDX-License-Identifier: GPL-3.0-or-later
// Waiting for what happens in the event loop, without ever deciding by the clock whether a test passes.
#pragma once

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QThread>

namespace weir::enrich {

/// Runs the event loop until `done()` holds. False after 20 s, which only a hang takes.
template <typename Done>
bool waitFor(Done done, int milliseconds = 20'000) {
    const QDeadlineTimer limit(milliseconds);
    while (!done()) {
        if (limit.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 20);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QThread::yieldCurrentThread();
    }
    return true;
}

/// Runs the event loop until nothing is left in it but timers that are not due: enough for chains of zero timers.
inline void drain() {
    for (int quiet = 0; quiet < 20; ++quiet) {
        QCoreApplication::processEvents(QEventLoop::AllEvents);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
}

/// Lets what is on its way arrive.
inline void settle(int milliseconds = 50) {
    const QDeadlineTimer limit(milliseconds);
    while (!limit.hasExpired()) {
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QThread::msleep(1);
    }
}

}  // namespace weir::enrich
