// SPDX-License-Identifier: GPL-3.0-or-later
// weir: the window.
#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QLocale>
#include <QPalette>
#include <cstdio>
#include <cstdlib>
#include <optional>

#include "app/window/temporarysettings.h"
#include "app/window/windows.h"
#include "ui/controllers/lookupservice.h"
#include "ui/models/settings.h"
#include "ui/window/translations.h"

namespace {

/// Some desktops' dark palettes leave the colour of lesser text at that of a light one, where nobody can read it.
void fixPlaceholderColor() {
    const QPalette palette = QApplication::palette();
    const QColor ground = palette.color(QPalette::Base);
    QColor text = palette.color(QPalette::Text);
    constexpr int readable = 60;
    if (std::abs(palette.color(QPalette::PlaceholderText).lightness() - ground.lightness()) >= readable)
        return;
    constexpr int weak = 150;
    text.setAlpha(weak);
    QPalette readableText;  // the other colours go on following the desktop
    readableText.setColor(QPalette::PlaceholderText, text);
    QApplication::setPalette(readableText);
}

/// Qt ends the program where it finds no display. Whoever names a platform of Qt's has a reason.
bool hasDisplay(const QStringList& arguments) {
#ifdef Q_OS_UNIX
    for (const char* variable : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) {
        if (!qEnvironmentVariableIsEmpty(variable))
            return true;
    }
    return arguments.contains(QStringLiteral("-platform")) || arguments.contains(QStringLiteral("--platform"));
#else
    Q_UNUSED(arguments)
    return true;
#endif
}

}  // namespace

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
    const QCommandLineOption offline(QStringLiteral("offline"),
                                     QStringLiteral("Send nothing, whatever is asked for (or set WEIR_OFFLINE)."));
    parser.addOption(offline);
    const QCommandLineOption keepNothing(
        QStringLiteral("private"),
        QStringLiteral("Keep nothing once the program ends: no lookup answers, notes, recent captures or settings."));
    parser.addOption(keepNothing);
    QCommandLineOption endpoints(QStringLiteral("test-endpoints"),
                                 QStringLiteral("Servers on the loopback in place of the real ones, for tests."),
                                 QStringLiteral("file"));
    endpoints.setFlags(QCommandLineOption::HiddenFromHelp);
    parser.addOption(endpoints);
    QCommandLineOption words(QStringLiteral("test-translation"), QStringLiteral("A further translation, for tests."),
                             QStringLiteral("file"));
    words.setFlags(QCommandLineOption::HiddenFromHelp);
    parser.addOption(words);
    QStringList arguments;
    for (int i = 0; i < argc; ++i) arguments << QString::fromLocal8Bit(argv[i]);
    parser.parse(arguments);
    if (parser.isSet(help) || parser.isSet(version)) {
        const QCoreApplication application(argc, argv);
        parser.isSet(help) ? parser.showHelp() : parser.showVersion();
    }

    if (!hasDisplay(arguments)) {
        std::fprintf(stderr, "weir: there is no display here; weir-cli prints the same tables and reports\n");
        return 2;
    }
    QApplication application(argc, argv);
    QApplication::setApplicationDisplayName(QStringLiteral("Weir"));
    QApplication::setWindowIcon(
        QIcon::fromTheme(QStringLiteral("io.github.weir_project.Weir"), QIcon(QStringLiteral(":/icons/weir.svg"))));
    parser.process(application);
    weir::window::installTranslations(application, QLocale());
    if (parser.isSet(words) && !weir::window::installTranslation(application, parser.value(words))) {
        std::fprintf(stderr, "weir: %s holds no translation\n", qPrintable(parser.value(words)));
        return 2;
    }
    fixPlaceholderColor();

    std::optional<weir::app::TemporarySettings> temporary;
    if (parser.isSet(keepNothing))
        temporary.emplace();
    weir::models::Settings settings;
    auto lookups = weir::controllers::LookupOptions::standard(settings, temporary.has_value());
    lookups.locked = lookups.locked || parser.isSet(offline);
    if (parser.isSet(endpoints)) {
        auto loaded = weir::enrich::subject::TestEndpoints::load(parser.value(endpoints));
        if (!loaded) {
            std::fprintf(stderr, "weir: %s\n", loaded.error().toString().c_str());
            return 2;
        }
        lookups.endpoints = loaded.take();
    }
    weir::controllers::LookupService service(settings, std::move(lookups));
    weir::app::Windows windows(settings, service, temporary.has_value());
    application.installEventFilter(&windows);
    const QStringList captures = parser.positionalArguments();
    if (captures.isEmpty())
        windows.open();
    for (const QString& capture : captures) windows.open(capture);
    return QApplication::exec();
}
