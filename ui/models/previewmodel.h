// SPDX-License-Identifier: GPL-3.0-or-later
// The list of what would be sent: each line can be taken out before anything goes.
#pragma once

#include <QAbstractTableModel>
#include <QSet>

#include "core/enrich/queue/lookups.h"

namespace weir::models {

/// Lines that would be sent have a tick; the others say why not, and stand below.
class PreviewModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { subject, service, fate, query, columns };
    using QAbstractTableModel::QAbstractTableModel;

    /// Ticks that the user took away stay away.
    void setPreview(enrich::queue::Preview preview, QHash<QString, QString> names);
    /// What is left with the ticks as they are; shares are not counted anew.
    enrich::queue::Preview chosen() const;
    int chosenCount() const;
    int chosenRequests() const;  ///< that these lines take at least

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

signals:
    void chosenChanged();

private:
    static QString keyOf(const enrich::queue::PreviewItem& item) { return item.provider + u' ' + item.indicator; }
    bool ticked(const enrich::queue::PreviewItem& item) const {
        return item.fate == enrich::queue::PreviewItem::Fate::send && !m_unticked.contains(keyOf(item));
    }

    enrich::queue::Preview m_preview;
    QHash<QString, QString> m_names;
    QSet<QString> m_unticked;
};

}  // namespace weir::models
