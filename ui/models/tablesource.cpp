// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/tablesource.h"

#include "core/analysis/state.h"
#include "ui/models/subjectfilter.h"

namespace weir::models {

analysis::TableRequest requestFor(std::string name) {
    analysis::TableRequest request;
    request.name = std::move(name);
    return request;
}

std::int64_t firstSeen(const analysis::Snapshot& snapshot) {
    return snapshot && snapshot->counters.timed ? snapshot->counters.firstSeen : 0;
}

TableSource::TableSource(analysis::TableRequest request, QObject* parent)
    : QObject(parent), m_request(std::move(request)) {
    connect(&m_job, &session::TableJob::finished, this, &TableSource::take);
    bindSchema();
}

void TableSource::setSnapshot(analysis::Snapshot snapshot) {
    m_snapshot = std::move(snapshot);
    m_tableDirty = true;
    emit dirtied();
}

void TableSource::setRequest(analysis::TableRequest request) {
    m_request = std::move(request);
    bindSchema();
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

void TableSource::bindSchema() {
    if (Result<table::Schema> schema = analysis::tableSchema(m_request))
        m_schema = schema.take();
    else
        m_schema.clear();
}

void TableSource::bindFilter() {
    FilterFit fit;
    std::optional<table::Filter> filter;
    const QByteArray octets = m_text.toUtf8();
    const std::string_view text(octets.constData(), static_cast<std::size_t>(octets.size()));
    if (!m_text.trimmed().isEmpty()) {
        auto parsed = table::Filter::parse(text, m_schema);
        QString inForce = m_text.trimmed();
        if (const auto* error = std::get_if<table::FilterError>(&parsed);
            error && error->code == table::FilterError::Code::unknownColumn) {
            const QString part = fittingPart(inForce, m_schema, m_foreign);
            if (!part.isEmpty() && part != inForce) {
                auto fitting = table::Filter::parse(part.toStdString(), m_schema);
                if (std::holds_alternative<table::Filter>(fitting)) {
                    parsed = std::move(fitting);
                    inForce = part;
                }
            }
        }
        if (auto* error = std::get_if<table::FilterError>(&parsed)) {
            const bool elsewhere = error->code == table::FilterError::Code::unknownColumn &&
                                   m_foreign.contains(QString::fromStdString(error->column), Qt::CaseInsensitive);
            fit.state = elsewhere ? FilterFit::State::notHere : FilterFit::State::wrong;
            fit.message = elsewhere ? tr("This table has no column “%1”: the filter leaves it alone.")
                                          .arg(QString::fromStdString(error->column))
                                    : QString::fromStdString(error->message);
            fit.suggestion = QString::fromStdString(error->suggestion);
            const auto begin = static_cast<qsizetype>(std::min(error->position, text.size()));
            const auto end = static_cast<qsizetype>(std::min(error->position + error->length, text.size()));
            fit.position = QString::fromUtf8(octets.left(begin)).size();
            fit.length = QString::fromUtf8(octets.mid(begin, end - begin)).size();
            fit.text = m_fit.text;
        } else {
            fit.state = FilterFit::State::applied;
            fit.text = inForce;
            filter = std::get<table::Filter>(std::move(parsed));
        }
    }
    // While a filter is being typed it is often wrong: the rows stay as the last good one left them.
    const bool keep = fit.state == FilterFit::State::wrong;
    m_fit = fit;
    if (m_fit.state == FilterFit::State::notHere)
        m_fit.text.clear();
    if (!keep) {
        m_filter = std::move(filter);
        m_rowsDirty = true;
    } else if (m_filter) {
        // The kept filter must still fit when the columns have changed under it.
        const QByteArray kept = m_fit.text.toUtf8();
        auto again =
            table::Filter::parse(std::string_view(kept.constData(), static_cast<std::size_t>(kept.size())), m_schema);
        if (auto* good = std::get_if<table::Filter>(&again))
            m_filter = std::move(*good);
        else
            m_filter.reset();
    }
    emit filterFitChanged();
    emit dirtied();
}

void TableSource::refresh() {
    if (!m_snapshot) {
        m_job.cancel();
        m_table.reset();
        m_tableDirty = m_rowsDirty = false;
        emit updated(std::make_shared<session::TableResult>());
        return;
    }
    if (!dirty())
        return;
    session::TableOrder order;
    if (m_tableDirty || !m_table) {
        order.snapshot = m_snapshot;
        order.outdated = std::exchange(m_table, nullptr);
    } else {
        order.table = m_table;
    }
    order.request = m_request;
    order.filter = m_filter;
    for (const NamedSortKey& key : m_sort) {
        if (const auto column = table::findColumn(m_schema, key.column))
            order.sort.push_back({*column, key.descending});
    }
    m_tableDirty = m_rowsDirty = false;
    m_job.start(std::move(order));
}

void TableSource::take(const std::shared_ptr<session::TableResult>& result) {
    m_table = result->table;
    emit updated(result);
}

}  // namespace weir::models
