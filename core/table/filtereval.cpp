// SPDX-License-Identifier: GPL-3.0-or-later
// Filters over rows, a few thousand at a time and test by test.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

#include "core/base/text.h"
#include "core/table/filternode.h"

namespace weir::table {

namespace {

/// The number as printed with three decimals, in thousandths; `emptyInteger` where there is none.
std::int64_t thousandths(double value) {
    if (!std::isfinite(value))
        return Table::emptyInteger;
    const double product = value * 1000;
    if (std::abs(product) >= 9.2e18)
        return product < 0 ? Table::emptyInteger + 1 : INT64_MAX;
    double rounded = std::nearbyint(product);
    // A product that looks like a tie may have been rounded to it: printing knows better.
    if (std::abs(product - std::trunc(product)) == 0.5) {
        const double beyond = std::fma(value, 1000, -product);
        if (beyond != 0)
            rounded = beyond > 0 ? std::ceil(product) : std::floor(product);
    }
    return static_cast<std::int64_t>(rounded);
}

std::int64_t integerOf(const Cell& cell) {
    if (cell.empty)
        return Table::emptyInteger;
    return cell.kind == Kind::real ? thousandths(cell.real) : cell.integer;
}

bool compareNumbers(FilterOperator operation, std::string_view text, const FilterNumber& number) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        return false;
    const int order = value < number.floor || (value == number.floor && !number.exact) ? -1
                      : value == number.floor                                          ? 0
                                                                                       : 1;
    return holds(operation, order);
}

}  // namespace

bool TextTest::matchesOne(std::string_view text, std::string& scratch) const {
    if (number)
        return compareNumbers(operation, text, *number);
    lowerInto(scratch, text);
    switch (operation) {
        case FilterOperator::equal:
        case FilterOperator::in:
            if (equal.contains(scratch))
                return true;
            if (addresses.ranges().empty())
                return false;
            if (const auto address = IpAddress::parse(scratch))
                return addresses.contain(*address);
            return false;
        case FilterOperator::contains:
            // memmem promises linear time, string::find does not.
            return memmem(scratch.data(), scratch.size(), needle.data(), needle.size()) != nullptr;
        case FilterOperator::matches:
            return pattern->matches(scratch);
        default: {
            const int order = std::string_view(scratch).compare(needle);
            return holds(operation, order < 0 ? -1 : order > 0 ? 1 : 0);
        }
    }
}

bool TextTest::matches(std::string_view text, std::string& scratch) const {
    if (text.empty())
        return matchesEmpty;
    if (!list)
        return matchesOne(text, scratch);
    while (true) {
        const std::size_t end = std::min(text.find(';'), text.size());
        if (end > 0 && matchesOne(text.substr(0, end), scratch))
            return true;
        if (end == text.size())
            return false;
        text.remove_prefix(end + 1);
    }
}

FilterEvaluation::FilterEvaluation(const Filter::Node& root, const Table& table, std::size_t expectedRows)
    : m_root(root), m_table(table), m_expectedRows(expectedRows) {}

void FilterEvaluation::evaluate(std::span<const std::uint32_t> rows, std::span<std::uint8_t> passes) {
    evaluate(m_root, rows, passes);
}

void FilterEvaluation::evaluate(const Filter::Node& node, std::span<const std::uint32_t> rows,
                                std::span<std::uint8_t> passes) {
    if (node.type == Filter::Node::Type::test)
        std::visit([&](const auto& what) { test(node, what, rows, passes); }, node.test);
    else
        combine(node, rows, passes);
    if (node.negated) {
        for (std::uint8_t& pass : passes) pass ^= 1;
    }
}

/// Each child sees only the rows that are not decided yet: a costly column behind a cheap one is seldom read.
void FilterEvaluation::combine(const Filter::Node& node, std::span<const std::uint32_t> rows,
                               std::span<std::uint8_t> passes) {
    const std::uint8_t undecided = node.type == Filter::Node::Type::all ? 1 : 0;
    if (node.children.empty()) {
        std::fill(passes.begin(), passes.end(), undecided);
        return;
    }
    evaluate(node.children.front(), rows, passes);
    std::vector<std::uint32_t> left, places;
    std::vector<std::uint8_t> results;
    for (std::size_t child = 1; child < node.children.size(); ++child) {
        left.clear();
        places.clear();
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (passes[i] == undecided) {
                left.push_back(rows[i]);
                places.push_back(static_cast<std::uint32_t>(i));
            }
        }
        if (left.empty())
            return;
        results.resize(left.size());
        evaluate(node.children[child], left, results);
        for (std::size_t i = 0; i < places.size(); ++i) passes[places[i]] = results[i];
    }
}

void FilterEvaluation::test(const Filter::Node& node, const IntegerTest& test, std::span<const std::uint32_t> rows,
                            std::span<std::uint8_t> passes) {
    const std::int64_t* values = m_table.integers(node.column);
    const auto& ranges = test.values.ranges();
    if (values && ranges.size() == 1) {
        // One comparison: what is below the range wraps round to far above it.
        const auto low = static_cast<std::uint64_t>(ranges[0].low);
        const std::uint64_t width = static_cast<std::uint64_t>(ranges[0].high) - low;
        for (std::size_t i = 0; i < rows.size(); ++i)
            passes[i] = static_cast<std::uint64_t>(values[rows[i]]) - low <= width;
    } else if (values) {
        for (std::size_t i = 0; i < rows.size(); ++i) passes[i] = test.matches(values[rows[i]]);
    } else {
        for (std::size_t i = 0; i < rows.size(); ++i)
            passes[i] = test.matches(integerOf(m_table.cell(rows[i], node.column, m_cellScratch)));
    }
}

void FilterEvaluation::test(const Filter::Node& node, const AddressTest& test, std::span<const std::uint32_t> rows,
                            std::span<std::uint8_t> passes) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Cell cell = m_table.cell(rows[i], node.column, m_cellScratch);
        passes[i] = test.matches(cell.empty ? IpAddress{} : cell.address);
    }
}

void FilterEvaluation::test(const Filter::Node& node, const TextTest& test, std::span<const std::uint32_t> rows,
                            std::span<std::uint8_t> passes) {
    const std::uint32_t* ids = m_table.textIds(node.column);
    const std::span<const std::string_view> texts = m_table.dictionary(node.column);
    if (!ids || texts.size() / 4 > m_expectedRows) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const Cell cell = m_table.cell(rows[i], node.column, m_cellScratch);
            passes[i] = node.kind == Kind::text
                            ? test.matches(cell.empty ? std::string_view{} : cell.text, m_textScratch)
                            : test.matches(cellText(cell), m_textScratch);
        }
        return;
    }
    // A text is judged when it is first met, and never again.
    enum : std::uint8_t { no, yes, unknown };
    std::vector<std::uint8_t>& verdicts = m_verdicts[&node];
    verdicts.resize(texts.size(), unknown);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::uint32_t id = ids[rows[i]];
        if (verdicts[id] == unknown)
            verdicts[id] = test.matches(texts[id], m_textScratch) ? yes : no;
        passes[i] = verdicts[id];
    }
}

}  // namespace weir::table
