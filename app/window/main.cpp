// SPDX-License-Identifier: GPL-3.0-or-later
// weir: the window.
#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>

#include "app/window/windows.h"

int main(int argc, char** argv) {
    QApplication::setApplicationName(QStringLiteral("weir"));
    QApplication::setApplicationVersion(QStringLiteral(WEIR_VERSION));
    QApplication::setOrganizationName(QStringLiteral("weir"));
    QApplication::setDesktopFileName(QStringLiteral("io.github.weir_project.Weir"));

    // Help and version must work where no display is.
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Packet-capture triage on the desktop."));
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("capture"),
                                 QStringLiteral("Captures to open, each in a window of its own."),
                                 QStringLiteral("[capture…]"));
    QStringList arguments;
    for (int i = 0; i < argc; ++i) arguments << QString::fromLocal8Bit(argv[i]);
    parser.parse(arguments);
    if (parser.isSet(help) || parser.isSet(version)) {
        const QCoreApplication application(argc, argv);
        parser.isSet(help) ? parser.showHelp() : parser.showVersion();
    }

    QApplication application(argc, argv);
    QApplication::setApplicationDisplayName(QStringLiteral("Weir"));
    QApplication::setWindowIcon(
        QIcon::fromTheme(QStringLiteral("io.github.weir_project.Weir"), QIcon(QStringLiteral(":/icons/weir.svg"))));
    parser.process(application);

    weir::app::Windows windows;
    application.installEventFilter(&windows);
    const QStringList captures = parser.positionalArguments();
    if (captures.isEmpty())
        windows.open();
    for (const QString& capture : captures) windows.open(capture);
    return QApplication::exec();
}
