// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/followmodel.h"

namespace weir::models {

void FollowModel::setText(std::shared_ptr<const FollowText> text) {
    beginResetModel();
    m_text = std::move(text);
    endResetModel();
}

int FollowModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !m_text ? 0 : static_cast<int>(m_text->lines());
}

QVariant FollowModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto line = static_cast<std::size_t>(index.row());
    switch (role) {
        case Qt::DisplayRole:
            return m_text->text(line);
        case KindRole:
            return static_cast<int>(m_text->kind(line));
        case FromClientRole:
            return m_text->fromClient(line);
        default:
            return {};
    }
}

}  // namespace weir::models
