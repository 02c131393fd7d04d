// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/defang.h"

namespace weir {
namespace {

/// Whether the text begins with h, the middle, p, perhaps s, and then "://"; ASCII letters in either case.
bool hasScheme(std::string_view text, char middle) {
    const auto is = [&](std::size_t at, char letter) { return at < text.size() && (text[at] | 0x20) == letter; };
    if (!is(0, 'h') || !is(1, middle) || !is(2, middle) || !is(3, 'p'))
        return false;
    return text.substr(4).starts_with("://") || (is(4, 's') && text.substr(5).starts_with("://"));
}

/// Turns one letter of a scheme into the other, keeping its case.
char turned(char from, char letter) { return static_cast<char>(letter ^ (from & 0x20 ? 0 : 0x20)); }

}  // namespace

std::string defang(std::string_view text) {
    std::string out;
    if (hasScheme(text, 't')) {
        out += text[0];
        out += turned(text[1], 'x');
        out += turned(text[2], 'x');
        text.remove_prefix(3);
    } else if (hasScheme(text, 'x')) {
        out.append(1, '[').append(1, text[0]).append(1, ']');
        text.remove_prefix(1);
    }
    for (const char c : text) {
        if (c == '.' || c == ':' || c == '[')
            out.append(1, '[').append(1, c).append(1, ']');
        else
            out += c;
    }
    return out;
}

}  // namespace weir
