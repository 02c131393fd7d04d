// SPDX-License-Identifier: GPL-3.0-or-later
// Every field of IPv4, IPv6, TCP, UDP and DNS headers that tshark also knows, over whole captures.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/capture/reader.h"
#include "core/detail/layers.h"
#include "tests/support/tshark.h"

using namespace weir;
using namespace weir::test;
using detail::Field;

namespace {

std::vector<std::string> captures() {
    std::vector<std::string> out{WEIR_SAMPLE};
    const std::string folder = std::string(WEIR_CAPTURES) + '/';
    for (const char* name :
         {"CESNET+ipfixprobe/tests/functional/inputs/mixed.pcap", "FoxIO-LLC+ja4/pcap/ssh2.pcapng",
          "arkime+arkime/tests/pcap/arkime_synthetic.pcap", "appneta+tcpreplay/test/test.rewrite_vlan802.1ad",
          "cisco+mercury/unit_tests/pcaps/pppoe_double_vlan_tagging.pcap", "chrissanders+packets/synscan.pcapng",
          "emanuele-f+PCAPdroid/app/src/main/jni/tests/pcap/invalid_or_unsupported.pcap",
          "packetrat+packethunting/BadSSL.pcap", "zeek+zeek/testing/btest/Traces/llc.pcap",
          "elcabezzonn+Pcaps/wmi_query.pcap.gz", "wireshark+wireshark/test/captures/many_interfaces.pcapng.1",
          "snort3+snort3_demo/tests/inspectors/file_id_file_log/http_noblock.pcap"})
        out.push_back(folder + name);
    return out;
}

const Field* child(const std::vector<Field>& fields, std::string_view name) {
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.name == name; });
    return found == fields.end() ? nullptr : &*found;
}

/// The first word of "ipv4/ttl", or of "tcp/flags" the number in brackets; empty where there is none.
std::string word(const Field& layer, std::string_view name, bool inBrackets = false) {
    const Field* field = child(layer.children, name);
    if (!field)
        return {};
    const std::size_t open = field->value.find('(');
    if (inBrackets && open != std::string::npos)
        return field->value.substr(open + 1, field->value.find(')') - open - 1);
    return field->value.substr(0, field->value.find(' '));
}

/// tshark's checksum status: 0 bad, 1 good, 2 not verified, 3 not there.
std::string status(const Field& layer) {
    const Field* field = child(layer.children, "chksum");
    if (!field)
        return {};
    return field->value.find("(correct)") != std::string::npos ? "1"
           : field->value.find("(wrong") != std::string::npos  ? "0"
           : field->value.find("(none)") != std::string::npos  ? "3"
                                                               : "2";
}

std::string number(const std::string& text) {
    return text.empty() ? text : std::to_string(std::stoull(text, nullptr, 0));
}

class AgainstTshark : public testing::TestWithParam<std::string> {};

