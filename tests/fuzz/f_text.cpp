// SPDX-License-Identifier: GPL-3.0-or-later
// Text from outside, as people and programs get to see it: safe to show, and exact where it is to be read again.
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/export/formats.h"
#include "core/findings/indicatorlist.h"
#include "fuzz/fuzz.h"

namespace weir::fuzz {
namespace {

bool isUtf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = utf8Length(text);
        if (length == 0)
            return false;
        text.remove_prefix(length);
    }
    return true;
}

/// The one field of a CSV line (RFC 4180).
std::string fieldOf(std::string_view line) {
    if (!line.starts_with('"'))
        return std::string(line);
    std::string out;
    for (std::size_t i = 1; i + 1 < line.size(); ++i) {
        out += line[i];
        if (line[i] == '"')
            check(line[++i] == '"', "quotes inside a field are doubled");
    }
    return out;
}

table::Cell textCell(std::string_view text) {
    table::Cell cell;
    cell.kind = table::Kind::text;
    cell.empty = false;
    cell.text = text;
    return cell;
}

}  // namespace

void shownText(Bytes input) {
    const std::string_view text = asText(input);
    const std::string shown = printable(text);
    check(isUtf8(shown), "what is shown is UTF-8");
    check(printable(shown) == shown, "what can be shown is shown as it is");
    for (std::string_view rest = shown; !rest.empty();) {
        char32_t code = 0;
        rest.remove_prefix(decodeUtf8(rest, code));
        check(code >= 0x20 && code != 0x7f && !(code >= 0x80 && code < 0xa0) && !(code >= 0x200b && code <= 0x200f) &&
                  !(code >= 0x202a && code <= 0x202e) && !(code >= 0x2066 && code <= 0x2069) && code != 0xfeff,
              "nothing that is shown is invisible or turns the text round");
    }
    check(lowered(text).size() == text.size(), "lower case is as long");
    check(sameButCase(text, lowered(text)), "and the same but for case");
    if (const auto value = parseJson(text, {.octets = 1 << 16})) {
        check(isUtf8(value.value().text), "JSON is UTF-8");
    }
}

void exportedCells(Bytes input) {
    const std::string_view text = asText(input);
    std::string csv, json;
    exporting::appendCsv(csv, textCell(text));
    check(csv.find('\n') == std::string::npos && isUtf8(csv), "a field of CSV is one line of UTF-8");
    const std::string field = fieldOf(csv), shown = printable(text);
    check(field == shown || field == "'" + shown, "a field of CSV is the text, or guarded");
    const char first = field.empty() ? 'x' : field[0];
    check(std::string_view("=+-@\t\r").find(first) == std::string_view::npos, "no field of CSV is a formula");

    exporting::appendJson(json, textCell(text));
    check(json.find('\n') == std::string::npos && isUtf8(json), "a value of JSON is one line of UTF-8");
    const auto read = parseJson(json);
    check(static_cast<bool>(read), "a value of JSON can be read");
    check(!isUtf8(text) || read.value().text == text, "and is the text");
    const std::string line = exporting::terminalText(textCell(text));
    check(line.find_first_of("\n\r\x1b") == std::string::npos, "a line of a terminal is one line and commands nothing");
}

void indicatorLists(Bytes input) {
    const auto list = findings::IndicatorList::parse(asText(input), "list");
    if (!list)
        return;
    check(list.value().size() > 0, "a list holds something");
    list.value().holds(*IpAddress::parse("10.0.0.1"));
    list.value().listedName(asText(input.first(std::min<std::size_t>(input.size(), 64))));
    const auto twice = findings::IndicatorList::parse(std::string(asText(input)) + "\n# twice\n", "list");
    check(!twice || twice.value().size() >= 1, "a comment takes nothing away");
}

}  // namespace weir::fuzz
