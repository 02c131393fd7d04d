// SPDX-License-Identifier: GPL-3.0-or-later
// Names that were asked for, as a whole, by client or by registrable domain, with the bottom of the stack one click
// away.
#pragma once

#include <QSet>
#include <array>

#include "ui/views/tablepage.h"

class QRadioButton;
class QToolButton;

namespace weir::views {

class NamesPage : public TablePage {
    Q_OBJECT

public:
    explicit NamesPage(models::FilterState& filter, QWidget* parent = nullptr);

    /// "names", "queries" or "domains".
    void choose(const QString& table);

private:
    void change();
    void fitFirst();

    std::array<QRadioButton*, 3> m_kinds;  ///< of the tables names, queries and domains
    QToolButton* m_rare;
    QSet<QString> m_fitted;  ///< tables whose widths have been made to fit once
};

}  // namespace weir::views
