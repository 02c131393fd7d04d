// SPDX-License-Identifier: GPL-3.0-or-later
// The whole of it: from the tables' values to the lesson's numbers, over real sockets on the loopback.
#include <gtest/gtest.h>

#include <QFile>
#include <QTemporaryDir>

#include "core/enrich/queue/lookups.h"
#include "tests/enrich/fakes.h"
#include "tests/support/fakelookups/fixtures.h"
#include "tests/support/fakelookups/lessonservers.h"

namespace weir::enrich {
using namespace weir::enrich::providers;
using namespace weir::enrich::queue;
using namespace weir::enrich::subject;
namespace {

QStringList lines(const char* name) {
    QFile file(QStringLiteral(WEIR_TEST_DATA "/lookups/") + QLatin1String(name));
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << name;
    QStringList out = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    out.removeFirst();
    return out;
}

struct Desk {
    explicit Desk(LookupSettings settings = {}, FakeTransport::Answer answer = {}) {
        environment.insert(QStringLiteral("WEIR_VIRUSTOTAL_KEY"), LessonServers::key());
        LookupParts parts;
        auto ownClock = std::make_unique<FakeClock>();
        clock = ownClock.get();
        parts.clock = std::move(ownClock);
        parts.secrets = std::make_unique<FakeKeychain>();
        parts.environment = &environment;
        if (answer) {
            auto ownTransport = std::make_unique<FakeTransport>(answer);
            transport = ownTransport.get();
            transport->clock = clock;
            parts.transport = std::move(ownTransport);
        }
        lookups = std::make_unique<Lookups>(std::move(settings), std::move(parts));
        QObject::connect(lookups.get(), &Lookups::resultReady, [this](const LookupResult& r) { results.append(r); });
        QObject::connect(lookups.get(), &Lookups::progress, [this](int done, int total, qint64) {
            last = {done, total};
        });
    }
    void run(int results_) {
        EXPECT_TRUE(waitFor([&] {
            clock->goOn(clock->time + 24LL * 3600 * 1000);
            return results.size() >= results_;
        })) << results.size()
            << " of " << results_;
    }
    QHash<QString, QByteArray> environment;
    FakeClock* clock = nullptr;
    FakeTransport* transport = nullptr;
    std::unique_ptr<Lookups> lookups;
    QList<LookupResult> results;
    std::pair<int, int> last;
};

LookupSettings online() {
    LookupSettings settings;
    settings.offline = false;
    return settings;
}

Reply never(const RequestPlan& plan) {
    ADD_FAILURE() << "a request was made: " << plan.shown().toStdString();
    return {};
}

TEST(Lookups, TheLessonsAddresses) {
    LessonServers servers;
    QString problem;
    ASSERT_TRUE(servers.ok(&problem)) << problem.toStdString();
    LookupSettings settings = online();
    settings.endpoints = servers.endpoints();
    Desk desk(settings);

    const QStringList addresses = lines("outbound_addresses.csv");
    ASSERT_EQ(addresses.size(), 19);
    const Preview preview =
        desk.lookups->preview(addresses, {QStringLiteral("registration"), QStringLiteral("virustotal")});
    EXPECT_EQ(preview.toSend(), 36);
    ASSERT_EQ(preview.count(PreviewItem::Fate::heldBack), 1);
    for (const PreviewItem& item : preview.items) {
        if (item.fate == PreviewItem::Fate::heldBack) {
            EXPECT_EQ(item.given, QStringLiteral("239.255.255.250"));
            EXPECT_EQ(item.reason, QStringLiteral("multicast address (Simple Service Discovery Protocol)"));
        }
    }
    ASSERT_EQ(preview.shares.size(), 2);
    EXPECT_EQ(preview.shares[0].count, 18);
    EXPECT_FALSE(preview.shares[0].encrypted);
    EXPECT_TRUE(preview.shares[0].hosts.contains(QStringLiteral("whois.apnic.net")));
    EXPECT_EQ(preview.shares[1].hosts, QStringList(QStringLiteral("www.virustotal.com")));
    EXPECT_EQ(preview.shares[1].leftToday, 500);
    EXPECT_EQ(preview.shares[1].key, QStringLiteral("from the environment (\u2026cdef)"));
    EXPECT_EQ(preview.duration(), 244'000);
    EXPECT_EQ(servers.whois().connections + servers.https().connections, 0) << "a preview sends nothing";

    desk.lookups->start(preview);
    desk.run(36);
    EXPECT_EQ(desk.last, std::pair(36, 36));
    for (const LookupResult& r : desk.results)
        EXPECT_EQ(r.status, LookupStatus::ok) << r.provider.toStdString() << ' ' << r.reason.toStdString();

    for (const QString& line : lines("whois_country.csv")) {
        const QStringList cells = line.split(u',');
        QStringList expected;
        for (const QString& part : cells[1].split(QStringLiteral("; "), Qt::SkipEmptyParts))
            expected.append(part.section(u' ', 1));
        EXPECT_EQ(desk.lookups->columns(cells[0]).whoisCountry, expected.join(u';')) << cells[0].toStdString();
    }
    struct Row {
        QString address;
        qint64 harmless, malicious, suspicious;
    };
    QList<Row> rows;
    for (const QString& address : addresses) {
        const LookupColumns c = desk.lookups->columns(address);
        if (c.malicious)
            rows.append({address, *c.harmless, *c.malicious, *c.suspicious});
    }
    EXPECT_EQ(rows.size(), 18);
    std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
        return std::tuple(-a.malicious, -a.suspicious, -a.harmless, a.address) <
               std::tuple(-b.malicious, -b.suspicious, -b.harmless, b.address);
    });
    QStringList sorted;
    for (const Row& row : rows.mid(0, 10))
        sorted.append(
            QStringLiteral("%1,%2,%3,%4").arg(row.address).arg(row.harmless).arg(row.malicious).arg(row.suspicious));
    EXPECT_EQ(sorted, lines("virustotal_sorted.csv"));
    EXPECT_EQ(desk.lookups->columns(QStringLiteral("182.162.143.56")).whoisOrganization,
              QStringLiteral("LG DACOM Corporation"));
    EXPECT_GT(desk.lookups->columns(QStringLiteral("182.162.143.56")).lookedUpAt.value_or(0), 0);
    EXPECT_FALSE(desk.lookups->columns(QStringLiteral("239.255.255.250")).lookedUpAt);

