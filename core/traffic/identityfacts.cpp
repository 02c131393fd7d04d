// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/traffic/identityfacts.h"

namespace weir::traffic {

std::string_view toString(IdentitySource source) {
    static constexpr std::string_view texts[] = {
        "dhcp", "kerberos",         "ntlm", "netbios", "browser",    "smb",        "mdns",        "llmnr",
        "ldap", "kerberos-request", "mail", "ftp",     "http-basic", "user-agent", "smb-dialect", "syn"};
    return texts[static_cast<std::size_t>(source)];
}

}  // namespace weir::traffic
