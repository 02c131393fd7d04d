// SPDX-License-Identifier: GPL-3.0-or-later
// The capture at one look: key figures, traffic over time, who sent most, which services carried most. The summary
// table stands behind a button.
#pragma once

#include "core/capturetables/overview.h"
#include "core/session/worker.h"
#include "ui/views/tablepage.h"

class QLabel;
class QToolButton;

namespace weir::charts {
class BarChart;
class TimelineChart;
}  // namespace weir::charts

namespace weir::panes {

class KeyFigures;

/// The charts show the packets that the shared filter lets through, or all traffic where the filter is about something
/// that only other tables know. They are made only while the page is visible.
class OverviewPage : public views::TablePage {
    Q_OBJECT

public:
    explicit OverviewPage(models::FilterState& filter, QWidget* parent = nullptr);

    void setDisplay(const models::DisplayOptions& options) override;
    QString summary() const override;
    bool busy() const override;
    const models::FilterFit& filterFit() const override { return m_fit; }
    table::Schema filterSchema() const override { return capturetables::overviewSchema(); }
    /// In packets.
    std::pair<qsizetype, qsizetype> filteredRows() const override;
    void takeFocus() override;

    /// Null before anything was read.
    const std::shared_ptr<const capturetables::Overview>& overview() const { return m_overview; }
    KeyFigures& figures() { return *m_figures; }
    charts::TimelineChart& timeline() { return *m_timeline; }
    charts::BarChart& senders() { return *m_senders; }
    charts::BarChart& services() { return *m_services; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    void layCharts();
    void bindFilter();
    void noteDirt();
    void make();
    void take(std::shared_ptr<const capturetables::Overview> overview);
    void draw();
    void drawFigures();
    void pickSender(int row, bool add);
    void pickService(int row, bool add);
    void pickRange(qlonglong from, qlonglong to);
    void pick(const QString& test, bool add);
    QString bytesUnit() const;

    models::FilterState& m_filter;
    models::DisplayOptions m_display;
    KeyFigures* m_figures;
    QToolButton* m_details;
    QWidget* m_charts;
    QLabel* m_timeTitle;
    QLabel* m_senderTitle;
    QLabel* m_serviceTitle;
    charts::TimelineChart* m_timeline;
    charts::BarChart* m_senders;
    charts::BarChart* m_services;

    models::FilterFit m_fit;
    std::optional<table::Filter> m_bound;
    QString m_boundText;  ///< what m_bound and m_fit were made of
    QString m_rangeTest;  ///< the newest one that was drawn
    std::shared_ptr<const capturetables::Overview> m_overview;
    bool m_dirty = false;
    session::Worker m_worker{"weir-overview"};
};

}  // namespace weir::panes
