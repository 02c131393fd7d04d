// SPDX-License-Identifier: GPL-3.0-or-later
// Capture filters over frames of several link types, and that none of them asks a resolver.
#include <arpa/inet.h>
#include <dlfcn.h>
#include <gtest/gtest.h>
#include <netdb.h>

#include <atomic>
#include <random>

#include "core/capture/bpffilter.h"
#include "core/capture/filternames.h"
#include "core/capture/reader.h"
#include "support/capturebuilder.h"

/// How often libpcap asked for the address of what is no address. The program's own function comes before the
/// library's.
static std::atomic<int> namesAskedFor = 0;

static bool isAddress(const char* text) {
    char room[16];
    return text == nullptr || inet_pton(AF_INET, text, room) == 1 || inet_pton(AF_INET6, text, room) == 1;
}

extern "C" int getaddrinfo(const char* node, const char* service, const addrinfo* hints, addrinfo** out) {
    using Function = int(const char*, const char*, const addrinfo*, addrinfo**);
    static auto* const original = reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, "getaddrinfo"));
    const bool asks = hints == nullptr || (hints->ai_flags & AI_NUMERICHOST) == 0;
    if (!isAddress(node) && asks) {
        ++namesAskedFor;
        return EAI_NONAME;
    }
    return original(node, service, hints, out);
}
extern "C" hostent* gethostbyname(const char* name) {
    namesAskedFor += isAddress(name) ? 0 : 1;
    return nullptr;
}
extern "C" netent* getnetbyname(const char*) {
    ++namesAskedFor;
    return nullptr;
}
extern "C" int ether_hostton(const char*, struct ether_addr*) {
    ++namesAskedFor;
    return -1;
}

using namespace weir;
using namespace weir::capture;
using namespace weir::test;

