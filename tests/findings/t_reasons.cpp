// SPDX-License-Identifier: GPL-3.0-or-later
// Reasons lead to exactly the rows that they count, and new weights need no new look at the capture.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "core/findings/reasons.h"
#include "core/findings/weights.h"
#include "core/table/filter.h"
#include "tests/support/analyzed.h"
#include "tests/support/dnsbuilder.h"

using namespace weir;
using namespace weir::test;
using capturetables::TableRequest;
using findings::CountedReason;
using findings::FindingWeights;
using testing::ElementsAre;

namespace {

constexpr std::int64_t second = 1'000'000'000;

TableRequest findingsRequest() {
    TableRequest request;
    request.name = "findings";
    return request;
}

std::shared_ptr<const FindingWeights> weights(std::string_view text) {
    return std::make_shared<const FindingWeights>(FindingWeights::parse(text).take());
}

/// A host that has no name and speaks TLS on an odd port.
traffic::Snapshot oddHost() {
    TcpConversation conversation("10.0.0.1", 40000, "93.184.216.34", 4043, second);
    conversation.handshake();
    conversation.clientSends(tlsClientHello(""));
    return analyzed(merged({lookup("10.0.0.1", "b.example.com", "93.184.216.99", 0), conversation.finish().frames()}));
}

TEST(Reasons, EveryFigureLeadsToItsRows) {
    std::map<std::string, int> kinds;
    for (const char* path :
         {"tatsui-geek+malware-traffic-analysis.net/2017-12-04-Dridex-malspam-traffic.pcap",
          "elcabezzonn+Pcaps/windows_miscellany.pcap.gz", "elcabezzonn+Pcaps/wmi_exec_2.pcap.gz",
          "markofu+pcaps/EvilFingers/XScan.zip/xscan_capture.pcap",
          "NotYuSheng+TracePcap/sample-files/monitor_large/week2_personal_laptop_vpn.pcap",
          "arkime+arkime/tests/pcap/arkime_synthetic.pcap", "brimdata+brimcap/cmd/brimcap/ztests/alerts.pcap",
          "jstrosch+malware-samples/maldocs/emotet/2021/December/sample_artifacts.zip/"
          "d67193e7b4806640105a117a020ab6b0.pcap",
          "chrissanders+packets/synscan.pcapng", "FoxIO-LLC+ja4/pcap/ssh2.pcapng",
          "mmguero-dev+Malcolm-PCAP/pcaps/plugins/ripple20/dns_caa_records.pcap"}) {
        const std::filesystem::path file = std::filesystem::path(WEIR_CAPTURES) / path;
        if (!std::filesystem::exists(file))
            GTEST_SKIP() << "no captures in " << WEIR_CAPTURES;
        const traffic::Snapshot snapshot = analyzedFile(file.string());
        std::map<std::string, table::TablePtr> tables;
        for (const findings::Finding& finding : *findings::keptFindings(snapshot, findingsRequest())) {
            for (const CountedReason& counted : findings::reasonsOf(snapshot, findingsRequest(), finding.subject)) {
                if (++kinds[counted.reason.kind] > 40)
                    continue;
                EXPECT_FALSE(counted.evidence.empty()) << counted.reason.why;
                for (const findings::Evidence& evidence : counted.evidence) {
                    table::TablePtr& table = tables[evidence.table];
                    if (!table) {
                        TableRequest request;
                        request.name = evidence.table;
                        table = capturetables::makeTable(snapshot, request).take();
                    }
                    auto filter = table::Filter::parse(evidence.filter, table->schema());
                    ASSERT_TRUE(std::holds_alternative<table::Filter>(filter))
                        << std::get<table::FilterError>(filter).message << " in " << evidence.filter;
                    EXPECT_EQ(std::get<table::Filter>(filter).apply(*table).size(), evidence.rows)
                        << path << ": " << finding.subject << ' ' << counted.reason.kind << ": " << evidence.table
                        << " where " << evidence.filter;
                    EXPECT_GT(evidence.rows, 0u) << counted.reason.kind << ' ' << evidence.filter;
                }
            }
        }
    }
    EXPECT_GE(kinds.size(), 12u) << "too few kinds were looked at";
}

TEST(Reasons, NamesLeadToTheirMessages) {
    std::vector<TestFrame> frames;
    for (int i = 0; i < 40; ++i)
        frames.push_back(datagram(
            "10.0.0.1", 5000, "10.0.0.53", 53,
            DnsBuilder(1).question("abcdefghij0123456789" + std::to_string(i) + ".t.example.com", 16).build(), i));
    const traffic::Snapshot snapshot = analyzed(frames);
    const auto reasons = findings::reasonsOf(snapshot, findingsRequest(), "example.com");
    ASSERT_EQ(reasons.size(), 1u);
    ASSERT_EQ(reasons[0].evidence.size(), 2u);
    for (const findings::Evidence& evidence : reasons[0].evidence) {
        TableRequest request;
        request.name = evidence.table;
        const table::TablePtr table = capturetables::makeTable(snapshot, request).take();
        EXPECT_EQ(std::get<table::Filter>(table::Filter::parse(evidence.filter, table->schema())).apply(*table).size(),
                  40u);
        EXPECT_EQ(evidence.rows, 40u);
    }
}

TEST(Reasons, NewWeightsRankWhatWasKept) {
    const traffic::Snapshot snapshot = oddHost();
    TableRequest request = findingsRequest();
    const auto kept = findings::keptFindings(snapshot, request);
    EXPECT_THAT(tableRows(snapshot, request, {"subject", "score", "shares"}),
                ElementsAre("93.184.216.34|34|tls-to-address=13;odd-port=11;never-named=10"));
    request.weights =
        weights("[odd-port]\nweight = 90\n[tls-to-address]\nenabled = false\n[never-named]\nenabled = false\n");
    EXPECT_EQ(findings::keptFindings(snapshot, request), kept) << "found anew for other weights";
    EXPECT_THAT(tableRows(snapshot, request, {"subject", "score", "shares"}),
                ElementsAre("93.184.216.34|90|odd-port=90"));
    request.weights = weights("[rare]\nhosts = 1\nshare = 100\n");
    EXPECT_NE(findings::keptFindings(snapshot, request), kept) << "thresholds decide what is found";
    EXPECT_THAT(tableRows(snapshot, request, {"shares"}),
                ElementsAre("tls-to-address=13;odd-port=11;never-named=10;rare=0.5"));
    request.home = *Networks::parse("192.168.0.0/16");
    EXPECT_TRUE(findings::keptFindings(snapshot, request)->empty());
}

TEST(Reasons, OneIsDismissedForOneSubject) {
    const traffic::Snapshot snapshot = oddHost();
    TableRequest request = findingsRequest();
    request.dismissed = std::make_shared<const findings::DismissedReasons>(
        findings::DismissedReasons{{"93.184.216.34", "tls-to-address"}, {"93.184.216.99", "odd-port"}});
    request.weights = weights("[odd-port]\nweight = 7\n");
    EXPECT_THAT(tableRows(snapshot, request, {"subject", "score", "kind"}),
                ElementsAre("93.184.216.34|17|never-named;odd-port"));
    const auto reasons = findings::reasonsOf(snapshot, request, "93.184.216.34");
    ASSERT_EQ(reasons.size(), 3u);
    EXPECT_EQ(reasons[0].reason.kind, "never-named") << "the next of its group counts instead";
    EXPECT_EQ(reasons[0].score, 10);
    EXPECT_EQ(reasons[1].reason.kind, "odd-port");
    EXPECT_EQ(reasons[1].score, 7);
    EXPECT_FALSE(reasons[1].dismissed);
    EXPECT_EQ(reasons[2].reason.kind, "tls-to-address");
    EXPECT_EQ(reasons[2].score, 0);
    EXPECT_TRUE(reasons[2].dismissed);
    EXPECT_TRUE(findings::reasonsOf(snapshot, request, "198.51.100.1").empty());
}

TEST(FindingWeights, ExplainThemselvesAndTellWhatChanged) {
    FindingWeights mine = FindingWeights::defaults();
    EXPECT_EQ(mine.changesText(), "");
    for (const findings::FindingRule& rule : mine.rules()) {
        EXPECT_FALSE(rule.description.empty()) << rule.kind;
        for (const auto& [name, value] : rule.settings)
            EXPECT_FALSE(rule.meanings.at(name).empty()) << rule.kind << ' ' << name;
    }
    mine.setWeight("rare", 3);
    mine.setSetting("beacon", "jitter", 0.0004);
    mine.setEnabled("upload", false);
    const std::string text = mine.changesText();
    EXPECT_THAT(text, testing::HasSubstr("[rare]"));
    EXPECT_THAT(text, testing::Not(testing::HasSubstr("[scan]")));
    const FindingWeights again = FindingWeights::parse(text).take();
    EXPECT_EQ(again.toText(), mine.toText());
    EXPECT_EQ(again.weight("rare"), 3);
    EXPECT_EQ(again.setting("beacon", "jitter"), 0.0004);
    EXPECT_FALSE(again.enabled("upload"));
    EXPECT_FALSE(again.sameSettings(FindingWeights::defaults()));
}

}  // namespace
