// SPDX-License-Identifier: GPL-3.0-or-later
// What named an address: answers to whomever, in whatever form, and what is no name.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "core/dissect/record.h"
#include "core/engine/analyze.h"
#include "tests/findings/findings.h"
#include "tests/support/dnsbuilder.h"

using namespace weir;
using namespace weir::test;
using testing::ElementsAre;

namespace {

constexpr std::int64_t second = 1'000'000'000;
constexpr std::string_view client = "192.168.1.10", server = "93.184.216.34", resolver = "192.168.1.1";

std::vector<TestFrame> answer(std::string_view to, const DnsBuilder& message, std::int64_t time = 0,
                              std::string_view from = resolver) {
    return {datagram(from, 53, to, 50000, message.build(), time)};
}
DnsBuilder named(std::string_view name, std::string_view address) {
    return address.find(':') == std::string_view::npos
               ? DnsBuilder(1).response().question(name).a(name, address)
               : DnsBuilder(1).response().question(name, 28).aaaa(name, address);
}
std::vector<TestFrame> says(const Octets& data, std::int64_t time = second, std::string_view who = client,
                            std::string_view to = server, std::uint16_t port = 80) {
    return TcpConversation(who, 40000, to, port, time).handshake().clientSends(data).frames();
}
std::vector<TestFrame> says(std::string_view data, std::int64_t time = second) { return says(octets(data), time); }
std::vector<TestFrame> get(const std::string& host, const std::string& target = "/") {
    return says("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
}
std::string state(std::initializer_list<std::vector<TestFrame>> parts, std::string_view address = server) {
    for (const std::string& row : tableRows(analyzed(merged(parts)), "hosts", {"address", "named_by"})) {
        if (row.starts_with(std::string(address) + "|"))
            return row.substr(address.size() + 1);
    }
    return "no row";
}
bool neverNamed(std::initializer_list<std::vector<TestFrame>> parts) {
    return has(merged(parts), std::string(server), "never-named");
}
const Octets plain = octets("\x01\x02\x03\x04");

TEST(NamedBy, AnAnswerToSomebodyElseCounts) {
    EXPECT_EQ(state({answer("192.168.1.11", named("a.example", server)), says(plain)}), "dns-other");
    EXPECT_EQ(state({answer(resolver, named("a.example", server), 0, "9.9.9.9"), says(plain)}), "dns-other");
    EXPECT_EQ(state({answer("fd00::10", named("a.example", server), 0, "fd00::1"), says(plain)}), "dns-other");
    EXPECT_EQ(state({answer("192.168.1.11", named("a.example", server), 9 * second), says(plain)}), "dns-other");
    EXPECT_FALSE(neverNamed({answer("192.168.1.11", named("a.example", server)), says(plain)}));
    EXPECT_EQ(state({answer(client, named("a.example", server)), says(plain)}), "dns");
    EXPECT_EQ(state({answer(client, named("a.example", server), 9 * second), says(plain)}), "dns-late");
    // The weakest of several clients is shown.
    EXPECT_EQ(state({answer(client, named("a.example", server)), says(plain), says(plain, second, "192.168.1.12")}),
              "dns-other");
}

TEST(NamedBy, AnAddressInAnotherFormIsTheSame) {
    EXPECT_EQ(state({answer(client, named("a.example", "::ffff:93.184.216.34")), says(plain)}), "dns");
    EXPECT_FALSE(neverNamed({answer(client, named("a.example", "::ffff:93.184.216.34")), says(plain)}));
    // DNS64: the answer holds what the translator, or its client, will call.
    EXPECT_EQ(state({answer("fd00::10", named("a.example", "64:ff9b::5db8:d822"), 0, "fd00::1"), says(plain)}),
              "dns-other");
    const auto throughNat = says(plain, second, "fd00::10", "64:ff9b::5db8:d822");
    EXPECT_EQ(state({answer("fd00::10", named("a.example", server), 0, "fd00::1"), throughNat}, "64:ff9b::5db8:d822"),
              "dns");
    EXPECT_THAT(tableRows(analyzed(merged({answer("fd00::10", named("a.example", server), 0, "fd00::1"), throughNat})),
                          "hosts", {"names"}),
                ElementsAre("a.example"));
    EXPECT_EQ(state({answer(client, named("a.example", "::ffff:93.184.216.35")), says(plain)}), "none");
}

TEST(NamedBy, ABareAddressIsNoName) {
    for (const char* host :
         {"93.184.216.34", "93.184.216.34:80", "[2606:2800::1]", "[2606:2800::1]:80", "[fe80::1%25eth0]", "1572395042",
          "0x5db8d822", "0135.0270.0330.042", "93.184.55330", "93.184.216.34.", "93.184.216.34:80:80"}) {
        EXPECT_EQ(state({get(host)}), "none") << host;
        EXPECT_TRUE(neverNamed({get(host)})) << host;
        EXPECT_TRUE(has(get(host), std::string(server), "http-to-address")) << host;
    }
    for (const char* host : {"a.example", "1.2.3.4.example", "4chan", "93.184.216.34.nip.io:8080", "0x5db8.example"})
        EXPECT_EQ(state({get(host)}), "http") << host;
    EXPECT_EQ(state({says(tlsClientHello("93.184.216.34"), second, client, server, 443)}), "none");
    EXPECT_EQ(state({says(tlsClientHello("a.example"), second, client, server, 443)}), "tls");
}

TEST(NamedBy, WhereNothingIsLeftOfItThereIsNoName) {
    for (const char* host : {"", ".", ":80", ".:80", " "}) {
        EXPECT_EQ(state({get(host)}), "none") << host;
        EXPECT_TRUE(neverNamed({get(host)})) << host;
    }
    for (const char* name : {".", " "})
        EXPECT_EQ(state({says(tlsClientHello(name), second, client, server, 443)}), "none") << name;
}

TEST(NamedBy, AFinalDotBelongsToNoName) {
    const traffic::Snapshot snapshot = analyzed(says(tlsClientHello("A.Example."), second, client, server, 443));
    EXPECT_THAT(tableRows(snapshot, "tls", {"server_name"}), ElementsAre("a.example"));
}

TEST(NamedBy, AProxyIsNotWhomItIsAskedFor) {
    EXPECT_EQ(state({get("a.example", "http://a.example/x")}), "none");
    EXPECT_EQ(state({get("proxy.example", "HTTP://a.example/x")}), "none");
    EXPECT_EQ(state({says("CONNECT a.example:443 HTTP/1.1\r\nHost: a.example:443\r\n\r\n")}), "none");
    EXPECT_TRUE(neverNamed({get("a.example", "http://a.example/x")}));
    // A target that only holds an address in its query is an ordinary one.
    EXPECT_EQ(state({get("a.example", "/go?to=http://b.example/")}), "http");
    EXPECT_EQ(state({answer(client, named("proxy.example", server)), get("a.example", "http://a.example/x")}), "dns");
}

TEST(NamedBy, AHostHeaderThatDnsContradictsIsNoName) {
    EXPECT_EQ(state({answer(client, named("www.example.com", "93.184.216.99")), get("www.example.com")}), "none");
    EXPECT_EQ(state({answer("192.168.1.11", named("www.example.com", "93.184.216.99")), get("WWW.Example.COM.:80")}),
              "none");
    EXPECT_EQ(state({answer(client, named("other.example", "93.184.216.99")), get("www.example.com")}), "http");
    EXPECT_EQ(state({answer(client, named("www.example.com", server)), get("www.example.com")}), "dns");
    // By its canonical name, too.
    const DnsBuilder alias = DnsBuilder(1)
                                 .response()
                                 .question("www.example.com")
                                 .cname("www.example.com", "cdn.example")
                                 .a("cdn.example", "93.184.216.99");
    EXPECT_EQ(state({answer(client, alias), get("www.example.com")}), "none");
}

TEST(NamedBy, InsideAFileTheOrderOfFramesDecides) {
    const auto told = answer(client, named("a.example", server), 86400 * second);  // the clock is set back after it
    auto frames = told;
    for (const TestFrame& frame : says(plain, 0)) frames.push_back(frame);
    EXPECT_THAT(tableRows(analyzed(frames), "hosts", {"named_by"}), ElementsAre("dns"));
}

TEST(NamedBy, BetweenFilesTheTimesDo) {
    const auto folder = std::filesystem::temp_directory_path() / ("weir-named-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    const std::string asked = folder / "asked.pcap", used = folder / "used.pcap", late = folder / "late.pcap";
    writePcap(asked, answer(client, named("a.example", server), 100 * second));
    writePcap(used, says(plain, 200 * second));
    writePcap(late, answer(client, named("a.example", server), 300 * second));
    const auto hosts = [](std::vector<std::string> files) {
        auto read = engine::analyze(std::move(files), {});
        return tableRows(read.take(), "hosts", {"named_by"});
    };
    EXPECT_THAT(hosts({asked, used}), ElementsAre("dns"));
    EXPECT_THAT(hosts({used, asked}), ElementsAre("dns"));
    EXPECT_THAT(hosts({used, late}), ElementsAre("dns-late"));
    EXPECT_THAT(hosts({late, used}), ElementsAre("dns-late"));
    EXPECT_THAT(hosts({late, used, asked}), ElementsAre("dns"));
    std::filesystem::remove_all(folder);
}

}  // namespace
