// SPDX-License-Identifier: GPL-3.0-or-later
// What one page shows: a request against the newest snapshot, with the shared filter and its own order.
#pragma once

#include <QObject>
#include <QStringList>
#include <optional>

#include "core/handover/casefile.h"
#include "core/session/tablejob.h"
#include "ui/models/filterbinding.h"

namespace weir::models {

/// A request for the table of this name, all else as usual.
capturetables::TableRequest requestFor(std::string name);

/// When the first frame was captured, nanoseconds since the epoch; 0 where nothing says.
std::int64_t firstSeen(const traffic::Snapshot& snapshot);

/// Whether a table is about the whole capture.
enum class Finality {
    final,
    coming,  ///< made of a part while the rest is being read, or not yet made anew of all
    partial  ///< reading was stopped: there is no more
};

/// One sort key by name, so that it outlives a change of columns.
struct NamedSortKey {
    std::string column;
    bool descending = false;
    bool operator==(const NamedSortKey&) const = default;
};

/// Keeps a table up to date off the window's thread. Nothing happens until `refresh`: hidden pages stay as they are
/// and `dirty` says so.
class TableSource : public QObject {
    Q_OBJECT

public:
    explicit TableSource(capturetables::TableRequest request, QObject* parent = nullptr);

    void setSnapshot(traffic::Snapshot snapshot);  ///< null: no capture
    void setRequest(capturetables::TableRequest request);
    /// Another kind of table than analysis::makeTable gives, with these columns.
    void setMaker(table::Schema schema, session::TableMaker maker);
    void setFilter(const QString& text);
    void setSort(std::vector<NamedSortKey> sort);
    /// Adds the columns of marks (handover::markColumns) with these marks; null: no such columns. What is shown is
    /// brought up to date where filter or order ask for them, or `shown` says that they are seen.
    void setMarks(std::shared_ptr<const handover::CaseFile> marks, bool shown);
    const std::shared_ptr<const handover::CaseFile>& marks() const { return m_marks; }
    /// Only these rows of the table, whatever the filter; empty: all.
    void setChoice(session::RowChoice choice);
    /// Column names that other tables have: a filter that uses them is not wrong, only not for this table.
    void setForeignColumns(QStringList columns) { m_foreign = std::move(columns); }

    const QStringList& foreignColumns() const { return m_foreign; }
    const traffic::Snapshot& snapshot() const { return m_snapshot; }
    const capturetables::TableRequest& request() const { return m_request; }
    const session::RowChoice& choice() const { return m_choice; }
    const std::vector<NamedSortKey>& sort() const { return m_sort; }
    const table::Schema& schema() const { return m_schema; }
    const FilterFit& filterFit() const { return m_fit; }
    bool dirty() const { return m_snapshot && (m_tableDirty || m_rowsDirty); }  ///< what is shown is not what is wanted
    bool busy() const { return m_job.busy(); }
    /// Of the table that was last told of. `reading`: more is to come.
    Finality finality(bool reading) const;
    int hundredths() const { return m_hundredths; }  ///< how much of the capture it is about; -1: not known

    /// Starts what is needed; `updated` follows, at once if nothing is.
    void refresh();

signals:
    void dirtied();
    void updated(const std::shared_ptr<const weir::session::TableResult>& result);
    void filterFitChanged();

private:
    void bindFilter();
    void bindSchema();
    bool asksForMarks() const;
    void take(const std::shared_ptr<const session::TableResult>& result);

    session::TableJob m_job;
    traffic::Snapshot m_snapshot;
    capturetables::TableRequest m_request;
    session::TableMaker m_maker;  ///< empty: analysis::makeTable
    std::shared_ptr<const handover::CaseFile> m_marks;
    session::RowChoice m_choice;
    table::Schema m_schema;
    QString m_text;
    QStringList m_foreign;
    std::optional<table::Filter> m_filter;
    FilterFit m_fit;
    std::vector<NamedSortKey> m_sort;
    table::TablePtr m_table;
    std::weak_ptr<const traffic::SnapshotData> m_of;  ///< what m_table was made of
    int m_hundredths = -1;
    bool m_tableDirty = false;
    bool m_rowsDirty = false;
};

}  // namespace weir::models
