// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <QJsonDocument>

#include "core/enrich/providers/rdapbootstrap.h"
#include "core/enrich/providers/rdapprovider.h"
#include "tests/enrich/answers.h"
#include "tests/support/fakelookups/fixtures.h"

namespace weir::enrich {
using namespace weir::enrich::providers;
using namespace weir::enrich::subject;
namespace {

RdapProvider provider() { return RdapProvider(std::make_shared<HostGate>(), std::make_shared<RdapBootstrap>()); }

LookupResult ask(const QString& about, const QByteArray& body, int status = 200, QList<RequestHeader> headers = {}) {
    return play(provider(), indicator(about), [&](const RequestPlan&) { return answered(body, status, headers); });
}

const QString search = QStringLiteral("74.125.1.2");

TEST(Rdap, PaddedAddressesDerivedCountryAndNestedAbuseContact) {
    Exchanges exchanges;
    const LookupResult r = play(
        provider(), indicator(search), [](const RequestPlan&) { return answered(fixtures::rdapArin(), 200); },
        &exchanges);
    EXPECT_EQ(r.status, LookupStatus::ok);
    EXPECT_EQ(exchanges[0].plan.url.toString(), QStringLiteral("https://rdap.arin.net/registry/ip/74.125.1.2"));
    EXPECT_EQ(exchanges[0].plan.headers[0].value, QByteArray("application/rdap+json, application/json;q=0.9"));
    EXPECT_EQ(r.text(QStringLiteral("range")), QStringLiteral("74.125.0.0 - 74.125.255.255"));
    EXPECT_EQ(r.text(QStringLiteral("prefixes")), QStringLiteral("74.125.0.0/16"));
    EXPECT_EQ(r.text(QStringLiteral("country")), QStringLiteral("US"));
    EXPECT_TRUE(r.text(QStringLiteral("country_source")).contains(u"derived"));
    EXPECT_EQ(r.text(QStringLiteral("abuse")), QStringLiteral("network-abuse@example.com"));
    EXPECT_EQ(r.text(QStringLiteral("organization")), QStringLiteral("Example Search LLC"));
    EXPECT_TRUE(r.warnings.isEmpty());
}

TEST(Rdap, Ipv6QueryKeepsItsColons) {
    const Step step = provider().next(indicator(QStringLiteral("2606:4700:4700::1111")), {});
    EXPECT_EQ(std::get<RequestPlan>(step).url.toString(),
              QStringLiteral("https://rdap.arin.net/registry/ip/2606:4700:4700::1111"));
}

TEST(Rdap, AnotherRangeIsSaid) {
    EXPECT_EQ(ask(QStringLiteral("8.8.8.8"), fixtures::rdapArin()).warnings,
              QStringList(QStringLiteral("the answer is for another range")));
}

TEST(Rdap, WrongTypesEverywhereAreLeftOut) {
    for (
        const char* body :
        {R"({"country":5,"entities":{},"startAddress":[],"name":{},"events":"x","status":7,"notices":4,"remarks":[3]})",
         R"({"entities":[{"roles":5,"vcardArray":"x"},{"vcardArray":["vcard",["x",[1],["fn"],["fn",4,"text",null]]]},7]})",
         R"({"country":"123","cidr0_cidrs":[{"v4prefix":5,"length":"x"}],"entities":[{"roles":["registrant"],"vcardArray":["vcard",[["adr",{"label":5},"text",null]]]}]})"}) {
        const LookupResult r = ask(search, body);
        EXPECT_EQ(r.status, LookupStatus::ok) << body;
        EXPECT_EQ(r.text(QStringLiteral("country")), QString()) << body;
    }
}

TEST(Rdap, NotAnAnswer) {
    EXPECT_EQ(ask(search, R"({"errorCode":404,"title":"x"})", 404).status, LookupStatus::notFound);
    EXPECT_EQ(ask(search, "", 404).status, LookupStatus::notFound);
    for (const QByteArray& body : {QByteArray("<html>hello</html>"), QByteArray(), QByteArray("[]"), QByteArray("null"),
                                   QByteArray("{} x"), QByteArray("{\"a\":\"\xff\xfe\"}"), QByteArray(2000, '['),
                                   QByteArray("{\"a\":") + QByteArray(1000, '[') + QByteArray(1000, ']') + "}"})
        EXPECT_EQ(ask(search, body).status, LookupStatus::malformed) << body.left(20).toStdString();
    // What asked for no compression reads none, however little of it comes.
    EXPECT_EQ(ask(search, qCompress(fixtures::rdapArin()).mid(4), 200, {{"content-encoding", "deflate"}}).status,
              LookupStatus::malformed);
    const auto cut = [](ReplyFault fault, const QByteArray& body) {
        return play(provider(), indicator(search), [&](const RequestPlan&) {
            Reply reply = faulted(fault, QStringLiteral("cut"), body);
            reply.httpStatus = 200;
            return reply;
        });
    };
    for (const ReplyFault fault : {ReplyFault::tooLong, ReplyFault::closedEarly}) {
        const LookupResult early = cut(fault, fixtures::rdapArin().left(300));
        EXPECT_EQ(early.status, LookupStatus::truncated);
        EXPECT_TRUE(early.fields.isEmpty());
        EXPECT_EQ(cut(fault, QByteArray(1 << 20, '[')).status, LookupStatus::truncated);
    }
    EXPECT_EQ(ask(search, R"({"notices":[{"title":"Rate Limit Notice"}]})").status, LookupStatus::rateLimited);
    EXPECT_EQ(ask(search, "", 500).status, LookupStatus::serverError);
    EXPECT_EQ(ask(search, "", 400).status, LookupStatus::malformed);
    EXPECT_EQ(ask(search, "", 401).status, LookupStatus::noService);
    EXPECT_EQ(ask(search, "", 429).status, LookupStatus::rateLimited);
}

TEST(Rdap, RetryAfterInAllItsForms) {
    const qint64 now = 1'700'000'000'000;
    EXPECT_EQ(retryAfter("7", now), now + 7000);
    EXPECT_EQ(retryAfter("Tue, 14 Nov 2023 22:20:00 GMT", now), now + 400'000);
    EXPECT_FALSE(retryAfter("soon", now));
    EXPECT_FALSE(retryAfter("-5", now));
    EXPECT_EQ(retryAfter("9999", now), now + 9'999'000);
    EXPECT_EQ(retryAfter("999999", now), now + 24 * 3600 * 1000LL) << "nobody locks the user out for longer";
    EXPECT_EQ(retryAfter("Mon, 01 Jan 2001 00:00:00 GMT", now), now);
    EXPECT_EQ(ask(search, "", 429, {{"retry-after", "7"}}).retryAt, now + 7000);
}

TEST(Rdap, RedirectsAreFollowedByHandAndOnlyWhereAllowed) {
    Exchanges exchanges;
    const auto redirectTo = [&exchanges](const QByteArray& location) {
        exchanges.clear();
        return play(
            provider(), indicator(search),
            [&](const RequestPlan& plan) {
                return plan.host == u"rdap.arin.net" ? answered({}, 302, {{"location", location}})
                                                     : answered(fixtures::rdapArin(), 200);
            },
            &exchanges);
    };
    const LookupResult followed = redirectTo("https://rdap.db.ripe.net/ip/74.125.1.2");
    EXPECT_EQ(followed.status, LookupStatus::ok);
    ASSERT_EQ(followed.trail.size(), 2);
    EXPECT_EQ(followed.trail[0].host, QStringLiteral("rdap.arin.net"));
    EXPECT_EQ(followed.trail[1].host, QStringLiteral("rdap.db.ripe.net"));
    ASSERT_EQ(exchanges.size(), 2U);
    ASSERT_EQ(exchanges[1].plan.headers.size(), exchanges[0].plan.headers.size());
    for (qsizetype i = 0; i < exchanges[0].plan.headers.size(); ++i) {
        EXPECT_EQ(exchanges[1].plan.headers[i].name, exchanges[0].plan.headers[i].name);
        EXPECT_EQ(exchanges[1].plan.headers[i].value, exchanges[0].plan.headers[i].value);
        EXPECT_NE(exchanges[1].plan.headers[i].name.toLower(), "cookie");
    }
    EXPECT_TRUE(exchanges[1].plan.keyHeader.isEmpty());
    EXPECT_TRUE(redirectTo("https://rdap.arin.net/registry/ip/74.125.1.2").reason.contains(u"loop"));
    for (const char* target :
         {"http://rdap.db.ripe.net/ip/1", "file:///etc/passwd", "data:,x", "https://127.0.0.1/", "https://0x7f.1/",
          "https://2130706433/", "https://user@rdap.db.ripe.net/", "https://rdap.db.ripe.net:8443/", "https://[::1]/",
          "https://intranet/", "https://x.local/", "", "https://rdap.arin.net/registry/ip/74.125.1.2", "//\xff/"}) {
        const LookupResult r = redirectTo(target);
        EXPECT_EQ(r.status, LookupStatus::redirectRefused) << target;
        EXPECT_EQ(r.trail.size(), 1) << target;
    }
    int hop = 0;
    const LookupResult many = play(provider(), indicator(search), [&](const RequestPlan&) {
        return answered({}, 302, {{"location", "https://rdap.db.ripe.net/" + QByteArray::number(++hop)}});
    });
    EXPECT_EQ(many.status, LookupStatus::redirectRefused);
    EXPECT_TRUE(many.reason.contains(u"too many"));
    EXPECT_EQ(many.trail.size(), 5);
}

TEST(Rdap, RegistrarIsAskedOnceAndItsFailureCostsNothing) {
    const auto domain = [](const QByteArray& link, const Reply& registrar) {
        return play(provider(), indicator(QStringLiteral("footprintdns.com")), [&](const RequestPlan& plan) {
            if (plan.host != u"rdap.verisign.com")
                return registrar;
            return answered(
                R"({"objectClassName":"domain","ldhName":"FOOTPRINTDNS.COM","entities":[{"roles":["registrar"],
                "vcardArray":["vcard",[["fn",{},"text","Example Registrar"]]]}],"events":[{"eventAction":"registration",
                "eventDate":"2013-06-26T17:21:23Z"},{"eventAction":"expiration","eventDate":"0001-01-01T00:00:00Z"}],
                "secureDNS":{"delegationSigned":false},"nameservers":[{"ldhName":"NS1.X.COM"}],"links":[{"rel":"self",
                "href":"https://rdap.verisign.com/x","type":"application/rdap+json"},{"rel":"related","type":"application/rdap+json",
                "href":")" +
                    link + R"("}]})",
                200);
        });
    };
    const Reply registrar = answered(R"({"entities":[{"roles":["registrant"],"vcardArray":["vcard",[["org",{},"text",
        "Microsoft Corporation"],["adr",{"cc":"us"},"text",[]]]]}]})",
                                     200);
    const LookupResult both = domain("https://rdap.markmonitor.com/rdap/domain/footprintdns.com", registrar);
    EXPECT_EQ(both.trail.size(), 2);
    EXPECT_EQ(both.text(QStringLiteral("organization")), QStringLiteral("Microsoft Corporation"));
    EXPECT_EQ(both.text(QStringLiteral("registrar")), QStringLiteral("Example Registrar"));
    EXPECT_EQ(both.text(QStringLiteral("created")), QStringLiteral("2013-06-26T17:21:23Z"));
    EXPECT_EQ(both.text(QStringLiteral("expires")), QString());
    EXPECT_EQ(both.countries, QStringList(QStringLiteral("US")));
    EXPECT_GT(both.number(QStringLiteral("age_days")).value_or(0), 3000);
    for (const char* link : {"http://rdap.markmonitor.com/x", "https://10.0.0.1/x",
                             "https://rdap.verisign.com/com/v1/domain/footprintdns.com"}) {
        const LookupResult r = domain(link, registrar);
        EXPECT_EQ(r.trail.size(), 1) << link;
        EXPECT_EQ(r.status, LookupStatus::ok);
    }
    const LookupResult failed =
        domain("https://rdap.markmonitor.com/x", faulted(ReplyFault::network, QStringLiteral("refused")));
    EXPECT_EQ(failed.status, LookupStatus::ok);
    EXPECT_EQ(failed.text(QStringLiteral("registrar")), QStringLiteral("Example Registrar"));
    EXPECT_EQ(failed.warnings.size(), 1);
}

