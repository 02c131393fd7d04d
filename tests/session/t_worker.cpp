// SPDX-License-Identifier: GPL-3.0-or-later
// The worker: the newest order wins, the cancelled ones stay silent, and no thread outlives its owner.
#include <gtest/gtest.h>

#include <QElapsedTimer>
#include <QThread>
#include <atomic>

#include "core/session/worker.h"
#include "session/loop.h"

namespace weir::session {

TEST(Worker, DeliversOnTheOwnersThread) {
    Worker worker;
    QThread* workedOn = nullptr;
    QThread* deliveredOn = nullptr;
    worker.start([&](std::stop_token) -> Worker::Delivery {
        workedOn = QThread::currentThread();
        return [&] { deliveredOn = QThread::currentThread(); };
    });
    EXPECT_TRUE(worker.busy());
    ASSERT_TRUE(runUntil([&] { return deliveredOn != nullptr; }));
    EXPECT_EQ(deliveredOn, QThread::currentThread());
    EXPECT_NE(workedOn, QThread::currentThread());
    EXPECT_FALSE(worker.busy());
}

TEST(Worker, OnlyTheNewestOfManyOrdersDelivers) {
    Worker worker;
    std::vector<int> delivered;
    for (int i = 0; i < 50; ++i) {
        worker.start([&delivered, i](std::stop_token) -> Worker::Delivery {
            return [&delivered, i] { delivered.push_back(i); };
        });
        if (i % 7 == 0)
            QThread::usleep(300);
    }
    ASSERT_TRUE(runUntil([&] { return !delivered.empty(); }));
    runFor(60);
    EXPECT_EQ(delivered, std::vector<int>{49});
}

TEST(Worker, ACancelledOrderIsAskedToStopAndNeverDelivers) {
    Worker worker;
    std::atomic<bool> started = false;
    std::atomic<bool> stopped = false;
    bool delivered = false;
    worker.start([&](std::stop_token stop) -> Worker::Delivery {
        started = true;
        while (!stop.stop_requested()) QThread::usleep(100);
        stopped = true;
        return [&] { delivered = true; };
    });
    ASSERT_TRUE(runUntil([&] { return started.load(); }));
    worker.cancel();
    EXPECT_FALSE(worker.busy());
    ASSERT_TRUE(runUntil([&] { return stopped.load(); }));
    runFor(60);
    EXPECT_FALSE(delivered);
}

TEST(Worker, DestroyedWhileRunningItWaitsForTheThread) {
    for (int i = 0; i < 20; ++i) {
        auto alive = std::make_shared<int>(i);
        const std::weak_ptr<int> watch = alive;
        {
            Worker worker;
            worker.start([alive = std::move(alive)](std::stop_token stop) -> Worker::Delivery {
                while (!stop.stop_requested()) QThread::usleep(50);
                return [] { FAIL() << "delivered after destruction"; };
            });
            if (i % 2)
                QThread::usleep(200);
        }
        EXPECT_TRUE(watch.expired());
    }
}

TEST(Worker, SaysWhatFailed) {
    Worker worker;
    QString reason;
    QObject::connect(&worker, &Worker::failed, &worker, [&](const QString& text) { reason = text; });
    worker.start([](std::stop_token) -> Worker::Delivery { throw std::bad_alloc(); });
    ASSERT_TRUE(runUntil([&] { return !reason.isEmpty(); }));
    EXPECT_EQ(reason, QStringLiteral("not enough memory"));
    bool delivered = false;
    worker.start([&](std::stop_token) -> Worker::Delivery { return [&] { delivered = true; }; });
    EXPECT_TRUE(runUntil([&] { return delivered; })) << "one failure must not end the worker";
}

}  // namespace weir::session
