// SPDX-License-Identifier: GPL-3.0-or-later
// Rules of the user's own: what is wrong with a file is said with its line, and what they find is a finding.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/capturetables/ownrules.h"
#include "core/findings/reasons.h"
#include "core/table/filter.h"
#include "tests/support/analyzed.h"

using namespace weir;
using namespace weir::test;
using capturetables::TableRequest;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

constexpr std::string_view odd =
    "# mine\n"
    "[odd-web]  # HTTP that I did not expect\n"
    "table = \"http\"\n"
    "filter = \"method = PUT and host matches \\\"*.example.com\\\"\"\n"
    "subject = \"server\"\n"
    "sentence = \"{client} put {path} to {host}, {rows} times\"\n"
    "weight = 25\n"
    "class = \"hard\"\n";

traffic::Snapshot puts(int count) {
    std::vector<TestFrame> frames;
    for (int i = 0; i < count; ++i) {
        TcpConversation conversation("10.0.0.1", static_cast<std::uint16_t>(40000 + i), "93.184.216.34", 80,
                                     1'000'000'000);
        conversation.handshake().clientSends(
            octets("PUT /x HTTP/1.1\r\nHost: a.example.com\r\nUser-Agent: Lynx/2.9\r\nContent-Length: 0\r\n\r\n"));
        frames.insert(frames.end(), conversation.frames().begin(), conversation.frames().end());
    }
    return analyzed(frames);
}

TableRequest withRules(std::string_view text) {
    TableRequest request;
    request.name = "findings";
    const auto used = capturetables::useOwnRules(request, findings::parseOwnRules(text).take());
    EXPECT_TRUE(used.ok()) << used.error().text();
    return request;
}

std::string parseError(std::string_view text) {
    const auto rules = findings::parseOwnRules(text);
    return rules ? "" : rules.error().text();
}

std::string bindError(std::string_view text) {
    auto rules = findings::parseOwnRules(text);
    EXPECT_TRUE(rules.ok());
    const auto bound = capturetables::bindOwnRules(rules.take());
    return bound ? "" : bound.error().text();
}

TEST(OwnRules, FindWhatTheySay) {
    const TableRequest request = withRules(odd);
    const traffic::Snapshot snapshot = puts(3);
    EXPECT_THAT(tableRows(snapshot, request, {"subject", "kind", "why"}),
                Contains(testing::AllOf(HasSubstr("93.184.216.34|odd-web"),
                                        HasSubstr("odd-web: 10.0.0.1 put /x to a.example.com, 3 times"))));
    bool seen = false;
    for (const auto& counted : findings::reasonsOf(snapshot, request, "93.184.216.34")) {
        if (counted.reason.kind != "odd-web")
            continue;
        seen = true;
        EXPECT_EQ(counted.score, 25);
        ASSERT_EQ(counted.evidence.size(), 1u);
        EXPECT_EQ(counted.evidence[0].rows, 3u);
        TableRequest rows;
        rows.name = counted.evidence[0].table;
        const auto table = capturetables::makeTable(snapshot, rows).take();
        const auto filter = table::Filter::parse(counted.evidence[0].filter, table->schema());
        ASSERT_TRUE(std::holds_alternative<table::Filter>(filter)) << counted.evidence[0].filter;
        EXPECT_EQ(std::get<table::Filter>(filter).apply(*table).size(), 3u);
    }
    EXPECT_TRUE(seen);
    TableRequest without;
    without.name = "findings";
    for (const std::string& row : tableRows(snapshot, without, {"kind"}))
        EXPECT_THAT(row, testing::Not(HasSubstr("odd-web")));
}

TEST(OwnRules, OfASwitchedOffOneNothingIsLeft) {
    const TableRequest request = withRules(std::string(odd) + "enabled = false\n");
    for (const std::string& row : tableRows(puts(1), request, {"kind"}))
        EXPECT_THAT(row, testing::Not(HasSubstr("odd-web")));
}

TEST(OwnRules, MistakesAreSaidWithTheirLine) {
    EXPECT_THAT(parseError("[Upper]\n"), HasSubstr("line 1: a rule's name has small letters"));
    EXPECT_THAT(parseError("[scan]\n"), HasSubstr("line 1: 'scan' is one of Weir's own kinds"));
    EXPECT_THAT(parseError("\ntable = \"http\"\n"), HasSubstr("line 2: expected [name-of-a-rule]"));
    EXPECT_THAT(parseError("[a]\ntable = http\n"), HasSubstr("line 2: 'table' is a text in quotation marks"));
    EXPECT_THAT(parseError("[a]\ntable = \"http\"\n"), HasSubstr("line 1: the rule 'a' has no filter"));
    EXPECT_THAT(parseError("[a]\nweight = 200\n"), HasSubstr("line 2: weight is a number from 0 to 100"));
    EXPECT_THAT(parseError("[a]\ncolour = \"red\"\n"), HasSubstr("no 'colour'"));
    const auto rule = [](std::string_view table, std::string_view filter, std::string_view sentence,
                         std::string_view subject = {}) {
        return "\n[a]\ntable = \"" + std::string(table) + "\"\nfilter = \"" + std::string(filter) +
               "\"\nsentence = \"" + std::string(sentence) + "\"\n" +
               (subject.empty() ? "" : "subject = \"" + std::string(subject) + "\"\n");
    };
    EXPECT_THAT(bindError(rule("htp", "method", "x")), HasSubstr("line 2: the rule 'a' names a wrong table"));
    EXPECT_THAT(bindError(rule("findings", "score > 1", "x")), HasSubstr("cannot be about the table findings"));
    EXPECT_THAT(bindError(rule("http", "methd = GET", "x")), HasSubstr("no column 'methd'"));
    EXPECT_THAT(bindError(rule("http", "method", "{colour}")), HasSubstr("{colour}; http has no such column"));
    EXPECT_THAT(bindError(rule("http", "method", "{host")), HasSubstr("a { is not closed"));
    EXPECT_THAT(bindError(rule("http", "method", "x", "colour")), HasSubstr("subject 'colour'"));
    EXPECT_EQ(bindError(rule("http", "method", "x")), "");
}

TEST(OwnRules, AreWrittenAsTheyAreRead) {
    const auto rules = findings::parseOwnRules(odd).take();
    ASSERT_EQ(rules.size(), 1u);
    auto again = findings::parseOwnRules(rules[0].toText()).take();
    ASSERT_EQ(again.size(), 1u);
    again[0].line = rules[0].line;
    EXPECT_EQ(again, rules);
    const findings::FindingWeights mine = *withRules(odd).weights;
    EXPECT_EQ(mine.changesText(), "") << "they have a file of their own";
    EXPECT_EQ(mine.toText(), findings::FindingWeights::defaults().toText());
}

TEST(OwnRules, AFilterMakesOne) {
    const auto rule = capturetables::ownRuleFrom("conversations", "service = ssh", {});
    ASSERT_TRUE(rule.ok());
    EXPECT_EQ(rule.value().kind, "own-1");
    EXPECT_EQ(capturetables::ownRuleFrom("http", "method = PUT", {rule.value()}).value().kind, "own-2");
    EXPECT_FALSE(capturetables::ownRuleFrom("findings", "score > 1", {}).ok());
    EXPECT_FALSE(capturetables::ownRuleFrom("http", "methd = PUT", {}).ok());
}

}  // namespace
