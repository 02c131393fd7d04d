// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <QFile>
#include <QTemporaryDir>
#include <ctime>
#include <limits>

#include "core/enrich/providers/reputation.h"
#include "core/enrich/providers/virustotal.h"
#include "core/enrich/providers/whoisprovider.h"
#include "core/enrich/queue/requestqueue.h"
#include "tests/enrich/fakes.h"
#include "tests/support/fakelookups/fixtures.h"

namespace weir::enrich {
using namespace weir::enrich::providers;
using namespace weir::enrich::queue;
using namespace weir::enrich::subject;
namespace {

constexpr qint64 second = 1000;
constexpr qint64 day = 24 * 3600 * second;
const QByteArray canary = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
QString vt() { return QStringLiteral("virustotal"); }
QString whois() { return QStringLiteral("whois"); }

Reply good(const RequestPlan& plan) {
    return plan.channel == Channel::whois ? answered(fixtures::lessonWhois(plan.query))
                                          : answered(fixtures::virusTotal(80, 0, 0, 5), 200);
}

struct Bench {
    explicit Bench(FakeTransport::Answer answer = good, const QString& path = {}, const QByteArray& key = canary,
                   qint64 start = 1'700'000'000'000)
        : clock(start), store(path), transport(std::move(answer)) {
        transport.clock = &clock;
        environment = {{QStringLiteral("WEIR_VIRUSTOTAL_KEY"), key}};
        if (key.isEmpty())
            environment.clear();
        keys = std::make_unique<Keys>(providers, std::make_unique<FakeKeychain>(), redactor, &environment);
        restart();
    }
    void restart() {
        queue = std::make_unique<RequestQueue>(providers, store, clock, transport, *keys, redactor);
        QObject::connect(queue.get(), &RequestQueue::finished,
                         [this](const LookupResult& result) { results.append(result); });
    }
    void add(const QString& provider, int count, int from = 1) {
        for (int i = from; i < from + count; ++i) queue->add(provider, indicator(QStringLiteral("8.8.4.%1").arg(i)));
    }
    /// Until nothing moves before that time of the clock.
    void run(qint64 until) {
        do {
            do {
                drain();
            } while (transport.open > 0 && !transport.silent);
        } while (clock.goOn(until));
    }
    void run() { run(clock.time + 3600 * second); }

    Providers providers{std::make_shared<VirusTotalProvider>(),
                        std::make_shared<WhoisProvider>(std::make_shared<HostGate>()), internetDb()};
    FakeClock clock;
    LookupStore store;
    FakeTransport transport;
    QHash<QString, QByteArray> environment;
    std::shared_ptr<Redactor> redactor = std::make_shared<Redactor>();
    std::unique_ptr<Keys> keys;
    std::unique_ptr<RequestQueue> queue;
    QList<LookupResult> results;
};

void expectWindow(const QList<qint64>& times, int most, qint64 window) {
    for (qsizetype i = most; i < times.size(); ++i) EXPECT_GE(times[i] - times[i - most], window) << "request " << i;
}

TEST(RequestQueue, FourAMinuteAlsoAcrossARestart) {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("q.sqlite"));
    QList<qint64> before;
    qint64 now = 0;
    {
        Bench first(good, path);
        first.add(vt(), 10);
        first.run(first.clock.time + 10 * 1000);
        EXPECT_EQ(first.transport.sent.size(), 4);
        EXPECT_EQ(first.transport.mostOpen, 1);
        before = first.transport.times;
        now = first.clock.time;
    }

