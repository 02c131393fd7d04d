// SPDX-License-Identifier: GPL-3.0-or-later
// The menu of what an analyst has to say of a capture, and of what is handed to others.
#pragma once

#include <QCoreApplication>
#include <QMainWindow>

class QAction;
class QMenu;

namespace weir::controllers {

/// Made once for a window, which owns the actions. What they do is the controllers..
struct CaseActions {
    Q_DECLARE_TR_FUNCTIONS(weir::controllers::CaseActions)

public:
    CaseActions() = default;
    explicit CaseActions(QMainWindow& window);

    QMenu* menu = nullptr;
    QMenu* verdict = nullptr;
    QAction* star = nullptr;
    QAction* note = nullptr;
    QAction* benign = nullptr;
    QAction* suspicious = nullptr;
    QAction* malicious = nullptr;
    QAction* noVerdict = nullptr;
    QAction* undo = nullptr;
    QAction* saveReport = nullptr;
    QAction* saveIndicators = nullptr;
    QAction* saveTopIndicators = nullptr;
    QAction* compare = nullptr;
    QAction* endComparison = nullptr;
    QAction* provenance = nullptr;
};

}  // namespace weir::controllers
