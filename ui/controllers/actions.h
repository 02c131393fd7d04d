// SPDX-License-Identifier: GPL-3.0-or-later
// The menus of the window: every command with its name, its key and its place. What they do is the window's.
#pragma once

#include <QCoreApplication>
#include <QMainWindow>

#include "ui/controllers/caseactions.h"

class QAction;
class QActionGroup;
class QMenu;

namespace weir::controllers {

/// Made once for a window, which owns the actions.
struct Actions {
    Q_DECLARE_TR_FUNCTIONS(weir::controllers::Actions)

public:
    explicit Actions(QMainWindow& window);

    QAction* open = nullptr;
    QAction* newWindow = nullptr;
    QAction* addKeys = nullptr;
    QAction* reload = nullptr;
    QAction* cancel = nullptr;
    QAction* exportTable = nullptr;
    QAction* close = nullptr;
    QAction* quit = nullptr;
    QAction* clearRecent = nullptr;
    QAction* keepRecent = nullptr;
    QMenu* recent = nullptr;
    QAction* copy = nullptr;
    QAction* copyCsv = nullptr;
    QAction* copyJson = nullptr;
    QAction* selectAll = nullptr;
    QAction* find = nullptr;
    QAction* findNext = nullptr;
    QAction* findPrevious = nullptr;
    QAction* clearFilter = nullptr;
    QAction* makeRule = nullptr;
    QAction* back = nullptr;
    QAction* forward = nullptr;
    QAction* timeUtc = nullptr;
    QAction* timeLocal = nullptr;
    QAction* timeRelative = nullptr;
    QAction* bytesIp = nullptr;
    QAction* bytesWire = nullptr;
    QAction* inner = nullptr;
    QAction* home = nullptr;
    QAction* showAllColumns = nullptr;
    QAction* resetColumns = nullptr;
    QAction* fullScreen = nullptr;
    QAction* lookUp = nullptr;
    QAction* lookupPane = nullptr;
    QAction* pauseLookups = nullptr;
    QAction* cancelLookups = nullptr;
    QAction* offline = nullptr;
    QAction* keys = nullptr;
    QAction* links = nullptr;
    QAction* auditLog = nullptr;
    QAction* lookupSettings = nullptr;
    QMenu* lookups = nullptr;  ///< with its commands hidden until the window has lookups
    QAction* showPackets = nullptr;
    QAction* follow = nullptr;
    QAction* savePackets = nullptr;
    QAction* saveShownPackets = nullptr;
    QAction* openInWireshark = nullptr;
    CaseActions casework;
    QAction* shortcuts = nullptr;
    QAction* about = nullptr;
    QMenu* goTo = nullptr;
};

}  // namespace weir::controllers
