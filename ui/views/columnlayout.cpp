// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/columnlayout.h"

#include <algorithm>
#include <numeric>

namespace weir::views {

namespace {

QString nameOf(const table::Schema& schema, int section) {
    return QString::fromStdString(schema[static_cast<std::size_t>(section)].name);
}

}  // namespace

std::vector<int> readingOrder(const table::Schema& schema) {
    static const QStringList known{
        QStringLiteral("rank"),
        QStringLiteral("score"),
        QStringLiteral("subject"),
        QStringLiteral("name"),
        QStringLiteral("registrable_domain"),
        QStringLiteral("distinct_names"),
        QStringLiteral("names"),
        QStringLiteral("host_names"),
        QStringLiteral("user_names"),
        QStringLiteral("os"),
        QStringLiteral("vendor"),
        QStringLiteral("service"),
        QStringLiteral("server_name"),
        QStringLiteral("host"),
        QStringLiteral("method"),
        QStringLiteral("path"),
        QStringLiteral("status"),
        QStringLiteral("named_by"),
        QStringLiteral("verdict"),
        QStringLiteral("verdict_by"),
        QStringLiteral("as_org"),
        QStringLiteral("country"),
        QStringLiteral("whois_org"),
        QStringLiteral("vt_malicious"),
        QStringLiteral("why"),
    };
    const bool frames =
        schema.size() > 1 && schema[0].unit == table::Unit::identifier && schema[1].kind == table::Kind::time;
    // What comes before the first figure says what a row is about.
    const auto figure = std::find_if(schema.begin(), schema.end(), [](const table::Column& one) {
        return one.unit == table::Unit::count || one.unit == table::Unit::bytes;
    });
    const auto rank = [&](int section) {
        const table::Column& column = schema[static_cast<std::size_t>(section)];
        if (frames && section < 2)
            return section;
        if (column.kind == table::Kind::time)
            return 1000;
        const bool key = column.kind == table::Kind::address || column.unit == table::Unit::identifier;
        if (key && column.name != "rank" && section < figure - schema.begin())
            return 10;
        const qsizetype at = known.indexOf(QString::fromStdString(column.name));
        return at >= 0 ? 20 + static_cast<int>(at) : 100;
    };
    std::vector<int> order(schema.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return rank(a) < rank(b); });
    return order;
}

bool ColumnLayout::shown(const QString& name) const {
    return wish(name) == Wish::shown || (exported(name) && !m_folded.contains(name) && !m_empty.contains(name));
}

bool ColumnLayout::exported(const QString& name) const {
    return wish(name) == Wish::shown || (wish(name) == Wish::none && !m_hiddenByDefault.contains(name));
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
        int visual = 0;
        for (const int section : readingOrder(schema)) header.moveSection(header.visualIndex(section), visual++);
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
    const std::vector<int> usual = readingOrder(schema);
    for (int visual = 0; visual < header.count(); ++visual) {
        const int section = header.logicalIndex(visual);
        moved = moved || section != usual[static_cast<std::size_t>(visual)];
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
