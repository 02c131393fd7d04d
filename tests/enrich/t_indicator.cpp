// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <array>

#include "core/enrich/subject/domainnames.h"
#include "core/enrich/subject/indicator.h"
#include "tests/enrich/answers.h"

namespace weir::enrich {
using namespace weir::enrich::subject;
namespace {

TEST(Indicator, NothingSpecialPassesAndEachRefusalSaysWhy) {
    constexpr std::array<std::pair<const char*, const char*>, 15> table{{
        {"10.127.0.138", "private address"},
        {"192.168.1.1", "private address"},
        {"172.31.255.255", "private address"},
        {"239.255.255.250", "multicast address (Simple Service Discovery Protocol)"},
        {"fe80::1", "link-local address"},
        {"fe80::1%eth0", "link-local address"},
        {"::ffff:10.0.0.1", "private address"},
        {"64:ff9b::a00:1", "private address"},
        {"2002:0a00:1::", "private address"},
        {"100.64.1.1", "private address"},
        {"192.0.2.1", "reserved address (Documentation"},
        {"127.0.0.1", "loopback"},
        {"255.255.255.255", "broadcast address"},
        {"fd00::1", "private address"},
        {"192.31.196.1", "special-purpose service address (AS112"},
    }};
    for (const auto& [text, why] : table)
        EXPECT_TRUE(refusal(QLatin1String(text)).contains(QLatin1String(why)))
            << text << ": " << refusal(QLatin1String(text)).toStdString();
}

TEST(Indicator, AddressesWithinAddressesAreAskedAbout) {
    EXPECT_EQ(indicator(QStringLiteral("::ffff:8.8.8.8")).text(), QStringLiteral("8.8.8.8"));
    EXPECT_EQ(indicator(QStringLiteral("64:ff9b::808:808")).text(), QStringLiteral("8.8.8.8"));
    EXPECT_EQ(indicator(QStringLiteral("2002:808:808::1")).text(), QStringLiteral("8.8.8.8"));
    // The client's address of a Teredo address is stored with its bits inverted (RFC 4380 4).
    const Indicator teredo = indicator(QStringLiteral("2001:0:4136:e378:8000:63bf:f7f7:f7f7"));
    EXPECT_EQ(teredo.text(), QStringLiteral("8.8.8.8"));
    EXPECT_TRUE(teredo.note().contains(u"Teredo"));
    EXPECT_EQ(indicator(QStringLiteral("2606:4700:4700::1111")).kind(), IndicatorKind::ip6);
}

TEST(Indicator, LocalNamesAndOddFormsAreRefused) {
    for (const char* text : {"host.corp.local",
                             "_ldap._tcp.dc._msdcs.corp.example",
                             "localhost",
                             "x.onion",
                             "1.1",
                             "010.8.8.8",
                             "0x08080808",
                             "2130706433",
                             "8.8.8.8\r\nX",
                             "a b.com",
                             "",
                             "com",
                             "co.uk",
                             "intranet",
                             "nas.lan",
                             "pc.home",
                             "x.internal",
                             "x.alt",
                             "a.home.arpa",
                             "1.in-addr.arpa",
                             "-x.com",
                             "x-.com",
                             "a..com",
                             "-oops",
                             "8.8.8.8/24",
                             "1.2.3.4.5",
                             "example.notatld",
                             "x.invalid",
                             "x.test",
                             "*.com",
                             "a\\032b.com"})
        EXPECT_FALSE(refusal(QString::fromLatin1(text)).isEmpty()) << text;
    EXPECT_FALSE(refusal(QString(64, u'a') + QStringLiteral(".com")).isEmpty());
    EXPECT_FALSE(refusal(QString(300, u'a')).isEmpty());
    EXPECT_FALSE(refusal(QStringLiteral("8.8.8.8") + QChar(0)).isEmpty());
}

TEST(Indicator, NamesAreCutDownToTheRegistrableDomain) {
    EXPECT_EQ(indicator(QStringLiteral("WWW.Example.CO.UK")).text(), QStringLiteral("example.co.uk"));
    EXPECT_EQ(indicator(QStringLiteral("bdeeb3d3f2ce8abffd84fc3a380fc37c.clo.footprintdns.com.")).text(),
              QStringLiteral("footprintdns.com"));
    EXPECT_EQ(indicator(QStringLiteral("a.foo.github.io")).text(), QStringLiteral("github.io"));
    EXPECT_EQ(indicator(QStringLiteral("_dmarc.example.com")).text(), QStringLiteral("example.com"));
    EXPECT_EQ(indicator(QStringLiteral("a._domainkey.example.com")).text(), QStringLiteral("example.com"));
    EXPECT_EQ(indicator(QString::fromUtf8("www.b\xc3\xbc\x63her.de")).text(), QStringLiteral("xn--bcher-kva.de"));
    EXPECT_EQ(indicator(QStringLiteral("8.8.8.8.in-addr.arpa")).text(), QStringLiteral("8.8.8.8"));
    EXPECT_TRUE(refusal(QStringLiteral("1.0.0.10.in-addr.arpa")).contains(u"private address"));
    EXPECT_EQ(
        indicator(QStringLiteral("1.1.1.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.7.4.0.0.7.4.6.0.6.2.ip6.arpa")).text(),
        QStringLiteral("2606:4700:4700::1111"));
    EXPECT_TRUE(indicator(QStringLiteral("www.example.com")).note().contains(u"www.example.com"));
}

TEST(Indicator, OwnNetworksAndDomainsStayInside) {
    const OwnNetworks own{*Networks::parse("131.107.0.0/16"), {QStringLiteral("Contoso.com.")}, nullptr};
    EXPECT_FALSE(refusal(QStringLiteral("131.107.1.2"), own).isEmpty());
    EXPECT_FALSE(refusal(QStringLiteral("::ffff:131.107.1.2"), own).isEmpty());
    EXPECT_FALSE(refusal(QStringLiteral("a.contoso.com"), own).isEmpty());
    EXPECT_TRUE(refusal(QStringLiteral("notcontoso.com"), own).isEmpty());
    EXPECT_TRUE(refusal(QStringLiteral("131.108.1.2"), own).isEmpty());
}

/// Every special block with its neighbours, against the table of the base layer: the gate must not have holes.
TEST(Indicator, EdgesOfEverySpecialBlock) {
    for (const SpecialRange& range : specialRanges()) {
        IpAddress last = range.prefix.network;
        const unsigned host = last.bits() - range.prefix.length;
        if (last.version == 4) {
            last.low |= host == 0 ? 0 : 0xffffffffULL >> (32 - host);
        } else {
            last.low |= host >= 64 ? ~0ULL : host == 0 ? 0 : ~0ULL >> (64 - host);
            last.high |= host <= 64 ? 0 : ~0ULL >> (128 - host);
        }
        EXPECT_FALSE(whyNotPublic(range.prefix.network).isEmpty()) << range.prefix.toString();
        EXPECT_FALSE(whyNotPublic(last).isEmpty()) << last.toString();
        IpAddress before = range.prefix.network;
        if (before.version == 4 && before.low > 0) {
            --before.low;
            EXPECT_EQ(whyNotPublic(before).isEmpty(), specialRange(before) == nullptr);
        }
    }
    for (const char* text :
         {"9.255.255.255",   "11.0.0.0",        "100.63.255.255", "100.128.0.0",     "126.255.255.255",
          "128.0.0.0",       "169.253.255.255", "169.255.0.0",    "172.15.255.255",  "172.32.0.0",
          "191.255.255.255", "192.0.1.0",       "192.0.3.0",      "192.167.255.255", "192.169.0.0",
          "198.17.255.255",  "198.20.0.0",      "198.51.99.255",  "198.51.101.0",    "203.0.112.255",
          "203.0.114.0",     "223.255.255.255", "2001:200::",     "2001:db7:ffff::", "2001:db9::",
          "2003::",          "2620:4f:7fff::",  "2620:4f:8001::", "3ffe::1"})
        EXPECT_EQ(refusal(QLatin1String(text)), QString()) << text;
}

TEST(DomainNames, OnlyPublicTopLevels) {
    EXPECT_TRUE(hasPublicTopLevel("com"));
    EXPECT_TRUE(hasPublicTopLevel("a.xn--p1ai"));
    for (const char* name : {"invalid", "local", "internal", "test", "example", "onion", "arpa", "corp", "lan"})
        EXPECT_FALSE(hasPublicTopLevel(name)) << name;
    EXPECT_EQ(registrableDomain("a.b.example.co.uk"), QByteArray("example.co.uk"));
    EXPECT_EQ(registrableDomain("co.uk"), QByteArray());
    EXPECT_EQ(registrableDomain("test.invalid"), QByteArray());
}

}  // namespace
}  // namespace weir::enrich
