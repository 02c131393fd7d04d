// SPDX-License-Identifier: GPL-3.0-or-later
// Labels of the panes and dialogs. Their words may come from a capture or a server, so no label reads them as markup.
#pragma once

#include <QLabel>

namespace weir::panes {

/// Shows `text` as it stands, on the lines that it has. The parent owns the label.
inline QLabel* plainLabel(const QString& text, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    return label;
}

/// The same, with lines broken where the room ends.
inline QLabel* wrappedLabel(const QString& text, QWidget* parent) {
    QLabel* label = plainLabel(text, parent);
    label->setWordWrap(true);
    return label;
}

}  // namespace weir::panes
