// SPDX-License-Identifier: GPL-3.0-or-later
// What is handed to others: a report about the capture, and indicators of its findings.
#pragma once

#include <QObject>
#include <QStringList>

#include "core/capturetables/tables.h"
#include "core/session/filejob.h"
#include "ui/controllers/caseactions.h"
#include "ui/models/filterstate.h"
#include "ui/models/markbook.h"
#include "ui/models/notice.h"
#include "ui/panes/filequestion.h"

namespace weir::panes {
class Pages;
}
namespace weir::controllers {

class ReportController : public QObject {
    Q_OBJECT

public:
    ReportController(QMainWindow& window, panes::Pages& pages, const models::FilterState& filter,
                     const models::MarkBook& marks, const CaseActions& actions);

    /// `reading`: more is to come, which what is asked for meanwhile waits for.
    void setCapture(const traffic::Snapshot& snapshot, bool reading, const QStringList& paths);
    void setAskForFile(panes::AskForFile ask) { m_ask = std::move(ask); }

    /// As HTML or PDF, with the filter, the lookups and the notes as they are when the user has answered.
    void saveReport();
    /// As text or CSV (defanged) or STIX 2.1. `chosen`: of the selected rows, else of the findings at the top.
    void saveIndicators(bool chosen);
    bool busy() const { return m_job.busy() || m_pending; }

signals:
    void notice(const weir::models::Notice& notice);

private:
    using Make = std::function<Result<std::string>()>;
    void write(const QString& path, Make make);
    /// Now, or as soon as the capture has been read.
    void whenRead(const QString& path, std::function<void()> then);
    void writeReport(const QString& path, bool pdf);
    std::vector<std::string> selectedSubjects() const;

    panes::Pages& m_pages;
    const models::FilterState& m_filter;
    const models::MarkBook& m_marks;
    panes::AskForFile m_ask;
    traffic::Snapshot m_snapshot;
    QStringList m_paths;
    bool m_reading = false;
    std::function<void()> m_pending;
    session::FileJob m_job;
};

}  // namespace weir::controllers
