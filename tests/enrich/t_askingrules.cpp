// SPDX-License-Identifier: GPL-3.0-or-later
// What may be asked of whom, how often, and what is written down of it.
#include <gtest/gtest.h>

#include <QElapsedTimer>
#include <QFile>
#include <QSettings>
#include <QTemporaryDir>

#include "core/enrich/providers/registries.h"
#include "core/enrich/providers/reputation.h"
#include "core/enrich/queue/lookups.h"
#include "core/enrich/queue/usersettings.h"
#include "tests/enrich/fakes.h"
#include "tests/support/fakelookups/fixtures.h"

namespace weir::enrich {
using namespace weir::enrich::providers;
using namespace weir::enrich::queue;
using namespace weir::enrich::subject;
namespace {

QString text(const char* value) { return QString::fromUtf8(value); }
constexpr qint64 day = 24 * 3600 * 1000LL;

struct Desk {
    explicit Desk(FakeTransport::Answer answer, LookupSettings settings = {},
                  QHash<QString, QByteArray> keys = {{text("WEIR_VIRUSTOTAL_KEY"), "0123456789abcdef"},
                                                     {text("WEIR_ABUSECH_KEY"), "fedcba9876543210"}})
        : environment(std::move(keys)) {
        settings.offline = false;
        LookupParts parts;
        auto ownClock = std::make_unique<FakeClock>();
        clock = ownClock.get();
        parts.clock = std::move(ownClock);
        parts.secrets = std::make_unique<FakeKeychain>();
        parts.environment = &environment;
        auto ownTransport = std::make_unique<FakeTransport>(std::move(answer));
        transport = ownTransport.get();
        transport->clock = clock;
        parts.transport = std::move(ownTransport);
        lookups = std::make_unique<Lookups>(std::move(settings), std::move(parts));
        QObject::connect(lookups.get(), &Lookups::resultReady, [this](const LookupResult& r) { results.append(r); });
    }
    void ask(const QStringList& values, const QStringList& providers, bool whole = false) {
        const Preview preview = lookups->preview(values, providers, false, whole);
        const int before = static_cast<int>(results.size());
        lookups->start(preview);
        EXPECT_TRUE(waitFor([&] {
            clock->goOn(clock->time + day);
            return results.size() >= before + preview.toSend();
        }));
    }
    QStringList sent() const {
        QStringList out;
        for (const RequestPlan& plan : transport->sent) out << plan.shown();
        return out;
    }
    QHash<QString, QByteArray> environment;
    FakeClock* clock = nullptr;
    FakeTransport* transport = nullptr;
    std::unique_ptr<Lookups> lookups;
    QList<LookupResult> results;
};

Reply nothingKnown(const RequestPlan& plan) {
    return plan.channel == Channel::whois ? answered("No match for it\n") : answered("{}", 404);
}

TEST(AskingRules, APlatformsGuestIsJudgedByItself) {
    Desk desk(nothingKnown);
    desk.ask({text("a.evil.duckdns.org"), text("x.y.workers.dev"), text("www.example.co.uk")},
             {text("virustotal"), text("whois")});
    const QString all = desk.sent().join(u'\n');
    EXPECT_TRUE(all.contains(u"/domains/evil.duckdns.org")) << all.toStdString();
    EXPECT_TRUE(all.contains(u"/domains/y.workers.dev"));
    EXPECT_TRUE(all.contains(u"/domains/example.co.uk"));
    EXPECT_FALSE(all.contains(u"a.evil"));
    EXPECT_FALSE(all.contains(u"www.example"));
    // Registries know what was registered.
    EXPECT_TRUE(all.contains(u"\u2190 duckdns.org"));
    EXPECT_FALSE(all.contains(u"\u2190 evil.duckdns.org"));
}

TEST(AskingRules, WholeNamesOnlyIfTheUserSaysSo) {
    Desk desk(nothingKnown);
    desk.ask({text("cdn.a.evil.duckdns.org")}, {text("virustotal"), text("urlhaus")}, true);
    ASSERT_EQ(desk.transport->sent.size(), 2);
    EXPECT_TRUE(desk.sent()[0].endsWith(u"/domains/cdn.a.evil.duckdns.org"));
    EXPECT_TRUE(desk.sent()[1].endsWith(u"host=cdn.a.evil.duckdns.org"));
    OwnNetworks own;
    own.domains = {text("duckdns.org")};
    desk.lookups->setOwn(own);
    EXPECT_EQ(desk.lookups->preview({text("b.duckdns.org")}, {text("virustotal")}, false, true).toSend(), 0);
}

TEST(AskingRules, WhatIsThoughtOfAPlatformSaysNothingOfItsGuests) {
    Desk desk([](const RequestPlan&) { return answered(fixtures::virusTotal(80, 0, 0, 5), 200); });
    desk.ask({text("duckdns.org"), text("bad.example.com")}, {text("virustotal")});
    EXPECT_EQ(desk.lookups->known(text("duckdns.org")).size(), 1);
    EXPECT_EQ(desk.lookups->known(text("evil.duckdns.org")).size(), 0);
    EXPECT_EQ(desk.lookups->known(text("www.bad.example.com")).size(), 1) << "a name of the same owner";
}

TEST(AskingRules, EveryServiceHasColumnsAndAVerdict) {
    Desk desk([](const RequestPlan& plan) {
        if (plan.host == u"www.virustotal.com")
            return answered(fixtures::virusTotal(60, 18, 1, 15), 200);
        return answered(R"({"query_status":"ok","data":[{"ioc":"45.9.148.5:443","threat_type":"botnet_cc",)"
                        R"("malware_printable":"Emo;tet","confidence_level":100}]})",
                        200);
    });
    EXPECT_TRUE(desk.lookups->answerColumns().isEmpty());
    desk.ask({text("45.9.148.5")}, {text("virustotal"), text("threatfox")});
    const LookupColumns columns = desk.lookups->columns(text("45.9.148.5"));
    EXPECT_EQ(columns.verdict, Verdict::malicious);
    EXPECT_EQ(columns.verdictBy, text("virustotal:18/94;threatfox:Emo botnet_cc"));
    const auto cell = [&](const char* name) {
        for (const auto& [column, value] : columns.of) {
            if (column == text(name))
                return value;
        }
        return QString();
    };
    EXPECT_EQ(cell("vt_malicious"), text("18"));
    EXPECT_EQ(cell("threatfox_confidence"), text("100"));
    EXPECT_EQ(cell("threatfox_threats"), text("botnet_cc"));
    QStringList names;
    for (const AnswerColumn& column : desk.lookups->answerColumns()) names << column.name;
    EXPECT_TRUE(names.contains(text("threatfox_malware")));
    EXPECT_FALSE(names.contains(text("otx_pulses"))) << "nobody has asked there";
}

TEST(AskingRules, ConsentCountsRequests) {
    Desk desk(nothingKnown);
    const Preview preview =
        desk.lookups->preview({text("8.8.8.8"), text("2.18.109.224"), text("example.com"), text("example.de")},
                              {text("registration"), text("whois")});
    ASSERT_EQ(preview.shares.size(), 2);
    // Addresses: RDAP and whois, and of RIPE's the organization; example.com: registry and registrar.
    EXPECT_EQ(preview.shares[0].count, 4);
    EXPECT_EQ(preview.shares[0].requests, 2 + 3 + 2 + 1);
    EXPECT_EQ(preview.shares[0].clear, 1 + 2 + 0 + 1);
    EXPECT_EQ(preview.shares[1].requests, 1 + 2 + 2 + 1);
    EXPECT_EQ(preview.shares[1].clear, preview.shares[1].requests);
    EXPECT_EQ(preview.requests().atLeast, 14);
    EXPECT_EQ(preview.requests().clear, 10);
}

TEST(AskingRules, TheRecordIsWrittenBeforeTheRequestLeaves) {
    Desk desk(nothingKnown);
    desk.transport->silent = true;
    desk.lookups->start(desk.lookups->preview({text("8.8.8.8")}, {text("internetdb")}));
    ASSERT_TRUE(waitFor([&] { return desk.transport->sent.size() == 1; }));
    QList<AuditEntry> log = desk.lookups->store().auditLog();
    ASSERT_EQ(log.size(), 1);
    EXPECT_EQ(log[0].status, text("sent"));
    EXPECT_EQ(log[0].indicator, text("8.8.8.8"));
    desk.lookups->cancel();
    log = desk.lookups->store().auditLog();
    ASSERT_EQ(log.size(), 1);
    EXPECT_EQ(log[0].status, text("sent, the answer was not awaited"));
    desk.transport->silent = false;
    desk.ask({text("8.8.4.4")}, {text("internetdb")});
    EXPECT_EQ(desk.lookups->store().auditLog().last().status, text("404"));
}

TEST(AskingRules, NoPauseOfMoreThanADayAndItCanBeLifted) {
    bool locked = true;
    Desk desk([&locked](const RequestPlan&) {
        if (locked)
            return answered("{}", 429, {{"retry-after", "31536000"}});
        return answered(R"({"ip":"8.8.8.8","ports":[53]})", 200);
    });
    desk.lookups->start(desk.lookups->preview({text("8.8.8.8")}, {text("internetdb")}));
    ASSERT_TRUE(waitFor([&] { return !desk.lookups->holds().isEmpty(); }));
    EXPECT_LE(desk.lookups->holds()[0].until, desk.clock->time + day);
    EXPECT_EQ(desk.lookups->holds()[0].host, text("internetdb.shodan.io"));
    locked = false;
    desk.lookups->lift(text("internetdb.shodan.io"));
    EXPECT_TRUE(waitFor([&] {
        desk.clock->goOn(desk.clock->time + 60'000);
        return desk.results.size() == 1;
    }));
    EXPECT_EQ(desk.results[0].status, LookupStatus::ok);
    EXPECT_TRUE(desk.lookups->holds().isEmpty());
}

TEST(AskingRules, OneKeyForAllOfItsOwnersServices) {
    Desk desk(nothingKnown);
    desk.ask({text("45.9.148.5")}, {text("urlhaus"), text("threatfox"), text("greynoise")});
    ASSERT_EQ(desk.transport->sent.size(), 3) << "GreyNoise answers without a key, too";
    for (qsizetype i = 0; i < 3; ++i)
        EXPECT_EQ(desk.transport->keys[i], desk.transport->sent[i].keyHeader == "Auth-Key" ? "fedcba9876543210" : "");
    ASSERT_TRUE(desk.lookups->keys().set(text("threatfox"), "another-key", false));
    EXPECT_EQ(desk.lookups->keys().key(text("urlhaus")), "fedcba9876543210") << "the environment's stays in force";
}

TEST(AskingRules, AKeyThatIsRepeatedWithoutEndCostsNoTime) {
    Redactor redactor;
    redactor.add("SECRETKEY0123456789abcdef");
    QByteArray body;
    for (int i = 0; i < 15'000; ++i) body += "secretkey0123456789ABCDEF,";
    QElapsedTimer timer;
    timer.start();
    const QByteArray clean = redactor.apply(body);
    EXPECT_LT(timer.elapsed(), 2000) << "a square, not a measure of speed";
    EXPECT_FALSE(clean.toLower().contains("secretkey"));
    EXPECT_EQ(clean.count("[key "), 15'000);
}

TEST(AskingRules, LimitsOfAPaidKey) {
    const ProviderLimits free{4, 61'000, 500, 15'500, 1};
    const auto paid = parseLimits(text("60/minute, 10000/day"), free);
    ASSERT_TRUE(paid);
    EXPECT_EQ(paid.value().perWindow, 60);
    EXPECT_EQ(paid.value().perDay, 10'000);
    EXPECT_EQ(paid.value().perMonth, 0);
    EXPECT_EQ(parseLimits(text("none"), free).value().perWindow, 0);
    for (const char* wrong : {"", "60", "60/hour", "-1/day", "0/day", "none 4/day", "x/day"})
        EXPECT_FALSE(parseLimits(text(wrong), free).ok()) << wrong;
}

TEST(AskingRules, WhatTheWindowHasSaidOnceHoldsForAllPrograms) {
    QTemporaryDir folder;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.path());
    QCoreApplication::setOrganizationName(text("weir"));
    QCoreApplication::setApplicationName(text("weir"));
    EXPECT_FALSE(UserSettings::load().offline);
    EXPECT_TRUE(UserSettings::load().keep);
    ASSERT_TRUE(QDir(folder.path()).mkpath(text("weir")));
    QFile file(folder.filePath(text("weir/weir.conf")));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(
        "[lookups]\nkeep=false\noffline=true\nownDomains=footprintdns.com, example.org\n[view]\n"
        "home=\"10.0.0.0/8,8.1.1.10/32\"\n[limits]\nvirustotal=60/minute\n");
    file.close();
    const UserSettings settings = UserSettings::load();
    EXPECT_EQ(settings.offline, true);
    EXPECT_FALSE(settings.keep);
    EXPECT_EQ(settings.ownDomains, QStringList({text("footprintdns.com"), text("example.org")}));
    ASSERT_TRUE(settings.home);
    EXPECT_TRUE(settings.home->contains(*IpAddress::parse("8.1.1.10")));
    EXPECT_EQ(settings.limits.value(text("virustotal")), text("60/minute"));
}

TEST(AskingRules, ReadingMakesNothing) {
    QTemporaryDir folder;
    const QString path = folder.filePath(text("none/lookups.sqlite"));
    {
        LookupStore store(path, LookupStore::Use::read);
        EXPECT_TRUE(store.indicators().isEmpty());
        store.audit({1, text("a"), text("b"), text("c"), text("d")});
    }
    EXPECT_FALSE(QFile::exists(folder.filePath(text("none"))));
    const QString real = folder.filePath(text("lookups.sqlite"));
    LookupResult result(indicator(text("8.8.8.8")));
    result.provider = text("internetdb");
    result.retrievedAt = 5;
    LookupStore(real).keep(result, internetDb()->descriptor());
    QFile(real).setPermissions(QFileDevice::ReadOwner);
    const QStringList before = QDir(folder.path()).entryList(QDir::Files);
    {
        LookupStore store(real, LookupStore::Use::read);
        EXPECT_EQ(store.indicators(), QStringList(text("8.8.8.8")));
        EXPECT_TRUE(store.find(text("internetdb"), indicator(text("8.8.8.8")), 6));
        store.clearResults();
    }
    EXPECT_EQ(QDir(folder.path()).entryList(QDir::Files), before);
    EXPECT_EQ(LookupStore(real, LookupStore::Use::read).indicators().size(), 1);
}

TEST(AskingRules, TwoProgramsTakeTurnsAtAServer) {
    QTemporaryDir folder;
    LookupStore one(folder.filePath(text("s.sqlite"))), two(folder.filePath(text("s.sqlite")));
    EXPECT_FALSE(one.takeTurn(text("whois.arin.net"), 1000, 5000));
    EXPECT_EQ(two.takeTurn(text("whois.arin.net"), 1000, 5400), 6000);
    EXPECT_FALSE(two.takeTurn(text("whois.ripe.net"), 1000, 5400));
    EXPECT_FALSE(two.takeTurn(text("whois.arin.net"), 1000, 6000));
}

TEST(AskingRules, VerdictsAsTheServicesMeanThem) {
    const auto ask = [](const std::shared_ptr<const Provider>& provider, const QByteArray& body) {
        return play(*provider, indicator(text("45.9.148.5")), [&](const RequestPlan&) { return answered(body, 200); });
    };
    EXPECT_EQ(ask(greyNoise(), R"({"classification":"suspicious","noise":true})").verdict, Verdict::suspicious);
    EXPECT_EQ(ask(greyNoise(), R"({"classification":"unknown","noise":true})").verdict, Verdict::info);
    EXPECT_EQ(ask(abuseIpDb(), R"({"data":{"abuseConfidenceScore":100,"isWhitelisted":true}})").verdict,
              Verdict::clean);
    EXPECT_EQ(ask(abuseIpDb(), R"({"data":{"abuseConfidenceScore":100}})").verdict, Verdict::malicious);
    const LookupResult old = ask(threatFox(), R"({"query_status":"no_result"})");
    EXPECT_EQ(old.status, LookupStatus::notFound);
    EXPECT_TRUE(old.reason.contains(u"six months"));
    const LookupResult refused =
        play(*internetDb(), indicator(text("45.9.148.5")), [](const RequestPlan&) { return answered("no", 403); });
    EXPECT_EQ(refused.status, LookupStatus::noService) << "there is no key that could have been refused";
}

}  // namespace
}  // namespace weir::enrich
