// SPDX-License-Identifier: GPL-3.0-or-later
// The user's own pages about an address or a domain, to be opened in the browser.
#pragma once

#include <QDialog>

#include "core/enrich/linktemplates.h"

class QLabel;
class QPushButton;
class QTableWidget;

namespace weir::panes {

class LinksDialog : public QDialog {
    Q_OBJECT

public:
    explicit LinksDialog(const QList<enrich::LinkTemplate>& links, QWidget* parent = nullptr);
    /// Meaningful once accepted: all of them are usable.
    QList<enrich::LinkTemplate> links() const;

private:
    void addRow(const enrich::LinkTemplate& link);
    void check();

    QTableWidget* m_table;
    QLabel* m_problem;
    QPushButton* m_remove;
    QPushButton* m_ok;
};

}  // namespace weir::panes
