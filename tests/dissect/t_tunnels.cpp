// SPDX-License-Identifier: GPL-3.0-or-later
// With tunnels looked into, the packet inside counts; what only stands on a tunnel's port is none.
#include <gtest/gtest.h>

#include "core/detail/layers.h"
#include "core/dissect/dissector.h"
#include "tests/support/capturewriter.h"

using namespace weir;
using namespace weir::test;
using dissect::Verdict;

namespace {

const Layer packet4 = ipv4("10.1.2.3", "93.184.216.34", tcp({1234, 443, 7, 9, 0x18}, octets("payload")));
const Octets inFrame = ethernet(packet4);

Layer overUdp(std::uint16_t port, Bytes payload) { return ipv4("192.0.2.1", "192.0.2.2", udp(40000, port, payload)); }
Layer overIp(std::uint8_t number, Bytes payload) { return ipv4("192.0.2.1", "192.0.2.2", protocol(number, payload)); }
Octets joined(std::string_view header, Bytes rest) { return OctetWriter(hex(header)).bytes(rest).done(); }

dissect::PacketRecord dissected(const Layer& packet, bool inner) {
    TestFrame frame{ethernet(packet), 0, 0, 1};
    return dissect::dissect(frame.view(), inner);
}

std::string layerNames(const Layer& packet) {
    TestFrame frame{ethernet(packet), 0, 0, 1};
    std::string out;
    for (const detail::Field& layer : detail::layersOf(frame.view(), 1)) out += (out.empty() ? "" : " ") + layer.name;
    return out;
}

struct Case {
    const char* name;
    Layer packet;
    const char* layers;  ///< as the detail of the packet has them, between the outer IP header and the inner one
};

const std::vector<Case>& tunnels() {
    static const std::vector<Case> all = {
        {"ERSPAN I", overIp(47, joined("0000 88be", inFrame)), "gre ethernet"},
        {"ERSPAN II", overIp(47, joined("1000 88be 00000001 1001 0001 00000005", inFrame)), "gre erspan ethernet"},
        {"ERSPAN III", overIp(47, joined("1000 22eb 00000001 2001 0001 00000005 0000 0000", inFrame)),
         "gre erspan ethernet"},
        {"ERSPAN III with a platform header",
         overIp(47, joined("1000 22eb 00000001 2001 0001 00000005 0000 0001 0000000000000000", inFrame)),
         "gre erspan ethernet"},
        {"ERSPAN III of an IP packet",
         overIp(47, joined("1000 22eb 00000001 2001 0001 00000005 0000 0800", packet4.octets)), "gre erspan"},
        {"MPLS in GRE", overIp(47, joined("0000 8847 00010140", packet4.octets)), "gre mpls"},
        {"MPLS in GRE with a key", overIp(47, joined("2000 8847 00000007 00010040 00020140", packet4.octets)),
         "gre mpls"},
        {"VLAN in GRE", overIp(47, joined("0000 8100 0005 0800", packet4.octets)), "gre vlan"},
        {"WCCP 1", overIp(47, joined("0000 883e", packet4.octets)), "gre"},
        {"WCCP 2", overIp(47, joined("0000 883e 80000000", packet4.octets)), "gre wccp"},
        {"MPLS in IP", overIp(137, joined("00010140", packet4.octets)), "mpls"},
        {"MPLS in UDP", overUdp(6635, joined("00010140", packet4.octets)), "udp mpls"},
        {"L2TP", overUdp(1701, joined("0002 0001 0002 ff03 0021", packet4.octets)), "udp l2tp ppp"},
        {"L2TP with sequence numbers and offset",
         overUdp(1701, joined("0a02 0001 0002 0000 0000 0003 aaaaaa 0021", packet4.octets)), "udp l2tp ppp"},
        {"L2TP with a length", overUdp(1701, joined("4002 0039 0001 0002 0021", packet4.octets)), "udp l2tp ppp"},
        {"VXLAN on 8472", overUdp(8472, joined("08000000 00000100", inFrame)), "udp vxlan ethernet"},
        {"VXLAN-GPE of an Ethernet frame", overUdp(4790, joined("0c000003 00000100", inFrame)),
         "udp vxlan-gpe ethernet"},
        {"VXLAN-GPE of an IP packet", overUdp(4790, joined("0c000001 00000100", packet4.octets)), "udp vxlan-gpe"},
        {"VXLAN-GPE without a protocol", overUdp(4790, joined("08000000 00000100", inFrame)), "udp vxlan-gpe ethernet"},
        {"Geneve with an IP packet", overUdp(6081, joined("00 00 0800 00000100", packet4.octets)), "udp geneve"},
        {"AH, tunnel mode", overIp(51, joined("04 04 0000 00000001 00000001 000102030405060708090a0b", packet4.octets)),
         "ah"},
    };
    return all;
}

TEST(Tunnels, TheInnerPacketCountsWhereAskedFor) {
    for (const Case& tunnel : tunnels()) {
        const auto inside = dissected(tunnel.packet, true);
        EXPECT_EQ(inside.source.toString(), "10.1.2.3") << tunnel.name;
        EXPECT_EQ(inside.destinationPort, 443) << tunnel.name;
        EXPECT_EQ(dissected(tunnel.packet, false).source.toString(), "192.0.2.1") << tunnel.name;
        EXPECT_EQ(layerNames(tunnel.packet), "frame ethernet ipv4 " + std::string(tunnel.layers) + " ipv4 tcp data")
            << tunnel.name;
    }
}

TEST(Tunnels, AuthenticatedTransportCounts) {
    const Layer segment = tcp({1234, 443, 7, 9, 0x18}, octets("payload"));
    const Octets header = hex("06 04 0000 00000001 00000001 000102030405060708090a0b");
    const Layer packet = overIp(51, OctetWriter(header).bytes(segment.octets).done());
    const auto record = dissected(packet, true);
    EXPECT_EQ(record.source.toString(), "192.0.2.1");
    EXPECT_EQ(record.protocol, 6);
    EXPECT_EQ(record.destinationPort, 443);
    EXPECT_EQ(record.payloadLength, 7u);
    EXPECT_EQ(dissected(packet, false).protocol, 51);
    EXPECT_EQ(layerNames(packet), "frame ethernet ipv4 ah tcp data");
    // Several, and extension headers behind them in IPv6.
    const Layer six = ipv6("fd00::1", "fd00::2", authentication(authentication(destinationOptions(segment))));
    EXPECT_EQ(dissected(six, true).destinationPort, 443);
}

TEST(Tunnels, OtherOctetsOnTheirPortsAreNone) {
    const std::vector<Case> others = {
        {"ERSPAN of an unknown version", overIp(47, joined("1000 88be 00000001 3001 0001 00000005", inFrame)), ""},
        {"ERSPAN III of FDDI", overIp(47, joined("1000 22eb 00000001 2001 0001 00000005 0000 0400", inFrame)), ""},
        {"L2TP control message", overUdp(1701, joined("c802 0039 0001 0002 0000 0000 0021", packet4.octets)), ""},
        {"L2TP of another version", overUdp(1701, joined("0003 0001 0002 0021", packet4.octets)), ""},
        {"L2TP with reserved bits", overUdp(1701, joined("0012 0001 0002 0021", packet4.octets)), ""},
        {"L2TP whose length is not the datagram's", overUdp(1701, joined("4002 0100 0001 0002 0021", packet4.octets)),
         ""},
        {"VXLAN on 8472 without flag I", overUdp(8472, joined("00000000 00000100", inFrame)), ""},
        {"VXLAN on 8472 with reserved bits", overUdp(8472, joined("08000001 00000100", inFrame)), ""},
        {"VXLAN on 8472 with a reserved byte", overUdp(8472, joined("08000000 00000101", inFrame)), ""},
        {"VXLAN-GPE that is OAM", overUdp(4790, joined("0d000003 00000100", inFrame)), ""},
        {"VXLAN-GPE of another version", overUdp(4790, joined("1c000003 00000100", inFrame)), ""},
        {"MPLS whose packet is longer than the datagram",
         overUdp(6635, joined("00010140 4500ffff 00000000 40060000 0a010203 5db8d822", {})), ""},
        {"WCCP without IP", overIp(47, joined("0000 883e 80000000 00", inFrame)), ""},
        {"AH longer than the packet", overIp(51, joined("04 ff 0000 00000001 00000001", packet4.octets)), ""},
        {"text on the port of L2TP", overUdp(1701, octets("hello, this is no tunnel")), ""},
    };
    for (const Case& other : others)
        EXPECT_EQ(dissected(other.packet, true).source.toString(), "192.0.2.1") << other.name;
}

TEST(Tunnels, AMirroredFrameMayBeCut) {
    // What ERSPAN truncated says more octets than the outer packet has.
    const Octets cut(inFrame.begin(), inFrame.begin() + 54);
    const auto record = dissected(overIp(47, joined("1000 88be 00000001 1001 0401 00000005", cut)), true);
    EXPECT_EQ(record.source.toString(), "10.1.2.3");
    EXPECT_EQ(record.payloadLength, 0u);
    EXPECT_EQ(record.payloadOriginal, 7u);
}

TEST(Tunnels, NoCutLeadsOutside) {
    for (const Case& tunnel : tunnels()) {
        const Octets whole = ethernet(tunnel.packet);
        for (std::size_t size = 0; size <= whole.size(); ++size) {
            TestFrame frame{Octets(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)), 0, 0, 1};
            dissect::dissect(frame.view(), true);
            detail::layersOf(frame.view(), 1);
        }
    }
}

}  // namespace