    Bench later(good, path, canary, now);
    EXPECT_EQ(later.queue->left(), 6);
    EXPECT_TRUE(later.queue->paused());
    later.run();
    EXPECT_EQ(later.transport.sent.size(), 0) << "nothing goes out before the user says so";
    later.queue->resume();
    later.run();
    EXPECT_EQ(later.results.size(), 6);
    expectWindow(before + later.transport.times, 4, 61 * 1000);
}

TEST(RequestQueue, FiveHundredADayInUtc) {
    Bench b;
    for (int i = 0; i < 500; ++i) EXPECT_FALSE(b.store.take(vt(), ProviderLimits{}, b.clock.time - 3600 * second - i));
    b.add(vt(), 1);
    b.run(nextDay(b.clock.time) - 1);
    EXPECT_EQ(b.transport.sent.size(), 0);
    EXPECT_TRUE(b.queue->jobs()[0].words.startsWith(u"quota until ")) << b.queue->jobs()[0].words.toStdString();
    b.run(nextDay(b.clock.time));
    EXPECT_EQ(b.transport.sent.size(), 1);
    EXPECT_EQ(b.transport.times[0], nextDay(b.clock.time) - day);
}

/// A timezone of the process, for as long as this lives.
struct Timezone {
    explicit Timezone(const char* name) : before(qgetenv("TZ")), had(qEnvironmentVariableIsSet("TZ")) {
        qputenv("TZ", name);
        tzset();
    }
    ~Timezone() {
        had ? qputenv("TZ", before) : qunsetenv("TZ");
        tzset();
    }
    QByteArray before;
    bool had;
};

TEST(RequestQueue, MidnightElsewhereIsNoNewDay) {
    for (const char* zone : {"UTC-13", "UTC+11"}) {  // their midnights are 11:00 and at 11:00 of the day after
        const Timezone elsewhere(zone);
        Bench b(good, {}, canary, 1'700'006'400'000 + 3600 * second);  // 2023-11-15 01:00 UTC
        for (int i = 0; i < 500; ++i) EXPECT_FALSE(b.store.take(vt(), ProviderLimits{}, b.clock.time - 600 * second));
        const qint64 midnight = nextDay(b.clock.time);
        b.add(vt(), 1);
        b.run(midnight - 1);
        EXPECT_EQ(b.transport.sent.size(), 0) << zone;
        b.run(midnight);
        ASSERT_EQ(b.transport.sent.size(), 1) << zone;
        EXPECT_EQ(b.transport.times[0], midnight);
    }
}

TEST(RequestQueue, ARefusedKeyStopsTheProviderAfterOneRequest) {
    Bench b([](const RequestPlan&) {
        return answered(R"({"error":{"code":"WrongCredentialsError","message":"Wrong API key"}})", 401);
    });
    b.add(vt(), 19);
    b.run();
    EXPECT_EQ(b.transport.sent.size(), 1);
    ASSERT_EQ(b.results.size(), 1);
    EXPECT_EQ(b.results[0].status, LookupStatus::authFailed);
    EXPECT_EQ(b.queue->jobs().size(), 18);
    for (const LookupJob& job : b.queue->jobs()) {
        EXPECT_EQ(job.state, JobState::held);
        EXPECT_EQ(job.words, QStringLiteral("held back (key refused)"));
        EXPECT_EQ(job.notBefore, std::numeric_limits<qint64>::max()) << "no time brings another key";
    }
    b.queue->unblock(vt());
    b.run(b.clock.time + 70 * second);
    EXPECT_EQ(b.transport.sent.size(), 2);
}

TEST(RequestQueue, NoKeyNoRequest) {
    Bench b(good, {}, {});
    b.add(vt(), 3);
    b.run();
    EXPECT_EQ(b.transport.sent.size(), 0);
    ASSERT_EQ(b.results.size(), 3);
    EXPECT_EQ(b.results[0].status, LookupStatus::noKey);
}

TEST(RequestQueue, ExhaustedQuotaIsTriedOnceMoreThenWaitsForMidnight) {
    int quota = 2;
    Bench b([&](const RequestPlan& plan) {
        return quota-- > 0 ? answered(R"({"error":{"code":"QuotaExceededError"}})", 429) : good(plan);
    });
    const qint64 start = b.clock.time;
    b.add(vt(), 5);
    b.run(start + 3600 * second);
    ASSERT_EQ(b.transport.sent.size(), 2) << "one, and one probe";
    EXPECT_GE(b.transport.times[1] - b.transport.times[0], 61 * second);
    EXPECT_TRUE(b.queue->jobs()[0].words.startsWith(u"quota until "));
    b.run(nextDay(start) + 600 * second);
    EXPECT_EQ(b.results.size(), 5);
    EXPECT_GE(b.transport.times[2], nextDay(start));
    for (const LookupResult& r : b.results) EXPECT_EQ(r.status, LookupStatus::ok);
}

TEST(RequestQueue, TroubleIsTriedThreeTimesWithGrowingPauses) {
    for (const int status : {429, 503, 504, 500}) {
        int bad = 2;
        Bench b([&](const RequestPlan& plan) {
            return bad-- > 0 ? answered(R"({"error":{"code":"TransientError"}})", status) : good(plan);
        });
        b.add(QStringLiteral("internetdb"), 1);
        b.run();
        EXPECT_EQ(b.transport.sent.size(), 3) << status;
        EXPECT_EQ(b.results.size(), 1);
        const qint64 first = b.transport.times[1] - b.transport.times[0];
        const qint64 then = b.transport.times[2] - b.transport.times[1];
        EXPECT_GE(first, 3 * second);
        EXPECT_LE(first, 5 * second);
        EXPECT_GE(then, 6 * second);
        EXPECT_LE(then, 10 * second);
    }
    Bench never([](const RequestPlan&) { return faulted(ReplyFault::timeout, QStringLiteral("no answer")); });
    never.add(QStringLiteral("internetdb"), 1);
    never.run();
    EXPECT_EQ(never.transport.sent.size(), 3);
    EXPECT_EQ(never.results[0].status, LookupStatus::timeout);
}

TEST(RequestQueue, RetryAfterIsObeyed) {
    const auto when = [](const QByteArray& header) {
        bool first = true;
        Bench b([&](const RequestPlan& plan) {
            return std::exchange(first, false) ? answered("{}", 429, {{"retry-after", header}}) : good(plan);
        });
        b.add(QStringLiteral("internetdb"), 1);
        b.run(b.clock.time + 20 * day);
        return b.transport.times.value(1) - b.transport.times[0];
    };
    EXPECT_EQ(when("7"), 7 * second);
    EXPECT_EQ(when("Tue, 14 Nov 2023 22:20:00 GMT"), 400 * second);
    EXPECT_GE(when("garbage"), 3 * second);
    EXPECT_LE(when("garbage"), 5 * second);
    EXPECT_EQ(when("9999"), 9'999 * second);
    EXPECT_EQ(when("999999"), day) << "nobody locks the user out for longer";
}

TEST(RequestQueue, OneRequestAHostAtATimeAndASecondBetween) {
    Bench b;
    b.add(whois(), 20);
    b.queue->add(whois(), indicator(QStringLiteral("2.18.109.224")));
    b.run();
    EXPECT_EQ(b.results.size(), 21);
    QHash<QString, QList<qint64>> byHost;
    for (qsizetype i = 0; i < b.transport.sent.size(); ++i)
        byHost[b.transport.sent[i].host].append(b.transport.times[i]);
    EXPECT_EQ(byHost[QStringLiteral("whois.arin.net")].size(), 20);
    for (const QList<qint64>& times : byHost) expectWindow(times, 1, second);
    EXPECT_EQ(byHost[QStringLiteral("whois.ripe.net")].first(), byHost[QStringLiteral("whois.arin.net")].first())
        << "another registry need not wait";
    EXPECT_EQ(b.transport.mostOpen, 2);
}

TEST(RequestQueue, ASlowAnswerHoldsUpItsHostOnly) {
    Bench b;
    b.transport.silent = true;
    b.add(whois(), 3);
    b.queue->add(whois(), indicator(QStringLiteral("2.18.109.224")));
    b.run(b.clock.time + 30 * second);
    b.clock.time += 30 * second;
    emit b.clock.woken();
    EXPECT_EQ(b.transport.sent.size(), 2);
    EXPECT_NE(b.transport.sent[0].host, b.transport.sent[1].host);
}

TEST(RequestQueue, AHostThatRefusesIsLeftAloneAndOthersGoOn) {
    Bench b([](const RequestPlan& plan) {
        return plan.host == u"whois.ripe.net" ? answered("%ERROR:201: access denied for 192.0.2.1\n") : good(plan);
    });
    for (const char* address : {"2.18.109.224", "2.18.109.225", "2.18.109.226"})
        b.queue->add(whois(), indicator(QLatin1String(address)));
    b.queue->add(whois(), indicator(QStringLiteral("8.8.8.8")));
    b.run();
    ASSERT_EQ(b.results.size(), 2);
    EXPECT_EQ(b.results[0].status, LookupStatus::rateLimited);
    EXPECT_EQ(b.results[1].status, LookupStatus::ok);
    ASSERT_EQ(b.queue->jobs().size(), 2);
    EXPECT_EQ(b.queue->jobs()[0].state, JobState::held);
    EXPECT_TRUE(b.queue->jobs()[0].words.startsWith(u"held back (whois.ripe.net says"));
    EXPECT_EQ(b.store.holdOf(QStringLiteral("whois.ripe.net"), b.clock.time)->until, 1'700'000'000'000 + day);
}

TEST(RequestQueue, APauseOfAWhoisServerGrows) {
    Bench b([](const RequestPlan&) { return answered("% Query rate limit exceeded\n"); });
    b.queue->add(whois(), indicator(QStringLiteral("200.57.141.161")));
    b.run(b.clock.time + 4 * 3600 * second);
    ASSERT_EQ(b.transport.times.size(), 3);
    EXPECT_EQ(b.transport.times[1] - b.transport.times[0], 15 * 60 * second);
    EXPECT_EQ(b.transport.times[2] - b.transport.times[1], 30 * 60 * second);
    EXPECT_EQ(b.results[0].status, LookupStatus::rateLimited);
}

TEST(RequestQueue, NothingTwice) {
    Bench b;
    const qint64 id = b.queue->add(whois(), indicator(QStringLiteral("8.8.8.8")), 1);
    EXPECT_EQ(b.queue->add(whois(), indicator(QStringLiteral("::ffff:8.8.8.8")), 2), id);
    EXPECT_NE(b.queue->add(vt(), indicator(QStringLiteral("8.8.8.8"))), id);
    EXPECT_EQ(b.queue->add(QStringLiteral("nobody"), indicator(QStringLiteral("8.8.8.8"))), 0);
    b.run();
    EXPECT_EQ(b.results.size(), 2);
    EXPECT_TRUE(b.store.jobs().isEmpty());
}

TEST(RequestQueue, CancelClosesTheSocketAndKeepsNothing) {
    Bench b;
    b.transport.silent = true;
    const qint64 id = b.queue->add(whois(), indicator(QStringLiteral("8.8.8.8")));
    b.add(whois(), 3);
    drain();
    EXPECT_EQ(b.transport.open, 1);
    b.queue->cancel(id);
    ASSERT_EQ(b.results.size(), 1);
    EXPECT_EQ(b.results[0].status, LookupStatus::cancelled);
    EXPECT_EQ(b.transport.open, 0);
    EXPECT_FALSE(b.store.find(whois(), indicator(QStringLiteral("8.8.8.8")), b.clock.time));
    b.queue->cancelAll();
    EXPECT_EQ(b.results.size(), 4);
    EXPECT_TRUE(b.store.jobs().isEmpty());
    b.run();
    EXPECT_LE(b.transport.sent.size(), 2);
}

TEST(RequestQueue, ListenersMayCancelFromWithin) {
    Bench b;
    b.add(whois(), 5);
    QObject::connect(b.queue.get(), &RequestQueue::jobChanged, b.queue.get(),
                     [&](const LookupJob&) { b.queue->cancelAll(); });
    b.run();
    EXPECT_TRUE(b.queue->jobs().isEmpty());
    EXPECT_EQ(b.results.size(), 5);
}

TEST(RequestQueue, CutOffInTheMiddleOnlyTheRestIsLeft) {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("q.sqlite"));
    {
        Bench b(good, path);
        b.add(whois(), 5);
        b.run(b.clock.time + 2 * second);
        EXPECT_EQ(b.results.size(), 3);
        b.transport.silent = true;
    }
    {
        Bench again(good, path);
        EXPECT_EQ(again.queue->left(), 2);
        again.queue->resume();
        again.run();
        EXPECT_EQ(again.transport.sent.size(), 2);
    }
    Bench third(good, path);
    EXPECT_EQ(third.queue->left(), 0);
    EXPECT_FALSE(third.queue->paused());
}

TEST(RequestQueue, OnlyTheFirstOfTwoProgramsTakesUpWhatWasLeft) {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("q.sqlite"));
    Bench first(good, path);
    first.queue->pause();
    first.add(whois(), 5);
    {
        const Bench other(good, path);
        EXPECT_EQ(other.queue->left(), 0);
        EXPECT_FALSE(other.queue->paused());
    }
    first.restart();
    EXPECT_EQ(first.queue->left(), 5);
}

