// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of each table agrees with the tables.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/capturetables/tableinfo.h"
#include "core/capturetables/tables.h"

namespace weir::capturetables {

TEST(TableInfo, EveryTableHasOneInTheTablesOrder) {
    std::vector<std::string> names;
    for (const TableInfo& info : tableInfos()) names.emplace_back(info.name);
    ASSERT_EQ(names.back(), "changes");
    names.pop_back();
    EXPECT_EQ(names, tableNames());
}

TEST(TableInfo, NothingIsTrueOfATableThatIsNone) {
    const TableInfo& info = tableInfo("no-such-table");
    EXPECT_FALSE(info.hasPackets() || info.canSlice() || info.hasNotes() || info.comparable || info.canFollow);
    EXPECT_TRUE(info.lookupColumns.empty());
}

TEST(TableInfo, TheColumnsAreThere) {
    for (const std::string& name : tableNames()) {
        TableRequest request;
        request.name = name;
        const auto schema = tableSchema(request);
        ASSERT_TRUE(schema.ok()) << name;
        const TableInfo& info = tableInfo(name);
        EXPECT_EQ(table::findColumn(schema.value(), "verdict").has_value(), info.hasNotes()) << name;
        EXPECT_EQ(table::findColumn(schema.value(), "registrar").has_value(), info.hasRegistrants) << name;
        EXPECT_EQ(table::findColumn(schema.value(), info.notedColumn).has_value(), info.hasNotes()) << name;
        const auto known = [&](std::string_view column) {
            return table::findColumn(schema.value(), std::string(column)).has_value();
        };
        EXPECT_TRUE(info.lookupColumns.empty() ||
                    std::any_of(info.lookupColumns.begin(), info.lookupColumns.end(), known))
            << name;
    }
}

}  // namespace weir::capturetables
