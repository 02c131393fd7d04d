// SPDX-License-Identifier: GPL-3.0-or-later
// Random filters against an evaluator so plain that it can hardly be wrong: one row, one cell, one value at a time.
#include <gtest/gtest.h>

#include <functional>

#include "core/base/text.h"
#include "core/table/filter.h"
#include "randomtable.h"
#include "support/tabletext.h"

namespace weir::table {

namespace {

/// A filter as text, and what it should do with a row.
struct Sample {
    std::string text;
    std::function<bool(const Table&, std::size_t)> passes;
};

bool globHere(std::string_view pattern, std::string_view text) {
    if (pattern.empty())
        return text.empty();
    if (pattern[0] == '*')
        return globHere(pattern.substr(1), text) || (!text.empty() && globHere(pattern, text.substr(1)));
    if (text.empty())
        return false;
    if (pattern[0] == '?') {
        std::size_t next = 1;
        while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xc0) == 0x80) ++next;
        return globHere(pattern.substr(1), text.substr(next));
    }
    return pattern[0] == text[0] && globHere(pattern.substr(1), text.substr(1));
}

template <typename Value>
bool compare(const Value& cell, const std::string& operation, const Value& value) {
    if (operation == "<")
        return cell < value;
    if (operation == "<=")
        return cell <= value;
    if (operation == ">")
        return cell > value;
    if (operation == ">=")
        return cell >= value;
    return cell == value;
}

std::string quotedText(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) out += c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c};
    return out + "\"";
}

struct Value {
    std::string text;
    bool quoted = false;
};

std::vector<std::string> elements(const std::string& text) {
    std::vector<std::string> out{""};
    for (const char c : text) {
        if (c == ';')
            out.emplace_back();
        else
            out.back() += c;
    }
    return out;
}

bool isDigits(const std::string& text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

bool textPasses(const std::string& cell, const std::string& operation, const Value& value, bool isList) {
    if (operation == "contains")
        return cell.find(lowered(value.text)) != std::string::npos;
    if (operation == "matches")
        return globHere(lowered(value.text), cell);
    if (operation == "=") {
        const auto prefix = value.quoted ? std::nullopt : Prefix::parse(value.text);
        const auto address = IpAddress::parse(cell);
        return cell == lowered(value.text) || (prefix && address && prefix->contains(*address));
    }
    if (isList && !value.quoted && isDigits(value.text))
        return isDigits(cell) && compare(std::stoll(cell), operation, std::stoll(value.text));
    return compare(cell, operation, lowered(value.text));
}

bool cellPasses(const Cell& cell, const Column& column, const std::string& operation, const Value& value) {
    if (cell.empty)
        return operation == "=" && value.text.empty();
    if (value.text.empty() && operation == "=")
        return false;
    if (column.kind == Kind::text || operation == "contains" || operation == "matches") {
        const std::string text = lowered(cellText(cell));
        if (!column.list)
            return textPasses(text, operation, value, false);
        for (const std::string& element : elements(text)) {
            if (textPasses(element, operation, value, true))
                return true;
        }
        return false;
    }
    switch (column.kind) {
        case Kind::address:
            if (operation == "=")
                return Prefix::parse(value.text)->contains(cell.address);
            return compare(cell.address, operation, *IpAddress::parse(value.text));
        case Kind::boolean:
            return (cell.integer != 0) == (value.text == "true");
        case Kind::real:
            return compare(std::stold(realText(cell.real)), operation, std::stold(value.text));
        case Kind::time:
        case Kind::duration:
            // A long double holds every int64 exactly; the values below have at most nine decimals.
            return compare(static_cast<long double>(cell.integer), operation, roundl(std::stold(value.text) * 1e9L));
        default:
            return compare(cell.integer, operation, static_cast<std::int64_t>(std::stoll(value.text)));
    }
}

Value randomValue(std::mt19937_64& random, const Column& column, const std::string& operation) {
    static const char* const networks[] = {"10.0.0.0/8",     "0.0.0.0/0",   "::/0",     "fd00::/7",
                                           "192.168.1.9/32", "255.0.0.0/8", "fe80::/10"};
    static const char* const patterns[] = {"*",         "*.com",    "?cp", "*1*", "10.?.*",
                                           "www.*.com", "m?nchen*", "-*",  "**",  "t*e"};
    static const char* const pieces[] = {".", "0", "m", "TCP", ";", "1.", "\"", "-", "e", ":"};
    if (operation == "contains")
        return {test::pick(random, pieces), true};
    if (operation == "matches")
        return {test::pick(random, patterns), true};
    if ((operation == "=" || operation == "in") && random() % 8 == 0)
        return {"", true};
    const bool ordering = operation[0] == '<' || operation[0] == '>';
    switch (column.kind) {
        case Kind::integer:
            return {
                std::to_string(random() % 2 ? test::pick(random, test::numberPool) : test::pick(random, test::bigPool)),
                random() % 4 == 0};
        case Kind::real: {
            static const char* const reals[] = {
                "0", "4.15", "4.149", "0.062", "0.063", "-0.5", "12", "1000000000000000000", "12.001"};
            return {test::pick(random, reals), false};
        }
        case Kind::boolean:
            return {random() % 2 ? "true" : "false", false};
        case Kind::time:
            return {secondsText(test::pick(random, test::whenPool)), false};
        case Kind::duration:
            return {secondsText(test::pick(random, test::lastedPool)), false};
        case Kind::address:
            return {!ordering && random() % 2 ? test::pick(random, networks) : test::pick(random, test::addressPool),
                    false};
        case Kind::text:
            break;
    }
    if (random() % 4 == 0 && !ordering)
        return {test::pick(random, networks), random() % 2 == 0};
    const std::string text = column.list ? test::pick(random, test::elementPool) : test::pick(random, test::wordPool);
    const bool bare = text.find_first_of(" \"\\,;") == std::string::npos;
    return {text, !bare || random() % 2 == 0};
}

std::string written(const Value& value) { return value.quoted ? quotedText(value.text) : value.text; }

Sample randomTest(std::mt19937_64& random) {
    const Schema schema = test::randomSchema();
    const std::size_t index = random() % schema.size();
    const Column column = schema[index];
    static const std::vector<std::string> all = {"=", "!=", "in", "<", "<=", ">", ">=", "contains", "matches", ""};
    static const std::vector<std::string> forBooleans = {"=", "!=", "in", ""};
    const std::string operation = test::pick(random, column.kind == Kind::boolean ? forBooleans : all);
    const auto cellOf = [index](const Table& table, std::size_t row, std::string& scratch) {
        return table.cell(row, index, scratch);
    };
    if (operation.empty())
        return {column.name, [=](const Table& table, std::size_t row) {
                    std::string scratch;
                    const Cell cell = cellOf(table, row, scratch);
                    return !cell.empty && (cell.kind != Kind::boolean || cell.integer != 0);
                }};
    std::vector<Value> values{randomValue(random, column, operation == "!=" ? "=" : operation)};
    while (operation == "in" && random() % 2) values.push_back(randomValue(random, column, operation));
    std::string text = column.name + " " + operation + " " + (operation == "in" ? "(" : "");
    for (std::size_t i = 0; i < values.size(); ++i) text += (i ? ", " : "") + written(values[i]);
    if (operation == "in")
        text += ")";
    return {text, [=](const Table& table, std::size_t row) {
                std::string scratch;
                const Cell cell = cellOf(table, row, scratch);
                const std::string plain = operation == "!=" || operation == "in" ? "=" : operation;
                bool any = false;
                for (const Value& value : values) any = any || cellPasses(cell, column, plain, value);
                return operation == "!=" ? !any : any;
            }};
}

Sample randomFilter(std::mt19937_64& random, int depth) {
    const auto choice = random() % 6;
    if (depth == 0 || choice < 2)
        return randomTest(random);
    const Sample a = randomFilter(random, depth - 1);
    if (choice == 2)
        return {(random() % 2 ? "not (" : "!(") + a.text + ")",
                [=](const Table& table, std::size_t row) { return !a.passes(table, row); }};
    const Sample b = randomFilter(random, depth - 1), c = randomFilter(random, depth - 1);
    if (choice < 5)
        return {"(" + a.text + ") and (" + b.text + ") && (" + c.text + ")", [=](const Table& table, std::size_t row) {
                    return a.passes(table, row) && b.passes(table, row) && c.passes(table, row);
                }};
    return {"(" + a.text + ") or (" + b.text + ") || (" + c.text + ")", [=](const Table& table, std::size_t row) {
                return a.passes(table, row) || b.passes(table, row) || c.passes(table, row);
            }};
}

}  // namespace

