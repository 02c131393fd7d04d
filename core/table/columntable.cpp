// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/table/columntable.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/base/hash.h"

namespace weir::table {
namespace {

constexpr std::uint64_t signBit = std::uint64_t{1} << 63;

/// Order-preserving, and never 0, which means empty. INT64_MIN itself is the empty integer.
std::uint64_t integerKey(std::int64_t value) { return static_cast<std::uint64_t>(value) ^ signBit; }

std::uint64_t realKey(double value) {
    if (std::isnan(value))
        return 0;
    const auto bits = std::bit_cast<std::uint64_t>(value);
    return (bits & signBit) ? ~bits : bits | signBit;
}

template <typename Values>
std::vector<std::uint32_t> ranksOf(const Values& values) {
    std::vector<std::uint32_t> order(values.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return values[a] < values[b]; });
    std::vector<std::uint32_t> ranks(values.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) ranks[order[i]] = i;
    return ranks;
}

}  // namespace

Cell ColumnTable::cell(std::size_t row, std::size_t column, std::string&) const {
    const Storage& storage = *m_storage[column];
    Cell cell;
    cell.kind = m_schema[column].kind;
    switch (cell.kind) {
        case Kind::text:
            cell.text = storage.texts[storage.ids[row]];
            cell.empty = cell.text.empty();
            break;
        case Kind::address:
            cell.address = storage.addresses[storage.ids[row]];
            cell.empty = !cell.address.valid();
            break;
        case Kind::real:
            cell.real = storage.reals[row];
            cell.empty = std::isnan(cell.real);
            break;
        default:
            cell.integer = storage.integers[row];
            cell.empty = cell.integer == emptyInteger;
    }
    return cell;
}

void ColumnTable::sortKeys(std::size_t column, std::span<std::uint64_t> keys) const {
    const Storage& storage = *m_storage[column];
    const Kind kind = m_schema[column].kind;
    if (kind == Kind::text || kind == Kind::address) {
        std::call_once(storage.ranked, [&] {
            storage.ranks = kind == Kind::text ? ranksOf(storage.texts) : ranksOf(storage.addresses);
        });
        for (std::size_t row = 0; row < m_rows; ++row)
            keys[row] = storage.ranks[storage.ids[row]];  // the empty value ranks first: 0
    } else if (kind == Kind::real) {
        for (std::size_t row = 0; row < m_rows; ++row) keys[row] = realKey(storage.reals[row]);
    } else {
        for (std::size_t row = 0; row < m_rows; ++row) keys[row] = integerKey(storage.integers[row]);
    }
}

const std::int64_t* ColumnTable::integers(std::size_t column) const {
    const Kind kind = m_schema[column].kind;
    return kind == Kind::text || kind == Kind::address || kind == Kind::real ? nullptr
                                                                             : m_storage[column]->integers.data();
}

const std::uint32_t* ColumnTable::textIds(std::size_t column) const {
    return m_schema[column].kind == Kind::text ? m_storage[column]->ids.data() : nullptr;
}

std::span<const std::string_view> ColumnTable::dictionary(std::size_t column) const {
    if (m_schema[column].kind != Kind::text)
        return {};
    return m_storage[column]->texts;
}

/// Finds the id of a value that is already stored; only while building.
struct ColumnTable::Builder::Index {
    struct Hash {
        HashSeed seed;
        std::size_t operator()(const IpAddress& address) const { return seed(address, 0); }
    };
    std::unordered_map<std::string_view, std::uint32_t> texts;
    std::unordered_map<IpAddress, std::uint32_t, Hash> addresses;
    char* next = nullptr;
    std::size_t room = 0;
};

ColumnTable::Builder::Builder(std::string name, Schema schema, std::size_t expectedRows)
    : m_table(std::make_shared<ColumnTable>()) {
    m_table->m_name = std::move(name);
    m_table->m_schema = std::move(schema);
    for (const Column& column : m_table->m_schema) {
        auto storage = std::make_unique<Storage>();
        if (column.kind == Kind::text || column.kind == Kind::address)
            storage->ids.reserve(expectedRows);
        else if (column.kind == Kind::real)
            storage->reals.reserve(expectedRows);
        else
            storage->integers.reserve(expectedRows);
        storage->texts.emplace_back();
        storage->addresses.emplace_back();
        m_table->m_storage.push_back(std::move(storage));
        m_indexes.push_back(std::make_unique<Index>());
    }
}

ColumnTable::Builder::~Builder() = default;
ColumnTable::Builder::Builder(Builder&&) noexcept = default;

void ColumnTable::Builder::integer(std::size_t column, std::int64_t value) {
    m_table->m_storage[column]->integers.push_back(value);
}

void ColumnTable::Builder::real(std::size_t column, double value) {
    m_table->m_storage[column]->reals.push_back(value);
}

void ColumnTable::Builder::text(std::size_t column, std::string_view value) { intern(column, value); }

void ColumnTable::Builder::intern(std::size_t column, std::string_view value) {
    Storage& storage = *m_table->m_storage[column];
    Index& index = *m_indexes[column];
    if (value.empty()) {
        storage.ids.push_back(0);
        return;
    }
    if (const auto found = index.texts.find(value); found != index.texts.end()) {
        storage.ids.push_back(found->second);
        return;
    }
    constexpr std::size_t block = 65536;
    if (value.size() > index.room) {
        index.room = std::max(block, value.size());
        storage.arena.push_back(std::make_unique_for_overwrite<char[]>(index.room));
        index.next = storage.arena.back().get();
    }
    const std::string_view kept(index.next, value.copy(index.next, value.size()));
    index.next += value.size();
    index.room -= value.size();
    const auto id = static_cast<std::uint32_t>(storage.texts.size());
    storage.texts.push_back(kept);
    index.texts.emplace(kept, id);
    storage.ids.push_back(id);
}

void ColumnTable::Builder::address(std::size_t column, const IpAddress& value) {
    Storage& storage = *m_table->m_storage[column];
    if (!value.valid()) {
        storage.ids.push_back(0);
        return;
    }
    const auto [found, created] =
        m_indexes[column]->addresses.try_emplace(value, static_cast<std::uint32_t>(storage.addresses.size()));
    if (created)
        storage.addresses.push_back(value);
    storage.ids.push_back(found->second);
}

void ColumnTable::Builder::empty(std::size_t column) {
    Storage& storage = *m_table->m_storage[column];
    switch (m_table->m_schema[column].kind) {
        case Kind::text:
        case Kind::address:
            storage.ids.push_back(0);
            break;
        case Kind::real:
            storage.reals.push_back(std::numeric_limits<double>::quiet_NaN());
            break;
        default:
            storage.integers.push_back(emptyInteger);
    }
}

std::shared_ptr<const ColumnTable> ColumnTable::Builder::finish() {
    ColumnTable& table = *m_table;
    for (std::size_t column = 0; column < table.m_schema.size(); ++column) {
        const Storage& storage = *table.m_storage[column];
        const std::size_t length = storage.integers.size() + storage.reals.size() + storage.ids.size();
        if (column == 0)
            table.m_rows = length;
        assert(length == table.m_rows);
    }
    m_indexes.clear();
    return std::move(m_table);
}

}  // namespace weir::table
