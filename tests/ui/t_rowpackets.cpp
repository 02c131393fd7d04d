// SPDX-License-Identifier: GPL-3.0-or-later
// Filters for the packets of rows let through exactly as many as the rows count.
#include <gtest/gtest.h>

#include "core/extract/subjects.h"
#include "core/table/filter.h"
#include "core/table/sort.h"
#include "core/traffic/snapshot.h"
#include "support/analyzed.h"
#include "ui/models/rowpackets.h"

namespace weir::models {

namespace {

class RowPacketsTest : public testing::Test {
protected:
    void SetUp() override {
        m_snapshot = test::analyzedFile(WEIR_SAMPLE);
        capturetables::TableRequest request;
        request.name = "packets";
        m_packets = capturetables::makeTable(m_snapshot, request).take();
    }
    table::TablePtr made(const capturetables::TableRequest& request) {
        auto out = capturetables::makeTable(m_snapshot, request);
        EXPECT_TRUE(out.ok());
        return out.take();
    }
    std::optional<QString> filterOf(const capturetables::TableRequest& request, const table::Table& table,
                                    const std::vector<std::uint32_t>& rows) {
        return packetsFilter(*m_snapshot, request, extract::subjectsOf(table, rows));
    }
    std::size_t meant(const capturetables::TableRequest& request, const table::Table& table,
                      const std::vector<std::uint32_t>& rows) {
        return extract::packetsOf(*m_snapshot, request, extract::subjectsOf(table, rows)).size();
    }
    std::size_t passing(const QString& text) {
        auto filter = table::Filter::parse(text.toStdString(), m_packets->schema());
        if (const auto* error = std::get_if<table::FilterError>(&filter)) {
            ADD_FAILURE() << text.toStdString() << ": " << error->message;
            return 0;
        }
        return std::get<table::Filter>(filter).apply(*m_packets).size();
    }
    static std::size_t count(const table::Table& table, std::uint32_t row, const char* column) {
        std::string scratch;
        return static_cast<std::size_t>(table.cell(row, *table::findColumn(table.schema(), column), scratch).integer);
    }
    void everyRow(const capturetables::TableRequest& request, const char* column) {
        const table::TablePtr table = made(request);
        ASSERT_GT(table->rows(), 0U);
        for (std::uint32_t row = 0; row < table->rows(); ++row) {
            EXPECT_EQ(meant(request, *table, {row}), count(*table, row, column)) << row;
            const auto filter = filterOf(request, *table, {row});
            // A filter over packets cannot say who is the client: conversations with open ends go without one.
            const auto subject = table->subject(row);
            const auto* conversation = std::get_if<table::ConversationSubject>(&subject);
            EXPECT_EQ(filter.has_value(), !conversation || !conversation->twoWay || conversation->whole());
            if (filter) {
                EXPECT_EQ(passing(*filter), count(*table, row, column)) << filter->toStdString();
            }
        }
    }

    traffic::Snapshot m_snapshot;
    table::TablePtr m_packets;
};

}  // namespace

TEST_F(RowPacketsTest, AddressesAndNames) {
    for (const char* name : {"talkers", "hosts"}) {
        capturetables::TableRequest request;
        request.name = name;
        everyRow(request, "packets");
    }
    capturetables::TableRequest request;
    request.name = "names";
    everyRow(request, "messages");
}

TEST_F(RowPacketsTest, ConversationsOfEveryGrouping) {
    capturetables::TableRequest request;
    request.name = "conversations";
    everyRow(request, "packets");
    request.groupBy = {"client", "server", "proto"};
    everyRow(request, "packets");
    request.groupBy.clear();
    request.outbound = true;
    everyRow(request, "packets");
    request.twoWay = false;
    everyRow(request, "packets");
    request.outbound = false;
    everyRow(request, "packets");
    for (const char* key : {"src", "dst", "sport", "dport", "proto"}) {
        request.groupBy = {key};
        everyRow(request, "packets");
    }
}

TEST_F(RowPacketsTest, FramesFindingsAndNothing) {
    capturetables::TableRequest request;
    request.name = "packets";
    EXPECT_EQ(filterOf(request, *m_packets, {4, 9}), QStringLiteral("number in (5, 10)"));
    request.name = "findings";
    const table::TablePtr findings = made(request);
    for (std::uint32_t row = 0; row < findings->rows(); ++row)
        EXPECT_EQ(passing(filterOf(request, *findings, {row}).value()), count(*findings, row, "frames"));
    request.name = "summary";
    EXPECT_EQ(filterOf(request, *made(request), {0}), QString());
    EXPECT_EQ(filterOf(request, *findings, {}), QString());
}

TEST_F(RowPacketsTest, AnyNumberOfRowsMeansAllTheirPackets) {
    for (const char* name : {"packets", "conversations", "talkers"}) {
        capturetables::TableRequest request;
        request.name = name;
        const table::TablePtr table = made(request);
        EXPECT_EQ(meant(request, *table, table::allRows(*table)), m_packets->rows()) << name;
        EXPECT_EQ(filterOf(request, *table, table::allRows(*table)).has_value(), table->rows() <= 50) << name;
    }
    capturetables::TableRequest request;
    for (const char* name : {"names", "queries", "domains", "dns"}) {
        request.name = name;
        const table::TablePtr table = made(request);
        request.name = "dns";
        EXPECT_EQ(meant(request, *table, table::allRows(*table)), made(request)->rows()) << name;
    }
}

TEST_F(RowPacketsTest, AClientOfAGroupIsNotMeantAsAServer) {
    // The sample has addresses at both ends: what a row counts is what it means, whichever filter could be written.
    capturetables::TableRequest request;
    request.name = "conversations";
    for (const char* key : {"client", "server", "cport", "sport"}) {
        request.groupBy = {key};
        everyRow(request, "packets");
    }
}

}  // namespace weir::models
