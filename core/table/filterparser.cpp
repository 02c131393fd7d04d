// SPDX-License-Identifier: GPL-3.0-or-later
// Recursive descent over the words of a filter, bounded in depth.
#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>

#include "core/base/text.h"
#include "core/table/filterlexer.h"
#include "core/table/filternode.h"

namespace weir::table {
namespace {

constexpr std::size_t maximumLength = 65536, maximumDepth = 256;

struct Stop {
    FilterError error;
};

std::optional<Operator> wordOperator(const std::string& word) {
    if (word == "contains")
        return Operator::contains;
    if (word == "in")
        return Operator::in;
    if (word == "matches")
        return Operator::matches;
    return {};
}

std::optional<Operator> symbolOperator(const std::string& symbol) {
    static constexpr std::pair<std::string_view, Operator> table[] = {
        {"=", Operator::equal},        {"==", Operator::equal},  {"!=", Operator::notEqual},      {"<", Operator::less},
        {"<=", Operator::lessOrEqual}, {">", Operator::greater}, {">=", Operator::greaterOrEqual}};
    for (const auto& [text, comparison] : table) {
        if (text == symbol)
            return comparison;
    }
    return {};
}

/// Levenshtein's distance, for short names.
std::size_t editDistance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
            diagonal = above;
        }
    }
    return row[b.size()];
}

std::string nearest(const std::string& name, const Schema& schema) {
    std::string best;
    std::size_t least = std::max<std::size_t>(2, name.size() / 2) + 1;
    if (name.size() > 64)
        return best;
    for (const Column& column : schema) {
        const std::size_t distance = editDistance(name, column.name);
        if (distance < least) {
            least = distance;
            best = column.name;
        }
    }
    return best;
}

/// A date or a moment in ISO 8601, in UTC; nanoseconds since the epoch.
std::optional<std::int64_t> isoTime(std::string_view text) {
    const auto number = [&](std::size_t at, std::size_t length) -> std::optional<int> {
        if (text.size() < at + length)
            return {};
        int value = 0;
        const auto [stop, error] = std::from_chars(text.data() + at, text.data() + at + length, value);
        if (error != std::errc{} || stop != text.data() + at + length)
            return {};
        return value;
    };
    const auto year = number(0, 4), month = number(5, 2), day = number(8, 2);
    if (!year || !month || !day || text[4] != '-' || text[7] != '-')
        return {};
    const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok() || *year < 1700 || *year > 2250)
        return {};
    std::int64_t seconds = std::chrono::sys_days(date).time_since_epoch().count() * 86400LL;
    std::int64_t nanoseconds = 0;
    std::size_t at = 10;
    if (at < text.size() && (text[at] == 't' || text[at] == 'T' || text[at] == ' ')) {
        const auto hour = number(11, 2), minute = number(14, 2);
        if (!hour || !minute || text[13] != ':' || *hour > 23 || *minute > 59)
            return {};
        seconds += *hour * 3600 + *minute * 60;
        at = 16;
        if (at < text.size() && text[at] == ':') {
            const auto second = number(17, 2);
            if (!second || *second > 60)
                return {};
            seconds += *second;
            at = 19;
            if (at < text.size() && text[at] == '.') {
                std::int64_t scale = 100'000'000;
                for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, scale /= 10)
                    nanoseconds += (text[at] - '0') * scale;
            }
        }
    }
    if (at < text.size() && (text[at] == 'z' || text[at] == 'Z'))
        ++at;
    if (at != text.size())
        return {};
    return seconds * 1'000'000'000 + nanoseconds;
}

struct Unit {
    std::string_view name;
    double factor;
};
constexpr Unit countUnits[] = {
    {"k", 1e3},  {"m", 1e6},   {"g", 1e9},      {"t", 1e12},        {"kb", 1e3},           {"mb", 1e6},
    {"gb", 1e9}, {"tb", 1e12}, {"kib", 1024.0}, {"mib", 1048576.0}, {"gib", 1073741824.0}, {"tib", 1099511627776.0},
    {"b", 1}};
