// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/slicejob.h"

#include <chrono>

#include "core/export/writer.h"
#include "core/session/pathtext.h"

namespace weir::session {

// On the worker's thread.
Result<void> SliceJob::write(const SliceOrder& order, extract::SliceInfo& info, const std::stop_token& stop) {
    using Clock = std::chrono::steady_clock;
    constexpr auto interval = std::chrono::milliseconds(200);
    Clock::time_point next = Clock::now() + interval;
    qulonglong writtenPackets = 0;
    m_worker.report([this] { emit progressed(0, 0); });
    const auto found = order.choose(order.snapshot, stop);
    if (!found)
        return found.error();
    const qulonglong total = found.value().size();
    std::optional<Error> unreadable;
    bool sinkFailed = false;
    const Result<void> done = exporting::writeFileWhole(
        order.path, traffic::captureInfo(*order.snapshot).files, [&](const exporting::Sink& sink) {
            const auto put = [&](std::string_view octets) {
                ++writtenPackets;
                if (const auto now = Clock::now(); now >= next) {
                    next = now + interval;
                    m_worker.report([this, writtenPackets, total] { emit progressed(writtenPackets, total); });
                }
                sinkFailed = !sink(octets);
                return !sinkFailed;
            };
            const auto written = extract::writeSlice(*order.snapshot, found.value(), put, stop);
            if (written)
                info = written.value();
            else
                unreadable = written.error();
            return written.ok();
        });
    // Why the packets cannot be read is the better reason than that the file was given up for it.
    return unreadable && !sinkFailed ? Result<void>(*unreadable) : done;
}

SliceJob::SliceJob(QObject* parent) : QObject(parent) {
    connect(&m_worker, &Worker::failed, this, [this](const QString& reason) {
        emit failed(pathText(m_path), Error::of(ErrorKind::internal, reason.toStdString()));
    });
}

void SliceJob::start(SliceOrder order) {
    m_path = order.path;
    m_worker.start([this, order = std::move(order)](const std::stop_token& stop) -> Worker::Delivery {
        extract::SliceInfo info;
        const Result<void> done = write(order, info, stop);
        const QString path = pathText(order.path);
        if (!done)
            return [this, path, error = done.error().withoutFile()] { emit failed(path, error); };
        return [this, path, packets = static_cast<qulonglong>(info.packets)] { emit finished(path, packets); };
    });
}

}  // namespace weir::session
