// SPDX-License-Identifier: GPL-3.0-or-later
// Services that the user describes, and those that tell of networks.
#include <gtest/gtest.h>

#include <QFile>
#include <QTemporaryDir>

#include "core/enrich/providers/reputation.h"
#include "core/enrich/providers/userservice.h"
#include "tests/enrich/answers.h"

namespace weir::enrich {
using namespace weir::enrich::providers;
using namespace weir::enrich::subject;
namespace {

const QByteArray good = R"({"id":"ours","name":"Our list","for":["address","domain"],
    "url":"https://intel.example.com/v1/{value}?full=1","key_header":"Authorization","key_prefix":"Bearer ",
    "limits":"60/minute","malicious":"data.bad","suspicious":"data.score",
    "columns":[{"name":"score","path":"data.score","number":true},{"name":"tags","path":"data.tags.*.name"},
               {"name":"first","path":"data.list.0"}]})";

LookupResult ask(const Provider& provider, const char* about, const QByteArray& body, int status = 200) {
    return play(provider, indicator(QLatin1String(about)), [&](const RequestPlan&) { return answered(body, status); });
}

TEST(UserService, AsksAndReadsAsItsFileSays) {
    const auto made = parseUserService(good);
    ASSERT_TRUE(made) << made.error().text();
    const Provider& service = *made.value();
    EXPECT_EQ(service.descriptor().environmentVariable, QStringLiteral("WEIR_OURS_KEY"));
    EXPECT_EQ(service.descriptor().limits.perWindow, 60);
    const Step first = service.next(indicator(QStringLiteral("2001:4860::1")), {});
    const auto& plan = std::get<RequestPlan>(first);
    EXPECT_EQ(plan.url.toString(QUrl::FullyEncoded),
              QStringLiteral("https://intel.example.com/v1/2001%3A4860%3A%3A1?full=1"));
    EXPECT_EQ(plan.keyHeader + ": " + plan.keyPrefix, "Authorization: Bearer ");
    const LookupResult bad =
        ask(service, "8.8.8.8",
            R"({"data":{"bad":true,"score":7,"tags":[{"name":"c2"},{"name":"rat"},{"x":1}],"list":["one","two"]}})");
    EXPECT_EQ(bad.verdict, Verdict::malicious);
    EXPECT_EQ(bad.number(QStringLiteral("score")), 7);
    EXPECT_EQ(bad.text(QStringLiteral("tags")), QStringLiteral("c2;rat"));
    EXPECT_EQ(bad.text(QStringLiteral("first")), QStringLiteral("one"));
    EXPECT_EQ(service.saying(bad), QStringLiteral("7"));
    EXPECT_EQ(service.descriptor().columns[1].name, QStringLiteral("ours_tags"));
    EXPECT_EQ(ask(service, "8.8.8.8", R"({"data":{"score":1}})").verdict, Verdict::suspicious);
    EXPECT_EQ(ask(service, "8.8.8.8", "{}").status, LookupStatus::notFound);
    EXPECT_EQ(ask(service, "8.8.8.8", "", 404).status, LookupStatus::notFound);
    EXPECT_EQ(ask(service, "8.8.8.8", "", 403).status, LookupStatus::authFailed);
    EXPECT_EQ(ask(service, "8.8.8.8", "<html>").status, LookupStatus::malformed);
}

