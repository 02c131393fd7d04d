// SPDX-License-Identifier: GPL-3.0-or-later
// A filter text as tokens and as a tree, before any column is known.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/table/filter.h"

namespace weir::table {

struct FilterToken {
    enum class Type { word, quoted, symbol, end };
    Type type = Type::end;
    std::size_t position = 0;  ///< in the text, quotes included
    std::size_t length = 0;
    std::string text;  ///< without quotes and escapes; && || ! == come as and, or, not, =

    bool is(std::string_view symbol) const { return type == Type::symbol && text == symbol; }
    bool isWord(std::string_view lowerCase) const;
    /// Either the word or its symbol: and, or, not.
    bool isConnective(std::string_view lowerCase) const { return isWord(lowerCase) || is(lowerCase); }
    bool isValue() const { return type == Type::word || type == Type::quoted; }
};

/// The tokens of a text, the last one of type `end`.
std::variant<std::vector<FilterToken>, FilterError> filterTokens(std::string_view text);

enum class FilterOperator {
    present,
    anywhere,
    equal,
    notEqual,
    less,
    lessEqual,
    greater,
    greaterEqual,
    contains,
    in,
    matches
};

struct FilterSyntax {
    enum class Type { test, all, any, negation };
    Type type = Type::test;
    std::vector<FilterSyntax> children;  ///< of all, any (two or more) and negation (one)

    FilterToken column;  ///< nothing for `anywhere`; for `present` perhaps no column but a word to look for
    std::vector<FilterToken> moreWords;  ///< after it: of a title, or of a text to look for
    FilterOperator operation = FilterOperator::present;
    FilterToken operatorToken;
    /// With a space between the words.
    std::string wholeColumn() const {
        std::string out = column.text;
        for (const FilterToken& word : moreWords) out += ' ' + word.text;
        return out;
    }
    std::vector<FilterToken> values;  ///< one, but for `in` one or more and for `present` none
};

/// The tree of a text, or nothing if the text is blank.
std::variant<std::monostate, FilterSyntax, FilterError> filterSyntax(std::string_view text);

/// A piece of the text for an error message, cut if it is long.
std::string quotedForMessage(std::string_view text);

}  // namespace weir::table
