// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/columnlayout.h"

#include <algorithm>

namespace weir::views {

namespace {

QString nameOf(const table::Schema& schema, int section) {
    return QString::fromStdString(schema[static_cast<std::size_t>(section)].name);
}

}  // namespace

bool ColumnLayout::shown(const QString& name) const {
    const Wish said = wish(name);
    return said == Wish::shown || (said == Wish::none && !m_hiddenByDefault.contains(name));
}

int ColumnLayout::width(const QString& name) const {
    const int resized = resizedWidth(name);
    return resized > 0 ? resized : m_fitted.value(name);
}

void ColumnLayout::forgetWidths() {
    for (Entry& entry : m_columns) entry.width = 0;
    m_fitted.clear();
}

void ColumnLayout::forgetAll() {
    m_columns.clear();
    m_fitted.clear();
    m_order.clear();
}

void ColumnLayout::apply(QHeaderView& header, const table::Schema& schema) const {
    QHash<QString, int> sections;
    for (int section = 0; section < static_cast<int>(schema.size()); ++section) {
        const QString name = nameOf(schema, section);
        sections.insert(name, section);
        header.setSectionHidden(section, !shown(name));
        if (const int known = width(name); known > 0)
            header.resizeSection(section, known);
    }
    if (m_order.isEmpty()) {
        for (int section = 0; section < header.count(); ++section)
            header.moveSection(header.visualIndex(section), section);
        return;
    }
    // Columns that the remembered order knows take their places in that order; others stay where the table has them.
    QStringList known;
    for (const QString& name : m_order) {
        if (sections.contains(name))
            known << name;
    }
    qsizetype next = 0;
    for (int visual = 0; visual < static_cast<int>(schema.size()); ++visual) {
        const QString own = nameOf(schema, visual);
        const int wanted = m_order.contains(own) ? sections.value(known[next++]) : visual;
        header.moveSection(header.visualIndex(wanted), visual);
    }
}

void ColumnLayout::takeOrder(const QHeaderView& header, const table::Schema& schema) {
    if (header.count() != static_cast<int>(schema.size()))
        return;
    QStringList order;
    bool moved = false;
    for (int visual = 0; visual < header.count(); ++visual) {
        const int section = header.logicalIndex(visual);
        moved = moved || section != visual;
        order << nameOf(schema, section);
    }
    m_order = moved ? order : QStringList();
}

void ColumnLayout::takeFitted(const QHeaderView& header, const table::Schema& schema) {
    for (int section = 0; section < std::min(header.count(), static_cast<int>(schema.size())); ++section) {
        if (!header.isSectionHidden(section))
            m_fitted.insert(nameOf(schema, section), header.sectionSize(section));
    }
}

QStringList ColumnLayout::save() const {
    QStringList lines;
    for (auto it = m_columns.begin(); it != m_columns.end(); ++it) {
        if (it->wish == Wish::none && it->width == 0)
            continue;
        lines << QStringLiteral("%1 %2 %3").arg(it.key()).arg(static_cast<int>(it->wish)).arg(it->width);
    }
    lines.sort();
    if (!m_order.isEmpty())
        lines << QStringLiteral("order ") + m_order.join(u' ');
    return lines;
}

void ColumnLayout::restore(const QStringList& lines) {
    forgetAll();
    for (const QString& line : lines) {
        const QStringList parts = line.split(u' ', Qt::SkipEmptyParts);
        if (parts.size() > 1 && parts[0] == u"order") {
            m_order = parts.mid(1);
            m_order.removeDuplicates();
        } else if (parts.size() == 3) {
            const int wish = parts[1].toInt();
            const int width = parts[2].toInt();
            if (wish >= 0 && wish <= 2 && width >= 0 && width <= 4000)
                m_columns.insert(parts[0], {static_cast<Wish>(wish), width});
        }
    }
}

}  // namespace weir::views