constexpr Unit timeUnits[] = {{"ns", 1},   {"us", 1e3},   {"ms", 1e6},   {"s", 1e9},
                              {"m", 6e10}, {"min", 6e10}, {"h", 3.6e12}, {"d", 8.64e13}};

/// Decimal seconds without the loss that a double would bring to nanoseconds.
std::optional<std::int64_t> exactSeconds(std::string_view text) {
    const std::size_t dot = text.find('.');
    std::int64_t whole = 0;
    const std::string_view digits = text.substr(0, dot);
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), whole);
    if (error != std::errc{} || stop != digits.data() + digits.size() || std::abs(whole) > 9'000'000'000LL)
        return {};
    std::int64_t fraction = 0;
    std::int64_t scale = 100'000'000;
    for (std::size_t i = dot == std::string_view::npos ? text.size() : dot + 1; i < text.size(); ++i, scale /= 10) {
        if (text[i] < '0' || text[i] > '9')
            return {};
        fraction += (text[i] - '0') * scale;
    }
    return whole * 1'000'000'000 + (text.starts_with('-') ? -fraction : fraction);
}

Literal readLiteral(const Token& token) {
    Literal out;
    out.text = lowered(token.text);
    out.quoted = token.kind == Token::Kind::quoted;
    const char* begin = out.text.data();
    const char* end = begin + out.text.size();
    double value = 0;
    const auto [stop, error] = std::from_chars(begin, end, value);
    if (error == std::errc{} && std::isfinite(value)) {
        const std::string_view unit(stop, static_cast<std::size_t>(end - stop));
        if (unit.empty()) {
            out.number = value;
            out.nanoseconds = exactSeconds(out.text);
        }
        for (const Unit& known : countUnits) {
            if (known.name == unit)
                out.number = value * known.factor;
        }
        for (const Unit& known : timeUnits) {
            if (known.name == unit && std::abs(value * known.factor) < 9e18)
                out.nanoseconds = static_cast<std::int64_t>(std::llround(value * known.factor));
        }
        std::int64_t whole = 0;
        if (const auto exact = std::from_chars(begin, end, whole); exact.ec == std::errc{} && exact.ptr == end)
            out.integer = whole;
        else if (out.number && *out.number == std::floor(*out.number) && std::abs(*out.number) < 9e15)
            out.integer = static_cast<std::int64_t>(*out.number);
    }
    if (const auto time = isoTime(out.text))
        out.nanoseconds = time;
    if (const auto network = Prefix::parse(out.text)) {
        out.network = network;
        out.isAddress = out.text.find('/') == std::string::npos;
    }
    return out;
}

class Parser {
public:
    Parser(std::string_view text, const Schema& schema) : m_schema(schema), m_tokens(cutFilter(text)) {}

    std::shared_ptr<const Filter::Node> parse() {
        if (peek().kind == Token::Kind::end)
            return nullptr;
        auto node = disjunction(0);
        if (peek().kind != Token::Kind::end)
            fail(peek(), peek().kind == Token::Kind::broken ? peek().text
                                                            : "expected 'and' or 'or' before '" + peek().text + "'");
        return node;
    }

private:
    using NodePtr = std::shared_ptr<const Filter::Node>;

    const Token& peek() const { return m_tokens[m_at]; }
    Token next() { return m_tokens[m_at + 1 < m_tokens.size() ? m_at++ : m_at]; }
    bool isWord(const char* word, const char* symbol) const {
        return (peek().kind == Token::Kind::word && lowered(peek().text) == word) ||
               (peek().kind == Token::Kind::symbol && peek().text == symbol);
    }
    [[noreturn]] static void fail(const Token& token, std::string message,
                                  FilterError::Code code = FilterError::Code::syntax) {
        throw Stop{{code,
                    token.position,
                    token.length,
                    message + " (at character " + std::to_string(token.position + 1) + ")",
                    {},
                    {}}};
    }

    NodePtr list(Filter::Node::Kind kind, std::vector<NodePtr> children) {
        if (children.size() == 1)
            return children.front();
        auto node = std::make_shared<Filter::Node>();
        node->kind = kind;
        node->children = std::move(children);
        return node;
    }

