// SPDX-License-Identifier: GPL-3.0-or-later
// Against libcrypto's own reading: of certificates made here, and of those in real captures.
#include <gtest/gtest.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <ctime>
#include <random>

#include "core/protocol/certificate.h"
#include "core/protocol/tls.h"
#include "protocol/hellobuilder.h"
#include "protocol/oracle.h"
#include "support/certificates.h"

namespace {

using namespace weir;
using namespace weir::protocol;
using weir::test::makeCertificate;
using weir::test::Octets;

TEST(CertificateReader, ReadsNamesAndTimes) {
    const Octets der = makeCertificate("DNS:c2.example,DNS:*.example,IP:192.0.2.7,IP:2001:db8::7,email:a@b", true);
    const std::optional<Certificate> certificate = readCertificate(der);
    ASSERT_TRUE(certificate);
    EXPECT_EQ(certificate->subject, "C=DE, O=Bär & Co, CN=c2.example");
    EXPECT_EQ(certificate->subjectCommonName, "c2.example");
    EXPECT_EQ(certificate->issuer, certificate->subject);
    EXPECT_TRUE(certificate->selfIssued);
    EXPECT_EQ(certificate->serial, "1234");
    EXPECT_EQ(certificate->dnsNames, (std::vector<std::string>{"c2.example", "*.example"}));
    EXPECT_EQ(certificate->addresses,
              (std::vector<IpAddress>{*IpAddress::parse("192.0.2.7"), *IpAddress::parse("2001:db8::7")}));
    EXPECT_EQ(certificate->notBefore, 1709208000);  // date -u -d '2024-02-29 12:00' +%s
    EXPECT_EQ(certificate->notAfter, 4102444799);   // date -u -d '2099-12-31 23:59:59' +%s
}

TEST(CertificateReader, SeesAnotherIssuer) {
    const std::optional<Certificate> certificate = readCertificate(makeCertificate("DNS:a", false));
    ASSERT_TRUE(certificate);
    EXPECT_FALSE(certificate->selfIssued);
    EXPECT_EQ(certificate->issuerCommonName, "Some CA");
}

TEST(CertificateReader, RefusesEveryCut) {
    const Octets der = makeCertificate("DNS:a", true);
    for (std::size_t cut = 0; cut < der.size(); ++cut) EXPECT_FALSE(readCertificate(Bytes(der).first(cut))) << cut;
}

TEST(CertificateReader, SurvivesAnyMutation) {
    const Octets der = makeCertificate("DNS:c2.example,IP:192.0.2.7", true);
    std::mt19937 random(11);
    int read = 0;
    for (int round = 0; round < 20000; ++round) {
        Octets mutated = der;
        for (unsigned i = 0; i <= random() % 4; ++i)
            mutated[random() % mutated.size()] = static_cast<std::uint8_t>(random());
        read += readCertificate(mutated).has_value();
    }
    EXPECT_GT(read, 1000);
    EXPECT_LT(read, 20000);
}

class CertificatesOf : public testing::TestWithParam<std::string> {};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(CertificatesOf);

TEST_P(CertificatesOf, AgreeWithLibcrypto) {
    int compared = 0;
    for (const test::TcpStream& stream : test::tcpStreams(GetParam())) {
        ServerFlight flight;
        if (readServerFlight(stream.server, flight) != TlsStatus::complete || flight.certificate.empty())
            continue;
        const unsigned char* der = flight.certificate.data();
        X509* theirs = d2i_X509(nullptr, &der, static_cast<long>(flight.certificate.size()));
        const std::optional<Certificate> ours = readCertificate(flight.certificate);
        ASSERT_EQ(ours.has_value(), theirs != nullptr) << "stream " << stream.number;
        if (!theirs)
            continue;
        char name[512] = "";
        X509_NAME_get_text_by_NID(X509_get_subject_name(theirs), NID_commonName, name, sizeof name);
        EXPECT_EQ(ours->subjectCommonName, name);
        EXPECT_EQ(ours->selfIssued, X509_NAME_cmp(X509_get_subject_name(theirs), X509_get_issuer_name(theirs)) == 0);
        std::tm time{};
        ASN1_TIME_to_tm(X509_get0_notBefore(theirs), &time);
        EXPECT_EQ(ours->notBefore, timegm(&time));
        ASN1_TIME_to_tm(X509_get0_notAfter(theirs), &time);
        EXPECT_EQ(ours->notAfter, timegm(&time));
        std::vector<std::string> names;
        auto* list = static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(theirs, NID_subject_alt_name, nullptr, nullptr));
        for (int i = 0; i < sk_GENERAL_NAME_num(list); ++i) {
            const GENERAL_NAME* entry = sk_GENERAL_NAME_value(list, i);
            if (entry->type == GEN_DNS)
                names.emplace_back(reinterpret_cast<const char*>(ASN1_STRING_get0_data(entry->d.dNSName)),
                                   ASN1_STRING_length(entry->d.dNSName));
        }
        EXPECT_EQ(ours->dnsNames, names);
        GENERAL_NAMES_free(list);
        X509_free(theirs);
        ++compared;
    }
    RecordProperty("compared", compared);
}
INSTANTIATE_TEST_SUITE_P(Captures, CertificatesOf, testing::ValuesIn(test::capturesWith({"tls"})),
                         [](const auto& instance) { return test::testName(instance.param); });

}  // namespace
