// SPDX-License-Identifier: GPL-3.0-or-later
// The header over a table: click to sort, Shift+click for a further key, the order of keys shown.
#pragma once

#include <QHeaderView>
#include <optional>
#include <vector>

#include "core/table/table.h"

namespace weir::views {

/// Numbers fall first, all else rises first; the third click returns to the table's own order.
class SortHeader : public QHeaderView {
    Q_OBJECT

public:
    explicit SortHeader(QWidget* parent = nullptr);

    const std::vector<table::SortKey>& keys() const { return m_keys; }
    void setKeys(std::vector<table::SortKey> keys);
    /// What a click on the section does; `further` adds to the keys there are.
    void cycle(int section, bool further);

signals:
    /// The user asked for another order.
    void keysChanged();
    /// The user gave a section this width, as opposed to what the program did.
    void widthChosen(int section, int width);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void initStyleOptionForIndex(QStyleOptionHeader* option, int section) const override;
    bool viewportEvent(QEvent* event) override;
    QSize sectionSizeFromContents(int section) const override;

private:
    std::vector<table::SortKey> m_keys;
    bool m_shift = false;
    bool m_pressed = false;
};

}  // namespace weir::views