TEST(Rdap, BootstrapFiles) {
    RdapBootstrap bootstrap;
    using File = RdapBootstrap::File;
    EXPECT_EQ(bootstrap.baseFor(indicator(QStringLiteral("example.com"))),
              QStringLiteral("https://rdap.verisign.com/com/v1/"));
    EXPECT_EQ(bootstrap.baseFor(indicator(QStringLiteral("example.de"))), QString());
    EXPECT_EQ(bootstrap.baseFor(indicator(QStringLiteral("182.162.143.56"))),
              QStringLiteral("https://rdap.apnic.net/"));
    for (const char* bad :
         {"", "{", "[]", R"({"version":"2.0","services":[]})", R"({"version":"1.0","services":5})",
          R"({"version":"1.0","services":[[["1.0.0.0/8"],["http://x.com/"]],[["1.0.0.0/8"],["http://x/%%"]]]})"})
        EXPECT_FALSE(bootstrap.take(File::ipv4, bad)) << bad;
    EXPECT_EQ(bootstrap.baseFor(indicator(QStringLiteral("8.8.8.8"))),
              QStringLiteral("https://rdap.arin.net/registry/"));
    const auto taken = bootstrap.take(File::dns, R"({"version":"1.0","publication":"2026-01-01T00:00:00Z","services":[
        [["uk"],["https://rdap.uk.example.net"]],[["co.uk"],["http://no.example.net/","https://rdap.co.example.net/"]],
        ["bad"],[["de"],["https://user@x.example.net/"]],7]})");
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken.value(), 2);
    EXPECT_EQ(bootstrap.baseFor(indicator(QStringLiteral("a.example.co.uk"))),
              QStringLiteral("https://rdap.co.example.net/"));
    EXPECT_EQ(bootstrap.baseFor(indicator(QStringLiteral("gov.uk.com"))), QString());
    EXPECT_EQ(bootstrap.published(File::dns), QStringLiteral("2026-01-01T00:00:00Z"));
    ASSERT_TRUE(bootstrap.take(
        File::ipv4,
        R"({"version":"1.0","services":[[["8.0.0.0/8"],["https://a.example.net"]],[["8.8.8.0/24"],["https://b.example.net/"]]]})"));
    EXPECT_EQ(bootstrap.baseFor(indicator(QStringLiteral("8.8.8.8"))), QStringLiteral("https://b.example.net/"));
    EXPECT_EQ(bootstrap.baseFor(indicator(QStringLiteral("8.8.9.8"))), QStringLiteral("https://a.example.net/"));
    EXPECT_EQ(bootstrap.baseFor(indicator(QStringLiteral("1.1.1.1"))), QString());
}

TEST(Rdap, EveryCutOfAnAnswerIsSurvived) {
    const QByteArray whole = fixtures::rdapArin();
    int whole200 = 0;
    for (qsizetype i = 0; i <= whole.size(); ++i) whole200 += ask(search, whole.left(i)).status == LookupStatus::ok;
    EXPECT_EQ(whole200, 1);
    for (qsizetype i = 0; i < whole.size(); ++i) {
        for (const char c : {'0', '"', '{', '[', '\0', '\xff'}) {
            QByteArray lie = whole;
            lie[i] = c;
            const LookupStatus status = ask(search, lie).status;
            EXPECT_TRUE(status == LookupStatus::ok || status == LookupStatus::malformed);
        }
    }
}

TEST(Rdap, CountriesByName) {
    EXPECT_EQ(
        play(
            provider(), indicator(search),
            [](const RequestPlan&) {
                return answered(
                    R"j({"entities":[{"roles":["registrant"],"vcardArray":["vcard",[["adr",{},"text",["","","","","","","Korea (Republic of)"]]]]}]})j",
                    200);
            })
            .countries,
        QStringList(QStringLiteral("KR")));
}

}  // namespace
}  // namespace weir::enrich
