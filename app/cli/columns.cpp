// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/columns.h"

#include <algorithm>

#include "core/capturetables/tableinfo.h"
#include "core/capturetables/tables.h"
#include "core/handover/compare.h"
#include "core/table/columns.h"

namespace weir::cli {
namespace {

struct Line {
    std::string_view table, column, kind, title, meaning;
};

const table::ColumnsOf<Line>& columns() {
    using namespace table;
    static const ColumnsOf<Line> all{
        {textColumn("table", "Table", "Name of the table"), [](const Line& line) { return line.table; }},
        {textColumn("column", "Column", "Name of the column; empty where the table itself is meant"),
         [](const Line& line) { return line.column; }},
        {textColumn("kind", "Kind", "What the cells hold"), [](const Line& line) { return line.kind; }},
        {textColumn("title", "Title", "Title in the window"), [](const Line& line) { return line.title; }},
        {textColumn("meaning", "Meaning", "What it means"), [](const Line& line) { return line.meaning; }},
    };
    return all;
}

std::string_view kindOf(const table::Column& column) {
    using table::Kind;
    switch (column.kind) {
        case Kind::integer:
            return column.unit == table::Unit::bytes ? "bytes" : "integer";
        case Kind::real:
            return "real";
        case Kind::boolean:
            return "boolean";
        case Kind::time:
            return "time";
        case Kind::duration:
            return "duration";
        case Kind::text:
            return column.list ? "list" : "text";
        case Kind::address:
            return "address";
    }
    return {};
}

/// All columns that the table can have.
table::Schema everyColumn(std::string_view name) {
    if (capturetables::tableInfo(name).rows == capturetables::RowKind::change)
        return handover::changesSchema();
    table::Schema all;
    for (const bool twoWay : {true, false}) {
        capturetables::TableRequest request;
        request.name = name;
        request.twoWay = twoWay;
        const auto schema = capturetables::tableSchema(request);
        for (const table::Column& column : schema ? schema.value() : table::Schema()) {
            if (!table::findColumn(all, column.name))
                all.push_back(column);
        }
    }
    return all;
}

}  // namespace

table::TablePtr describe(const std::vector<DescribedTable>& tables) {
    table::ColumnTable::Builder builder("columns", table::schemaOf(columns()));
    std::string scratch;
    for (const DescribedTable& one : tables) {
        table::addRow(builder, columns(), Line{one.name, {}, {}, one.title, one.about}, scratch);
        for (const table::Column& column : one.columns) {
            const bool array = std::find(one.arrays.begin(), one.arrays.end(), column.name) != one.arrays.end();
            table::addRow(builder, columns(),
                          Line{one.name, column.name, array ? "array" : kindOf(column), column.title, column.meaning},
                          scratch);
        }
    }
    return builder.finish();
}

table::TablePtr columnsTable() {
    std::vector<DescribedTable> tables;
    for (const capturetables::TableInfo& info : capturetables::tableInfos())
        tables.push_back({info.name, info.title, info.about, everyColumn(info.name), {}});
    return describe(tables);
}

}  // namespace weir::cli