    NodePtr disjunction(std::size_t depth) {
        std::vector<NodePtr> children{conjunction(depth)};
        while (isWord("or", "||")) {
            next();
            children.push_back(conjunction(depth));
        }
        return list(Filter::Node::Kind::disjunction, std::move(children));
    }

    NodePtr conjunction(std::size_t depth) {
        std::vector<NodePtr> children{negation(depth)};
        while (isWord("and", "&&")) {
            next();
            children.push_back(negation(depth));
        }
        return list(Filter::Node::Kind::conjunction, std::move(children));
    }

    NodePtr negation(std::size_t depth) {
        if (depth > maximumDepth)
            fail(peek(), "the filter is nested too deeply");
        if (isWord("not", "!")) {
            next();
            auto node = std::make_shared<Filter::Node>();
            node->kind = Filter::Node::Kind::negation;
            node->children.push_back(negation(depth + 1));
            return node;
        }
        if (peek().kind == Token::Kind::symbol && peek().text == "(") {
            next();
            NodePtr inside = disjunction(depth + 1);
            if (peek().kind != Token::Kind::symbol || peek().text != ")")
                fail(peek(), "a parenthesis is not closed");
            next();
            return inside;
        }
        return test();
    }

    NodePtr test() {
        const Token name = next();
        if (name.kind == Token::Kind::broken)
            fail(name, name.text);
        if (name.kind != Token::Kind::word)
            fail(name, name.kind == Token::Kind::end ? "the filter ends where a column was expected"
                                                     : "expected a column before '" + name.text + "'");
        const auto column = findColumn(m_schema, lowered(name.text));
        if (!column) {
            const std::string suggestion = nearest(lowered(name.text), m_schema);
            std::string message =
                "there is no column '" + name.text + "' (at character " + std::to_string(name.position + 1) + ")";
            if (!suggestion.empty())
                message += "; did you mean '" + suggestion + "'?";
            throw Stop{{FilterError::Code::unknownColumn, name.position, name.length, message, name.text, suggestion}};
        }
        auto node = std::make_shared<Filter::Node>();
        node->column = *column;
        std::optional<Operator> comparison;
        if (peek().kind == Token::Kind::symbol)
            comparison = symbolOperator(peek().text);
        else if (peek().kind == Token::Kind::word)
            comparison = wordOperator(lowered(peek().text));
        if (!comparison) {
            node->comparison = Operator::isSet;
            return node;
        }
        next();
        node->comparison = *comparison;
        readValues(*node, name.text);
        return node;
    }

    void readValues(Filter::Node& node, const std::string& name) {
        if (node.comparison == Operator::in && peek().kind == Token::Kind::symbol && peek().text == "(") {
            next();
            while (true) {
                addValue(node, name);
                if (peek().kind == Token::Kind::symbol && peek().text == ",") {
                    next();
                    continue;
                }
                break;
            }
            if (peek().kind != Token::Kind::symbol || peek().text != ")")
                fail(peek(), "expected ',' or ')' in the list of values");
            next();
            return;
        }
        addValue(node, name);
    }

    void addValue(Filter::Node& node, const std::string& name) {
        const Token token = next();
        if (token.kind == Token::Kind::broken)
            fail(token, token.text);
        if (token.kind != Token::Kind::word && token.kind != Token::Kind::quoted)
            fail(token, token.kind == Token::Kind::end
                            ? "the filter ends where a value for '" + name + "' was expected"
                            : "expected a value for '" + name + "' before '" + token.text + "'");
        Literal value = readLiteral(token);
        const Column& column = m_schema[node.column];
        const auto refuse = [&](const std::string& what) {
            throw Stop{{FilterError::Code::badValue,
                        token.position,
                        token.length,
                        "column '" + column.name + "' takes " + what + ", not '" + token.text + "' (at character " +
                            std::to_string(token.position + 1) + ")",
                        column.name,
                        {}}};
        };
        const bool asText = node.comparison == Operator::contains || node.comparison == Operator::matches;
        if (!asText && !value.text.empty()) {
            switch (column.kind) {
                case Kind::integer:
                case Kind::real:
                    if (!value.number)
                        refuse("a number, such as 80 or 10k");
                    break;
                case Kind::boolean:
                    if (value.text != "true" && value.text != "false" && value.integer != 0 && value.integer != 1)
                        refuse("true or false");
                    value.integer = value.text == "true" || value.integer == 1;
                    break;
                case Kind::time:
                    if (!value.nanoseconds)
                        refuse("a time, such as 2022-11-08T02:00:10 or seconds since 1970");
                    break;
                case Kind::duration:
                    if (!value.nanoseconds)
                        refuse("a duration, such as 5s or 200ms");
                    break;
                case Kind::address:
                    if (!value.network)
                        refuse("an address or a network, such as 10.0.0.0/8");
                    break;
                case Kind::text:
                    break;
            }
        }
        node.values.push_back(std::move(value));
    }

