// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/worker.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <utility>

namespace weir::session {

namespace {

// Looked into often at first, since most work is short, then seldom.
constexpr int firstLook = 1, laterLooks = 20;  // ms

}  // namespace

struct Worker::Mailbox {
    std::mutex mutex;
    std::condition_variable_any wake;
    Work waiting;
    quint64 waitingGeneration = 0;
    std::stop_source running{std::nostopstate};
    Delivery delivery;
    std::string failure;
    quint64 deliveredGeneration = 0;

    void run(std::stop_token quit) {
        std::unique_lock lock(mutex);
        while (wake.wait(lock, quit, [this] { return static_cast<bool>(waiting); })) {
            Work work = std::exchange(waiting, nullptr);
            const quint64 generation = waitingGeneration;
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
            }
            work = nullptr;
            lock.lock();
            const Delivery stale = std::exchange(delivery, std::move(fresh));
            failure = std::move(reason);
            deliveredGeneration = generation;
        }
    }
};

Worker::Worker(QObject* parent) : QObject(parent), m_mailbox(std::make_shared<Mailbox>()) {
    connect(&m_timer, &QTimer::timeout, this, &Worker::drain);
    m_thread = std::jthread([box = m_mailbox](std::stop_token quit) { box->run(quit); });
}

Worker::~Worker() { cancel(); }

void Worker::start(Work work) {
    ++m_generation;
    m_busy = true;
    {
        const std::lock_guard lock(m_mailbox->mutex);
        m_mailbox->running.request_stop();
        std::swap(m_mailbox->waiting, work);  // the forgotten order is dropped outside of the lock
        m_mailbox->waitingGeneration = m_generation;
    }
    m_mailbox->wake.notify_one();
    if (!m_timer.isActive())  // orders that come faster than it ticks must not hold back every answer
        m_timer.start(firstLook);
}

void Worker::cancel() {
    ++m_generation;
    m_busy = false;
    m_timer.stop();
    Work forgotten;
    const std::lock_guard lock(m_mailbox->mutex);
    m_mailbox->running.request_stop();
    std::swap(m_mailbox->waiting, forgotten);
}

void Worker::drain() {
    Delivery delivery;
    std::string failure;
    {
        const std::lock_guard lock(m_mailbox->mutex);
        if (m_mailbox->deliveredGeneration != m_generation) {
            m_timer.setInterval(std::min(2 * m_timer.interval(), laterLooks));
            return;
        }
        delivery = std::exchange(m_mailbox->delivery, nullptr);
        failure = std::exchange(m_mailbox->failure, {});
    }
    m_busy = false;
    m_timer.stop();
    if (!failure.empty())
        emit failed(QString::fromStdString(failure));
    else if (delivery)
        delivery();
}

}  // namespace weir::session
