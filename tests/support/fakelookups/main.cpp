// SPDX-License-Identifier: GPL-3.0-or-later
// The lesson's servers as a program, for tests that drive weir and weir-cli from outside:
//
//     fakelookups FOLDER
//
// writes endpoints.json and ca.pem into FOLDER, says "ready" on standard output, writes each request to standard output
// as "whois QUERY" or "https METHOD PATH HOST", and serves until its standard input ends. VirusTotal takes the key that
// LessonServers::key names, which "ready" is followed by.
#include <unistd.h>

#include <QCoreApplication>
#include <QNetworkProxy>
#include <QSocketNotifier>
#include <cstdio>

#include "tests/support/fakelookups/lessonservers.h"

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    QNetworkProxy::setApplicationProxy(QNetworkProxy::NoProxy);
    if (argc != 2) {
        std::fputs("usage: fakelookups FOLDER\n", stderr);
        return 2;
    }
    const weir::enrich::LessonServers servers;
    QString problem;
    if (!servers.ok(&problem) || !servers.write(QString::fromLocal8Bit(argv[1]))) {
        std::fprintf(stderr, "fakelookups: %s\n", qPrintable(problem));
        return 1;
    }
    QObject::connect(&servers.whois(), &weir::enrich::FakeServer::asked, [](const QByteArray& request) {
        std::printf("whois %s\n", request.trimmed().constData());
        std::fflush(stdout);
    });
    QObject::connect(&servers.https(), &weir::enrich::FakeServer::asked, [](const QByteArray& request) {
        const QByteArrayList words = request.left(request.indexOf("\r\n")).split(' ');
        const qsizetype at = request.toLower().indexOf("\r\nhost:");
        const QByteArray host = request.mid(at + 7, request.indexOf('\r', at + 2) - at - 7).trimmed();
        std::printf("https %s %s %s\n", words.value(0).constData(), words.value(1).constData(), host.constData());
        std::fflush(stdout);
    });
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, [] {
        char buffer[256];
        if (::read(STDIN_FILENO, buffer, sizeof buffer) <= 0)
            QCoreApplication::quit();
    });
    std::printf("ready %s\n", weir::enrich::LessonServers::key().constData());
    std::fflush(stdout);
    return QCoreApplication::exec();
}
