// SPDX-License-Identifier: GPL-3.0-or-later
// The tree that a filter text becomes.
#pragma once

#include <variant>

#include "core/table/filter.h"

namespace weir::table {

enum class Operator : std::uint8_t {
    equal,
    notEqual,
    less,
    lessOrEqual,
    greater,
    greaterOrEqual,
    contains,
    in,
    matches,
    isSet
};

/// A value as written, in every form in which a column may want it.
struct Literal {
    std::string text;  ///< without quotes, lower case
    bool quoted = false;
    std::optional<double> number;             ///< with its unit applied
    std::optional<std::int64_t> integer;      ///< where the number is whole and exact
    std::optional<std::int64_t> nanoseconds;  ///< as a time or a duration, by the column's kind
    std::optional<Prefix> network;            ///< an address is its own network
    bool isAddress = false;
};

struct Filter::Node {
    enum class Kind : std::uint8_t { test, conjunction, disjunction, negation };
    Kind kind = Kind::test;
    std::vector<std::shared_ptr<const Node>> children;
    std::size_t column = 0;
    Operator comparison = Operator::equal;
    std::vector<Literal> values;  ///< several for `in`
};

/// Whether one cell passes a test node.
bool testCell(const Filter::Node& node, const Column& column, const Cell& cell);
/// Whether a text (one element of a list, say) passes.
bool testText(const Filter::Node& node, const Column& column, std::string_view text);

}  // namespace weir::table
