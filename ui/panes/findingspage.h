// SPDX-License-Identifier: GPL-3.0-or-later
// The first page: who was hit, what stands out and why, and the story in time.
#pragma once

#include "core/session/worker.h"
#include "ui/models/findingsettings.h"
#include "ui/models/indicatorfiles.h"
#include "ui/views/tablepage.h"

class QPushButton;
class QToolButton;

namespace weir::charts {
class StoryChart;
}

namespace weir::panes {

class ReasonsView;
class SummaryPanels;
class WeightsPanel;
class WhoPanel;

/// A selected finding shows its reasons beside it and changes no filter. Findings of little weight are folded away as
/// long as nobody asks for them and something weighs more.
class FindingsPage : public views::TablePage {
    Q_OBJECT

public:
    explicit FindingsPage(models::FilterState& filter, QWidget* parent = nullptr);

    models::FindingSettings& settings() { return m_settings; }
    ReasonsView& reasons() { return *m_reasons; }
    WhoPanel& who() { return *m_who; }
    charts::StoryChart& story() { return *m_story; }
    bool busy() const override;
    void setDisplay(const models::DisplayOptions& options) override;
    /// Whether findings of little weight are listed, too.
    void showLittle(bool shown);

signals:
    /// These rows of this table are wanted in front.
    void rowsRequested(const QString& table, const QString& filter);

private:
    void layOut();
    void wire();
    void followTable();
    void choose(int row);
    void showReasons();
    void showDismissed();
    void countLittle();
    void request();
    void fillLists();
    QString subjectOf(int row) const;
    int rowOf(const QString& subject) const;

    models::FilterState& m_filter;
    models::FindingSettings m_settings;
    models::IndicatorFiles m_lists;
    QToolButton* m_weightsSwitch;
    QToolButton* m_littleSwitch;
    QToolButton* m_listsButton;
    QPushButton* m_restore;
    ReasonsView* m_reasons;
    WeightsPanel* m_weights;
    WhoPanel* m_who;
    charts::StoryChart* m_story;
    SummaryPanels* m_panels;
    table::TablePtr m_shown;  ///< the table whose rows `m_subject` was chosen from
    QString m_subject;        ///< whose reasons are shown
    bool m_chosen = false;    ///< or worked with; else it is that of the first row
    session::Worker m_worker{"weir-reasons"};
};

}  // namespace weir::panes