TEST(FilterProperty, AgreesWithAPlainEvaluator) {
    std::mt19937_64 random(7);
    std::size_t passed = 0, asked = 0;
    for (int round = 0; round < 3000; ++round) {
        const auto table = test::randomTable(random, round % 50 == 0 ? 5000 : 20);
        const Sample sample = randomFilter(random, 1 + static_cast<int>(random() % 3));
        // A column alone would be looked for as a word.
        const auto parsed = Filter::parse('(' + sample.text + ") and (" + sample.text + ')', table->schema());
        ASSERT_TRUE(std::holds_alternative<Filter>(parsed)) << sample.text << "\n"
                                                            << std::get<FilterError>(parsed).message;
        Rows expected;
        for (std::uint32_t row = 0; row < table->rows(); ++row) {
            if (sample.passes(*table, row))
                expected.push_back(row);
        }
        const auto& filter = std::get<Filter>(parsed);
        ASSERT_EQ(filter.apply(*table), expected) << sample.text;
        ASSERT_EQ(filter.apply(*test::withoutFastPaths(table)), expected) << sample.text;
        passed += expected.size();
        asked += table->rows();
    }
    // The filters must not all be trivial.
    EXPECT_GT(passed, asked / 10);
    EXPECT_LT(passed, asked * 9 / 10);
}

TEST(FilterProperty, NoTextBreaksTheParser) {
    std::mt19937_64 random(8);
    static const char* const pieces[] = {
        "number",     "word", "list",     "address", "(",  ")",  ",",    "=",    "!=",   "<",
        "in",         "not",  "!",        "and",     "or", "&&", "|",    "\"",   "\\",   "\"a\"",
        "10.0.0.0/8", "1.5k", "contains", "matches", "*",  "?",  "\xff", "flag", "true", "2022-11-08T02:00:00Z",
        "5s",         "when", "lasted",   "nmber",   "-",  ".",  "0x"};
    const auto table = test::randomTable(random, 10);
    int good = 0;
    for (int round = 0; round < 50'000; ++round) {
        std::string text;
        for (std::size_t i = random() % 9; i > 0; --i)
            text += std::string(test::pick(random, pieces)) + (random() % 4 ? " " : "");
        const auto parsed = Filter::parse(text, table->schema());
        if (const auto* error = std::get_if<FilterError>(&parsed)) {
            ASSERT_LE(error->position + error->length, text.size()) << text;
            ASSERT_FALSE(error->message.empty());
        } else {
            ASSERT_LE(std::get<Filter>(parsed).apply(*table).size(), table->rows());
            ++good;
        }
        const auto offers = completions(text, random() % (text.size() + 1), table->schema());
        ASSERT_LE(offers.size(), table->schema().size() + 11);
        Filter::columnsOf(text);
    }
    EXPECT_GT(good, 100);
}

}  // namespace weir::table
