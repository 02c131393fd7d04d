// SPDX-License-Identifier: GPL-3.0-or-later
// Which columns a table shows, how wide and in which order: by name, so that it outlives columns that come and go.
// What the user chose is kept apart from widths that were fitted to contents, which must not be stored.
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
    /// Columns that have no room beside the others: likewise, but files get them.
    void setFolded(QSet<QString> names) { m_folded = std::move(names); }
    /// Columns without a value in this capture: not shown unless the user wants them.
    void setEmpty(QSet<QString> names) { m_empty = std::move(names); }
    const QSet<QString>& empty() const { return m_empty; }
    Wish wish(const QString& name) const { return m_columns.value(name).wish; }
    void setWish(const QString& name, Wish wish) { m_columns[name].wish = wish; }
    bool shown(const QString& name) const;
    /// Shown, or folded, or only not shown because no row has a value there: what files and copies get.
    bool exported(const QString& name) const;
    /// Whether the user has moved columns.
    bool moved() const { return !m_order.isEmpty(); }
    /// As the user resized it, else as it was fitted; 0: not known.
    int width(const QString& name) const;
    int resizedWidth(const QString& name) const { return m_columns.value(name).width; }  ///< 0: not by the user
    void resize(const QString& name, int width) { m_columns[name].width = width; }
    void forgetWidths();
    void forgetAll();

    /// Puts the header's sections into order, width and visibility.
    void apply(QHeaderView& header, const table::Schema& schema) const;
    /// Remembers the order as the user left it.
    void takeOrder(const QHeaderView& header, const table::Schema& schema);
    /// Remembers widths that were fitted to the contents.
    void takeFitted(const QHeaderView& header, const table::Schema& schema);

    /// One text per column that the user changed, and one of the order if he did, for settings. Parts that make no
    /// sense are ignored.
    QStringList save() const;
    void restore(const QStringList& lines);

private:
    struct Entry {
        Wish wish = Wish::none;
        int width = 0;
    };
    QHash<QString, Entry> m_columns;
    QHash<QString, int> m_fitted;
    QStringList m_order;
    QSet<QString> m_hiddenByDefault;
    QSet<QString> m_folded;
    QSet<QString> m_empty;
};

/// The order in which a table's columns stand in the window unless the user moved them: what a row is about, then what
/// is known of it (names, owner, verdicts), then figures, times last; where each row is a frame its time stays in
/// front.
std::vector<int> readingOrder(const table::Schema& schema);

}  // namespace weir::views
