// SPDX-License-Identifier: GPL-3.0-or-later
// What a server's certificate is a reason for: signed by itself, or for another name than the one that was asked for.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/findings/findings.h"
#include "tests/protocol/hellobuilder.h"
#include "tests/support/certificates.h"

using namespace weir;
using namespace weir::test;
using testing::ElementsAre;

namespace {

constexpr const char* server = "93.184.216.34";

/// TLS 1.2 with a client that asks for this name (none where empty) and a server that shows this certificate.
std::vector<TestFrame> talk(std::string_view name, const Octets& certificate) {
    Octets flight = serverHello(0x0303, {});
    put(flight, certificates({certificate}));
    TcpConversation conversation("10.0.0.1", 40000, server, 443, 1'000'000'000);
    return conversation.handshake()
        .clientSends(tlsClientHello(name))
        .serverSends(records(flight), 400)
        .finish()
        .frames();
}

bool found(std::string_view name, const char* alternatives, bool selfSigned, const char* commonName = "c2.example") {
    return has(talk(name, makeCertificate(alternatives, selfSigned, commonName)), server, "certificate");
}

TEST(Certificates, SignedByThemselves) {
    EXPECT_TRUE(found("c2.example", "DNS:c2.example", true));
    EXPECT_FALSE(found("c2.example", "DNS:c2.example", false));
    EXPECT_TRUE(found("", "DNS:c2.example", true)) << "who asked for no name is shown one all the same";
    EXPECT_FALSE(found("", "DNS:c2.example", false));
}

TEST(Certificates, ForAnotherName) {
    EXPECT_TRUE(found("www.example.com", "DNS:c2.example", false));
    EXPECT_FALSE(found("www.example.com", "DNS:c2.example,DNS:www.example.com", false));
    EXPECT_FALSE(found("www.example.com", "DNS:*.example.com", false));
    EXPECT_TRUE(found("a.www.example.com", "DNS:*.example.com", false)) << "a star is for one label";
    EXPECT_TRUE(found("example.com", "DNS:*.example.com", false));
    EXPECT_FALSE(found("www.example.com", "DNS:x.example", false, "WWW.Example.COM")) << "case is no difference";
}

TEST(Certificates, TheReasonNamesBothNames) {
    const traffic::Snapshot snapshot = analyzed(talk("www.example.com", makeCertificate("DNS:other.example", false)));
    EXPECT_THAT(tableRows(snapshot, "findings", {"why"}),
                testing::Contains(testing::HasSubstr(
                    "asked for 'www.example.com', the certificate is for 'c2.example;other.example'")));
    EXPECT_THAT(tableRows(snapshot, "tls", {"server_name", "certificate_names", "certificate_issuer"}),
                ElementsAre("www.example.com|c2.example;other.example|CN=Some CA"));
}

TEST(Certificates, ANameIsListedOnce) {
    const traffic::Snapshot snapshot =
        analyzed(talk("c2.example", makeCertificate("DNS:c2.example,DNS:C2.EXAMPLE", false, "C2.Example")));
    EXPECT_THAT(tableRows(snapshot, "tls", {"certificate_names"}), ElementsAre("c2.example"));
}

}  // namespace
