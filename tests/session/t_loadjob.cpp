// SPDX-License-Identifier: GPL-3.0-or-later
// Reading on another thread: what is told, in which order, and what is never told.
#include <gtest/gtest.h>

#include <QThread>
#include <atomic>
#include <random>

#include "core/engine/analyze.h"
#include "core/session/loadjob.h"
#include "session/loop.h"

namespace weir::session {

using engine::Callbacks;
using traffic::Options;
using traffic::Progress;
using traffic::Snapshot;

namespace {

/// Everything that a job tells, as one line of words.
struct Diary {
    explicit Diary(LoadJob& job) {
        QObject::connect(&job, &LoadJob::progressed, &job, [this](const Progress& p) {
            owner = owner && QThread::currentThread() == QCoreApplication::instance()->thread();
            lastProgress = p;
            ++progresses;
        });
        QObject::connect(&job, &LoadJob::snapshotReady, &job, [this](const Snapshot& s) {
            ++snapshots;
            last = s;
        });
        QObject::connect(&job, &LoadJob::finished, &job, [this](const Snapshot& s) {
            ++finished;
            last = s;
        });
        QObject::connect(&job, &LoadJob::failed, &job, [this](const Error& e) {
            ++failed;
            error = e;
        });
    }
    bool over() const { return finished + failed > 0; }

    int progresses = 0, snapshots = 0, finished = 0, failed = 0;
    bool owner = true;
    Progress lastProgress;
    Snapshot last;
    Error error;
};

/// Reads the sample over and over until asked to stop, telling snapshots all the way.
Result<Snapshot> endless(std::vector<std::string> paths, const Options& options, const Callbacks& callbacks,
                         std::stop_token stop) {
    for (;;) {
        Result<Snapshot> read = engine::analyze(paths, options, {}, {});
        if (!read || stop.stop_requested())
            return read;
        callbacks.progress(traffic::progressOf(*read.value()));
        callbacks.snapshot(read.take());
    }
}

}  // namespace

TEST(LoadJob, ReadsTheSample) {
    LoadJob job;
    Diary diary(job);
    job.start({WEIR_SAMPLE}, {});
    EXPECT_TRUE(job.running());
    ASSERT_TRUE(runUntil([&] { return diary.over(); }));
    EXPECT_FALSE(job.running());
    EXPECT_EQ(diary.finished, 1);
    EXPECT_EQ(diary.failed, 0);
    ASSERT_TRUE(diary.last);
    const auto direct = engine::analyze({WEIR_SAMPLE}, {});
    ASSERT_TRUE(direct.ok());
    EXPECT_EQ(traffic::progressOf(*diary.last).frames, traffic::progressOf(*direct.value()).frames);
    EXPECT_FALSE(traffic::isPartial(*diary.last));
}

TEST(LoadJob, SaysThatAFileIsMissing) {
    LoadJob job;
    Diary diary(job);
    job.start({"/no/such/capture.pcap"}, {});
    ASSERT_TRUE(runUntil([&] { return diary.over(); }));
    EXPECT_EQ(diary.finished, 0);
    EXPECT_EQ(diary.failed, 1);
    EXPECT_NE(diary.error.toString().find("/no/such/capture.pcap"), std::string::npos);
}

TEST(LoadJob, TellsProgressAndSnapshotsOnTheOwnersThread) {
    LoadJob job(endless, nullptr);
    Diary diary(job);
    job.start({WEIR_SAMPLE}, {});
    ASSERT_TRUE(runUntil([&] { return diary.snapshots >= 3; }));
    EXPECT_TRUE(diary.owner);
    EXPECT_GT(diary.progresses, 0);
    EXPECT_GT(diary.lastProgress.frames, 0U);
    EXPECT_EQ(diary.finished, 0);
    job.cancel();
    ASSERT_TRUE(runUntil([&] { return diary.over(); }));
    EXPECT_EQ(diary.finished, 1);
    EXPECT_TRUE(diary.last) << "what was read must stay after a cancel";
}

TEST(LoadJob, CancelledAtRandomTimesItEndsExactlyOnce) {
    std::mt19937 random(1);
    for (int i = 0; i < 25; ++i) {
        LoadJob job(endless, nullptr);
        Diary diary(job);
        job.start({WEIR_SAMPLE}, {});
        runFor(static_cast<int>(random() % 40));
        job.cancel();
        ASSERT_TRUE(runUntil([&] { return diary.over(); }));
        runFor(25);
        EXPECT_EQ(diary.finished, 1);
        EXPECT_EQ(diary.failed, 0);
    }
}

TEST(LoadJob, DestroyedWhileReading) {
    std::atomic<int> reading = 0;
    const LoadJob::Loader counted = [&](std::vector<std::string> paths, const Options& options,
                                        const Callbacks& callbacks, std::stop_token stop) {
        ++reading;
        Result<Snapshot> read = endless(std::move(paths), options, callbacks, std::move(stop));
        --reading;
        return read;
    };
    std::mt19937 random(2);
    for (int i = 0; i < 25; ++i) {
        {
            LoadJob job(counted, nullptr);
            job.start({WEIR_SAMPLE}, {});
            job.start({WEIR_SAMPLE}, {});
            runFor(static_cast<int>(random() % 30));
        }
        ASSERT_EQ(reading, 0) << "a thread outlived its job";
    }
}

TEST(LoadJob, OfTwoReadingsOnlyTheLastIsTold) {
    std::atomic<int> stoppedFirst = 0;
    const LoadJob::Loader loader = [&](std::vector<std::string> paths, const Options& options,
                                       const Callbacks& callbacks, std::stop_token stop) -> Result<Snapshot> {
        if (paths.front() != "first")
            return Error{"read " + paths.front()};
        (void)endless({WEIR_SAMPLE}, options, callbacks, stop);
        ++stoppedFirst;
        return Error{"read first"};
    };
    LoadJob job(loader, nullptr);
    Diary diary(job);
    job.start({"first"}, {});
    ASSERT_TRUE(runUntil([&] { return diary.snapshots > 0; }));
    job.start({"second"}, {});
    const int before = diary.snapshots;
    ASSERT_TRUE(runUntil([&] { return diary.over() && stoppedFirst == 1; }));
    runFor(60);
    EXPECT_EQ(diary.snapshots, before);
    EXPECT_EQ(diary.failed, 1);
    EXPECT_EQ(diary.error.text(), "read second");
}

TEST(LoadJob, AnAbandonedReadingIsNeverToldOf) {
    LoadJob job(endless, nullptr);
    Diary diary(job);
    job.start({WEIR_SAMPLE}, {});
    runFor(15);
    job.abandon();
    EXPECT_FALSE(job.running());
    const int before = diary.snapshots + diary.progresses;
    runFor(100);
    EXPECT_EQ(diary.snapshots + diary.progresses, before);
    EXPECT_FALSE(diary.over());
}

TEST(LoadJob, OutOfMemoryIsAnErrorNotTheEnd) {
    LoadJob job([](std::vector<std::string>, const Options&, const Callbacks&,
                   std::stop_token) -> Result<Snapshot> { throw std::bad_alloc(); },
                nullptr);
    Diary diary(job);
    job.start({"any"}, {});
    ASSERT_TRUE(runUntil([&] { return diary.over(); }));
    EXPECT_EQ(diary.failed, 1);
    EXPECT_NE(diary.error.text().find("memory"), std::string::npos);
}

}  // namespace weir::session