TEST(UserService, FilesThatCannotBeUsedSayWhy) {
    const auto with = [](const char* part, const char* other) {
        QByteArray text = good;
        EXPECT_TRUE(text.contains(part)) << part;
        return parseUserService(text.replace(part, other));
    };
    EXPECT_FALSE(with("\"ours\"", "\"Ours!\"").ok());
    EXPECT_FALSE(with("https://", "http://").ok());
    EXPECT_FALSE(with("https://intel.example.com/v1/{value}", "https://{value}/").ok());
    EXPECT_FALSE(with("{value}", "x").ok());
    EXPECT_FALSE(with("60/minute", "60/hour").ok());
    EXPECT_FALSE(with("\"Authorization\"", "\"A: b\"").ok());
    EXPECT_FALSE(with("[\"address\",\"domain\"]", "[\"file\"]").ok());
    EXPECT_FALSE(with("\"key_prefix\"", "\"body\":{\"value\":\"{value}\"},\"key_prefix\"").ok()) << "asked twice";
    EXPECT_FALSE(with("\"name\":\"score\"", "\"name\":\"S core\"").ok());
    EXPECT_FALSE(parseUserService("[]").ok());
    QTemporaryDir folder;
    for (const auto& [name, text] :
         {std::pair("a.json", good), std::pair("b.json", good), std::pair("c.json", QByteArray("x"))}) {
        QFile file(folder.filePath(QLatin1String(name)));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    const UserServices services = loadUserServices(folder.path());
    EXPECT_EQ(services.providers.size(), 1U);
    EXPECT_EQ(services.problems.size(), 2);
    EXPECT_TRUE(loadUserServices(folder.filePath(QStringLiteral("none"))).problems.isEmpty());
}

// A MISP server inside, searched by value: https://www.misp-project.org/openapi/, attributes/restSearch.
TEST(UserService, AsksTheUsersOwnMisp) {
    const QByteArray text = R"({"id":"misp","name":"Our MISP","for":["address","domain","hash"],"inside":true,
        "url":"https://misp.corp.internal:8443/attributes/restSearch","key_header":"Authorization",
        "body":{"returnFormat":"json","value":"{value}","limit":50},"malicious":"response.Attribute.*.to_ids",
        "columns":[{"name":"events","path":"response.Attribute.*.Event.info"},
                   {"name":"tags","path":"response.Attribute.*.Tag.*.name"}]})";
    const auto made = parseUserService(text);
    ASSERT_TRUE(made) << made.error().text();
    const Provider& misp = *made.value();
    const QString hash(64, u'a');
    const Step first = misp.next(indicator(hash), {});
    const auto& plan = std::get<RequestPlan>(first);
    EXPECT_EQ(plan.method, "POST");
    EXPECT_EQ(plan.port, 8443);
    EXPECT_EQ(plan.body, "{\"limit\":50,\"returnFormat\":\"json\",\"value\":\"" + hash.toLatin1() + "\"}");
    const LookupResult found = ask(misp, "45.9.148.5",
                                   R"({"response":{"Attribute":[{"to_ids":true,"Event":{"info":"Emotet"},
                                      "Tag":[{"name":"tlp:green"}]},{"to_ids":false,"Event":{"info":"Other"}}]}})");
    EXPECT_EQ(found.verdict, Verdict::malicious);
    EXPECT_EQ(found.text(QStringLiteral("events")), QStringLiteral("Emotet;Other"));
    EXPECT_EQ(misp.saying(found), QStringLiteral("Emotet"));
    EXPECT_EQ(ask(misp, "45.9.148.5", R"({"response":{"Attribute":[]}})").status, LookupStatus::notFound);

    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("misp.json")));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.close();
    const HostGate gate({}, loadUserServices(folder.path()).inside);
    EXPECT_EQ(gate.refusesUrl(plan.url), QString());
    EXPECT_EQ(gate.refusesAddress(QStringLiteral("MISP.corp.internal"), QHostAddress(QStringLiteral("10.0.0.5"))),
              QString());
    EXPECT_NE(gate.refusesAddress(QStringLiteral("rdap.arin.net"), QHostAddress(QStringLiteral("10.0.0.5"))),
              QString());
    EXPECT_NE(gate.refusesUrl(QUrl(QStringLiteral("http://misp.corp.internal:8443/"))), QString());
    EXPECT_NE(HostGate().refusesUrl(plan.url), QString());
}

TEST(NetworkFacts, TeamCymru) {
    const Step first = cymru()->next(indicator(QStringLiteral("8.8.8.8")), {});
    EXPECT_EQ(std::get<RequestPlan>(first).query, " -v 8.8.8.8");
    const LookupResult r =
        ask(*cymru(), "8.8.8.8",
            "AS      | IP               | BGP Prefix          | CC | Registry | Allocated  | AS Name\n"
            "15169   | 8.8.8.8          | 8.8.8.0/24          | US | arin     | 2023-12-28 | GOOGLE, US\n");
    EXPECT_EQ(r.number(QStringLiteral("asn")), 15169);
    EXPECT_EQ(r.text(QStringLiteral("prefix")), QStringLiteral("8.8.8.0/24"));
    EXPECT_EQ(cymru()->saying(r), QStringLiteral("AS15169 GOOGLE, US"));
    EXPECT_EQ(ask(*cymru(), "8.8.8.8", "NA | 8.8.8.8 | NA | | other | | NA\n").status, LookupStatus::notFound);
    EXPECT_EQ(ask(*cymru(), "8.8.8.8", "15169 | 9.9.9.9 | a | b | c | d | e\n").status, LookupStatus::malformed);
}

TEST(NetworkFacts, RipeStatAndUrlScan) {
    const LookupResult stat =
        ask(*ripeStat(), "8.8.8.8",
            R"({"status":"ok","data":{"resource":"8.8.8.0/24","asns":[{"asn":15169,"holder":"GOOGLE"}]}})");
    EXPECT_EQ(stat.number(QStringLiteral("asn")), 15169);
    EXPECT_EQ(stat.text(QStringLiteral("prefix")), QStringLiteral("8.8.8.0/24"));
    EXPECT_EQ(ask(*ripeStat(), "8.8.8.8", R"({"data":{"asns":[]}})").status, LookupStatus::notFound);
    EXPECT_EQ(ask(*ripeStat(), "8.8.8.8", "{}").status, LookupStatus::malformed);
    const Step first = urlScan()->next(indicator(QStringLiteral("example.com")), {});
    EXPECT_EQ(std::get<RequestPlan>(first).url.toString(QUrl::FullyEncoded),
              QStringLiteral("https://urlscan.io/api/v1/search/?q=page.domain%3A%22example.com%22&size=50"));
    const LookupResult scan =
        ask(*urlScan(), "45.9.148.5",
            R"({"total":2,"results":[{"page":{"domain":"a.com"},"task":{"time":"2026-01-01T00:00:00Z"},)"
            R"("verdicts":{"malicious":true}},{"page":{"domain":"b.com"}}]})");
    EXPECT_EQ(scan.verdict, Verdict::suspicious);
    EXPECT_EQ(scan.text(QStringLiteral("domains")), QStringLiteral("a.com;b.com"));
    EXPECT_EQ(ask(*urlScan(), "45.9.148.5", R"({"total":0,"results":[]})").status, LookupStatus::notFound);
}

}  // namespace
}  // namespace weir::enrich
