// SPDX-License-Identifier: GPL-3.0-or-later
// Quoting and escaping.
#include "core/export/formats.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/base/text.h"

namespace weir::exporting {

namespace {

/// The text with U+FFFD for each octet that belongs to no valid sequence.
void appendValid(std::string& out, std::string_view text) {
    while (!text.empty()) {
        const auto high =
            std::find_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
        const auto plain = static_cast<std::size_t>(high - text.begin());
        out += text.substr(0, plain);
        text.remove_prefix(plain);
        if (text.empty())
            return;
        const std::size_t length = utf8Length(text);
        out += length == 0 ? std::string_view("\xef\xbf\xbd") : text.substr(0, length);
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
}

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

enum Trait : std::uint8_t { wantsQuotes = 1, opensFormula = 2, notAscii = 4 };

/// What an octet means to CSV.
constexpr std::array<std::uint8_t, 256> traitsOf = [] {
    std::array<std::uint8_t, 256> traits{};
    for (const char c : std::string_view("\",\r\n")) traits[static_cast<unsigned char>(c)] |= wantsQuotes;
    for (const char c : std::string_view("=+-@\t\r")) traits[static_cast<unsigned char>(c)] |= opensFormula;
    for (std::size_t i = 0x80; i < traits.size(); ++i) traits[i] |= notAscii;
    return traits;
}();

}  // namespace

void appendCsv(std::string& out, const table::Cell& cell) {
    if (cell.empty)
        return;
    if (cell.kind != table::Kind::text) {
        appendPlain(out, cell);
        return;
    }
    std::uint8_t traits = 0;
    for (const char c : cell.text) traits |= traitsOf[static_cast<unsigned char>(c)];
    const bool formula = !cell.text.empty() && (traitsOf[static_cast<unsigned char>(cell.text[0])] & opensFormula) != 0;
    if ((traits & wantsQuotes) == 0) {
        if (formula)
            out += '\'';
        if ((traits & notAscii) == 0)
            out += cell.text;
        else
            appendValid(out, cell.text);
        return;
    }
    out += formula ? "\"'" : "\"";
    std::string_view rest = cell.text;
    while (true) {
        const std::size_t quote = rest.find('"');
        appendValid(out, rest.substr(0, quote));
        out += '"';
        if (quote == std::string_view::npos)
            return;
        out += '"';
        rest.remove_prefix(quote + 1);
    }
}

void appendJsonString(std::string& out, std::string_view text) {
    out += '"';
    while (!text.empty()) {
        const auto special = std::find_if(text.begin(), text.end(), [](char c) {
            return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
        });
        const auto plain = static_cast<std::size_t>(special - text.begin());
        appendValid(out, text.substr(0, plain));
        text.remove_prefix(plain);
        if (text.empty())
            break;
        const char c = text[0];
        if (const std::size_t named = std::string_view("\"\\\b\f\n\r\t").find(c); named != std::string_view::npos) {
            out += '\\';
            out += "\"\\bfnrt"[named];
        } else {
            constexpr std::string_view digits = "0123456789abcdef";
            out += "\\u00";
            out += digits[static_cast<unsigned char>(c) >> 4];
            out += digits[static_cast<unsigned char>(c) & 15];
        }
        text.remove_prefix(1);
    }
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
