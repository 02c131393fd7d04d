// SPDX-License-Identifier: GPL-3.0-or-later
// Community ID: the known answers that its specification publishes, and a second computation.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>

#include "core/dissect/record.h"
#include "core/table/filter.h"
#include "tests/support/analyzed.h"

using namespace weir;
using namespace weir::test;
using testing::ElementsAre;

namespace {

std::vector<std::string> ids(const std::vector<TestFrame>& frames) {
    return tableRows(analyzed(frames), "conversations", {"community_id"});
}
TestFrame packet(std::string_view from, std::string_view to, const Layer& inner) {
    const bool six = from.find(':') != std::string_view::npos;
    return {ethernet(six ? ipv6(from, to, inner) : ipv4(from, to, inner)), 0, 0, 1};
}

struct Known {
    const char* name;
    TestFrame first;
    const char* id;
};

class KnownIds : public testing::TestWithParam<Known> {};

TEST_P(KnownIds, AreComputed) { EXPECT_THAT(ids({GetParam().first}), ElementsAre(GetParam().id)); }

constexpr std::string_view near6 = "fe80::200:86ff:fe05:80da", far6 = "fe80::260:97ff:fe07:69ea",
                           asker6 = "3ffe:507:0:1:200:86ff:fe05:80da";

INSTANTIATE_TEST_SUITE_P(
    CommunityId, KnownIds,
    testing::Values(
        Known{"tcp", packet("128.232.110.120", "66.35.250.204", tcp({34855, 80})), "1:LQU9qZlK+B5F3KDmev6m5PMibrg="},
        Known{"tcpBack", packet("66.35.250.204", "128.232.110.120", tcp({80, 34855})),
              "1:LQU9qZlK+B5F3KDmev6m5PMibrg="},
        Known{"udp", packet("192.168.1.52", "8.8.8.8", udp(54585, 53)), "1:d/FP5EW3wiY1vCndhwleRRKHowQ="},
        Known{"sctp", packet("192.168.170.8", "192.168.170.56", sctp(7, 7)), "1:MP2EtRCAUIZvTw6MxJHLV7N7JDs="},
        Known{"tcp6", packet("2001:470:e5bf:dead:4957:2174:e82c:4887", "2607:f8b0:400c:c03::1a", tcp({63943, 25})),
              "1:/qFaeAR+gFe1KYjMzVDsMv+wgU4="},
        Known{"echo", packet("192.168.0.89", "192.168.0.1", icmp(8, 0)), "1:X0snYXpgwiv9TZtqg64sgzUn6Dk="},
        Known{"echoReply", packet("192.168.0.1", "192.168.0.89", icmp(0, 0)), "1:X0snYXpgwiv9TZtqg64sgzUn6Dk="},
        Known{"timeExceeded", packet("10.0.0.1", "10.0.0.2", icmp(11, 0)), "1:YHxtAirCG//0OzkcVAukqKQN9xM="},
        Known{"neighbour", packet(near6, far6, icmpv6(135, 0)), "1:dGHyGvjMfljg6Bppwm3bg0LO8TY="},
        Known{"neighbourBack", packet(near6, far6, icmpv6(136, 0)), "1:zavyT/cezQr1fmImYCwYnMXbgck="},
        Known{"echo6", packet(asker6, "3ffe:501:0:1001::2", icmpv6(128, 0)), "1:+TW+HtLHvV1xnGhV1lv7XoJrqQg="},
        Known{"routers", packet(near6, "ff02::2", icmpv6(133, 0)), "1:hO+sN4H+MG5MY/8hIrXPqc4ZQz0="},
        Known{"exceeded6", packet("3ffe:501:1800:2345::2", asker6, icmpv6(3, 0)), "1:2ObVBgIn28oZvibYZhZMBgh7WdQ="},
        Known{"unreachable6", packet("3ffe:501:410:0:2c0:dfff:fe47:33e", asker6, icmpv6(1, 4)),
              "1:hLZd0XGWojozrvxqE0dWB1iM6R0="},
        Known{"rsvp", packet("10.1.12.1", "10.1.12.2", weir::test::protocol(46, octets("abcdefgh"))),
              "1:KHlLkgoJW7ifUTyTSgyVfkFHzKw="}),
    [](const testing::TestParamInfo<Known>& known) { return std::string(known.param.name); });

TEST(CommunityId, IsAFilterAndOnlyOfSingleConversations) {
    const auto snapshot = analyzed({packet("128.232.110.120", "66.35.250.204", tcp({34855, 80})),
                                    packet("192.168.1.52", "8.8.8.8", udp(54585, 53))});
    capturetables::TableRequest request;
    request.name = "conversations";
    const auto table = capturetables::makeTable(snapshot, request).take();
    auto filter = table::Filter::parse("community_id = \"1:LQU9qZlK+B5F3KDmev6m5PMibrg=\"", table->schema());
    ASSERT_TRUE(std::holds_alternative<table::Filter>(filter));
    EXPECT_EQ(std::get<table::Filter>(filter).apply(*table).size(), 1u);
    auto pasted = table::Filter::parse("community_id = 1:LQU9qZlK+B5F3KDmev6m5PMibrg=", table->schema());
    ASSERT_TRUE(std::holds_alternative<table::Filter>(pasted));
    EXPECT_EQ(std::get<table::Filter>(pasted).apply(*table).size(), 1u);
    request.groupBy = {"client", "server"};
    EXPECT_FALSE(table::findColumn(capturetables::tableSchema(request).value(), "community_id"));
    request.groupBy = {};
    request.twoWay = false;
    EXPECT_FALSE(table::findColumn(capturetables::tableSchema(request).value(), "community_id"));
}

TEST(CommunityId, OfMessagesHasEveryKind) {
    const std::string_view echo = "1:X0snYXpgwiv9TZtqg64sgzUn6Dk=";
    const auto there = packet("192.168.0.89", "192.168.0.1", icmp(8, 0)),
               back = packet("192.168.0.1", "192.168.0.89", icmp(0, 0));
    EXPECT_THAT(ids({there, back, there}), ElementsAre(echo));
    EXPECT_THAT(ids({back, there}), ElementsAre(echo));
    EXPECT_THAT(ids({packet(near6, far6, icmpv6(135, 0)), packet(far6, near6, icmpv6(136, 0)),
                     packet(near6, far6, icmpv6(136, 0)), packet(far6, near6, icmpv6(135, 0))}),
                ElementsAre("1:dGHyGvjMfljg6Bppwm3bg0LO8TY=;1:zavyT/cezQr1fmImYCwYnMXbgck="));
    // No more than a few are kept, and they do not disturb what flows are told by.
    std::vector<TestFrame> many;
    for (unsigned code = 0; code < 20; ++code) many.push_back(packet("10.0.0.1", "10.0.0.2", icmp(3, code)));
    ASSERT_EQ(ids(many).size(), 1u);
    EXPECT_EQ(ids(many)[0].size(), 4 * 30 + 3u);
}

TEST(CommunityId, IsEmptyWherePortsAreNotKnown) {
    auto parts = ipv4Fragments({"10.0.0.1", "8.8.8.8", 77}, udp(1000, 2000, Octets(64, 'x')), 32);
    EXPECT_THAT(ids({{ethernet(parts[1]), 0, 0, 1}}), ElementsAre(""));
    TestFrame cut = packet("10.0.0.1", "8.8.8.8", icmp(8, 0));
    cut.original = static_cast<std::uint32_t>(cut.octets.size());
    cut.octets.resize(14 + 20);
    EXPECT_THAT(ids({cut}), ElementsAre(""));
}

/// Written after the specification, in another language and with another library.
constexpr const char* second = R"python(
import base64, hashlib, ipaddress, sys
for line in sys.stdin:
    one, other, first, last, number = line.split()
    ends = sorted([(ipaddress.ip_address(one).packed, int(first)), (ipaddress.ip_address(other).packed, int(last))])
    data = b"\0\0" + ends[0][0] + ends[1][0] + bytes([int(number), 0])
    data += ends[0][1].to_bytes(2, "big") + ends[1][1].to_bytes(2, "big")
    print("1:" + base64.b64encode(hashlib.sha1(data).digest()).decode())
)python";

