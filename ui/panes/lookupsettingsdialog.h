// SPDX-License-Identifier: GPL-3.0-or-later
// What lookups may not be about, which files on this computer help, and what is kept.
#pragma once

#include <QDialog>
#include <memory>

#include "core/enrich/queue/lookups.h"
#include "core/enrich/queue/offlinedata.h"

class QCheckBox;
class QLabel;
class QListWidget;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace weir::panes {

class LimitsTable;

class LookupSettingsDialog : public QDialog {
    Q_OBJECT

public:
    struct Values {
        QStringList ownDomains;  ///< lower case, A-labels
        QStringList databases;   ///< paths
        bool keep = true;
        QHash<QString, QString> limits;  ///< by provider, as parseLimits reads them
    };

    LookupSettingsDialog(enrich::queue::Lookups& lookups, const Values& values,
                         std::shared_ptr<const enrich::queue::OfflineData> files, bool locked,
                         QWidget* parent = nullptr);
    /// Meaningful once accepted.
    Values values() const;

signals:
    /// The button that names the host and the number of requests was pressed.
    void fetchRequested();
    void forgetRequested();

private:
    void layDomains(QVBoxLayout& layout, const QStringList& domains);
    void layFiles(QVBoxLayout& layout, const QStringList& databases);
    void layTables(QVBoxLayout& layout);
    void layKept(QVBoxLayout& layout, bool keep);
    QWidget* limitsPage();
    void addFile(const QString& path);
    void chooseFiles();
    void confirmForget();
    void showTables(const QString& problem);
    void check();

    enrich::queue::Lookups& m_lookups;
    std::shared_ptr<const enrich::queue::OfflineData> m_offlineData;
    bool m_locked;
    bool m_fetching = false;
    QPlainTextEdit* m_domains;
    QLabel* m_problem;
    LimitsTable* m_limits;
    QLabel* m_limitsProblem;
    QListWidget* m_files;
    QPushButton* m_remove;
    QLabel* m_tables;
    QPushButton* m_fetch;
    QCheckBox* m_keep;
    QPushButton* m_ok = nullptr;
};

}  // namespace weir::panes
