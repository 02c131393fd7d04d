// SPDX-License-Identifier: GPL-3.0-or-later
// Reading packets again, following and writing slices off the owner's thread.
#include <gtest/gtest.h>

#include <QDir>
#include <QTemporaryDir>
#include <atomic>
#include <memory>

#include "core/session/followjob.h"
#include "core/session/packetjob.h"
#include "core/session/slicejob.h"
#include "session/loop.h"
#include "support/analyzed.h"

namespace weir::session {

namespace {

traffic::Snapshot sample() { return test::analyzedFile(WEIR_SAMPLE); }

}  // namespace

TEST(PacketJobTest, OnlyTheNewestOfManyIsTold) {
    const traffic::Snapshot snapshot = sample();
    PacketJob job;
    std::vector<std::uint64_t> told;
    const QThread* const owner = QThread::currentThread();
    QObject::connect(&job, &PacketJob::finished, &job, [&](const auto& packet) {
        EXPECT_EQ(QThread::currentThread(), owner);
        told.push_back(packet->number);
    });
    for (std::uint64_t number = 1; number <= 1000; ++number) job.start(snapshot, number);
    ASSERT_TRUE(runUntil([&] { return !job.busy(); }));
    EXPECT_EQ(told, std::vector<std::uint64_t>{1000});
    job.start(snapshot, 7);
    job.cancel();
    runFor(100);
    EXPECT_EQ(told.size(), 1U) << "nothing after a cancel";
}

TEST(PacketJobTest, AFrameThatIsNotThereIsAnError) {
    PacketJob job;
    std::optional<Error> error;
    QObject::connect(&job, &PacketJob::finished, &job, [&](const auto& packet) { error = packet->error; });
    job.start(sample(), 999'999);
    ASSERT_TRUE(runUntil([&] { return !job.busy(); }));
    ASSERT_TRUE(error.has_value());
    EXPECT_NE(error->text().find("999999"), std::string::npos);
}

TEST(FollowJobTest, NothingChosenIsAnError) {
    FollowJob job;
    std::shared_ptr<const FollowedConversation> got;
    QObject::connect(&job, &FollowJob::finished, &job, [&](const auto& conversation) { got = conversation; });
    job.start({sample(), [](const traffic::SnapshotData&) { return std::vector<traffic::FlowId>{}; }, {}});
    ASSERT_TRUE(runUntil([&] { return !job.busy(); }));
    ASSERT_TRUE(got && got->error);
}

TEST(SliceJobTest, ACancelledOneLeavesNothingBehind) {
    QTemporaryDir folder;
    auto job = std::make_unique<SliceJob>();
    int told = 0;
    QObject::connect(job.get(), &SliceJob::finished, job.get(), [&] { ++told; });
    QObject::connect(job.get(), &SliceJob::failed, job.get(), [&] { ++told; });
    std::atomic<bool> looking = false;
    const SliceOrder::Choose slow = [&looking](const traffic::Snapshot& snapshot, const std::stop_token& stop) {
        looking = true;
        while (!stop.stop_requested()) QThread::msleep(1);
        return Result<extract::PacketRows>(extract::allPackets(*snapshot));
    };
    job->start({sample(), slow, folder.filePath(QStringLiteral("slice.pcapng")).toStdString()});
    ASSERT_TRUE(runUntil([&] { return looking.load(); }));
    job->cancel();
    runFor(100);
    job.reset();  // waits for its thread
    EXPECT_EQ(told, 0);
    EXPECT_TRUE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).isEmpty());
}

TEST(SliceJobTest, TellsOfItsProgressAndOfItsEnd) {
    QTemporaryDir folder;
    SliceJob job;
    qulonglong packets = 0;
    std::atomic<int> progress = 0;
    QObject::connect(&job, &SliceJob::progressed, &job, [&] { ++progress; });
    QObject::connect(&job, &SliceJob::finished, &job, [&](const QString&, qulonglong count) { packets = count; });
    const SliceOrder::Choose slow = [&progress](const traffic::Snapshot& snapshot, const std::stop_token& stop) {
        while (progress == 0 && !stop.stop_requested()) QThread::msleep(1);
        return Result<extract::PacketRows>(extract::allPackets(*snapshot));
    };
    job.start({sample(), slow, folder.filePath(QStringLiteral("slice.pcapng")).toStdString()});
    ASSERT_TRUE(runUntil([&] { return !job.busy(); }));
    EXPECT_EQ(packets, 2045U);
    EXPECT_GT(progress, 0);
    const int before = progress;
    runFor(500);
    EXPECT_EQ(progress, before) << "nothing more once it is over";
}

}  // namespace weir::session
