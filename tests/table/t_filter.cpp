// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/table/filter.h"
#include "support/tabletext.h"

namespace weir::table {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Schema flowSchema() {
    return {{"src", Kind::address},
            {"dport", Kind::integer, Unit::identifier},
            {"bytes", Kind::integer, Unit::bytes},
            {"time", Kind::time},
            {"duration", Kind::duration},
            {"proto", Kind::text},
            {"names", Kind::text, Unit::none, true},
            {"ports", Kind::text, Unit::none, true},
            {"answers", Kind::text, Unit::none, true},
            {"is_response", Kind::boolean},
            {"entropy", Kind::real}};
}

TablePtr flows() {
    return test::tableOf(flowSchema(), {{"10.0.0.1", "443", "9999", "1667872800300000000", "5000000000", "tcp",
                                         "a.msn.com;cdn.net", "443;80", "1.2.3.4;10.9.9.9", "true", "4.15"},
                                        {"192.168.1.1", "53", "10000", "1667872800000000000", "200000000", "UDP",
                                         "example.org", "53", "::1", "false", "0"},
                                        {"fd00::1", "8080", "10001", "1667959200000000000", "60000000000", "icmp",
                                         "x;y", "8080;60000", "fd00::2", "", "2.5"},
                                        {"", "", "1024", "", "", "", "", "", "", "", ""},
                                        {"10.0.0.2", "80", "1500", "0", "7200000000000", "say \"hi\"", "back\\slash",
                                         "", "note", "true", "4.1499"}});
}

/// The rows that pass, alike over every way to get at the cells.
Rows passing(std::string_view text, const TablePtr& table = flows()) {
    const auto parsed = Filter::parse(text, table->schema());
    if (const auto* error = std::get_if<FilterError>(&parsed)) {
        ADD_FAILURE() << text << ": " << error->message;
        return {};
    }
    const auto& filter = std::get<Filter>(parsed);
    const Rows rows = filter.apply(*table);
    EXPECT_EQ(filter.apply(*test::withoutFastPaths(table)), rows) << text;
    for (std::uint32_t row = 0; row < table->rows(); ++row)
        EXPECT_EQ(filter.matches(*table, row), std::count(rows.begin(), rows.end(), row) == 1)
            << text << " row " << row;
    return rows;
}

FilterError wrong(std::string_view text) {
    const auto parsed = Filter::parse(text, flowSchema());
    if (const auto* error = std::get_if<FilterError>(&parsed))
        return *error;
    ADD_FAILURE() << text << " is no error";
    return {};
}

}  // namespace

TEST(Filter, ComparesNumbersExactly) {
    EXPECT_THAT(passing("bytes = 10k"), ElementsAre(1));
    EXPECT_THAT(passing("bytes=10.0K"), ElementsAre(1));
    EXPECT_THAT(passing("bytes > 10k"), ElementsAre(2));
    EXPECT_THAT(passing("bytes >= 9.9995k"), ElementsAre(1, 2));
    EXPECT_THAT(passing("bytes < 9.9995k"), ElementsAre(0, 3, 4));
    EXPECT_THAT(passing("bytes = 9999.5"), IsEmpty());
    EXPECT_THAT(passing("bytes != 9999.5"), ElementsAre(0, 1, 2, 3, 4));
    EXPECT_THAT(passing("bytes = 1KiB or bytes = 0x5dc"), ElementsAre(3, 4));
    EXPECT_THAT(passing("bytes < 99999999999999999999999"), ElementsAre(0, 1, 2, 3, 4));
    EXPECT_THAT(passing("bytes > 99999999999999999999999"), IsEmpty());
    EXPECT_THAT(passing("bytes > -99999999999999999999999"), ElementsAre(0, 1, 2, 3, 4));
    EXPECT_THAT(passing("bytes = 9223372036854775807T"), IsEmpty());
    EXPECT_THAT(passing("dport in (80, 443,8080)"), ElementsAre(0, 2, 4));
    EXPECT_THAT(passing("dport not in (80, 443)"), ElementsAre(1, 2, 3));
    EXPECT_THAT(passing("dport in (\"\", 53)"), ElementsAre(1, 3));
    EXPECT_THAT(passing("dport contains 8"), ElementsAre(2, 4));
    EXPECT_THAT(passing("entropy = 4.15"), ElementsAre(0, 4));  // as printed
    EXPECT_THAT(passing("entropy > 4.149"), ElementsAre(0, 4));
    EXPECT_THAT(passing("entropy < 4.15"), ElementsAre(1, 2));
}

