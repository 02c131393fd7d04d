// SPDX-License-Identifier: GPL-3.0-or-later
// The record of everything that was sent: when, to whom, about what, and how it went.
#pragma once

#include <QDialog>

#include "core/enrich/queue/lookups.h"

class QLabel;
class QPushButton;
class QStandardItemModel;

namespace weir::panes {

class AuditDialog : public QDialog {
    Q_OBJECT

public:
    explicit AuditDialog(enrich::queue::Lookups& lookups, QWidget* parent = nullptr);
    /// Writes the whole record as CSV; the reason if that fails, else empty.
    QString write(const QString& path) const;

private:
    void fill();
    void askWhere();
    void confirmClear();

    enrich::queue::Lookups& m_lookups;
    QStandardItemModel* m_model;
    QLabel* m_note;
    QPushButton* m_export;
    QPushButton* m_clear;
};

}  // namespace weir::panes
