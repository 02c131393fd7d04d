// SPDX-License-Identifier: GPL-3.0-or-later
// The first SYN in the notation of p0f, and its database.
#include <gtest/gtest.h>

#include <random>

#include "core/protocol/synfingerprint.h"
#include "tests/support/packetbuilder.h"

namespace {

using namespace weir;
using namespace weir::protocol;
using namespace weir::test;

constexpr unsigned syn = 2;

Octets packet(const Octets& options, std::uint8_t ttl, std::uint16_t window, bool dontFragment = true) {
    Ipv4 header{"10.0.0.1", "192.0.2.1"};
    header.id = 7;
    header.ttl = ttl;
    header.dontFragment = dontFragment;
    return ipv4(header, tcp({.sourcePort = 40000,
                             .destinationPort = 80,
                             .sequence = 5,
                             .flags = syn,
                             .options = options,
                             .window = window}))
        .octets;
}

const Octets windows = hex("020405b4 01 030308 01 01 0402");
const Octets linux = hex("020405b4 0402 080a 00000001 00000000 01 030307");

TEST(SynFingerprint, IsWrittenAsP0fDoes) {
    EXPECT_EQ(synFingerprint(packet(windows, 118, 64240), 20), "4:118:0:1460:64240,8:mss,nop,ws,nop,nop,sok:df,id+:0");
    EXPECT_EQ(synFingerprint(packet(linux, 64, 29200), 20), "4:64:0:1460:29200,7:mss,sok,ts,nop,ws:df,id+:0");
    EXPECT_EQ(synFingerprint(packet({}, 64, 1024, false), 20), "4:64:0:0:1024,0:::0");
    EXPECT_EQ(synFingerprint(ipv6("2001:db8::1", "2001:db8::2", tcp({.flags = syn, .window = 9})).octets, 40),
              "6:64:0:0:9,0:::0");
}

TEST(SynFingerprint, IsOfASynAlone) {
    EXPECT_EQ(synFingerprint(ipv4("10.0.0.1", "192.0.2.1", tcp({.flags = 0x10})).octets, 20), "");
    EXPECT_EQ(synFingerprint(ipv4("10.0.0.1", "192.0.2.1", tcp({.flags = syn | 4})).octets, 20), "");
}

TEST(SynFingerprint, SurvivesCutsAndNoise) {
    const Octets whole = packet(windows, 128, 64240);
    for (std::size_t cut = 0; cut < whole.size(); ++cut)
        EXPECT_EQ(synFingerprint(Bytes(whole).first(cut), 20), "") << cut;
    std::mt19937 random(4);
    const SynDatabase database("[tcp:request]\nlabel = s:unix:A:b\nsig = *:64:0:*:mss*20,*:mss:df:0\n");
    for (int round = 0; round < 20000; ++round) {
        Octets noise = whole;
        for (unsigned i = 0; i < 4; ++i) noise[random() % noise.size()] = static_cast<std::uint8_t>(random());
        database.match(synFingerprint(noise, random() % (noise.size() + 2)));
    }
}

constexpr std::string_view text =
    "; a comment\n"
    "[mtu]\nlabel = Ethernet\nsig = 1500\n"
    "[tcp:request]\n"
    "label = s:unix:Linux:3.11 and newer\n"
    "sig   = *:64:0:*:mss*20,7:mss,sok,ts,nop,ws:df,id+:0\n"
    "label = s:win:Windows:7 or 8\n"
    "sys   = whatever\n"
    "sig   = *:128:0:*:8192,8:mss,nop,ws,nop,nop,sok:df,id+:0\n"
    "label = g:win:Windows:NT kernel\n"
    "sig   = *:128:0:*:*,*:mss,nop,ws,nop,nop,sok:df,id+:0\n"
    "label = s:!:NMap:SYN scan\n"
    "sig   = *:64-:0:1460:1024,0:mss::0\n"
    "[tcp:response]\n"
    "label = s:unix:Other:x\n"
    "sig   = *:64:0:*:1,0:mss::0\n";

TEST(SynDatabase, NamesSystems) {
    const SynDatabase database(text);
    EXPECT_EQ(database.size(), 3u);
    EXPECT_EQ(database.match("4:64:0:1460:29200,7:mss,sok,ts,nop,ws:df,id+:0"), "Linux 3.11 and newer");
    EXPECT_EQ(database.match("4:50:0:1400:28000,7:mss,sok,ts,nop,ws:df,id+:0"), "Linux 3.11 and newer")
        << "14 hops away";
    EXPECT_EQ(database.match("6:64:0:1440:28800,7:mss,sok,ts,nop,ws:flow:0"), "")
        << "a flow label is odd for a signature that does not have it";
    EXPECT_EQ(database.match("6:64:0:1440:28800,7:mss,sok,ts,nop,ws::0"), "Linux 3.11 and newer");
    EXPECT_EQ(database.match("4:118:0:1460:64240,8:mss,nop,ws,nop,nop,sok:df,id+:0"), "Windows");
    EXPECT_EQ(database.match("4:64:0:1460:29201,7:mss,sok,ts,nop,ws:df,id+:0"), "");
    EXPECT_EQ(database.match("4:20:0:1460:29200,7:mss,sok,ts,nop,ws:df,id+:0"), "") << "too far";
    EXPECT_EQ(database.match("4:64:0:1460:1024,0:mss::0"), "");
    EXPECT_EQ(database.match(""), "");
    EXPECT_EQ(database.match("nonsense"), "");
}

TEST(SynDatabase, ThatIsNotThereIsAnError) { EXPECT_FALSE(SynDatabase::load("/nowhere/p0f.fp")); }

}  // namespace
