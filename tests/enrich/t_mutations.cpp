// SPDX-License-Identifier: GPL-3.0-or-later
// Answers bent at random, the same way each time: whatever comes, a lookup ends, stays within bounds, says nothing
// unclean, and asks nobody whom it must not ask.
#include <gtest/gtest.h>

#include <QJsonArray>
#include <functional>
#include <random>

#include "core/enrich/providers/rdapbootstrap.h"
#include "core/enrich/providers/registration.h"
#include "core/enrich/providers/reputation.h"
#include "core/enrich/providers/virustotal.h"
#include "core/enrich/providers/whoistext.h"
#include "core/enrich/subject/cleantext.h"
#include "core/enrich/subject/linktemplates.h"
#include "tests/enrich/answers.h"
#include "tests/support/fakelookups/fixtures.h"

namespace weir::enrich {
using namespace weir::enrich::providers;
using namespace weir::enrich::subject;
namespace {

class Mutator {
public:
    explicit Mutator(unsigned seed) : m_random(seed) {}

    qsizetype below(qsizetype bound) {
        return bound <= 0 ? 0 : static_cast<qsizetype>(m_random() % static_cast<unsigned long>(bound));
    }
    QByteArray operator()(QByteArray bytes) {
        for (qsizetype left = 1 + below(6); left > 0; --left) {
            const qsizetype at = below(bytes.size() + 1);
            switch (below(6)) {
                case 0:
                    bytes.insert(at,
                                 pieces()[static_cast<std::size_t>(below(static_cast<qsizetype>(pieces().size())))]);
                    break;
                case 1:
                    bytes.remove(at, below(40));
                    break;
                case 2:
                    bytes.insert(at, bytes.mid(below(bytes.size()), below(200)));
                    break;
                case 3:
                    if (at < bytes.size())
                        bytes[at] = static_cast<char>(below(256));
                    break;
                case 4:
                    bytes.truncate(at);
                    break;
                default:
                    for (qsizetype n = below(4); n >= 0 && !bytes.isEmpty(); --n)
                        bytes[below(bytes.size())] = bytes[below(bytes.size())];
            }
        }
        return bytes;
    }

private:
    static const std::vector<QByteArray>& pieces() {
        static const std::vector<QByteArray> all{
            "\"",
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "null",
            "-1",
            "1e999",
            "99999999999999999999",
            "\\u0000",
            "\\ud800",
            QByteArray(1, '\0'),
            "\xff\xfe",
            "\r\n\r\n",
            "\n%",
            "\n# ",
            "\xe2\x80\xae",
            "\x1b[31m",
            "<b>",
            "=cmd()",
            "ReferralServer: whois://127.0.0.1:22/\n",
            "ReferralServer: whois://-x.example.com\n",
            "refer: 10.0.0.1\n",
            "Registrar WHOIS Server: whois.evil.example.com\n",
            "country: KR\n",
            "OrgId: RIPE\n",
            "descr: ",
            R"({"rel":"related","type":"application/rdap+json","href":"https://127.0.0.1/x"})",
            R"("links":[{"rel":"related","href":"file:///etc/passwd"}],)",
            QByteArray(300, '['),
            QByteArray(5000, 'a'),
            QByteArray(3000, '\n'),
            QByteArray(400, '\x80')};
        return all;
    }
    std::mt19937 m_random;
};

void expectClean(const QString& text, const char* what) {
    EXPECT_LE(text.size(), 1100) << what;
    EXPECT_EQ(text, cleanText(text)) << what;
    EXPECT_FALSE(text.contains(u'\n')) << what;
}

void expectBounded(const LookupResult& result, qsizetype octets) {
    EXPECT_LE(result.fields.size(), 100);
    for (const Field& field : result.fields) {
        expectClean(field.label, "label");
        if (field.value.isString())
            expectClean(field.value.toString(), "value");
        EXPECT_LE(field.value.toArray().size(), 200) << field.key.toStdString();
        for (const QJsonValue& one : field.value.toArray()) expectClean(one.toString(), "item");
    }
    EXPECT_LE(result.countries.size(), 4000);
    for (const QString& country : result.countries) expectClean(country, "country");
    EXPECT_LE(result.warnings.size(), 50);
    for (const QString& warning : result.warnings) expectClean(warning, "warning");
    expectClean(result.reason, "reason");
    EXPECT_LE(result.raw.size(), octets + 4096);
    if (result.status != LookupStatus::ok && result.status != LookupStatus::truncated) {
        EXPECT_EQ(result.verdict, Verdict::none) << result.provider.toStdString();
    }
}

/// What a strange answer leads to must be a question that could be asked of anybody.
void expectHarmless(const RequestPlan& plan) {
    if (plan.channel == Channel::whois) {
        EXPECT_TRUE(plan.port == 43 || plan.port == 4321) << plan.port;
        EXPECT_LE(plan.query.size(), 300);
        for (const char c : plan.query) EXPECT_TRUE(c >= ' ' && c < 127) << int(c);
    } else {
        EXPECT_EQ(plan.url.scheme(), QStringLiteral("https"));
        EXPECT_EQ(plan.url.port(443), 443);
        EXPECT_TRUE(plan.url.userInfo().isEmpty());
    }
    EXPECT_FALSE(IpAddress::parse(plan.host.toStdString()).has_value()) << plan.host.toStdString();
    EXPECT_GE(plan.host.count(u'.'), 1);
    EXPECT_LE(plan.host.size(), 253);
}

/// Plays `rounds` bent forms of each body against the provider.
void bend(const Provider& provider, const QString& about, const QList<QByteArray>& bodies, bool http, int rounds) {
    Mutator mutate(20261124);
    const Indicator subject = indicator(about);
    constexpr int statuses[] = {200, 200, 200, 200, 404, 401, 429, 503, 302, 400};
    int read = 0;
    for (const QByteArray& body : bodies) {
        for (int round = 0; round < rounds; ++round) {
            qsizetype octets = 0;
            const LookupResult result = play(provider, subject, [&](const RequestPlan& plan) {
                expectHarmless(plan);
                const QByteArray bent = mutate(mutate.below(8) == 0 ? bodies[mutate.below(bodies.size())] : body);
                octets += bent.size();
                if (mutate.below(12) == 0)
                    return faulted(mutate.below(2) == 0 ? ReplyFault::tooLong : ReplyFault::closedEarly,
                                   QStringLiteral("cut"), bent);
                if (!http)
                    return answered(bent);
                const int status = statuses[mutate.below(std::size(statuses))];
                return answered(
                    bent, status,
                    {{"location", mutate("https://rdap.example.com/ip/8.8.8.8")}, {"retry-after", mutate("120")}});
            });
            expectBounded(result, octets);
            read += !result.fields.isEmpty();
            if (testing::Test::HasFailure()) {
                ADD_FAILURE() << provider.descriptor().id.toStdString() << ", round " << round << "\n"
                              << result.raw.left(2000).toStdString();
                return;
            }
        }
    }
    // Bent so little that some are still read, and so much that some are not: else this tried nothing.
    EXPECT_GT(read, 0);
    EXPECT_LT(read, rounds * bodies.size());
}

std::shared_ptr<const HostGate> gate() { return std::make_shared<HostGate>(TestEndpoints()); }

TEST(Mutations, Whois) {
    bend(WhoisProvider(gate()), QStringLiteral("104.80.224.44"),
         {fixtures::arinTwoNetworks(), fixtures::arinReferral("whois://whois.ripe.net"), fixtures::ripe(),
          fixtures::apnicKorea(), fixtures::lacnic(), fixtures::afrinic()},
         false, 600);
    bend(WhoisProvider(gate()), QStringLiteral("footprintdns.com"),
         {fixtures::verisign("whois.markmonitor.com"), fixtures::registrar()}, false, 600);
}

TEST(Mutations, Rdap) {
    const QByteArray domain =
        R"({"ldhName":"FOOTPRINTDNS.COM","status":["active"],"events":[{"eventAction":"registration","eventDate":"2013-06-26T17:21:23Z"}],
"entities":[{"roles":["registrar"],"publicIds":[{"type":"IANA Registrar ID","identifier":"292"}],"vcardArray":["vcard",[["fn",{},"text","Example Registrar Inc."]]]}],
"nameservers":[{"ldhName":"ns1.example.com"}],"secureDNS":{"delegationSigned":true},
"links":[{"rel":"related","type":"application/rdap+json","href":"https://rdap.markmonitor.com/rdap/domain/footprintdns.com"}]})";
    const auto tables = std::make_shared<RdapBootstrap>();
    bend(RdapProvider(gate(), tables), QStringLiteral("74.125.1.1"), {fixtures::rdapArin()}, true, 600);
    bend(RdapProvider(gate(), tables), QStringLiteral("footprintdns.com"), {domain}, true, 600);
    bend(RegistrationProvider(gate(), tables, WhoisUse::always), QStringLiteral("74.125.1.1"),
         {fixtures::rdapArin(), fixtures::ripe()}, true, 200);
}

