// SPDX-License-Identifier: GPL-3.0-or-later
// A packet's layers and fields as a tree for a view.
#pragma once

#include <QAbstractItemModel>
#include <QStringList>
#include <unordered_map>

#include "core/session/packetjob.h"

namespace weir::models {

class FieldModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { name, value, columns };
    explicit FieldModel(QObject* parent = nullptr) : QAbstractItemModel(parent) {}

    /// Null: nothing is shown.
    void setPacket(std::shared_ptr<const session::PacketDetail> packet);
    const std::shared_ptr<const session::PacketDetail>& packet() const { return m_packet; }

    /// Null for an index of nothing.
    const detail::Field* field(const QModelIndex& index) const;
    /// The innermost field that was read from this octet of the frame; of several equal ones, which tell of a whole,
    /// what is around them. Invalid where none was.
    QModelIndex innermost(std::uint32_t offset) const;
    /// The names from the layer down to the field, each followed by how many of that name stand before it among its
    /// siblings: where a field of another packet belongs to the same place, `find` finds it.
    QStringList pathOf(const QModelIndex& index) const;
    /// Invalid where this packet has no such field.
    QModelIndex find(const QStringList& path) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Place {
        const detail::Field* parent = nullptr;
        int row = 0;
    };
    void note(const std::vector<detail::Field>& fields, const detail::Field* parent);
    const std::vector<detail::Field>& children(const QModelIndex& parent) const;

    std::shared_ptr<const session::PacketDetail> m_packet;
    std::unordered_map<const detail::Field*, Place> m_places;
};

}  // namespace weir::models
