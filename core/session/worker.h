// SPDX-License-Identifier: GPL-3.0-or-later
// Long work off the window's thread, on Qt's thread pool: the newest order wins, answers come back as queued calls.
#pragma once

#include <QObject>
#include <functional>
#include <memory>
#include <stop_token>

namespace weir::session {

/// Runs one piece of work at a time on a thread of QThreadPool::globalInstance(), which it holds only while it works.
/// All members but `report` belong to the thread that made the object, which needs an event loop. No signal is emitted
/// on the pool's thread: what the work returns waits in a mailbox, and a queued call fetches it.
class Worker : public QObject {
    Q_OBJECT

public:
    /// Called on the owner's thread, unless the order was cancelled or replaced meanwhile. May destroy the worker.
    using Delivery = std::function<void()>;
    /// Called on the pool's thread; returns what to call on the owner's. What it captures is dropped on the pool's
    /// thread: pass it old results to be freed there.
    using Work = std::function<Delivery(std::stop_token)>;

    /// `name` is the thread's while it works: at most 15 characters, and a literal.
    explicit Worker(const char* name, QObject* parent = nullptr);
    /// Asks the running work to stop and waits for it; nothing is delivered any more.
    ~Worker() override;

    /// Asks the running work to stop, forgets any that waits, and puts this one next.
    void start(Work work);
    /// Asks the running work to stop; neither it nor one that waits will deliver.
    void cancel();
    bool busy() const { return m_busy; }

    /// For the work itself, on its thread: something to call on the owner's before the work is done. Of several that
    /// were not yet called only the newest is, and none after the work's own delivery.
    void report(Delivery delivery);

signals:
    /// The work ran out of memory or failed in a way that it did not foresee.
    void failed(const QString& reason);

private:
    struct Mailbox;
    class Visit;
    Q_INVOKABLE void deliver();

    const std::shared_ptr<Mailbox> m_mailbox;
    bool m_busy = false;
};

}  // namespace weir::session
