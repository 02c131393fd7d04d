// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/lookup.h"

#include <unistd.h>

#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>
#include <algorithm>
#include <cstdio>
#include <iostream>
#include <map>

#include "core/base/text.h"
#include "core/enrich/queue/lookups.h"
#include "core/session/addressnotes.h"

namespace weir::cli {
namespace {

void say(const QString& text) { std::fprintf(stderr, "weir-cli: %s\n", printable(text.toStdString()).c_str()); }

QString duration(qint64 milliseconds) {
    const qint64 seconds = (milliseconds + 999) / 1000;
    return seconds < 120 ? QStringLiteral("%1 s").arg(seconds) : QStringLiteral("%1 min").arg((seconds + 59) / 60);
}

/// What goes where, how much, how long, and what stays here.
void describe(const enrich::queue::Preview& preview) {
    for (const enrich::queue::PreviewShare& share : preview.shares) {
        if (share.count == 0)
            continue;
        say(QStringLiteral("%1: %2 %3 to %4%5, about %6%7")
                .arg(share.name)
                .arg(share.count)
                .arg(share.count == 1 ? QStringLiteral("question") : QStringLiteral("questions"),
                     share.hosts.join(QStringLiteral(", ")),
                     share.encrypted ? QString() : QStringLiteral(" (not encrypted)"), duration(share.duration),
                     share.key.isEmpty() ? QString() : QStringLiteral(", key ") + share.key));
    }
    const int kept = preview.count(enrich::queue::PreviewItem::Fate::cached) +
                     preview.count(enrich::queue::PreviewItem::Fate::stale);
    if (kept > 0)
        say(QStringLiteral("%1 answered from what is kept").arg(kept));
    for (const enrich::queue::PreviewItem& item : preview.items) {
        if (item.fate == enrich::queue::PreviewItem::Fate::heldBack)
            say(QStringLiteral("held back: %1 (%2)").arg(item.given, item.reason));
        else if (item.fate == enrich::queue::PreviewItem::Fate::noKey)
            say(QStringLiteral("%1: no key for %2; set it in the environment").arg(item.given, item.provider));
    }
}

bool consents(const Arguments& arguments, int count) {
    if (arguments.yes)
        return true;
    std::fprintf(stderr, "Send %d questions? [y/N] ", count);
    std::string answer;
    std::getline(std::cin, answer);
    return answer == "y" || answer == "Y" || answer == "yes";
}

QString storePath() {
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    QDir().mkpath(folder);
    return folder + QStringLiteral("/lookups.sqlite");
}

/// Gives the desktop's key store time to answer; it is asked only for providers that want a key.
void awaitKeys(enrich::queue::Lookups& lookups, const QStringList& providers) {
    for (const QString& provider : providers) {
        if (lookups.keys().source(provider) == enrich::queue::KeySource::none)
            lookups.keys().load(provider);
    }
    QTimer poll;
    QObject::connect(&poll, &QTimer::timeout, [&] {
        const bool all = std::all_of(providers.begin(), providers.end(),
                                     [&](const QString& provider) { return lookups.keys().ready(provider); });
        if (all)
            QCoreApplication::quit();
    });
    constexpr int interval = 10;
    constexpr int patience = 6000;
    QTimer limit;
    limit.setSingleShot(true);
    QObject::connect(&limit, &QTimer::timeout, QCoreApplication::instance(), &QCoreApplication::quit);
    limit.start(patience);
    poll.start(interval);
    QCoreApplication::exec();
}

/// What cannot be sent soon is given up: nobody is there who could enter another key, and tomorrow is another run.
void giveUp(enrich::queue::Lookups& lookups) {
    std::map<std::pair<QString, QString>, int> reasons;
    for (const enrich::queue::LookupJob& job : lookups.jobs()) ++reasons[{job.provider, job.words}];
    for (const auto& [reason, count] : reasons)
        say(QStringLiteral("%1 not asked, %2: %3").arg(count).arg(reason.first, reason.second));
    lookups.disconnect();
    lookups.cancel();
}

/// Runs the event loop until nothing is left that is worth waiting for.
void wait(enrich::queue::Lookups& lookups, const enrich::queue::Preview& preview) {
    const bool terminal = isatty(STDERR_FILENO) == 1;
    QObject::connect(&lookups, &enrich::queue::Lookups::progress, [terminal](int done, int total, qint64 remaining) {
        if (terminal)
            std::fprintf(stderr, "\r%d of %d, about %s left \033[K", done, total,
                         duration(remaining).toUtf8().constData());
    });
    QObject::connect(
        &lookups, &enrich::queue::Lookups::resultReady, [&lookups](const enrich::subject::LookupResult& result) {
            if (result.status != enrich::subject::LookupStatus::ok)
                say(QStringLiteral("%1, %2: %3").arg(result.indicator.text(), result.provider, lookups.words(result)));
        });
    QTimer poll;
    QObject::connect(&poll, &QTimer::timeout, [&] {
        constexpr qint64 patience = 15LL * 60 * 1000;
        const QList<enrich::queue::LookupJob> jobs = lookups.jobs();
        const qint64 soon = lookups.now() + patience;
        if (std::none_of(jobs.begin(), jobs.end(), [soon](const auto& job) { return job.notBefore <= soon; }))
            QCoreApplication::quit();
    });
    lookups.start(preview);
    constexpr int interval = 20;
    poll.start(interval);
    QCoreApplication::exec();
    if (terminal)
        std::fputs("\r\033[K", stderr);
    giveUp(lookups);
}

}  // namespace

Result<std::shared_ptr<const traffic::AddressNotes>> lookUp(const Arguments& arguments,
                                                            const traffic::Snapshot& snapshot,
                                                            const std::vector<std::string>& values) {
    int count = 1;
    char name[] = "weir";
    char* names[] = {name, nullptr};
    QCoreApplication application(count, names);
    QCoreApplication::setApplicationName(QStringLiteral("weir"));
    QCoreApplication::setOrganizationName(QStringLiteral("weir"));
    QCoreApplication::setApplicationVersion(QStringLiteral(WEIR_VERSION));

    enrich::queue::LookupSettings settings;
    settings.offline = arguments.lookup.empty();
    settings.store = storePath();
    settings.own.suffixes = snapshot->suffixes;
    settings.takeUpLeft = false;  // what another run left behind is not what is asked for now
    if (!arguments.testEndpoints.empty()) {
        auto endpoints = enrich::subject::TestEndpoints::load(QString::fromStdString(arguments.testEndpoints));
        if (!endpoints)
            return endpoints.error();
        settings.endpoints = endpoints.take();
    }
    enrich::queue::Lookups lookups(std::move(settings));
    lookups.useOfflineData(enrich::queue::OfflineData::load({}));
    if (arguments.lookup.empty())
        return session::makeNotes(lookups, snapshot);

    QStringList providers;
    for (const std::string& provider : arguments.lookup) providers << QString::fromStdString(provider);
    QStringList known;
    for (const auto& provider : lookups.providers()) known << provider.id;
    for (const QString& provider : providers) {
        if (!known.contains(provider))
            return Error{"--lookup: there is no provider '" + provider.toStdString() + "'; they are " +
                         known.join(QStringLiteral(", ")).toStdString()};
    }
    if (qEnvironmentVariableIsSet("WEIR_OFFLINE") && qEnvironmentVariable("WEIR_OFFLINE") != u"0")
        return Error{"--lookup: WEIR_OFFLINE is set, and nothing is sent"};
    awaitKeys(lookups, providers);
    QStringList asked;
    for (const std::string& value : values) asked << QString::fromStdString(value);
    const enrich::queue::Preview preview = lookups.preview(asked, providers);
    describe(preview);
    if (preview.toSend() > 0 && !arguments.yes && isatty(STDIN_FILENO) != 1)
        return Error{"--lookup would send " + std::to_string(preview.toSend()) + " questions; say --yes to consent"};
    if (preview.toSend() > 0 && !consents(arguments, preview.toSend()))
        return Error{"nothing was sent"};
    wait(lookups, preview);
    return session::makeNotes(lookups, snapshot);
}

}  // namespace weir::cli
