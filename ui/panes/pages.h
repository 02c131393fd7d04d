// SPDX-License-Identifier: GPL-3.0-or-later
// The tabs: which pages there are, and which of them is brought up to date when.
#pragma once

#include <QHash>
#include <QTabWidget>
#include <vector>

#include "ui/views/tablepage.h"

namespace weir::views {
class ChangesPage;
class ConversationsPage;
class NamesPage;
}  // namespace weir::views

namespace weir::models {
class Settings;
}
namespace weir::panes {

class FindingsPage;
class MarksPage;

/// The page in front is brought up to date at once. The others follow one by one when reading is over, so that their
/// counts are known and a change of tab shows its table without a wait.
class Pages : public QTabWidget {
    Q_OBJECT

public:
    /// As the settings say, which outlive the pages: how times and bytes are shown, the home networks, the columns.
    Pages(models::Settings& settings, models::FilterState& filter, QWidget* parent = nullptr);

    /// Null: no capture. `reading`: more is to come.
    void setSnapshot(const traffic::Snapshot& snapshot, bool reading);
    /// Stores the columns and the grouping that were changed here.
    void saveLayout();

    /// The page in front; null where that is no table.
    views::TablePage* current() const;
    views::TablePage* page(const QString& key) const;
    /// The tab of a comparison, which stands last and is only there while one is shown.
    views::ChangesPage& changes() { return *m_changes; }
    void showChanges(bool shown);
    /// As columns of all tables about something, and as a list in a tab of its own while there are any.
    void setMarks(const std::shared_ptr<const handover::CaseFile>& marks);
    /// Those with a tab, in their order.
    const std::vector<views::TablePage*>& visiblePages() const { return m_shown; }
    /// With those whose tab is not there now.
    const std::vector<views::TablePage*>& allPages() const { return m_pages; }
    /// Brings a table to the front, with this filter. Queries and domains are on the page of the names.
    void showRows(const QString& table, const QString& filter);
    /// A rule for findings from the filter, about the table in front; a notice says where it is, or why there is none.
    void makeRule();
    bool settled() const;  ///< nothing is being made, nothing waits

signals:
    /// Counts, sums, selection or the fit of the filter of the page in front have changed.
    void statusChanged();
    void homeRequested();
    void notice(const weir::models::Notice& notice);

private:
    void add(views::TablePage* page);
    void wire(views::TablePage* page);
    void pump();
    void label(views::TablePage* page);
    void applySettings();
    void restoreLayout();

    models::Settings& m_settings;
    models::FilterState& m_filter;
    std::vector<views::TablePage*> m_pages;
    std::vector<views::TablePage*> m_shown;
    FindingsPage* m_findings = nullptr;
    views::ConversationsPage* m_conversations = nullptr;
    views::NamesPage* m_names = nullptr;
    views::ChangesPage* m_changes = nullptr;
    MarksPage* m_marks = nullptr;
    QHash<views::TablePage*, QStringList> m_storedColumns;  ///< as this window knows them to be stored
    QString m_storedGrouping;
    traffic::Snapshot m_snapshot;
    bool m_reading = false;
    bool m_handing = false;  ///< a snapshot is being handed to one page after another
};

}  // namespace weir::panes
