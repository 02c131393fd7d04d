// SPDX-License-Identifier: GPL-3.0-or-later
// Conversations, grouped by whichever keys the user ticks.
#pragma once

#include <array>

#include "ui/views/tablepage.h"

class QCheckBox;
class QRadioButton;

namespace weir::views {

class ConversationsPage : public TablePage {
    Q_OBJECT

public:
    explicit ConversationsPage(models::FilterState& filter, QWidget* parent = nullptr);

    /// Ticks as the settings keep them: "two-way client server", "one-way outbound src dst dport".
    QString saveGrouping() const;
    void restoreGrouping(const QString& text);
    /// Both ways by all five keys: a row is a flow.
    void showFlows();

signals:
    void homeRequested();

private:
    void regroup();
    void nameKeys();

    std::array<QCheckBox*, 5> m_keys;
    QRadioButton* m_oneWay;
    QRadioButton* m_twoWay;
    QCheckBox* m_outbound;
};

}  // namespace weir::views
