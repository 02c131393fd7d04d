// SPDX-License-Identifier: GPL-3.0-or-later
// Small text forms that several layers print alike.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace weir {

/// Nanoseconds as seconds with nine decimals, "1667872800.300000000"; "-0.500000000" below zero.
std::string secondsText(std::int64_t nanoseconds);
/// ISO 8601 in UTC with nine decimals, "2022-11-08T02:00:00.300000000Z".
std::string isoTimeText(std::int64_t nanoseconds);
/// ASCII lower case; other octets are left alone.
std::string lowered(std::string_view text);
/// Whether two texts are the same but for ASCII case.
bool sameButCase(std::string_view one, std::string_view other);
/// Shannon's entropy of the octets, bits a character; 0 for empty text.
double entropy(std::string_view text);
/// Text safe to show on one line: C0/C1 controls, DEL and invalid UTF-8 become \xHH.
std::string printable(std::string_view text);
/// Octets of the valid UTF-8 sequence at the start of a text that is not empty; 0 where there is none.
std::size_t utf8Length(std::string_view text);
/// A real number as the tables print it: at most three decimals, no trailing zeros ("4.15", "0", "12.001").
std::string realText(double value);

}  // namespace weir
