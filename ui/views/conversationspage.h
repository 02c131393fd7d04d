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

    /// Ticks as the settings keep them: "two-way src dst", "one-way src dst dport". What
    /// leaves rows out is not among them.
    QString saveGrouping() const;
    void restoreGrouping(const QString& text);
    /// Nothing is left out any more: for another capture.
    void endRestrictions();
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
