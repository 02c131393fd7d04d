// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <random>

#include "core/protocol/ja.h"
#include "core/protocol/tls.h"
#include "protocol/hellobuilder.h"

namespace {

using namespace weir;
using namespace weir::protocol;
using weir::test::Octets;

Octets exampleExtensions() {
    Octets out = test::extension(0x1a1a, {});
    test::put(out, test::serverName("www.Example.org"));
    test::put(out, test::extension(10, test::counted(test::numbers({0x2a2a, 29, 23}), 2)));
    test::put(out, test::extension(11, {1, 0}));
    test::put(out, test::extension(13, test::counted(test::numbers({0x0403, 0x0804}), 2)));
    test::put(out, test::applications({"h2", "http/1.1"}));
    test::put(out, test::extension(43, test::counted(test::numbers({0x3a3a, 0x0304, 0x0303}), 1)));
    return out;
}
Octets example() {
    return test::clientHello(0x0303, test::numbers({0x4a4a, 0x1301, 0xc02b, 0x002f}), exampleExtensions());
}

void expectExample(const ClientHello& hello) {
    EXPECT_EQ(hello.legacyVersion, 0x0303);
    EXPECT_EQ(hello.version(), 0x0304);
    EXPECT_TRUE(hello.hasServerName);
    EXPECT_EQ(hello.serverName, "www.Example.org");
    EXPECT_EQ(hello.applications, (std::vector<std::string>{"h2", "http/1.1"}));
    EXPECT_EQ(hello.ciphers, (std::vector<std::uint16_t>{0x4a4a, 0x1301, 0xc02b, 0x002f}));
    EXPECT_EQ(hello.extensions, (std::vector<std::uint16_t>{0x1a1a, 0, 10, 11, 13, 16, 43}));
    EXPECT_EQ(hello.groups, (std::vector<std::uint16_t>{0x2a2a, 29, 23}));
    EXPECT_EQ(hello.pointFormats, (std::vector<std::uint8_t>{0}));
    EXPECT_EQ(hello.signatureAlgorithms, (std::vector<std::uint16_t>{0x0403, 0x0804}));
    EXPECT_EQ(hello.supportedVersions, (std::vector<std::uint16_t>{0x3a3a, 0x0304, 0x0303}));
}

TEST(ClientHelloReader, ReadsAWholeHello) {
    ClientHello hello;
    ASSERT_EQ(readClientHello(test::records(example()), hello), TlsStatus::complete);
    expectExample(hello);
}

TEST(ClientHelloReader, JoinsRecordsOfAnySize) {
    for (const std::size_t size : {1, 2, 3, 4, 5, 7, 50, 100}) {
        ClientHello hello;
        ASSERT_EQ(readClientHello(test::records(example(), size), hello), TlsStatus::complete) << size;
        expectExample(hello);
    }
}

TEST(ClientHelloReader, AsksForMoreAtEveryCut) {
    for (const std::size_t size : {16384, 60}) {
        const Octets whole = test::records(example(), size);
        for (std::size_t cut = 0; cut < whole.size(); ++cut) {
            ClientHello hello;
            std::size_t wanted = 0;
            ASSERT_EQ(readClientHello(Bytes(whole).first(cut), hello, &wanted), TlsStatus::needMore) << cut;
            EXPECT_GT(wanted, cut);
            EXPECT_LE(wanted, whole.size());
        }
    }
}

TEST(ClientHelloReader, IgnoresWhatFollows) {
    Octets stream = test::records(example());
    stream.insert(stream.end(), 300, 0x17);
    ClientHello hello;
    EXPECT_EQ(readClientHello(stream, hello), TlsStatus::complete);
}

TEST(ClientHelloReader, RefusesOtherProtocols) {
    ClientHello hello;
    for (const std::string_view text :
         {"GET / HTTP/1.1\r\n\r\n", "SSH-2.0-OpenSSH_9.2", "G", "\x16\x02\x01", "\x17\x03\x03\x00\x20"})
        EXPECT_EQ(readClientHello(asBytes(text), hello), TlsStatus::notTls) << text;
    Octets server = test::records(test::message(2, Octets(40, 0)));
    EXPECT_EQ(readClientHello(server, hello), TlsStatus::notTls);
}

TEST(ClientHelloReader, RefusesLyingLengths) {
    ClientHello hello;
    Octets list = test::serverName("a.example");
    list[3] = 0xff;  // the extension is longer than the list that holds it
    EXPECT_EQ(readClientHello(test::records(test::clientHello(0x0303, test::numbers({0x1301}), list)), hello),
              TlsStatus::broken);
    Octets odd = test::records(test::clientHello(0x0303, {0x13, 0x01, 0x00}, {}));
    EXPECT_EQ(readClientHello(odd, hello), TlsStatus::broken);
    Octets huge = test::records(example());
    huge[6] = 0x7f;  // a message of eight megabytes
    EXPECT_EQ(readClientHello(huge, hello), TlsStatus::broken);
    Octets interrupted = test::records(example(), 60);
    interrupted[65] = 21;  // an alert in the middle
    EXPECT_EQ(readClientHello(interrupted, hello), TlsStatus::broken);
}

TEST(ClientHelloReader, TakesAnInnerLieAsNothingSaid) {
    Octets list = test::extension(0, {0x00, 0xff, 0x00, 0x00, 0x05, 'a', 'b'});
    test::put(list, test::extension(16, {0x00, 0x03, 0x05, 'h', '2'}));
    ClientHello hello;
    ASSERT_EQ(readClientHello(test::records(test::clientHello(0x0303, test::numbers({0x1301}), list)), hello),
              TlsStatus::complete);
    EXPECT_TRUE(hello.hasServerName);
    EXPECT_EQ(hello.serverName, "");
    EXPECT_TRUE(hello.applications.empty());
}

TEST(ClientHelloReader, RecognisesTheSslv2Form) {
    Octets stream{0x80, 0x2b, 1, 3, 1, 0, 18, 0, 0, 0, 16};
    stream.resize(stream.size() + 34, 7);
    ClientHello hello;
    ASSERT_EQ(readClientHello(stream, hello), TlsStatus::complete);
    EXPECT_TRUE(hello.sslv2Form);
    EXPECT_EQ(tlsVersionName(hello.version()), "TLS 1.0");
    stream[1] = 0x2c;
    EXPECT_EQ(readClientHello(stream, hello), TlsStatus::notTls);
}

TEST(ClientHelloReader, SurvivesAnyMutation) {
    std::mt19937 random(20240229);
    const Octets whole = test::records(example(), 100);
    std::size_t complete = 0;
    for (int round = 0; round < 20000; ++round) {
        Octets mutated = whole;
        for (unsigned i = 0; i <= random() % 4; ++i)
            mutated[random() % mutated.size()] = static_cast<std::uint8_t>(random());
        mutated.resize(random() % 3 == 0 ? random() % mutated.size() : mutated.size());
        ClientHello hello;
        if (readClientHello(mutated, hello) == TlsStatus::complete) {
            ++complete;
            EXPECT_EQ(ja3(hello).size(), 32U);
            EXPECT_EQ(ja4(hello, HelloTransport::tcp).size(), 36U);
        }
        ServerFlight flight;
        readServerFlight(mutated, flight);
        readDtlsClientHello(mutated, hello);
    }
    EXPECT_GT(complete, 1000U);
}

TEST(Dtls, ReadsAnUnfragmentedHello) {
    Octets body;
    test::put(body, 0xfefd, 2);
    body.insert(body.end(), 32, 1);
    test::put(body, Octets{0, 2, 0xaa, 0xbb});  // no session, a cookie of two octets
    test::put(body, test::counted(test::numbers({0xc02b}), 2));
    test::put(body, Octets{1, 0});
    test::put(body, test::counted(test::serverName("call.example"), 2));
    Octets handshake{1};
    test::put(handshake, body.size(), 3);
    test::put(handshake, Octets{0, 0, 0, 0, 0});
    test::put(handshake, body.size(), 3);
    test::put(handshake, body);
    Octets datagram{22, 0xfe, 0xff, 0, 0, 0, 0, 0, 0, 0, 0};
    test::put(datagram, test::counted(handshake, 2));
    ClientHello hello;
    ASSERT_EQ(readDtlsClientHello(datagram, hello), TlsStatus::complete);
    EXPECT_EQ(hello.serverName, "call.example");
    EXPECT_EQ(ja4(hello, HelloTransport::dtls).substr(0, 10), "dd2d010100");
    for (std::size_t cut = 0; cut < datagram.size(); ++cut)
        EXPECT_NE(readDtlsClientHello(Bytes(datagram).first(cut), hello), TlsStatus::complete);
}

TEST(ServerFlightReader, ReadsHelloAndCertificate) {
    Octets handshake = test::serverHello(0x0303, test::applications({"h2"}));
    test::put(handshake, test::certificates({{0x30, 0x03, 1, 2, 3}, {0x30, 0x00}}));
    for (const std::size_t size : {16384, 1, 30}) {
        const Octets stream = test::records(handshake, size);
        ServerFlight flight;
        ASSERT_EQ(readServerFlight(stream, flight), TlsStatus::complete);
        EXPECT_EQ(flight.hello.cipher, 0xc02f);
        EXPECT_EQ(flight.hello.version, 0x0303);
        EXPECT_EQ(flight.hello.application, "h2");
        EXPECT_EQ(flight.certificate, (Octets{0x30, 0x03, 1, 2, 3}));
        for (std::size_t cut = 0; cut < stream.size(); ++cut) {
            std::size_t wanted = 0;
            ASSERT_EQ(readServerFlight(Bytes(stream).first(cut), flight, &wanted), TlsStatus::needMore) << cut;
            EXPECT_GT(wanted, cut);
        }
    }
}

TEST(ServerFlightReader, StopsWhereTls13Hides) {
    ServerFlight flight;
    ASSERT_EQ(readServerFlight(test::records(test::serverHello(0x0303, test::extension(43, {3, 4}))), flight),
              TlsStatus::complete);
    EXPECT_EQ(flight.hello.version, 0x0304);
    EXPECT_TRUE(flight.certificate.empty());
}

TEST(ServerFlightReader, SaysThatAnAlertCame) {
    ServerFlight flight;
    EXPECT_EQ(readServerFlight(Octets{21, 3, 3, 0, 2, 2, 40}, flight), TlsStatus::complete);
    EXPECT_TRUE(flight.alert);
    EXPECT_FALSE(flight.hasHello);
}

TEST(Ja3, AgreesWithItsDocumentation) {
    // The two examples of https://github.com/salesforce/ja3.
    ClientHello hello;
    hello.legacyVersion = 769;
    hello.ciphers = {47, 53, 5, 10, 49161, 49162, 49171, 49172, 50, 56, 19, 4};
    hello.extensions = {0, 10, 11};
    hello.groups = {23, 24, 25};
    hello.pointFormats = {0};
    EXPECT_EQ(ja3Text(hello), "769,47-53-5-10-49161-49162-49171-49172-50-56-19-4,0-10-11,23-24-25,0");
    EXPECT_EQ(ja3(hello), "ada70206e40642a3e4461f35503241d5");
    hello.ciphers = {4, 5, 10, 9, 100, 98, 3, 6, 19, 18, 99};
    hello.extensions.clear();
    hello.groups.clear();
    hello.pointFormats.clear();
    EXPECT_EQ(ja3Text(hello), "769,4-5-10-9-100-98-3-6-19-18-99,,,");
    EXPECT_EQ(ja3(hello), "de350869b8c85de67a350c8d186f11e6");
}

TEST(Ja4, FollowsTheTextOfItsSpecification) {
    ClientHello hello;
    hello.legacyVersion = 0x0303;
    EXPECT_EQ(ja4(hello, HelloTransport::tcp), "t12i000000_000000000000_000000000000");
    hello.supportedVersions = {0x0a0a, 0x0304, 0x0303};
    hello.hasServerName = true;
    hello.ciphers = {0x0a0a, 0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030,
                     0xcca9, 0xcca8, 0xc013, 0xc014, 0x009c, 0x009d, 0x002f, 0x0035};
    hello.extensions = {0x2a2a, 0x001b, 0x0000, 0x0033, 0x0010, 0x4469, 0x0017, 0x002d, 0x000d,
                        0x0005, 0x0023, 0x0012, 0x002b, 0xff01, 0x000b, 0x000a, 0x0015};
    hello.signatureAlgorithms = {0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601};
    hello.applications = {"h2"};
    EXPECT_EQ(ja4(hello, HelloTransport::tcp), "t13d1516h2_8daaf6152771_e5627efa2ab1");
    const std::pair<std::string, std::string> codes[] = {
        {"h", "hh"},        {"http/1.1", "h1"},         {"\xab", "ab"},          {"\xab\xcd", "ad"},
        {"\x30\xab", "3b"}, {"\x30\x31\xab\xcd", "3d"}, {"0\xab\xcd\x31", "01"}, {"", "00"}};
    for (const auto& [name, code] : codes) {
        hello.applications = {name};
        EXPECT_EQ(ja4(hello, HelloTransport::quic).substr(0, 10), "q13d1516" + code);
    }
}

}  // namespace