TEST(Mutations, Reputation) {
    bend(VirusTotalProvider(), QStringLiteral("182.162.143.56"),
         {fixtures::virusTotal(65, 18, 0, 11), R"({"error":{"code":"QuotaExceededError","message":"x"}})"}, true, 400);
    const QByteArray bodies[] = {
        R"({"data":{"abuseConfidenceScore":90,"countryCode":"KR","isp":"X","totalReports":5,"isTor":false}})",
        R"({"ip":"x","noise":true,"riot":false,"classification":"malicious","name":"n","last_seen":"2024-01-01"})",
        R"({"ip":"x","ports":[80,443],"hostnames":["a.example.com"],"cpes":["cpe:/a"],"tags":["cdn"],"vulns":["CVE-2020-1"]})",
        R"({"query_status":"ok","url_count":"2","urls":[{"url":"http://evil.example.com/a","url_status":"online","threat":"t","tags":["exe"]}]})",
        R"({"query_status":"ok","data":[{"ioc":"182.162.143.56:443","confidence_level":75,"malware_printable":"E","first_seen":"x"}]})",
        R"({"pulse_info":{"count":2,"pulses":[{"name":"n","tags":["a"]}]},"validation":[],"asn":"AS1"})"};
    const std::shared_ptr<const Provider> providers[] = {abuseIpDb(), greyNoise(), internetDb(),
                                                         urlHaus(),   threatFox(), otx()};
    for (std::size_t i = 0; i < std::size(providers); ++i)
        bend(*providers[i], QStringLiteral("182.162.143.56"), {bodies[i]}, true, 600);
}

