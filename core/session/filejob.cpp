// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/filejob.h"

#include <optional>

#include "core/export/writer.h"
#include "core/session/pathtext.h"

namespace weir::session {

FileJob::FileJob(QObject* parent) : QObject(parent) {
    connect(&m_worker, &Worker::failed, this, [this](const QString& reason) { emit failed(pathText(m_path), reason); });
}

void FileJob::start(FileOrder order) {
    m_path = order.path;
    m_worker.start([this, order = std::move(order)](const std::stop_token& stop) -> Worker::Delivery {
        const QString path = pathText(order.path);
        const Result<std::string> made = order.make();
        std::optional<Error> error;
        if (!made)
            error = made.error();
        else if (stop.stop_requested())
            return nullptr;
        else
            error = exporting::writeFileWhole(order.path, order.protectedFiles,
                                              [&](const exporting::Sink& sink) { return sink(made.value()); });
        if (error)
            return [this, path, reason = QString::fromStdString(error->message)] { emit failed(path, reason); };
        return [this, path] { emit finished(path); };
    });
}

}  // namespace weir::session
