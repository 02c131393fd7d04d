// SPDX-License-Identifier: GPL-3.0-or-later
// tshark must see in each built frame what the test asked for, checksums included.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <sstream>

#include "tests/support/capturewriter.h"
#include "tests/support/dnsbuilder.h"

using namespace weir;
using namespace weir::test;

namespace {

/// What tshark prints, line by line.
std::vector<std::string> tshark(const std::vector<TestFrame>& frames, const std::string& arguments) {
    const std::string path =
        (std::filesystem::temp_directory_path() / ("weir-builder-" + std::to_string(::getpid()) + ".pcapng")).string();
    writePcapng(path, frames);
    const std::string command =
        "tshark -n -o ip.check_checksum:TRUE -o tcp.check_checksum:TRUE -o udp.check_checksum:TRUE"
        " -o sctp.checksum:TRUE -r " +
        path + " " + arguments + " 2>/dev/null";
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
    std::string all;
    for (int c = 0; pipe && (c = std::fgetc(pipe.get())) != EOF;) all.push_back(static_cast<char>(c));
    std::filesystem::remove(path);
    std::vector<std::string> lines;
    std::istringstream stream(all);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

struct Built {
    std::string protocols;  ///< of Wireshark's frame.protocols
    TestFrame frame;
};

std::vector<Built> everyKind() {
    const Layer query4 = udp(53000, 53, DnsBuilder(7).question("www.example.org").build());
    const Layer dns4 = ipv4("10.0.0.1", "8.8.8.8", query4);
    const Layer dns6 = ipv6("fd00::1", "2001:db8::53", query4);
    const Layer ping = ipv4("10.0.0.1", "10.0.0.2", icmp(8, 0, hex("00010001 6162")));
    const Octets inside = ethernet(ping);
    const auto in = [](Octets octets, std::uint16_t linkType = 1) {
        return TestFrame{.octets = std::move(octets), .linkType = linkType};
    };
    return {
        {"eth:ethertype:ip:udp:dns", in(ethernet(dns4))},
        {"eth:ethertype:ipv6:udp:dns", in(ethernet(dns6))},
        {"eth:ethertype:vlan:ethertype:ip:udp:dns", in(ethernet(vlan(10, dns4)))},
        {"eth:ethertype:ieee8021ad:ethertype:vlan:ethertype:ip:udp:dns",
         in(ethernet(vlan(10, vlan(20, dns4), 0x88a8)))},
        {"eth:ethertype:mpls:ip:udp:dns", in(ethernet(mpls({100, 200}, dns4)))},
        {"eth:ethertype:pppoes:ppp:ip:udp:dns", in(ethernet(pppoe(dns4)))},
        {"eth:ethertype:pppoes:ppp:ipv6:udp:dns", in(ethernet(pppoe(dns6)))},
        {"eth:llc:ip:udp:dns", in(ethernet(snap(dns4)))},
        {"eth:ethertype:arp", in(ethernet({.pad = true}, arp("10.0.0.1", "10.0.0.2")))},
        {"sll:ethertype:ip:udp:dns", in(sll(dns4), 113)},
        {"sll:ethertype:ipv6:udp:dns", in(sll2(dns6), 276)},
        {"null:ip:udp:dns", in(nullLink(dns4), 0)},
        {"null:ipv6:udp:dns", in(nullLink(dns6), 0)},
        {"raw:ip:udp:dns", in(raw(dns4), 101)},
        {"raw:ipv6:udp:dns", in(raw(dns6), 101)},
        {"eth:ethertype:ip:icmp:data", in(ethernet(ping))},
        {"eth:ethertype:ipv6:icmpv6:data",
         in(ethernet(ipv6("fd00::1", "fd00::2", icmpv6(128, 0, hex("00010001 61")))))},
        {"eth:ethertype:ip:tcp", in(ethernet(ipv4({.source = "1.2.3.4", .destination = "5.6.7.8", .options = hex("01")},
                                                  tcp({1, 2, 3, 4, 2, hex("020405b4")}))))},
        {"eth:ethertype:ip:sctp", in(ethernet(ipv4("1.2.3.4", "5.6.7.8", sctp(1, 2))))},
        {"eth:ethertype:ip:sctp:data", in(ethernet(ipv4("1.2.3.4", "5.6.7.8", sctp(1, 2, octets("abc")))))},
        {"eth:ethertype:ip:dccp:data", in(ethernet(ipv4("1.2.3.4", "5.6.7.8", dccp(1, 2, octets("abc")))))},
        {"eth:ethertype:ipv6:udplite:data", in(ethernet(ipv6("fd00::1", "fd00::2", udpLite(1, 2, octets("abc")))))},
        {"eth:ethertype:ip:ip:udp:dns", in(ethernet(ipv4("1.2.3.4", "5.6.7.8", dns4)))},
        {"eth:ethertype:ip:ipv6:udp:dns", in(ethernet(ipv4("1.2.3.4", "5.6.7.8", dns6)))},
        {"eth:ethertype:ip:gre:ip:udp:dns", in(ethernet(ipv4("1.2.3.4", "5.6.7.8", gre(dns4, 77))))},
        {"eth:ethertype:ip:udp:vxlan:eth:ethertype:ip:icmp:data",
         in(ethernet(ipv4("1.2.3.4", "5.6.7.8", udp(50000, 4789, vxlan(5, inside)))))},
        {"eth:ethertype:ip:udp:geneve:eth:ethertype:ip:icmp:data",
         in(ethernet(ipv4("1.2.3.4", "5.6.7.8", udp(50000, 6081, geneve(5, inside)))))},
        {"eth:ethertype:ip:udp:gtp:ip:udp:dns",
         in(ethernet(ipv4("1.2.3.4", "5.6.7.8", udp(50000, 2152, gtpU(5, dns4)))))},
        {"eth:ethertype:ip:udp:teredo:ipv6:udp:dns",
         in(ethernet(ipv4("1.2.3.4", "5.6.7.8", udp(50000, 3544, teredo(dns6)))))},
        {"eth:ethertype:ip:udp:teredo:ipv6:udp:dns",
         in(ethernet(ipv4("1.2.3.4", "5.6.7.8", udp(50000, 3544, teredo(dns6, true)))))},
        {"eth:ethertype:ipv6:ipv6.hopopts:ipv6.dstopts:ipv6.routing:udp:dns",
         in(ethernet(ipv6("fd00::1", "fd00::2", hopByHop(destinationOptions(routing(query4), 1)))))},
        {"eth:ethertype:ipv6:ah:udp:dns", in(ethernet(ipv6("fd00::1", "fd00::2", authentication(query4))))},
        {"eth:ethertype:ip:tcp:tls",
         in(ethernet(ipv4("1.2.3.4", "5.6.7.8", tcp({40000, 443, 1, 1}, tlsClientHello("www.example.org")))))},
        {"eth:ethertype:ip:tcp:http",
         in(ethernet(ipv4("1.2.3.4", "5.6.7.8", tcp({40000, 80, 1, 1}, httpRequest("www.example.org")))))},
    };
}

TEST(PacketBuilder, FramesAreWhatTsharkSees) {
    std::vector<TestFrame> frames;
    for (const Built& built : everyKind()) frames.push_back(built.frame);
    const auto lines = tshark(frames, "-T fields -e frame.protocols");
    ASSERT_EQ(lines.size(), frames.size());
    std::size_t i = 0;
    for (const Built& built : everyKind()) EXPECT_EQ(lines[i++], built.protocols) << "frame " << i;
    // Neither malformed, nor a wrong checksum (status 0), nor any other error that the expert system knows of.
    for (const std::string& line :
         tshark(frames, "-Y '_ws.malformed || _ws.expert.group == \"Checksum\" || _ws.expert.severity == \"Error\"'"))
        ADD_FAILURE() << line;
}

TEST(PacketBuilder, AWrongChecksumWouldBeSeen) {
    TestFrame frame{.octets = ethernet(ipv4("1.2.3.4", "5.6.7.8", udp(1, 2, octets("abc"))))};
    frame.octets.back() ^= 1;
    EXPECT_EQ(tshark({frame}, "-Y '_ws.expert.group == \"Checksum\"'").size(), 1U);
}

TEST(PacketBuilder, FragmentsJoinAgain) {
    const Layer datagram = udp(53000, 9, Octets(3000, 'x'));
    std::vector<TestFrame> frames;
    for (const Layer& part : ipv4Fragments({.source = "1.2.3.4", .destination = "5.6.7.8", .id = 9}, datagram, 1400))
        frames.push_back({.octets = ethernet(part)});
    for (const Layer& part : ipv6Fragments({.source = "fd00::1", .destination = "fd00::2"}, 9, datagram, 1400))
        frames.push_back({.octets = ethernet(part)});
    EXPECT_EQ(frames.size(), 6U);
    const auto lines = tshark(frames, "-Y 'udp.checksum.status == \"Good\"' -T fields -e frame.number -e udp.length");
    EXPECT_EQ(lines, (std::vector<std::string>{"3\t3008", "6\t3008"}));
}

TEST(PacketBuilder, DnsRecordsAreWhatTsharkSees) {
    const Octets message = DnsBuilder(7)
                               .response()
                               .question("www.example.org")
                               .cname("www.example.org", "web.example.org")
                               .a("web.example.org", "192.0.2.1")
                               .aaaa("web.example.org", "2001:db8::1")
                               .mx("example.org", 10, "mail.example.org")
                               .txt("example.org", {"one", "two"})
                               .srv("_sip._udp.example.org", 1, 2, 5060, "sip.example.org")
                               .ptr("1.2.0.192.in-addr.arpa", "web.example.org")
                               .svcb("example.org", 1, ".", svcParameter(4, hex("c0000202")))
                               .https("example.org", 1, "web.example.org", svcParameter(1, octets("\x02h2")))
                               .authority()
                               .ns("example.org", "ns.example.org")
                               .soa("example.org", "ns.example.org", "root.example.org")
                               .additional()
                               .opt()
                               .build();
    const TestFrame frame{.octets = ethernet(ipv4("8.8.8.8", "10.0.0.1", udp(53, 53000, message)))};
    EXPECT_EQ(tshark({frame},
                     "-T fields -e dns.count.answers -e dns.resp.name -e dns.cname -e dns.srv.target -e dns.a"
                     " -e dns.ptr.domain_name -e dns.soa.rname -e dns.count.add_rr"),
              (std::vector<std::string>{
                  "9\twww.example.org,web.example.org,web.example.org,example.org,example.org,"
                  "1.2.0.192.in-addr.arpa,example.org,example.org,example.org,example.org,<Root>\tweb.example.org\t"
                  "sip.example.org\t192.0.2.1\tweb.example.org\troot.example.org\t1"}));
    EXPECT_TRUE(tshark({frame}, "-Y '_ws.malformed || _ws.expert.severity == \"Error\"'").empty());
}

TEST(PacketBuilder, ConversationsHaveNoGaps) {
    TcpConversation conversation("10.0.0.1", 40000, "1.2.3.4", 80);
    conversation.handshake().clientSends(httpRequest("www.example.org")).serverSends(Octets(4000, 'x')).finish();
    const auto& frames = conversation.frames();
    EXPECT_EQ(frames.size(), 3U + 2 + 4 + 3);
    EXPECT_TRUE(tshark(frames, "-Y tcp.analysis.flags").empty());
    // 31: handshake, data and end, all seen.
    EXPECT_EQ(tshark(frames, "-2 -Y 'tcp.completeness == 31' -T fields -e frame.number").size(), frames.size());
}

}  // namespace
