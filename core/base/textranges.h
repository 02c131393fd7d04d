// SPDX-License-Identifier: GPL-3.0-or-later
// What kind of character each code point is, as far as showing foreign text asks.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace weir {

enum class TextKind : std::uint8_t {
    plain,
    mark,         ///< a combining mark: category Mn, Mc or Me
    unprintable,  ///< control, format, surrogate, private use, unassigned, line or paragraph separator, default
                  ///< ignorable
};

constexpr std::size_t textRangeCount = 1761;
/// Sorted; each entry holds up to the next one. The first is for U+0000.
extern const std::array<std::uint32_t, textRangeCount> textRanges;

/// Beyond U+10FFFF everything is unprintable.
TextKind textKind(char32_t code);

}  // namespace weir
