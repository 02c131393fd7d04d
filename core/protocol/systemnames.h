// SPDX-License-Identifier: GPL-3.0-or-later
// What machines say of the operating system they run, in the words people use for it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace weir::protocol {

/// "Windows 10 (build 19041)", "Windows 7 or Server 2008 R2", "Windows 10 or 11"; empty where there is no such version.
/// `build` 0: not known. Version numbers do not tell a workstation from a server, but `server` may.
std::string windowsName(unsigned major, unsigned minor, unsigned build = 0, bool server = false);

struct NamedSystem {
    std::string name;       ///< "Windows 10 or 11", "Android 13", "macOS", "Linux"; empty where nothing is said
    bool ofSystem = false;  ///< a part of the system itself says so, which programs seldom imitate
};
/// What an HTTP User-Agent says.
NamedSystem systemOfAgent(std::string_view userAgent);

/// What a DHCP client's vendor class (option 60) says, or the list of what it asks for (option 55).
std::string systemOfVendorClass(std::string_view vendorClass);
std::string systemOfDhcpParameters(std::span<const std::uint8_t> parameters);

/// Whether two names may well mean the same: "Windows" and "Windows 10 or 11", "Windows 11 (build 22621)" and "Windows
/// 10 or 11".
bool mayBeSameSystem(std::string_view one, std::string_view other);
/// "Windows", "Linux" (with Android and distributions), "Apple"; of others the name's first word.
std::string_view systemFamily(std::string_view name);
/// Of two that may be the same: whether the first leaves less open.
bool saysMore(std::string_view one, std::string_view other);

}  // namespace weir::protocol
