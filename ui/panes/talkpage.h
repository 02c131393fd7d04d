// SPDX-License-Identifier: GPL-3.0-or-later
// Who talks to whom, as a picture: a tab of its own.
#pragma once

#include "core/capturetables/talkmap.h"
#include "core/session/worker.h"
#include "ui/charts/talklayout.h"
#include "ui/views/tablepage.h"

class QScrollArea;

namespace weir::charts {
class TalkChart;
}

namespace weir::panes {

/// Draws the conversations that the shared filter lets through, by client and server, in place of their table.
class TalkPage : public views::TablePage {
    Q_OBJECT

public:
    explicit TalkPage(models::FilterState& filter, QWidget* parent = nullptr);

    charts::TalkChart& chart() { return *m_chart; }
    /// Whose weights, lists and exclusions say how bad a host is.
    void weighAs(const findings::FindingsRequest& findings);
    bool busy() const override { return TablePage::busy() || m_worker.busy(); }
    void setDisplay(const models::DisplayOptions& options) override;
    void takeFocus() override;

signals:
    /// These rows of this table are wanted in front.
    void rowsRequested(const QString& table, const QString& filter);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void make();
    void pick(const charts::TalkItem& item);

    findings::FindingsRequest m_findings;
    QScrollArea* m_scroll;
    charts::TalkChart* m_chart;
    bool m_stale = false;  ///< to be drawn anew when it is seen
    session::Worker m_worker{"weir-picture"};
};

}  // namespace weir::panes
