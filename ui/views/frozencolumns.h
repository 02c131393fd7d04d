// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps what a row is about in sight while its other columns are scrolled sideways.
#pragma once

#include <QWidget>
#include <vector>

class QMouseEvent;
class QTableView;

namespace weir::views {

/// A picture of the first columns over those that have been scrolled in their place: they end with the first address or
/// name, or are one column where none is near. Clicks go through to the table, whose rows they are; those on its head
/// reach the header's own sections.
class FrozenColumns : public QWidget {
    Q_OBJECT

public:
    /// Belongs to the table.
    explicit FrozenColumns(QTableView& table);

    /// Where it stands, and whether it is needed: after anything about the table has changed.
    void place();
    /// The cell of a frozen column at this point of the table's viewport; none where there is no such.
    QModelIndex indexAt(const QPoint& point) const;
    /// Sections that are frozen, from the side where a line begins.
    const std::vector<int>& sections() const { return m_sections; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    class Head;
    void choose();
    int left(std::size_t place) const;

    QTableView& m_table;
    Head* m_head;
    std::vector<int> m_sections;
};

}  // namespace weir::views
