// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/sortheader.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QStyleOptionHeader>
#include <QToolTip>
#include <algorithm>

#include "ui/models/tablemodel.h"

namespace weir::views {

using models::TableModel;

SortHeader::SortHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) {
    setSectionsClickable(true);
    setSectionsMovable(true);
    setHighlightSections(false);
    setMinimumSectionSize(fontMetrics().averageCharWidth() * 5);
    setTextElideMode(Qt::ElideRight);
    setAccessibleName(tr("Column headers"));
    connect(this, &QHeaderView::sectionClicked, this, [this](int section) { cycle(section, m_shift); });
    connect(this, &QHeaderView::sectionResized, this, [this](int section, int, int width) {
        if (m_pressed && width > 0)
            emit widthChosen(section, width);
    });
}

void SortHeader::setKeys(std::vector<table::SortKey> keys) {
    m_keys = std::move(keys);
    viewport()->update();
}

void SortHeader::cycle(int section, bool further) {
    const auto column = static_cast<std::size_t>(section);
    const bool fallsFirst = model() && model()->headerData(section, Qt::Horizontal, TableModel::NumericRole).toBool();
    const auto found =
        std::find_if(m_keys.begin(), m_keys.end(), [&](const auto& key) { return key.column == column; });
    std::optional<table::SortKey> next = table::SortKey{column, fallsFirst};
    if (found != m_keys.end() && (further || m_keys.size() == 1)) {
        if (found->descending == fallsFirst)
            next->descending = !fallsFirst;
        else
            next.reset();
    }
    if (!further)
        m_keys.clear();
    const auto same = std::find_if(m_keys.begin(), m_keys.end(), [&](const auto& key) { return key.column == column; });
    if (same != m_keys.end() && next)
        *same = *next;
    else if (same != m_keys.end())
        m_keys.erase(same);
    else if (next)
        m_keys.push_back(*next);
    viewport()->update();
    emit keysChanged();
}

void SortHeader::mousePressEvent(QMouseEvent* event) {
    m_pressed = true;
    QHeaderView::mousePressEvent(event);
}

void SortHeader::mouseReleaseEvent(QMouseEvent* event) {
    m_shift = event->modifiers().testFlag(Qt::ShiftModifier);
    QHeaderView::mouseReleaseEvent(event);
    m_pressed = false;
}

void SortHeader::initStyleOptionForIndex(QStyleOptionHeader* option, int section) const {
    QHeaderView::initStyleOptionForIndex(option, section);
    const bool numeric = model()->headerData(section, Qt::Horizontal, TableModel::NumericRole).toBool();
    option->textAlignment = Qt::AlignVCenter | (numeric ? Qt::AlignRight : Qt::AlignLeft);
    // The same distance from the neighbours as in the cells.
    option->text = u' ' + option->text + u' ';
    for (std::size_t i = 0; i < m_keys.size(); ++i) {
        if (m_keys[i].column != static_cast<std::size_t>(section))
            continue;
        // A style's "up" arrow stands for falling on some desktops; Qt's own convention is kept.
        option->sortIndicator = m_keys[i].descending ? QStyleOptionHeader::SortUp : QStyleOptionHeader::SortDown;
        static const QString digits = QStringLiteral("¹²³⁴⁵⁶⁷⁸⁹");
        if (m_keys.size() > 1 && i < static_cast<std::size_t>(digits.size()))
            option->text += QString(digits[static_cast<qsizetype>(i)]);
    }
}

QSize SortHeader::sectionSizeFromContents(int section) const {
    return QHeaderView::sectionSizeFromContents(section) + QSize(fontMetrics().averageCharWidth() * 2, 8);
}

bool SortHeader::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip && model()) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int section = logicalIndexAt(help->pos());
        if (section >= 0) {
            const QString words = model()->headerData(section, Qt::Horizontal, TableModel::ExplainedRole).toString();
            const QString name = model()->headerData(section, Qt::Horizontal, TableModel::NameRole).toString();
            QToolTip::showText(
                help->globalPos(),
                QStringLiteral("<p>%1</p><p>%2</p>")
                    .arg(words.toHtmlEscaped(), tr("In filters and files: <b>%1</b>").arg(name.toHtmlEscaped())),
                this);
            return true;
        }
    }
    return QHeaderView::viewportEvent(event);
}

}  // namespace weir::views
