// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "core/enrich/providers/reputation.h"
#include "core/enrich/providers/virustotal.h"
#include "tests/enrich/answers.h"
#include "tests/support/fakelookups/fixtures.h"

namespace weir::enrich {
using namespace weir::enrich::providers;
using namespace weir::enrich::subject;
namespace {

const QString host = QStringLiteral("182.162.143.56");

LookupResult virusTotal(const QByteArray& body, int status = 200, QList<RequestHeader> headers = {}) {
    return play(VirusTotalProvider(), indicator(host),
                [&](const RequestPlan&) { return answered(body, status, headers); });
}

TEST(VirusTotal, ReadsTheEnginesCounts) {
    Exchanges exchanges;
    const LookupResult r = play(
        VirusTotalProvider(), indicator(host),
        [](const RequestPlan&) { return answered(fixtures::virusTotal(65, 18, 0, 11), 200); }, &exchanges);
    EXPECT_EQ(exchanges[0].plan.url.toString(),
              QStringLiteral("https://www.virustotal.com/api/v3/ip_addresses/182.162.143.56"));
    EXPECT_EQ(exchanges[0].plan.keyHeader, QByteArray("x-apikey"));
    EXPECT_EQ(r.number(QStringLiteral("harmless")), 65);
    EXPECT_EQ(r.number(QStringLiteral("malicious")), 18);
    EXPECT_EQ(r.number(QStringLiteral("suspicious")), 0);
    EXPECT_EQ(r.number(QStringLiteral("undetected")), 11);
    EXPECT_EQ(r.verdict, Verdict::malicious);
    EXPECT_EQ(r.text(QStringLiteral("analysed")), QStringLiteral("2022-11-08T09:33:20Z"));
    EXPECT_EQ(virusTotal(fixtures::virusTotal(79, 1, 0, 0)).verdict, Verdict::suspicious);
    EXPECT_EQ(virusTotal(fixtures::virusTotal(94, 0, 0, 0)).verdict, Verdict::none);
    const Step domain = VirusTotalProvider().next(indicator(QStringLiteral("www.example.com")), {});
    EXPECT_EQ(std::get<RequestPlan>(domain).url.toString(),
              QStringLiteral("https://www.virustotal.com/api/v3/domains/example.com"));
}

TEST(VirusTotal, MissingCountsAreNotZerosAndNonsenseIsNotRead) {
    const LookupResult none = virusTotal(R"({"data":{"attributes":{"reputation":-3}}})");
    EXPECT_EQ(none.status, LookupStatus::ok);
    EXPECT_EQ(none.reason, QStringLiteral("no analysis"));
    EXPECT_FALSE(none.number(QStringLiteral("malicious")));
    EXPECT_EQ(none.number(QStringLiteral("reputation")), -3);
    for (const char* stats : {R"({"malicious":"18"})", R"({"malicious":-1})", R"({"malicious":1e300})",
                              R"({"malicious":1.5})", R"({"malicious":null})"}) {
        const LookupResult r =
            virusTotal(QByteArray(R"({"data":{"attributes":{"last_analysis_stats":)") + stats + "}}}");
        EXPECT_EQ(r.status, LookupStatus::malformed) << stats;
        EXPECT_TRUE(r.fields.isEmpty());
    }
    for (const char* body : {"", "[]", "{}", R"({"data":5})", R"({"data":{"attributes":[]}})", "<html>"})
        EXPECT_EQ(virusTotal(body).status, LookupStatus::malformed) << body;
}

TEST(VirusTotal, ErrorsByTheirCode) {
    const auto error = [](int status, const char* code) {
        return virusTotal(QByteArray(R"({"error":{"code":")") + code + R"(","message":"words"}})", status);
    };
    EXPECT_EQ(error(401, "WrongCredentialsError").status, LookupStatus::authFailed);
    EXPECT_EQ(error(401, "UserNotActiveError").status, LookupStatus::authFailed);
    EXPECT_EQ(error(403, "ForbiddenError").status, LookupStatus::authFailed);
    EXPECT_EQ(error(404, "NotFoundError").status, LookupStatus::notFound);
    EXPECT_EQ(error(400, "NotAvailableYet").status, LookupStatus::notFound);
    EXPECT_EQ(error(400, "BadRequestError").status, LookupStatus::malformed);
    EXPECT_EQ(error(429, "QuotaExceededError").status, LookupStatus::quotaExhausted);
    EXPECT_EQ(error(429, "TooManyRequestsError").status, LookupStatus::rateLimited);
    EXPECT_EQ(error(503, "TransientError").status, LookupStatus::serverError);
    EXPECT_EQ(error(504, "DeadlineExceededError").status, LookupStatus::serverError);
    EXPECT_EQ(error(424, "FailedDependencyError").status, LookupStatus::serverError);
    EXPECT_EQ(error(418, "SomethingNew").status, LookupStatus::malformed);
    EXPECT_EQ(virusTotal("<html>", 404).status, LookupStatus::notFound);
    EXPECT_EQ(virusTotal("", 302, {{"location", "https://evil.example.com/"}}).status, LookupStatus::redirectRefused);
    EXPECT_TRUE(error(401, "WrongCredentialsError").reason.contains(u"words"));
}

TEST(VirusTotal, EveryCutIsSurvived) {
    const QByteArray whole = fixtures::virusTotal(65, 18, 0, 11);
    for (qsizetype i = 0; i < whole.size(); ++i) {
        EXPECT_EQ(virusTotal(whole.left(i)).status, LookupStatus::malformed);
        for (const char c : {'0', '"', '{', '-', '\xff'}) {
            QByteArray lie = whole;
            lie[i] = c;
            EXPECT_LE(static_cast<int>(virusTotal(lie).status), static_cast<int>(LookupStatus::cancelled));
        }
    }
}

LookupResult ask(const std::shared_ptr<const Provider>& provider, const QByteArray& body, int status = 200,
                 RequestPlan* sent = nullptr) {
    return play(*provider, indicator(host), [&](const RequestPlan& plan) {
        if (sent)
            *sent = plan;
        return answered(body, status);
    });
}

TEST(Reputation, AbuseIpDb) {
    RequestPlan plan;
    const LookupResult r =
        ask(abuseIpDb(),
            R"({"data":{"abuseConfidenceScore":90,"countryCode":"KR","isp":"X","totalReports":5,"isTor":false}})", 200,
            &plan);
    EXPECT_EQ(plan.url.toString(),
              QStringLiteral("https://api.abuseipdb.com/api/v2/check?ipAddress=182.162.143.56&maxAgeInDays=90"));
    EXPECT_EQ(plan.keyHeader, QByteArray("Key"));
    EXPECT_EQ(r.number(QStringLiteral("abuse_score")), 90);
    EXPECT_EQ(r.text(QStringLiteral("tor")), QStringLiteral("no"));
    EXPECT_EQ(r.verdict, Verdict::malicious);
    EXPECT_EQ(ask(abuseIpDb(), R"({"data":{"abuseConfidenceScore":900}})").status, LookupStatus::malformed);
    EXPECT_EQ(ask(abuseIpDb(), R"({"errors":[{"detail":"x","status":401}]})", 401).status, LookupStatus::authFailed);
    EXPECT_EQ(ask(abuseIpDb(), R"({"errors":[]})", 429).status, LookupStatus::rateLimited);
}

TEST(Reputation, GreyNoiseNotSeenIsAnAnswer) {
    EXPECT_EQ(
        ask(greyNoise(), R"({"ip":"x","noise":true,"riot":false,"classification":"malicious","name":"n"})").verdict,
        Verdict::malicious);
    EXPECT_EQ(ask(greyNoise(), R"({"ip":"x","noise":false,"riot":true,"classification":"benign"})").verdict,
              Verdict::clean);
    EXPECT_EQ(ask(greyNoise(), R"({"ip":"x","message":"IP not observed"})", 404).status, LookupStatus::notFound);
    EXPECT_FALSE(greyNoise()->accepts(indicator(QStringLiteral("2606:4700::1"))));
    EXPECT_FALSE(greyNoise()->accepts(indicator(QStringLiteral("example.com"))));
}

TEST(Reputation, InternetDbNeedsNoKey) {
    EXPECT_FALSE(internetDb()->descriptor().needsKey);
    const LookupResult r = ask(
        internetDb(),
        R"({"ip":"x","ports":[80,443,99999,"x"],"hostnames":["a.example.com"],"cpes":[],"tags":["cdn"],"vulns":["CVE-2020-1"]})");
    EXPECT_EQ(r.text(QStringLiteral("ports")), QStringLiteral("80;443"));
    EXPECT_EQ(r.text(QStringLiteral("vulnerabilities")), QStringLiteral("CVE-2020-1"));
    EXPECT_EQ(ask(internetDb(), R"({"detail":"No information available"})", 404).status, LookupStatus::notFound);
}

TEST(Reputation, UrlHausSaysItInTheBody) {
    RequestPlan plan;
    const LookupResult r = ask(
        urlHaus(),
        R"({"query_status":"ok","url_count":"2","urls":[{"url":"http://evil.example.com/a.exe","url_status":"online","threat":"malware_download","tags":["exe"]},{"url":5,"tags":null}]})",
        200, &plan);
    EXPECT_EQ(plan.method, QByteArray("POST"));
    EXPECT_EQ(plan.body, QByteArray("host=182.162.143.56"));
    EXPECT_EQ(r.number(QStringLiteral("urls")), 2);
    EXPECT_EQ(r.text(QStringLiteral("malware_urls")), QStringLiteral("hxxp[:]//evil[.]example[.]com/a[.]exe"));
    EXPECT_EQ(r.verdict, Verdict::malicious);
    EXPECT_EQ(ask(urlHaus(), R"({"query_status":"no_results"})").status, LookupStatus::notFound);
    EXPECT_EQ(ask(urlHaus(), R"({"query_status":"unknown_auth_key"})").status, LookupStatus::authFailed);
    EXPECT_EQ(ask(urlHaus(), R"({"query_status":"invalid_host"})").status, LookupStatus::malformed);
}

TEST(Reputation, ThreatFoxCountsWhatIsMeantOnly) {
    RequestPlan plan;
    const LookupResult r = ask(threatFox(), R"({"query_status":"ok","data":[
{"ioc":"182.162.143.56:443","threat_type":"botnet_cc","malware_printable":"Emotet","confidence_level":75,
 "first_seen":"2022-11-07 10:00:00 UTC","last_seen":null,"tags":["epoch5"]},
{"ioc":"http://182.162.143.56/x.php","threat_type":"payload_delivery","malware_printable":"Emotet","confidence_level":"100",
 "first_seen":"2022-10-01 10:00:00 UTC","tags":null},
{"ioc":"182.162.143.5:443","malware_printable":"Other","confidence_level":100},{"ioc":5},7]})",
                               200, &plan);
    EXPECT_EQ(plan.method, QByteArray("POST"));
    EXPECT_EQ(plan.body, QByteArray(R"({"query":"search_ioc","search_term":"182.162.143.56"})"));
    EXPECT_EQ(plan.keyHeader, QByteArray("Auth-Key"));
    EXPECT_EQ(r.number(QStringLiteral("records")), 2);
    EXPECT_EQ(r.number(QStringLiteral("confidence")), 100);
    EXPECT_EQ(r.text(QStringLiteral("malware")), QStringLiteral("Emotet"));
    EXPECT_EQ(r.text(QStringLiteral("first_seen")), QStringLiteral("2022-10-01 10:00:00 UTC"));
    EXPECT_EQ(r.text(QStringLiteral("indicators")),
              QStringLiteral("182[.]162[.]143[.]56[:]443;hxxp[:]//182[.]162[.]143[.]56/x[.]php"));
    EXPECT_EQ(r.verdict, Verdict::malicious);
    const auto status = [](const char* body) { return ask(threatFox(), body).status; };
    EXPECT_EQ(status(R"({"query_status":"no_result","data":"Your search did not yield any results"})"),
              LookupStatus::notFound);
    EXPECT_EQ(status(R"({"query_status":"ok","data":[{"ioc":"9.9.9.9:1"}]})"), LookupStatus::notFound);
    EXPECT_EQ(status(R"({"query_status":"unknown_auth_key"})"), LookupStatus::authFailed);
    EXPECT_EQ(status(R"({"query_status":"illegal_search_term"})"), LookupStatus::malformed);
}

