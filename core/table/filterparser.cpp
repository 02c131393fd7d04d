// SPDX-License-Identifier: GPL-3.0-or-later
// Filter tokens to a tree, by recursive descent of bounded depth.
#include <optional>

#include "core/table/filtersyntax.h"

namespace weir::table {

namespace {

constexpr unsigned deepest = 256;

class Parser {
public:
    explicit Parser(std::vector<FilterToken> tokens) : m_tokens(std::move(tokens)) {}

    std::variant<std::monostate, FilterSyntax, FilterError> parse() {
        if (here().type == FilterToken::Type::end)
            return {};
        FilterSyntax out;
        if (expression(out) && here().type != FilterToken::Type::end)
            expected(here().is(")") ? "'and', 'or' or the end" : "'and' or 'or'");
        if (m_error)
            return std::move(*m_error);
        return out;
    }

private:
    const FilterToken& here() const { return m_tokens[m_at]; }
    const FilterToken& after() const { return m_tokens[std::min(m_at + 1, m_tokens.size() - 1)]; }
    FilterToken take() { return m_tokens[here().type == FilterToken::Type::end ? m_at : m_at++]; }

    bool fail(const FilterToken& token, std::string message) {
        if (!m_error)
            m_error = FilterError{FilterError::Code::syntax, token.position, token.length, std::move(message), {}, {}};
        return false;
    }
    bool expected(const std::string& what, const std::string& hint = {}) {
        const FilterToken& token = here();
        const std::string where = " at " + std::to_string(token.position + 1);
        if (token.type == FilterToken::Type::end)
            return fail(token, "expected " + what + " at the end" + hint);
        return fail(token, "expected " + what + where + ", not " + quotedForMessage(token.text) + hint);
    }

    bool expression(FilterSyntax& out) { return joined(out, "or", FilterSyntax::Type::any, &Parser::conjunction); }
    bool conjunction(FilterSyntax& out) { return joined(out, "and", FilterSyntax::Type::all, &Parser::negation); }

    bool joined(FilterSyntax& out, std::string_view word, FilterSyntax::Type type,
                bool (Parser::*part)(FilterSyntax&)) {
        if (!(this->*part)(out))
            return false;
        if (!here().isConnective(word))
            return true;
        FilterSyntax whole;
        whole.type = type;
        whole.children.push_back(std::move(out));
        while (here().isConnective(word)) {
            take();
            FilterSyntax next;
            if (!(this->*part)(next))
                return false;
            whole.children.push_back(std::move(next));
        }
        out = std::move(whole);
        return true;
    }

    bool negation(FilterSyntax& out) {
        const bool negative = here().isConnective("not");
        if (!negative && !here().is("("))
            return test(out);
        const FilterToken opening = take();
        if (++m_depth > deepest)
            return fail(opening,
                        "more than 256 brackets or nots inside one another at " + std::to_string(opening.position + 1));
        if (negative) {
            FilterSyntax child;
            if (!negation(child))
                return false;
            out.type = FilterSyntax::Type::negation;
            out.children.push_back(std::move(child));
        } else {
            if (!expression(out))
                return false;
            if (!here().is(")"))
                return expected("')' for the '(' at " + std::to_string(opening.position + 1) + ", or 'and' or 'or',");
            take();
        }
        --m_depth;
        return true;
    }

    bool test(FilterSyntax& out) {
        for (const std::string_view word : {"and", "or", "in", "contains", "matches"}) {
            if (here().isWord(word))
                return expected("a column name");
        }
        if (here().type == FilterToken::Type::quoted && endsTest(after())) {
            out.operation = FilterOperator::anywhere;
            out.values.push_back(take());
            return true;
        }
        if (here().type != FilterToken::Type::word)
            return expected("a column name");
        out.column = take();
        while (here().type == FilterToken::Type::word && !operationOf(here(), out.column) && !endsTest(here()) &&
               !here().isWord("not"))
            out.moreWords.push_back(take());
        bool negative = false;
        if (here().isConnective("not") &&
            (after().isWord("in") || after().isWord("contains") || after().isWord("matches"))) {
            take();
            negative = true;
        }
        if (!operation(out))
            return false;
        if (out.operation != FilterOperator::present && !values(out))
            return false;
        if (negative) {
            FilterSyntax child = std::move(out);
            out = {};
            out.type = FilterSyntax::Type::negation;
            out.children.push_back(std::move(child));
        }
        return true;
    }

    static bool endsTest(const FilterToken& token) {
        return token.type == FilterToken::Type::end || token.is(")") || token.isConnective("and") ||
               token.isConnective("or");
    }

    using Operator = FilterOperator;
    static constexpr std::pair<std::string_view, Operator> operations[] = {
        {"=", Operator::equal},           {"!=", Operator::notEqual}, {"<", Operator::less},
        {"<=", Operator::lessEqual},      {">", Operator::greater},   {">=", Operator::greaterEqual},
        {"contains", Operator::contains}, {"in", Operator::in},       {"matches", Operator::matches}};
    /// Words that Wireshark has for them, after its fields, which have a dot in their names.
    static constexpr std::pair<std::string_view, Operator> foreignOperations[] = {
        {"eq", Operator::equal},     {"ne", Operator::notEqual}, {"lt", Operator::less},
        {"le", Operator::lessEqual}, {"gt", Operator::greater},  {"ge", Operator::greaterEqual}};

    static std::optional<Operator> operationOf(const FilterToken& token, const FilterToken& column) {
        for (const auto& [text, operation] : operations) {
            if (token.is(text) || token.isWord(text))
                return operation;
        }
        if (column.text.find('.') == std::string::npos)
            return {};
        for (const auto& [text, operation] : foreignOperations) {
            if (token.isWord(text))
                return operation;
        }
        return {};
    }

    bool operation(FilterSyntax& out) {
        if (const auto known = operationOf(here(), out.column)) {
            out.operation = *known;
            out.operatorToken = take();
            return true;
        }
        if (endsTest(here()))
            return true;
        return expected("an operator such as = or contains after " + quotedForMessage(out.column.text));
    }

    bool values(FilterSyntax& out) {
        const std::string what = "a value after " + quotedForMessage(out.operatorToken.text);
        const bool braces = here().is("{");  // Wireshark's list, whose commas may be left out
        if (out.operation != FilterOperator::in || (!here().is("(") && !braces)) {
            if (!here().isValue())
                return expected(what, here().is("(") ? "; 'in' takes a list" : "");
            out.values.push_back(take());
            return true;
        }
        take();
        while (true) {
            if (!here().isValue())
                return expected(out.values.empty() ? what : "a value after ','");
            out.values.push_back(take());
            if (here().is(","))
                take();
            else if (!braces || !here().isValue())
                break;
        }
        if (!here().is(braces ? "}" : ")"))
            return expected(braces ? "'}' in the list" : "',' or ')' in the list");
        take();
        return true;
    }

    std::vector<FilterToken> m_tokens;
    std::size_t m_at = 0;
    unsigned m_depth = 0;
    std::optional<FilterError> m_error;
};

}  // namespace

std::variant<std::monostate, FilterSyntax, FilterError> filterSyntax(std::string_view text) {
    auto tokens = filterTokens(text);
    if (auto* error = std::get_if<FilterError>(&tokens))
        return std::move(*error);
    return Parser(std::move(std::get<std::vector<FilterToken>>(tokens))).parse();
}

}  // namespace weir::table
