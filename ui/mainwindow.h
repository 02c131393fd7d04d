// SPDX-License-Identifier: GPL-3.0-or-later
// The window: opens captures, holds the pages together, reports. Each page wires itself.
#pragma once

#include <QMainWindow>
#include <QStackedWidget>

#include "core/session/loadjob.h"
#include "core/session/worker.h"
#include "ui/actions.h"
#include "ui/exporter.h"
#include "ui/models/filterstate.h"
#include "ui/preferences.h"

class QLabel;

namespace weir::views {
class Banner;
class FilterBar;
class StartPage;
}  // namespace weir::views

namespace weir::ui {

class HandoverDesk;
class LookupDesk;
class LookupService;
class PacketDesk;
class Pages;
class ReadingStatus;
class RowFinder;

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Reads these captures as one, in place of what the window shows.
    void openCapture(const QStringList& paths);

    /// Gives the window its look-ups; without that it has none. Once; the service outlives the window.
    void useLookups(LookupService& service);

    bool reading() const { return m_load.running(); }
    Pages& pages() { return *m_pages; }
    views::FilterBar& filterBar() { return *m_filterBar; }
    views::Banner& banner() { return *m_banner; }
    Exporter& exporter() { return *m_exporter; }
    models::FilterState& filter() { return m_filter; }
    Actions& actions() { return m_actions; }
    PacketDesk& packetDesk() { return *m_packets; }
    RowFinder& finder() { return *m_finder; }
    HandoverDesk& handover() { return *m_handover; }
    LookupDesk* lookups() { return m_lookups; }  ///< null: none

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
    void lay();
    void wireFile();
    void wireTables();
    void wirePreferences();
    void wireReading();
    void askForCapture();
    void askForHome();
    void closeCapture();
    void forgetSnapshot(bool reading);
    void showSnapshot(const analysis::Snapshot& snapshot, bool reading);
    void finish(const analysis::Snapshot& snapshot);
    void fail(const Error& error);
    void applyPreferences();
    void fillRecent();
    void updateStatus();
    void updateActions();
    QString captureName() const;
    bool captureShown() const { return m_stack->currentIndex() == 1; }

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
    ReadingStatus* m_reading;
    Exporter* m_exporter;
    RowFinder* m_finder;
    PacketDesk* m_packets = nullptr;
    HandoverDesk* m_handover = nullptr;
    LookupDesk* m_lookups = nullptr;
    QStringList m_paths;
    analysis::Snapshot m_snapshot;
    session::Worker m_disposer;  ///< old snapshots are large: they are freed on its thread
    session::LoadJob m_load;
};

}  // namespace weir::ui
