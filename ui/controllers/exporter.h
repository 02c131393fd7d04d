// SPDX-License-Identifier: GPL-3.0-or-later
// From the table in front to a file: asks where, writes off the window's thread, reports.
#pragma once

#include <QObject>
#include <functional>

#include "core/session/exportjob.h"

class QWidget;

namespace weir::views {
class TablePage;
}

namespace weir::controllers {

class Exporter : public QObject {
    Q_OBJECT

public:
    /// What the user answers: a path and the chosen name filter.
    using Answer = std::function<void(const QString& path, const QString& nameFilter)>;
    /// Asks the user for a file; calls back, or not at all. A test puts its own in place of the desktop's dialog.
    using AskForPath = std::function<void(const QString& suggested, Answer answer)>;

    explicit Exporter(QWidget* window);
    void setAskForPath(AskForPath ask) { m_ask = std::move(ask); }

    /// Whether a side file says what an export was made from.
    void setProvenance(bool wanted) { m_provenance = wanted; }

    /// Writes what the page shows when the user has answered: its visible rows and columns, in their order. The files
    /// of the snapshot are never written over.
    void exportPage(views::TablePage& page, const QString& capturePath);

signals:
    void finished(const QString& message);
    void failed(const QString& message);

private:
    void write(views::TablePage& page, const QString& path, const QString& nameFilter);

    AskForPath m_ask;
    bool m_provenance = true;
    session::ExportJob m_job;
};

/// CSV unless the name or the chosen filter says JSON or NDJSON.
exporting::Format formatFor(const QString& path, const QString& nameFilter);

}  // namespace weir::controllers
