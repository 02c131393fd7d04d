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

    QAction *open, *newWindow, *reload, *cancel, *exportTable, *close, *quit;
    QAction *clearRecent, *keepRecent;
    QMenu* recent;
    QAction *copy, *copyCsv, *copyJson, *selectAll, *find, *findNext, *findPrevious, *clearFilter, *back, *forward;
    QAction *timeUtc, *timeLocal, *timeRelative;
    QAction *bytesIp, *bytesWire;
    QAction *inner, *home, *showAllColumns, *resetColumns, *fullScreen;
    QAction *lookUp, *lookupPane, *pauseLookups, *cancelLookups, *offline, *keys, *links, *auditLog, *lookupSettings;
    QMenu* lookups;  ///< with its commands hidden until the window has look-ups
    QAction *showPackets, *follow, *savePackets, *saveShownPackets, *openInWireshark;
    CaseActions casework;
    QAction *shortcuts, *about;
    QMenu* goTo;
};

}  // namespace weir::controllers
