// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/dnslabels.h"

#include <algorithm>
#include <cctype>

namespace weir {
namespace {

/// Calls `visit` with the length of each label.
template <typename Visit>
void forEachLabel(std::string_view name, Visit&& visit) {
    if (name == ".")
        return;
    std::size_t start = 0;
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (name[i] == '\\') {
            ++i;
        } else if (name[i] == '.') {
            visit(i - start);
            start = i + 1;
        }
    }
    visit(name.size() - start);
}

}  // namespace

std::size_t labelCount(std::string_view name) {
    std::size_t labels = 0;
    forEachLabel(name, [&](std::size_t) { ++labels; });
    return labels;
}

std::size_t longestLabel(std::string_view name) {
    std::size_t longest = 0;
    forEachLabel(name, [&](std::size_t length) { longest = std::max(longest, length); });
    return longest;
}

bool looksMadeUp(std::string_view word) {
    constexpr std::size_t shortest = 8;
    if (word.size() < shortest)
        return false;
    std::size_t vowels = 0, digits = 0, run = 0, longestRun = 0, changes = 0;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const auto c = static_cast<unsigned char>(word[i]);
        const bool vowel = std::string_view("aeiouy").find(static_cast<char>(c)) != std::string_view::npos;
        vowels += vowel;
        digits += std::isdigit(c) != 0;
        run = std::isalpha(c) && !vowel ? run + 1 : 0;
        longestRun = std::max(longestRun, run);
        if (i > 0)
            changes += (std::isdigit(c) != 0) != (std::isdigit(static_cast<unsigned char>(word[i - 1])) != 0);
    }
    return longestRun >= 6 || (vowels * 6 < word.size() && digits * 2 < word.size()) || changes >= 4;
}

std::string unescapedName(std::string_view name) {
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    std::string out;
    for (std::size_t at = 0; at < name.size(); ++at) {
        if (name[at] != '\\' || at + 1 == name.size()) {
            out += name[at];
        } else if (at + 3 < name.size() && digit(name[at + 1]) && digit(name[at + 2]) && digit(name[at + 3])) {
            out += static_cast<char>((name[at + 1] - '0') * 100 + (name[at + 2] - '0') * 10 + name[at + 3] - '0');
            at += 3;
        } else {
            out += name[++at];
        }
    }
    return out;
}

}  // namespace weir
