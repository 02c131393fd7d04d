// SPDX-License-Identifier: GPL-3.0-or-later
// Cuts a filter text into words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace weir::table {

struct Token {
    enum class Kind : std::uint8_t { word, quoted, symbol, end, broken };
    Kind kind = Kind::end;
    std::string text;  ///< of a quoted text what is inside; of `broken` what is wrong
    std::size_t position = 0;
    std::size_t length = 0;
};

/// Always ends with an `end` or a `broken` token.
std::vector<Token> cutFilter(std::string_view text);

}  // namespace weir::table
