// SPDX-License-Identifier: GPL-3.0-or-later
// The tab Findings: the ranked subjects, the reasons of the chosen one, and the weights beside them.
#pragma once

#include "core/session/worker.h"
#include "ui/models/findingsettings.h"
#include "ui/views/tablepage.h"

class QPushButton;
class QToolButton;

namespace weir::panes {

class ReasonsView;
class WeightsPanel;

/// A click on a row narrows every other tab to its subject; this one goes on showing all findings.
class FindingsPage : public views::TablePage {
    Q_OBJECT

public:
    explicit FindingsPage(models::FilterState& filter, QWidget* parent = nullptr);

    models::FindingSettings& settings() { return m_settings; }
    ReasonsView& reasons() { return *m_reasons; }
    bool busy() const override { return TablePage::busy() || m_worker.busy(); }
    const models::FilterFit& filterFit() const override;

signals:
    /// These rows of this table are wanted in front.
    void rowsRequested(const QString& table, const QString& filter);

private:
    void layOut();
    void wire();
    void followTable();
    void choose(int row);
    void showReasons();
    void narrow(const QModelIndex& index);
    void showDismissed();
    QString subjectOf(int row) const;
    int rowOf(const QString& subject) const;

    models::FilterState& m_filter;
    models::FindingSettings m_settings;
    QToolButton* m_weightsSwitch;
    QPushButton* m_restore;
    ReasonsView* m_reasons;
    WeightsPanel* m_weights;
    table::TablePtr m_shown;  ///< the table whose rows `m_subject` was chosen from
    QString m_subject;        ///< whose reasons are shown
    bool m_chosen = false;    ///< or worked with; else it is that of the first row
    QString m_narrowed;       ///< the filter that the last click made
    QString m_narrowedSubject;
    mutable models::FilterFit m_fit;
    session::Worker m_worker{"weir-reasons"};
};

}  // namespace weir::panes
