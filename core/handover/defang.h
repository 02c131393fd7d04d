// SPDX-License-Identifier: GPL-3.0-or-later
// Addresses and URLs that nobody can click by mistake, and back again.
#pragma once

#include <string>
#include <string_view>

namespace weir::handover {

/// Every '.' and ':' goes into brackets, "http://" and "https://" at the start become "hxxp" and "hxxps":
/// "192[.]0[.]2[.]1", "hxxps[:]//example[.]org/". What would read as such a form already is bracketed too, so that
/// `refang(defang(x)) == x` for every x.
std::string defang(std::string_view text);
/// The inverse. Leaves alone what is in no such form.
std::string refang(std::string_view text);

}  // namespace weir::handover
