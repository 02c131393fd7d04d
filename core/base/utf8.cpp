// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/utf8.h"

namespace weir {

std::size_t decodeUtf8(std::string_view text, char32_t& code) {
    const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned first = octet(0);
    if (first < 0x80) {
        code = first;
        return 1;
    }
    const std::size_t length = first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
    if (length == 0 || first >= 0xf5 || text.size() < length)
        return 0;
    code = first & (0x7fU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((octet(i) & 0xc0) != 0x80)
            return 0;
        code = code << 6 | (octet(i) & 0x3f);
    }
    const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    return overlong || code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? 0 : length;
}

std::size_t utf8Length(std::string_view text) {
    char32_t code = 0;
    return decodeUtf8(text, code);
}

void appendUtf8(std::string& out, char32_t code) {
    const auto octet = [&](char32_t value) { out += static_cast<char>(value); };
    const auto rest = [&](unsigned shift) { octet(0x80 | (code >> shift & 0x3f)); };
    if (code < 0x80) {
        octet(code);
    } else if (code < 0x800) {
        octet(0xc0 | code >> 6);
        rest(0);
    } else if (code < 0x10000) {
        octet(0xe0 | code >> 12);
        rest(6);
        rest(0);
    } else {
        octet(0xf0 | code >> 18);
        rest(12);
        rest(6);
        rest(0);
    }
}

std::string fromUtf16le(Bytes text) {
    const auto unit = [&](std::size_t at) { return static_cast<char32_t>(text[at] | text[at + 1] << 8); };
    const auto isHigh = [](char32_t code) { return code >= 0xd800 && code < 0xdc00; };
    const auto isLow = [](char32_t code) { return code >= 0xdc00 && code < 0xe000; };
    constexpr char32_t replacement = 0xfffd;
    std::string out;
    for (std::size_t at = 0; at + 1 < text.size(); at += 2) {
        const char32_t code = unit(at);
        if (isHigh(code) && at + 3 < text.size() && isLow(unit(at + 2))) {
            appendUtf8(out, 0x10000 + ((code - 0xd800) << 10) + (unit(at + 2) - 0xdc00));
            at += 2;
        } else {
            appendUtf8(out, isHigh(code) || isLow(code) ? replacement : code);
        }
    }
    return out;
}

}  // namespace weir
