// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/tablesource.h"

#include <algorithm>

#include "core/handover/markedtable.h"
#include "core/traffic/snapshot.h"

namespace weir::models {

capturetables::TableRequest requestFor(std::string name) {
    capturetables::TableRequest request;
    request.name = std::move(name);
    return request;
}

std::int64_t firstSeen(const traffic::Snapshot& snapshot) {
    return snapshot && snapshot->counters.timed ? snapshot->counters.firstSeen : 0;
}

TableSource::TableSource(capturetables::TableRequest request, QObject* parent)
    : QObject(parent), m_request(std::move(request)) {
    connect(&m_job, &session::TableJob::finished, this, &TableSource::take);
    bindSchema();
}

void TableSource::setSnapshot(traffic::Snapshot snapshot) {
    m_snapshot = std::move(snapshot);
    m_tableDirty = true;
    emit dirtied();
}

void TableSource::setRequest(capturetables::TableRequest request) {
    m_request = std::move(request);
    bindSchema();
    bindFilter();
    m_tableDirty = true;
    emit dirtied();
}

void TableSource::setMaker(table::Schema schema, session::TableMaker maker) {
    m_schema = std::move(schema);
    m_maker = std::move(maker);
    bindFilter();
    m_tableDirty = true;
    emit dirtied();
}

void TableSource::setFilter(const QString& text) {
    m_text = text;
    bindFilter();
}

void TableSource::setSort(std::vector<NamedSortKey> sort) {
    if (m_sort == sort)
        return;
    m_sort = std::move(sort);
    m_rowsDirty = true;
    emit dirtied();
}

bool TableSource::asksForMarks() const {
    const auto is = [](const std::string& name) { return handover::isMarkColumn(name); };
    const std::vector<std::string> filtered = table::Filter::columnsOf(m_fit.text.toStdString());
    return std::any_of(filtered.begin(), filtered.end(), is) ||
           std::any_of(m_sort.begin(), m_sort.end(), [&](const NamedSortKey& key) { return is(key.column); });
}

void TableSource::setMarks(std::shared_ptr<const handover::CaseFile> marks, bool shown) {
    const bool columns = !m_marks != !marks;
    m_marks = std::move(marks);
    if (columns) {
        bindSchema();
        bindFilter();
        m_tableDirty = true;
        emit dirtied();
    } else if (m_marks && (shown || asksForMarks())) {
        m_rowsDirty = true;
        emit dirtied();
    }
}

void TableSource::setChoice(session::RowChoice choice) {
    m_choice = std::move(choice);
    m_rowsDirty = true;
    emit dirtied();
}

void TableSource::bindSchema() {
    if (m_maker)
        return;
    if (Result<table::Schema> schema = capturetables::tableSchema(m_request))
        m_schema = schema.take();
    else
        m_schema.clear();
    if (m_marks)
        m_schema.insert(m_schema.end(), handover::markColumns().begin(), handover::markColumns().end());
}

void TableSource::bindFilter() {
    FilterBinding fresh = models::bindFilter(m_text, m_schema, m_foreign);
    // While a filter is being typed it is often wrong: the rows stay as the last good one left them.
    const bool keep = fresh.fit.state == FilterFit::State::wrong;
    if (keep)
        fresh.fit.text = m_fit.text;
    m_fit = std::move(fresh.fit);
    if (!keep) {
        m_filter = std::move(fresh.filter);
        m_rowsDirty = true;
    } else if (m_filter) {
        // The kept filter must still fit when the columns have changed under it.
        m_filter = models::bindFilter(m_fit.text, m_schema, m_foreign).filter;
    }
    emit filterFitChanged();
    emit dirtied();
}

Finality TableSource::finality(bool reading) const {
    if (!m_snapshot)
        return Finality::final;
    const bool current = !m_of.owner_before(m_snapshot) && !m_snapshot.owner_before(m_of);
    if (reading || !current)
        return Finality::coming;
    return traffic::isPartial(*m_snapshot) ? Finality::partial : Finality::final;
}

void TableSource::refresh() {
    if (!m_snapshot) {
        m_job.cancel();
        m_table.reset();
        m_tableDirty = m_rowsDirty = false;
        emit updated(std::make_shared<const session::TableResult>());
        return;
    }
    if (!dirty())
        return;
    session::TableOrder order;
    order.snapshot = m_snapshot;
    if (m_tableDirty || !m_table) {
        order.outdated = std::exchange(m_table, nullptr);
    } else {
        order.table = m_marks ? handover::markedTable(m_table, m_marks) : m_table;
    }
    order.request = m_request;
    order.make = m_maker;
    if (m_marks)
        order.make = [make = m_maker, marks = m_marks](
                         const traffic::Snapshot& snapshot,
                         const capturetables::TableRequest& request) -> Result<table::TablePtr> {
            auto made = make ? make(snapshot, request) : capturetables::makeTable(snapshot, request);
            return made ? Result<table::TablePtr>(handover::markedTable(made.value(), marks)) : made;
        };
    order.choose = m_choice;
    order.filter = m_filter;
    for (const NamedSortKey& key : m_sort) {
        if (const auto column = table::findColumn(m_schema, key.column))
            order.sort.push_back({*column, key.descending});
    }
    m_tableDirty = m_rowsDirty = false;
    m_job.start(std::move(order));
}

void TableSource::take(const std::shared_ptr<const session::TableResult>& result) {
    m_table = result->table;
    m_of = result->of;
    m_hundredths = result->hundredths;
    emit updated(result);
}

}  // namespace weir::models
