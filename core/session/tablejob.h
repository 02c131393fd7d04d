// SPDX-License-Identifier: GPL-3.0-or-later
// Making, filtering and sorting tables off the window's thread.
#pragma once

#include <QObject>
#include <functional>
#include <memory>
#include <optional>

#include "core/capturetables/tables.h"
#include "core/session/worker.h"
#include "core/table/filter.h"
#include "core/table/sort.h"

namespace weir::session {

/// Makes a table; analysis::makeTable, or what gives a table of another kind. Called on the worker's thread.
using TableMaker = std::function<Result<table::TablePtr>(const traffic::Snapshot&, const capturetables::TableRequest&)>;

/// Chooses rows of a table, in the order to show them where nothing else orders them. Called on the worker's thread.
using RowChoice = std::function<table::Rows(const traffic::Snapshot&, const table::Table&, const std::stop_token&)>;

/// What is wanted of a table.
struct TableOrder {
    table::TablePtr table;       ///< use this one, made of `snapshot`, if set …
    traffic::Snapshot snapshot;  ///< … else make one of this
    capturetables::TableRequest request;
    TableMaker make;   ///< empty: analysis::makeTable
    RowChoice choose;  ///< empty: all rows
    std::optional<table::Filter> filter;
    std::vector<table::SortKey> sort;      ///< empty: the table's own order
    std::shared_ptr<const void> outdated;  ///< freed on the worker's thread, since that can take long
};

/// What became of it.
struct TableResult {
    table::TablePtr table;
    table::Rows rows;
    std::vector<std::int64_t> sums;          ///< over `rows`, by column; 0 where a column does not count anything
    std::vector<std::int64_t> maxima;        ///< likewise
    std::optional<std::vector<bool>> empty;  ///< emptyColumns() of a table that was made; of one that was given nothing
    std::optional<Error> error;
    std::weak_ptr<const traffic::SnapshotData> of;  ///< what the table was made of
    int hundredths = -1;                            ///< how much of the capture that was; -1: not known
};

/// Sums and largest values of the columns that count something, over the given rows.
void summarize(const table::Table& table, const table::Rows& rows, std::vector<std::int64_t>& sums,
               std::vector<std::int64_t>& maxima);

/// By column whether no row has a value there. Of long tables only the first rows are looked at: what is not known
/// there counts as not empty.
std::vector<bool> emptyColumns(const table::Table& table);

/// One order at a time; a new one replaces the one before, whose result is then never told.
class TableJob : public QObject {
    Q_OBJECT

public:
    explicit TableJob(QObject* parent = nullptr);
    void start(TableOrder order);
    void cancel() { m_worker.cancel(); }
    bool busy() const { return m_worker.busy(); }

signals:
    void finished(const std::shared_ptr<const weir::session::TableResult>& result);

private:
    Worker m_worker{"weir-table"};
};

}  // namespace weir::session