TEST(Filter, ComparesTimesAndDurations) {
    EXPECT_THAT(passing("time = 1667872800.3"), ElementsAre(0));
    EXPECT_THAT(passing("time = 2022-11-08T02:00:00.300Z"), ElementsAre(0));
    EXPECT_THAT(passing("time = 2022-11-08T03:30:00+01:30"), ElementsAre(1));
    EXPECT_THAT(passing("time >= 2022-11-09"), ElementsAre(2));
    EXPECT_THAT(passing("time < \"2022-11-08 02:00\""), ElementsAre(4));
    EXPECT_THAT(passing("time < 1970-01-01T00:00:00.0000000001Z and time > -0.0000000001"), ElementsAre(4));
    EXPECT_THAT(passing("duration = 5"), ElementsAre(0));
    EXPECT_THAT(passing("duration = 200ms or duration = 2h or duration = 1m"), ElementsAre(1, 2, 4));
    EXPECT_THAT(passing("duration <= 0.2"), ElementsAre(1));
    EXPECT_THAT(passing("duration > 199999999.9ns and duration < 200000.001us"), ElementsAre(1));
}

TEST(Filter, FindsAddressesInNetworks) {
    EXPECT_THAT(passing("src = 10.0.0.1"), ElementsAre(0));
    EXPECT_THAT(passing("src in 10.0.0.0/8"), ElementsAre(0, 4));
    EXPECT_THAT(passing("src = 10.0.0.0/31"), ElementsAre(0));
    EXPECT_THAT(passing("src != 10.0.0.0/8"), ElementsAre(1, 2, 3));
    EXPECT_THAT(passing("src in (192.168.0.0/16, fd00::/8)"), ElementsAre(1, 2));
    EXPECT_THAT(passing("src = ::/0"), ElementsAre(2));
    EXPECT_THAT(passing("src = FD00:0::1"), ElementsAre(2));
    EXPECT_THAT(passing("src < 10.0.0.2"), ElementsAre(0));
    EXPECT_THAT(passing("src > 192.168.1.1"), ElementsAre(2));
    EXPECT_THAT(passing("src < ::"), ElementsAre(0, 1, 4));
    EXPECT_THAT(passing("src matches 10.*"), ElementsAre(0, 4));
    EXPECT_THAT(passing("src contains :"), ElementsAre(2));
}

TEST(Filter, ComparesTextInEitherCase) {
    EXPECT_THAT(passing("proto = udp"), ElementsAre(1));
    EXPECT_THAT(passing("PROTO != Tcp"), ElementsAre(1, 2, 3, 4));
    EXPECT_THAT(passing("proto < tcp"), ElementsAre(2, 4));
    EXPECT_THAT(passing("proto >= TCP"), ElementsAre(0, 1));
    EXPECT_THAT(passing("proto matches ?c*"), ElementsAre(0, 2));
    EXPECT_THAT(passing("proto matches c"), IsEmpty());
    EXPECT_THAT(passing("proto = \"say \\\"hi\\\"\""), ElementsAre(4));
    EXPECT_THAT(passing("names = \"back\\\\slash\" || names = back\\slash"), ElementsAre(4));
    EXPECT_THAT(passing("proto = \"\""), ElementsAre(3));
    EXPECT_THAT(passing("proto != \"\""), ElementsAre(0, 1, 2, 4));
    EXPECT_THAT(passing("proto contains \"\""), ElementsAre(0, 1, 2, 4));
    EXPECT_THAT(passing("proto = and or proto = or"), IsEmpty());
}