TEST(CommunityId, AgreesWithASecondComputation) {
    const std::string folder = testing::TempDir() + std::to_string(::getpid()) + "-", script = folder + "community.py",
                      input = folder + "community.in";
    std::ofstream(script) << second;
    std::vector<TestFrame> frames;
    {
        std::ofstream lines(input);
        for (unsigned i = 1; i <= 300; ++i) {
            const std::uint32_t spread = i * 2654435761u;
            const std::string one = IpAddress::v4(spread).toString(), other = IpAddress::v4(~spread / 3).toString();
            const std::string six = IpAddress::v6(0x20010db8ull << 32 | spread, i).toString(), seven = "2001:db8::7";
            const auto port = static_cast<std::uint16_t>(spread >> 5), back = static_cast<std::uint16_t>(i * 77);
            frames.push_back(packet(one, other, i % 2 ? tcp({port, back}) : udp(port, back)));
            frames.push_back(packet(six, seven, i % 2 ? udp(port, back) : tcp({port, back})));
            frames.push_back(packet(one, one, udp(port, back)));
            lines << one << ' ' << other << ' ' << port << ' ' << back << ' ' << (i % 2 ? 6 : 17) << '\n'
                  << six << ' ' << seven << ' ' << port << ' ' << back << ' ' << (i % 2 ? 17 : 6) << '\n'
                  << one << ' ' << one << ' ' << port << ' ' << back << " 17\n";
        }
    }
    std::vector<std::string> expected;
    FILE* const python = ::popen(("python3 '" + script + "' < '" + input + "'").c_str(), "r");
    ASSERT_NE(python, nullptr);
    char line[64];
    while (std::fgets(line, sizeof line, python)) expected.emplace_back(line, std::char_traits<char>::length(line) - 1);
    ::pclose(python);
    ASSERT_EQ(expected.size(), frames.size());
    auto found = ids(frames);
    std::sort(found.begin(), found.end());
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(found, expected);
}

}  // namespace
