// SPDX-License-Identifier: GPL-3.0-or-later
// How cells look: numbers on the right, a quiet bar behind the numbers that the table is sorted by.
#pragma once

#include <QStyledItemDelegate>

namespace weir::views {

class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// The column whose numbers get a bar; -1 for none.
    void setBarColumn(int column) { m_barColumn = column; }
    int barColumn() const { return m_barColumn; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    bool isBenign(const QModelIndex& index) const;
    static void paintBar(QPainter& painter, const QStyleOptionViewItem& option, double share);
    /// Three blocks, as many filled as it is severe: the number and the blocks say it without the colour, too.
    static void paintSeverity(QPainter& painter, const QStyleOptionViewItem& option, int severity);

    int m_barColumn = -1;
};

}  // namespace weir::views
