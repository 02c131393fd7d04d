// SPDX-License-Identifier: GPL-3.0-or-later
// An application without a screen, whose settings are its own.
#include <gtest/gtest.h>

#include <QApplication>
#include <QLocale>
#include <QTemporaryDir>

#include "ui/window/translations.h"

int main(int argc, char** argv) {
    testing::InitGoogleTest(&argc, argv);
    const QTemporaryDir home;
    qputenv("XDG_CONFIG_HOME", home.path().toLocal8Bit());
    qputenv("XDG_DATA_HOME", home.path().toLocal8Bit());
    qputenv("LC_ALL", "C.UTF-8");
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication::setApplicationName(QStringLiteral("weir-test"));
    QApplication::setOrganizationName(QStringLiteral("weir-test"));
    QApplication application(argc, argv);
    weir::window::installTranslations(application, QLocale::c());
    return RUN_ALL_TESTS();
}
