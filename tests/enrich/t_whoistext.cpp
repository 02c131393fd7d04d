// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <QElapsedTimer>

#include "core/enrich/providers/whoistext.h"
#include "tests/enrich/answers.h"
#include "tests/support/fakelookups/fixtures.h"

namespace weir::enrich {
using namespace weir::enrich::providers;
namespace {

WhoisRecord read(const QByteArray& answer) { return readWhois(parseWhois(answer)); }

TEST(WhoisText, ArinGivesEveryCountryAndTheMostSpecificNetwork) {
    const WhoisRecord r = read(fixtures::arinTwoNetworks());
    EXPECT_EQ(r.answer, WhoisAnswer::record);
    EXPECT_EQ(r.countries, QStringList({QStringLiteral("US"), QStringLiteral("NL")}));
    EXPECT_EQ(r.country, QStringLiteral("NL"));
    EXPECT_EQ(r.organization, QStringLiteral("Example Transit B.V."));
    EXPECT_EQ(r.abuse, QStringLiteral("abuse@example.net"));
    EXPECT_EQ(r.networkName, QStringLiteral("EXAMPLE-NL"));
}

TEST(WhoisText, AnotherRegistrysPlaceholderIsNoCountry) {
    const WhoisRecord r = read(fixtures::arinReferral("whois://whois.ripe.net"));
    EXPECT_TRUE(r.placeholder);
    EXPECT_TRUE(r.countries.isEmpty());
    ASSERT_TRUE(r.referral);
    EXPECT_EQ(r.referral->host, QStringLiteral("whois.ripe.net"));
    EXPECT_TRUE(
        read("inetnum: 0.0.0.0 - 255.255.255.255\nnetname: IANA-BLK\ncountry: EU # Country is really world wide\n")
            .placeholder);
    EXPECT_TRUE(read("inetnum: 3.0.0.0 - 4.255.255.255\nnetname: NON-RIPE-NCC-MANAGED-ADDRESS-BLOCK\ncountry: EU\n")
                    .countries.isEmpty());
}

TEST(WhoisText, RipeWithContactRouteAndOrganization) {
    const WhoisRecord r = read(fixtures::ripe());
    EXPECT_EQ(r.country, QStringLiteral("EU"));
    EXPECT_EQ(countryWords(r.country), QStringLiteral("EU (region)"));
    EXPECT_EQ(r.abuse, QStringLiteral("abuse@example.org"));
    EXPECT_EQ(r.originAs, QStringLiteral("AS64500"));
    EXPECT_EQ(r.organizationHandle, QStringLiteral("ORG-EX1-RIPE"));
    EXPECT_EQ(read("organisation: ORG-EX1-RIPE\norg-name: Example\n").organization, QStringLiteral("Example"));
}

TEST(WhoisText, KoreanSpaceRepeatsTheCountry) {
    const WhoisRecord r = read(fixtures::apnicKorea());
    EXPECT_EQ(r.countries.join(u';'), QStringLiteral("KR;KR;KR;KR"));
    EXPECT_EQ(r.country, QStringLiteral("KR"));
    EXPECT_EQ(r.notes.size(), 1);
}

TEST(WhoisText, LacnicAndAfrinic) {
    const WhoisRecord mexico = read(fixtures::lacnic());
    EXPECT_EQ(mexico.range, QStringLiteral("200.57.128.0/19"));
    EXPECT_EQ(mexico.organization, QString::fromUtf8("Compa\xc3\xb1\xc3\xad\x61 Ejemplo"));
    EXPECT_EQ(mexico.country, QStringLiteral("MX"));
    const WhoisRecord africa = read(fixtures::afrinic());
    EXPECT_EQ(africa.country, QStringLiteral("ZA"));
    EXPECT_EQ(africa.abuse, QString());
}

TEST(WhoisText, TransferredSpaceRefersToTheOtherRegistry) {
    const WhoisRecord r = read(
        "inetnum: 1.2.3.0 - 1.2.3.255\nnetname: STUB\ndescr: Transferred to the RIPE region on 2020-01-01\n"
        "country: ZZ\nmnt-by: APNIC-STUB\n");
    ASSERT_TRUE(r.referral);
    EXPECT_EQ(r.referral->host, QStringLiteral("whois.ripe.net"));
    EXPECT_TRUE(r.placeholder);
}

TEST(WhoisText, RegistryAndRegistrarOfADomain) {
    const WhoisRecord registry = read(fixtures::verisign("whois.registrar.test"));
    EXPECT_EQ(registry.domain, QStringLiteral("FOOTPRINTDNS.COM"));
    ASSERT_TRUE(registry.referral);
    EXPECT_EQ(registry.referral->host, QStringLiteral("whois.registrar.test"));
    EXPECT_EQ(registry.created, QStringLiteral("2013-06-26T17:21:23Z"));
    const WhoisRecord registrar = read(fixtures::registrar());
    EXPECT_EQ(registrar.organizations, QStringList(3, QStringLiteral("Microsoft Corporation")));
    EXPECT_EQ(registrar.organization, QStringLiteral("Microsoft Corporation"));
    EXPECT_EQ(read("Domain Name: x.com\nRegistrant Organization: REDACTED FOR PRIVACY\n").organization,
              QStringLiteral("redacted"));
}

TEST(WhoisText, FormsOfTheSameLine) {
    for (const char* line : {"country: us # comment", "COUNTRY:US", "country:\tUS\r", "Country  :   us"}) {
        const WhoisRecord r = read(QByteArray("inetnum: 1.2.3.0 - 1.2.3.255\r\nnetname: X\n") + line + "\n");
        EXPECT_EQ(r.country, QStringLiteral("US")) << line;
    }
    const WhoisRecord r = read("inetnum: 1.2.3.0 -\n  1.2.3.255\nnetname: X\ndescr: A\n+ B\n\tC\n");
    EXPECT_EQ(r.organization, QStringLiteral("A"));
    EXPECT_EQ(r.networkName, QStringLiteral("X"));
}

TEST(WhoisText, WhatServersSayInsteadOfAnswering) {
    EXPECT_EQ(read("%ERROR:201: access denied for 192.0.2.1\n").answer, WhoisAnswer::denied);
    for (const char* text :
         {"% Query rate limit exceeded\n", "%ERROR:306: connections exceeded\n", "WHOIS LIMIT EXCEEDED - SEE X\n",
          "Number of allowed queries exceeded.\n", "% Permission denied.\n", "55000000002 Connection refused\n"})
        EXPECT_EQ(read(text).answer, WhoisAnswer::throttled) << text;
    for (const char* text : {"%ERROR:101: no entries found\n", "No match for \"X.COM\".\n>>> Last update of\n",
                             "Domain: x.de\nStatus: free\n", "% No Object Found\n", "NOT FOUND\n"})
        EXPECT_EQ(read(text).answer, WhoisAnswer::notFound) << text;
    // A record that comes along with a warning is a record; a remark inside one is nothing at all.
    const WhoisRecord reduced =
        read("% Query rate limit exceeded. Reduced information.\n\ninetnum: 200.1/16\nowner: X\ncountry: BR\n");
    EXPECT_EQ(reduced.answer, WhoisAnswer::record);
    EXPECT_TRUE(reduced.incomplete);
    const WhoisRecord remark = read("inetnum: 1.2.3.0 - 1.2.3.255\nnetname: X\nremarks: Query rate limit exceeded\n");
    EXPECT_EQ(remark.answer, WhoisAnswer::record);
    EXPECT_FALSE(remark.incomplete);
    EXPECT_EQ(read("").answer, WhoisAnswer::nothing);
}

TEST(WhoisText, ReferralForms) {
    EXPECT_TRUE(parseReferral(QStringLiteral("rwhois://rwhois.fuse.net:4321/"))->rwhois);
    EXPECT_EQ(parseReferral(QStringLiteral("whois://Whois.RIPE.net"))->host, QStringLiteral("whois.ripe.net"));
    EXPECT_EQ(parseReferral(QStringLiteral("whois.ripe.net:4343"))->port, 4343);
    EXPECT_EQ(parseReferral(QStringLiteral("whois.ripe.net:x"))->port, 0);
    EXPECT_FALSE(parseReferral(QStringLiteral("file:///etc/passwd")));
    EXPECT_FALSE(parseReferral(QString()));
}

TEST(WhoisText, LastOfSeveralReferralsCounts) {
    const WhoisRecord r =
        read(fixtures::arinReferral("whois://whois.apnic.net") + "ReferralServer: whois://whois.ripe.net\n");
    EXPECT_EQ(r.referral->host, QStringLiteral("whois.ripe.net"));
}

TEST(WhoisText, RwhoisAttributes) {
    const WhoisRecord r =
        read("%rwhois V-1.5 x\nnetwork:Org-Name;I:Foo\nnetwork:IP-Network:1.2.3.0/24\nnetwork:Country-Code:US\n");
    EXPECT_EQ(r.organization, QStringLiteral("Foo"));
    EXPECT_EQ(r.range, QStringLiteral("1.2.3.0/24"));
    EXPECT_EQ(r.country, QStringLiteral("US"));
}

TEST(WhoisText, AnyOctetsAreReadInBoundedTime) {
    QElapsedTimer timer;
    timer.start();
    read(QByteArray(1 << 20, 'a'));
    read(QByteArray(100'000, '\n'));
    read(QByteArray(1 << 20, '\0'));
    read(QByteArray("inetnum: 1.2.3.4\n") + QByteArray(1 << 20, ' ') + "x\n");
    QByteArray many;
    for (int i = 0; i < 100'000; ++i) many += "country: US\n\n";
    EXPECT_TRUE(parseWhois(many).cut);
    EXPECT_LE(read(many).countries.size(), 200);
    // Every cut and many lies of one answer.
    const QByteArray whole = fixtures::ripe();
    for (qsizetype i = 0; i <= whole.size(); ++i) {
        read(whole.left(i));
        for (const char c : {'\0', '\n', ':', '%', '\xff', ' '}) {
            QByteArray lie = whole;
            if (i < lie.size())
                lie[i] = c;
            EXPECT_LE(read(lie).countries.size(), 10);
        }
    }
    EXPECT_LT(timer.elapsed(), 60'000) << "a hang, not a measure of speed";
}

TEST(WhoisText, MarkupIsText) {
    const WhoisRecord r = read(
        "inetnum: 1.2.3.0 - 1.2.3.255\nnetname: <script>x</script>\ndescr: \x1b[31m<img src=file:///etc/passwd>\n");
    EXPECT_EQ(r.networkName, QStringLiteral("<script>x</script>"));
    EXPECT_EQ(r.organization, QStringLiteral("\\x1B[31m<img src=file:///etc/passwd>"));
}

}  // namespace
}  // namespace weir::enrich
