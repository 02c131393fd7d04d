// SPDX-License-Identifier: GPL-3.0-or-later
// The user's own pages about an address or a domain, to be opened in the browser.
#pragma once

#include <QDialog>

#include "core/enrich/subject/linktemplates.h"

class QLabel;
class QPushButton;
class QTableWidget;

namespace weir::panes {

class LinksDialog : public QDialog {
    Q_OBJECT

public:
    explicit LinksDialog(const QList<enrich::subject::LinkTemplate>& links, QWidget* parent = nullptr);
    /// Meaningful once accepted: all of them are usable.
    QList<enrich::subject::LinkTemplate> links() const;

private:
    void addRow(const enrich::subject::LinkTemplate& link);
    void check();

    QTableWidget* m_table;
    QLabel* m_problem;
    QPushButton* m_remove;
    QPushButton* m_ok;
};

}  // namespace weir::panes
