// SPDX-License-Identifier: GPL-3.0-or-later
// Columns that do not come from the capture: owners by files, verdicts and registrations by services.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/capturetables/notedtable.h"
#include "core/table/filter.h"
#include "core/table/sort.h"
#include "tests/support/analyzed.h"

using namespace weir;
using namespace weir::test;

namespace {

class FakeOwners : public traffic::Owners {
public:
    traffic::Owner of(const IpAddress& address) const override {
        if (address == *IpAddress::parse("182.162.143.56"))
            return {"KR", 3786, "LG DACOM Corporation"};
        return {"US", -1, ""};
    }
    std::vector<Source> sources() const override { return {{"a database", "2022-10-29"}}; }
};

traffic::Snapshot capture() {
    return analyzed(
        {datagram("10.0.0.1", 1, "182.162.143.56", 443, {}, 0), datagram("10.0.0.1", 2, "45.33.32.9", 443, {}, 1)});
}

TEST(NotedTable, OwnersStandInTablesOfAddresses) {
    capturetables::TableRequest request;
    request.name = "talkers";
    request.owners = std::make_shared<const FakeOwners>();
    const auto table = capturetables::makeTable(capture(), request).value();
    EXPECT_EQ(table->schema().size(), capturetables::tableSchema(request).value().size());
    const auto column = [&](const char* name) { return *table::findColumn(table->schema(), name); };
    auto parsed = table::Filter::parse("asn = 3786 and as_org contains \"dacom\"", table->schema());
    ASSERT_TRUE(std::holds_alternative<table::Filter>(parsed));
    const table::Rows rows = std::get<table::Filter>(parsed).apply(*table);
    ASSERT_EQ(rows.size(), 1u);
    std::string scratch;
    EXPECT_EQ(table::cellText(table->cell(rows[0], column("country"), scratch)), "KR");
    table::Rows sorted = table::allRows(*table);
    const std::vector<table::SortKey> byCountry = {{column("country"), true}};
    table::sortRows(*table, byCountry, sorted);
    EXPECT_EQ(table::cellText(table->cell(sorted[0], column("country"), scratch)), "US");
    EXPECT_EQ(table::cellText(table->cell(sorted[1], column("country"), scratch)), "KR");
    EXPECT_TRUE(table->cell(sorted[2], column("country"), scratch).empty) << "10.0.0.1 is nobody's";
    const std::vector<table::SortKey> byNumber = {{column("asn"), true}};
    table::sortRows(*table, byNumber, sorted);
    EXPECT_EQ(table->cell(sorted[0], column("asn"), scratch).integer, 3786);
}

TEST(NotedTable, ServicesThatHaveAnsweredGetColumns) {
    capturetables::TableRequest request;
    request.name = "hosts";
    traffic::AddressNotes notes;
    traffic::AddressNote& note = notes[*IpAddress::parse("182.162.143.56")];
    note.verdict = "malicious";
    note.verdictBy = "threatfox:Emotet botnet_cc";
    note.more = {{"threatfox_confidence", "100"}, {"threatfox_malware", "Emotet"}};
    request.notes = std::make_shared<const traffic::AddressNotes>(notes);
    request.noteColumns =
        std::make_shared<const table::Schema>(table::Schema{{"vt_malicious", table::Kind::integer},
                                                            {"threatfox_confidence", table::Kind::integer},
                                                            {"threatfox_malware", table::Kind::text}});
    const auto table = capturetables::makeTable(capture(), request).value();
    EXPECT_EQ(table->schema().back().name, "threatfox_malware");
    const auto count = std::count_if(table->schema().begin(), table->schema().end(),
                                     [](const table::Column& one) { return one.name == "vt_malicious"; });
    EXPECT_EQ(count, 1) << "hosts has that one already";
    auto parsed = table::Filter::parse("verdict = malicious and threatfox_confidence >= 100", table->schema());
    const table::Rows rows = std::get<table::Filter>(parsed).apply(*table);
    ASSERT_EQ(rows.size(), 1u);
    std::string scratch;
    EXPECT_EQ(table->cell(rows[0], table->schema().size() - 1, scratch).text, "Emotet");
    // The finding says so in its own words.
    request.name = "findings";
    const auto findings = capturetables::makeTable(capture(), request).value();
    const std::size_t why = *table::findColumn(findings->schema(), "why");
    EXPECT_THAT(std::string(findings->cell(0, why, scratch).text),
                testing::HasSubstr("reputation: threatfox says Emotet botnet_cc"));
}

TEST(NotedTable, NamesTakeAfterWhatTheyLieBelow) {
    traffic::NameNotes notes;
    notes["duckdns.org"] = {"DuckDNS", "A registrar", 5, 1, true, "clean", "virustotal:0/90", {}, {}};
    notes["evil.duckdns.org"] = {"", "", -1, 1, false, "malicious", "urlhaus:2 URLs", {}, {}};
    notes["example.com"] = {"Example", "", -1, 1, false, "suspicious", "otx:3 pulses", {}, {}};
    const auto evil = traffic::saidOf(notes, "a.evil.duckdns.org");
    EXPECT_EQ(evil.verdict, "malicious");
    ASSERT_NE(evil.name, nullptr);
    EXPECT_EQ(evil.name->registrant, "DuckDNS");
    EXPECT_EQ(traffic::saidOf(notes, "other.duckdns.org").verdict, "") << "a platform says nothing of its guests";
    EXPECT_EQ(traffic::saidOf(notes, "duckdns.org").verdict, "clean");
    EXPECT_EQ(traffic::saidOf(notes, "www.example.com").verdict, "suspicious");
    EXPECT_EQ(traffic::saidOf(notes, "notexample.com").verdict, "");
    EXPECT_EQ(traffic::saidOf(notes, "").verdict, "");
}

}  // namespace
