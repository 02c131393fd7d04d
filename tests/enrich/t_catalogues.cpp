// SPDX-License-Identifier: GPL-3.0-or-later
// Services that list certificates, hosts and files.
#include <gtest/gtest.h>

#include "core/enrich/providers/reputation.h"
#include "core/enrich/providers/virustotal.h"
#include "tests/enrich/answers.h"

namespace weir::enrich {
using namespace weir::enrich::providers;
using namespace weir::enrich::subject;
namespace {

LookupResult ask(const Provider& provider, const QString& about, const QByteArray& body, int status = 200) {
    return play(provider, indicator(about), [&](const RequestPlan&) { return answered(body, status); });
}
QString firstUrl(const Provider& provider, const QString& about) {
    return std::get<RequestPlan>(provider.next(indicator(about), {})).url.toString(QUrl::FullyEncoded);
}
QString hash(int digits) { return QString(digits, u'a'); }

TEST(Catalogues, CrtShAnswersWithABareList) {
    EXPECT_EQ(firstUrl(*crtSh(), QStringLiteral("example.com")),
              QStringLiteral("https://crt.sh/?q=example.com&output=json&exclude=expired&deduplicate=Y"));
    const LookupResult found =
        ask(*crtSh(), QStringLiteral("example.com"),
            R"([{"issuer_name":"C=US, O=Let's Encrypt, CN=R3","name_value":"example.com\nwww.example.com",)"
            R"("not_before":"2026-03-01T00:00:00"},{"issuer_name":"C=US, O=Let's Encrypt, CN=R3",)"
            R"("name_value":"www.example.com","not_before":"2026-01-01T00:00:00"}])");
    EXPECT_EQ(found.number(QStringLiteral("certificates")), 2);
    EXPECT_EQ(found.text(QStringLiteral("names")), QStringLiteral("example.com;www.example.com"));
    EXPECT_EQ(found.text(QStringLiteral("first")), QStringLiteral("2026-01-01T00:00:00"));
    EXPECT_EQ(found.text(QStringLiteral("issuers")), QStringLiteral("C=US, O=Let's Encrypt, CN=R3"));
    EXPECT_EQ(found.verdict, Verdict::info);
    EXPECT_EQ(ask(*crtSh(), QStringLiteral("example.com"), "[]").status, LookupStatus::notFound);
    EXPECT_EQ(ask(*crtSh(), QStringLiteral("example.com"), "{}").status, LookupStatus::malformed);
    EXPECT_EQ(ask(*crtSh(), QStringLiteral("example.com"), "[").status, LookupStatus::malformed);
    EXPECT_EQ(ask(*crtSh(), QStringLiteral("example.com"), "<html>", 502).status, LookupStatus::serverError);
}

TEST(Catalogues, Censys) {
    const auto plan = std::get<RequestPlan>(censys()->next(indicator(QStringLiteral("45.9.148.5")), {}));
    EXPECT_EQ(plan.url.toString(), QStringLiteral("https://api.platform.censys.io/v3/global/asset/host/45.9.148.5"));
    EXPECT_EQ(plan.keyHeader + ": " + plan.keyPrefix, "Authorization: Bearer ");
    const LookupResult found =
        ask(*censys(), QStringLiteral("45.9.148.5"),
            R"({"result":{"resource":{"ip":"45.9.148.5","autonomous_system":{"asn":49870,"name":"AS-X"},)"
            R"("location":{"country_code":"NL"},"services":[{"port":443,"protocol":"HTTP",)"
            R"("software":[{"product":"nginx"}]},{"port":70000}],"dns":{"names":["a.example.com"]}}}})");
    EXPECT_EQ(found.text(QStringLiteral("services")), QStringLiteral("443 HTTP"));
    EXPECT_EQ(found.number(QStringLiteral("asn")), 49870);
    EXPECT_EQ(found.text(QStringLiteral("hostnames")), QStringLiteral("a.example.com"));
    EXPECT_EQ(ask(*censys(), QStringLiteral("45.9.148.5"), "{}", 404).status, LookupStatus::notFound);
    EXPECT_EQ(ask(*censys(), QStringLiteral("45.9.148.5"), "{}", 401).status, LookupStatus::authFailed);
    EXPECT_EQ(ask(*censys(), QStringLiteral("45.9.148.5"), "{}").status, LookupStatus::malformed);
}

TEST(Catalogues, HashLookupKnowsFilesByThreeDigests) {
    for (const auto& [digits, kind] : {std::pair(32, "md5"), std::pair(40, "sha1"), std::pair(64, "sha256")})
        EXPECT_EQ(firstUrl(*hashLookup(), hash(digits).toUpper()),
                  QStringLiteral("https://hashlookup.circl.lu/lookup/%1/%2").arg(QLatin1String(kind), hash(digits)));
    const LookupResult good = ask(*hashLookup(), hash(64),
                                  R"({"FileName":"notepad.exe","FileSize":"2520","hashlookup:trust":100,)"
                                  R"("ProductCode":{"ProductName":"Windows"},"source":"NSRL"})");
    EXPECT_EQ(good.verdict, Verdict::clean);
    EXPECT_EQ(good.number(QStringLiteral("file_size")), 2520);
    EXPECT_EQ(good.text(QStringLiteral("product")), QStringLiteral("Windows"));
    const LookupResult bad =
        ask(*hashLookup(), hash(32), R"({"KnownMalicious":"malshare.com","hashlookup:trust":100})");
    EXPECT_EQ(bad.verdict, Verdict::malicious);
    EXPECT_EQ(hashLookup()->saying(bad), QStringLiteral("malshare.com"));
    EXPECT_EQ(ask(*hashLookup(), hash(64), R"({"FileName":"x","hashlookup:trust":50})").verdict, Verdict::info);
    EXPECT_EQ(ask(*hashLookup(), hash(64), R"({"message":"Non existing"})", 404).status, LookupStatus::notFound);
}

TEST(Catalogues, MalwareBazaarSharesTheKeyOfItsHouse) {
    EXPECT_EQ(malwareBazaar()->descriptor().keyOwner, threatFox()->descriptor().keyOwner);
    const auto plan = std::get<RequestPlan>(malwareBazaar()->next(indicator(hash(64)), {}));
    EXPECT_EQ(plan.url.host(), QStringLiteral("mb-api.abuse.ch"));
    EXPECT_EQ(plan.body, "query=get_info&hash=" + hash(64).toLatin1());
    const LookupResult found =
        ask(*malwareBazaar(), hash(64),
            R"({"query_status":"ok","data":[{"signature":"Emotet","file_name":"a.dll","file_size":12,)"
            R"("first_seen":"2026-01-02 03:04:05","tags":["epoch4","dll"]}]})");
    EXPECT_EQ(found.verdict, Verdict::malicious);
    EXPECT_EQ(malwareBazaar()->saying(found), QStringLiteral("Emotet"));
    EXPECT_EQ(found.text(QStringLiteral("tags")), QStringLiteral("epoch4;dll"));
    EXPECT_EQ(ask(*malwareBazaar(), hash(64), R"({"query_status":"hash_not_found"})").status, LookupStatus::notFound);
    EXPECT_EQ(ask(*malwareBazaar(), hash(64), R"({"query_status":"unknown_auth_key"})").status,
              LookupStatus::authFailed);
    EXPECT_EQ(ask(*malwareBazaar(), hash(64), R"({"query_status":"ok","data":[]})").status, LookupStatus::malformed);
}

TEST(Catalogues, OthersAreAskedAboutFilesToo) {
    EXPECT_EQ(firstUrl(VirusTotalProvider(), hash(64)),
              QStringLiteral("https://www.virustotal.com/api/v3/files/") + hash(64));
    EXPECT_EQ(firstUrl(*otx(), hash(64)),
              QStringLiteral("https://otx.alienvault.com/api/v1/indicators/file/%1/general").arg(hash(64)));
    EXPECT_FALSE(crtSh()->accepts(indicator(hash(64))));
    EXPECT_FALSE(cymru()->accepts(indicator(hash(64))));
}

}  // namespace
}  // namespace weir::enrich
