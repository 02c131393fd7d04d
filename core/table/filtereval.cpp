// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a filter over a table, a column at a time where the table lets it.
#include <algorithm>
#include <cmath>

#include "core/base/text.h"
#include "core/table/filternode.h"

namespace weir::table {
namespace {

template <typename Value>
bool compare(Operator comparison, const Value& left, const Value& right) {
    switch (comparison) {
        case Operator::equal:
        case Operator::in:
            return left == right;
        case Operator::notEqual:
            return left != right;
        case Operator::less:
            return left < right;
        case Operator::lessOrEqual:
            return left <= right;
        case Operator::greater:
            return left > right;
        case Operator::greaterOrEqual:
            return left >= right;
        default:
            return false;
    }
}

/// Glob with * and ?: linear, since only the last star is ever gone back to.
bool glob(std::string_view text, std::string_view pattern) {
    std::size_t t = 0, p = 0, star = std::string_view::npos, mark = 0;
    while (t < text.size()) {
        if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t]) && pattern[p] != '*') {
            ++t;
            ++p;
        } else if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            mark = t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++mark;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*') ++p;
    return p == pattern.size();
}

bool isNegative(Operator comparison) { return comparison == Operator::notEqual; }

bool testInteger(const Filter::Node& node, Kind kind, std::int64_t integer) {
    for (const Literal& value : node.values) {
        bool passes = false;
        if (kind == Kind::time || kind == Kind::duration)
            passes = value.nanoseconds && compare(node.comparison, integer, *value.nanoseconds);
        else if (value.integer)
            passes = compare(node.comparison, integer, *value.integer);
        else if (value.number)
            passes = compare(node.comparison, static_cast<double>(integer), *value.number);
        if (passes)
            return true;
    }
    return false;
}

bool testAddress(const Filter::Node& node, const IpAddress& address) {
    for (const Literal& value : node.values) {
        if (!value.network)
            continue;
        bool passes = false;
        switch (node.comparison) {
            case Operator::equal:
            case Operator::in:
                passes = value.network->contains(address);
                break;
            case Operator::notEqual:
                passes = !value.network->contains(address);
                break;
            default:
                passes = compare(node.comparison, address, value.network->network);
        }
        if (passes)
            return true;
    }
    return false;
}

/// One text without list semantics.
bool testElement(const Filter::Node& node, std::string_view lower, Operator comparison) {
    for (const Literal& value : node.values) {
        bool passes = false;
        switch (comparison) {
            case Operator::contains:
                passes = lower.find(value.text) != std::string_view::npos;
                break;
            case Operator::matches:
                passes = glob(lower, value.text);
                break;
            default:
                if (value.network && !value.quoted) {
                    if (const auto address = IpAddress::parse(lower)) {
                        passes = (comparison == Operator::equal || comparison == Operator::in)
                                     ? value.network->contains(*address)
                                 : comparison == Operator::notEqual
                                     ? !value.network->contains(*address)
                                     : compare(comparison, *address, value.network->network);
                        break;
                    }
                }
                passes = compare(comparison, lower, std::string_view(value.text));
        }
        if (passes)
            return true;
    }
    return false;
}

/// A number inside a list, such as one of several ports, compares as a number.
bool testListElement(const Filter::Node& node, std::string_view lower, Operator comparison) {
    if (comparison != Operator::contains && comparison != Operator::matches) {
        std::int64_t number = 0;
        const bool digits = !lower.empty() && lower.size() < 18 &&
                            std::all_of(lower.begin(), lower.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (digits) {
            for (const char c : lower) number = number * 10 + (c - '0');
            for (const Literal& value : node.values) {
                if (value.integer && !value.quoted && compare(comparison, number, *value.integer))
                    return true;
            }
            return false;
        }
    }
    return testElement(node, lower, comparison);
}

}  // namespace

bool testText(const Filter::Node& node, const Column& column, std::string_view text) {
    if (text.empty()) {
        const bool emptyLiteral =
            std::any_of(node.values.begin(), node.values.end(), [](const Literal& v) { return v.text.empty(); });
        if (isNegative(node.comparison))
            return !emptyLiteral;
        return emptyLiteral && (node.comparison == Operator::equal || node.comparison == Operator::in);
    }
    if (node.comparison == Operator::isSet)
        return true;
    const std::string lower = lowered(text);
    if (!column.list)
        return testElement(node, lower, node.comparison);
    // Any element may pass; "is not" turns that round: no element may be equal.
    const bool negative = isNegative(node.comparison);
    const Operator comparison = negative ? Operator::equal : node.comparison;
    for (std::size_t at = 0; at <= lower.size();) {
        const std::size_t end = std::min(lower.find(';', at), lower.size());
        if (testListElement(node, std::string_view(lower).substr(at, end - at), comparison))
            return !negative;
        at = end + 1;
    }
    return negative;
}

