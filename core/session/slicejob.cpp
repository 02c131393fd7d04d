// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/slicejob.h"

#include <QFile>

#include "core/export/writer.h"

namespace weir::session {

namespace {

QString pathText(const std::string& path) { return QFile::decodeName(QByteArray::fromStdString(path)); }

}  // namespace

std::optional<Error> SliceJob::write(const SliceOrder& order, Progress& progress, extract::SliceInfo& info,
                                     const std::stop_token& stop) {
    const auto found = order.choose(order.snapshot, stop);
    if (!found)
        return found.error();
    progress.total = found.value().size();
    std::optional<Error> unreadable;
    bool sinkFailed = false;
    auto error = exporting::writeFileWhole(
        order.path, traffic::captureInfo(*order.snapshot).files, [&](const exporting::Sink& sink) {
            const auto put = [&](std::string_view octets) {
                ++progress.written;
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
    // Why the packets can not be read is the better reason than that the file was given up for it.
    return unreadable && !sinkFailed ? unreadable : error;
}

SliceJob::SliceJob(QObject* parent) : QObject(parent) {
    m_timer.setInterval(200);
    connect(&m_timer, &QTimer::timeout, this, [this] { emit progressed(m_progress->written, m_progress->total); });
    connect(&m_worker, &Worker::failed, this, [this](const QString& reason) {
        m_timer.stop();
        emit failed(pathText(m_path), reason);
    });
}

void SliceJob::cancel() {
    m_timer.stop();
    m_worker.cancel();
}

void SliceJob::start(SliceOrder order) {
    m_path = order.path;
    m_progress = std::make_shared<Progress>();
    m_timer.start();
    m_worker.start(
        [this, order = std::move(order), progress = m_progress](const std::stop_token& stop) -> Worker::Delivery {
            extract::SliceInfo info;
            const std::optional<Error> problem = write(order, *progress, info, stop);
            const QString path = pathText(order.path);
            if (problem)
                return [this, path, reason = QString::fromStdString(problem->message)] {
                    m_timer.stop();
                    emit failed(path, reason);
                };
            return [this, path, packets = static_cast<qulonglong>(info.packets)] {
                m_timer.stop();
                emit finished(path, packets);
            };
        });
}

}  // namespace weir::session
