// SPDX-License-Identifier: GPL-3.0-or-later
// Beside the tables: all that is known of the address or name in the current row, and from whom.
#pragma once

#include <QHash>
#include <QSet>
#include <QTimer>
#include <QWidget>

#include "core/enrich/queue/lookups.h"
#include "core/enrich/queue/offlinedata.h"
#include "core/enrich/subject/linktemplates.h"
#include "ui/models/jobmodel.h"

class QLabel;
class QMenu;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace weir::panes {

class QueuePanel;

/// Shows what is there; it never asks anybody by itself.
class LookupPane : public QWidget {
    Q_OBJECT

public:
    LookupPane(enrich::queue::Lookups& lookups, models::JobModel& jobs, QWidget* parent = nullptr);

    /// An address or a name as the table shows it; empty: nothing.
    void setSubject(const QString& subject);
    const QString& subject() const { return m_subject; }
    void setOfflineData(std::shared_ptr<const enrich::queue::OfflineData> offlineData);
    void setLinks(const QList<enrich::subject::LinkTemplate>& links);
    /// Shows anew what is known, such as after it has been forgotten.
    void refresh() { rebuild(); }
    QueuePanel& queue() { return *m_queue; }
    QSize sizeHint() const override;  ///< the width with which the pane begins
    /// Fills a menu with the pages that can be opened about the subject, and the way to say which.
    void fillLinks(QMenu& menu);

signals:
    void lookUpRequested(const QString& subject);
    void editLinksRequested();

private:
    void lay();
    void rebuild();
    void addOffline(QVBoxLayout& cards, const enrich::queue::OfflineData& files);
    void open(const enrich::subject::LinkTemplate& link);

    enrich::queue::Lookups& m_lookups;
    models::JobModel& m_jobs;
    QHash<QString, QString> m_names;
    QString m_subject;
    QString m_indicator;  ///< what of the subject may be asked about; empty if nothing
    std::shared_ptr<const enrich::queue::OfflineData> m_offlineData;
    QList<enrich::subject::LinkTemplate> m_links;
    QHash<QString, enrich::subject::LookupResult> m_failed;  ///< of this run: failures are not kept anywhere else
    QSet<QString> m_openTexts;
    QLabel* m_title;
    QLabel* m_note;
    QPushButton* m_lookUp;
    QPushButton* m_open;
    QMenu* m_openMenu;
    QScrollArea* m_area;
    QueuePanel* m_queue;
    QTimer m_later;
};

}  // namespace weir::panes
