// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/worker.h"

#include <QRunnable>
#include <QThreadPool>
#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <utility>

#include "core/base/threadname.h"

#ifdef __SANITIZE_THREAD__
#include <sanitizer/tsan_interface.h>
#endif

namespace weir::session {

namespace {

// Much of the work waits for a disk or for other threads, and a packet must not wait for an export: so more threads
// than processors. The pool makes them when they are needed, and ends those that were idle for a while.
constexpr int mostThreads = 32;

}  // namespace

/// What owner and pool share. It outlives the worker where the pool has not yet come to it.
struct Worker::Mailbox {
    std::mutex mutex;  ///< guards all that follows
    std::condition_variable stopped;
    Worker* owner = nullptr;  ///< null once it is being destroyed
    const char* name = nullptr;
    Work waiting;
    quint64 wanted = 0;  ///< counts the orders; each takes the worth from those before
    bool queued = false;
    bool working = false;
    bool called = false;  ///< a call of `deliver` is on its way
    std::stop_source running{std::nostopstate};
    Delivery delivery, interim;
    std::string failure;
    bool done = false;

    void run();
    void callOwner() {
        if (owner && !std::exchange(called, true))
            QMetaObject::invokeMethod(owner, "deliver", Qt::QueuedConnection);
    }
    /// What was not fetched is worth nothing any more. To be dropped outside of the lock.
    std::pair<Delivery, Delivery> outdate() {
        ++wanted;
        running.request_stop();
        done = false;
        failure.clear();
        return {std::exchange(delivery, nullptr), std::exchange(interim, nullptr)};
    }
};

void Worker::Mailbox::run() {
    std::unique_lock lock(mutex);
    queued = false;
    working = true;
    nameThread(name);
    while (waiting) {
        Work work = std::exchange(waiting, nullptr);
        const quint64 order = wanted;
        running = std::stop_source();
        const std::stop_token stop = running.get_token();
        lock.unlock();
        Delivery fresh;
        std::string reason;
        try {
            fresh = work(stop);
        } catch (const std::bad_alloc&) {
            reason = "not enough memory";
        } catch (const std::exception& e) {
            reason = e.what();
        } catch (...) {
            reason = "unknown error";
        }
        work = nullptr;
        lock.lock();
        if (order == wanted) {
            delivery.swap(fresh);
            failure = std::move(reason);
            done = true;
            callOwner();
        }
        lock.unlock();
        fresh = nullptr;  // an answer that nobody wants any more may be large
        lock.lock();
    }
    working = false;
    nameThread("weir-idle");
    stopped.notify_all();
}

/// One visit of the pool to a mailbox. The thread sanitizer does not see the locks of Qt, by which the pool hands it
/// over: it is told of them here.
class Worker::Visit : public QRunnable {
public:
    explicit Visit(std::shared_ptr<Mailbox> mailbox) : m_mailbox(std::move(mailbox)) {
#ifdef __SANITIZE_THREAD__
        __tsan_release(this);
#endif
    }
    void run() override {
#ifdef __SANITIZE_THREAD__
        __tsan_acquire(this);
#endif
        m_mailbox->run();
    }

private:
    const std::shared_ptr<Mailbox> m_mailbox;
};

Worker::Worker(const char* name, QObject* parent) : QObject(parent), m_mailbox(std::make_shared<Mailbox>()) {
    m_mailbox->owner = this;
    m_mailbox->name = name;
    QThreadPool& pool = *QThreadPool::globalInstance();
    pool.setMaxThreadCount(std::max(pool.maxThreadCount(), mostThreads));
}

Worker::~Worker() {
    cancel();
    std::unique_lock lock(m_mailbox->mutex);
    m_mailbox->owner = nullptr;
    m_mailbox->stopped.wait(lock, [this] { return !m_mailbox->working; });
}

void Worker::start(Work work) {
    m_busy = true;
    std::pair<Delivery, Delivery> outdated;
    {
        const std::lock_guard lock(m_mailbox->mutex);
        outdated = m_mailbox->outdate();
        std::swap(m_mailbox->waiting, work);  // the forgotten order is dropped outside of the lock
        if (m_mailbox->working || std::exchange(m_mailbox->queued, true))
            return;
    }
    QThreadPool::globalInstance()->start(new Visit(m_mailbox));  // the pool deletes it
}

void Worker::cancel() {
    m_busy = false;
    Work forgotten;
    std::pair<Delivery, Delivery> outdated;
    const std::lock_guard lock(m_mailbox->mutex);
    outdated = m_mailbox->outdate();
    std::swap(m_mailbox->waiting, forgotten);
}

void Worker::report(Delivery delivery) {
    const std::lock_guard lock(m_mailbox->mutex);
    // A work that was replaced may still run: it is told so.
    if (m_mailbox->running.stop_requested())
        return;
    m_mailbox->interim.swap(delivery);
    m_mailbox->callOwner();
}

void Worker::deliver() {
    Delivery delivery;
    Delivery interim;
    std::string failure;
    bool done = false;
    {
        const std::lock_guard lock(m_mailbox->mutex);
        m_mailbox->called = false;
        interim = std::exchange(m_mailbox->interim, nullptr);
        delivery = std::exchange(m_mailbox->delivery, nullptr);
        failure = std::exchange(m_mailbox->failure, {});
        done = std::exchange(m_mailbox->done, false);
    }
    if (!done) {
        if (interim)
            interim();
        return;
    }
    m_busy = false;
    if (!failure.empty())
        emit failed(QString::fromStdString(failure));
    else if (delivery)
        delivery();
}

}  // namespace weir::session
