// SPDX-License-Identifier: GPL-3.0-or-later
// Before anything leaves the machine: what would go where, what is held back, and the one button that sends it.
#pragma once

#include <QDialog>
#include <QHash>
#include <QSet>
#include <QStringList>

#include "core/enrich/queue/lookups.h"
#include "ui/models/previewmodel.h"

class QCheckBox;
class QLabel;
class QPushButton;
class QTableView;
class QVBoxLayout;

namespace weir::panes {

/// Open it with `open()`. Sending, and going online for it, is left to whoever listens to `accepted`.
class PreviewDialog : public QDialog {
    Q_OBJECT

public:
    /// `providers` are ticked to begin with. `locked`: Weir may not go online at all.
    PreviewDialog(enrich::queue::Lookups& lookups, QStringList values, const QStringList& providers, bool locked,
                  QWidget* parent = nullptr);

    /// What is to be sent, as ticked.
    enrich::queue::Preview preview() const { return m_model->chosen(); }
    QStringList providers() const;
    QString summary() const;
    QPushButton& sendButton() { return *m_send; }

signals:
    void keyRequested(const QString& provider);

private:
    void layProviders(QVBoxLayout& layout, const QStringList& ticked);
    void refresh();
    void nameButton();

    enrich::queue::Lookups& m_lookups;
    QStringList m_values;
    bool m_locked;
    QHash<QString, QString> m_names;
    QHash<QString, QCheckBox*> m_ticks;
    QHash<QString, QLabel*> m_keys;
    QSet<QString> m_optional;  ///< services that answer without their key, too
    QHash<QString, QPushButton*> m_enterKeys;
    QCheckBox* m_again;
    QCheckBox* m_wholeNames;
    QLabel* m_summary;
    QLabel* m_held;
    QLabel* m_shares;
    QLabel* m_offline;
    models::PreviewModel* m_model;
    QTableView* m_table;
    QPushButton* m_send;
};

}  // namespace weir::panes
