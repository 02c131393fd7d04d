// SPDX-License-Identifier: GPL-3.0-or-later
// How the queue of lookups gets on, and the buttons to hold it up.
#pragma once

#include <QWidget>

#include "core/enrich/queue/lookups.h"
#include "ui/models/jobmodel.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;
class QToolButton;

namespace weir::panes {

/// Hidden until there is something to tell.
class QueuePanel : public QWidget {
    Q_OBJECT

public:
    QueuePanel(enrich::queue::Lookups& lookups, models::JobModel& jobs, QWidget* parent = nullptr);
    /// "12 of 36 looked up, about 4 minutes left"; empty when nothing is under way.
    QString summary() const;

signals:
    void summaryChanged(const QString& summary);

private:
    void update(qint64 remaining);

    enrich::queue::Lookups& m_lookups;
    QLabel* m_text;
    QProgressBar* m_bar;
    QPushButton* m_pause;
    QPushButton* m_cancel;
    QPushButton* m_lift;
    QToolButton* m_details;
    QTableView* m_list;
    qint64 m_remaining = 0;
};

}  // namespace weir::panes
