// SPDX-License-Identifier: GPL-3.0-or-later
// Writing a table to a file off the window's thread, whole or not at all.
#pragma once

#include <QObject>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/capturetables/tables.h"
#include "core/export/writer.h"
#include "core/session/worker.h"

namespace weir::session {

/// What the side file of an export says besides its rows.
struct ProvenanceOrder {
    traffic::Snapshot snapshot;
    traffic::Snapshot baseline;  ///< null: no comparison
    capturetables::TableRequest request;
    std::string filter, sort;  ///< as typed
};

/// What to write, and where.
struct ExportOrder {
    table::TablePtr table;
    table::Rows rows;
    std::vector<std::size_t> columns;
    exporting::Format format = exporting::Format::csv;
    std::string path;
    std::vector<std::string> protectedFiles;    ///< never written over: the open capture
    std::optional<ProvenanceOrder> provenance;  ///< its side file is written after the table
};

class ExportJob : public QObject {
    Q_OBJECT

public:
    explicit ExportJob(QObject* parent = nullptr);
    void start(ExportOrder order);
    /// Nothing is left behind.
    void cancel() { m_worker.cancel(); }
    bool busy() const { return m_worker.busy(); }

signals:
    void finished(const QString& path, qulonglong rows);
    void failed(const QString& path, const weir::Error& error);

private:
    Worker m_worker{"weir-export"};
    std::string m_path;
};

}  // namespace weir::session
