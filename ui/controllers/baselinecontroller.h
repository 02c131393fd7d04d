// SPDX-License-Identifier: GPL-3.0-or-later
// Comparing the open capture with another one: reads that, and shows the tab of changes.
#pragma once

#include <QObject>
#include <QStringList>

#include "core/session/loadjob.h"
#include "core/session/worker.h"
#include "ui/controllers/caseactions.h"
#include "ui/models/notice.h"
#include "ui/panes/filequestion.h"

namespace weir::panes {
class Pages;
}
namespace weir::controllers {

class BaselineController : public QObject {
    Q_OBJECT

public:
    BaselineController(QMainWindow& window, panes::Pages& pages, QMenu& goTo, const CaseActions& actions);

    /// A comparison ends with its capture, but not when that is only read again.
    void setCapture(const traffic::Snapshot& snapshot, const QStringList& paths);
    void setAskForFile(panes::AskForFile ask) { m_ask = std::move(ask); }

    void choose();
    void compareWith(const QString& path);
    void end();
    bool reading() const { return m_load.running(); }

signals:
    void notice(const weir::models::Notice& notice);

private:
    void show(const traffic::Snapshot& baseline);
    void forget();

    panes::Pages& m_pages;
    const CaseActions& m_actions;
    panes::AskForFile m_ask;
    QAction* m_goTo;
    traffic::Snapshot m_snapshot;
    QStringList m_paths;
    QString m_path;  ///< of the baseline; empty: none
    session::Worker m_disposer{"weir-free"};
    session::LoadJob m_load;
};

}  // namespace weir::controllers
