// SPDX-License-Identifier: GPL-3.0-or-later
// The tabs: which pages there are, and which of them is brought up to date when.
#pragma once

#include <QTabWidget>
#include <vector>

#include "ui/models/settings.h"
#include "ui/views/tablepage.h"

namespace weir::views {
class ChangesPage;
class ConversationsPage;
class NamesPage;
}  // namespace weir::views

namespace weir::panes {

/// The page in front is brought up to date at once. The others follow one by one when reading is over, so that their
/// counts are known and a change of tab shows its table without a wait.
class Pages : public QTabWidget {
    Q_OBJECT

public:
    explicit Pages(models::FilterState& filter, QWidget* parent = nullptr);

    /// Null: no capture. `reading`: more is to come.
    void setSnapshot(const traffic::Snapshot& snapshot, bool reading);
    void apply(const models::Preferences& preferences, std::int64_t firstSeen);
    /// Columns of the pages and the grouping, from and to the settings.
    void restore(const models::Preferences& preferences);
    void save(models::Preferences& preferences) const;

    /// The page in front; null where that is no table.
    views::TablePage* current() const;
    views::TablePage* page(const QString& key) const;
    /// The tab of a comparison, which stands last and is only there while one is shown.
    views::ChangesPage& changes() { return *m_changes; }
    void showChanges(bool shown);
    /// Those with a tab, in their order.
    const std::vector<views::TablePage*>& all() const { return m_shown; }
    /// With those whose tab is not there now.
    const std::vector<views::TablePage*>& every() const { return m_pages; }
    /// Brings a table to the front, with this filter. Queries and domains are on the page of the names.
    void showRows(const QString& table, const QString& filter);
    bool settled() const;  ///< nothing is being made, nothing waits

signals:
    /// Counts, sums, selection or the fit of the filter of the page in front have changed.
    void statusChanged();
    void homeRequested();
    void noticed(const QString& message);

private:
    void add(views::TablePage* page);
    void wire(views::TablePage* page);
    void pump();
    void label(views::TablePage* page);

    models::FilterState& m_filter;
    std::vector<views::TablePage*> m_pages;
    std::vector<views::TablePage*> m_shown;
    views::ConversationsPage* m_conversations = nullptr;
    views::NamesPage* m_names = nullptr;
    views::ChangesPage* m_changes = nullptr;
    traffic::Snapshot m_snapshot;
    bool m_reading = false;
    bool m_handing = false;  ///< a snapshot is being handed to one page after another
};

}  // namespace weir::panes
