// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/exportjob.h"

#include "core/handover/provenance.h"
#include "core/session/pathtext.h"

namespace weir::session {

namespace {

Result<void> writeSideFile(const ExportOrder& order) {
    const ProvenanceOrder& wanted = *order.provenance;
    handover::Provenance provenance = handover::provenanceOf(wanted.snapshot, wanted.request);
    if (wanted.baseline) {
        handover::Provenance baseline = handover::provenanceOf(wanted.baseline, wanted.request);
        provenance.baselineFiles = std::move(baseline.files);
        provenance.baselineHashes = std::move(baseline.hashes);
    }
    provenance.filter = wanted.filter;
    provenance.sort = wanted.sort;
    provenance.rows = order.rows.size();
    return handover::writeProvenance(order.path, provenance);
}

}  // namespace

ExportJob::ExportJob(QObject* parent) : QObject(parent) {
    connect(&m_worker, &Worker::failed, this, [this](const QString& reason) {
        emit failed(pathText(m_path), Error::of(ErrorKind::internal, reason.toStdString()));
    });
}

void ExportJob::start(ExportOrder order) {
    m_path = order.path;
    m_worker.start([this, order = std::move(order)](std::stop_token stop) -> Worker::Delivery {
        const exporting::Selection selection{*order.table, order.rows, order.columns};
        const Result<void> written = exporting::writeFileWhole(
            order.path, order.protectedFiles,
            [&](const exporting::Sink& sink) { return exporting::write(selection, order.format, sink, stop); });
        const QString path = pathText(order.path);
        if (!written)
            return [this, path, error = written.error().withoutFile()] { emit failed(path, error); };
        if (const Result<void> beside = order.provenance ? writeSideFile(order) : Result<void>(); !beside)
            return [this, path = pathText(handover::provenancePath(order.path)), error = beside.error().withoutFile()] {
                emit failed(path, error);
            };
        return [this, path, count = static_cast<qulonglong>(order.rows.size())] { emit finished(path, count); };
    });
}

}  // namespace weir::session
