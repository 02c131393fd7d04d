// SPDX-License-Identifier: GPL-3.0-or-later
// How long the window's event loop stands still at most while 200 lookups are answered and shown:
//
//     weir-bench-lookups FAKELOOKUPS CAPTURE
//
// starts the program FAKELOOKUPS (the servers, in a process of their own), and prints lines "NAME VALUE UNIT".
#include <QApplication>
#include <QDockWidget>
#include <QElapsedTimer>
#include <QNetworkProxy>
#include <QProcess>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>
#include <algorithm>
#include <cstdio>

#include "tests/enrich/fakes.h"
#include "tests/session/loop.h"
#include "ui/controllers/lookupcontroller.h"
#include "ui/controllers/lookupservice.h"
#include "ui/models/settings.h"
#include "ui/panes/lookuppane.h"
#include "ui/panes/pages.h"
#include "ui/window/mainwindow.h"

using namespace weir;

namespace {

constexpr int wanted = 200;

/// The lesson's, then others, to whose registries the servers answer, too.
QStringList subjects() {
    QStringList out{QStringLiteral("8.8.8.8"),       QStringLiteral("182.162.143.56"), QStringLiteral("104.80.224.44"),
                    QStringLiteral("2.18.109.224"),  QStringLiteral("204.79.197.200"), QStringLiteral("209.197.3.8"),
                    QStringLiteral("40.126.31.71"),  QStringLiteral("204.79.197.203"), QStringLiteral("51.104.136.2"),
                    QStringLiteral("93.184.220.29"), QStringLiteral("72.21.91.29"),    QStringLiteral("52.242.97.97")};
    for (int i = 0; out.size() < wanted; ++i) out << QStringLiteral("%1.%2.7.9").arg(i % 2 ? 8 : 62).arg(20 + i);
    return out;
}

int fail(const char* what) {
    std::fprintf(stderr, "weir-bench-lookups: %s\n", what);
    return 1;
}

}  // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    if (argc != 3)
        return fail("usage: weir-bench-lookups FAKELOOKUPS CAPTURE");
    QTemporaryDir folder;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.path());
    QNetworkProxy::setApplicationProxy(QNetworkProxy::NoProxy);
    QProcess servers;
    servers.start(QString::fromLocal8Bit(argv[1]), {folder.path()});
    if (!servers.waitForStarted() || !servers.waitForReadyRead() || !servers.readLine().startsWith("ready"))
        return fail("the servers did not start");
    QObject::connect(&servers, &QProcess::readyRead, [&servers] { servers.readAll(); });

    controllers::LookupOptions options;
    options.store = folder.filePath(QStringLiteral("lookups.sqlite"));
    options.files = {.mmdb = {}, .geoip = {}, .geoip6 = {}};
    auto endpoints = enrich::subject::TestEndpoints::load(folder.filePath(QStringLiteral("endpoints.json")));
    if (!endpoints)
        return fail("no endpoints");
    options.endpoints = endpoints.take();
    enrich::queue::LookupParts parts;
    auto time = std::make_unique<enrich::FakeClock>();
    enrich::FakeClock& clock = *time;
    parts.clock = std::move(time);
    parts.secrets = std::make_unique<enrich::FakeKeychain>();
    const QHash<QString, QByteArray> environment;
    parts.environment = &environment;
    models::Settings settings;
    controllers::LookupService service(settings, std::move(options), std::move(parts));
    window::MainWindow window(settings);
    window.useLookups(service);
    window.show();
    window.openCapture({QString::fromLocal8Bit(argv[2])});
    if (!session::runUntil([&] { return !window.reading() && window.pages().settled(); }))
        return fail("the capture was not read");
    window.pages().setCurrentIndex(window.pages().indexOf(window.pages().page(QStringLiteral("hosts"))));
    window.lookups()->dock().show();
    window.lookups()->pane().setSubject(QStringLiteral("182.162.143.56"));
    session::runFor(500);

    qint64 longest = 0;
    QElapsedTimer beat;
    QTimer probe;
    probe.setTimerType(Qt::PreciseTimer);
    QObject::connect(&probe, &QTimer::timeout, [&] {
        longest = std::max(longest, beat.nsecsElapsed());
        beat.restart();
        clock.goOn(clock.time + 24LL * 3600 * 1000);  // nobody waits for a minute's quota
    });
    enrich::queue::Lookups& lookups = service.lookups();
    service.setOffline(false);
    QElapsedTimer whole;
    whole.start();
    beat.start();
    probe.start(1);
    lookups.start(lookups.preview(subjects(), {QStringLiteral("registration")}));
    const bool all = session::runUntil([&] { return lookups.total() == wanted && lookups.done() == wanted; }, 300'000);
    const double seconds = static_cast<double>(whole.elapsed()) / 1000;
    session::runFor(1500);  // until the tables have the last of it
    probe.stop();
    servers.closeWriteChannel();
    servers.waitForFinished();
    if (!all)
        return fail("not all lookups ended");
    std::printf("lookups.answered %d lookups\n", lookups.done());
    std::printf("lookups.duration %.2f s\n", seconds);
    std::printf("lookups.longest_pause %.1f ms\n", static_cast<double>(longest) / 1e6);
    return 0;
}
