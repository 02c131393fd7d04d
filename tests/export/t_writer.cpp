// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <clocale>
#include <numeric>

#include "core/export/writer.h"
#include "core/table/columntable.h"
#include "core/table/sort.h"
#include "support/tabletext.h"

namespace weir::exporting {

namespace {

using table::Kind;

std::string written(const table::Table& table, Format format, const table::Rows& rows,
                    const std::vector<std::size_t>& columns) {
    std::string out;
    EXPECT_TRUE(write({table, rows, columns}, format, [&](std::string_view piece) {
        out += piece;
        return true;
    }));
    return out;
}

std::string written(const table::Table& table, Format format) {
    std::vector<std::size_t> columns(table.schema().size());
    std::iota(columns.begin(), columns.end(), std::size_t{0});
    return written(table, format, table::allRows(table), columns);
}

table::TablePtr everyKind() {
    return test::tableOf({{"i", Kind::integer, table::Unit::bytes},
                          {"r", Kind::real},
                          {"b", Kind::boolean},
                          {"t", Kind::time},
                          {"d", Kind::duration},
                          {"x", Kind::text},
                          {"a", Kind::address}},
                         {{"-1234567", "4.1499", "true", "1667872800300000000", "-500000000", "a,\"b\"", "fd00::1"},
                          {"", "", "", "", "", "", ""},
                          {"0", "-0.5", "false", "1", "1000000000", "=1+1", "8.8.8.8"}});
}

}  // namespace

TEST(Writer, WritesEveryKindAsCsv) {
    EXPECT_EQ(written(*everyKind(), Format::csv),
              "i,r,b,t,d,x,a\n"
              "-1234567,4.15,true,1667872800.300000000,-0.500000000,\"a,\"\"b\"\"\",fd00::1\n"
              ",,,,,,\n"
              "0,-0.5,false,0.000000001,1.000000000,'=1+1,8.8.8.8\n");
}

TEST(Writer, WritesEveryKindAsJson) {
    EXPECT_EQ(
        written(*everyKind(), Format::ndjson),
        "{\"i\":-1234567,\"r\":4.15,\"b\":true,\"t\":1667872800.300000000,\"d\":-0.500000000,\"x\":\"a,\\\"b\\\"\","
        "\"a\":\"fd00::1\"}\n"
        "{\"i\":null,\"r\":null,\"b\":null,\"t\":null,\"d\":null,\"x\":null,\"a\":null}\n"
        "{\"i\":0,\"r\":-0.5,\"b\":false,\"t\":0.000000001,\"d\":1.000000000,\"x\":\"=1+1\",\"a\":\"8.8.8.8\"}\n");
    const auto table = test::tableOf({{"i", Kind::integer}}, {{"1"}, {"2"}});
    EXPECT_EQ(written(*table, Format::json), "[\n{\"i\":1},\n{\"i\":2}\n]\n");
    EXPECT_EQ(written(*table, Format::json, {}, {0}), "[]\n");
    EXPECT_EQ(written(*table, Format::ndjson, {}, {0}), "");
    EXPECT_EQ(written(*table, Format::csv, {}, {0}), "i\n");
}

TEST(Writer, WritesTheChosenRowsAndColumnsInTheirOrder) {
    EXPECT_EQ(written(*everyKind(), Format::csv, {2, 0, 2}, {6, 0}), "a,i\n8.8.8.8,0\nfd00::1,-1234567\n8.8.8.8,0\n");
}

TEST(Writer, AlignsText) {
    const auto table = test::tableOf({{"name", Kind::text}, {"bytes", Kind::integer}, {"last", Kind::text}},
                                     {{"m\xc3\xbcnchen", "5", "z"},
                                      {"", "1234567", ""},
                                      {"a\x1b[0m\n", "", "\xff"},
                                      {std::string(70, 'w'), "1", "end"}});
    const std::string wide(60 - 4, ' ');
    EXPECT_EQ(written(*table, Format::text), "name" + wide + "    bytes  last\n" +                             //
                                                 "m\xc3\xbcnchen" + std::string(53, ' ') + "        5  z\n" +  //
                                                 std::string(60, ' ') + "  1234567\n" +                        //
                                                 "a\\x1B[0m\\x0A" + std::string(48, ' ') + "           \\xFF\n" +
                                                 std::string(70, 'w') + "        1  end\n");
    EXPECT_EQ(written(*table, Format::text, {0}, {1, 2}), "bytes  last\n    5  z\n");
}

TEST(Writer, GuardsFormulasInTextAlone) {
    ASSERT_EQ(everyKind()->schema()[5].kind, Kind::text);
    for (const std::string start : {"=", "+", "-", "@", "\t", "\r"}) {
        const auto table = test::tableOf({{"x", Kind::text}}, {{start + "cmd"}, {"cmd" + start}});
        const std::string shown = start == "\t" ? "\\x09" : start == "\r" ? "\\x0D" : start;
        EXPECT_EQ(written(*table, Format::csv), "x\n'" + shown + "cmd\ncmd" + shown + "\n");
        EXPECT_EQ(written(*table, Format::json).find('\''), std::string::npos);
    }
    const auto numbers = test::tableOf({{"i", Kind::integer}, {"d", Kind::duration}}, {{"-1", "-1000000000"}});
    EXPECT_EQ(written(*numbers, Format::csv), "i,d\n-1,-1.000000000\n");
}

TEST(Writer, GuardsEachValueOfAList) {
    const table::Schema list{{"names", Kind::text, table::Unit::none, true}}, text{{"path", Kind::text}};
    const std::vector<std::vector<std::string>> rows{{"a;=b;-c;d"}, {";@x"}, {"=a,\";+b"}, {"a;b"}};
    EXPECT_EQ(written(*test::tableOf(list, rows), Format::csv), "names\na;'=b;'-c;d\n;'@x\n\"'=a,\"\";'+b\"\na;b\n");
    EXPECT_EQ(written(*test::tableOf(text, rows), Format::csv), "path\na;=b;-c;d\n;@x\n\"'=a,\"\";+b\"\na;b\n");
    EXPECT_EQ(written(*test::tableOf(list, {{"=a;=b"}}), Format::ndjson), "{\"names\":\"=a;=b\"}\n");
}

TEST(Writer, MakesForeignTextVisibleInEveryFormat) {
    const auto table = test::tableOf({{"x", Kind::text}}, {{"a\u202eb\"\xff\n\u00e4"}});
    EXPECT_EQ(written(*table, Format::csv), "x\n\"a\\u{202E}b\"\"\\xFF\\x0A\u00e4\"\n");
    EXPECT_EQ(written(*table, Format::text), "x\na\\u{202E}b\"\\xFF\\x0A\u00e4\n");
    EXPECT_EQ(written(*table, Format::ndjson), "{\"x\":\"a\\u202eb\\\"\\\\xFF\\n\u00e4\"}\n");
}

TEST(Writer, NeverWritesAnEmptyLineForARow) {
    const auto table = test::tableOf({{"x", Kind::text}}, {{""}, {"a"}, {""}});
    EXPECT_EQ(written(*table, Format::csv), "x\n\"\"\na\n\"\"\n");
}

TEST(Writer, WritesTheSameInEveryLocale) {
    const std::string before = written(*everyKind(), Format::csv);
    for (const char* locale : {"de_DE.UTF-8", "ar_EG.UTF-8", "hi_IN.UTF-8", "C.UTF-8", "C"}) {
        if (std::setlocale(LC_ALL, locale) == nullptr)
            continue;  // not installed here; C always is
        EXPECT_EQ(written(*everyKind(), Format::csv), before) << locale;
    }
    std::setlocale(LC_ALL, "C");
}

TEST(Writer, StopsWhenTheSinkGivesUpOrWhenAsked) {
    table::ColumnTable::Builder builder("many", {{"i", Kind::integer}, {"x", Kind::text}});
    for (int i = 0; i < 200'000; ++i) {
        builder.integer(0, i);
        builder.text(1, "some text");
    }
    const auto table = builder.finish();
    const table::Rows rows = table::allRows(*table);
    const std::vector<std::size_t> columns{0, 1};
    for (const Format format : {Format::text, Format::csv, Format::json, Format::ndjson}) {
        int calls = 0;
        EXPECT_FALSE(write({*table, rows, columns}, format, [&](std::string_view) { return ++calls < 3; }));
        EXPECT_EQ(calls, 3);

        std::stop_source source;
        calls = 0;
        EXPECT_FALSE(write(
            {*table, rows, columns}, format,
            [&](std::string_view) {
                source.request_stop();
                ++calls;
                return true;
            },
            source.get_token()));
        EXPECT_EQ(calls, 1);
    }
}

TEST(Writer, WritesTheSameWithAnyNumberOfJobs) {
    std::vector<std::vector<std::string>> rows;
    for (int i = 0; i < 10'000; ++i) rows.push_back({std::to_string(i), "name " + std::to_string(i * 7919 % 10'007)});
    const auto table = test::tableOf({{"i", Kind::integer}, {"x", Kind::text}}, rows);
    const std::vector<std::size_t> columns{1, 0};
    table::Rows chosen = table::allRows(*table);
    std::reverse(chosen.begin(), chosen.end());
    for (const Format format : {Format::csv, Format::ndjson, Format::json, Format::text}) {
        const std::string alone = written(*table, format, chosen, columns);
        for (const unsigned jobs : {2u, 3u, 64u}) {
            std::string together;
            EXPECT_TRUE(write(
                {*table, chosen, columns}, format,
                [&](std::string_view piece) {
                    together += piece;
                    return true;
                },
                {}, jobs));
            EXPECT_EQ(together, alone);
        }
    }
    std::size_t pieces = 0;
    EXPECT_FALSE(write(
        {*table, chosen, columns}, Format::csv, [&](std::string_view) { return ++pieces < 3; }, {}, 4));
    EXPECT_EQ(pieces, 3u);
}

TEST(Writer, KnowsItsFormats) {
    EXPECT_EQ(parseFormat("text"), Format::text);
    EXPECT_EQ(parseFormat("csv"), Format::csv);
    EXPECT_EQ(parseFormat("JSON"), Format::json);
    EXPECT_EQ(parseFormat("ndjson"), Format::ndjson);
    EXPECT_EQ(parseFormat("xml"), std::nullopt);
    EXPECT_EQ(parseFormat(""), std::nullopt);
}

}  // namespace weir::exporting