namespace {

// An IPv4 UDP header pair, 192.0.2.1:5000 to 192.0.2.2:53.
const Octets ipv4 = {0x45, 0, 0,   28, 0, 0, 0,    0,    64, 17, 0, 0, 192, 0,
                     2,    1, 192, 0,  2, 2, 0x13, 0x88, 0,  53, 0, 8, 0,   0};

Octets ethernet(const Octets& payload) { return FileWriter().zeros(12).u8(8).u8(0).octets(payload).take(); }
Frame frame(const Octets& octets, std::uint16_t linkType, std::uint16_t flags = 0) {
    const auto size = static_cast<std::uint32_t>(octets.size());
    return {octets.data(), size, size, 0, 0, linkType, flags};
}
bool matches(const std::string& text, const Octets& octets, std::uint16_t linkType) {
    auto filter = BpfFilter::compile(text);
    EXPECT_TRUE(filter) << (filter ? "" : filter.error().text());
    return filter && filter.value().matches(frame(octets, linkType));
}

TEST(BpfFilter, MatchesOnEachLinkType) {
    const Octets overEthernet = ethernet(ipv4);
    EXPECT_TRUE(matches("udp port 53", overEthernet, 1));
    EXPECT_FALSE(matches("tcp port 53", overEthernet, 1));
    EXPECT_TRUE(matches("src host 192.0.2.1 and dst port 53", ipv4, 101));
    EXPECT_FALSE(matches("src host 192.0.2.2", ipv4, 101));
    EXPECT_TRUE(matches("", overEthernet, 1)) << "an empty filter lets everything through";
    EXPECT_FALSE(matches("less 20", overEthernet, 1));
    auto filter = BpfFilter::compile("udp");
    ASSERT_TRUE(filter);
    EXPECT_TRUE(filter.value().matches(frame(overEthernet, 1)));
    EXPECT_TRUE(filter.value().matches(frame(ipv4, 101)));
    EXPECT_TRUE(filter.value().matches(frame(ipv4, 228)));
    BpfFilter copy = filter.value().clone();
    EXPECT_TRUE(copy.matches(frame(ipv4, 101)));
    EXPECT_FALSE(copy.matches(frame(ipv4, 0xffff, noInterface)));
}

TEST(BpfFilter, IsFalseWhereTheTextMeansNothing) {
    EXPECT_FALSE(matches("ether src 00:00:00:00:00:00", ipv4, 101));
    EXPECT_TRUE(matches("ether src 00:00:00:00:00:00", ethernet(ipv4), 1));
    EXPECT_FALSE(matches("udp", ethernet(ipv4), 60'000)) << "a link type that libpcap does not know";
}

TEST(BpfFilter, NeverReadsPastACutFrame) {
    const Octets whole = ethernet(ipv4);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const Octets cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        auto filter = BpfFilter::compile("udp dst port 53");
        EXPECT_EQ(filter.value().matches(frame(cut, 1)), size >= 38) << size;
    }
}

TEST(BpfFilter, SaysWhatIsWrong) {
    for (const char* text : {"udp porx 53", "host", "port 70000", "((tcp", "tcp[", "ip6 host 192.0.2.1"}) {
        const auto filter = BpfFilter::compile(text);
        ASSERT_FALSE(filter) << text;
        EXPECT_FALSE(filter.error().text().empty());
    }
    EXPECT_FALSE(BpfFilter::compile(std::string("tcp\0 or udp", 10)));
    EXPECT_FALSE(BpfFilter::compile(std::string(20'000, ' ')));
}

TEST(BpfFilter, KeepsManyLinkTypesApart) {
    auto filter = BpfFilter::compile("udp");
    ASSERT_TRUE(filter);
    const Octets overEthernet = ethernet(ipv4);
    for (int again = 0; again < 2; ++again) {
        for (const std::uint16_t linkType : std::vector<std::uint16_t>{1, 101, 60'000, 1, 228, 101, 60'001})
            EXPECT_EQ(filter.value().matches(frame(linkType == 1 ? overEthernet : ipv4, linkType)), linkType < 60'000);
    }
}

TEST(BpfFilter, LooksNoNamesUp) {
    for (const char* text : {"host c2.bad.de",
                             "host fe.ed.be",
                             "src a.bc.de",
                             "host 10.0.8a",
                             "host 10...8",
                             "net 100..0.1",
                             "src \\\\(",
                             "host \\[a]",
                             "host 0x",
                             "dst 0a.0b.0c",
                             "ether host fe.ed.be",
                             "host 1.2.3.4.5.6.7",
                             "host 00-11-22-33-44-55-66",
                             "host tcp.",
                             "host b\xc3\xbc.de",
                             "host deadbeefcafe0",
                             "port 80 and (host evil)",
                             "tcp[evil]",
                             "host example.com",
                             "src www.example.com",
                             "net localnet",
                             "dst host printer",
                             "tcp and host a-b",
                             "gateway router",
                             "example.com",
                             "host \\tcp.example",
                             "host cafe",
                             "ether host server",
                             "port 80 or host example.org",
                             "host tcp-server",
                             "host cafe-1",
                             "host 1-2",
                             "host 1.2.3.4.5",
                             "host foo:bar",
                             "TCP"}) {
        const auto filter = BpfFilter::compile(text);
        ASSERT_FALSE(filter) << text;
        EXPECT_NE(filter.error().text().find("names are not looked up"), std::string::npos) << text;
    }
}

TEST(BpfFilter, AsksNobodyWhateverTheTextIs) {
    const std::string pieces[] = {
        "host", "src",  "dst", "net", "port", "proto", "ether", "gateway", "and", "or",  "not", "tcp",  "udp", "ip6",
        "len",  "(",    ")",   "[",   "]",    "\\",    "!",     ":",       ".",   "..",  "-",   "_",    "/",   "$",
        "0x",   "a",    "fe",  "bad", "c2",   "10",    "8",     "0",       "::",  "1.2", "de",  "evil", "com", "ip",
        "on",   "type", "=",   "<",   "&",    "+",     "0011",  "2233",    " ",   " ",   " ",   "\t",   "\n",  "\xc3"};
    std::mt19937 random(20'221'108);
    std::size_t compiled = 0;
    namesAskedFor = 0;
    for (int attempt = 0; attempt < 40'000; ++attempt) {
        std::string text;
        for (auto length = 1 + random() % 9; length > 0; --length) {
            text += pieces[random() % std::size(pieces)];
            if (random() % 3 == 0)
                text += ' ';
        }
        compiled += BpfFilter::compile(text).ok() ? 1 : 0;
        ASSERT_EQ(namesAskedFor, 0) << text;
    }
    EXPECT_GT(compiled, 100U) << "some of it must mean something";
}

TEST(BpfFilter, TakesTheLanguageAsItIs) {
    for (const char* text : {"tcp",
                             "udp or icmp",
                             "port 53",
                             "port http or domain",
                             "portrange 1-1024",
                             "host 10.0.0.1",
                             "net 10",
                             "net 10.1",
                             "net 192.168.0.0/16",
                             "src net 10.0.0.0 mask 255.0.0.0",
                             "host fe80::1",
                             "net 2001:db8::/32",
                             "ether host 00:11:22:33:44:55",
                             "ether src 00-11-22-33-44-55",
                             "ether proto 0x800",
                             "ether proto \\ip",
                             "ip proto \\tcp",
                             "ip proto 6",
                             "ip6 protochain 17",
                             "tcp[tcpflags] & (tcp-syn|tcp-ack) != 0",
                             "icmp[icmptype] != icmp-echo and icmp[icmptype] != icmp-echoreply",
                             "tcp[13] & 2 != 0",
                             "vlan 100 and ip",
                             "mpls",
                             "len > 100",
                             "greater 60",
                             "less 1500",
                             "ip[0] & 0xf != 5",
                             "not arp and not stp",
                             "ip6 and tcp",
                             "(tcp or udp) and not port 22",
                             "ether multicast",
                             "ip multicast",
                             "src or dst port 443",
                             "pppoes",
                             "sctp",
                             "igmp",
                             "ether broadcast",
                             "udp[8:4] = 0xdeadbeef",
                             "host 192.0.2.1 or 192.0.2.2",
                             "ether host aa:bb:cc:dd:ee:ff",
                             "host ::1",
                             "llc",
                             "geneve",
                             "iso",
                             "tcp port ssh",
                             "ether host 0011.2233.4455",
                             "ether host 00.11.22.33.44.55",
                             "ether host 001122334455",
                             "ether host 0:1:2:3:4:5",
                             "host ::ffff:192.0.2.1",
                             "icmp6[icmp6type] = icmp6-echo or icmp6[icmp6type] = icmp6-neighboradvert",
                             "es-is or is-is"}) {
        const auto name = hostNameIn(text);
        EXPECT_FALSE(name) << text << ": " << *name;
        const auto filter = BpfFilter::compile(text);
        EXPECT_TRUE(filter) << text << ": " << filter.error().text();
    }
}

TEST(LinkTypes, HaveLibpcapsNames) {
    EXPECT_EQ(linkTypeName(1), "EN10MB");
    EXPECT_EQ(linkTypeName(101), "RAW");
    EXPECT_EQ(linkTypeName(113), "LINUX_SLL");
    EXPECT_EQ(linkTypeName(100), "ATM_RFC1483");
    EXPECT_EQ(linkTypeName(60'000), "60000");
}

}  // namespace
