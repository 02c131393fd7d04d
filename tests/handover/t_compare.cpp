// SPDX-License-Identifier: GPL-3.0-or-later
// A capture against itself is silent; what is put in, and only that, comes out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/handover/compare.h"
#include "tests/support/analyzed.h"
#include "tests/support/tabletext.h"

using namespace weir;
using namespace weir::test;
using testing::ElementsAre;

namespace {

constexpr std::int64_t second = 1'000'000'000;

std::vector<TestFrame> quiet() {
    return merged({lookup("10.0.0.1", "www.example.org", "93.184.216.34", 0),
                   TcpConversation("10.0.0.1", 50000, "93.184.216.34", 443, second)
                       .handshake()
                       .clientSends(tlsClientHello("www.example.org"))
                       .finish()
                       .frames()});
}

std::vector<TestFrame> injected(std::size_t octetsSent) {
    return TcpConversation("10.0.0.1", 50001, "45.33.32.9", 8443, 10 * second)
        .handshake()
        .clientSends(Octets(octetsSent, 0xff))
        .finish()
        .frames();
}

std::string changes(const traffic::Snapshot& now, const traffic::Snapshot& before,
                    const handover::CompareRequest& request = {}) {
    const auto table = handover::compare(now, before, request);
    return tableText(*table, table::Rows([&] {
        table::Rows rows(table->rows());
        for (std::uint32_t i = 0; i < rows.size(); ++i) rows[i] = i;
        return rows;
    }()),
                     {"change", "kind", "subject", "now", "before", "first_seen"});
}

TEST(Compare, ACaptureAgainstItselfHasNoRows) {
    const auto snapshot = analyzed(merged({quiet(), injected(100)}));
    EXPECT_EQ(handover::compare(snapshot, snapshot)->rows(), 0u);
    EXPECT_EQ(handover::compare(snapshot, analyzed(merged({quiet(), injected(100)})))->rows(), 0u);
}

TEST(Compare, AnInjectedFlowGivesItsRowsAlone) {
    const auto before = analyzed(quiet());
    const auto now = analyzed(merged({quiet(), injected(100)}));
    const auto table = handover::compare(now, before);
    std::string scratch;
    std::vector<std::string> rows;
    for (std::size_t row = 0; row < table->rows(); ++row) {
        std::string line;
        for (const std::size_t column : {0u, 1u, 2u, 4u, 5u})
            line += table::cellText(table->cell(row, column, scratch)) + '|';
        rows.push_back(line);
    }
    EXPECT_THAT(rows, ElementsAre("new|talker|45.33.32.9||10.000000000|", "new|host|45.33.32.9||10.000000000|",
                                  testing::StartsWith("new|service|45.33.32.9 tcp 8443")));
    handover::CompareRequest services;
    services.kinds = {handover::ChangeKind::service};
    EXPECT_EQ(handover::compare(now, before, services)->rows(), 1u);
    EXPECT_THAT(changes(before, now, services), testing::StartsWith("gone|service|45.33.32.9 tcp 8443"));
}

TEST(Compare, NamesAndFingerprintsCount) {
    const auto before = analyzed(injected(100));
    const auto now = analyzed(merged({injected(100), quiet()}));
    handover::CompareRequest request;
    request.kinds = {handover::ChangeKind::name, handover::ChangeKind::fingerprint};
    EXPECT_THAT(changes(now, before, request),
                testing::MatchesRegex("new.name.www.example.org.2..0.000000000\nnew.fingerprint.t1[^\n]*\n?"));
}

TEST(Compare, ChangedMeansMoreThanTenfold) {
    const auto datagrams = [](int count) {
        std::vector<TestFrame> frames;
        for (int i = 0; i < count; ++i) frames.push_back(datagram("10.0.0.1", 9, "45.33.32.9", 9, {}, i));
        return analyzed(frames);
    };
    const auto one = datagrams(1);
    EXPECT_EQ(changes(datagrams(10), one), "");
    handover::CompareRequest hosts;
    hosts.kinds = {handover::ChangeKind::host};
    EXPECT_THAT(changes(datagrams(11), one, hosts), testing::StartsWith("changed|host|45.33.32.9|308|28|0.000000000"));
    EXPECT_THAT(changes(one, datagrams(11), hosts), testing::StartsWith("changed|host|45.33.32.9|28|308|0.000000000"));
    hosts.wireBytes = true;
    EXPECT_THAT(changes(datagrams(11), one, hosts), testing::StartsWith("changed|host|45.33.32.9|462|42|"));
}

TEST(Compare, TablesNameKinds) {
    EXPECT_EQ(handover::changeKindOf("conversations"), handover::ChangeKind::service);
    EXPECT_EQ(handover::changeKindOf("tls"), handover::ChangeKind::fingerprint);
    EXPECT_FALSE(handover::changeKindOf("packets"));
}

}  // namespace
