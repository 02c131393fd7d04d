// SPDX-License-Identifier: GPL-3.0-or-later
// The table on the screen: fixed rows, sorting by header, copying, and menus on cells and headers.
#pragma once

#include <QTableView>

#include "core/export/writer.h"
#include "ui/models/filtertext.h"
#include "ui/models/notice.h"
#include "ui/models/tablemodel.h"
#include "ui/views/celldelegate.h"
#include "ui/views/columnlayout.h"
#include "ui/views/markheader.h"
#include "ui/views/sortheader.h"

namespace weir::views {

class FrozenColumns;

class TableView : public QTableView {
    Q_OBJECT

public:
    explicit TableView(QWidget* parent = nullptr);

    models::TableModel& tableModel() { return *m_model; }
    const models::TableModel& tableModel() const { return *m_model; }
    FrozenColumns& frozen() { return *m_frozen; }
    SortHeader& sortHeader() { return *m_header; }
    ColumnLayout& columns() { return m_columns; }
    /// The column that gets the bars in the table's own order; empty: the first one of bytes.
    void setBarColumn(const QString& name) { m_barColumn = name.toStdString(); }
    /// The column that takes what width the others leave; empty: none.
    void setWideColumn(const QString& name) { m_wideColumn = name; }

    /// Stars, verdicts and notes before the columns. Once; the marks outlive what is shown.
    MarkHeader& showMarks(models::MarkBook& marks);

    /// Whether anything is marked: else the columns of marks go into no file.
    void setMarked(bool marked) { m_marked = marked; }

    /// More commands for the menu on a row.
    void setRowActions(const QList<QAction*>& actions) { m_rowActions = actions; }

    /// Replaces what is shown; selection, current cell and scroll position stay where the rows are the same ones.
    /// Columns that are `empty` everywhere are not shown unless the user wants them; nothing: as before.
    void setContents(const table::TablePtr& table, std::shared_ptr<const table::Rows> rows,
                     std::vector<std::int64_t> maxima, const std::optional<std::vector<bool>>& empty = {});
    /// Puts order, widths and visibility into force after `columns()` has been changed.
    void applyColumns();
    /// Columns as the user sees them, left to right.
    std::vector<std::size_t> shownColumns() const;
    /// Columns for files and copies: in the table's order unless the user moved them, also those that happen to be
    /// empty.
    std::vector<std::size_t> exportedColumns() const;
    /// The first row in the first column that is shown; none where there are no rows.
    QModelIndex firstCell() const;
    /// How many rows are selected; does not look at each of them.
    std::size_t selectedCount() const;
    /// Selected rows, top down, as row numbers of the model.
    std::vector<int> selectedRows() const;

public slots:
    void copyValue();
    void copyRowsAsTabs();
    void copyRowsAsCsv();
    void copyRowsAsJson();
    void showAllColumns();
    void resetColumns();
    /// Fits the columns that the user did not resize.
    void fitColumns();
    /// Fits all columns.
    void fitToContents();

signals:
    /// The menu on a cell asks for a filter.
    void filterRequested(const QString& test, weir::models::Combine how);
    void notice(const weir::models::Notice& notice);
    void columnsChanged();
    /// The menu on a cell is about to be shown: others add to it.
    void menuOpening(QMenu* menu, const QModelIndex& index);
    void selectionMoved();
    /// Return was pressed on a row, which means what a double click on it means.
    void rowOpened();

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyboardSearch(const QString&) override {}  // typing starts a filter instead
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void showHeaderMenu(const QPoint& position);
    void addFilterActions(QMenu& menu, const QModelIndex& index);
    int fittingWidth(int section) const;
    int barColumn(const table::TablePtr& table) const;
    table::Rows rowsToCopy();
    QString selectedTabs();
    QString selectedAs(exporting::Format format);
    void updateMetrics();

    models::TableModel* m_model;
    SortHeader* m_header;
    CellDelegate* m_delegate;
    ColumnLayout m_columns;
    std::string m_barColumn;
    QString m_wideColumn;
    QList<QAction*> m_rowActions;
    FrozenColumns* m_frozen;
    bool m_fitted = false;
    bool m_marked = false;
};

}  // namespace weir::views