TEST(Filter, MatchesAnyOfAList) {
    EXPECT_THAT(passing("ports = 443"), ElementsAre(0));
    EXPECT_THAT(passing("ports in (80,53)"), ElementsAre(0, 1));
    EXPECT_THAT(passing("ports != 443"), ElementsAre(1, 2, 3, 4));
    EXPECT_THAT(passing("ports > 8k"), ElementsAre(2));
    EXPECT_THAT(passing("ports < 80"), ElementsAre(1));
    EXPECT_THAT(passing("names contains msn"), ElementsAre(0));
    EXPECT_THAT(passing("names contains m;c"), IsEmpty());
    EXPECT_THAT(passing("names matches *.net"), ElementsAre(0));
    EXPECT_THAT(passing("answers in 10.0.0.0/8"), ElementsAre(0));
    EXPECT_THAT(passing("answers = fd00::0:2"), ElementsAre(2));
    EXPECT_THAT(passing("answers = \"10.0.0.0/8\""), IsEmpty());
    EXPECT_THAT(passing("ports and not x-y"), ElementsAre(0, 1, 2));
}

TEST(Filter, JoinsTests) {
    EXPECT_THAT(passing(""), ElementsAre(0, 1, 2, 3, 4));
    EXPECT_THAT(passing(" \t\n"), ElementsAre(0, 1, 2, 3, 4));
    EXPECT_THAT(passing("is_response"), ElementsAre(0, 4));
    EXPECT_THAT(passing("not is_response"), ElementsAre(1, 2, 3));
    EXPECT_THAT(passing("is_response = false"), ElementsAre(1));
    EXPECT_THAT(passing("is_response in (true, false)"), ElementsAre(0, 1, 4));
    EXPECT_THAT(passing("!dport"), ElementsAre(3));
    EXPECT_THAT(passing("dport=443 or dport=53 and bytes>1"), ElementsAre(0, 1));
    EXPECT_THAT(passing("(dport=443 OR dport=53) AND NOT bytes<10k"), ElementsAre(1));
    EXPECT_THAT(passing("not not dport == 443 && ((src))"), ElementsAre(0));
    EXPECT_THAT(passing("not (dport > 5)"), ElementsAre(3));
    EXPECT_THAT(passing("dport > 5 or not dport > 5"), ElementsAre(0, 1, 2, 3, 4));
}

TEST(Filter, ATextAloneIsLookedForInWhateverNamesSomething) {
    EXPECT_THAT(passing("\"MSN\""), ElementsAre(0));
    EXPECT_THAT(passing("\"10.0.0\""), ElementsAre(0, 4)) << "addresses";
    EXPECT_THAT(passing("\"9.9\""), ElementsAre(0)) << "answers, but neither bytes nor the entropy";
    EXPECT_THAT(passing("\"80\""), ElementsAre(0, 2, 4)) << "ports, alone and in a list";
    EXPECT_THAT(passing("\"8080;6\""), IsEmpty()) << "no text crosses from one value to the next";
    EXPECT_THAT(passing("\"1500\""), IsEmpty()) << "bytes count, they name nothing";
    EXPECT_THAT(passing("\"1667\""), IsEmpty());
    EXPECT_THAT(passing("\"10.0.0.0/8\""), ElementsAre(0, 4)) << "the addresses and answers of a network";
    EXPECT_THAT(passing("\"10.9.0.0/16\""), ElementsAre(0));
    EXPECT_THAT(passing("\"say \\\"hi\\\"\""), ElementsAre(4));
    EXPECT_THAT(passing("not \"10.0.0\" and (\"tcp\" or \"udp\")"), ElementsAre(1));
    EXPECT_THAT(passing("dport = 80 and \"note\""), ElementsAre(4));
    EXPECT_THAT(passing("\"\""), ElementsAre(0, 1, 2, 4)) << "there is any";
    const auto parsed = Filter::parse("\"1\"", {{"bytes", Kind::integer, Unit::bytes}});
    const auto counts = test::tableOf({{"bytes", Kind::integer, Unit::bytes}}, {{"1"}, {""}});
    EXPECT_THAT(std::get<Filter>(parsed).apply(*counts), IsEmpty()) << "a table that only counts";
    EXPECT_THAT(Filter::columnsOf("\"dport\" and src"), ElementsAre("src"));
    EXPECT_EQ(wrong("\"tcp\" 80").message, "expected a column name at 1, not 'tcp'");
}

