// SPDX-License-Identifier: GPL-3.0-or-later
// Every link layer leads to the same IP header, and no cut or flipped octet leads outside the frame.
#include <gtest/gtest.h>

#include <random>

#include "core/dissect/dissector.h"
#include "tests/support/capturewriter.h"

using namespace weir;
using namespace weir::test;
using dissect::Verdict;

namespace {

dissect::PacketRecord dissected(const Octets& octets, std::uint16_t linkType, bool inner = false) {
    TestFrame frame{octets, 0, 0, linkType};
    return dissect::dissect(frame.view(), inner);
}

const Layer packet4 = ipv4("10.1.2.3", "93.184.216.34", tcp({1234, 443, 7, 9, 0x18}, octets("payload")));
const Layer packet6 =
    ipv6("fd00::1", "2001:4860:4860::8888", hopByHop(destinationOptions(udp(5000, 53, octets("question")))));

struct Link {
    const char* name;
    std::uint16_t type;
    Octets octets;
};

std::vector<Link> links(const Layer& inner) {
    return {{"Ethernet", 1, ethernet(inner)},
            {"VLAN", 1, ethernet(vlan(5, inner))},
            {"QinQ", 1, ethernet(vlan(5, vlan(6, inner), 0x88a8))},
            {"MPLS", 1, ethernet(mpls({16, 17, 18}, inner))},
            {"PPPoE", 1, ethernet(pppoe(inner))},
            {"SNAP", 1, ethernet(snap(inner))},
            {"SLL", 113, sll(inner)},
            {"SLL2", 276, sll2(inner)},
            {"NULL", 0, nullLink(inner)},
            {"RAW", 101, raw(inner)}};
}

TEST(Dissector, EveryLinkLayerLeadsToTheSameHeader) {
    for (const Link& link : links(packet4)) {
        const auto record = dissected(link.octets, link.type);
        ASSERT_EQ(record.verdict, Verdict::ip) << link.name;
        EXPECT_EQ(record.source.toString(), "10.1.2.3") << link.name;
        EXPECT_EQ(record.destination.toString(), "93.184.216.34") << link.name;
        EXPECT_EQ(record.protocol, 6) << link.name;
        EXPECT_EQ(record.sourcePort, 1234) << link.name;
        EXPECT_EQ(record.destinationPort, 443) << link.name;
        EXPECT_EQ(record.bytes, 47u) << link.name;
        EXPECT_EQ(record.tcpFlags, 0x18) << link.name;
        EXPECT_EQ(asText(Bytes(link.octets).subspan(record.payloadOffset, record.payloadLength)), "payload")
            << link.name;
    }
    for (const Link& link : links(packet6)) {
        const auto record = dissected(link.octets, link.type);
        ASSERT_EQ(record.verdict, Verdict::ip) << link.name;
        EXPECT_EQ(record.source.toString(), "fd00::1") << link.name;
        EXPECT_EQ(record.protocol, 17) << link.name;
        EXPECT_EQ(record.destinationPort, 53) << link.name;
        EXPECT_EQ(asText(Bytes(link.octets).subspan(record.payloadOffset, record.payloadLength)), "question")
            << link.name;
    }
}

TEST(Dissector, WhatIsNotIpIsNamed) {
    const auto name = [](const Octets& octets, std::uint16_t type) {
        const auto record = dissected(octets, type);
        EXPECT_EQ(record.verdict, Verdict::nonIp);
        return dissect::frameKindName(record.kind);
    };
    EXPECT_EQ(name(ethernet(arp("10.0.0.1", "10.0.0.2")), 1), "arp");
    EXPECT_EQ(name(ethernet(llc(0x42, 0x42, octets("bpdu"))), 1), "stp");
    EXPECT_EQ(name(ethernet(etherType(0x88cc, octets("lldp"))), 1), "lldp");
    EXPECT_EQ(name(ethernet(etherType(0x1234, octets("what"))), 1), "0x1234");
    EXPECT_EQ(name(octets("anything at all"), 147), "linktype-147");
    EXPECT_EQ(name({}, 1), "linktype-1");
}

TEST(Dissector, EveryCutOfEveryFrameKeepsWhatIsThere) {
    for (const Layer& inner : {packet4, packet6, ipv4("10.0.0.1", "10.0.0.2", gre(packet6)),
                               ipv4("10.0.0.1", "10.0.0.2", udp(9, 4789, vxlan(1, ethernet(packet4))))}) {
        for (const Link& link : links(inner)) {
            const auto whole = dissected(link.octets, link.type);
            for (std::size_t length = 0; length < link.octets.size(); ++length) {
                TestFrame cut{Octets(link.octets.begin(), link.octets.begin() + static_cast<std::ptrdiff_t>(length)), 0,
                              static_cast<std::uint32_t>(link.octets.size()), link.type};
                for (const bool deep : {false, true}) {
                    const auto record = dissect::dissect(cut.view(), deep);
                    EXPECT_LE(std::size_t{record.payloadOffset} + record.payloadLength, length) << link.name;
                    if (!deep && record.verdict == Verdict::ip) {
                        EXPECT_EQ(record.source, whole.source) << link.name << ' ' << length;
                        EXPECT_EQ(record.bytes, whole.bytes) << link.name << ' ' << length;
                    }
                }
            }
        }
    }
}

TEST(Dissector, ACutTcpHeaderGivesTheNumbersThatAreThere) {
    const Octets whole = ethernet(packet4);
    constexpr std::size_t tcpStart = 14 + 20;
    for (std::size_t there = 0; there <= 14; ++there) {
        const TestFrame cut{Octets(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(tcpStart + there)), 0,
                            static_cast<std::uint32_t>(whole.size()), 1};
        const auto record = dissect::dissect(cut.view(), false);
        EXPECT_EQ(record.hasPorts, there >= 4) << there;
        EXPECT_EQ(record.sequence, there >= 8 ? 7U : 0U) << there;
        EXPECT_EQ(record.acknowledgment, there >= 12 ? 9U : 0U) << there;
        EXPECT_EQ(record.tcpFlags, there >= 14 ? 0x18 : 0) << there;
    }
}

TEST(Dissector, NoFlippedOctetLeadsOutside) {
    std::mt19937 random(3);
    std::size_t readable = 0;
    for (const Layer& inner : {packet4, packet6, ipv4("10.0.0.1", "10.0.0.2", udp(2152, 2152, gtpU(7, packet4)))}) {
        for (const Link& link : links(inner)) {
            for (int i = 0; i < 3000; ++i) {
                Octets changed = link.octets;
                for (auto flips = 1 + random() % 3; flips > 0; --flips)
                    changed[random() % changed.size()] = static_cast<std::uint8_t>(random());
                const auto record = dissected(changed, link.type, i % 2 == 0);
                EXPECT_LE(std::size_t{record.payloadOffset} + record.payloadLength, changed.size());
                readable += record.verdict == Verdict::ip;
            }
        }
    }
    EXPECT_GT(readable, 1000u);
}

TEST(Dissector, EndlessTagsEnd) {
    Octets tags(12, 0);
    while (tags.size() < 60000) tags.insert(tags.end(), {0x81, 0x00, 0x00, 0x01});
    EXPECT_EQ(dissected(tags, 1).verdict, Verdict::nonIp);
    Layer nested = packet4;
    for (int i = 0; i < 40; ++i) nested = ipv4("10.0.0.1", "10.0.0.2", nested);
    EXPECT_EQ(dissected(ethernet(nested), 1, true).protocol, 4) << "at most eight tunnels are entered";
}

}  // namespace
