// SPDX-License-Identifier: GPL-3.0-or-later
// Filters for Wireshark and libpcap, judged by tshark and libpcap: they let through what the row counts.
#include <gtest/gtest.h>

#include "core/capture/bpffilter.h"
#include "core/capture/reader.h"
#include "core/capturetables/tables.h"
#include "support/analyzed.h"
#include "support/tshark.h"
#include "ui/models/foreignfilter.h"

namespace weir::models {

namespace {

table::TablePtr made(const traffic::Snapshot& snapshot, const capturetables::TableRequest& request) {
    auto out = capturetables::makeTable(snapshot, request);
    EXPECT_TRUE(out.ok());
    return out.ok() ? out.take() : nullptr;
}

std::string text(const table::Table& table, std::uint32_t row, const char* column) {
    std::string scratch;
    return table::cellText(table.cell(row, *table::findColumn(table.schema(), column), scratch));
}

/// Frames of the sample that libpcap lets through.
std::string passing(const QString& bpf) {
    auto filter = capture::BpfFilter::compile(bpf.toStdString());
    EXPECT_TRUE(filter.ok()) << bpf.toStdString();
    auto reader = capture::Reader::open({WEIR_SAMPLE});
    std::uint64_t count = 0;
    capture::Batch batch;
    while (filter.ok() && reader.ok() && reader.value()->next(batch)) {
        for (const Frame& frame : batch.frames) count += filter.value().matches(frame);
    }
    return std::to_string(count);
}

std::string shown(const QString& wireshark) {
    return std::to_string(
        test::tsharkRows(WEIR_SAMPLE, {"frame.number"}, "-Y " + test::shellQuoted(wireshark.toStdString())).size());
}

QString cellText(const table::Table& table, std::uint32_t row, const char* column, bool bpf) {
    const ForeignFilters filters = cellFilters(table, row, *table::findColumn(table.schema(), column));
    return bpf ? filters.bpf : filters.wireshark;
}

}  // namespace

TEST(ForeignFilterTest, ConversationsLetThroughWhatTheirRowsCount) {
    const traffic::Snapshot snapshot = test::analyzedFile(WEIR_SAMPLE);
    capturetables::TableRequest request;
    request.name = "conversations";
    for (const bool ports : {true, false}) {
        if (!ports)
            request.groupBy = {"client", "server", "proto"};
        const table::TablePtr table = made(snapshot, request);
        ASSERT_GT(table->rows(), 5U);
        for (std::uint32_t row = 0; row < table->rows(); ++row) {
            const ForeignFilters filters = conversationFilters(*table, row);
            EXPECT_EQ(passing(filters.bpf), text(*table, row, "packets")) << filters.bpf.toStdString();
            if (row < 4) {
                EXPECT_EQ(shown(filters.wireshark), text(*table, row, "packets")) << filters.wireshark.toStdString();
            }
        }
    }
}

TEST(ForeignFilterTest, APacketMeansItsConversationAndItsCellsTheirDirection) {
    const traffic::Snapshot snapshot = test::analyzedFile(WEIR_SAMPLE);
    capturetables::TableRequest request;
    request.name = "packets";
    const table::TablePtr packets = made(snapshot, request);
    EXPECT_EQ(cellText(*packets, 0, "src", false), QStringLiteral("ip.src == 10.127.0.138"));
    EXPECT_EQ(cellText(*packets, 0, "src", true), QStringLiteral("src host 10.127.0.138"));
    EXPECT_EQ(cellText(*packets, 0, "dport", false), QStringLiteral("udp.dstport == 53"));
    EXPECT_EQ(cellText(*packets, 0, "dport", true), QStringLiteral("udp dst port 53"));
    EXPECT_EQ(cellText(*packets, 0, "proto", false), QStringLiteral("udp"));
    EXPECT_EQ(cellText(*packets, 0, "number", false), QStringLiteral("frame.number == 1"));
    EXPECT_EQ(cellText(*packets, 0, "number", true), QString()) << "libpcap does not count frames";
    EXPECT_EQ(cellText(*packets, 0, "time", false), QString());
    request.name = "conversations";
    const table::TablePtr conversations = made(snapshot, request);
    EXPECT_EQ(cellText(*conversations, 0, "client", true), QStringLiteral("host 10.127.0.138"));
    EXPECT_TRUE(cellText(*conversations, 0, "sport", false).startsWith(QStringLiteral("tcp.port == ")));
    EXPECT_EQ(shown(conversationFilters(*packets, 2).wireshark), passing(conversationFilters(*packets, 2).bpf));
}

TEST(ForeignFilterTest, NamesAndAddressesCountTheSame) {
    const traffic::Snapshot snapshot = test::analyzedFile(WEIR_SAMPLE);
    capturetables::TableRequest request;
    request.name = "names";
    const table::TablePtr names = made(snapshot, request);
    for (std::uint32_t row = 0; row < 3; ++row)
        EXPECT_EQ(shown(cellText(*names, row, "name", false)), text(*names, row, "messages"));
    EXPECT_EQ(cellText(*names, 0, "name", true), QString());
    request.name = "talkers";
    const table::TablePtr talkers = made(snapshot, request);
    EXPECT_EQ(passing(cellText(*talkers, 2, "address", true)), text(*talkers, 2, "packets"));
    EXPECT_EQ(shown(cellText(*talkers, 2, "address", false)), text(*talkers, 2, "packets"));
    EXPECT_TRUE(conversationFilters(*talkers, 2).wireshark.isEmpty());
}

TEST(ForeignFilterTest, OddNamesAndVersionSixAreSaidRightOrNotAtAll) {
    const auto lookups = test::analyzed(test::merged({test::lookup("10.0.0.1", "a\\\"b.example", "192.0.2.1", 0),
                                                      test::lookup("10.0.0.1", "plain.example", "192.0.2.2", 1)}));
    capturetables::TableRequest request;
    request.name = "dns";
    const table::TablePtr dns = made(lookups, request);
    ASSERT_EQ(dns->rows(), 4U);
    for (std::uint32_t row = 0; row < dns->rows(); ++row) {
        const QString filter = cellText(*dns, row, "name", false);
        EXPECT_TRUE(filter.isEmpty() || filter == u"lower(dns.qry.name) == \"plain.example\"") << filter.toStdString();
    }
    const std::uint8_t octet = 1;
    const auto six = test::analyzed({test::datagram("2001:db8::1", 5000, "2001:db8::2", 80, Bytes(&octet, 1), 0)});
    request.name = "packets";
    const table::TablePtr packets = made(six, request);
    ASSERT_EQ(packets->rows(), 1U);
    EXPECT_EQ(cellText(*packets, 0, "src", false), QStringLiteral("ipv6.src == 2001:db8::1"));
    EXPECT_TRUE(capture::BpfFilter::compile(cellText(*packets, 0, "dst", true).toStdString()).ok());
    EXPECT_TRUE(capture::BpfFilter::compile(conversationFilters(*packets, 0).bpf.toStdString()).ok());
}

}  // namespace weir::models
