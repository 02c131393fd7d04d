// SPDX-License-Identifier: GPL-3.0-or-later
// A filter bound to a schema: what is left to do for each row.
#pragma once

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/address.h"
#include "core/base/hashmap.h"
#include "core/table/filter.h"
#include "core/table/filtersyntax.h"
#include "core/table/filtervalue.h"
#include "core/table/glob.h"

namespace weir::table {

/// Closed ranges, rising and apart from one another: every comparison of numbers and addresses comes down to them.
template <typename Value>
class Ranges {
public:
    struct Range {
        Value low, high;
    };
    void add(const Value& low, const Value& high) {
        if (low <= high)
            m_ranges.push_back({low, high});
    }
    /// Call once, after the last `add`.
    void settle() {
        std::sort(m_ranges.begin(), m_ranges.end(), [](const Range& a, const Range& b) { return a.low < b.low; });
        std::vector<Range> apart;
        for (const Range& range : m_ranges) {
            if (!apart.empty() && range.low <= apart.back().high)
                apart.back().high = std::max(apart.back().high, range.high);
            else
                apart.push_back(range);
        }
        m_ranges = std::move(apart);
    }
    bool contain(const Value& value) const {
        const auto after = std::upper_bound(m_ranges.begin(), m_ranges.end(), value,
                                            [](const Value& v, const Range& range) { return v < range.low; });
        return after != m_ranges.begin() && value <= std::prev(after)->high;
    }
    const std::vector<Range>& ranges() const { return m_ranges; }

private:
    std::vector<Range> m_ranges;
};

/// Integers, booleans, times and durations as they are, `Table::emptyInteger` being an empty cell; reals in
/// thousandths.
struct IntegerTest {
    Ranges<std::int64_t> values;
    bool matches(std::int64_t value) const { return values.contain(value); }
};

/// An invalid address stands for an empty cell.
struct AddressTest {
    Ranges<IpAddress> values;
    bool matches(const IpAddress& value) const { return values.contain(value); }
};

/// Texts, and anything else as printed.
struct TextTest {
    FilterOperator operation = FilterOperator::equal;
    bool list = false;
    bool matchesEmpty = false;
    std::string needle;                       ///< lower case; for all but equal and in
    HashSet<std::string> equal;               ///< lower case; for equal and in
    Ranges<IpAddress> addresses;              ///< for equal and in
    std::optional<FilterNumber> number = {};  ///< for < <= > >= on lists
    std::optional<Glob> pattern = {};         ///< for matches

    /// `scratch` saves an allocation for each call.
    bool matches(std::string_view text, std::string& scratch) const;

private:
    bool matchesOne(std::string_view text, std::string& scratch) const;
};

struct Filter::Node {
    enum class Type { test, all, any };
    Type type = Type::all;
    bool negated = false;
    std::vector<Node> children;

    std::size_t column = 0;
    Kind kind = Kind::text;
    std::variant<IntegerTest, AddressTest, TextTest> test;
};

/// How a < = > b reads once the comparison of a and b is known to be `order` (-1, 0, 1).
inline bool holds(FilterOperator operation, int order) {
    switch (operation) {
        case FilterOperator::less:
            return order < 0;
        case FilterOperator::lessEqual:
            return order <= 0;
        case FilterOperator::greater:
            return order > 0;
        case FilterOperator::greaterEqual:
            return order >= 0;
        default:
            return order == 0;
    }
}
inline bool isOrdering(FilterOperator operation) {
    return operation == FilterOperator::less || operation == FilterOperator::lessEqual ||
           operation == FilterOperator::greater || operation == FilterOperator::greaterEqual;
}

std::variant<Filter::Node, FilterError> bindFilter(const FilterSyntax& syntax, const Schema& schema);

/// A filter at work on one table: what it has found out about the table's texts it keeps from one call to the next.
class FilterEvaluation {
public:
    /// `expectedRows` decides whether it pays to judge a dictionary's texts once.
    FilterEvaluation(const Filter::Node& root, const Table& table, std::size_t expectedRows);
    /// At most a few thousand rows at once. `passes` is as long as `rows` and gets 1 or 0.
    void evaluate(std::span<const std::uint32_t> rows, std::span<std::uint8_t> passes);

private:
    void evaluate(const Filter::Node& node, std::span<const std::uint32_t> rows, std::span<std::uint8_t> passes);
    void combine(const Filter::Node& node, std::span<const std::uint32_t> rows, std::span<std::uint8_t> passes);
    void test(const Filter::Node& node, const IntegerTest& test, std::span<const std::uint32_t> rows,
              std::span<std::uint8_t> passes);
    void test(const Filter::Node& node, const AddressTest& test, std::span<const std::uint32_t> rows,
              std::span<std::uint8_t> passes);
    void test(const Filter::Node& node, const TextTest& test, std::span<const std::uint32_t> rows,
              std::span<std::uint8_t> passes);

    const Filter::Node& m_root;
    const Table& m_table;
    std::size_t m_expectedRows;
    std::map<const Filter::Node*, std::vector<std::uint8_t>> m_verdicts;  ///< by text id: unknown, no, yes
    std::string m_cellScratch, m_textScratch;
};

}  // namespace weir::table
