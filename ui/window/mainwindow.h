// SPDX-License-Identifier: GPL-3.0-or-later
// The window: opens captures, holds the pages together, reports. Each page wires itself.
#pragma once

#include <QMainWindow>
#include <QStackedWidget>
#include <functional>

#include "core/session/loadjob.h"
#include "core/session/worker.h"
#include "ui/controllers/actions.h"
#include "ui/controllers/exporter.h"
#include "ui/models/filterstate.h"
#include "ui/panes/filequestion.h"

class QLabel;

namespace weir::views {
class Banner;
class FilterBar;
class StartPage;
}  // namespace weir::views

namespace weir::controllers {
class HandoverController;
class KeyLogController;
class LookupController;
class LookupService;
class PacketController;
}  // namespace weir::controllers
namespace weir::panes {
class Pages;
}
namespace weir::models {
class Settings;
}
namespace weir::window {

class ReadingStatus;
class RowFinder;

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// The settings outlive the window.
    explicit MainWindow(models::Settings& settings, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Reads these captures as one, in place of what the window shows.
    void openCapture(const QStringList& paths);

    /// Gives the window its lookups; without that it has none. Once; the service outlives the window.
    void useLookups(controllers::LookupService& service);

    void setAskForFile(panes::AskForFile ask) { m_ask = std::move(ask); }

    bool reading() const { return m_load.running(); }
    panes::Pages& pages() { return *m_pages; }
    views::FilterBar& filterBar() { return *m_filterBar; }
    views::Banner& banner() { return *m_banner; }
    controllers::Exporter& exporter() { return *m_exporter; }
    models::FilterState& filter() { return m_filter; }
    controllers::Actions& actions() { return m_actions; }
    controllers::PacketController& packetController() { return *m_packets; }
    controllers::KeyLogController& keyLogs() { return *m_keyLogs; }
    RowFinder& finder() { return *m_finder; }
    controllers::HandoverController& handover() { return *m_handover; }
    controllers::LookupController* lookups() { return m_lookups; }  ///< null: none

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
    void wireSettings();
    void wireReading();
    void tell(const models::Notice& notice);
    void askForCapture();
    void askForHome();
    void closeCapture();
    void startReading(const QStringList& paths);
    void forgetSnapshot(bool reading);
    void showSnapshot(const traffic::Snapshot& snapshot, bool reading);
    void finish(const traffic::Snapshot& snapshot);
    void fail(const Error& error);
    void showSettings();
    void fillRecent();
    void updateStatus();
    void updateActions();
    QString captureName() const;
    bool captureShown() const { return m_stack->currentIndex() == 1; }

    models::Settings& m_settings;
    bool m_inner;  ///< how this window counts, whatever another one has been set to
    panes::AskForFile m_ask;
    models::FilterState m_filter;
    controllers::Actions m_actions;
    QStackedWidget* m_stack;
    views::StartPage* m_start;
    views::Banner* m_banner;
    std::function<void()> m_pressed;  ///< what the banner's button does
    views::FilterBar* m_filterBar;
    panes::Pages* m_pages;
    QLabel* m_rows;
    QLabel* m_selection;
    ReadingStatus* m_reading;
    controllers::Exporter* m_exporter;
    RowFinder* m_finder;
    controllers::KeyLogController* m_keyLogs = nullptr;
    controllers::PacketController* m_packets = nullptr;
    controllers::HandoverController* m_handover = nullptr;
    controllers::LookupController* m_lookups = nullptr;
    QStringList m_paths;
    traffic::Snapshot m_snapshot;
    bool m_again = false;                     ///< the capture that is shown is being read once more
    session::Worker m_disposer{"weir-free"};  ///< old snapshots are large: they are freed on its thread
    session::LoadJob m_load;
};

}  // namespace weir::window
