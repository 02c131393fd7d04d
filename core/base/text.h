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
/// The same into a string whose memory is used again.
void lowerInto(std::string& out, std::string_view text);
/// Whether two texts are the same but for ASCII case.
bool sameButCase(std::string_view one, std::string_view other);
/// Shannon's entropy of the octets, bits a character; 0 for empty text.
double entropy(std::string_view text);
/// Foreign text safe to show on one line: what is invisible, commands a terminal, turns the reading direction or is no
/// UTF-8 becomes \xHH (ASCII controls, octets) or \u{HHHH} (characters); see foreigntext.h. Whatever is shown, printed
/// or written for people goes through this, once, where it leaves the program.
std::string printable(std::string_view text);
/// "1,234,567".
std::string grouped(std::uint64_t number);
/// "1 flow", "2 flows".
std::string counted(std::uint64_t number, std::string_view one);
/// A real number as the tables print it: at most three decimals, no trailing zeros ("4.15", "0", "12.001").
std::string realText(double value);

}  // namespace weir
