// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/tablemodel.h"

#include <limits>
#include <utility>

#include "ui/models/columnwords.h"

namespace weir::models {

TableModel::TableModel(QObject* parent) : QAbstractTableModel(parent) {}

void TableModel::setContents(table::TablePtr table, std::shared_ptr<const table::Rows> rows,
                             std::vector<std::int64_t> maxima) {
    beginResetModel();
    m_table = std::move(table);
    m_rows = rows ? std::move(rows) : std::make_shared<const table::Rows>();
    m_maxima = std::move(maxima);
    endResetModel();
}

void TableModel::setDisplay(DisplayOptions options) {
    m_display = std::move(options);
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {Qt::DisplayRole});
    if (columnCount() > 0)
        emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

int TableModel::rowCount(const QModelIndex& parent) const {
    constexpr std::size_t most = std::numeric_limits<int>::max();
    return parent.isValid() ? 0 : static_cast<int>(std::min(m_rows->size(), most));
}

int TableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() || !m_table ? 0 : static_cast<int>(m_table->schema().size());
}

table::Cell TableModel::cell(int row, int column) const {
    return m_table->cell(tableRow(row), static_cast<std::size_t>(column), m_scratch);
}

QString TableModel::rawText(int row, int column) const {
    const std::string text = table::cellText(cell(row, column));
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QVariant TableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto column = static_cast<std::size_t>(index.column());
    switch (role) {
        case Qt::DisplayRole:
            return displayText(this->column(index.column()), cell(index.row(), index.column()), m_display);
        case RawRole:
            return rawText(index.row(), index.column());
        case ExplainedRole:
            return explainedText(this->column(index.column()), cell(index.row(), index.column()), m_display);
        case NumericRole:
            return isNumeric(this->column(index.column()));
        case SeverityRole:
            return severity(index.row(), column);
        case ShareRole: {
            if (column >= m_maxima.size() || m_maxima[column] <= 0)
                return {};
            const table::Cell value = cell(index.row(), index.column());
            return value.empty ? QVariant()
                               : QVariant(static_cast<double>(value.integer) / static_cast<double>(m_maxima[column]));
        }
        default:
            return {};
    }
}

QVariant TableModel::severity(int row, std::size_t column) const {
    const auto said = table::findColumn(m_table->schema(), "severity");
    if (!said || table::findColumn(m_table->schema(), "score") != column)
        return {};
    const std::string_view text = cell(row, static_cast<int>(*said)).text;
    return text == "serious" ? 3 : text == "look" ? 2 : 1;
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const table::Column& column = this->column(section);
    switch (role) {
        case Qt::DisplayRole:
            return columnTitle(m_table->schema(), static_cast<std::size_t>(section), m_display);
        case ExplainedRole:
            return columnWords(column.meaning);
        case NumericRole:
            return isNumeric(column);
        case NameRole:
            return QString::fromStdString(column.name);
        default:
            return {};
    }
}

}  // namespace weir::models
