// SPDX-License-Identifier: GPL-3.0-or-later
#include <arpa/inet.h>
#include <gtest/gtest.h>

#include <random>

#include "core/base/address.h"
#include "core/base/text.h"

namespace weir {

TEST(IpAddress, PrintsAndParsesAsTheSystemDoes) {
    std::mt19937_64 random(1);
    for (int i = 0; i < 20000; ++i) {
        IpAddress address = IpAddress::v6(random(), random());
        for (int group = 0; group < 4; ++group) {  // plenty of zero groups, to exercise the shortening
            if (random() % 2)
                address.high &= ~(0xffffULL << (16 * group));
            if (random() % 2)
                address.low &= ~(0xffffULL << (16 * group));
        }
        if (address.high == 0 && address.low >> 32 == 0)
            continue;  // inet_ntop prints IPv4-compatible addresses in dotted form, RFC 5952 does not
        char expected[INET6_ADDRSTRLEN];
        ASSERT_NE(inet_ntop(AF_INET6, address.octets().data(), expected, sizeof expected), nullptr);
        EXPECT_EQ(address.toString(), expected);
        EXPECT_EQ(IpAddress::parse(expected), address);
    }
    EXPECT_EQ(IpAddress::v4(0x08080404).toString(), "8.8.4.4");
    EXPECT_EQ(IpAddress::v6(0, 1).toString(), "::1");
    EXPECT_EQ(IpAddress::v6(0, 0).toString(), "::");
    EXPECT_EQ(IpAddress::parse("::ffff:10.0.0.1")->toString(), "::ffff:10.0.0.1");
}

TEST(IpAddress, RefusesWhatIsNotStrict) {
    for (const char* text : {"",
                             "1",
                             "1.1",
                             "1.2.3",
                             "1.2.3.4.5",
                             "256.1.1.1",
                             "01.2.3.4",
                             "074.125.0.0",
                             " 1.2.3.4",
                             "1.2.3.4 ",
                             "1.2.3.4\n",
                             "::1%eth0",
                             ":1",
                             "1:",
                             ":::",
                             "1::2::3",
                             "1:2:3:4:5:6:7",
                             "1:2:3:4:5:6:7:8:9",
                             "12345::",
                             "::1.2.3",
                             "1.2.3.4::",
                             "g::",
                             "1:2:3:4:5:6:7:1.2.3.4"})
        EXPECT_FALSE(IpAddress::parse(text)) << text;
}

TEST(IpAddress, OrdersByNumberIpv4First) {
    EXPECT_LT(*IpAddress::parse("1.2.3.9"), *IpAddress::parse("1.2.3.10"));
    EXPECT_LT(*IpAddress::parse("255.255.255.255"), *IpAddress::parse("::"));
    EXPECT_LT(IpAddress{}, *IpAddress::parse("0.0.0.0"));
    EXPECT_NE(*IpAddress::parse("::ffff:1.2.3.4"), *IpAddress::parse("1.2.3.4"));
}

TEST(Prefix, HoldsItsAddressesAndNoOthers) {
    const Prefix ten = *Prefix::parse("10.1.2.3/8");
    EXPECT_EQ(ten.toString(), "10.0.0.0/8");
    EXPECT_TRUE(ten.contains(*IpAddress::parse("10.255.255.255")));
    EXPECT_FALSE(ten.contains(*IpAddress::parse("11.0.0.0")));
    EXPECT_FALSE(ten.contains(*IpAddress::parse("::ffff:10.0.0.1")));
    const Prefix six = *Prefix::parse("2001:db8::/100");
    EXPECT_TRUE(six.contains(*IpAddress::parse("2001:db8::fff:ffff")));
    EXPECT_FALSE(six.contains(*IpAddress::parse("2001:db8::1000:0")));
    EXPECT_TRUE(Prefix::parse("0.0.0.0/0")->contains(*IpAddress::parse("255.1.2.3")));
    for (const char* text : {"10.0.0.0/33", "::/129", "10.0.0.0/", "10/8", "10.0.0.0/-1", "10.0.0.0/8x"})
        EXPECT_FALSE(Prefix::parse(text)) << text;
    EXPECT_FALSE(Networks::parse("10.0.0.0/8,"));
    EXPECT_EQ(Networks::parse("10.0.0.0/8, fd00::/8")->toString(), "10.0.0.0/8,fd00::/8");
}

TEST(Scope, FollowsTheRegistriesAtEveryEdge) {
    const std::pair<const char*, const char*> cases[] = {
        {"0.0.0.0", "unspecified"},
        {"0.0.0.1", "reserved"},
        {"1.0.0.0", "public"},
        {"9.255.255.255", "public"},
        {"10.0.0.0", "private"},
        {"10.255.255.255", "private"},
        {"11.0.0.0", "public"},
        {"100.63.255.255", "public"},
        {"100.64.0.0", "private"},
        {"100.127.255.255", "private"},
        {"100.128.0.0", "public"},
        {"127.0.0.1", "loopback"},
        {"169.253.255.255", "public"},
        {"169.254.0.1", "link-local"},
        {"172.15.255.255", "public"},
        {"172.16.0.0", "private"},
        {"172.31.255.255", "private"},
        {"172.32.0.0", "public"},
        {"192.0.0.8", "reserved"},
        {"192.0.0.9", "public"},
        {"192.0.2.1", "reserved"},
        {"192.167.255.255", "public"},
        {"192.168.255.255", "private"},
        {"198.17.255.255", "public"},
        {"198.19.255.255", "reserved"},
        {"223.255.255.255", "public"},
        {"224.0.0.0", "multicast"},
        {"239.255.255.250", "multicast"},
        {"240.0.0.0", "reserved"},
        {"255.255.255.254", "reserved"},
        {"255.255.255.255", "broadcast"},
        {"::", "unspecified"},
        {"::1", "loopback"},
        {"::2", "reserved"},
        {"::ffff:8.8.8.8", "reserved"},
        {"2000::", "public"},
        {"2001:4860:4860::8888", "public"},
        {"2001:db8::1", "reserved"},
        {"2001:0:1::", "reserved"},
        {"2606:4700::1", "public"},
        {"3fff::1", "reserved"},
        {"4000::", "reserved"},
        {"fc00::1", "private"},
        {"fdff::1", "private"},
        {"fe80::1", "link-local"},
        {"febf::1", "link-local"},
        {"fec0::1", "reserved"},
        {"ff02::fb", "multicast"},
    };
    for (const auto& [text, scope] : cases) EXPECT_EQ(toString(scopeOf(*IpAddress::parse(text))), scope) << text;
}

TEST(Text, TimesNumbersAndEntropy) {
    EXPECT_EQ(secondsText(1667872800300000000), "1667872800.300000000");
    EXPECT_EQ(secondsText(-500000000), "-0.500000000");
    EXPECT_EQ(secondsText(INT64_MIN), "-9223372036.854775808");
    EXPECT_EQ(isoTimeText(1667872800300000000), "2022-11-08T02:00:00.300000000Z");
    EXPECT_EQ(isoTimeText(-1), "1969-12-31T23:59:59.999999999Z");
    EXPECT_EQ(realText(4.1499), "4.15");
    EXPECT_EQ(realText(0), "0");
    EXPECT_EQ(realText(-0.0001), "0");
    // python3: sum(-p*log2(p)) over the characters of the name
    EXPECT_NEAR(entropy("bdeeb3d3f2ce8abffd84fc3a380fc37c.clo.footprintdns.com"), 4.150, 0.0005);
    EXPECT_EQ(entropy("aaaa"), 0);
    EXPECT_EQ(printable("a\x1b[0m\xff\xc3\xa4"), "a\\x1B[0m\\xFF\xc3\xa4");
}

TEST(Scope, TranslatedAddressesArePublicWhereWhatIsInsideIs) {
    EXPECT_EQ(scopeOf(*IpAddress::parse("64:ff9b::808:808")), Scope::publicUse);
    EXPECT_EQ(scopeOf(*IpAddress::parse("64:ff9b::a00:1")), Scope::reserved);
    EXPECT_EQ(scopeOf(*IpAddress::parse("64:ff9b:1::808:808")), Scope::reserved);
    EXPECT_EQ(scopeOf(*IpAddress::parse("::ffff:8.8.8.8")), Scope::reserved);
}

TEST(Scope, TheMostSpecificRangeIsFoundForEveryAddress) {
    std::mt19937_64 random(7);
    const auto slowly = [](const IpAddress& address) {
        const SpecialRange* best = nullptr;
        for (const SpecialRange& range : specialRanges()) {
            if (range.prefix.contains(address) && (!best || range.prefix.length > best->prefix.length))
                best = &range;
        }
        return best;
    };
    for (int i = 0; i < 20000; ++i) {
        const IpAddress four = IpAddress::v4(static_cast<std::uint32_t>(random()));
        const IpAddress six = IpAddress::v6(random() >> (i % 64), random());
        EXPECT_EQ(specialRange(four), slowly(four)) << four.toString();
        EXPECT_EQ(specialRange(six), slowly(six)) << six.toString();
    }
}

TEST(IpAddress, TellsAnAddressInsideAnother) {
    EXPECT_EQ(embeddedV4(*IpAddress::parse("::ffff:1.2.3.4")).toString(), "1.2.3.4");
    EXPECT_EQ(embeddedV4(*IpAddress::parse("64:ff9b::1.2.3.4")).toString(), "1.2.3.4");
    for (const char* text : {"64:ff9b:1::1.2.3.4", "64:ff9b:0:0:1::1.2.3.4", "::1.2.3.4", "2001:db8::1", "1.2.3.4"})
        EXPECT_FALSE(embeddedV4(*IpAddress::parse(text)).valid()) << text;
}

TEST(Networks, HoldManySingleAddresses) {
    std::vector<Prefix> prefixes = Networks::defaultHome().prefixes();
    for (std::uint32_t i = 0; i < 10000; ++i) prefixes.push_back(Prefix::make(IpAddress::v4(0x08000000 + i * 3), 32));
    const Networks networks(prefixes);
    for (std::uint32_t i = 0; i < 30000; ++i) EXPECT_EQ(networks.contains(IpAddress::v4(0x08000000 + i)), i % 3 == 0);
    EXPECT_TRUE(networks.contains(*IpAddress::parse("10.1.2.3")));
    EXPECT_FALSE(networks.contains(*IpAddress::parse("::8.0.0.0")));
}

TEST(BareAddress, IsToldInEveryForm) {
    for (const char* text :
         {"1.2.3.4", "1.2.3.4:80", " 1.2.3.4 ", "1.2.3.4.", "1.2.3", "16909060", "0x01020304", "0x1.0x2.3.4",
          "01.02.03.04", "a.0x", "999.1.1.1", "[::1]", "[::1]:80", "::1", "2001:db8::1", "fe80::1%eth0",
          "[fe80::1%25eth0]:8080", "[::ffff:1.2.3.4]", "1.2.3.4:80:80"})
        EXPECT_TRUE(isBareAddress(text)) << text;
    for (const char* text :
         {"", ".", ":80", "example.com", "1.2.3.4.example", "1.2.3.4.nip.io:80", "4chan", "0xdead.example", "1e5", "[",
          "[]", "[example]", "xn--0x", "a:b:c", "localhost:8080", "0xg"})
        EXPECT_FALSE(isBareAddress(text)) << text;
}

}  // namespace weir
