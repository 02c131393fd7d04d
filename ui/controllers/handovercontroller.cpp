// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controllers/handovercontroller.h"

#include <QAction>

#include "ui/controllers/actions.h"
#include "ui/controllers/exporter.h"
#include "ui/models/settings.h"
#include "ui/panes/findingspage.h"
#include "ui/panes/pages.h"

namespace weir::controllers {

HandoverDesk::HandoverDesk(QMainWindow& window, panes::Pages& pages, const models::FilterState& filter,
                           const Actions& actions, Exporter& exporter)
    : m_pages(pages),
      m_actions(actions.casework),
      m_case(window, pages, m_actions),
      m_reports(window, pages, filter, m_case.marks(), m_actions),
      m_comparison(window, pages, *actions.goTo, m_actions) {
    connect(&m_case, &CaseDesk::said, this, &HandoverDesk::said);
    connect(&m_reports, &ReportDesk::said, this, &HandoverDesk::said);
    connect(&m_comparison, &BaselineDesk::said, this, &HandoverDesk::said);
    const bool provenance = models::HandoverPreferences::load().provenance;
    exporter.setProvenance(provenance);
    m_actions.provenance->setChecked(provenance);
    connect(m_actions.provenance, &QAction::triggered, &exporter, [&exporter](bool on) {
        exporter.setProvenance(on);
        models::HandoverPreferences{on}.save();
    });
}

void HandoverDesk::setPrivate(bool keepNothing) {
    m_case.setPrivate(keepNothing);
    if (auto* findings = qobject_cast<panes::FindingsPage*>(m_pages.page(QStringLiteral("findings"))))
        findings->settings().setPrivate(keepNothing);
}

void HandoverDesk::setCapture(const traffic::Snapshot& snapshot, bool reading, const QStringList& paths) {
    m_case.setCapture(snapshot, reading);
    m_reports.setCapture(snapshot, paths);
    m_comparison.setCapture(snapshot, paths);
    for (QAction* action : {m_actions.star, m_actions.note, m_actions.benign, m_actions.suspicious, m_actions.malicious,
                            m_actions.noVerdict, m_actions.saveReport, m_actions.saveIndicators,
                            m_actions.saveTopIndicators, m_actions.compare})
        action->setEnabled(snapshot != nullptr);
}

}  // namespace weir::controllers
