// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controllers/handovercontroller.h"

#include <QAction>

#include "ui/controllers/actions.h"
#include "ui/controllers/exporter.h"
#include "ui/models/settings.h"
#include "ui/panes/findingspage.h"
#include "ui/panes/pages.h"

namespace weir::controllers {

HandoverController::HandoverController(QMainWindow& window, models::Settings& settings, panes::Pages& pages,
                                       const models::FilterState& filter, const Actions& actions, Exporter& exporter)
    : m_pages(pages),
      m_actions(actions.casework),
      m_case(window, pages, m_actions),
      m_reports(window, pages, filter, m_case.marks(), m_actions),
      m_comparison(window, pages, *actions.goTo, m_actions) {
    connect(&m_case, &CaseController::notice, this, &HandoverController::notice);
    connect(&m_reports, &ReportController::notice, this, &HandoverController::notice);
    connect(&m_comparison, &BaselineController::notice, this, &HandoverController::notice);
    const auto showProvenance = [this, &settings, &exporter] {
        exporter.setProvenance(settings.provenance());
        m_actions.provenance->setChecked(settings.provenance());
    };
    showProvenance();
    connect(&settings, &models::Settings::provenanceChanged, this, showProvenance);
    connect(m_actions.provenance, &QAction::triggered, &settings, &models::Settings::setProvenance);
}

void HandoverController::setPrivate(bool keepNothing) {
    m_case.setPrivate(keepNothing);
    if (auto* findings = qobject_cast<panes::FindingsPage*>(m_pages.page(QStringLiteral("findings"))))
        findings->settings().setPrivate(keepNothing);
}

void HandoverController::setCapture(const traffic::Snapshot& snapshot, bool reading, const QStringList& paths) {
    m_case.setCapture(snapshot, reading);
    m_reports.setCapture(snapshot, reading, paths);
    m_comparison.setCapture(snapshot, paths);
    for (QAction* action : {m_actions.star, m_actions.note, m_actions.benign, m_actions.suspicious, m_actions.malicious,
                            m_actions.noVerdict, m_actions.saveReport, m_actions.saveIndicators,
                            m_actions.saveTopIndicators, m_actions.compare})
        action->setEnabled(snapshot != nullptr);
}

}  // namespace weir::controllers
