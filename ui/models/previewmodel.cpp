// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/previewmodel.h"

#include <algorithm>

#include "ui/models/lookupwords.h"

namespace weir::models {

using enrich::queue::PreviewItem;

void PreviewModel::setPreview(enrich::queue::Preview preview, QHash<QString, QString> names) {
    beginResetModel();
    m_preview = std::move(preview);
    m_names = std::move(names);
    // What leaves the machine first, then what must not, then what need not.
    const auto rank = [](const PreviewItem& item) {
        return item.fate == PreviewItem::Fate::send ? 0 : item.fate == PreviewItem::Fate::heldBack ? 1 : 2;
    };
    std::stable_sort(m_preview.items.begin(), m_preview.items.end(),
                     [&](const PreviewItem& a, const PreviewItem& b) { return rank(a) < rank(b); });
    endResetModel();
}

enrich::queue::Preview PreviewModel::chosen() const {
    enrich::queue::Preview out = m_preview;
    out.items.removeIf(
        [this](const PreviewItem& item) { return item.fate == PreviewItem::Fate::send && !ticked(item); });
    return out;
}

int PreviewModel::chosenCount() const {
    return static_cast<int>(std::count_if(m_preview.items.begin(), m_preview.items.end(),
                                          [this](const PreviewItem& item) { return ticked(item); }));
}

int PreviewModel::chosenRequests() const {
    int out = 0;
    for (const PreviewItem& item : m_preview.items) out += ticked(item) ? item.requests.atLeast : 0;
    return out;
}

int PreviewModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_preview.items.size());
}

int PreviewModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : columns; }

QVariant PreviewModel::data(const QModelIndex& index, int role) const {
    const PreviewItem& item = m_preview.items[index.row()];
    if (role == Qt::CheckStateRole && index.column() == subject && item.fate == PreviewItem::Fate::send)
        return ticked(item) ? Qt::Checked : Qt::Unchecked;
    if (role == Qt::DisplayRole) {
        switch (index.column()) {
            case subject:
                return item.note.isEmpty() || item.indicator == item.given
                           ? item.given
                           : tr("%1 (%2)").arg(item.indicator, item.note);
            case service:
                return m_names.value(item.provider, item.provider);
            case fate:
                return fateWords(item);
            default:
                return item.fate == PreviewItem::Fate::send ? item.firstQuery : QString();
        }
    }
    if (role == Qt::ToolTipRole)
        return data(index, Qt::DisplayRole).toString().toHtmlEscaped();
    return {};
}

bool PreviewModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::CheckStateRole || index.column() != subject)
        return false;
    const PreviewItem& item = m_preview.items[index.row()];
    if (item.fate != PreviewItem::Fate::send)
        return false;
    if (value.toInt() == Qt::Checked)
        m_unticked.remove(keyOf(item));
    else
        m_unticked.insert(keyOf(item));
    emit dataChanged(index, index, {Qt::CheckStateRole});
    emit chosenChanged();
    return true;
}

Qt::ItemFlags PreviewModel::flags(const QModelIndex& index) const {
    const bool sends = m_preview.items[index.row()].fate == PreviewItem::Fate::send;
    Qt::ItemFlags flags = Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (sends)
        flags |= Qt::ItemIsEnabled;
    if (sends && index.column() == subject)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QVariant PreviewModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
        case subject:
            return tr("Asked about");
        case service:
            return tr("Service");
        case fate:
            return tr("What happens");
        default:
            return tr("First request");
    }
}

}  // namespace weir::models
