// SPDX-License-Identifier: GPL-3.0-or-later
// Columns, their dictionaries and the ranks they sort by.
#include "core/table/columntable.h"

#include <cassert>
#include <cmath>
#include <limits>

#include "core/base/hash.h"
#include "core/base/interner.h"
#include "core/table/order.h"

namespace weir::table {

namespace {

bool isInteger(Kind kind) {
    return kind == Kind::integer || kind == Kind::boolean || kind == Kind::time || kind == Kind::duration;
}

constexpr double emptyReal = std::numeric_limits<double>::quiet_NaN();

}  // namespace

Cell ColumnTable::cell(std::size_t row, std::size_t column, std::string&) const {
    Cell out;
    const Storage& storage = *m_storage[column];
    out.kind = m_schema[column].kind;
    switch (out.kind) {
        case Kind::integer:
        case Kind::boolean:
        case Kind::time:
        case Kind::duration:
            out.empty = storage.integers[row] == emptyInteger;
            out.integer = out.empty ? 0 : storage.integers[row];
            break;
        case Kind::real:
            out.empty = std::isnan(storage.reals[row]);
            out.real = out.empty ? 0 : storage.reals[row];
            break;
        case Kind::text:
            out.text = storage.texts[storage.ids[row]];
            out.empty = out.text.empty();
            break;
        case Kind::address:
            out.address = storage.addresses[storage.ids[row]];
            out.empty = !out.address.valid();
            break;
    }
    return out;
}

void ColumnTable::rank(const Storage& storage) {
    std::call_once(storage.ranked, [&] {
        // The empty text and the address that is none come first of all, so theirs is rank 0.
        storage.ranks = storage.texts.empty() ? ranksOf(storage.addresses, 0) : ranksOf(storage.texts, 0);
    });
}

void ColumnTable::sortKeys(std::size_t column, std::span<std::uint64_t> keys) const {
    assert(keys.size() == m_rows);
    const Storage& storage = *m_storage[column];
    const Kind kind = m_schema[column].kind;
    if (isInteger(kind)) {
        for (std::size_t row = 0; row < keys.size(); ++row) keys[row] = orderKey(storage.integers[row]);
    } else if (kind == Kind::real) {
        for (std::size_t row = 0; row < keys.size(); ++row) keys[row] = orderKey(storage.reals[row]);
    } else {
        rank(storage);
        for (std::size_t row = 0; row < keys.size(); ++row) keys[row] = storage.ranks[storage.ids[row]];
    }
}

const std::int64_t* ColumnTable::integers(std::size_t column) const {
    return isInteger(m_schema[column].kind) ? m_storage[column]->integers.data() : nullptr;
}

const std::uint32_t* ColumnTable::textIds(std::size_t column) const {
    return m_schema[column].kind == Kind::text ? m_storage[column]->ids.data() : nullptr;
}

std::span<const std::string_view> ColumnTable::dictionary(std::size_t column) const { return m_storage[column]->texts; }

/// What is needed to fill a column and not to read it.
struct ColumnTable::Builder::Index {
    Interner known;
    char* next = nullptr;
    std::size_t room = 0;