TEST(Filter, LooksForAWordThatIsNoColumnInAllCells) {
    EXPECT_THAT(passing("udp"), ElementsAre(1));
    EXPECT_THAT(passing("MSN.com"), ElementsAre(0));
    EXPECT_THAT(passing("not"
                        "e"),
                ElementsAre(4))
        << "begins like a word of the language";
    EXPECT_THAT(passing("n"), ElementsAre(0, 4)) << "begins like a column";
    EXPECT_THAT(passing("por"), IsEmpty());
    EXPECT_THAT(passing("proto"), IsEmpty()) << "is a column, and looked for all the same";
    EXPECT_THAT(passing("proto and not x-y"), ElementsAre(0, 1, 2, 4)) << "beside other tests: not empty";
    EXPECT_THAT(passing("443"), ElementsAre(0));
    EXPECT_THAT(passing("10.0.0.0/8"), ElementsAre(0, 4));
    EXPECT_THAT(passing("fd00::1"), ElementsAre(2));
    EXPECT_THAT(passing("not udp and not msn.com"), ElementsAre(2, 3, 4));
    EXPECT_THAT(passing("(udp or icmp) and bytes > 10k"), ElementsAre(2));
    EXPECT_THAT(passing("back\\\\slash"), IsEmpty()) << "two backslashes: a word has no escapes";
    EXPECT_THAT(passing("back\\slash"), ElementsAre(4));
    for (const char* text : {"udp = 1", "udp contains x", "udp in (1)", "nosuch < 3", "dport = 1 and udp != 2"})
        EXPECT_EQ(wrong(text).code, FilterError::Code::unknownColumn) << text;
    EXPECT_THAT(passing("two words"), IsEmpty()) << "a text that is nowhere";
    EXPECT_EQ(wrong("bytes words").code, FilterError::Code::syntax);
}

TEST(Filter, KeepsTheOrderOfTheRowsItIsGiven) {
    const auto table = flows();
    const auto filter = std::get<Filter>(Filter::parse("bytes >= 9999", table->schema()));
    EXPECT_THAT(filter.apply(*table, Rows{4, 2, 0, 2, 3}), ElementsAre(2, 0, 2));
    EXPECT_THAT(Filter().apply(*table, Rows{4, 2}), ElementsAre(4, 2));
    std::stop_source source;
    source.request_stop();
    EXPECT_THAT(filter.apply(*table, source.get_token()), IsEmpty());
}

