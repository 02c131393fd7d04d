// SPDX-License-Identifier: GPL-3.0-or-later
// Patterns with * and ?, in time that no pattern can blow up.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace weir::table {

/// * stands for any characters, ? for one (a whole UTF-8 sequence). The pattern must fit the whole text. Each piece
/// between stars is looked for once, from left to right, so nothing is ever tried again: the time is the length of the
/// text, but for pieces with ? that length times the piece's.
class Glob {
public:
    explicit Glob(std::string_view pattern);
    bool matches(std::string_view text) const;

private:
    struct Piece {
        std::string text;
        std::size_t characters = 0;
        bool wild = false;  ///< has a ?
    };
    std::vector<Piece> m_pieces;  ///< what stands between the stars, at least one
    static std::size_t fit(const Piece& piece, std::string_view text, std::size_t at);
    static std::size_t find(const Piece& piece, std::string_view text, std::size_t from);
};

}  // namespace weir::table
