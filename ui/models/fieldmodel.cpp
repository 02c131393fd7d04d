// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/fieldmodel.h"

#include "ui/models/format.h"

namespace weir::models {

using detail::Field;

namespace {

bool holds(const Field& field, std::uint32_t offset) {
    return offset >= field.offset && offset - field.offset < field.length;
}

QString step(const std::vector<Field>& siblings, std::size_t at) {
    std::size_t before = 0;
    for (std::size_t i = 0; i < at; ++i) before += siblings[i].name == siblings[at].name;
    return QString::fromStdString(siblings[at].name) + u' ' + QString::number(before);
}

}  // namespace

void FieldModel::setPacket(std::shared_ptr<const session::PacketDetail> packet) {
    beginResetModel();
    m_packet = std::move(packet);
    m_places.clear();
    if (m_packet)
        note(m_packet->layers, nullptr);
    endResetModel();
}

void FieldModel::note(const std::vector<Field>& fields, const Field* parent) {
    int row = 0;
    for (const Field& field : fields) {
        m_places[&field] = {parent, row++};
        note(field.children, &field);
    }
}

const Field* FieldModel::field(const QModelIndex& index) const {
    return index.isValid() ? static_cast<const Field*>(index.internalPointer()) : nullptr;
}

const std::vector<Field>& FieldModel::children(const QModelIndex& parent) const {
    static const std::vector<Field> none;
    if (const Field* field = this->field(parent))
        return field->children;
    return m_packet ? m_packet->layers : none;
}

QModelIndex FieldModel::innermost(std::uint32_t offset) const {
    QModelIndex found;
    for (;;) {
        const std::vector<Field>& fields = children(found);
        const Field* around = field(found);
        int best = -1;
        for (std::size_t i = 0; i < fields.size(); ++i) {
            // The frame holds all other layers: the smallest that holds the octet is the nearest. A field as long as
            // what is around it says something of the whole.
            if (holds(fields[i], offset) && (!around || fields[i].length < around->length) &&
                (best < 0 || fields[i].length < fields[static_cast<std::size_t>(best)].length))
                best = static_cast<int>(i);
        }
        if (best < 0)
            return found;
        found = index(best, name, found);
    }
}

QStringList FieldModel::pathOf(const QModelIndex& index) const {
    QStringList path;
    for (QModelIndex at = index.siblingAtColumn(name); at.isValid(); at = at.parent())
        path.prepend(step(children(at.parent()), static_cast<std::size_t>(at.row())));
    return path;
}

QModelIndex FieldModel::find(const QStringList& path) const {
    QModelIndex found;
    for (const QString& wanted : path) {
        const std::vector<Field>& fields = children(found);
        std::size_t at = 0;
        while (at < fields.size() && step(fields, at) != wanted) ++at;
        if (at == fields.size())
            return {};
        found = index(static_cast<int>(at), name, found);
    }
    return found;
}

QModelIndex FieldModel::index(int row, int column, const QModelIndex& parent) const {
    const std::vector<Field>& fields = children(parent);
    if (row < 0 || static_cast<std::size_t>(row) >= fields.size() || column < 0 || column >= columns)
        return {};
    return createIndex(row, column, &fields[static_cast<std::size_t>(row)]);
}

QModelIndex FieldModel::parent(const QModelIndex& child) const {
    const Field* field = this->field(child);
    const auto place = m_places.find(field);
    if (!field || place == m_places.end() || !place->second.parent)
        return {};
    const Field* above = place->second.parent;
    return createIndex(m_places.at(above).row, name, above);
}

int FieldModel::rowCount(const QModelIndex& parent) const {
    return parent.column() > 0 ? 0 : static_cast<int>(children(parent).size());
}

int FieldModel::columnCount(const QModelIndex&) const { return columns; }

QVariant FieldModel::data(const QModelIndex& index, int role) const {
    const Field* field = this->field(index);
    if (!field || (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::AccessibleTextRole))
        return {};
    const QString text = shownText(index.column() == name ? field->name : field->value);
    if (role == Qt::ToolTipRole)  // would otherwise be taken for markup where it looks like it
        return index.column() == value ? text.toHtmlEscaped() : QVariant();
    if (role == Qt::AccessibleTextRole && index.column() == name)
        return QString(text + u' ' + shownText(field->value));
    return text;
}

QVariant FieldModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == name ? tr("Field") : tr("Value");
}

}  // namespace weir::models
