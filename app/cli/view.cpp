// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/view.h"

#include "app/cli/lookup.h"
#include "core/handover/compare.h"
#include "core/table/sort.h"

namespace weir::cli {

table::Rows View::apply(const table::Table& table) const {
    table::Rows rows = filter ? filter->apply(table) : table::allRows(table);
    if (!sort.empty())
        table::sortRows(table, sort, rows);
    if (limit && rows.size() > *limit)
        rows.resize(static_cast<std::size_t>(*limit));
    return rows;
}

Result<View> viewOf(const Arguments& arguments, const table::Schema& schema) {
    View view;
    view.limit = arguments.limit;
    constexpr std::uint64_t findingsForIndicators = 20;
    if (arguments.indicators && !view.limit && arguments.where.empty())
        view.limit = findingsForIndicators;
    if (!arguments.where.empty()) {
        auto parsed = table::Filter::parse(arguments.where, schema);
        if (const auto* error = std::get_if<table::FilterError>(&parsed))
            return Error{"--where: " + error->message};
        view.filter = std::move(std::get<table::Filter>(parsed));
    }
    if (!arguments.sort.empty()) {
        std::string unknown;
        auto keys = table::parseSort(arguments.sort, schema, unknown);
        if (!keys) {
            std::string names;
            for (const table::Column& column : schema) names += (names.empty() ? "" : ", ") + column.name;
            return Error{"--sort: '" + unknown +
                         "' is not a column, or not COLUMN:asc or COLUMN:desc; the columns are " + names};
        }
        view.sort = std::move(*keys);
    }
    return view;
}

Result<View> viewOf(const Arguments& arguments) {
    const auto schema = !arguments.values.empty()     ? lookupsSchema()
                        : !arguments.baseline.empty() ? handover::changesSchema()
                                                      : capturetables::tableSchema(arguments.table);
    if (!schema)
        return schema.error();
    return viewOf(arguments, schema.value());
}

}  // namespace weir::cli
