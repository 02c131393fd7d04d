// SPDX-License-Identifier: GPL-3.0-or-later
// The lines of a followed conversation for a list view.
#pragma once

#include <QAbstractListModel>

#include "ui/models/followtext.h"

namespace weir::models {

class FollowModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { KindRole = Qt::UserRole + 1, FromClientRole };
    explicit FollowModel(QObject* parent = nullptr) : QAbstractListModel(parent) {}

    /// Null: nothing.
    void setText(std::shared_ptr<const FollowText> text);
    const std::shared_ptr<const FollowText>& text() const { return m_text; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    std::shared_ptr<const FollowText> m_text;
};

}  // namespace weir::models
