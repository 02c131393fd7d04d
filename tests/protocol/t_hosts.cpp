// SPDX-License-Identifier: GPL-3.0-or-later
// DHCP and NetBIOS: how machines say who they are. By hand, and against tshark over real captures.
#include <gtest/gtest.h>

#include <random>

#include "core/protocol/dhcp.h"
#include "core/protocol/nbns.h"
#include "protocol/hellobuilder.h"
#include "protocol/oracle.h"

namespace {

using namespace weir;
using namespace weir::protocol;
using weir::test::fromHex;
using weir::test::Octets;

Octets dhcp(std::uint8_t operation, const Octets& options) {
    Octets out{operation, 1, 6, 0, 0xde, 0xad, 0xbe, 0xef, 0, 0, 0, 0};
    test::put(out, Octets{0, 0, 0, 0, 192, 168, 1, 50});  // ciaddr, yiaddr
    out.resize(28, 0);
    test::put(out, Octets{2, 0, 0, 0xaa, 0xbb, 0xcc});
    out.resize(236, 0);
    test::put(out, fromHex("63825363"));
    test::put(out, options);
    return out;
}

TEST(Dhcp, ReadsWhoGetsWhat) {
    const Octets datagram = dhcp(2, fromHex("35 01 05  00 00  0c 04 50432d37  51 0a 04 00 00 02 7063 03 6c616e 00"
                                            "32 04 c0a80133  36 04 c0a80101  0f 04 68 6f 6d 65  ff"));
    const std::optional<DhcpMessage> message = readDhcp(datagram);
    ASSERT_TRUE(message);
    EXPECT_EQ(message->type, DhcpMessage::Type::acknowledge);
    EXPECT_TRUE(message->fromServer);
    EXPECT_EQ(message->transaction, 0xdeadbeefU);
    EXPECT_EQ(message->hardwareAddress, (std::array<std::uint8_t, 6>{2, 0, 0, 0xaa, 0xbb, 0xcc}));
    EXPECT_EQ(message->leasedAddress().toString(), "192.168.1.50");
    EXPECT_EQ(message->requestedAddress.toString(), "192.168.1.51");
    EXPECT_EQ(message->serverAddress.toString(), "192.168.1.1");
    EXPECT_EQ(message->hostName, "PC-7");
    EXPECT_EQ(message->fullName, "pc.lan");
    EXPECT_EQ(message->domainName, "home");
    EXPECT_FALSE(message->clientAddress.valid());
    for (std::size_t cut = 0; cut < 240; ++cut) EXPECT_FALSE(readDhcp(Bytes(datagram).first(cut)));
    for (std::size_t cut = 240; cut < datagram.size(); ++cut) EXPECT_TRUE(readDhcp(Bytes(datagram).first(cut)));
}

TEST(Dhcp, SurvivesLies) {
    EXPECT_FALSE(readDhcp(dhcp(3, {})));
    EXPECT_EQ(readDhcp(dhcp(1, fromHex("35 01 09 0c ff 41")))->hostName, "");
    EXPECT_EQ(readDhcp(dhcp(1, fromHex("32 03 010203 51 02 0400")))->fullName, "");
    std::mt19937 random(2);
    for (int round = 0; round < 5000; ++round) {
        Octets options(random() % 80);
        for (auto& octet : options) octet = static_cast<std::uint8_t>(random() % 90);
        EXPECT_TRUE(readDhcp(dhcp(1, options)));
    }
}

TEST(Netbios, DecodesNames) {
    // RFC 1001 section 14.1: "FRED            ".
    EXPECT_EQ(decodeNetbiosName("EGFCEFEECACACACACACACACACACACACA"), (NetbiosName{"FRED", 0x20}));
    EXPECT_FALSE(decodeNetbiosName("EGFCEFEECACACACACACACACACACACAC"));
    EXPECT_FALSE(decodeNetbiosName("EGFCEFEECACACACACACACACACACACACQ"));
}

const Octets registration = fromHex(
    "80e1 2910 0001 0000 0000 0001 20 4547464345464545434143414341434143414341434143414341434143414341 00 0020 0001"
    "c00c 0020 0001 000493e0 0006 6000 c0a80121");

TEST(Netbios, ReadsARegistration) {
    const std::optional<NetbiosMessage> message = readNetbiosMessage(registration);
    ASSERT_TRUE(message);
    EXPECT_EQ(message->operation, NetbiosMessage::Operation::registration);
    EXPECT_FALSE(message->response);
    EXPECT_EQ(message->name, (NetbiosName{"FRED", 0x20}));
    ASSERT_EQ(message->addresses.size(), 1U);
    EXPECT_EQ(message->addresses[0].toString(), "192.168.1.33");
    for (std::size_t cut = 0; cut < 50; ++cut) EXPECT_FALSE(readNetbiosMessage(Bytes(registration).first(cut))) << cut;
    for (std::size_t cut = 50; cut < registration.size(); ++cut) {
        const std::optional<NetbiosMessage> part = readNetbiosMessage(Bytes(registration).first(cut));
        ASSERT_TRUE(part);
        EXPECT_TRUE(part->addresses.empty());
    }
}

TEST(Netbios, ReadsStatusAndSurvivesMutation) {
    const Octets status = fromHex(
        "1234 8400 0000 0001 0000 0000 20 434b414141414141414141414141414141414141414141414141414141414141 00 0021 0001"
        "00000000 0025 02 50432020202020202020202020202000 0400 574f524b47524f555020202020202000 8400");
    const std::optional<NetbiosMessage> message = readNetbiosMessage(status);
    ASSERT_TRUE(message);
    EXPECT_EQ(message->statusNames, (std::vector<NetbiosName>{{"PC", 0}, {"WORKGROUP", 0}}));
    std::mt19937 random(6);
    int read = 0;
    for (int round = 0; round < 10000; ++round) {
        Octets mutated = round % 2 == 0 ? status : registration;
        for (unsigned i = 0; i <= random() % 3; ++i)
            mutated[random() % mutated.size()] = static_cast<std::uint8_t>(random());
        read += readNetbiosMessage(mutated).has_value();
    }
    EXPECT_GT(read, 1000);
}

class HostsOf : public testing::TestWithParam<std::string> {};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(HostsOf);

TEST_P(HostsOf, AgreeWithTshark) {
    int compared = 0;
    for (const test::Row& row :
         test::tsharkFields(GetParam(), "dhcp && !icmp && udp.payload",
                            {"udp.payload", "dhcp.option.hostname", "dhcp.ip.your", "dhcp.option.requested_ip_address",
                             "dhcp.option.dhcp", "dhcp.hw.mac_addr"})) {
        const std::optional<DhcpMessage> message = readDhcp(fromHex(row[0]));
        if (!message)
            continue;
        EXPECT_EQ(message->hostName, row[1]);
        EXPECT_EQ(message->assignedAddress.valid() ? message->assignedAddress.toString() : "0.0.0.0", row[2]);
        EXPECT_EQ(message->requestedAddress.toString(), row[3] == "0.0.0.0" ? "" : row[3]);
        EXPECT_EQ(std::to_string(static_cast<int>(message->type)), row[4].empty() ? "0" : row[4]);
        ++compared;
    }
    for (const test::Row& row : test::tsharkFields(GetParam(), "nbns && !icmp && udp.payload && !_ws.malformed",
                                                   {"udp.payload", "nbns.name", "nbns.addr"})) {
        const std::optional<NetbiosMessage> message = readNetbiosMessage(fromHex(row[0]));
        if (!message)
            continue;
        // tshark prints "NAME<20>", or "*<00><00>…" with the suffix as one more of them.
        const std::string theirs = row[1].substr(0, row[1].find('<'));
        if (message->name.name.find_first_of("\x01\x02") == std::string::npos) {
            EXPECT_EQ(message->name.name, theirs);
        }
        if (!row[2].empty() && !message->addresses.empty()) {
            EXPECT_EQ(message->addresses.front().toString(), row[2]);
        }
        ++compared;
    }
    EXPECT_GT(compared, 0);
}
INSTANTIATE_TEST_SUITE_P(Captures, HostsOf, testing::ValuesIn(test::capturesWith({"b:nbns"})),
                         [](const auto& instance) { return test::testName(instance.param); });

}  // namespace