TEST(Filter, SaysWhatIsWrongAndWhere) {
    const FilterError unknown = wrong("dprt = 80");
    EXPECT_EQ(unknown.code, FilterError::Code::unknownColumn);
    EXPECT_EQ(unknown.position, 0U);
    EXPECT_EQ(unknown.length, 4U);
    EXPECT_EQ(unknown.column, "dprt");
    EXPECT_EQ(unknown.suggestion, "dport");
    EXPECT_EQ(unknown.message, "no column 'dprt' at 1; did you mean 'dport'?");
    EXPECT_EQ(wrong("bytse > 1").suggestion, "bytes");
    EXPECT_EQ(
        wrong("zzzzzz = 1").message,
        "no column 'zzzzzz' at 1; the columns are src, dport, bytes, time, duration, proto, names, ports, answers, "
        "is_response, entropy");

    struct Case {
        const char* text;
        FilterError::Code code;
        std::size_t position, length;
        const char* message;
    };
    using Code = FilterError::Code;
    const Case cases[] = {
        {"dport = ", Code::syntax, 8, 0, "expected a value after '=' at the end"},
        {"dport =)", Code::syntax, 7, 1, "expected a value after '=' at 8, not ')'"},
        {"dport = (1)", Code::syntax, 8, 1, "expected a value after '=' at 9, not '('; 'in' takes a list"},
        {"dport 80", Code::syntax, 6, 2, "expected an operator such as = or contains after 'dport' at 7, not '80'"},
        {"dport = 80 443", Code::syntax, 11, 3, "expected 'and' or 'or' at 12, not '443'"},
        {"dport = 80)", Code::syntax, 10, 1, "expected 'and', 'or' or the end at 11, not ')'"},
        {"(dport = 80", Code::syntax, 11, 0, "expected ')' for the '(' at 1, or 'and' or 'or', at the end"},
        {"dport in ()", Code::syntax, 10, 1, "expected a value after 'in' at 11, not ')'"},
        {"dport in (1,)", Code::syntax, 12, 1, "expected a value after ',' at 13, not ')'"},
        {"dport in (1 2)", Code::syntax, 12, 1, "expected ',' or ')' in the list at 13, not '2'"},
        {"and dport", Code::syntax, 0, 3, "expected a column name at 1, not 'and'"},
        {"dport and", Code::syntax, 9, 0, "expected a column name at the end"},
        {"\"dport\" = 1", Code::syntax, 0, 7, "expected a column name at 1, not 'dport'"},
        {"proto = \"abc", Code::syntax, 8, 4, "the closing quote is missing for the text at 9"},
        {"dport & src", Code::syntax, 6, 1, "'&' is not an operator, '&&' is, at 7"},
        {"dport > abc", Code::badValue, 8, 3, "column 'dport' takes a number, such as 443 or 10k, not 'abc' at 9"},
        {"dport > \"\"", Code::badValue, 8, 2, "column 'dport' takes a number, such as 443 or 10k, not '' at 9"},
        {"src < 10.0.0.0/8", Code::badValue, 6, 10, "column 'src' takes an address, not '10.0.0.0/8' at 7"},
        {"src = 10.0.0.256", Code::badValue, 6, 10,
         "column 'src' takes an address or a network, such as 10.0.0.0/8, not '10.0.0.256' at 7"},
        {"time > 2022-13-01", Code::badValue, 7, 10,
         "column 'time' takes a time, such as 2022-11-08T02:00:00Z or seconds since 1970, not '2022-13-01' at 8"},
        {"duration > 5x", Code::badValue, 11, 2,
         "column 'duration' takes a duration, such as 1.5 (seconds), 200ms or 2h, not '5x' at 12"},
        {"is_response = yes", Code::badValue, 14, 3, "column 'is_response' takes true or false, not 'yes' at 15"},
        {"is_response < 1", Code::badValue, 12, 1,
         "column 'is_response' is true or false; '<' at 13 cannot compare it"},
    };
    for (const Case& one : cases) {
        const FilterError error = wrong(one.text);
        EXPECT_EQ(error.code, one.code) << one.text;
        EXPECT_EQ(error.position, one.position) << one.text;
        EXPECT_EQ(error.length, one.length) << one.text;
        EXPECT_EQ(error.message, one.message);
    }
}