bool testCell(const Filter::Node& node, const Column& column, const Cell& cell) {
    if (node.comparison == Operator::isSet)
        return !cell.empty && (cell.kind != Kind::boolean || cell.integer != 0);
    if (cell.empty)
        return testText(node, column, {});
    if (std::any_of(node.values.begin(), node.values.end(), [](const Literal& v) { return v.text.empty(); }) &&
        cell.kind != Kind::text && node.values.size() == 1)
        return isNegative(node.comparison);
    if (cell.kind == Kind::text)
        return testText(node, column, cell.text);
    if (node.comparison == Operator::contains || node.comparison == Operator::matches)
        return testElement(node, lowered(cellText(cell)), node.comparison);
    switch (cell.kind) {
        case Kind::address:
            return testAddress(node, cell.address);
        case Kind::real:
            return std::any_of(node.values.begin(), node.values.end(), [&](const Literal& value) {
                return value.number && compare(node.comparison, cell.real, *value.number);
            });
        default:
            return testInteger(node, cell.kind, cell.integer);
    }
}

namespace {

/// Asks one test about many rows, with what can be worked out once for all of them.
class Test {
public:
    Test(const Filter::Node& node, const Table& table)
        : m_node(node), m_table(table), m_column(table.schema()[node.column]) {
        m_integers = table.integers(node.column);
        m_ids = table.textIds(node.column);
        if (m_ids) {
            const auto dictionary = table.dictionary(node.column);
            m_passes.reserve(dictionary.size());
            for (const std::string_view text : dictionary)
                m_passes.push_back(text.empty() && node.comparison == Operator::isSet ? false
                                                                                      : testText(node, m_column, text));
        }
        const bool asText = node.comparison == Operator::contains || node.comparison == Operator::matches;
        m_plain = m_integers && !asText && node.comparison != Operator::isSet &&
                  std::none_of(node.values.begin(), node.values.end(), [](const Literal& v) { return v.text.empty(); });
    }

    bool operator()(std::uint32_t row, std::string& scratch) const {
        if (m_ids)
            return m_passes[m_ids[row]];
        if (m_plain && m_integers[row] != Table::emptyInteger)
            return testInteger(m_node, m_column.kind, m_integers[row]);
        return testCell(m_node, m_column, m_table.cell(row, m_node.column, scratch));
    }

private:
    const Filter::Node& m_node;
    const Table& m_table;
    const Column& m_column;
    const std::int64_t* m_integers = nullptr;
    const std::uint32_t* m_ids = nullptr;
    std::vector<char> m_passes;  ///< by text id
    bool m_plain = false;
};

/// Marks the positions of `rows` that pass. `wanted` are positions worth asking about.
void evaluate(const Filter::Node& node, const Table& table, const Rows& rows, std::vector<char>& marks,
              const std::stop_token& stop) {
    using NodeKind = Filter::Node::Kind;
    switch (node.kind) {
        case NodeKind::test: {
            const Test test(node, table);
            std::string scratch;
            for (std::size_t i = 0; i < rows.size(); ++i) {
                if ((i & 0xffff) == 0 && stop.stop_requested())
                    return;
                if (marks[i])
                    marks[i] = test(rows[i], scratch);
            }
            break;
        }
        case NodeKind::conjunction:
            for (const auto& child : node.children) evaluate(*child, table, rows, marks, stop);
            break;
        case NodeKind::disjunction: {
            std::vector<char> open = marks;
            std::vector<char> any(marks.size(), 0);
            for (const auto& child : node.children) {
                std::vector<char> passed = open;
                evaluate(*child, table, rows, passed, stop);
                for (std::size_t i = 0; i < passed.size(); ++i) {
                    any[i] |= passed[i];
                    open[i] &= static_cast<char>(!passed[i]);
                }
            }
            marks = std::move(any);
            break;
        }
        case NodeKind::negation: {
            std::vector<char> passed = marks;
            evaluate(*node.children.front(), table, rows, passed, stop);
            for (std::size_t i = 0; i < marks.size(); ++i) marks[i] &= static_cast<char>(!passed[i]);
            break;
        }
    }
}

}  // namespace

Rows Filter::apply(const Table& table, std::stop_token stop) const {
    Rows rows(table.rows());
    for (std::uint32_t i = 0; i < rows.size(); ++i) rows[i] = i;
    return m_root ? apply(table, rows, std::move(stop)) : rows;
}

Rows Filter::apply(const Table& table, const Rows& within, std::stop_token stop) const {
    if (!m_root)
        return within;
    std::vector<char> marks(within.size(), 1);
    evaluate(*m_root, table, within, marks, stop);
    Rows out;
    if (stop.stop_requested())
        return out;
    for (std::size_t i = 0; i < within.size(); ++i) {
        if (marks[i])
            out.push_back(within[i]);
    }
    return out;
}

bool Filter::matches(const Table& table, std::size_t row) const {
    return !apply(table, Rows{static_cast<std::uint32_t>(row)}).empty();
}

}  // namespace weir::table
