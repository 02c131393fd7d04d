// SPDX-License-Identifier: GPL-3.0-or-later
// A table held column by column: how every computed table is stored.
#pragma once

#include <functional>
#include <mutex>

#include "core/table/table.h"

namespace weir::table {

/// Fill column by column or row by row through the builder, then share as a TablePtr. A column's storage follows its
/// kind: int64 (integer, boolean, time, duration), double (real), dictionary index (text), index of distinct address
/// (address). Ranks of texts and addresses are computed on the first sort and kept.
class ColumnTable final : public Table {
public:
    class Builder;
    /// What a row is about; called from any thread.
    using SubjectOf = std::function<Subject(const ColumnTable&, std::size_t row)>;

    std::string_view name() const override { return m_name; }
    const Schema& schema() const override { return m_schema; }
    std::size_t rows() const override { return m_rows; }
    Cell cell(std::size_t row, std::size_t column, std::string& scratch) const override;
    Subject subject(std::size_t row) const override { return m_subjectOf ? m_subjectOf(*this, row) : Subject(); }
    void sortKeys(std::size_t column, std::span<std::uint64_t> keys) const override;
    const std::int64_t* integers(std::size_t column) const override;
    const std::uint32_t* textIds(std::size_t column) const override;
    std::span<const std::string_view> dictionary(std::size_t column) const override;

private:
    struct Storage {
        std::vector<std::int64_t> integers;
        std::vector<double> reals;  ///< not a number where empty
        std::vector<std::uint32_t> ids;
        std::vector<std::string_view> texts;  ///< into `arena`; [0] is the empty text
        std::vector<std::unique_ptr<char[]>> arena;
        std::vector<IpAddress> addresses;  ///< [0] is none
        mutable std::once_flag ranked;
        mutable std::vector<std::uint32_t> ranks;  ///< by id
    };
    static void rank(const Storage& storage);

    std::string m_name;
    Schema m_schema;
    SubjectOf m_subjectOf;
    std::size_t m_rows = 0;
    std::vector<std::unique_ptr<Storage>> m_storage;
};

/// Not thread-safe. Add the same number of values to every column, in any interleaving, then `finish`. A value goes
/// into a column of its own kind; that is asserted, not checked in a release build.
class ColumnTable::Builder {
public:
    Builder(std::string name, Schema schema, std::size_t expectedRows = 0);
    ~Builder();
    Builder(Builder&&) noexcept;

    /// Kinds integer, boolean, time, duration. The least number there is means "empty" in a table and is raised by one.
    void integer(std::size_t column, std::int64_t value);
    void real(std::size_t column, double value);            ///< infinite or not a number: empty
    void text(std::size_t column, std::string_view value);  ///< copied once for each distinct text
    void address(std::size_t column, const IpAddress& value);
    void empty(std::size_t column);
    /// Any of the above, by the cell's kind, which is the column's.
    void cell(std::size_t column, const Cell& cell);

    /// Asserts that all columns are equally long. The builder is spent afterwards.
    std::shared_ptr<const ColumnTable> finish(SubjectOf subjectOf = {});

private:
    struct Index;
    std::shared_ptr<ColumnTable> m_table;
    std::vector<std::unique_ptr<Index>> m_indexes;
};

/// Subjects of tables whose first column is a frame's number, or an address.
Subject frameSubject(const ColumnTable& table, std::size_t row);
Subject addressSubject(const ColumnTable& table, std::size_t row);

}  // namespace weir::table
