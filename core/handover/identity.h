// SPDX-License-Identifier: GPL-3.0-or-later
// Names for things that come out the same wherever and whenever they are made.
#pragma once

#include <string>
#include <string_view>

namespace weir::handover {

/// A version 5 UUID (RFC 9562, section 5.5) in Weir's own name space, in lower case.
std::string stableUuid(std::string_view name);
/// The same in any name space, given as its 16 octets.
std::string nameUuid(std::string_view space, std::string_view name);

}  // namespace weir::handover