TEST(Filter, HasBounds) {
    const auto nested = [](std::size_t depth, const std::string& opening, const std::string& closing) {
        std::string text;
        for (std::size_t i = 0; i < depth; ++i) text += opening;
        text += "dport and dport";
        for (std::size_t i = 0; i < depth; ++i) text += closing;
        return text;
    };
    EXPECT_THAT(passing(nested(256, "(", ")")), ElementsAre(0, 1, 2, 4));
    EXPECT_THAT(passing(nested(256, "!", "")), ElementsAre(0, 1, 2, 4)) << "an even number of nots";
    EXPECT_EQ(wrong(nested(257, "(", ")")).position, 256U);
    EXPECT_EQ(wrong(nested(257, "not ", "")).code, FilterError::Code::syntax);
    EXPECT_EQ(wrong(nested(30'000, "(", ")")).code, FilterError::Code::syntax);

    const std::string longest = "proto = " + std::string(65536 - 8, 'x');
    EXPECT_THAT(passing(longest), IsEmpty());
    EXPECT_EQ(wrong(longest + "x").position, 65536U);
    EXPECT_THAT(passing(std::string(65000, 'x')), IsEmpty()) << "a word is looked for";
    EXPECT_LT(wrong(std::string(65000, 'x') + " = 1").message.size(), 500U);
    std::string many = "dport in (443";
    while (many.size() < 65'000) many += "," + std::to_string(many.size() * 2 + 10'001);
    EXPECT_THAT(passing(many + ")"), ElementsAre(0));
    std::string wide = "dport = 443";
    while (wide.size() < 65'000) wide += " or dport=1";
    EXPECT_THAT(passing(wide), ElementsAre(0));
}

TEST(Filter, NamesTheColumnsOfAText) {
    EXPECT_THAT(Filter::columnsOf("SRC = 1 and (other or not src) || n contains x"), ElementsAre("src", "other", "n"));
    EXPECT_THAT(Filter::columnsOf(""), IsEmpty());
    EXPECT_THAT(Filter::columnsOf("src ="), IsEmpty());
}

TEST(Completions, OfferWhatMayStandThere) {
    const Schema schema = flowSchema();
    const auto at = [&](std::string_view text) { return completions(text, text.size(), schema); };
    EXPECT_THAT(at("d"), ElementsAre("dport", "duration"));
    EXPECT_THAT(at("DP"), ElementsAre("dport"));
    EXPECT_THAT(at("n"), ElementsAre("names", "not"));
    EXPECT_EQ(at("").size(), schema.size() + 1 + 4) << "with port, server_port, client_port and address";
    EXPECT_THAT(at("(not ti"), ElementsAre("time"));
    EXPECT_THAT(at("dport "), ElementsAre("=", "!=", "<", "<=", ">", ">=", "contains", "in", "matches", "and", "or"));
    EXPECT_THAT(at("dport c"), ElementsAre("contains"));
    EXPECT_THAT(at("dport not m"), ElementsAre("matches"));
    EXPECT_THAT(at("is_response "), ElementsAre("=", "!=", "in", "and", "or"));
    EXPECT_THAT(at("is_response = t"), ElementsAre("true"));
    EXPECT_THAT(at("is_response in (true, "), ElementsAre("true", "false"));
    EXPECT_THAT(at("dport = "), IsEmpty());
    EXPECT_THAT(at("dport = 80 "), ElementsAre("and", "or"));
    EXPECT_THAT(at("dport in (80, 443) o"), ElementsAre("or"));
    EXPECT_THAT(at("dport in (80, 443) or s"), ElementsAre("src", "server_port"));
    EXPECT_THAT(at("(dport) a"), ElementsAre("and"));
    EXPECT_THAT(at("proto = \"d"), IsEmpty());
    EXPECT_THAT(at("dport dport "), IsEmpty());
    EXPECT_THAT(completions("du = 5 and x", 2, schema), ElementsAre("duration"));
    EXPECT_THAT(completions("du", 99, schema), ElementsAre("duration"));
}

}  // namespace weir::table
