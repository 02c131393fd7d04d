// SPDX-License-Identifier: GPL-3.0-or-later
// Time as something that is given, so that limits of a minute and a month can be tried in an instant.
#pragma once

#include <QDateTime>
#include <QObject>
#include <QTimer>

namespace weir::enrich::queue {

class Clock : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual qint64 now() const = 0;  ///< ms since the epoch, UTC
    /// `woken` is emitted at or soon after that time. Each call replaces the one before.
    virtual void wakeAt(qint64 when) = 0;

signals:
    void woken();
};

/// The machine's clock. Wall-clock time, so time spent in suspend counts.
class SystemClock : public Clock {
    Q_OBJECT
public:
    explicit SystemClock(QObject* parent = nullptr) : Clock(parent) {
        m_timer.setSingleShot(true);
        connect(&m_timer, &QTimer::timeout, this, &Clock::woken);
    }
    qint64 now() const override { return QDateTime::currentMSecsSinceEpoch(); }
    void wakeAt(qint64 when) override {
        // No longer than a minute at a time: the wall clock may be set, or the machine sleep.
        constexpr qint64 longest = 60'000;
        m_timer.start(static_cast<int>(std::clamp<qint64>(when - now(), 0, longest)));
    }

private:
    QTimer m_timer;
};

}  // namespace weir::enrich::queue
