// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/table/sort.h"

#include <algorithm>
#include <numeric>

#include "core/table/radixsort.h"

namespace weir::table {

Rows allRows(const Table& table) {
    Rows rows(table.rows());
    std::iota(rows.begin(), rows.end(), 0u);
    return rows;
}

bool sortRows(const Table& table, std::span<const SortKey> keys, Rows& rows, std::stop_token stop) {
    // Weakest key first: each pass is stable, so the strongest one, sorted last, wins.
    std::vector<KeyedRow> keyed(rows.size());
    Rows order = rows;
    std::sort(order.begin(), order.end());
    for (std::size_t i = 0; i < order.size(); ++i) keyed[i].row = order[i];
    std::vector<std::uint64_t> column(table.rows());
    for (std::size_t k = keys.size(); k-- > 0;) {
        if (stop.stop_requested())
            return false;
        table.sortKeys(keys[k].column, column);
        if (stop.stop_requested())
            return false;
        const std::uint64_t flip = keys[k].descending ? ~std::uint64_t{0} : 0;
        for (KeyedRow& row : keyed) row.key = column[row.row] ^ flip;
        radixSort(keyed);
    }
    if (stop.stop_requested())
        return false;
    for (std::size_t i = 0; i < keyed.size(); ++i) rows[i] = keyed[i].row;
    return true;
}

std::optional<std::vector<SortKey>> parseSort(std::string_view text, const Schema& schema, std::string& unknown) {
    std::vector<SortKey> keys;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t comma = std::min(text.find(',', at), text.size());
        const std::string_view part = text.substr(at, comma - at);
        const std::size_t colon = part.find(':');
        const std::string_view direction = colon == std::string_view::npos ? "asc" : part.substr(colon + 1);
        const auto column = findColumn(schema, part.substr(0, colon));
        if (!column || (direction != "asc" && direction != "desc")) {
            unknown = part;
            return {};
        }
        keys.push_back({*column, direction == "desc"});
        at = comma + 1;
    }
    return keys;
}

}  // namespace weir::table
