// SPDX-License-Identifier: GPL-3.0-or-later
// Asking the user for a file, in a way that a test can answer.
#pragma once

#include <QString>
#include <functional>

class QWidget;

namespace weir::panes {

struct FileQuestion {
    QString title, suggested;  ///< suggested: a path, or a folder where a file is to be opened
    QString filters;           ///< "CSV (*.csv);;Text (*.txt)"
    bool save = true;          ///< else an existing file is to be opened
};

/// Calls back, or not at all.
using FileAnswer = std::function<void(const QString& path, const QString& nameFilter)>;
using AskForFile = std::function<void(const FileQuestion& question, const FileAnswer& answer)>;

/// The name filters for captures to be opened.
QString captureFilters();
/// For a file made of a capture: beside it, "lesson-hosts.csv" for "hosts.csv".
QString suggestedPath(const QString& capture, const QString& part);

/// The desktop's dialog over this window.
AskForFile fileDialogOver(QWidget* window);

/// Opens the folder with this file in the desktop's file manager.
void showFolderOf(const QString& path);

/// What the file is to be, as a suffix in lower case: the path's, where one of the filters that were offered has it, or
/// the chosen filter's.
QString suffixFor(const QString& path, const QString& nameFilter, const QString& offered);

}  // namespace weir::panes
