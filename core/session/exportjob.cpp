// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/exportjob.h"

namespace weir::session {

ExportJob::ExportJob(QObject* parent) : QObject(parent) {
    connect(&m_worker, &Worker::failed, this,
            [this](const QString& reason) { emit failed(QString::fromStdString(m_path), reason); });
}

void ExportJob::start(ExportOrder order) {
    m_path = order.path;
    m_worker.start([this, order = std::move(order)](std::stop_token stop) -> Worker::Delivery {
        const exporting::Selection selection{*order.table, order.rows, order.columns};
        const std::optional<Error> error = exporting::writeFileWhole(
            order.path, order.protectedFiles,
            [&](const exporting::Sink& sink) { return exporting::write(selection, order.format, sink, stop); });
        const QString path = QString::fromStdString(order.path);
        if (error)
            return [this, path, reason = QString::fromStdString(error->message)] { emit failed(path, reason); };
        return [this, path, count = static_cast<qulonglong>(order.rows.size())] { emit finished(path, count); };
    });
}

}  // namespace weir::session
