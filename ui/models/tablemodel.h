// SPDX-License-Identifier: GPL-3.0-or-later
// The one model behind every table of the window: chosen rows of an immutable table. Facts only, no looks.
#pragma once

#include <QAbstractTableModel>

#include "core/table/table.h"
#include "ui/models/format.h"

namespace weir::models {

/// Read-only. Belongs to the window's thread; the table itself may be shared with others.
class TableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        RawRole = Qt::UserRole + 1,  ///< QString: the cell as files and filters see it
        ExplainedRole,               ///< QString, plain text: the cell in full and in other units
        NumericRole,                 ///< bool: numbers stand on the right
        ShareRole,                   ///< double: the cell's part of its column's largest value, columns that count only
        SeverityRole,                ///< int: 1 little, 2 worth a look, 3 serious; in the column of the score
        NameRole,                    ///< header: QString, the column's name in filters and files
    };

    explicit TableModel(QObject* parent = nullptr);

    /// Shows these rows, in this order; null: none. `maxima` is by column (see session::TableResult); may be empty.
    void setContents(table::TablePtr table, std::shared_ptr<const table::Rows> rows,
                     std::vector<std::int64_t> maxima = {});
    void setDisplay(DisplayOptions options);
    const DisplayOptions& display() const { return m_display; }

    const table::TablePtr& table() const { return m_table; }  ///< null before the first contents
    const table::Rows& rows() const { return *m_rows; }
    std::uint32_t tableRow(int row) const { return (*m_rows)[static_cast<std::size_t>(row)]; }
    const table::Column& column(int column) const { return m_table->schema()[static_cast<std::size_t>(column)]; }
    /// The cell as files and filters see it.
    QString rawText(int row, int column) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    table::Cell cell(int row, int column) const;
    QVariant severity(int row, std::size_t column) const;

    table::TablePtr m_table;
    std::shared_ptr<const table::Rows> m_rows = std::make_shared<const table::Rows>();  ///< as they were made: millions
    std::vector<std::int64_t> m_maxima;
    DisplayOptions m_display;
    mutable std::string m_scratch;
};

}  // namespace weir::models
