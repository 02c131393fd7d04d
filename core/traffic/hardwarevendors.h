// SPDX-License-Identifier: GPL-3.0-or-later
// Who made a network card, by the first octets of its address: the lists of the IEEE's registration authority, as
// Debian's package ieee-data has them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace weir::traffic {

/// An EUI-48 in the low 48 bits, its first octet the highest.
using HardwareAddress = std::uint64_t;

/// "00:0c:29:12:34:56".
std::string hardwareText(HardwareAddress address);

/// The vendors of those that have one, by address; virtual machines that use prefixes of no vendor are known by name.
/// Reads `folder`'s lists once through, where they are there (some 4 MiB, ten milliseconds), and keeps nothing.
std::map<HardwareAddress, std::string> hardwareVendors(const std::vector<HardwareAddress>& addresses,
                                                       const std::string& folder = "/usr/share/ieee-data");

}  // namespace weir::traffic