TEST_P(AgainstTshark, EveryField) {
    if (!hasTshark())
        GTEST_SKIP() << "no tshark";
    auto reader = capture::Reader::open({GetParam()});
    if (!reader)
        GTEST_SKIP() << reader.error().toString();
    static const std::vector<std::string> names = {"ip.hdr_len",
                                                   "ip.len",
                                                   "ip.id",
                                                   "ip.ttl",
                                                   "ip.proto",
                                                   "ip.checksum",
                                                   "ip.checksum.status",
                                                   "ip.src",
                                                   "ip.dst",
                                                   "tcp.srcport",
                                                   "tcp.dstport",
                                                   "tcp.seq_raw",
                                                   "tcp.ack_raw",
                                                   "tcp.flags",
                                                   "tcp.window_size_value",
                                                   "tcp.checksum",
                                                   "tcp.checksum.status",
                                                   "tcp.options",
                                                   "udp.srcport",
                                                   "udp.dstport",
                                                   "udp.length",
                                                   "udp.checksum",
                                                   "udp.checksum.status",
                                                   "dns.id",
                                                   "dns.count.queries",
                                                   "dns.count.answers",
                                                   "dns.qry.name",
                                                   "ip.frag_offset",
                                                   "ipv6.src",
                                                   "ipv6.dst",
                                                   "ipv6.hlim",
                                                   "ipv6.flow",
                                                   "icmp.checksum.status",
                                                   "icmpv6.checksum.status",
                                                   "eth.src",
                                                   "vlan.id",
                                                   "ieee8021ad.id",
                                                   "arp.opcode",
                                                   "arp.dst.proto_ipv4"};
    const auto rows = tsharkRows(GetParam(), names,
                                 "-o ip.check_checksum:TRUE -o tcp.check_checksum:TRUE -o udp.check_checksum:TRUE "
                                 "-o ip.defragment:FALSE -o ipv6.defragment:FALSE -o tcp.desegment_tcp_streams:FALSE");
    capture::Batch batch;
    std::size_t frame = 0, compared = 0;
    while (reader.value()->next(batch)) {
        for (const Frame& view : batch.frames) {
            ASSERT_LT(frame, rows.size());
            const auto& row = rows[frame++];
            const auto layers = detail::layersOf(view, frame);
            const auto said = [&](std::string_view name) -> const std::string& {
                return row[static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin())];
            };
            const auto compare = [&](std::string_view name, const std::string& ours) {
                ++compared;
                EXPECT_EQ(ours, said(name)) << GetParam() << " frame " << frame << ' ' << name << '\n'
                                            << detail::treeText(layers);
            };
            // Of a packet longer than its frame, such as one quoted in part, tshark judges what there is; it has no
            // right sum.
            const bool longer = std::any_of(layers.begin(), layers.end(), [&](const Field& layer) {
                return layer.name == "ipv4" && layer.offset + std::stoul("0" + word(layer, "len")) > view.original;
            });
            const auto judged = [&](std::string_view name, const Field& layer) {
                if (!longer || status(layer) != "2")
                    compare(name, status(layer));
            };
            if (const Field* ip = child(layers, "ipv4"); ip && !said("ip.dst").empty()) {
                compare("ip.ttl", word(*ip, "ttl"));
                compare("ip.src", word(*ip, "src"));
                compare("ip.dst", word(*ip, "dst"));
                compare("ip.proto", number(word(*ip, "proto", true)));
                compare("ip.checksum", word(*ip, "chksum"));
                compare("ip.checksum.status", status(*ip));
                ++compared;
                EXPECT_EQ(std::stoul(word(*ip, "frag")), std::stoul(said("ip.frag_offset")) * 8) << frame;
                EXPECT_EQ(word(*ip, "id"), number(said("ip.id")));
                if (word(*ip, "len") != "0")
                    compare("ip.len", word(*ip, "len"));
            }
            if (const Field* ip = child(layers, "ipv6"); ip && !said("ipv6.dst").empty()) {
                compare("ipv6.src", word(*ip, "src"));
                compare("ipv6.dst", word(*ip, "dst"));
                compare("ipv6.hlim", word(*ip, "ttl"));
                ++compared;
                EXPECT_EQ(number(word(*ip, "flow")), number(said("ipv6.flow"))) << frame;
            }
            if (const Field* tcp = child(layers, "tcp"); tcp && !said("tcp.checksum.status").empty()) {
                compare("tcp.srcport", word(*tcp, "sport"));
                compare("tcp.dstport", word(*tcp, "dport"));
                if (!said("tcp.seq_raw").empty())  // of quoted packets tshark has no raw numbers
                    compare("tcp.seq_raw", word(*tcp, "seq"));
                if (!said("tcp.ack_raw").empty())
                    compare("tcp.ack_raw", word(*tcp, "ack"));
                compare("tcp.window_size_value", word(*tcp, "window"));
                compare("tcp.checksum", word(*tcp, "chksum"));
                judged("tcp.checksum.status", *tcp);
                ++compared;
                EXPECT_EQ(number(word(*tcp, "flags", true)), number(said("tcp.flags"))) << frame;
                const Field* options = child(tcp->children, "options");
                if (said("tcp.options").size() > 0) {
                    EXPECT_EQ(options ? options->length * 2 : 0, said("tcp.options").size()) << frame;
                }
            }
            if (const Field* udp = child(layers, "udp"); udp && !said("udp.length").empty()) {
                compare("udp.srcport", word(*udp, "sport"));
                compare("udp.dstport", word(*udp, "dport"));
                compare("udp.length", word(*udp, "len"));
                if (!said("udp.checksum").empty()) {  // tshark stops at an impossible length
                    compare("udp.checksum", word(*udp, "chksum"));
                    judged("udp.checksum.status", *udp);
                }
            }
            if (const Field* icmp = child(layers, "icmp"); icmp && !said("icmp.checksum.status").empty())
                judged("icmp.checksum.status", *icmp);
            if (const Field* icmp = child(layers, "icmpv6"); icmp && !said("icmpv6.checksum.status").empty())
                judged("icmpv6.checksum.status", *icmp);
            if (const Field* dns = child(layers, "dns"); dns && !said("dns.count.answers").empty()) {
                ++compared;
                EXPECT_EQ(word(*dns, "id"), number(said("dns.id"))) << frame;
                compare("dns.count.queries", word(*dns, "qdcount"));
                compare("dns.count.answers", word(*dns, "ancount"));
            }
            if (const Field* ethernet = child(layers, "ethernet"); ethernet && !said("eth.src").empty())
                compare("eth.src", word(*ethernet, "src"));
            if (const Field* vlan = child(layers, "vlan"); vlan && said("ieee8021ad.id").empty())
                compare("vlan.id", word(*vlan, "vlan"));
            if (const Field* arp = child(layers, "arp"); arp && !said("arp.dst.proto_ipv4").empty()) {
                compare("arp.opcode", number(word(*arp, "op", true)));
                compare("arp.dst.proto_ipv4", word(*arp, "pdst"));
            }
        }
    }
    EXPECT_EQ(frame, rows.size());
    EXPECT_GT(compared, frame);
}

INSTANTIATE_TEST_SUITE_P(Captures, AgainstTshark, testing::ValuesIn(captures()),
                         [](const auto& one) { return "number" + std::to_string(one.index); });

}  // namespace
