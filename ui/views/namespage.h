// SPDX-License-Identifier: GPL-3.0-or-later
// Names that were asked for, with the bottom of the stack one click away.
#pragma once

#include "ui/views/tablepage.h"

class QToolButton;

namespace weir::views {

class NamesPage : public TablePage {
    Q_OBJECT

public:
    explicit NamesPage(models::FilterState& filter, QWidget* parent = nullptr);

private:
    QToolButton* m_rare;
};

}  // namespace weir::views
