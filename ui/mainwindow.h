// SPDX-License-Identifier: GPL-3.0-or-later
// The window: opens captures, holds the pages together, reports. Each page wires itself.
#pragma once

#include <QMainWindow>
#include <functional>

#include "core/session/exportjob.h"
#include "core/session/loadjob.h"
#include "ui/actions.h"
#include "ui/models/filterstate.h"
#include "ui/preferences.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace weir::views {
class Banner;
class FilterBar;
class StartPage;
}  // namespace weir::views

namespace weir::ui {

class Pages;

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// Asks the user for a file; calls back with its path and the chosen name filter, or not at all. A test puts its
    /// own in place of the desktop's dialog.
    using AskForPath =
        std::function<void(const QString& suggested, std::function<void(const QString&, const QString&)>)>;

    explicit MainWindow(QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Reads these captures as one, in place of what the window shows.
    void openCapture(const QStringList& paths);
    void setAskForExportPath(AskForPath ask) { m_askForExportPath = std::move(ask); }

    bool reading() const { return m_load.running(); }
    Pages& pages() { return *m_pages; }
    views::FilterBar& filterBar() { return *m_filterBar; }
    views::Banner& banner() { return *m_banner; }
    models::FilterState& filter() { return m_filter; }
    Actions& actions() { return m_actions; }

signals:
    /// Another window is wanted for this capture; without a path, an empty one.
    void windowRequested(const QString& path);
    void quitRequested();

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void wire();
    void askForCapture();
    void askForHome();
    void closeCapture();
    void showSnapshot(const analysis::Snapshot& snapshot, bool reading);
    void showProgress(const analysis::Progress& progress);
    void finish(const analysis::Snapshot& snapshot);
    void fail(const Error& error);
    void exportTable();
    void writeTable(const QString& path, const QString& nameFilter);
    void applyPreferences();
    void fillRecent();
    void updateStatus();
    void updateActions();
    QString captureName() const;

    Preferences m_preferences;
    models::FilterState m_filter;
    Actions m_actions;
    QStackedWidget* m_stack;
    views::StartPage* m_start;
    views::Banner* m_banner;
    views::FilterBar* m_filterBar;
    Pages* m_pages;
    QLabel* m_rows;
    QLabel* m_selection;
    QLabel* m_partial;
    QProgressBar* m_progress;
    QPushButton* m_cancel;
    AskForPath m_askForExportPath;
    QStringList m_paths;
    analysis::Snapshot m_snapshot;
    bool m_cancelled = false;
    session::ExportJob m_export;
    session::LoadJob m_load;
};

}  // namespace weir::ui
