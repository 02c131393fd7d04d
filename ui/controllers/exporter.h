// SPDX-License-Identifier: GPL-3.0-or-later
// From the table in front to a file: asks where, writes off the window's thread, reports.
#pragma once

#include <QObject>

#include "core/session/exportjob.h"
#include "ui/models/notice.h"
#include "ui/panes/filequestion.h"

class QWidget;

namespace weir::views {
class TablePage;
}

namespace weir::controllers {

class Exporter : public QObject {
    Q_OBJECT

public:
    explicit Exporter(QWidget* window);
    void setAskForFile(panes::AskForFile ask) { m_ask = std::move(ask); }

    /// Whether a side file says what an export was made from.
    void setProvenance(bool wanted) { m_provenance = wanted; }

    /// Writes what the page shows when the user has answered: its visible rows and columns, in their order. The files
    /// of the snapshot are never written over. A table that is not final yet is waited for; one of a capture that was
    /// not read to its end is written as partial.
    void exportPage(views::TablePage& page, const QString& capturePath);

signals:
    /// An export is over, or failed.
    void notice(const weir::models::Notice& notice);

private:
    void writeWhenFinal(views::TablePage& page, const QString& path, const QString& nameFilter);
    void write(views::TablePage& page, const QString& path, const QString& nameFilter);

    panes::AskForFile m_ask;
    bool m_provenance = true;
    bool m_partial = false;  ///< what is being written
    QMetaObject::Connection m_waiting;
    session::ExportJob m_job;
};

/// CSV unless the name or the chosen filter says JSON or NDJSON.
exporting::Format formatFor(const QString& path, const QString& nameFilter);

}  // namespace weir::controllers
