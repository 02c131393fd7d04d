// SPDX-License-Identifier: GPL-3.0-or-later
// A text without what stands around it, and with quotation marks around it.
#pragma once

#include <string>
#include <string_view>

namespace weir {

/// Without any of these characters at its ends.
inline std::string_view trimmed(std::string_view text, std::string_view blanks) {
    const std::size_t begin = text.find_first_not_of(blanks);
    return begin == std::string_view::npos ? text.substr(text.size())
                                           : text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

/// Between two marks, with a backslash before marks and backslashes in it: what the filter language, the user's rules
/// and STIX patterns take for a text.
inline std::string quoted(std::string_view text, char mark = '"') {
    std::string out(1, mark);
    for (const char c : text) {
        if (c == mark || c == '\\')
            out += '\\';
        out += c;
    }
    return out + mark;
}

}  // namespace weir
