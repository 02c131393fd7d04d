// SPDX-License-Identifier: GPL-3.0-or-later
// Everything in a window that has to do with lookups: the pane, the commands, the dialogs and the tables' columns.
#pragma once

#include <QObject>
#include <QStringList>

#include "core/engine/analyze.h"
#include "ui/controllers/actions.h"
#include "ui/models/notekeeper.h"
#include "ui/models/notice.h"

class QDockWidget;
class QMainWindow;
class QToolButton;

namespace weir::panes {
class LookupPane;
class PreviewDialog;
}  // namespace weir::panes
namespace weir::views {
class Banner;
class TablePage;
}  // namespace weir::views

namespace weir::panes {
class Pages;
}
namespace weir::models {
class Settings;
}
namespace weir::controllers {

class LookupService;

class LookupController : public QObject {
    Q_OBJECT

public:
    /// The window must have its central widget already. The service and the settings outlive it.
    LookupController(LookupService& service, models::Settings& settings, QMainWindow& window, panes::Pages& pages,
                     const Actions& actions);

    void setSnapshot(const traffic::Snapshot& snapshot);
    /// What the selected rows of the page in front are about; each once, in their order.
    QStringList selectedSubjects() const;
    /// Shows what would be sent about these; nothing is sent by that.
    void lookUp(const QStringList& subjects);

    /// Every answer that has come has been handed to the tables.
    bool settled() const { return m_notes.settled() && !m_notesLater.isActive(); }

    panes::LookupPane& pane() { return *m_pane; }
    QDockWidget& dock() { return *m_dock; }
    views::Banner& pendingBanner() { return *m_banner; }

signals:
    void notice(const weir::models::Notice& notice);

private:
    void layPane();
    void wireActions();
    void wirePages();
    void followRow();
    void showState();
    void applyNotes();
    void applyOwners();
    void send(const panes::PreviewDialog& preview);
    void enterKey(const QString& provider);
    void editLinks();
    void showAudit();
    void editSettings();
    QString subjectOf(views::TablePage& page, int row) const;

    LookupService& m_service;
    models::Settings& m_settings;
    QMainWindow& m_window;
    panes::Pages& m_pages;
    const Actions& m_actions;
    models::NoteKeeper m_notes;
    QDockWidget* m_dock;
    panes::LookupPane* m_pane;
    views::Banner* m_banner;
    QToolButton* m_status;
    QTimer m_notesLater;
};

}  // namespace weir::controllers
