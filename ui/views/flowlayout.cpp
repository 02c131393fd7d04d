// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/flowlayout.h"

#include <QStyle>
#include <QWidget>
#include <algorithm>

namespace weir::views {

QLayoutItem* FlowLayout::itemAt(int index) const {
    return index >= 0 && index < count() ? m_items[static_cast<std::size_t>(index)].get() : nullptr;
}

QLayoutItem* FlowLayout::takeAt(int index) {
    if (!itemAt(index))
        return nullptr;
    QLayoutItem* item = m_items[static_cast<std::size_t>(index)].release();
    m_items.erase(m_items.begin() + index);
    return item;
}

int FlowLayout::gap() const {
    constexpr int usual = 6;
    return spacing() >= 0 ? spacing() : usual;  // its parent's, or the style's, which may have none
}

QSize FlowLayout::sizeHint() const {
    QSize size;
    for (const auto& item : m_items) {
        const QSize own = item->sizeHint();
        size = QSize(size.width() + own.width() + gap(), std::max(size.height(), own.height()));
    }
    return size;
}

QSize FlowLayout::minimumSize() const {
    QSize size;
    for (const auto& item : m_items) size = size.expandedTo(item->minimumSize());
    return size;
}

void FlowLayout::setGeometry(const QRect& space) {
    QLayout::setGeometry(space);
    place(space, true);
}

int FlowLayout::place(const QRect& space, bool move) const {
    const Qt::LayoutDirection direction = parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight;
    int y = space.top();
    for (std::size_t first = 0; first < m_items.size();) {
        int width = 0, height = 0;
        std::size_t last = first;
        for (; last < m_items.size(); ++last) {
            const QSize own = m_items[last]->sizeHint();
            if (last > first && width + own.width() > space.width())
                break;
            width += own.width() + gap();
            height = std::max(height, own.height());
        }
        int x = space.left();
        for (; first < last; ++first) {
            const QSize own = m_items[first]->sizeHint();
            const QRect there(x, y + (height - own.height()) / 2, std::min(own.width(), space.width()), own.height());
            if (move)
                m_items[first]->setGeometry(QStyle::visualRect(direction, space, there));
            x += own.width() + gap();
        }
        y += height + (last < m_items.size() ? gap() : 0);
    }
    return y - space.top();
}

}  // namespace weir::views
