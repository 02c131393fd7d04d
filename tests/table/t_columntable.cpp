// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <limits>
#include <thread>

#include "core/table/columntable.h"
#include "randomtable.h"
#include "support/tabletext.h"

namespace weir::table {

using test::tableText;

TEST(ColumnTable, PrintsEveryKindRaw) {
    const auto table =
        test::tableOf({{"i", Kind::integer, Unit::bytes},
                       {"r", Kind::real},
                       {"b", Kind::boolean},
                       {"t", Kind::time},
                       {"d", Kind::duration},
                       {"x", Kind::text},
                       {"a", Kind::address}},
                      {{"1234567", "4.1499", "true", "1667872800300000000", "-500000000", "x", "fd00::1"},
                       {"", "", "", "", "", "", ""},
                       {"-1", "0", "false", "0", "1", "0", "0.0.0.0"}});
    EXPECT_EQ(tableText(*table),
              "i|r|b|t|d|x|a\n"
              "1234567|4.15|true|1667872800.300000000|-0.500000000|x|fd00::1\n"
              "||||||\n"
              "-1|0|false|0.000000000|0.000000001|0|0.0.0.0\n");
    std::string scratch;
    for (std::size_t column = 0; column < table->schema().size(); ++column) {
        EXPECT_EQ(table->cell(0, column, scratch).kind, table->schema()[column].kind);
        EXPECT_FALSE(table->cell(0, column, scratch).empty) << column;
        EXPECT_TRUE(table->cell(1, column, scratch).empty) << column;
        EXPECT_FALSE(table->cell(2, column, scratch).empty) << column;
    }
    EXPECT_EQ(findColumn(table->schema(), "d"), 4);
    EXPECT_EQ(findColumn(table->schema(), "D"), std::nullopt);
}

TEST(ColumnTable, KeepsTheValuesAtTheEdges) {
    ColumnTable::Builder builder("edges", {{"i", Kind::integer}, {"r", Kind::real}, {"a", Kind::address}});
    builder.integer(0, std::numeric_limits<std::int64_t>::min());
    builder.integer(0, std::numeric_limits<std::int64_t>::max());
    builder.real(1, std::numeric_limits<double>::infinity());
    builder.real(1, std::numeric_limits<double>::quiet_NaN());
    builder.address(2, IpAddress{});
    builder.address(2, IpAddress::v4(0));
    EXPECT_EQ(tableText(*builder.finish()), "i|r|a\n-9223372036854775807||\n9223372036854775807||0.0.0.0\n");
    EXPECT_EQ(ColumnTable::Builder("none", {}).finish()->rows(), 0U);
}

TEST(ColumnTable, StoresEachTextOnce) {
    ColumnTable::Builder builder("texts", {{"x", Kind::text}, {"a", Kind::address}});
    constexpr std::size_t distinct = 50'000;
    const std::string large(200'000, 'z');
    for (std::size_t round = 0; round < 3; ++round) {
        for (std::size_t i = 0; i < distinct; ++i) {
            builder.text(0, std::to_string(i * i) + std::string(i % 40, 'x') + '\0');
            builder.address(1, IpAddress::v6(i / 100, i * 0x9e3779b97f4a7c15));
        }
        builder.text(0, large);
        builder.empty(1);
    }
    const auto table = builder.finish();
    ASSERT_EQ(table->rows(), 3 * (distinct + 1));
    EXPECT_EQ(table->dictionary(0).size(), distinct + 2);
    EXPECT_EQ(table->dictionary(0)[0], "");
    EXPECT_EQ(table->integers(0), nullptr);
    EXPECT_EQ(table->textIds(1), nullptr);
    std::string scratch;
    for (std::size_t row = 0; row < table->rows(); ++row) {
        const std::size_t i = row % (distinct + 1);
        const std::string expected = i == distinct ? large : std::to_string(i * i) + std::string(i % 40, 'x') + '\0';
        ASSERT_EQ(table->cell(row, 0, scratch).text, expected);
        ASSERT_EQ(table->dictionary(0)[table->textIds(0)[row]], expected);
        if (i < distinct) {
            ASSERT_EQ(table->cell(row, 1, scratch).address, IpAddress::v6(i / 100, i * 0x9e3779b97f4a7c15));
        }
    }
}

/// -1, 0, 1 by the values themselves.
int order(const Cell& a, const Cell& b) {
    const auto sign = [](const auto& x, const auto& y) { return x < y ? -1 : y < x ? 1 : 0; };
    if (a.empty || b.empty)
        return sign(!a.empty, !b.empty);
    switch (a.kind) {
        case Kind::real:
            return sign(a.real, b.real);
        case Kind::text:
            return sign(a.text, b.text);
        case Kind::address:
            return sign(a.address, b.address);
        default:
            return sign(a.integer, b.integer);
    }
}

TEST(ColumnTable, SortKeysRiseAsTheValuesDo) {
    std::mt19937_64 random(2);
    const auto table = test::randomTable(random, 300);
    std::vector<std::uint64_t> keys(table->rows());
    std::string one, other;
    for (std::size_t column = 0; column < table->schema().size(); ++column) {
        table->sortKeys(column, keys);
        for (std::size_t a = 0; a < keys.size(); ++a) {
            EXPECT_EQ(keys[a] == 0, table->cell(a, column, one).empty);
            for (std::size_t b = 0; b < keys.size(); ++b) {
                const int expected = order(table->cell(a, column, one), table->cell(b, column, other));
                ASSERT_EQ(keys[a] < keys[b]   ? -1
                          : keys[a] > keys[b] ? 1
                                              : 0,
                          expected)
                    << table->schema()[column].name << " rows " << a << ", " << b;
            }
        }
    }
}

TEST(ColumnTable, RanksAreTheSameForThreadsThatAskAtOnce) {
    std::mt19937_64 random(3);
    for (int round = 0; round < 20; ++round) {
        const auto table = test::randomTable(random, 200);
        std::vector<std::vector<std::uint64_t>> keys(4, std::vector<std::uint64_t>(table->rows()));
        {
            std::vector<std::jthread> threads;
            for (auto& mine : keys) threads.emplace_back([&] { table->sortKeys(test::word, mine); });
        }
        for (const auto& other : keys) ASSERT_EQ(other, keys.front());
    }
}

}  // namespace weir::table