    std::string_view keep(Storage& storage, std::string_view value) {
        constexpr std::size_t block = 65536;
        if (value.size() > room) {
            room = std::max(block, value.size());
            storage.arena.push_back(std::make_unique_for_overwrite<char[]>(room));
            next = storage.arena.back().get();
        }
        const std::string_view kept(next, value.copy(next, value.size()));
        next += value.size();
        room -= value.size();
        return kept;
    }
};

ColumnTable::Builder::Builder(std::string name, Schema schema, std::size_t expectedRows)
    : m_table(std::make_shared<ColumnTable>()) {
    m_table->m_name = std::move(name);
    m_table->m_schema = std::move(schema);
    for (const Column& column : m_table->m_schema) {
        auto storage = std::make_unique<Storage>();
        if (isInteger(column.kind))
            storage->integers.reserve(expectedRows);
        else if (column.kind == Kind::real)
            storage->reals.reserve(expectedRows);
        else
            storage->ids.reserve(expectedRows);
        if (column.kind == Kind::text)
            storage->texts.emplace_back();
        if (column.kind == Kind::address)
            storage->addresses.emplace_back();
        m_table->m_storage.push_back(std::move(storage));
        m_indexes.push_back(std::make_unique<Index>());
    }
}

ColumnTable::Builder::~Builder() = default;
ColumnTable::Builder::Builder(Builder&&) noexcept = default;

void ColumnTable::Builder::integer(std::size_t column, std::int64_t value) {
    assert(isInteger(m_table->m_schema[column].kind));
    m_table->m_storage[column]->integers.push_back(value == emptyInteger ? emptyInteger + 1 : value);
}

void ColumnTable::Builder::real(std::size_t column, double value) {
    assert(m_table->m_schema[column].kind == Kind::real);
    m_table->m_storage[column]->reals.push_back(std::isfinite(value) ? value : emptyReal);
}

void ColumnTable::Builder::text(std::size_t column, std::string_view value) {
    assert(m_table->m_schema[column].kind == Kind::text);
    Storage& storage = *m_table->m_storage[column];
    if (value.empty()) {
        storage.ids.push_back(0);
        return;
    }
    Index& index = *m_indexes[column];
    const auto next = static_cast<std::uint32_t>(storage.texts.size());
    const std::uint32_t id = index.known.findOrAdd(SeededHash{}(value), next,
                                                   [&](std::uint32_t known) { return storage.texts[known] == value; });
    if (id == next)
        storage.texts.push_back(index.keep(storage, value));
    storage.ids.push_back(id);
}

void ColumnTable::Builder::address(std::size_t column, const IpAddress& value) {
    assert(m_table->m_schema[column].kind == Kind::address);
    Storage& storage = *m_table->m_storage[column];
    if (!value.valid()) {
        storage.ids.push_back(0);
        return;
    }
    Index& index = *m_indexes[column];
    const auto next = static_cast<std::uint32_t>(storage.addresses.size());
    const std::uint32_t id = index.known.findOrAdd(
        SeededHash{}(value), next, [&](std::uint32_t known) { return storage.addresses[known] == value; });
    if (id == next)
        storage.addresses.push_back(value);
    storage.ids.push_back(id);
}

void ColumnTable::Builder::empty(std::size_t column) {
    Storage& storage = *m_table->m_storage[column];
    const Kind kind = m_table->m_schema[column].kind;
    if (isInteger(kind))
        storage.integers.push_back(emptyInteger);
    else if (kind == Kind::real)
        storage.reals.push_back(emptyReal);
    else
        storage.ids.push_back(0);
}

void ColumnTable::Builder::cell(std::size_t column, const Cell& cell) {
    if (cell.empty)
        return empty(column);
    switch (cell.kind) {
        case Kind::real:
            return real(column, cell.real);
        case Kind::text:
            return text(column, cell.text);
        case Kind::address:
            return address(column, cell.address);
        default:
            return integer(column, cell.integer);
    }
}

std::shared_ptr<const ColumnTable> ColumnTable::Builder::finish(SubjectOf subjectOf) {
    m_table->m_subjectOf = std::move(subjectOf);
    const auto length = [](const Storage& storage) {
        return storage.integers.size() + storage.reals.size() + storage.ids.size();
    };
    if (!m_table->m_storage.empty())
        m_table->m_rows = length(*m_table->m_storage.front());
    for (const auto& storage : m_table->m_storage) {
        assert(length(*storage) == m_table->m_rows);
        static_cast<void>(storage);
    }
    m_indexes.clear();
    return std::move(m_table);
}

Subject frameSubject(const ColumnTable& table, std::size_t row) {
    std::string scratch;
    const Cell number = table.cell(row, 0, scratch);
    return number.empty ? Subject() : FrameSubject{static_cast<std::uint64_t>(number.integer)};
}

Subject addressSubject(const ColumnTable& table, std::size_t row) {
    std::string scratch;
    const Cell address = table.cell(row, 0, scratch);
    return address.empty ? Subject() : Subject(address.address);
}

}  // namespace weir::table
