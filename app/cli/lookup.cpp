// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/lookup.h"

#include <unistd.h>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QStandardPaths>
#include <algorithm>
#include <cstdio>
#include <iostream>
#include <map>

#include "core/base/text.h"
#include "core/enrich/queue/lookups.h"
#include "core/enrich/queue/offlinedata.h"
#include "core/enrich/queue/usersettings.h"
#include "core/table/columntable.h"

namespace weir::cli {
namespace {

void say(const QString& text) { std::fprintf(stderr, "weir-cli: %s\n", printable(text.toStdString()).c_str()); }

QString duration(qint64 milliseconds) {
    const qint64 seconds = (milliseconds + 999) / 1000;
    return seconds < 120 ? QStringLiteral("%1 s").arg(seconds) : QStringLiteral("%1 min").arg((seconds + 59) / 60);
}

QString counted(int count, const char* one) {
    return QStringLiteral("%1 %2%3").arg(count).arg(QLatin1String(one), count == 1 ? QString() : QStringLiteral("s"));
}

/// "36 requests, 18 of them not encrypted"
QString requestWords(const enrich::providers::Provider::Requests& requests) {
    QString out = counted(requests.atLeast, "request");
    if (requests.clear > 0)
        out += requests.clear == requests.atLeast ? QStringLiteral(", not encrypted")
                                                  : QStringLiteral(", %1 of them not encrypted").arg(requests.clear);
    return out;
}

/// What goes where, how much, how long, and what stays here.
void describe(const enrich::queue::Preview& preview) {
    bool referred = false;
    for (const enrich::queue::PreviewShare& share : preview.shares) {
        if (share.count == 0)
            continue;
        say(QStringLiteral("%1: %2, at least %3, to %4; about %5%6")
                .arg(share.name, counted(share.count, "question"), requestWords({share.requests, share.clear}),
                     share.hosts.join(QStringLiteral(", ")), duration(share.duration),
                     share.key.isEmpty() ? QString() : QStringLiteral("; key ") + share.key));
        referred |= share.provider == u"whois" || share.provider == u"rdap" || share.provider == u"registration";
    }
    if (referred)
        say(QStringLiteral("registries may refer to another registry, and for domains to the registrar"));
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

bool consents(const Arguments& arguments, const enrich::queue::Preview& preview) {
    if (arguments.yes)
        return true;
    if (preview.items.isEmpty())
        std::fputs("Send them? [y/N] ", stderr);
    else
        std::fprintf(stderr, "Send at least %s? [y/N] ", requestWords(preview.requests()).toUtf8().constData());
    std::string answer;
    std::getline(std::cin, answer);
    return answer == "y" || answer == "Y" || answer == "yes";
}

QString storePath(bool make) {
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    if (make)
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

Result<std::shared_ptr<const traffic::Owners>> owners(const Arguments& arguments) {
    enrich::queue::OfflineFiles files;
    for (const std::string& path : arguments.mmdb) files.mmdb << QFile::decodeName(path.c_str());
    const auto data = enrich::queue::OfflineData::load(files);
    for (const enrich::queue::OfflineData::Source& source : data->sources()) {
        if (!source.problem.isEmpty() && files.mmdb.contains(source.path))
            return Error{source.problem.toStdString(), QFile::encodeName(source.path).toStdString()};
    }
    if (data->empty())
        say(data->description());
    return session::ownersOf(data);
}

namespace {

/// The lookups of one run, by the user's own settings as far as they forbid something.
class Desk {
public:
    explicit Desk(const Arguments& arguments) : m_arguments(arguments), m_application(m_count, m_names) {
        QCoreApplication::setApplicationName(QStringLiteral("weir"));
        QCoreApplication::setOrganizationName(QStringLiteral("weir"));
        QCoreApplication::setApplicationVersion(QStringLiteral(WEIR_VERSION));
        QLoggingCategory::setFilterRules(QStringLiteral("qt.network*=false"));  // they would tell of requests
    }

    /// `suffixes` cut names to domains; null: the system's list.
    std::optional<Error> open(std::shared_ptr<const PublicSuffixes> suffixes) {
        const enrich::queue::UserSettings user = enrich::queue::UserSettings::load();
        const bool asks = !m_arguments.lookup.empty() || m_arguments.updateRegistries;
        if (asks && qEnvironmentVariableIsSet("WEIR_OFFLINE") && qEnvironmentVariable("WEIR_OFFLINE") != u"0")
            return Error{"WEIR_OFFLINE is set, and nothing is sent"};
        if (asks && user.offline.value_or(false) && !m_arguments.online)
            return Error{"Weir has been set offline; with --online it asks all the same"};
        enrich::queue::LookupSettings settings;
        settings.offline = !asks;
        if (m_arguments.keptAnswers && user.keep) {
            settings.store = storePath(asks);
            settings.bootstrapFolder = QFileInfo(settings.store).absolutePath() + QStringLiteral("/rdap");
        }
        settings.storeUse = asks ? enrich::queue::LookupStore::Use::readWrite : enrich::queue::LookupStore::Use::read;
        settings.services =
            QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QStringLiteral("/weir/services");
        settings.takeUpLeft = false;  // what another run left behind is not what is asked for now
        std::vector<Prefix> own;
        if (m_arguments.table.home)
            own = m_arguments.table.home->prefixes();
        if (user.home)
            own.insert(own.end(), user.home->prefixes().begin(), user.home->prefixes().end());
        settings.own = {Networks(std::move(own)), user.ownDomains, std::move(suffixes)};
        if (!m_arguments.testEndpoints.empty()) {
            auto endpoints = enrich::subject::TestEndpoints::load(QString::fromStdString(m_arguments.testEndpoints));
            if (!endpoints)
                return endpoints.error();
            settings.endpoints = endpoints.take();
        }
        m_lookups = std::make_unique<enrich::queue::Lookups>(std::move(settings));
        for (const QString& problem : m_lookups->serviceProblems()) say(problem);
        return applyLimits(user);
    }

    /// Asks about these what the arguments want to know. Nothing is sent without consent.
    std::optional<Error> ask(const std::vector<std::string>& values) {
        QStringList known, asked;
        for (const auto& provider : m_lookups->providers()) known << provider.id;
        for (const std::string& provider : m_arguments.lookup) {
            m_providers << QString::fromStdString(provider);
            if (!known.contains(m_providers.last()))
                return Error{"--lookup: there is no provider '" + provider + "'; they are " +
                             known.join(QStringLiteral(", ")).toStdString()};
        }
        awaitKeys(*m_lookups, m_providers);
        for (const std::string& value : values) asked << QString::fromStdString(value);
        m_preview = m_lookups->preview(asked, m_providers, false, m_arguments.wholeNames);
        describe(m_preview);
        if (m_preview.toSend() > 0 && !m_arguments.yes && isatty(STDIN_FILENO) != 1)
            return Error{"--lookup would send at least " + requestWords(m_preview.requests()).toStdString() +
                         "; say --yes to consent"};
        if (m_preview.toSend() > 0 && !consents(m_arguments, m_preview))
            return Error{"nothing was sent"};
        QObject::connect(m_lookups.get(), &enrich::queue::Lookups::resultReady, m_lookups.get(),
                         [this](const enrich::subject::LookupResult& result) { m_results.append(result); });
        wait(*m_lookups, m_preview);
        return {};
    }

    enrich::queue::Lookups& lookups() { return *m_lookups; }
    const enrich::queue::Preview& preview() const { return m_preview; }
    const QList<enrich::subject::LookupResult>& results() const { return m_results; }

private:
    std::optional<Error> applyLimits(const enrich::queue::UserSettings& user) {
        QHash<QString, QString> wanted = user.limits;
        for (const auto& [provider, text] : m_arguments.limits)
            wanted.insert(QString::fromStdString(provider), QString::fromStdString(text));
        for (const auto& provider : m_lookups->providers()) {
            const auto text = wanted.constFind(provider.id);
            if (text == wanted.constEnd())
                continue;
            const auto limits = enrich::providers::parseLimits(*text, provider.limits);
            if (!limits)
                return Error{"limits of " + provider.id.toStdString() + ": " + limits.error().text()};
            m_lookups->setLimits(provider.id, limits.value());
        }
        return {};
    }

    const Arguments& m_arguments;
    int m_count = 1;
    char m_name[5] = "weir";
    char* m_names[2] = {m_name, nullptr};
    QCoreApplication m_application;
    std::unique_ptr<enrich::queue::Lookups> m_lookups;
    QStringList m_providers;
    enrich::queue::Preview m_preview;
    QList<enrich::subject::LookupResult> m_results;
};

/// Answers of other days make the same capture look different: that is said.
void sayKept(const enrich::queue::Lookups& lookups, const session::Notes& notes) {
    std::size_t count = 0;
    std::int64_t oldest = INT64_MAX;
    const auto add = [&](const auto& map) {
        for (const auto& [subject, note] : map) {
            if (note.lookedUpAt >= 0) {
                ++count;
                oldest = std::min(oldest, note.lookedUpAt);
            }
        }
    };
    if (notes.addresses)
        add(*notes.addresses);
    if (notes.names)
        add(*notes.names);
    constexpr std::int64_t nanosecondsPerMillisecond = 1'000'000;
    if (count > 0)
        say(QStringLiteral("kept answers about %1 are used, the oldest %2 old; --kept-answers no goes without")
                .arg(counted(static_cast<int>(count), "subject"),
                     enrich::queue::ageWords(oldest / nanosecondsPerMillisecond, lookups.now())));
}

QByteArray jsonOf(const enrich::subject::LookupResult& result) {
    QJsonObject out;
    for (const enrich::subject::Field& field : result.fields) out.insert(field.key, field.value);
    return QJsonDocument(out).toJson(QJsonDocument::Compact);
}

}  // namespace

Result<session::Notes> lookUp(const Arguments& arguments, const traffic::Snapshot& snapshot,
                              const std::vector<std::string>& values) {
    if (arguments.lookup.empty() && !arguments.keptAnswers)
        return session::Notes{};
    Desk desk(arguments);
    if (auto error = desk.open(snapshot->suffixes))
        return *error;
    if (!arguments.lookup.empty()) {
        if (auto error = desk.ask(values))
            return *error;
    }
    session::Notes notes = session::makeNotes(desk.lookups(), snapshot);
    if (arguments.lookup.empty())
        sayKept(desk.lookups(), notes);
    return notes;
}

std::optional<Error> updateRegistries(const Arguments& arguments) {
    Desk desk(arguments);
    if (auto error = desk.open(nullptr))
        return error;
    say(QStringLiteral("3 requests to data.iana.org"));
    if (!arguments.yes && isatty(STDIN_FILENO) != 1)
        return Error{"say --yes to consent"};
    enrich::queue::Preview preview;
    if (!arguments.yes && !consents(arguments, preview))
        return Error{"nothing was sent"};
    QString problem = QStringLiteral("nothing was fetched");
    QObject::connect(&desk.lookups(), &enrich::queue::Lookups::bootstrapUpdated, [&](const QString& text) {
        problem = text;
        QCoreApplication::quit();
    });
    desk.lookups().updateBootstrap();
    QCoreApplication::exec();
    if (!problem.isEmpty())
        return Error{problem.replace(u'\n', QStringLiteral("; ")).toStdString()};
    say(QStringLiteral("the table of top-level domains is of %1").arg(desk.lookups().bootstrapDate().left(10)));
    return {};
}

table::Schema lookupsSchema() {
    using table::Kind;
    return {{"indicator", Kind::text}, {"service", Kind::text},      {"status", Kind::text}, {"verdict", Kind::text},
            {"summary", Kind::text},   {"retrieved_at", Kind::time}, {"fields", Kind::text}};
}

Result<table::TablePtr> lookUpValues(const Arguments& arguments) {
    std::shared_ptr<const PublicSuffixes> suffixes;
    if (!arguments.analysis.publicSuffixList.empty()) {
        auto list = PublicSuffixes::load(arguments.analysis.publicSuffixList);
        if (!list)
            return list.error();
        suffixes = list.take();
    }
    Desk desk(arguments);
    if (auto error = desk.open(std::move(suffixes)))
        return *error;
    if (auto error = desk.ask(arguments.values))
        return *error;
    table::ColumnTable::Builder builder("lookups", lookupsSchema());
    for (const enrich::queue::PreviewItem& item : desk.preview().items) {
        const auto about = [&](const enrich::subject::LookupResult& one) {
            return one.provider == item.provider && one.indicator.text() == item.indicator;
        };
        const auto found = std::find_if(desk.results().begin(), desk.results().end(), about);
        std::size_t column = 0;
        const auto text = [&](const QString& value) { builder.text(column++, value.toStdString()); };
        if (found == desk.results().end()) {
            text(item.indicator.isEmpty() ? item.given : item.indicator);
            text(item.provider);
            text(item.fate == enrich::queue::PreviewItem::Fate::heldBack ? QStringLiteral("held-back")
                 : item.fate == enrich::queue::PreviewItem::Fate::notFor ? QStringLiteral("not-for")
                                                                         : QStringLiteral("not-asked"));
            builder.empty(column++);
            text(item.reason);
            builder.empty(column++);
            builder.empty(column++);
            continue;
        }
        text(item.indicator);
        text(item.provider);
        text(toString(found->status));
        text(toString(found->verdict));
        text(desk.lookups().summary(*found));
        constexpr std::int64_t nanosecondsPerMillisecond = 1'000'000;
        if (found->retrievedAt > 0)
            builder.integer(column++, found->retrievedAt * nanosecondsPerMillisecond);
        else
            builder.empty(column++);
        if (found->fields.isEmpty())
            builder.empty(column++);
        else
            builder.text(column++, jsonOf(*found).toStdString());
    }
    return table::TablePtr(builder.finish());
}

}  // namespace weir::cli
