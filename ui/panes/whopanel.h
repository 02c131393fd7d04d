// SPDX-License-Identifier: GPL-3.0-or-later
// Who was hit: a card for each client, the one with the worst findings first.
#pragma once

#include <QScrollArea>

#include "core/table/table.h"

class QVBoxLayout;

namespace weir::panes {

class WhoPanel : public QScrollArea {
    Q_OBJECT

public:
    explicit WhoPanel(QWidget* parent = nullptr);

    /// The table of clients; null: none. Texts are not trusted.
    void show(const table::TablePtr& clients);
    /// What the cards say, line by line, for tests and for screen readers.
    QStringList lines() const { return m_lines; }

signals:
    /// The packets of this address are wanted in every table.
    void clientPicked(const QString& address);

private:
    void addCard(QVBoxLayout& cards, const table::Table& clients, std::uint32_t row);

    QStringList m_lines;
};

}  // namespace weir::panes