TEST(RequestQueue, WhatWasLeftPassesTheGateAgain) {
    LookupStore store;
    JobRecord job{0, whois(), QStringLiteral("10.0.0.1"), JobState::queued, 0, 0, 0, {}};
    store.addJob(job);
    FakeClock clock;
    FakeTransport transport(good);
    const Providers providers{std::make_shared<WhoisProvider>(std::make_shared<HostGate>())};
    const auto redactor = std::make_shared<Redactor>();
    const QHash<QString, QByteArray> environment;
    Keys keys(providers, std::make_unique<FakeKeychain>(), redactor, &environment);
    const RequestQueue queue(providers, store, clock, transport, keys, redactor);
    EXPECT_EQ(queue.left(), 0);
    EXPECT_TRUE(store.jobs().isEmpty());
}

TEST(RequestQueue, TlsTroubleStopsTheProvider) {
    Bench b([](const RequestPlan&) { return faulted(ReplyFault::tls, QStringLiteral("self-signed")); });
    b.add(QStringLiteral("internetdb"), 5);
    b.run();
    EXPECT_LE(b.transport.sent.size(), 2);
    EXPECT_EQ(b.results[0].status, LookupStatus::tlsError);
    EXPECT_GE(b.queue->jobs().size(), 3);
}

TEST(RequestQueue, TheKeyGoesNowhereElse) {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("q.sqlite"));
    Bench b(
        [](const RequestPlan& plan) {
            return plan.host == u"www.virustotal.com"
                       ? answered(R"({"error":{"code":"ForbiddenError","message":"key )" + canary.toUpper() +
                                      R"( is bad"}})",
                                  403)
                       : good(plan);
        },
        path);
    QStringList words;
    QObject::connect(b.queue.get(), &RequestQueue::jobChanged, [&](const LookupJob& job) { words.append(job.words); });
    b.add(vt(), 2);
    b.add(QStringLiteral("internetdb"), 1);
    b.add(whois(), 1);
    b.run();
    for (qsizetype i = 0; i < b.transport.sent.size(); ++i) {
        EXPECT_EQ(b.transport.keys[i], b.transport.sent[i].host == u"www.virustotal.com" ? canary : QByteArray());
        EXPECT_FALSE(b.transport.sent[i].shown().contains(QString::fromLatin1(canary)));
    }
    QByteArray everything = words.join(u'\n').toUtf8();
    for (const LookupResult& r : b.results) everything += r.raw + r.reason.toUtf8() + r.warnings.join(u' ').toUtf8();
    EXPECT_TRUE(
        everything.contains("[key \xe2\x80\xa6"
                            "cdef]"));
    for (const QString& name : {path, path + QStringLiteral("-wal")}) {
        QFile file(name);
        if (file.open(QIODevice::ReadOnly))
            everything += file.readAll();
    }
    EXPECT_FALSE(everything.toLower().contains(canary));
    EXPECT_GT(everything.size(), 1000);
}

TEST(RequestQueue, TimeLeftIsEstimatedFromTheLimits) {
    Bench b;
    EXPECT_EQ(b.queue->estimate(*b.providers[0], 18), 4 * 61 * second);
    EXPECT_EQ(b.queue->estimate(*b.providers[0], 0), 0);
    b.add(vt(), 18);
    EXPECT_EQ(b.queue->remaining(), 4 * 61 * second);
}

}  // namespace
}  // namespace weir::enrich
