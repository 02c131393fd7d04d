// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/filejob.h"

#include <optional>

#include "core/export/writer.h"
#include "core/session/pathtext.h"

namespace weir::session {

FileJob::FileJob(QObject* parent) : QObject(parent) {
    connect(&m_worker, &Worker::failed, this, [this](const QString& reason) {
        emit failed(pathText(m_path), Error::of(ErrorKind::internal, reason.toStdString()));
    });
}

void FileJob::start(FileOrder order) {
    m_path = order.path;
    m_worker.start([this, order = std::move(order)](const std::stop_token& stop) -> Worker::Delivery {
        const QString path = pathText(order.path);
        const Result<std::string> made = order.make();
        if (made && stop.stop_requested())
            return nullptr;
        const Result<void> done =
            made ? exporting::writeFileWhole(order.path, order.protectedFiles,
                                             [&](const exporting::Sink& sink) { return sink(made.value()); })
                 : Result<void>(made.error());
        if (!done)
            return [this, path, error = done.error().withoutFile()] { emit failed(path, error); };
        return [this, path] { emit finished(path); };
    });
}

}  // namespace weir::session
