// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <numeric>

#include "core/export/textwriter.h"
#include "core/table/columns.h"

namespace weir::exporting {
namespace {

table::TablePtr tableOf(const std::vector<std::pair<std::string, std::int64_t>>& rows, bool more = false) {
    table::Schema schema{table::textColumn("name", "", ""), table::countColumn("n", "", ""),
                         table::textColumn("empty", "", "")};
    if (more)
        schema.push_back(table::textColumn("other", "", ""));
    table::ColumnTable::Builder builder("t", schema);
    for (const auto& [name, number] : rows) {
        builder.text(0, name);
        builder.integer(1, number);
        builder.empty(2);
        if (more)
            builder.text(3, name);
    }
    return builder.finish();
}

std::string fitted(const table::Table& table, std::size_t width, std::vector<std::string>* leftOut = nullptr) {
    std::vector<std::uint32_t> rows(table.rows());
    std::iota(rows.begin(), rows.end(), 0u);
    std::vector<std::size_t> columns(table.schema().size());
    std::iota(columns.begin(), columns.end(), std::size_t{0});
    std::string out;
    std::vector<std::string> ignored;
    const auto sink = [&](std::string_view text) {
        out += text;
        return true;
    };
    EXPECT_TRUE(writeFittedText({table, rows, columns}, width, sink, leftOut != nullptr ? *leftOut : ignored));
    return out;
}

TEST(FittedText, WhatFitsIsAsItIs) { EXPECT_EQ(fitted(*tableOf({{"abc", 7}}), 80), "name  n  empty\nabc   7\n"); }

TEST(FittedText, TheWidestTextIsCutAndColumnsWithoutValuesGo) {
    EXPECT_EQ(fitted(*tableOf({{std::string(40, 'x'), 1234567}}), 30),
              "name" + std::string(25, ' ') + "n\nxxxxxxxxxxxxxxxxxxxx…  1234567\n");
}

TEST(FittedText, CharactersCountNotOctets) {
    std::string name;
    for (int i = 0; i < 40; ++i) name += "é";
    const std::string out = fitted(*tableOf({{name, 1234567}}), 30);
    std::string kept;
    for (int i = 0; i < 20; ++i) kept += "é";
    EXPECT_NE(out.find("\n" + kept + "…  1234567\n"), std::string::npos) << out;
}

TEST(FittedText, ColumnsThatFindNoRoomAreNamed) {
    std::vector<std::string> leftOut;
    EXPECT_EQ(fitted(*tableOf({{std::string(40, 'x'), 1234567}}, true), 25, &leftOut),
              "name" + std::string(20, ' ') + "n\nxxxxxxxxxxxxxxx…  1234567\n");
    EXPECT_EQ(leftOut, std::vector<std::string>{"other"});
}

TEST(FittedText, NoWidthIsTooSmall) {
    const auto table = tableOf({{std::string(40, 'x'), 1234567}}, true);
    for (std::size_t width = 1; width < 60; ++width) {
        std::size_t longest = 0, length = 0;
        for (const char c : fitted(*table, width)) {
            length = c == '\n' ? 0 : length + ((static_cast<unsigned char>(c) & 0xc0) != 0x80 ? 1 : 0);
            longest = std::max(longest, length);
        }
        EXPECT_LE(longest, width);
    }
}

}  // namespace
}  // namespace weir::exporting
