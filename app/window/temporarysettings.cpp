// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/temporarysettings.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSettings>

namespace weir::app {

TemporarySettings::TemporarySettings() {
    const QFileInfo own(QSettings().fileName());
    const QDir copy(m_folder.filePath(own.dir().dirName()));
    copy.mkpath(QStringLiteral("."));
    // Where there is none yet there is nothing to copy.
    QFile::copy(own.filePath(), copy.filePath(own.fileName()));
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
}

}  // namespace weir::app
