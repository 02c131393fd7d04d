// SPDX-License-Identifier: GPL-3.0-or-later
// Which columns a table shows, how wide and in which order: by name, so that it outlives columns that come and go.
#pragma once

#include <QHash>
#include <QHeaderView>
#include <QSet>
#include <QStringList>

#include "core/table/table.h"

namespace weir::views {

class ColumnLayout {
public:
    /// What the user said of a column, as opposed to what the table does by itself.
    enum class Wish { none, shown, hidden };

    void setHiddenByDefault(QSet<QString> names) { m_hiddenByDefault = std::move(names); }
    Wish wish(const QString& name) const { return m_columns.value(name).wish; }
    void setWish(const QString& name, Wish wish) { m_columns[name].wish = wish; }
    bool shown(const QString& name) const;
    int width(const QString& name) const { return m_columns.value(name).width; }  ///< 0: not known
    void forgetAll();

    /// Puts the header's sections into order, width and visibility.
    void apply(QHeaderView& header, const table::Schema& schema) const;
    /// Remembers order and widths as the user left them.
    void take(const QHeaderView& header, const table::Schema& schema);

    /// One text per column, for settings. Parts that make no sense are ignored.
    QStringList save() const;
    void restore(const QStringList& lines);

private:
    struct Entry {
        Wish wish = Wish::none;
        int width = 0;
    };
    QHash<QString, Entry> m_columns;
    QStringList m_order;
    QSet<QString> m_hiddenByDefault;
};

}  // namespace weir::views
