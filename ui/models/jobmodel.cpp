// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/jobmodel.h"

namespace weir::models {

namespace {

constexpr qsizetype mostLines = 20'000;

QString keyOf(const QString& provider, const QString& indicator) { return provider + u' ' + indicator; }

}  // namespace

JobModel::JobModel(enrich::queue::Lookups& lookups, QObject* parent) : QAbstractTableModel(parent), m_lookups(lookups) {
    for (const enrich::providers::ProviderDescriptor& provider : lookups.providers())
        m_names.insert(provider.id, provider.name);
    for (const enrich::queue::LookupJob& job : lookups.jobs()) say(job.provider, job.indicator, job.words);
    connect(&lookups, &enrich::queue::Lookups::jobChanged, this,
            [this](const enrich::queue::LookupJob& job) { say(job.provider, job.indicator, job.words); });
    connect(&lookups, &enrich::queue::Lookups::progress, this, [this](int, int total, qint64) {
        // What has only just been put into the queue has not changed yet, and is not told of.
        if (std::exchange(m_total, total) == total)
            return;
        for (const enrich::queue::LookupJob& job : m_lookups.jobs()) say(job.provider, job.indicator, job.words);
    });
    connect(&lookups, &enrich::queue::Lookups::resultReady, this, [this](const enrich::subject::LookupResult& result) {
        say(result.provider, result.indicator.text(), m_lookups.words(result));
    });
}

QString JobModel::words(const QString& provider, const QString& indicator) const {
    const auto place = m_places.constFind(keyOf(provider, indicator));
    return place == m_places.cend() ? QString() : m_lines[*place].words;
}

void JobModel::say(const QString& provider, const QString& indicator, const QString& words) {
    const QString key = keyOf(provider, indicator);
    if (const auto place = m_places.constFind(key); place != m_places.cend()) {
        m_lines[*place].words = words;
        const int row = static_cast<int>(m_lines.size() - 1 - *place);
        emit dataChanged(index(row, state), index(row, state), {Qt::DisplayRole});
        return;
    }
    if (m_lines.size() >= mostLines) {
        beginResetModel();
        m_lines.remove(0, mostLines / 2);
        m_places.clear();
        for (qsizetype i = 0; i < m_lines.size(); ++i)
            m_places.insert(keyOf(m_lines[i].provider, m_lines[i].indicator), i);
        endResetModel();
    }
    beginInsertRows({}, 0, 0);
    m_places.insert(key, m_lines.size());
    m_lines.append({provider, indicator, words});
    endInsertRows();
}

int JobModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int JobModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : columns; }

QVariant JobModel::data(const QModelIndex& index, int role) const {
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const Line& line = m_lines[m_lines.size() - 1 - index.row()];
    const QString text = index.column() == subject   ? line.indicator
                         : index.column() == service ? m_names.value(line.provider, line.provider)
                                                     : line.words;
    return role == Qt::ToolTipRole ? text.toHtmlEscaped() : text;
}

QVariant JobModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == subject ? tr("Asked about") : section == service ? tr("Service") : tr("State");
}

}  // namespace weir::models