    // Whose key went where.
    for (const QByteArray& request : servers.https().requests) {
        const bool virusTotal = request.contains("/api/v3/");
        EXPECT_EQ(request.contains(LessonServers::key()), virusTotal);
        EXPECT_FALSE(request.contains("239.255.255.250"));
    }
}

TEST(Lookups, TheLessonsDomain) {
    LessonServers servers;
    LookupSettings settings = online();
    settings.endpoints = servers.endpoints();
    Desk desk(settings);
    const Preview preview =
        desk.lookups->preview({QStringLiteral("bdeeb3d3f2ce8abffd84fc3a380fc37c.clo.footprintdns.com.")},
                              {QStringLiteral("whois"), QStringLiteral("rdap"), QStringLiteral("registration")});
    ASSERT_EQ(preview.items.size(), 3);
    EXPECT_EQ(preview.items[0].indicator, QStringLiteral("footprintdns.com"));
    EXPECT_EQ(preview.items[0].firstQuery, QStringLiteral("whois.verisign-grs.com:43 \u2190 domain footprintdns.com"));
    desk.lookups->start(preview);
    desk.run(3);
    for (const LookupResult& r : desk.results) {
        EXPECT_EQ(r.status, LookupStatus::ok) << r.reason.toStdString();
        EXPECT_EQ(r.text(QStringLiteral("organization")), QStringLiteral("Microsoft Corporation"))
            << r.provider.toStdString();
        if (r.provider == u"whois") {
            EXPECT_EQ(r.text(QStringLiteral("organizations")),
                      QStringLiteral("Microsoft Corporation;Microsoft Corporation;Microsoft Corporation"));
            EXPECT_TRUE(r.raw.contains("[whois.markmonitor.com:43"));
        }
    }
}

TEST(Lookups, NothingIsSentByLookingOrWhileOffline) {
    Desk desk({}, never);
    EXPECT_TRUE(desk.lookups->offline());
    const Preview preview = desk.lookups->preview({QStringLiteral("8.8.8.8")},
                                                  {QStringLiteral("registration"), QStringLiteral("virustotal")});
    EXPECT_TRUE(preview.offline);
    EXPECT_EQ(preview.toSend(), 2);
    desk.lookups->columns(QStringLiteral("8.8.8.8"));
    desk.lookups->known(QStringLiteral("8.8.8.8"));
    desk.lookups->start(preview);
    drain();
    ASSERT_EQ(desk.results.size(), 2);
    EXPECT_EQ(desk.results[0].status, LookupStatus::offline);
    EXPECT_EQ(desk.lookups->words(desk.results[0]), QStringLiteral("offline"));
    desk.lookups->resume();
    drain();
}

TEST(Lookups, WhatMustStayInsideIsListedWithItsReason) {
    Desk desk(online(), never);
    const QStringList inside{QStringLiteral("10.127.0.138"),    QStringLiteral("239.255.255.250"),
                             QStringLiteral("fe80::1"),         QStringLiteral("::ffff:10.0.0.1"),
                             QStringLiteral("64:ff9b::a00:1"),  QStringLiteral("2002:a00:1::"),
                             QStringLiteral("100.64.1.1"),      QStringLiteral("192.0.2.1"),
                             QStringLiteral("dc01.corp.local"), QStringLiteral("wpad")};
    Preview preview = desk.lookups->preview(inside + inside, {QStringLiteral("whois"), QStringLiteral("virustotal")});
    EXPECT_EQ(preview.items.size(), inside.size());
    EXPECT_EQ(preview.count(PreviewItem::Fate::heldBack), inside.size());
    for (const PreviewItem& item : preview.items) EXPECT_FALSE(item.reason.isEmpty());
    EXPECT_TRUE(preview.shares.isEmpty());
    // Not even a list that somebody has tampered with gets out.
    for (PreviewItem& item : preview.items) {
        item.fate = PreviewItem::Fate::send;
        item.indicator = item.given;
        item.provider = QStringLiteral("whois");
    }
    desk.lookups->start(preview);
    drain();
}

TEST(Lookups, FreshStaleAndAskedAgain) {
    int requests = 0;
    Desk desk(online(), [&](const RequestPlan&) {
        ++requests;
        return answered(fixtures::virusTotal(79, 1, 0, 3), 200);
    });
    const QStringList value{QStringLiteral("8.8.8.8")};
    const QStringList vt{QStringLiteral("virustotal")};
    desk.lookups->start(desk.lookups->preview(value, vt));
    desk.run(1);
    EXPECT_EQ(desk.lookups->words(desk.results[0]), QStringLiteral("answered"));
    desk.clock->time += 3 * 3600 * 1000LL;
    Preview again = desk.lookups->preview(value, vt);
    EXPECT_EQ(again.items[0].fate, PreviewItem::Fate::cached);
    EXPECT_EQ(again.items[0].reason, QStringLiteral("3 hours old"));
    desk.lookups->start(again);
    desk.run(2);
    EXPECT_EQ(desk.lookups->words(desk.results[1]), QStringLiteral("cached (3 hours old)"));
    EXPECT_EQ(requests, 1);
    desk.clock->time += 30 * 3600 * 1000LL;
    again = desk.lookups->preview(value, vt);
    EXPECT_EQ(again.items[0].fate, PreviewItem::Fate::stale);
    desk.lookups->start(again);
    desk.run(3);
    EXPECT_TRUE(desk.results[2].stale);
    EXPECT_EQ(desk.lookups->words(desk.results[2]), QStringLiteral("stale (33 hours old)"));
    EXPECT_EQ(requests, 1);
    EXPECT_EQ(desk.lookups->columns(value[0]).malicious, 1) << "old answers are shown all the same";
    desk.lookups->start(desk.lookups->preview(value, vt, true));
    desk.run(4);
    EXPECT_EQ(requests, 2);
    EXPECT_FALSE(desk.results[3].stale);
}

TEST(Lookups, NotFoundIsAnAnswerAndKept) {
    int requests = 0;
    Desk desk(online(), [&](const RequestPlan&) {
        ++requests;
        return answered(R"({"error":{"code":"NotFoundError","message":"x"}})", 404);
    });
    const auto preview = [&] {
        return desk.lookups->preview({QStringLiteral("8.8.8.8")}, {QStringLiteral("virustotal")});
    };
    desk.lookups->start(preview());
    desk.run(1);
    EXPECT_EQ(desk.lookups->words(desk.results[0]), QStringLiteral("not found"));
    EXPECT_EQ(preview().items[0].fate, PreviewItem::Fate::cached);
    desk.lookups->start(preview());
    desk.run(2);
    EXPECT_EQ(desk.lookups->words(desk.results[1]), QStringLiteral("cached (not found, 0 minutes old)"));
    EXPECT_EQ(requests, 1);
    desk.clock->time += 25 * 3600 * 1000LL;
    EXPECT_EQ(preview().items[0].fate, PreviewItem::Fate::stale);
}

TEST(Lookups, AWhoisServersNotFoundIsKeptForADay) {
    int requests = 0;
    Desk desk(online(), [&](const RequestPlan&) {
        ++requests;
        return answered("%ERROR:101: no entries found\n");
    });
    const auto preview = [&] {
        return desk.lookups->preview({QStringLiteral("2.18.109.224")}, {QStringLiteral("whois")});
    };
    desk.lookups->start(preview());
    desk.run(1);
    EXPECT_EQ(desk.results[0].status, LookupStatus::notFound);
    desk.clock->time += 23 * 3600 * 1000LL;
    EXPECT_EQ(preview().items[0].fate, PreviewItem::Fate::cached);
    desk.clock->time += 2 * 3600 * 1000LL;
    EXPECT_EQ(preview().items[0].fate, PreviewItem::Fate::stale);
    EXPECT_EQ(requests, 1);
}

TEST(Lookups, BootstrapTablesAreFetchedOnRequestAndKept) {
    QTemporaryDir folder;
    LookupSettings settings = online();
    settings.bootstrapFolder = folder.filePath(QStringLiteral("rdap"));
    QByteArray dns =
        R"({"version":"1.0","publication":"2026-11-01T00:00:00Z","services":[[["de"],["https://rdap.denic.de/"]]]})";
    const auto answer = [&](const RequestPlan& plan) {
        if (plan.url.path().endsWith(u"dns.json"))
            return answered(dns, 200);
        return answered("{}", 404);
    };
    {
        Desk desk(settings, answer);
        QStringList problems;
        QObject::connect(desk.lookups.get(), &Lookups::bootstrapUpdated,
                         [&](const QString& problem) { problems.append(problem); });
        EXPECT_EQ(desk.lookups->preview({QStringLiteral("example.de")}, {QStringLiteral("rdap")}).items[0].fate,
                  PreviewItem::Fate::notFor);
        desk.lookups->setOffline(true);
        desk.lookups->updateBootstrap();
        drain();
        EXPECT_TRUE(desk.transport->sent.isEmpty());
        desk.lookups->setOffline(false);
        desk.lookups->updateBootstrap();
        desk.lookups->updateBootstrap();
        ASSERT_TRUE(waitFor([&] { return !problems.isEmpty(); }));
        EXPECT_EQ(desk.transport->sent.size(), 3);
        EXPECT_EQ(problems[0], QStringLiteral("ipv4.json: HTTP 404\nipv6.json: HTTP 404"));
        EXPECT_EQ(desk.lookups->preview({QStringLiteral("8.8.8.8")}, {QStringLiteral("rdap")}).items[0].fate,
                  PreviewItem::Fate::send);
        dns = "<html>";
        desk.lookups->updateBootstrap();
        ASSERT_TRUE(waitFor([&] { return problems.size() == 2; }));
        EXPECT_EQ(desk.lookups->bootstrapDate(), QStringLiteral("2026-11-01T00:00:00Z"))
            << "a bad file changes nothing";
    }
    Desk later(settings, never);
    EXPECT_EQ(later.lookups->preview({QStringLiteral("example.de")}, {QStringLiteral("rdap")}).items[0].firstQuery,
              QStringLiteral("https://rdap.denic.de/domain/example.de"));
}

TEST(Lookups, RegistrationFallsBackOnWhois) {
    const auto with = [](int rdapStatus, const QByteArray& whois) {
        Desk desk(online(), [=](const RequestPlan& plan) {
            return plan.channel == Channel::whois ? answered(whois) : answered("{}", rdapStatus);
        });
        desk.lookups->start(desk.lookups->preview({QStringLiteral("104.80.224.44")}, {QStringLiteral("registration")}));
        desk.run(1);
        return desk.results[0];
    };
    const LookupResult saved = with(500, fixtures::arinTwoNetworks());
    EXPECT_EQ(saved.status, LookupStatus::ok);
    EXPECT_EQ(saved.countries.join(u';'), QStringLiteral("US;NL"));
    EXPECT_EQ(saved.text(QStringLiteral("organization")), QStringLiteral("Example Transit B.V."));
    EXPECT_EQ(saved.trail.size(), 2);
    EXPECT_FALSE(saved.warnings.isEmpty());
    EXPECT_EQ(with(404, "No match found for 104.80.224.44.\n").status, LookupStatus::notFound);
    LookupSettings settings = online();
    settings.whoisUse = WhoisUse::never;
    Desk encrypted(settings, [](const RequestPlan& plan) {
        EXPECT_EQ(plan.channel, Channel::https);
        return answered(fixtures::lessonRdap("104.80.224.44"), 200);
    });
    encrypted.lookups->start(
        encrypted.lookups->preview({QStringLiteral("104.80.224.44")}, {QStringLiteral("registration")}));
    encrypted.run(1);
    EXPECT_EQ(encrypted.results[0].countries, QStringList(QStringLiteral("NL")));
}

TEST(Lookups, GoingOfflineClosesEverySocket) {
    Desk desk(online(), never);
    desk.transport->silent = true;
    desk.lookups->start(
        desk.lookups->preview({QStringLiteral("8.8.8.8"), QStringLiteral("2.18.109.224")}, {QStringLiteral("whois")}));
    drain();
    EXPECT_EQ(desk.transport->open, 2);
    desk.lookups->setOffline(true);
    EXPECT_EQ(desk.transport->open, 0);
    EXPECT_EQ(desk.lookups->jobs().size(), 2);
    drain();
    EXPECT_EQ(desk.transport->open, 0);
    desk.lookups->setOffline(false);
    desk.clock->time += 5000;
    drain();
    EXPECT_EQ(desk.transport->open, 2);
    desk.lookups->cancel();
    EXPECT_EQ(desk.transport->open, 0);
    EXPECT_EQ(desk.results.size(), 2);
}

TEST(Lookups, WithoutAKeyAndForOtherKinds) {
    Desk desk(online(), never);
    desk.lookups->keys().load(QStringLiteral("abuseipdb"));
    ASSERT_TRUE(waitFor([&] { return desk.lookups->keys().ready(QStringLiteral("abuseipdb")); }));
    const Preview preview = desk.lookups->preview({QStringLiteral("8.8.8.8"), QStringLiteral("example.com")},
                                                  {QStringLiteral("abuseipdb"), QStringLiteral("nobody")});
    ASSERT_EQ(preview.items.size(), 2);
    EXPECT_EQ(preview.items[0].fate, PreviewItem::Fate::noKey);
    EXPECT_EQ(preview.items[1].fate, PreviewItem::Fate::notFor);
    desk.lookups->start(preview);
    drain();
    ASSERT_EQ(desk.results.size(), 1);
    EXPECT_EQ(desk.results[0].status, LookupStatus::noKey);
}

TEST(Lookups, AgesInWords) {
    EXPECT_EQ(ageWords(0, 59'000), QStringLiteral("0 minutes"));
    EXPECT_EQ(ageWords(0, 60'000), QStringLiteral("1 minute"));
    EXPECT_EQ(ageWords(0, 3600'000LL * 30), QStringLiteral("30 hours"));
    EXPECT_EQ(ageWords(0, 3600'000LL * 24 * 12), QStringLiteral("12 days"));
    EXPECT_EQ(ageWords(3600'000LL * 2, 0), QStringLiteral("unknown"));
}

TEST(LessonServers, WriteWhatTheProgramsRead) {
    const LessonServers servers;
    QTemporaryDir folder;
    ASSERT_TRUE(servers.write(folder.path()));
    const auto endpoints = TestEndpoints::load(folder.filePath(QStringLiteral("endpoints.json")));
    ASSERT_TRUE(endpoints) << endpoints.error().toString();
    EXPECT_EQ(endpoints.value().authorities().size(), 1);
    EXPECT_EQ(endpoints.value().find(QStringLiteral("www.virustotal.com"), 443)[0].port, servers.https().serverPort());
}

}  // namespace
}  // namespace weir::enrich
