// SPDX-License-Identifier: GPL-3.0-or-later
// Quoting and escaping.
#include "core/export/formats.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/base/foreigntext.h"
#include "core/base/jsonwriter.h"
#include "core/base/text.h"

namespace weir::exporting {

namespace {

/// What `cellText` gives, without a string of its own for what fills most tables.
void appendPlain(std::string& out, const table::Cell& cell) {
    const bool seconds = cell.kind == table::Kind::time || cell.kind == table::Kind::duration;
    if ((cell.kind != table::Kind::integer && !seconds) || (seconds && cell.integer < 0)) {
        out += table::cellText(cell);
        return;
    }
    constexpr std::int64_t second = 1'000'000'000;
    char digits[24];
    out.append(digits,
               std::to_chars(digits, digits + sizeof digits, seconds ? cell.integer / second : cell.integer).ptr);
    if (!seconds)
        return;
    // One more than a whole second, so that no zero is lost; the one becomes the point.
    std::to_chars(digits, digits + sizeof digits, cell.integer % second + second);
    digits[0] = '.';
    out.append(digits, 10);
}

enum Trait : std::uint8_t { wantsQuotes = 1, opensFormula = 2, foreign = 4, endsValue = 8 };

/// What an octet means to CSV. Line feeds and carriage returns are made visible, and so want no quotes.
constexpr std::array<std::uint8_t, 256> traitsOf = [] {
    std::array<std::uint8_t, 256> traits{};
    for (const char c : std::string_view("\",")) traits[static_cast<unsigned char>(c)] |= wantsQuotes;
    for (const char c : std::string_view("=+-@\t\r")) traits[static_cast<unsigned char>(c)] |= opensFormula;
    traits[static_cast<unsigned char>(';')] |= endsValue;
    for (std::size_t i = 0; i < 0x20; ++i) traits[i] |= foreign;
    for (std::size_t i = 0x7f; i < traits.size(); ++i) traits[i] |= foreign;
    return traits;
}();

bool isFormula(std::string_view text) {
    return !text.empty() && (traitsOf[static_cast<unsigned char>(text[0])] & opensFormula) != 0;
}

/// Made visible, with each '"' twice.
void appendQuoted(std::string& out, std::string_view text) {
    while (true) {
        const std::size_t quote = text.find('"');
        appendPrintable(out, text.substr(0, quote));
        if (quote == std::string_view::npos)
            return;
        out += "\"\"";
        text.remove_prefix(quote + 1);
    }
}

void appendText(std::string& out, std::string_view text, std::uint8_t traits) {
    if (isFormula(text))
        out += '\'';
    if ((traits & wantsQuotes) != 0)
        appendQuoted(out, text);
    else if ((traits & foreign) != 0)
        appendPrintable(out, text);
    else
        out += text;
}

}  // namespace

void appendCsv(std::string& out, const table::Cell& cell, bool list) {
    if (cell.empty)
        return;
    if (cell.kind != table::Kind::text) {
        appendPlain(out, cell);
        return;
    }
    std::uint8_t traits = 0;
    for (const char c : cell.text) traits |= traitsOf[static_cast<unsigned char>(c)];
    const bool quoted = (traits & wantsQuotes) != 0;
    if (quoted)
        out += '"';
    std::string_view text = cell.text;
    if (list && (traits & (endsValue | opensFormula)) == (endsValue | opensFormula)) {
        for (std::size_t end = text.find(';'); end != std::string_view::npos; end = text.find(';')) {
            appendText(out, text.substr(0, end), traits);
            out += ';';
            text.remove_prefix(end + 1);
        }
    }
    appendText(out, text, traits);
    if (quoted)
        out += '"';
}

void appendJson(std::string& out, const table::Cell& cell) {
    if (cell.empty)
        out += "null";
    else if (cell.kind == table::Kind::text)
        appendJsonString(out, cell.text);
    else if (cell.kind == table::Kind::address)
        appendJsonString(out, cell.address.toString());
    else
        appendPlain(out, cell);
}

std::string terminalText(const table::Cell& cell) { return printable(table::cellText(cell)); }

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

}  // namespace weir::exporting
