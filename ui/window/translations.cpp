// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace weir::window {

void installTranslations(QCoreApplication& application, const QLocale& locale) {
    installTranslation(application, QStringLiteral(":/i18n/weir_en.qm"));
    auto* own = new QTranslator(&application);
    if (!own->load(locale, QStringLiteral("weir"), QStringLiteral("_"), QStringLiteral(":/i18n"))) {
        delete own;
        return;  // half a window in the desktop's language, by Qt, would be odd
    }
    QCoreApplication::installTranslator(own);
    auto* qt = new QTranslator(&application);
    const QLocale spoken(own->language());
    if (spoken.language() != QLocale::English && qt->load(spoken, QStringLiteral("qtbase"), QStringLiteral("_"),
                                                          QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qt);
    else
        delete qt;
}

bool installTranslation(QCoreApplication& application, const QString& file) {
    auto* words = new QTranslator(&application);
    if (!words->load(file) || words->isEmpty()) {
        delete words;
        return false;
    }
    return QCoreApplication::installTranslator(words);
}

}  // namespace weir::window
