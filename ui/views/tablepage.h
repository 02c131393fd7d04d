// SPDX-License-Identifier: GPL-3.0-or-later
// A tab with a table: keeps it up to date, says what is shown, and what to do when nothing is.
#pragma once

#include <QSet>
#include <QWidget>

#include "core/capturetables/tableinfo.h"
#include "core/session/addressnotes.h"
#include "ui/models/filterstate.h"
#include "ui/models/notice.h"
#include "ui/models/tablesource.h"
#include "ui/views/emptystate.h"
#include "ui/views/tableview.h"

class QHBoxLayout;
class QLabel;
class QStackedWidget;

namespace weir::views {

struct TablePageSpec {
    QString title;
    QString settingsKey;
    capturetables::TableRequest request;
    QString nothing;            ///< "No DNS in this capture"
    QString nothingWhy;         ///< a sentence below it; may be empty
    QSet<QString> folded = {};  ///< columns not shown unless the user wants them; files get them
    QString barColumn = {};     ///< gets the bars in the table's own order; empty: the first column of bytes
    QString wideColumn = {};    ///< takes what width the others leave
    bool counted = true;        ///< its tab tells how many rows it has
};

class TablePage : public QWidget {
    Q_OBJECT

public:
    TablePage(TablePageSpec spec, models::FilterState& filter, QWidget* parent = nullptr);

    const TablePageSpec& spec() const { return m_spec; }
    /// What is true of the table that it shows now.
    const capturetables::TableInfo& info() const;
    models::TableSource& source() { return m_source; }
    TableView& view() { return *m_view; }
    EmptyState& emptyState() { return *m_empty; }

    void setSnapshot(const traffic::Snapshot& snapshot, bool reading);
    virtual void setDisplay(const models::DisplayOptions& options);
    void setWireBytes(bool wire);
    void setHome(const Networks& home);
    void setOwners(const std::shared_ptr<const traffic::Owners>& owners);
    /// The marks as columns; null: none.
    void setMarks(const std::shared_ptr<const handover::CaseFile>& marks);
    void setNotes(const session::Notes& notes);
    bool wireBytes() const { return m_source.request().wireBytes; }

    qsizetype shownRows() const { return static_cast<qsizetype>(m_view->tableModel().rows().size()); }
    qsizetype totalRows() const;
    /// How the shared filter fits what the page shows, over which columns, and how many rows of how many it leaves.
    virtual const models::FilterFit& filterFit() const { return m_source.filterFit(); }
    virtual table::Schema filterSchema() const { return m_source.schema(); }
    virtual std::pair<qsizetype, qsizetype> filteredRows() const { return {shownRows(), totalRows()}; }
    /// The keyboard goes to what the page shows.
    virtual void takeFocus() { m_view->setFocus(); }
    /// Something is being made, or waits to be.
    virtual bool busy() const { return m_source.busy() || m_source.dirty(); }
    models::Finality finality() const { return m_source.finality(m_reading); }
    /// What stands over the table as long as it is not final; empty where it is.
    QString unfinishedText() const;
    bool known() const { return m_view->tableModel().table() != nullptr; }
    /// "12 of 345 rows · 1,234 packets · 56,789 bytes"
    virtual QString summary() const;
    /// The same for the selected rows; empty unless more than one is selected.
    QString selectionSummary() const;

signals:
    void updated();
    void selectionMoved();
    void columnsChanged();
    void notice(const weir::models::Notice& notice);

protected:
    /// A row over the table for the page's own switches; made when first asked for.
    QHBoxLayout& switches();
    /// The table, or what stands in its place.
    QStackedWidget& tableArea() { return *m_stack; }
    void changeRequest(const std::function<void(capturetables::TableRequest&)>& change);

private:
    void show(const std::shared_ptr<const session::TableResult>& result);
    void showFitting();
    void showFinality();
    QString countsText(const std::vector<std::int64_t>& sums) const;

    TablePageSpec m_spec;
    models::FilterState& m_filter;
    models::TableSource m_source;
    TableView* m_view;
    EmptyState* m_empty;
    QStackedWidget* m_stack;
    QLabel* m_unfinished;
    QHBoxLayout* m_switches = nullptr;
    std::vector<std::int64_t> m_sums;
    QString m_error;
    bool m_reading = false;
};

}  // namespace weir::views