TEST(Reputation, OtxMentionsAreAReasonToLookUnlessVouchedFor) {
    RequestPlan plan;
    const LookupResult r = ask(otx(), R"({"pulse_info":{"count":2,"pulses":[{"name":"Emotet C2","tags":["emotet","c2"]},
{"name":"Emotet C2","tags":"x"},5]},"reputation":0,"validation":[],"asn":"AS3786 LG DACOM","country_code":"KR"})",
                               200, &plan);
    EXPECT_EQ(plan.url.toString(),
              QStringLiteral("https://otx.alienvault.com/api/v1/indicators/IPv4/182.162.143.56/general"));
    EXPECT_EQ(plan.keyHeader, QByteArray("X-OTX-API-KEY"));
    EXPECT_EQ(r.number(QStringLiteral("pulses")), 2);
    EXPECT_EQ(r.text(QStringLiteral("pulse_names")), QStringLiteral("Emotet C2"));
    EXPECT_EQ(r.text(QStringLiteral("tags")), QStringLiteral("emotet;c2;x"));
    EXPECT_EQ(r.verdict, Verdict::suspicious);
    EXPECT_EQ(ask(otx(), R"({"pulse_info":{"count":50},"validation":[{"message":"Whitelisted"}]})").verdict,
              Verdict::info);
    EXPECT_EQ(ask(otx(), R"({"pulse_info":{"count":0}})").verdict, Verdict::none);
    const Step six = otx()->next(indicator(QStringLiteral("2606:4700::1")), {});
    EXPECT_EQ(std::get<RequestPlan>(six).url.toString(),
              QStringLiteral("https://otx.alienvault.com/api/v1/indicators/IPv6/2606:4700::1/general"));
    const Step name = otx()->next(indicator(QStringLiteral("www.example.com")), {});
    EXPECT_TRUE(std::get<RequestPlan>(name).url.path().endsWith(QStringLiteral("/domain/example.com/general")));
}

TEST(Reputation, NotJson) {
    for (const auto& provider : {abuseIpDb(), greyNoise(), internetDb(), urlHaus(), threatFox(), otx()}) {
        for (const QByteArray& body : {QByteArray(), QByteArray("<html>"), QByteArray("[]"), QByteArray("{}"),
                                       QByteArray(2000, '{'), QByteArray("{\"data\":{}}")})
            EXPECT_EQ(ask(provider, body).status, LookupStatus::malformed)
                << provider->descriptor().id.toStdString() << body.left(10).toStdString();
        EXPECT_EQ(ask(provider, "x", 503).status, LookupStatus::serverError);
    }
}

}  // namespace
}  // namespace weir::enrich
