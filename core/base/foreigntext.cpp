// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/foreigntext.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "core/base/text.h"
#include "core/base/textranges.h"
#include "core/base/utf8.h"

namespace weir {
namespace {

constexpr unsigned mostMarks = 8;  // no script needs more on one letter; more of them paint over other lines

}  // namespace

TextKind textKind(char32_t code) {
    if (code > 0x10ffff)
        return TextKind::unprintable;
    const auto after =
        std::upper_bound(textRanges.begin(), textRanges.end(), static_cast<std::uint32_t>(code) << 2 | 3);
    return static_cast<TextKind>(*std::prev(after) & 3);
}

std::size_t printableAscii(std::string_view text) {
    // Eight octets at a time: a high bit says that one is no printable ASCII, or that one before it is not.
    constexpr std::uint64_t each = 0x0101010101010101, high = each * 0x80;
    std::size_t at = 0;
    for (; at + 8 <= text.size(); at += 8) {
        std::uint64_t octets = 0;
        std::memcpy(&octets, text.data() + at, 8);
        const std::uint64_t deletes = octets ^ each * 0x7f;
        if (((octets | (octets - each * 0x20) | (deletes - each)) & high) != 0)
            break;
    }
    while (at < text.size() && text[at] >= 0x20 && text[at] < 0x7f) ++at;
    return at;
}

bool ForeignText::next(Piece& piece) {
    if (m_stop) {
        piece = *std::exchange(m_stop, std::nullopt);
        return true;
    }
    std::size_t at = 0;
    while (at < m_rest.size() && !m_stop) {
        if (const std::size_t ascii = printableAscii(m_rest.substr(at)); ascii > 0) {
            m_marks = 0;
            at += ascii;
            continue;
        }
        char32_t code = 0;
        const std::size_t length = decodeUtf8(m_rest.substr(at), code);
        const TextKind kind = length == 0 ? TextKind::unprintable : textKind(code);
        m_marks = kind == TextKind::mark ? m_marks + 1 : 0;
        if (length == 0)
            m_stop = {Kind::octet, m_rest.substr(at, 1), static_cast<unsigned char>(m_rest[at])};
        else if (kind == TextKind::unprintable || m_marks > mostMarks)
            m_stop = {Kind::character, m_rest.substr(at, length), code};
        else
            at += length;
    }
    const std::string_view run = m_rest.substr(0, at);
    m_rest.remove_prefix(at + (m_stop ? m_stop->octets.size() : 0));
    if (run.empty())
        return m_stop && next(piece);
    piece = {Kind::plain, run, 0};
    return true;
}

void appendVisible(std::string& out, const ForeignText::Piece& piece) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    if (piece.kind == ForeignText::Kind::plain) {
        out += piece.octets;
    } else if (piece.octets.size() == 1) {
        out.append("\\x").append(1, digits[piece.code >> 4]).append(1, digits[piece.code & 15]);
    } else {
        out += "\\u{";
        int shift = 20;
        while (shift > 12 && piece.code >> shift == 0) shift -= 4;
        for (; shift >= 0; shift -= 4) out += digits[piece.code >> shift & 15];
        out += '}';
    }
}

void appendPrintable(std::string& out, std::string_view text) {
    ForeignText foreign(text);
    for (ForeignText::Piece piece; foreign.next(piece);) appendVisible(out, piece);
}

std::string printable(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    appendPrintable(out, text);
    return out;
}

}  // namespace weir
