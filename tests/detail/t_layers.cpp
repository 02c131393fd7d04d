// SPDX-License-Identifier: GPL-3.0-or-later
// The layers of frames: of a published lesson's first packet, of built ones, and of hostile ones.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "core/capture/reader.h"
#include "core/detail/layers.h"
#include "tests/support/capturewriter.h"
#include "tests/support/dnsbuilder.h"
#include "tests/support/packetbuilder.h"

using namespace weir;
using namespace weir::test;
using detail::Field;

namespace {

/// The field at "udp/chksum"; where a name comes again, the first. Fails the test where there is none.
const Field& at(const std::vector<Field>& layers, std::string_view path) {
    static const Field none;
    const std::vector<Field>* level = &layers;
    while (true) {
        const std::size_t slash = std::min(path.find('/'), path.size());
        const auto found = std::find_if(level->begin(), level->end(),
                                        [&](const Field& field) { return field.name == path.substr(0, slash); });
        if (found == level->end()) {
            ADD_FAILURE() << "no " << path << " in\n" << detail::treeText(layers);
            return none;
        }
        if (slash == path.size())
            return *found;
        level = &found->children;
        path.remove_prefix(slash + 1);
    }
}
std::string value(const std::vector<Field>& layers, std::string_view path) { return at(layers, path).value; }

std::vector<std::string> names(const std::vector<Field>& layers) {
    std::vector<std::string> out;
    for (const Field& layer : layers) out.push_back(layer.name);
    return out;
}

std::vector<Field> layersOf(const Octets& octets, std::uint16_t linkType = 1) {
    TestFrame frame;
    frame.octets = octets;
    frame.linkType = linkType;
    return detail::layersOf(frame.view(), 1);
}

std::size_t count(const std::vector<Field>& fields) {
    std::size_t out = fields.size();
    for (const Field& field : fields) out += count(field.children);
    return out;
}

/// Every field lies in the frame, and children lie in their parents.
void checkPlaces(const std::vector<Field>& fields, std::size_t begin, std::size_t end) {
    for (const Field& field : fields) {
        const std::size_t last = std::size_t{field.offset} + field.length;
        ASSERT_GE(field.offset, begin) << field.name;
        ASSERT_LE(last, end) << field.name;
        ASSERT_LE(field.value.size(), detail::maximumValue);
        for (const char c : field.name + field.value) ASSERT_TRUE((c & 0x80) != 0 || (c >= 0x20 && c != 0x7f));
        if (field.length > 0)
            checkPlaces(field.children, field.offset, last);
    }
}

TEST(Layers, FirstPacketOfTheLesson) {
    auto reader = capture::Reader::open({WEIR_SAMPLE});
    ASSERT_TRUE(reader.ok());
    capture::Batch batch;
    std::vector<Field> layers;
    while (layers.empty() && reader.value()->next(batch)) {
        for (std::size_t i = 0; i < batch.frames.size(); ++i) {
            const auto found = detail::layersOf(batch.frames[i], batch.firstNumber + i);
            if (found.size() > 2 && found[2].name == "ipv4") {
                layers = found;
                break;
            }
        }
    }
    EXPECT_THAT(names(layers), testing::ElementsAre("frame", "ethernet", "ipv4", "udp", "dns"));
    EXPECT_EQ(value(layers, "ipv4/version"), "4");
    EXPECT_EQ(value(layers, "ipv4/len"), "77");
    EXPECT_EQ(value(layers, "ipv4/id"), "36144");
    EXPECT_EQ(value(layers, "ipv4/ttl"), "128");
    EXPECT_EQ(value(layers, "ipv4/proto"), "udp (17)");
    EXPECT_EQ(value(layers, "ipv4/chksum"), "0x9257 (correct)");
    EXPECT_EQ(value(layers, "ipv4/src"), "10.127.0.138");
    EXPECT_EQ(value(layers, "ipv4/dst"), "8.8.8.8");
    EXPECT_EQ(value(layers, "udp/sport"), "53361");
    EXPECT_EQ(value(layers, "udp/dport"), "53");
    EXPECT_EQ(value(layers, "udp/len"), "57");
    EXPECT_EQ(value(layers, "udp/chksum"), "0xf875 (correct)");
    EXPECT_EQ(value(layers, "dns/id"), "24635");
    EXPECT_EQ(value(layers, "dns/qr"), "0");
    EXPECT_EQ(value(layers, "dns/rd"), "1");
    EXPECT_EQ(value(layers, "dns/qdcount"), "1");
    EXPECT_EQ(value(layers, "dns/question"), "settings-win.data.microsoft.com. A IN");
    EXPECT_EQ(at(layers, "ipv4/ttl").offset, 22u);
    EXPECT_EQ(at(layers, "ipv4/ttl").length, 1u);
    EXPECT_EQ(at(layers, "dns/question/qtype").offset, 14u + 20 + 8 + 12 + 33);
}

TEST(Layers, WrongChecksumsSayTheRightOne) {
    Octets frame = ethernet(ipv4("10.0.0.1", "10.0.0.2", tcp({.sourcePort = 1, .destinationPort = 2}, octets("abc"))));
    EXPECT_THAT(value(layersOf(frame), "tcp/chksum"), testing::EndsWith("(correct)"));
    const std::string right = value(layersOf(frame), "tcp/chksum").substr(0, 6);
    frame[14 + 20 + 16] ^= 0x55;
    EXPECT_THAT(value(layersOf(frame), "tcp/chksum"), testing::EndsWith("(wrong, should be " + right + ")"));
    frame[14 + 10] ^= 1;
    EXPECT_THAT(value(layersOf(frame), "ipv4/chksum"), testing::HasSubstr("(wrong, should be 0x"));
    frame.resize(frame.size() - 1);
    EXPECT_THAT(value(layersOf(frame), "tcp/chksum"), testing::EndsWith("(not checked: cut)"));
}

TEST(Layers, UdpWithoutChecksum) {
    Octets frame = ethernet(ipv4("10.0.0.1", "10.0.0.2", udp(1, 2, octets("abc"))));
    frame[14 + 20 + 6] = frame[14 + 20 + 7] = 0;
    EXPECT_EQ(value(layersOf(frame), "udp/chksum"), "0x0000 (none)");
}

TEST(Layers, TcpOptions) {
    const Octets options = hex("020405b4 01 030307 0402 080a 0000000100000002 050a 0000000a00000014 220a0102");
    const auto layers = layersOf(ethernet(
        ipv4("10.0.0.1", "10.0.0.2",
             tcp({.sourcePort = 1, .destinationPort = 2, .sequence = 4000000000, .flags = 0x12, .options = options}))));
    EXPECT_EQ(value(layers, "tcp/seq"), "4000000000");
    EXPECT_EQ(value(layers, "tcp/flags"), "SYN;ACK (0x012)");
    EXPECT_EQ(value(layers, "tcp/options/mss"), "1460");
    EXPECT_EQ(value(layers, "tcp/options/nop"), "");
    EXPECT_EQ(value(layers, "tcp/options/window scale"), "7 (times 128)");
    EXPECT_EQ(value(layers, "tcp/options/timestamp"), "1, echo 2");
    EXPECT_EQ(value(layers, "tcp/options/sack"), "10–20");
    EXPECT_THAT(value(layers, "tcp/options/malformed option"), testing::StartsWith("22:0a:01:02"));
}

TEST(Layers, LinkLayersOneInAnother) {
    const Layer packet = ipv4("10.0.0.1", "10.0.0.2", udp(1, 2, octets("abc")));
    const auto tagged = layersOf(ethernet(vlan(10, vlan(20, packet), 0x88a8)));
    EXPECT_THAT(names(tagged), testing::ElementsAre("frame", "ethernet", "vlan", "vlan", "ipv4", "udp", "data"));
    EXPECT_EQ(value(tagged, "vlan/vlan"), "10");
    const auto labelled = layersOf(ethernet(mpls({100, 200}, packet)));
    EXPECT_THAT(names(labelled), testing::ElementsAre("frame", "ethernet", "mpls", "ipv4", "udp", "data"));
    EXPECT_THAT(value(labelled, "mpls/label"), testing::StartsWith("100"));
    const auto session = layersOf(ethernet(pppoe(packet)));
    EXPECT_THAT(names(session), testing::ElementsAre("frame", "ethernet", "pppoe", "ppp", "ipv4", "udp", "data"));
    EXPECT_THAT(value(session, "ppp/proto"), testing::EndsWith("(0x0021)"));
    EXPECT_THAT(names(layersOf(ethernet(snap(packet)))),
                testing::ElementsAre("frame", "ethernet", "llc", "ipv4", "udp", "data"));
    for (const auto& [frame, type] :
         {std::pair{sll(packet), 113}, std::pair{sll2(packet), 276}, std::pair{nullLink(packet), 0}}) {
        EXPECT_THAT(names(layersOf(frame, static_cast<std::uint16_t>(type))),
                    testing::ElementsAre("frame", "link", "ipv4", "udp", "data"));
    }
    EXPECT_THAT(names(layersOf(raw(packet), 101)), testing::ElementsAre("frame", "ipv4", "udp", "data"));
}

TEST(Layers, TrailersAreNotPayload) {
    const auto layers = layersOf(ethernet({.pad = true}, ipv4("10.0.0.1", "10.0.0.2", udp(1, 2, octets("abc")))));
    EXPECT_EQ(value(layers, "data"), "3 bytes");
    EXPECT_EQ(value(layers, "trailer"), std::to_string(60 - 14 - 28 - 3) + " bytes");
}

TEST(Layers, Arp) {
    const auto layers = layersOf(ethernet(arp("10.0.0.1", "10.0.0.2")));
    EXPECT_EQ(value(layers, "arp"), "who has 10.0.0.2? tell 10.0.0.1");
    EXPECT_EQ(value(layers, "arp/op"), "who-has (1)");
}

TEST(Layers, ExtensionHeadersAndFragments) {
    const auto layers = layersOf(ethernet(ipv6("fd00::1", "fd00::2", hopByHop(routing(udp(5, 6, octets("abc")))))));
    EXPECT_THAT(names(layers),
                testing::ElementsAre("frame", "ethernet", "ipv6", "hop-by-hop options", "routing", "udp", "data"));
    EXPECT_EQ(value(layers, "ipv6"), "fd00::1 → fd00::2");
    const auto fragments =
        ipv4Fragments({.source = "10.0.0.1", .destination = "10.0.0.2"}, udp(1, 2, Octets(100, 'x')), 48);
    EXPECT_THAT(value(layersOf(ethernet(fragments[0])), "udp/chksum"), testing::EndsWith("(not checked: a fragment)"));
    EXPECT_EQ(value(layersOf(ethernet(fragments[1])), "ipv4/frag"), "48");
    EXPECT_EQ(value(layersOf(ethernet(fragments[1])), "fragment"), "48 bytes");
}

TEST(Layers, TunnelsGoOnInside) {
    const Layer packet = ipv4("10.9.0.1", "10.9.0.2", udp(1, 2, octets("abc")));
    const Octets inner = ethernet(packet);
    const auto inUdp = [](std::uint16_t port, const Octets& payload) {
        return layersOf(ethernet(ipv4("192.0.2.1", "192.0.2.2", udp(40000, port, payload))));
    };
    EXPECT_THAT(names(inUdp(4789, vxlan(77, inner))),
                testing::ElementsAre("frame", "ethernet", "ipv4", "udp", "vxlan", "ethernet", "ipv4", "udp", "data"));
    EXPECT_EQ(value(inUdp(4789, vxlan(77, inner)), "vxlan/vni"), "77");
    EXPECT_EQ(value(inUdp(6081, geneve(78, inner)), "geneve/vni"), "78");
    EXPECT_EQ(value(inUdp(2152, gtpU(0x1234, packet)), "gtp-u/teid"), "0x00001234");
    EXPECT_THAT(names(layersOf(ethernet(ipv4("192.0.2.1", "192.0.2.2", gre(packet, 5))))),
                testing::ElementsAre("frame", "ethernet", "ipv4", "gre", "ipv4", "udp", "data"));
    Layer nested = packet;
    for (int i = 0; i < 30; ++i) nested = ipv4("192.0.2.1", "192.0.2.2", nested);
    EXPECT_EQ(layersOf(ethernet(nested)).size(), 2u + 9 + 1);  // the frame, eight tunnels deep, and the rest
}

TEST(Layers, ErrorsQuoteThePacket) {
    const Layer packet = ipv4("10.0.0.1", "10.0.0.2", udp(1, 53, octets("abc")));
    Octets rest = hex("00000000");
    rest.insert(rest.end(), packet.octets.begin(), packet.octets.end());
    const auto layers = layersOf(ethernet(ipv4("10.0.0.2", "10.0.0.1", icmp(3, 3, rest))));
    ASSERT_GE(layers.size(), 6u);
    EXPECT_EQ(value(layers, "icmp/type"), "3 (destination unreachable)");
    EXPECT_THAT(value(layers, "icmp/chksum"), testing::EndsWith("(correct)"));
    EXPECT_EQ(layers[4].value, "10.0.0.1 → 10.0.0.2");
    EXPECT_EQ(layers[5].name, "udp");
}

TEST(Layers, DnsRecords) {
    const Octets message = DnsBuilder(7)
                               .response()
                               .question("a.example")
                               .cname("a.example", "b.example")
                               .a("b.example", "192.0.2.1")
                               .build();
    const auto layers = layersOf(ethernet(ipv4("8.8.8.8", "10.0.0.1", udp(53, 5000, message))));
    EXPECT_EQ(value(layers, "dns"), "response NOERROR A a.example.");
    EXPECT_EQ(value(layers, "dns/answer"), "a.example. CNAME b.example");
    EXPECT_EQ(value(layers, "dns/answer/name"), "a.example.");
    EXPECT_EQ(value(layers, "dns/answer/rdata"), "b.example");
    const auto overTcp = layersOf(
        ethernet(ipv4("8.8.8.8", "10.0.0.1", tcp({.sourcePort = 53, .destinationPort = 5000}, dnsOverTcp(message)))));
    EXPECT_EQ(value(overTcp, "dns"), "response NOERROR A a.example.");
    EXPECT_EQ(at(overTcp, "dns").offset, at(overTcp, "dns length").offset + 2);
}

TEST(Layers, TlsAndHttp) {
    const auto carrying = [](const Octets& payload) {
        return layersOf(
            ethernet(ipv4("10.0.0.1", "192.0.2.1", tcp({.sourcePort = 5000, .destinationPort = 8080}, payload))));
    };
    const auto hello = carrying(tlsClientHello("www.example.org"));
    EXPECT_EQ(value(hello, "tls"), "handshake: client hello");
    EXPECT_EQ(value(hello, "tls/client hello/server_name"), "www.example.org");
    const auto request = carrying(httpRequest("www.example.org", "/x"));
    EXPECT_EQ(value(request, "http"), "GET /x HTTP/1.1");
    EXPECT_EQ(value(request, "http/Host"), "www.example.org");
    const auto response = carrying(octets("HTTP/1.1 200 OK\r\nServer: a\x1b[31m\r\n\r\nbody"));
    EXPECT_EQ(value(response, "http/Server"), "a\\x1B[31m");
    EXPECT_EQ(value(response, "body"), "4 bytes");
    EXPECT_EQ(value(carrying(octets("GET / HTTP/1.1\r\n: value\r\n\r\n")), "http/line"), ": value");
}

TEST(Layers, CutAnywhereStaysInside) {
    std::vector<Octets> frames;
    frames.push_back(ethernet(ipv4("10.0.0.1", "192.0.2.1",
                                   tcp({.sourcePort = 5000, .destinationPort = 443, .options = hex("020405b40101")},
                                       tlsClientHello("www.example.org")))));
    frames.push_back(ethernet(vlan(
        5, ipv6("fd00::1", "fd00::2",
                hopByHop(udp(53, 5353,
                             DnsBuilder(7).response().question("a.example").a("a.example", "192.0.2.1").build()))))));
    frames.push_back(ethernet(arp("10.0.0.1", "10.0.0.2")));
    frames.push_back(
        ethernet(ipv4("1.1.1.1", "2.2.2.2",
                      udp(4789, 4789, vxlan(3, ethernet(ipv6("fd00::1", "fd00::2", icmpv6(135, 0, Octets(28, 1)))))))));
    for (const Octets& frame : frames) {
        for (std::size_t size = 0; size <= frame.size(); ++size) {
            const Octets cut(frame.begin(), frame.begin() + static_cast<std::ptrdiff_t>(size));
            checkPlaces(layersOf(cut), 0, size);
        }
        std::mt19937 random(7);
        for (int i = 0; i < 3000; ++i) {
            Octets changed = frame;
            for (int j = 0; j < 4; ++j) changed[random() % changed.size()] = static_cast<std::uint8_t>(random());
            checkPlaces(layersOf(changed), 0, changed.size());
        }
    }
}

TEST(Layers, NoisePassesUnderEveryLinkType) {
    std::mt19937 random(11);
    for (std::uint16_t type = 0; type < 300; ++type) {
        for (int i = 0; i < 20; ++i) {
            Octets noise(random() % 300);
            for (std::uint8_t& octet : noise) octet = static_cast<std::uint8_t>(random());
            checkPlaces(layersOf(noise, type), 0, noise.size());
        }
    }
}

TEST(Layers, FieldsAreBounded) {
    // A DNS message that promises 65,535 records and keeps the promise with the shortest there are.
    Octets message = hex("0001 8180 0000 ffff 0000 0000");
    for (int i = 0; i < 5000; ++i)
        for (const std::uint8_t octet : hex("00 0001 0001 00000000 0000")) message.push_back(octet);
    const auto layers = layersOf(ethernet(ipv4("8.8.8.8", "10.0.0.1", udp(53, 5000, message))));
    EXPECT_LE(count(layers), detail::maximumFields);
    EXPECT_GT(count(layers), detail::maximumFields - detail::maximumLayers);
    EXPECT_EQ(layers.back().name, "more");
}

TEST(HexDump, SixteenALine) {
    EXPECT_EQ(detail::hexDump(octets("Hello, packet!\r\nabc")),
              "0000  48 65 6c 6c 6f 2c 20 70  61 63 6b 65 74 21 0d 0a  Hello, packet!..\n"
              "0010  61 62 63                                          abc\n");
    EXPECT_EQ(detail::hexDump({}), "");
}

}  // namespace
