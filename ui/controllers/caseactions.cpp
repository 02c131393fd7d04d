// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controllers/caseactions.h"

#include <QAction>
#include <QMenu>
#include <QMenuBar>

namespace weir::controllers {

CaseActions::CaseActions(QMainWindow& window) {
    const auto add = [&window](QMenu* to, const QString& text, const QKeySequence& key = {}) {
        auto* action = new QAction(text, &window);
        action->setShortcut(key);
        to->addAction(action);
        return action;
    };
    menu = window.menuBar()->addMenu(tr("C&ase"));
    star = add(menu, tr("&Mark with Star"), QKeySequence(Qt::CTRL | Qt::Key_D));
    note = add(menu, tr("E&dit Note…"), QKeySequence(Qt::CTRL | Qt::Key_M));
    verdict = menu->addMenu(tr("&Judge"));
    benign = add(verdict, tr("&Benign"), QKeySequence(Qt::CTRL | Qt::Key_1));
    suspicious = add(verdict, tr("&Suspicious"), QKeySequence(Qt::CTRL | Qt::Key_2));
    malicious = add(verdict, tr("&Malicious"), QKeySequence(Qt::CTRL | Qt::Key_3));
    noVerdict = add(verdict, tr("&None"), QKeySequence(Qt::CTRL | Qt::Key_0));
    undo = add(menu, tr("&Undo Last Mark"), QKeySequence(Qt::CTRL | Qt::Key_Z));
    menu->addSeparator();
    saveReport = add(menu, tr("Save &Report…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R));
    saveReport->setIconText(tr("Report"));
    saveIndicators =
        add(menu, tr("Save &Indicators of Selected Rows…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_I));
    saveTopIndicators = add(menu, tr("Save Indicators of To&p Findings…"));
    menu->addSeparator();
    compare = add(menu, tr("&Compare with Baseline…"), QKeySequence(Qt::CTRL | Qt::Key_B));
    endComparison = add(menu, tr("&End Comparison"));
    menu->addSeparator();
    provenance = add(menu, tr("&Write a Provenance File with Each Export"));
    provenance->setCheckable(true);
}

}  // namespace weir::controllers
