// SPDX-License-Identifier: GPL-3.0-or-later
// The language of the windows: the desktop's, where there is a translation.
#pragma once

#include <QString>

class QCoreApplication;
class QLocale;

namespace weir::window {

/// Before the first window, once. English always (for the forms of sentences with a count), and above it Weir's and
/// Qt's own words in the first of the locale's languages that Weir knows. The application owns them.
void installTranslations(QCoreApplication& application, const QLocale& locale);
/// Also words from a .qm file, above all others. False: there is no such file, or it holds no translation.
bool installTranslation(QCoreApplication& application, const QString& file);

}  // namespace weir::window
