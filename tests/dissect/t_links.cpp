// SPDX-License-Identifier: GPL-3.0-or-later
// Link types and tags that come seldom: each leads to the IP header behind it, and what only looks like one does not.
#include <gtest/gtest.h>

#include "core/dissect/dissector.h"
#include "tests/support/capturewriter.h"

using namespace weir;
using namespace weir::test;
using dissect::Verdict;

namespace {

const Layer packet4 = ipv4("10.1.2.3", "93.184.216.34", tcp({1234, 443, 7, 9, 0x18}, octets("payload")));
const Layer packet6 = ipv6("fd00::1", "2001:db8::2", udp(5000, 53, octets("question")));

Octets joined(std::string_view header, const Layer& packet) {
    return OctetWriter(hex(header)).bytes(packet.octets).done();
}

Octets ethernetFrame(const Layer& packet) { return ethernet(packet); }

dissect::PacketRecord dissected(const Octets& octets, std::uint16_t linkType) {
    TestFrame frame{octets, 0, 0, linkType};
    return dissect::dissect(frame.view(), false);
}

struct Link {
    const char* name;
    std::uint16_t type;
    Octets octets;
};

void expectIp(const std::vector<Link>& links, const char* source, std::uint16_t port) {
    for (const Link& link : links) {
        const auto record = dissected(link.octets, link.type);
        ASSERT_EQ(record.verdict, Verdict::ip) << link.name;
        EXPECT_EQ(record.source.toString(), source) << link.name;
        EXPECT_EQ(record.destinationPort, port) << link.name;
    }
}

std::string pflogHeader(std::string_view length, std::string_view family) {
    std::string header = std::string(length) + std::string(family) + "0100" + "656d3000";
    while (header.size() < 128) header += "00";
    return header;
}

TEST(Links, Ipv4BelowSeldomLinkTypes) {
    expectIp({{"pflog", 117, joined(pflogHeader("3d", "02"), packet4)},
              {"pflog with its padding counted", 117, joined(pflogHeader("40", "02"), packet4)},
              {"enc, little-endian", 109, joined("02000000 00001234 00000001", packet4)},
              {"enc, big-endian", 109, joined("00000002 00001234 00000001", packet4)},
              {"PPP with direction", 204, joined("00 ff03 0021", packet4)},
              {"PPP with direction, compressed", 204, joined("01 21", packet4)},
              {"PPP with direction that holds Cisco HDLC", 204, joined("01 0f00 0800", packet4)},
              {"PPP whose address is the direction", 166, joined("01 03 0021", packet4)},
              {"PPP that holds Cisco HDLC", 9, joined("0f00 0800", packet4)},
              {"PPP that holds Cisco HDLC, broadcast", 50, joined("8f00 0800", packet4)},
              {"Cisco HDLC with direction", 205, joined("00 0f00 0800", packet4)},
              {"Frame Relay", 107, joined("1841 03 cc", packet4)},
              {"Frame Relay, padded", 107, joined("1841 03 00 cc", packet4)},
              {"Frame Relay, SNAP", 107, joined("1841 03 00 80 000000 0800", packet4)},
              {"Frame Relay, address of four bytes", 107, joined("18000001 03 cc", packet4)},
              {"Frame Relay, Cisco's EtherType", 107, joined("1841 0800", packet4)},
              {"Frame Relay with direction", 206, joined("01 1841 03 cc", packet4)},
              {"RFC 1483, SNAP", 100, joined("aaaa03 000000 0800", packet4)},
              {"RFC 1483, NLPID", 100, joined("fefe03 cc", packet4)},
              {"SunATM", 123, joined("02 00 0021 aaaa03 000000 0800", packet4)},
              {"exported PDU", 252, joined("000c0004 69700000 00000000", packet4)},
              {"exported PDU, EtherType", 252,
               joined("000e000c 657468657274797065000000 00200004 00000800 00000000", packet4)},
              {"NULL, EtherType, little-endian", 0, joined("00080000", packet4)},
              {"NULL, EtherType, big-endian", 0, joined("00000800", packet4)},
              {"NULL, EtherType in two bytes", 0, joined("08000000", packet4)},
              {"NULL, family in two bytes", 0, joined("00020000", packet4)},
              {"LOOP", 108, joined("00000002", packet4)},
              {"NULL that holds PPP", 0, joined("ff03 0021", packet4)}},
             "10.1.2.3", 443);
}

TEST(Links, Ipv6BelowSeldomLinkTypes) {
    expectIp({{"pflog", 117, joined(pflogHeader("3d", "1c"), packet6)},
              {"enc", 109, joined("18000000 00001234 00000001", packet6)},
              {"PPP with direction", 204, joined("00 ff03 0057", packet6)},
              {"Frame Relay", 107, joined("1841 03 8e", packet6)},
              {"Frame Relay, PPP", 107, joined("1841 03 cf 0057", packet6)},
              {"RFC 1483, NLPID", 100, joined("fefe03 8e", packet6)},
              {"exported PDU named ip", 252, joined("000c0002 6970 00000000", packet6)},
              {"exported PDU named ipv6", 252, joined("000c0004 69707636 00000000", packet6)},
              {"NULL, EtherType", 0, joined("dd860000", packet6)}},
             "fd00::1", 53);
}

TEST(Links, BridgedEthernet) {
    const Layer frame{ethernetFrame(packet4)};
    expectIp({{"RFC 1483, bridged", 100, joined("aaaa03 0080c2 0007 0000", frame)},
              {"Frame Relay, bridged", 107, joined("1841 03 00 80 0080c2 0007", frame)},
              {"exported PDU", 252, joined("000c000f 6574685f776974686f757466637300 00000000", frame)}},
             "10.1.2.3", 443);
}

/// Ethernet addresses, then what is given, then the packet.
Octets tagged(std::string_view tag, const Layer& packet) {
    return joined("020000000002 020000000001" + std::string(tag), packet);
}

TEST(Links, Tags) {
    const Layer frame{ethernetFrame(packet4)};
    const Layer vlanFrame{ethernet(vlan(7, packet4))};
    expectIp({{"VN-tag", 1, tagged("8926 00010002 0800", packet4)},
              {"VN-tag and VLAN", 1, tagged("8926 00010002 8100 0005 0800", packet4)},
              {"Cisco MetaData", 1, tagged("8909 01 01 0001 0006 0800", packet4)},
              {"Cisco MetaData, two options", 1, tagged("8909 01 02 0001 0006 0002 0007 0800", packet4)},
              {"VLAN and Cisco MetaData", 1, tagged("8100 0005 8909 01 01 0001 0006 0800", packet4)},
              {"backbone", 1, tagged("88e7 00012345", frame)},
              {"backbone VLAN and service", 1, tagged("88a8 0005 88e7 00012345", vlanFrame)},
              {"Cisco MetaData that leaves its length out", 1, tagged("8909 00 00 0000 0000 0800", packet4)},
              {"MACsec without encryption", 1, tagged("88e5 20 00 00000042 caf9df4f509a0064 0800", packet4)},
              {"MACsec without a channel", 1, tagged("88e5 00 00 00000042 0800", packet4)},
              {"NSH", 1, tagged("894f 0fc2 02 01 00000101", packet4)},
              {"NSH with metadata", 1, tagged("894f 0fc6 01 03 00000101 00000000000000000000000000000000", frame)},
              {"HSR", 1, tagged("892f 0034 0001 0800", packet4)},
              {"FabricPath", 1, tagged("8903 0045", vlanFrame)}},
             "10.1.2.3", 443);
}

TEST(Links, WhatIsNoSuchHeaderIsNoPacket) {
    const std::vector<Link> links = {
        {"pflog shorter than any", 117, joined("1002", packet4)},
        {"pflog of a family without IP", 117, joined(pflogHeader("3d", "1d"), packet4)},
        {"enc of a family without IP", 109, joined("0000001d 00001234 00000001", packet4)},
        {"Frame Relay whose address never ends", 107, joined("1840 1840 1840", packet4)},
        {"Frame Relay, a status message", 107, joined("0001 03 08 007501", packet4)},
        {"exported PDU without an end", 252, joined("000c0002 6970", packet4)},
        {"exported PDU of something else", 252, joined("000c0004 68747470 00000000", packet4)},
        {"SunATM signalling", 123, joined("05 00 0005", packet4)},
        {"NULL of an unknown family", 0, joined("000000ff", packet4)},
        {"VN-tag cut short", 1, tagged("8926 0001", Layer{})},
        {"MACsec, encrypted", 1, tagged("88e5 2c 00 00000042 caf9df4f509a0064 0800", packet4)},
        {"NSH of something else", 1, tagged("894f 0fc2 02 07 00000101", packet4)},
        {"backbone cut short", 1, tagged("88e7 000123", Layer{})}};
    for (const Link& link : links) EXPECT_NE(dissected(link.octets, link.type).verdict, Verdict::ip) << link.name;
}

TEST(Links, NoCutLeadsOutside) {
    for (const unsigned type : {0u, 9u, 17u, 50u, 100u, 107u, 109u, 117u, 123u, 166u, 204u, 205u, 206u, 252u}) {
        for (const Octets& whole : {joined("1841 03 00 80 0080c2 0007", Layer{ethernetFrame(packet4)}),
                                    joined("000c0004 69700000 00000000", packet4), joined("ff03 0021", packet6)}) {
            for (std::size_t size = 0; size <= whole.size(); ++size)
                dissected(Octets(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)),
                          static_cast<std::uint16_t>(type));
        }
    }
}

}  // namespace
