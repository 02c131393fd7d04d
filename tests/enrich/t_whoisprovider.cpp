// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "core/enrich/providers/whoisprovider.h"
#include "tests/enrich/answers.h"
#include "tests/support/fakelookups/fixtures.h"

namespace weir::enrich {
using namespace weir::enrich::providers;
using namespace weir::enrich::subject;
namespace {

TestEndpoints registrarOfTests() {
    TestEndpoints out;
    out.map(QStringLiteral("whois.registrar.test"), 43, {{QHostAddress(QHostAddress::LocalHost), 1}});
    return out;
}

WhoisProvider provider() { return WhoisProvider(std::make_shared<HostGate>(registrarOfTests())); }

template <typename Answer>
LookupResult ask(const char* about, Answer answer, QStringList* sent = nullptr) {
    Exchanges exchanges;
    const LookupResult r = play(provider(), indicator(QLatin1String(about)), answer, &exchanges);
    if (sent) {
        for (const Exchange& exchange : exchanges)
            sent->append(exchange.plan.host + u' ' + QString::fromLatin1(exchange.plan.query));
    }
    return r;
}

bool warns(const LookupResult& result, const char* text) {
    return !result.warnings.filter(QLatin1String(text)).isEmpty();
}

TEST(Whois, QueryFormsOfTheServers) {
    const auto query = [](const char* host, const char* about) {
        return whoisQuery(QLatin1String(host), indicator(QLatin1String(about)));
    };
    EXPECT_EQ(query("whois.arin.net", "8.8.8.8"), "n + 8.8.8.8");
    EXPECT_EQ(query("whois.ripe.net", "2.18.109.224"), "--charset UTF-8 -r 2.18.109.224");
    EXPECT_EQ(query("whois.apnic.net", "1.1.1.1"), "-r 1.1.1.1");
    EXPECT_EQ(query("whois.lacnic.net", "200.57.141.161"), "200.57.141.161");
    EXPECT_EQ(query("whois.nic.ad.jp", "1.1.1.1"), "1.1.1.1/e");
    EXPECT_EQ(query("whois.verisign-grs.com", "example.com"), "domain example.com");
    EXPECT_EQ(query("whois.denic.de", "example.de"), "-T dn,ace example.de");
    EXPECT_EQ(query("whois.jprs.jp", "example.jp"), "example.jp/e");
    EXPECT_EQ(query("whois.punktum.dk", "example.dk"), "--show-handles example.dk");
    EXPECT_EQ(query("whois.nic.uk", "example.co.uk"), "example.co.uk");
    EXPECT_EQ(query("whois.iana.org", "example.museum"), "museum");
}

TEST(Whois, ListOfCountries) {
    QStringList sent;
    const LookupResult r = ask(
        "104.80.224.44", [](const RequestPlan&) { return answered(fixtures::arinTwoNetworks()); }, &sent);
    EXPECT_EQ(sent, QStringList(QStringLiteral("whois.arin.net n + 104.80.224.44")));
    EXPECT_EQ(r.status, LookupStatus::ok);
    EXPECT_EQ(r.countries.join(u';'), QStringLiteral("US;NL"));
    EXPECT_EQ(r.text(QStringLiteral("country")), QStringLiteral("NL"));
}

TEST(Whois, ReferralsAreFollowedAndPlaceholdersForgotten) {
    QStringList sent;
    const LookupResult r = ask(
        "20.1.2.3",
        [](const RequestPlan& plan) {
            if (plan.host == u"whois.arin.net")
                return answered(fixtures::arinReferral("whois://whois.ripe.net"));
            return plan.query.contains("ORG-") ? answered("organisation: ORG-EX1-RIPE\norg-name: Example Holding\n")
                                               : answered(fixtures::ripe());
        },
        &sent);
    EXPECT_EQ(sent, QStringList({QStringLiteral("whois.arin.net n + 20.1.2.3"),
                                 QStringLiteral("whois.ripe.net --charset UTF-8 -r 20.1.2.3"),
                                 QStringLiteral("whois.ripe.net -r ORG-EX1-RIPE")}));
    EXPECT_EQ(r.text(QStringLiteral("country")), QStringLiteral("EU (region)"));
    EXPECT_EQ(r.countries, QStringList(QStringLiteral("EU")));
    EXPECT_EQ(r.text(QStringLiteral("organization")), QStringLiteral("Example Holding"));
    EXPECT_EQ(r.trail.size(), 3);
}

TEST(Whois, LoopsAndChainsEnd) {
    const LookupResult itself = ask("20.1.2.3", [](const RequestPlan&) {
        return answered(fixtures::arinTwoNetworks() + "ReferralServer: whois://whois.arin.net\n");
    });
    EXPECT_EQ(itself.status, LookupStatus::ok);
    EXPECT_TRUE(warns(itself, "referral loop"));
    EXPECT_EQ(itself.trail.size(), 1);
    const LookupResult pair = ask("20.1.2.3", [](const RequestPlan& plan) {
        return answered(fixtures::arinTwoNetworks() + (plan.host == u"whois.arin.net"
                                                           ? "ReferralServer: whois.apnic.net\n"
                                                           : "ReferralServer: whois.arin.net\n"));
    });
    EXPECT_EQ(pair.status, LookupStatus::ok);
    EXPECT_EQ(pair.trail.size(), 2);
    EXPECT_TRUE(warns(pair, "referral loop"));
    int hop = 0;
    const LookupResult chain = ask("20.1.2.3", [&](const RequestPlan&) {
        static constexpr const char* next[] = {"apnic", "ripe", "lacnic", "afrinic"};
        return answered(fixtures::arinTwoNetworks() + "ReferralServer: whois." + next[hop++ % 4] + ".net\n");
    });
    EXPECT_EQ(chain.status, LookupStatus::ok);
    EXPECT_EQ(chain.trail.size(), 4);  // the first server and three hops
    EXPECT_TRUE(warns(chain, "too many referrals"));
}

TEST(Whois, BadReferralsAreRefusedAndTheFirstAnswerKept) {
    for (const QByteArray& target :
         {QByteArray("whois://127.0.0.1"), QByteArray("whois://10.0.0.1"), QByteArray("whois://whois.ripe.net:22"),
          QByteArray("whois://-oops"), QByteArray("whois://") + QByteArray(300, 'a') + ".com",
          QByteArray("whois://localhost"), QByteArray("whois://x.local"), QByteArray("whois://2130706433"),
          QByteArray("whois://[::1]"), QByteArray("whois://a b.com")}) {
        const LookupResult r = ask("20.1.2.3", [&](const RequestPlan&) {
            return answered(fixtures::arinTwoNetworks() + "ReferralServer: " + target + "\n");
        });
        EXPECT_EQ(r.status, LookupStatus::ok) << target.toStdString();
        EXPECT_EQ(r.trail.size(), 1) << target.toStdString();
        EXPECT_TRUE(warns(r, "referral refused")) << target.toStdString();
    }
    const LookupResult rwhois = ask("20.1.2.3", [](const RequestPlan&) {
        return answered(fixtures::arinTwoNetworks() + "ReferralServer: rwhois://rwhois.fuse.net:4321/\n");
    });
    EXPECT_EQ(rwhois.trail.size(), 1);
    EXPECT_TRUE(warns(rwhois, "not followed"));
}

TEST(Whois, WhoHoldsANetworkDoesNotLearnOfTheQuestion) {
    QStringList sent;
    const LookupResult r = ask(
        "20.1.2.3",
        [](const RequestPlan&) {
            return answered(fixtures::arinTwoNetworks() + "ReferralServer: whois://whois.evil-registrar.com\n");
        },
        &sent);
    EXPECT_EQ(sent, QStringList(QStringLiteral("whois.arin.net n + 20.1.2.3")));
    EXPECT_TRUE(warns(r, "whois.evil-registrar.com is no registry"));
    EXPECT_EQ(r.status, LookupStatus::ok);
    // Nor does whoever a registrar, or any server but IANA, names.
    sent.clear();
    (void)ask(
        "footprintdns.com",
        [](const RequestPlan& plan) {
            return answered(plan.host == u"whois.registrar.test"
                                ? fixtures::registrar() + "Registrar WHOIS Server: whois.elsewhere.com\n"
                                : fixtures::verisign("whois.registrar.test") + "refer: whois.third.com\n");
        },
        &sent);
    EXPECT_EQ(sent.size(), 2) << sent.join(u'\n').toStdString();
}

TEST(Whois, APlaceholderLeadsOnToTheRightRegistry) {
    QStringList sent;
    const auto world = [](const RequestPlan& plan) {
        if (plan.host == u"whois.apnic.net")
            return answered(
                "inetnum: 163.0.0.0 - 163.255.255.255\nnetname: ERX-NETBLOCK\ndescr: Early registration addresses\n"
                "country: AU\n");
        if (plan.query.contains("ORG-"))
            return answered("organisation: ORG-EX1-RIPE\norg-name: Example Holding\n");
        return plan.host == u"whois.arin.net" ? answered(fixtures::arinReferral("whois://whois.ripe.net"))
                                              : answered(fixtures::ripe());
    };
    const LookupResult r = ask("163.172.62.166", world, &sent);
    EXPECT_EQ(sent.mid(0, 3), QStringList({QStringLiteral("whois.apnic.net -r 163.172.62.166"),
                                           QStringLiteral("whois.arin.net n + 163.172.62.166"),
                                           QStringLiteral("whois.ripe.net --charset UTF-8 -r 163.172.62.166")}));
    EXPECT_EQ(r.countries, QStringList(QStringLiteral("EU")));
    for (const char* name : {"APNIC-AP-ERX", "RIPE-CIDR-BLOCK", "APNIC-CIDR-BLOCK", "ERX-NETBLOCK"})
        EXPECT_TRUE(
            readWhois(parseWhois(QByteArray("inetnum: 163.0.0.0/8\ncountry: AU\nnetname: ") + name)).placeholder)
            << name;
    EXPECT_FALSE(readWhois(parseWhois("inetnum: 1.2.3.0/24\nnetname: TATA-CIDR-BLOCK\ncountry: IN")).placeholder);
    // Where RDAP has named the registry's server, whois begins there.
    const Step first =
        provider().next(indicator(QStringLiteral("163.172.62.166")), {}, QStringLiteral("whois.ripe.net"));
    EXPECT_EQ(std::get<RequestPlan>(first).host, QStringLiteral("whois.ripe.net"));
    const Step evil =
        provider().next(indicator(QStringLiteral("163.172.62.166")), {}, QStringLiteral("whois.evil.com"));
    EXPECT_EQ(std::get<RequestPlan>(evil).host, QStringLiteral("whois.apnic.net"));
}

TEST(Whois, AnswersForAnotherRangeAndOfNoKnownForm) {
    const LookupResult other = ask("9.9.9.9", [](const RequestPlan&) {
        return answered("NetRange: 8.8.8.0 - 8.8.8.255\nCIDR: 8.8.8.0/24\nNetName: X\nOrgName: Y\nCountry: US\n");
    });
    EXPECT_TRUE(warns(other, "another range"));
    const LookupResult same = ask("8.8.8.8", [](const RequestPlan&) {
        return answered("NetRange: 8.8.8.0 - 8.8.8.255\nCIDR: 8.8.8.0/24\nNetName: X\nOrgName: Y\nCountry: US\n");
    });
    EXPECT_FALSE(warns(same, "another range"));
    const LookupResult unknown =
        ask("example.de", [](const RequestPlan&) { return answered("Bonjour, tout le monde.\n"); });
    EXPECT_EQ(unknown.status, LookupStatus::malformed) << "not kept as an answer";
    EXPECT_TRUE(unknown.raw.contains("Bonjour"));
    const LookupResult none = ask("example.shop", [](const RequestPlan&) {
        return answered("domain:       SHOP\n\norganisation: GMO Registry, Inc.\nstatus:       ACTIVE\n");
    });
    EXPECT_EQ(none.status, LookupStatus::noService);
}

TEST(Whois, IanaLearnsOfTheTopLevelDomainAlone) {
    QStringList sent;
    const LookupResult r = ask(
        "example.museum",
        [](const RequestPlan& plan) {
            if (plan.host == u"whois.iana.org")
                return answered(
                    "refer:        whois.verisign-grs.com\n\ndomain:       MUSEUM\norganisation: Example "
                    "Museums\nwhois: whois.x.museum\n");
            return answered("   Domain Name: EXAMPLE.MUSEUM\n   Registrar: R\n");
        },
        &sent);
    EXPECT_EQ(sent, QStringList({QStringLiteral("whois.iana.org museum"),
                                 QStringLiteral("whois.verisign-grs.com domain example.museum")}));
    EXPECT_EQ(r.text(QStringLiteral("registrar")), QStringLiteral("R"));
    EXPECT_EQ(r.text(QStringLiteral("organization")), QString());
    EXPECT_EQ(ask("example.info", [](const RequestPlan&) { return answered("x"); }).status, LookupStatus::noService);
}

TEST(Whois, RegistrarGivesTheOrganizations) {
    QStringList sent;
    const LookupResult r = ask(
        "bdeeb3d3.clo.footprintdns.com",
        [](const RequestPlan& plan) {
            return answered(plan.host == u"whois.registrar.test" ? fixtures::registrar()
                                                                 : fixtures::verisign("whois.registrar.test"));
        },
        &sent);
    EXPECT_EQ(sent[0], QStringLiteral("whois.verisign-grs.com domain footprintdns.com"));
    EXPECT_EQ(r.text(QStringLiteral("organizations")),
              QStringLiteral("Microsoft Corporation;Microsoft Corporation;Microsoft Corporation"));
    const LookupResult kept = ask("footprintdns.com", [](const RequestPlan& plan) {
        return plan.host == u"whois.registrar.test" ? faulted(ReplyFault::network, QStringLiteral("connection refused"))
                                                    : answered(fixtures::verisign("whois.registrar.test"));
    });
    EXPECT_EQ(kept.status, LookupStatus::ok);
    EXPECT_EQ(kept.text(QStringLiteral("registrar")), QStringLiteral("Example Registrar Inc."));
    EXPECT_TRUE(warns(kept, "connection refused"));
}

TEST(Whois, EmptyAnswersAreTriedOnceMore) {
    const LookupResult r = ask("8.8.8.8", [](const RequestPlan&) { return answered({}); });
    EXPECT_EQ(r.trail.size(), 2);
    EXPECT_EQ(r.status, LookupStatus::malformed);
    EXPECT_EQ(r.reason, QStringLiteral("empty answer"));
    int n = 0;
    EXPECT_EQ(ask("8.8.8.8",
                  [&](const RequestPlan&) { return answered(++n == 1 ? QByteArray() : fixtures::arinTwoNetworks()); })
                  .status,
              LookupStatus::ok);
}

TEST(Whois, RefusalsHoldTheHost) {
    const LookupResult denied =
        ask("2.18.109.224", [](const RequestPlan&) { return answered("%ERROR:201: access denied for 192.0.2.1\n"); });
    EXPECT_EQ(denied.status, LookupStatus::rateLimited);
    ASSERT_TRUE(denied.hold);
    EXPECT_EQ(denied.hold->host, QStringLiteral("whois.ripe.net"));
    EXPECT_EQ(denied.hold->until, 1'700'000'000'000 + 24 * 3600 * 1000LL);
    EXPECT_FALSE(denied.hold->retry);
    const LookupResult slower =
        ask("200.57.141.161", [](const RequestPlan&) { return answered("% Query rate limit exceeded\n"); });
    EXPECT_TRUE(slower.hold->retry);
    const LookupResult reduced = ask("200.57.141.161", [](const RequestPlan&) {
        return answered("% Query rate limit exceeded. Reduced information.\n\n" + fixtures::lacnic());
    });
    EXPECT_EQ(reduced.status, LookupStatus::ok);
    EXPECT_TRUE(warns(reduced, "left things out"));
    EXPECT_EQ(ask("2.18.109.224", [](const RequestPlan&) { return answered("%ERROR:101: no entries found\n"); }).status,
              LookupStatus::notFound);
    EXPECT_EQ(ask("2.18.109.224",
                  [](const RequestPlan&) { return answered("inetnum: 2.0.0.0/8\nnetname: IANA-BLK\ncountry: EU\n"); })
                  .status,
              LookupStatus::notFound);
}

TEST(Whois, CutAnswersAreReadAsFarAsTheyGo) {
    const LookupResult cut = ask("104.80.224.44", [](const RequestPlan&) {
        return faulted(ReplyFault::tooLong, QStringLiteral("longer than 262144 bytes"), fixtures::arinTwoNetworks());
    });
    EXPECT_EQ(cut.status, LookupStatus::truncated);
    EXPECT_EQ(cut.countries.size(), 2);
    EXPECT_LE(cut.raw.size(), 256 * 1024 + 4096);
    const LookupResult reset = ask("104.80.224.44", [](const RequestPlan&) {
        return answered(fixtures::arinTwoNetworks().left(500));  // a reset ends an answer as a close does
    });
    EXPECT_EQ(reset.status, LookupStatus::ok);
    EXPECT_TRUE(reset.raw.contains("EXAMPLE-CDN"));
    EXPECT_EQ(
        ask("8.8.8.8", [](const RequestPlan&) { return faulted(ReplyFault::timeout, QStringLiteral("no answer")); })
            .status,
        LookupStatus::timeout);
    EXPECT_EQ(ask("8.8.8.8",
                  [](const RequestPlan&) { return faulted(ReplyFault::timeout, QStringLiteral("no end"), "xxxx"); })
                  .status,
              LookupStatus::timeout);
}

}  // namespace
}  // namespace weir::enrich
