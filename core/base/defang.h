// SPDX-License-Identifier: GPL-3.0-or-later
// Addresses and URLs that nobody can click by mistake.
#pragma once

#include <string>
#include <string_view>

namespace weir {

/// Every '.' and ':' goes into brackets, "http://" and "https://" at the start become "hxxp" and "hxxps":
/// "192[.]0[.]2[.]1", "hxxps[:]//example[.]org/". What would read as such a form already is bracketed too ("[[]",
/// "[h]xxp"), so that the text can be had back, whatever it was.
std::string defang(std::string_view text);

}  // namespace weir
