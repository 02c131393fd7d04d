// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>

#include "core/table/sort.h"
#include "randomtable.h"
#include "support/tabletext.h"

namespace weir::table {

namespace {

/// Whether a stands before b in rising order of one column, by the cells.
bool less(const Cell& a, const Cell& b) {
    if (a.empty || b.empty)
        return a.empty && !b.empty;
    switch (a.kind) {
        case Kind::real:
            return a.real < b.real;
        case Kind::text:
            return a.text < b.text;
        case Kind::address:
            return a.address < b.address;
        default:
            return a.integer < b.integer;
    }
}

Rows expectedOrder(const Table& table, const std::vector<SortKey>& keys, Rows rows) {
    std::sort(rows.begin(), rows.end());
    std::string one, other;
    std::stable_sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
        for (const SortKey& key : keys) {
            const Cell x = table.cell(a, key.column, one), y = table.cell(b, key.column, other);
            if (less(x, y))
                return !key.descending;
            if (less(y, x))
                return key.descending;
        }
        return false;
    });
    return rows;
}

std::vector<SortKey> randomKeys(std::mt19937_64& random) {
    std::vector<SortKey> keys(random() % 4);
    for (SortKey& key : keys) key = {random() % test::randomColumns, random() % 2 == 0};
    return keys;
}

}  // namespace

TEST(Sort, AgreesWithAStableSortOfTheCells) {
    std::mt19937_64 random(4);
    for (int round = 0; round < 300; ++round) {
        const auto table = test::randomTable(random, round % 10 == 0 ? 5000 : 1 + random() % 60);
        Rows rows = allRows(*table);
        std::shuffle(rows.begin(), rows.end(), random);
        rows.resize(round % 3 == 0 ? rows.size() / 10 : rows.size());  // few rows of many go another way
        const std::vector<SortKey> keys = randomKeys(random);
        const Rows expected = expectedOrder(*table, keys, rows);
        Rows slow = rows;
        ASSERT_TRUE(sortRows(*table, keys, rows));
        ASSERT_EQ(rows, expected) << "round " << round;
        ASSERT_TRUE(sortRows(*test::withoutFastPaths(table), keys, slow));
        ASSERT_EQ(slow, expected) << "round " << round;
    }
}

TEST(Sort, OrdersManyNumbersOfAnyWidth) {
    std::mt19937_64 random(5);
    for (const unsigned bits : {1U, 7U, 8U, 9U, 31U, 32U, 33U, 63U, 64U}) {
        ColumnTable::Builder builder("wide", {{"i", Kind::integer}, {"x", Kind::text}});
        for (int row = 0; row < 20'000; ++row) {
            builder.integer(0, static_cast<std::int64_t>(random() >> (64 - bits)));
            builder.text(1, std::to_string(random() >> (64 - bits)));
        }
        const auto table = builder.finish();
        for (const std::vector<SortKey>& keys :
             {std::vector<SortKey>{{0, false}}, {{0, true}}, {{1, true}, {0, false}}, {{1, false}, {0, true}}}) {
            Rows rows = allRows(*table);
            ASSERT_TRUE(sortRows(*table, keys, rows));
            ASSERT_EQ(rows, expectedOrder(*table, keys, allRows(*table))) << bits;
        }
    }
}

TEST(Sort, EqualRowsRiseByNumberWhicheverWayTheKeyRuns) {
    const auto table = test::tableOf({{"k", Kind::integer}}, {{"2"}, {"1"}, {"2"}, {""}, {"1"}});
    Rows rows{4, 3, 2, 1, 0};
    const SortKey rising{0, false}, falling{0, true};
    ASSERT_TRUE(sortRows(*table, std::span(&rising, 1), rows));
    EXPECT_EQ(rows, (Rows{3, 1, 4, 0, 2}));
    ASSERT_TRUE(sortRows(*table, std::span(&falling, 1), rows));
    EXPECT_EQ(rows, (Rows{0, 2, 1, 4, 3}));
    ASSERT_TRUE(sortRows(*table, {}, rows));
    EXPECT_EQ(rows, (Rows{0, 1, 2, 3, 4}));
    Rows none;
    EXPECT_TRUE(sortRows(*table, std::span(&falling, 1), none));
}

TEST(Sort, LeavesTheRowsAloneWhenStopped) {
    std::mt19937_64 random(6);
    const auto table = test::randomTable(random, 3000);
    std::stop_source source;
    source.request_stop();
    Rows rows = allRows(*table);
    std::reverse(rows.begin(), rows.end());
    const Rows before = rows;
    const SortKey key{test::big, false};
    EXPECT_FALSE(sortRows(*table, std::span(&key, 1), rows, source.get_token()));
    EXPECT_EQ(rows, before);
}

TEST(Sort, ReadsKeysByName) {
    const Schema schema = test::randomSchema();
    std::string unknown;
    EXPECT_EQ(parseSort("big:desc,Word,flag:ASC", schema, unknown),
              (std::vector<SortKey>{{test::big, true}, {test::word, false}, {test::flag, false}}));
    for (const auto& [text, wrong] : {std::pair{"big:down", "big:down"},
                                      {"bigg", "bigg"},
                                      {"", ""},
                                      {"big,", ""},
                                      {"big:", "big:"},
                                      {"word:asc,nothing:desc", "nothing:desc"}}) {
        EXPECT_EQ(parseSort(text, schema, unknown), std::nullopt) << text;
        EXPECT_EQ(unknown, wrong);
    }
}

}  // namespace weir::table
