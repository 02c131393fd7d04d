// SPDX-License-Identifier: GPL-3.0-or-later
// The worker: the newest order wins, the cancelled ones stay silent, and no thread outlives its owner.
#include <gtest/gtest.h>

#include <QElapsedTimer>
#include <QThread>
#include <QThreadPool>
#include <algorithm>
#include <atomic>

#include "core/session/worker.h"
#include "session/loop.h"

namespace weir::session {

TEST(Worker, DeliversOnTheOwnersThread) {
    Worker worker("weir-test");
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
    Worker worker("weir-test");
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
    Worker worker("weir-test");
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
            Worker worker("weir-test");
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
    Worker worker("weir-test");
    QString reason;
    QObject::connect(&worker, &Worker::failed, &worker, [&](const QString& text) { reason = text; });
    worker.start([](std::stop_token) -> Worker::Delivery { throw std::bad_alloc(); });
    ASSERT_TRUE(runUntil([&] { return !reason.isEmpty(); }));
    EXPECT_EQ(reason, QStringLiteral("not enough memory"));
    bool delivered = false;
    worker.start([&](std::stop_token) -> Worker::Delivery { return [&] { delivered = true; }; });
    EXPECT_TRUE(runUntil([&] { return delivered; })) << "one failure must not end the worker";
}

TEST(Worker, AnyExceptionIsAFailureNotTheEnd) {
    Worker worker("weir-test");
    QString reason;
    QObject::connect(&worker, &Worker::failed, &worker, [&](const QString& text) { reason = text; });
    worker.start([](std::stop_token) -> Worker::Delivery { throw 42; });
    ASSERT_TRUE(runUntil([&] { return !reason.isEmpty(); }));
    EXPECT_FALSE(worker.busy());
}

TEST(Worker, ReportsComeBeforeTheDeliveryAndOnlyTheNewest) {
    Worker worker("weir-test");
    std::vector<int> told;
    std::atomic<bool> go = false;
    worker.start([&](std::stop_token) -> Worker::Delivery {
        worker.report([&] { told.push_back(1); });
        while (!go) QThread::usleep(50);
        for (int i = 2; i < 100; ++i) worker.report([&told, i] { told.push_back(i); });
        return [&] { told.push_back(100); };
    });
    ASSERT_TRUE(runUntil([&] { return !told.empty(); }));
    EXPECT_EQ(told, std::vector<int>{1});
    EXPECT_TRUE(worker.busy());
    go = true;
    ASSERT_TRUE(runUntil([&] { return told.back() == 100; }));
    runFor(20);
    EXPECT_EQ(told.back(), 100) << "nothing comes after the delivery";
    EXPECT_TRUE(std::is_sorted(told.begin(), told.end()));
    EXPECT_FALSE(worker.busy());
}

TEST(Worker, AReplacedWorkReportsNothing) {
    Worker worker("weir-test");
    std::atomic<bool> started = false;
    bool told = false;
    bool delivered = false;
    worker.start([&](std::stop_token stop) -> Worker::Delivery {
        started = true;
        while (!stop.stop_requested()) QThread::usleep(50);
        worker.report([&told] { told = true; });
        return [] {};
    });
    ASSERT_TRUE(runUntil([&] { return started.load(); }));
    worker.start([&](std::stop_token) -> Worker::Delivery { return [&] { delivered = true; }; });
    ASSERT_TRUE(runUntil([&] { return delivered; }));
    runFor(20);
    EXPECT_FALSE(told);
}

TEST(Worker, ADeliveryMayDestroyItsWorker) {
    auto* worker = new Worker("weir-test");
    bool delivered = false;
    worker->start([&](std::stop_token) -> Worker::Delivery {
        return [&delivered, worker] {
            delivered = true;
            delete worker;
        };
    });
    EXPECT_TRUE(runUntil([&] { return delivered; }));
    runFor(5);
}

TEST(Worker, DestroyedBeforeThePoolComesToItNothingHappens) {
    // More of them than the pool has threads, all destroyed at once and while others still run.
    std::atomic<int> begun = 0;
    std::vector<std::unique_ptr<Worker>> workers;
    for (int i = 0; i < 100; ++i) {
        workers.push_back(std::make_unique<Worker>("weir-test"));
        workers.back()->start([&begun](std::stop_token stop) -> Worker::Delivery {
            ++begun;
            while (!stop.stop_requested()) QThread::usleep(50);
            return [] { FAIL() << "delivered after destruction"; };
        });
    }
    ASSERT_TRUE(runUntil([&] { return begun > 3; }));
    while (!workers.empty()) workers.pop_back();
    runFor(20);
    EXPECT_LE(begun, 100);
}

TEST(Worker, AnIdleWorkerHoldsNoThread) {
    std::vector<std::unique_ptr<Worker>> workers;
    int delivered = 0;
    for (int i = 0; i < 200; ++i) workers.push_back(std::make_unique<Worker>("weir-test"));
    for (const auto& worker : workers) {
        worker->start([&](std::stop_token) -> Worker::Delivery { return [&] { ++delivered; }; });
    }
    ASSERT_TRUE(runUntil([&] { return delivered == 200; }));
    QThreadPool::globalInstance()->waitForDone();
    EXPECT_EQ(QThreadPool::globalInstance()->activeThreadCount(), 0);
}

}  // namespace weir::session
