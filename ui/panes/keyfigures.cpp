// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/keyfigures.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/charts/chartcolours.h"

namespace weir::panes {

KeyFigures::KeyFigures(QWidget* parent) : QWidget(parent), m_row(new QHBoxLayout(this)) {
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(32);
}

void KeyFigures::setFigures(const std::vector<KeyFigure>& figures) {
    while (m_shown.size() < figures.size()) {
        Shown shown{new QLabel(this), new QLabel(this)};
        QFont large = font();
        large.setPointSizeF(large.pointSizeF() * 1.45);
        large.setWeight(QFont::DemiBold);
        shown.value->setFont(large);
        for (QLabel* label : {shown.value, shown.caption}) label->setTextFormat(Qt::PlainText);
        auto* column = new QVBoxLayout;
        column->setSpacing(0);
        column->addWidget(shown.value);
        column->addWidget(shown.caption);
        m_row->addLayout(column);
        m_shown.push_back(shown);
    }
    for (std::size_t i = 0; i < m_shown.size(); ++i) {
        Shown& shown = m_shown[i];
        const bool used = i < figures.size();
        shown.value->setVisible(used);
        shown.caption->setVisible(used);
        if (!used)
            continue;
        shown.value->setText(figures[i].value);
        shown.caption->setText(figures[i].caption);
        shown.alarming = figures[i].alarming;
        const QString tooltip = figures[i].tooltip.toHtmlEscaped();
        for (QLabel* label : {shown.value, shown.caption}) label->setToolTip(tooltip);
        shown.value->setAccessibleName(figures[i].caption + u' ' + figures[i].value);
        shown.value->setAccessibleDescription(figures[i].tooltip);
    }
    colour();
}

QString KeyFigures::value(const QString& caption) const {
    for (const Shown& shown : m_shown) {
        if (shown.caption->text() == caption)
            return shown.value->text();
    }
    return {};
}

void KeyFigures::colour() {
    const charts::ChartColours colours = charts::ChartColours::of(palette());
    for (const Shown& shown : m_shown) {
        QPalette muted = palette();
        muted.setColor(QPalette::WindowText, colours.mutedText);
        shown.caption->setPalette(muted);
        QPalette loud = palette();
        if (shown.alarming)
            loud.setColor(QPalette::WindowText, colours.alarm);
        shown.value->setPalette(loud);
    }
}

void KeyFigures::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colour();
}

}  // namespace weir::panes
