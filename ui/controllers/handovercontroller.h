// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of a capture after it was looked at: the case, the report, indicators, a comparison. Holds their desks.
#pragma once

#include <QObject>
#include <QStringList>

#include "ui/controllers/baselinecontroller.h"
#include "ui/controllers/casecontroller.h"
#include "ui/controllers/reportcontroller.h"

namespace weir::window {
class MainWindow;
}
namespace weir::controllers {

struct Actions;
class Exporter;

class HandoverDesk : public QObject {
    Q_OBJECT

public:
    HandoverDesk(QMainWindow& window, panes::Pages& pages, const models::FilterState& filter, const Actions& actions,
                 Exporter& exporter);

    void setCapture(const traffic::Snapshot& snapshot, bool reading, const QStringList& paths);
    /// Nothing is written that was not asked for by name.
    void setPrivate(bool keepNothing);

    CaseDesk& casework() { return m_case; }
    ReportDesk& reports() { return m_reports; }
    BaselineDesk& comparison() { return m_comparison; }

signals:
    void said(weir::views::Banner::Kind kind, const QString& message);

private:
    panes::Pages& m_pages;
    const CaseActions& m_actions;
    CaseDesk m_case;
    ReportDesk m_reports;
    BaselineDesk m_comparison;
};

}  // namespace weir::controllers
