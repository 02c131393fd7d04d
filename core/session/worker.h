// SPDX-License-Identifier: GPL-3.0-or-later
// Long work off the window's thread: one thread, the newest order wins, answers come back through a mailbox.
#pragma once

#include <QObject>
#include <QTimer>
#include <functional>
#include <memory>
#include <stop_token>
#include <thread>

namespace weir::session {

/// Runs one piece of work at a time on a thread of its own. All members belong to the thread that made the object.
/// No signal leaves the worker's thread: the owner empties the mailbox with a timer.
class Worker : public QObject {
    Q_OBJECT

public:
    /// Called on the owner's thread, unless the order was cancelled or replaced meanwhile.
    using Delivery = std::function<void()>;
    /// Called on the worker's thread; returns what to call on the owner's. What it captures is dropped on the
    /// worker's thread: pass it old results to be freed there.
    using Work = std::function<Delivery(std::stop_token)>;

    explicit Worker(QObject* parent = nullptr);
    /// Asks the running work to stop and waits for it; nothing is delivered any more.
    ~Worker() override;

    /// Asks the running work to stop, forgets any that waits, and puts this one next.
    void start(Work work);
    /// Asks the running work to stop; neither it nor one that waits will deliver.
    void cancel();
    bool busy() const { return m_busy; }

signals:
    /// The work ran out of memory or failed in a way that it did not foresee.
    void failed(const QString& reason);

private:
    struct Mailbox;
    void drain();

    std::shared_ptr<Mailbox> m_mailbox;
    QTimer m_timer;
    quint64 m_generation = 0;
    bool m_busy = false;
    std::jthread m_thread;  // last: joined before the mailbox goes
};

}  // namespace weir::session