    const Schema& m_schema;
    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
};

}  // namespace

std::variant<Filter, FilterError> Filter::parse(std::string_view text, const Schema& schema) {
    if (text.size() > maximumLength)
        return FilterError{
            FilterError::Code::syntax, 0, text.size(), "the filter is longer than 65,536 characters", {}, {}};
    try {
        Filter filter;
        filter.m_root = Parser(text, schema).parse();
        return filter;
    } catch (const Stop& stop) {
        return stop.error;
    }
}

std::vector<std::string> Filter::columnsOf(std::string_view text) {
    std::vector<std::string> out;
    const std::vector<Token> tokens = cutFilter(text.substr(0, maximumLength));
    if (tokens.back().kind == Token::Kind::broken)
        return out;
    // A word is a column where a test may begin: at the start, and after and, or, not, (.
    bool testBegins = true;
    int listDepth = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const Token& token = tokens[i];
        const std::string word = lowered(token.text);
        if (token.kind == Token::Kind::symbol && word == "(" && i > 0 && lowered(tokens[i - 1].text) == "in" &&
            tokens[i - 1].kind == Token::Kind::word) {
            ++listDepth;
            continue;
        }
        if (listDepth > 0) {
            listDepth -= token.kind == Token::Kind::symbol && word == ")";
            continue;
        }
        const bool joins =
            token.kind == Token::Kind::word
                ? word == "and" || word == "or" || word == "not"
                : token.kind == Token::Kind::symbol && (word == "&&" || word == "||" || word == "!" || word == "(");
        if (joins) {
            testBegins = true;
        } else if (testBegins && token.kind == Token::Kind::word) {
            if (std::find(out.begin(), out.end(), word) == out.end())
                out.push_back(word);
            testBegins = false;
        }
    }
    return out;
}

std::vector<std::string> completions(std::string_view text, std::size_t position, const Schema& schema) {
    position = std::min(position, text.size());
    std::size_t start = position;
    while (start > 0 && std::string_view(" \t=!<>(),&|\"").find(text[start - 1]) == std::string_view::npos) --start;
    const std::string prefix = lowered(text.substr(start, position - start));
    const std::vector<Token> before = cutFilter(text.substr(0, start));
    std::vector<std::string> candidates;
    // After a column an operator is due; after a value a joining word; else a column.
    const Token* last = before.size() >= 2 ? &before[before.size() - 2] : nullptr;
    const std::string lastWord = last ? lowered(last->text) : std::string{};
    if (last && last->kind == Token::Kind::word && findColumn(schema, lastWord)) {
        candidates = {"contains", "in", "matches", "and", "or"};
    } else if (last && (last->kind == Token::Kind::quoted || (last->kind == Token::Kind::symbol && lastWord == ")") ||
                        (last->kind == Token::Kind::word && lastWord != "and" && lastWord != "or" &&
                         lastWord != "not" && !wordOperator(lastWord)))) {
        candidates = {"and", "or"};
    } else {
        for (const Column& column : schema) candidates.push_back(column.name);
        candidates.push_back("not");
    }
    std::erase_if(candidates, [&](const std::string& word) { return !word.starts_with(prefix); });
    return candidates;
}

}  // namespace weir::table
