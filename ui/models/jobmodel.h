// SPDX-License-Identifier: GPL-3.0-or-later
// What is being looked up and what became of it, one line for each question of this run.
#pragma once

#include <QAbstractTableModel>
#include <QHash>

#include "core/enrich/queue/lookups.h"

namespace weir::models {

/// The newest questions come first. Old lines that are over fall off the end.
class JobModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { subject, service, state, columns };
    explicit JobModel(enrich::queue::Lookups& lookups, QObject* parent = nullptr);

    /// The state of a question in words; empty if it was not asked in this run.
    QString words(const QString& provider, const QString& indicator) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Line {
        QString provider, indicator, words;
    };
    void say(const QString& provider, const QString& indicator, const QString& words);

    enrich::queue::Lookups& m_lookups;
    int m_total = 0;
    QHash<QString, QString> m_names;
    QList<Line> m_lines;  ///< oldest first
    QHash<QString, qsizetype> m_places;
};

}  // namespace weir::models
