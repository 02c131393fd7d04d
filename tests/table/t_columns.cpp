// SPDX-License-Identifier: GPL-3.0-or-later
// Columns that say how a row fills them.
#include <gtest/gtest.h>

#include "core/table/columns.h"

namespace weir::table {
namespace {

struct Animal {
    std::string name;
    std::optional<int> legs;
    double weight;
    bool tame;
    IpAddress home;
};

const ColumnsOf<Animal>& columns() {
    static const ColumnsOf<Animal> all{
        {textColumn("name", "Name", "What it is called"), [](const Animal& one) { return std::string_view(one.name); }},
        {textColumn("shouted", "Shouted", "The same, louder"), [](const Animal& one) { return one.name + "!"; }},
        {countColumn("legs", "Legs", "What it walks on"), [](const Animal& one) { return one.legs; }},
        {realColumn("weight", "Weight", "In kilograms"), [](const Animal& one) { return one.weight; }},
        {booleanColumn("tame", "Tame", "Whether it bites"), [](const Animal& one) { return one.tame; }},
        {addressColumn("home", "Home", "Where it lives"), [](const Animal& one) { return one.home; }},
    };
    return all;
}

std::string line(const Table& table, std::size_t row) {
    std::string out, scratch;
    for (std::size_t column = 0; column < table.schema().size(); ++column)
        out += cellText(table.cell(row, column, scratch)) + '|';
    return out;
}

}  // namespace

TEST(Columns, EachIsFilledByItsOwnFunction) {
    const std::vector<Animal> animals = {{"cat", 4, 4.5, true, *IpAddress::parse("10.0.0.1")},
                                         {"", std::nullopt, 0, false, {}}};
    const auto table = makeTable("animals", columns(), animals.size(), [&](std::size_t i) { return animals[i]; });
    EXPECT_EQ(table->name(), "animals");
    ASSERT_EQ(table->rows(), 2U);
    EXPECT_EQ(line(*table, 0), "cat|cat!|4|4.5|true|10.0.0.1|");
    EXPECT_EQ(line(*table, 1), "|!||0|false||");
    EXPECT_EQ(table->schema()[2].title, "Legs");
    EXPECT_EQ(table->schema()[2].meaning, "What it walks on");
    EXPECT_EQ(table->schema()[2].unit, Unit::count);
}

TEST(Columns, RowsSayWhatTheyAreAbout) {
    const std::vector<Animal> animals = {{"cat", 4, 4.5, true, {}}};
    const auto rowAt = [&](std::size_t i) { return animals[i]; };
    EXPECT_EQ(makeTable("animals", columns(), 1, rowAt)->subject(0), Subject());
    const auto named = makeTable("animals", columns(), 1, rowAt, [](const ColumnTable& table, std::size_t row) {
        std::string scratch;
        return Subject(NameSubject{std::string(table.cell(row, 0, scratch).text)});
    });
    EXPECT_EQ(named->subject(0), Subject(NameSubject{"cat"}));
}

}  // namespace weir::table
