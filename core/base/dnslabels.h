// SPDX-License-Identifier: GPL-3.0-or-later
// The labels of a DNS name in presentation form; an escaped dot separates nothing.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace weir {

/// The root has none.
std::size_t labelCount(std::string_view name);
/// Characters of the longest label as it is written, escapes and all.
std::size_t longestLabel(std::string_view name);
/// The octets that a name in presentation form stands for (RFC 1035 section 5.1): `\228` is one octet, `\.` a dot.
std::string unescapedName(std::string_view name);

/// Whether a word looks made by a machine: consonants in long runs, hardly a vowel, digits in between.
bool looksMadeUp(std::string_view word);

}  // namespace weir