TEST(Mutations, Files) {
    Mutator mutate(7);
    const QByteArray table =
        R"({"version":"1.0","publication":"2026-01-01T00:00:00Z","services":[[["8.0.0.0/8"],["https://rdap.arin.net/registry/"]]]})";
    const QByteArray names =
        R"({"version":"1.0","publication":"2026-01-01T00:00:00Z","services":[[["com"],["https://rdap.verisign.com/com/v1/"]]]})";
    const QByteArray links = R"([{"name": "Pages", "url": "https://search.example/{address}"}])";
    for (int round = 0; round < 1500; ++round) {
        RdapBootstrap bootstrap;
        (void)bootstrap.take(RdapBootstrap::File::ipv4, mutate(table));
        (void)bootstrap.take(RdapBootstrap::File::dns, mutate(names));
        const Step step = RdapProvider(gate(), std::make_shared<RdapBootstrap>(bootstrap))
                              .next(indicator(QStringLiteral("8.8.8.8")), {});
        if (const auto* plan = std::get_if<RequestPlan>(&step))
            expectHarmless(*plan);
        if (const auto parsed = parseLinkTemplates(mutate(links)); parsed.ok()) {
            for (const LinkTemplate& link : parsed.value()) EXPECT_EQ(problemOf(link), QString());
        }
    }
}

}  // namespace
}  // namespace weir::enrich
