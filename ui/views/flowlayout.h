// SPDX-License-Identifier: GPL-3.0-or-later
// Controls in a row that breaks where it has no room: words are longer in other languages and larger fonts, and a row
// that does not break would make the window wider than the screen.
#pragma once

#include <QLayout>
#include <memory>
#include <vector>

namespace weir::views {

/// From the side where the language begins, row by row; in a row, all in the middle of its height.
class FlowLayout : public QLayout {
public:
    FlowLayout() = default;

    void addItem(QLayoutItem* item) override { m_items.emplace_back(item); }
    int count() const override { return static_cast<int>(m_items.size()); }
    QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return place({0, 0, width, 0}, false); }
    QSize sizeHint() const override;     ///< one row
    QSize minimumSize() const override;  ///< the widest alone
    void setGeometry(const QRect& space) override;

private:
    int gap() const;
    /// The height that it takes; `move`: also puts the items there.
    int place(const QRect& space, bool move) const;

    std::vector<std::unique_ptr<QLayoutItem>> m_items;
};

}  // namespace weir::views
