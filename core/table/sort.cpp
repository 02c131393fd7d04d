// SPDX-License-Identifier: GPL-3.0-or-later
// Sorting by several keys: from the last key to the first, each time stably.
#include "core/table/sort.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "core/base/text.h"
#include "core/table/order.h"
#include "core/table/radix.h"

namespace weir::table {

namespace {

/// Below this a comparison sort is the faster one.
constexpr std::size_t smallInput = 1024;

struct KeyedRow {
    std::uint64_t key;
    std::uint32_t row;
};

/// Keys of a few rows of a large table, by their cells alone: a table may have to go far for a cell.
std::vector<std::uint64_t> keysOfCells(const Table& table, std::size_t column, const Rows& rows) {
    std::vector<std::uint64_t> keys(rows.size());
    std::vector<std::string> texts;
    std::vector<IpAddress> addresses;
    std::string scratch;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Cell cell = table.cell(rows[i], column, scratch);
        if (cell.kind == Kind::text)
            texts.emplace_back(cell.empty ? std::string_view{} : cell.text);
        else if (cell.kind == Kind::address)
            addresses.push_back(cell.empty ? IpAddress{} : cell.address);
        else if (!cell.empty)
            keys[i] = cell.kind == Kind::real ? orderKey(cell.real) : orderKey(cell.integer);
    }
    std::vector<std::uint32_t> ranks;
    if (!texts.empty())
        ranks = ranksOf(std::vector<std::string_view>(texts.begin(), texts.end()), 0);
    else if (!addresses.empty())
        ranks = ranksOf(addresses, 0);
    std::copy(ranks.begin(), ranks.end(), keys.begin());
    return keys;
}

/// One key for each of the rows, in their order.
std::vector<std::uint64_t> keysOfRows(const Table& table, std::size_t column, const Rows& rows) {
    if (rows.size() < table.rows() / 8)
        return keysOfCells(table, column, rows);
    std::vector<std::uint64_t> all(table.rows());
    table.sortKeys(column, all);
    std::vector<std::uint64_t> keys(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) keys[i] = all[rows[i]];
    return keys;
}

/// Rearranges `rows` so that `keys`, one for each of them, rise; rows with equal keys stay in their order.
bool orderBy(const std::vector<std::uint64_t>& keys, Rows& rows, const std::stop_token& stop) {
    if (rows.empty())
        return true;
    const auto [least, most] = std::minmax_element(keys.begin(), keys.end());
    const std::uint64_t lowest = *least, range = *most - lowest;
    if (range == 0)
        return true;
    if (rows.size() >= smallInput && range <= std::numeric_limits<std::uint32_t>::max()) {
        // Key and row in one word: half the memory to move.
        std::vector<std::uint64_t> items(rows.size()), room;
        for (std::size_t i = 0; i < items.size(); ++i) items[i] = (keys[i] - lowest) << 32 | rows[i];
        if (!radixSort(
                items, room, [](std::uint64_t item) { return static_cast<std::uint32_t>(item >> 32); }, stop))
            return false;
        for (std::size_t i = 0; i < items.size(); ++i) rows[i] = static_cast<std::uint32_t>(items[i]);
        return true;
    }
    std::vector<KeyedRow> items(rows.size()), room;
    for (std::size_t i = 0; i < items.size(); ++i) items[i] = {keys[i] - lowest, rows[i]};
    if (items.size() < smallInput)
        std::stable_sort(items.begin(), items.end(),
                         [](const KeyedRow& a, const KeyedRow& b) { return a.key < b.key; });
    else if (!radixSort(
                 items, room, [](const KeyedRow& item) { return item.key; }, stop))
        return false;
    for (std::size_t i = 0; i < items.size(); ++i) rows[i] = items[i].row;
    return true;
}

}  // namespace

bool sortRows(const Table& table, std::span<const SortKey> keys, Rows& rows, std::stop_token stop) {
    Rows sorted = rows;
    if (!std::is_sorted(sorted.begin(), sorted.end()) &&
        !orderBy(std::vector<std::uint64_t>(rows.begin(), rows.end()), sorted, stop))
        return false;
    for (std::size_t i = keys.size(); i-- > 0;) {
        if (stop.stop_requested())
            return false;
        std::vector<std::uint64_t> values = keysOfRows(table, keys[i].column, sorted);
        // Falling keys are rising complements: that turns the keys round, and not the rows that are equal in them.
        if (keys[i].descending) {
            for (std::uint64_t& value : values) value = ~value;
        }
        if (!orderBy(values, sorted, stop))
            return false;
    }
    if (stop.stop_requested())
        return false;
    rows = std::move(sorted);
    return true;
}

Rows allRows(const Table& table) {
    Rows rows(table.rows());
    std::iota(rows.begin(), rows.end(), 0U);
    return rows;
}

std::optional<std::vector<SortKey>> parseSort(std::string_view text, const Schema& schema, std::string& unknown) {
    std::vector<SortKey> keys;
    while (true) {
        const std::size_t comma = std::min(text.find(','), text.size());
        const std::string_view part = text.substr(0, comma);
        const std::size_t colon = std::min(part.find(':'), part.size());
        const std::string direction = lowered(part.substr(colon));
        const auto column = findColumn(schema, lowered(part.substr(0, colon)));
        if (!column || (colon < part.size() && direction != ":asc" && direction != ":desc")) {
            unknown = part;
            return std::nullopt;
        }
        keys.push_back({*column, direction == ":desc"});
        if (comma == text.size())
            return keys;
        text.remove_prefix(comma + 1);
    }
}

}  // namespace weir::table
