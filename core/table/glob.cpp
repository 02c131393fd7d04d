// SPDX-License-Identifier: GPL-3.0-or-later
// The first piece must begin the text, the last one must end it, the others follow each other in between.
#include "core/table/glob.h"

#include <cstring>

namespace weir::table {

namespace {

constexpr std::size_t nowhere = std::string_view::npos;

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

std::size_t afterCharacter(std::string_view text, std::size_t at) {
    ++at;
    while (at < text.size() && continues(text[at])) ++at;
    return at;
}

}  // namespace

Glob::Glob(std::string_view pattern) {
    m_pieces.emplace_back();
    for (const char c : pattern) {
        if (c == '*') {
            m_pieces.emplace_back();
            continue;
        }
        Piece& piece = m_pieces.back();
        piece.text += c;
        piece.characters += continues(c) ? 0 : 1;
        piece.wild = piece.wild || c == '?';
    }
}

/// Where the piece ends if it stands at `at`, or nowhere.
std::size_t Glob::fit(const Piece& piece, std::string_view text, std::size_t at) {
    for (const char c : piece.text) {
        if (at >= text.size())
            return nowhere;
        if (c == '?')
            at = afterCharacter(text, at);
        else if (text[at++] != c)
            return nowhere;
    }
    return at;
}

/// Where the first such piece from `from` on ends, or nowhere.
std::size_t Glob::find(const Piece& piece, std::string_view text, std::size_t from) {
    if (!piece.wild) {
        // memmem promises linear time, string_view::find does not.
        const void* found = memmem(text.data() + from, text.size() - from, piece.text.data(), piece.text.size());
        return found ? static_cast<std::size_t>(static_cast<const char*>(found) - text.data()) + piece.text.size()
                     : nowhere;
    }
    for (; from < text.size(); from = afterCharacter(text, from)) {
        if (const std::size_t end = fit(piece, text, from); end != nowhere)
            return end;
    }
    return nowhere;
}

bool Glob::matches(std::string_view text) const {
    std::size_t at = fit(m_pieces.front(), text, 0);
    if (m_pieces.size() == 1 || at == nowhere)
        return at == text.size();
    for (std::size_t i = 1; i + 1 < m_pieces.size(); ++i) {
        at = find(m_pieces[i], text, at);
        if (at == nowhere)
            return false;
    }
    const Piece& last = m_pieces.back();
    std::size_t start = text.size();
    for (std::size_t count = 0; count < last.characters; ++count) {
        if (start == 0)
            return false;
        do --start;
        while (start > 0 && continues(text[start]));
    }
    return start >= at && fit(last, text, start) == text.size();
}

}  // namespace weir::table
