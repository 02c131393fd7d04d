// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps what the first page shows besides its findings up to date: the clients, and the story in time.
#pragma once

#include <QObject>
#include <QSet>

#include "ui/models/tablesource.h"

namespace weir::charts {
class StoryChart;
}

namespace weir::panes {

class WhoPanel;

class SummaryPanels : public QObject {
    Q_OBJECT

public:
    /// Both outlive this.
    SummaryPanels(WhoPanel& who, charts::StoryChart& story, QObject* parent = nullptr);

    /// Makes the tables anew from this snapshot, with the home networks and weights of `request`; null: shows nothing.
    void refresh(const traffic::Snapshot& snapshot, const capturetables::TableRequest& request);
    /// Subjects of findings that are more than little: their lanes stand on top and in the colour of alarm.
    void setSerious(QSet<QString> subjects);
    bool busy() const { return m_clients.busy() || m_events.busy(); }

signals:
    /// These rows of this table are wanted.
    void rowsRequested(const QString& table, const QString& filter);

private:
    void draw();

    WhoPanel& m_who;
    charts::StoryChart& m_story;
    models::TableSource m_clients, m_events;
    std::shared_ptr<const session::TableResult> m_shown;
    QSet<QString> m_serious;
    std::vector<qulonglong> m_frames;  ///< by mark
};

}  // namespace weir::panes
