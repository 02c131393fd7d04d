// SPDX-License-Identifier: GPL-3.0-or-later
// UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing beyond U+10FFFF.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/bytes.h"

namespace weir {

/// Octets of the valid sequence at the start of a text that is not empty, and its code point; 0 where there is none.
std::size_t decodeUtf8(std::string_view text, char32_t& code);
/// The same without the code point.
std::size_t utf8Length(std::string_view text);
/// A code point up to U+10FFFF.
void appendUtf8(std::string& out, char32_t code);
/// UTF-16 in little-endian order, as Windows writes it; what is no character becomes U+FFFD. An odd octet at the end is
/// left out.
std::string fromUtf16le(Bytes text);

}  // namespace weir
