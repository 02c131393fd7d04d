// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controllers/actions.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QMenuBar>
#include <QStyle>

namespace weir::controllers {

namespace {

QAction* add(QMainWindow& window, QMenu* menu, const QString& text, const QList<QKeySequence>& keys = {},
             const QString& icon = {}) {
    auto* action = new QAction(text, &window);
    action->setShortcuts(keys);
    if (!icon.isEmpty())
        action->setIcon(QIcon::fromTheme(icon));
    menu->addAction(action);
    return action;
}

/// Where there is no theme, the style has a picture.
void withFallback(QAction* action, const QMainWindow& window, QStyle::StandardPixmap picture) {
    if (action->icon().isNull())
        action->setIcon(window.style()->standardIcon(picture));
}

QAction* choice(QMainWindow& window, QMenu* menu, QActionGroup* group, const QString& text) {
    QAction* action = add(window, menu, text);
    action->setCheckable(true);
    group->addAction(action);
    return action;
}

}  // namespace

Actions::Actions(QMainWindow& window) {
    QMenu* file = window.menuBar()->addMenu(tr("&File"));
    open = add(window, file, tr("&Open…"), {QKeySequence(Qt::CTRL | Qt::Key_O)}, QStringLiteral("document-open"));
    recent = file->addMenu(tr("Open &Recent"));
    newWindow =
        add(window, file, tr("&New Window"), {QKeySequence(Qt::CTRL | Qt::Key_N)}, QStringLiteral("window-new"));
    file->addSeparator();
    addKeys = add(window, file, tr("Add TLS &Keys…"), {});
    reload = add(window, file, tr("Re&load"), {QKeySequence(Qt::CTRL | Qt::Key_R), QKeySequence(Qt::Key_F5)},
                 QStringLiteral("view-refresh"));
    cancel = add(window, file, tr("S&top Reading"), {QKeySequence(Qt::Key_Escape)}, QStringLiteral("process-stop"));
    file->addSeparator();
    exportTable = add(window, file, tr("&Export Table…"), {QKeySequence(Qt::CTRL | Qt::Key_E)},
                      QStringLiteral("document-save-as"));
    exportTable->setIconText(tr("Export"));
    file->addSeparator();
    close = add(window, file, tr("&Close"), {QKeySequence(Qt::CTRL | Qt::Key_W)}, QStringLiteral("window-close"));
    quit = add(window, file, tr("&Quit"), {QKeySequence(Qt::CTRL | Qt::Key_Q)}, QStringLiteral("application-exit"));
    clearRecent = new QAction(tr("&Clear This List"), &window);
    keepRecent = new QAction(tr("&Keep This List"), &window);
    keepRecent->setCheckable(true);

    QMenu* edit = window.menuBar()->addMenu(tr("&Edit"));
    copy = add(window, edit, tr("&Copy Rows"), {QKeySequence(Qt::CTRL | Qt::Key_C)}, QStringLiteral("edit-copy"));
    copyCsv = add(window, edit, tr("Copy Rows as C&SV"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C)});
    copyJson = add(window, edit, tr("Copy Rows as &JSON"));
    selectAll =
        add(window, edit, tr("Select &All"), {QKeySequence(Qt::CTRL | Qt::Key_A)}, QStringLiteral("edit-select-all"));
    edit->addSeparator();
    lookUp = add(window, edit, tr("Loo&k Up…"), {QKeySequence(Qt::CTRL | Qt::Key_L)});
    lookUp->setIconText(tr("Look Up"));
    edit->addSeparator();
    find = add(window, edit, tr("&Filter"), {QKeySequence(Qt::CTRL | Qt::Key_F)}, QStringLiteral("edit-find"));
    findNext = add(window, edit, tr("&Next Match"), {QKeySequence(Qt::Key_F3), QKeySequence(Qt::CTRL | Qt::Key_G)});
    findPrevious = add(window, edit, tr("&Previous Match"),
                       {QKeySequence(Qt::SHIFT | Qt::Key_F3), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_G)});
    clearFilter = add(window, edit, tr("C&lear Filter"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F)},
                      QStringLiteral("edit-clear"));
    makeRule = add(window, edit, tr("Make a &Rule from This Filter"));
    back = add(window, edit, tr("&Back to Earlier Filter"), {QKeySequence(Qt::ALT | Qt::Key_Left)},
               QStringLiteral("go-previous"));
    withFallback(back, window, QStyle::SP_ArrowBack);
    forward = add(window, edit, tr("F&orward to Later Filter"), {QKeySequence(Qt::ALT | Qt::Key_Right)},
                  QStringLiteral("go-next"));
    withFallback(forward, window, QStyle::SP_ArrowForward);

    QMenu* view = window.menuBar()->addMenu(tr("&View"));
    goTo = view->addMenu(tr("&Go to"));
    view->addSeparator();
    QMenu* times = view->addMenu(tr("&Times"));
    auto* timeGroup = new QActionGroup(&window);
    timeUtc = choice(window, times, timeGroup, tr("&UTC"));
    timeLocal = choice(window, times, timeGroup, tr("&Local"));
    timeRelative = choice(window, times, timeGroup, tr("&Seconds Since First Packet"));
    QMenu* bytes = view->addMenu(tr("&Bytes"));
    auto* byteGroup = new QActionGroup(&window);
    bytesIp = choice(window, bytes, byteGroup, tr("&IP Length, Without Padding"));
    bytesWire = choice(window, bytes, byteGroup, tr("&Length on the Wire, as Wireshark Counts"));
    inner = add(window, view, tr("Count by &Innermost IP Header"));
    inner->setCheckable(true);
    home = add(window, view, tr("&Home Networks…"));
    view->addSeparator();
    showAllColumns = add(window, view, tr("Show &All Columns"));
    resetColumns = add(window, view, tr("&Reset Columns"));
    view->addSeparator();
    lookupPane = add(window, view, tr("&Lookups"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L)});
    lookupPane->setCheckable(true);
    fullScreen = add(window, view, tr("&Full Screen"), {QKeySequence(Qt::Key_F11)}, QStringLiteral("view-fullscreen"));
    fullScreen->setCheckable(true);

    QMenu* packets = window.menuBar()->addMenu(tr("&Packets"));
    showPackets = add(window, packets, tr("Show &Packets"), {QKeySequence(Qt::CTRL | Qt::Key_Return)});
    follow = add(window, packets, tr("Follow Co&nversation"), {QKeySequence(Qt::CTRL | Qt::Key_T)});
    packets->addSeparator();
    savePackets = add(window, packets, tr("Save Packe&ts As…"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S)});
    savePackets->setIconText(tr("Save Packets"));
    saveShownPackets = add(window, packets, tr("Save &All Filtered Packets…"));
    packets->addSeparator();
    openInWireshark = add(window, packets, tr("Open Capture in Wire&shark"));

    casework = CaseActions(window);

    lookups = window.menuBar()->addMenu(tr("&Lookups"));
    lookups->addAction(lookUp);
    lookups->addSeparator();
    pauseLookups = add(window, lookups, tr("&Pause"));
    pauseLookups->setCheckable(true);
    cancelLookups = add(window, lookups, tr("&Cancel All"));
    lookups->addSeparator();
    offline = add(window, lookups, tr("&Offline: Send Nothing"));
    offline->setCheckable(true);
    keys = add(window, lookups, tr("Ke&ys…"));
    links = add(window, lookups, tr("Pages to Open in the &Browser…"));
    auditLog = add(window, lookups, tr("What &Was Sent…"));
    lookupSettings = add(window, lookups, tr("Lookup &Settings…"));
    lookups->menuAction()->setVisible(false);
    lookUp->setVisible(false);
    lookupPane->setVisible(false);

    QMenu* help = window.menuBar()->addMenu(tr("&Help"));
    shortcuts =
        add(window, help, tr("&Filters and Keys"),
            {QKeySequence(Qt::Key_F1), QKeySequence(Qt::CTRL | Qt::Key_Question)}, QStringLiteral("help-contents"));
    about = add(window, help, tr("&About Weir"), {}, QStringLiteral("help-about"));
}

}  // namespace weir::controllers
