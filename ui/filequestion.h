// SPDX-License-Identifier: GPL-3.0-or-later
// Asking the user for a file, in a way that a test can answer.
#pragma once

#include <QString>
#include <functional>

class QWidget;

namespace weir::ui {

struct FileQuestion {
    QString title, suggested;  ///< suggested: a path, or a folder where a file is to be opened
    QString filters;           ///< "CSV (*.csv);;Text (*.txt)"
    bool save = true;          ///< else an existing file is to be opened
};

/// Calls back, or not at all.
using FileAnswer = std::function<void(const QString& path, const QString& nameFilter)>;
using AskForFile = std::function<void(const FileQuestion& question, const FileAnswer& answer)>;

/// The desktop's dialog over this window.
AskForFile fileDialogOver(QWidget* window);

/// The suffix of the path in lower case, or of the chosen filter where the path has none.
QString suffixFor(const QString& path, const QString& nameFilter);

}  // namespace weir::ui
