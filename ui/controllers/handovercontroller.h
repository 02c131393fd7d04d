// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of a capture after it was looked at: the case, the report, indicators, a comparison. Holds their
// controllers.
#pragma once

#include <QObject>
#include <QStringList>

#include "ui/controllers/baselinecontroller.h"
#include "ui/controllers/casecontroller.h"
#include "ui/controllers/reportcontroller.h"

namespace weir::models {
class Settings;
}
namespace weir::controllers {

struct Actions;
class Exporter;

class HandoverController : public QObject {
    Q_OBJECT

public:
    HandoverController(QMainWindow& window, models::Settings& settings, panes::Pages& pages,
                       const models::FilterState& filter, const Actions& actions, Exporter& exporter);

    void setCapture(const traffic::Snapshot& snapshot, bool reading, const QStringList& paths);
    /// Nothing is written that was not asked for by name.
    void setPrivate(bool keepNothing);

    CaseController& casework() { return m_case; }
    ReportController& reports() { return m_reports; }
    BaselineController& comparison() { return m_comparison; }

signals:
    void notice(const weir::models::Notice& notice);

private:
    panes::Pages& m_pages;
    const CaseActions& m_actions;
    CaseController m_case;
    ReportController m_reports;
    BaselineController m_comparison;
};

}  // namespace weir::controllers
