// SPDX-License-Identifier: GPL-3.0-or-later
// Rows say what they are about, as their table declares.
#include <gtest/gtest.h>

#include "core/capturetables/tableinfo.h"
#include "core/capturetables/tables.h"
#include "support/analyzed.h"

namespace weir::capturetables {
namespace {

bool fits(RowKind kind, const table::Subject& subject) {
    switch (kind) {
        case RowKind::fact:
            return std::holds_alternative<std::monostate>(subject);
        case RowKind::packet:
        case RowKind::message:
            return std::holds_alternative<table::FrameSubject>(subject);
        case RowKind::conversation:
            return std::holds_alternative<table::ConversationSubject>(subject);
        case RowKind::address:
            return std::holds_alternative<IpAddress>(subject);
        case RowKind::name:
            return std::holds_alternative<table::NameSubject>(subject);
        default:
            return std::holds_alternative<IpAddress>(subject) || std::holds_alternative<table::NameSubject>(subject);
    }
}

table::TablePtr made(const traffic::Snapshot& snapshot, const TableRequest& request) {
    return makeTable(snapshot, request).take();
}

}  // namespace

TEST(Subjects, AreOfTheKindThatTheTableDeclares) {
    const traffic::Snapshot snapshot = test::analyzedFile(WEIR_SAMPLE);
    std::size_t seen = 0;
    for (const std::string& name : tableNames()) {
        TableRequest request;
        request.name = name;
        const auto table = made(snapshot, request);
        for (std::size_t row = 0; row < table->rows(); ++row, ++seen)
            EXPECT_TRUE(fits(tableInfo(name).rows, table->subject(row))) << name << " row " << row;
    }
    EXPECT_GT(seen, 1000U);
}

TEST(Subjects, OfConversationsHaveTheKeysThatTheyAreGroupedBy) {
    const traffic::Snapshot snapshot = test::analyzedFile(WEIR_SAMPLE);
    TableRequest request;
    request.name = "conversations";
    const auto whole = made(snapshot, request);
    const table::Subject first = whole->subject(0);
    EXPECT_TRUE(std::get<table::ConversationSubject>(first).whole());

    request.groupBy = {"server", "proto"};
    const table::Subject grouped = made(snapshot, request)->subject(0);
    const auto& conversation = std::get<table::ConversationSubject>(grouped);
    EXPECT_TRUE(conversation.twoWay && conversation.destination && conversation.protocol);
    EXPECT_FALSE(conversation.source || conversation.sourcePort || conversation.destinationPort);

    request.groupBy.clear();
    request.twoWay = false;
    const table::Subject oneWay = made(snapshot, request)->subject(0);
    EXPECT_FALSE(std::get<table::ConversationSubject>(oneWay).twoWay);
    EXPECT_TRUE(std::get<table::ConversationSubject>(oneWay).whole());
}

TEST(Subjects, OfDnsRowsKnowTheOtherFrame) {
    const traffic::Snapshot snapshot = test::analyzedFile(WEIR_SAMPLE);
    TableRequest request;
    request.name = "dns";
    const auto table = made(snapshot, request);
    const std::size_t paired = *table::findColumn(table->schema(), "paired_with");
    std::string scratch;
    std::size_t pairs = 0;
    for (std::size_t row = 0; row < table->rows(); ++row) {
        const table::Subject subject = table->subject(row);
        const auto& frame = std::get<table::FrameSubject>(subject);
        EXPECT_EQ(frame.counterpart, static_cast<std::uint64_t>(table->cell(row, paired, scratch).integer));
        pairs += frame.counterpart != 0;
    }
    EXPECT_GT(pairs, 0U);
}

}  // namespace weir::capturetables
