// SPDX-License-Identifier: GPL-3.0-or-later
// What packets say of who is behind an address: machine, user, system, network card. Plain rows, each with its source.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/base/appendonly.h"
#include "core/traffic/addresses.h"
#include "core/traffic/hardwarevendors.h"

namespace weir::traffic {

enum class IdentityKind : std::uint8_t {
    hostName,
    user,
    domain,       ///< of the machine or its user: a realm, a Windows domain
    system,       ///< in words: "Windows 10 (build 19041)"
    synSignature  ///< how it opens TCP connections: protocol::synFingerprint
};

/// Where a fact was read; of several the earlier is the more trustworthy, as far as that can be said.
enum class IdentitySource : std::uint8_t {
    dhcp,
    kerberos,  ///< a domain controller's replies, or a machine's own account
    ntlm,
    netbios,
    browser,
    smb,
    mdns,
    llmnr,
    ldap,
    kerberosRequest,  ///< asked for, and not seen to be granted
    mail,             ///< SMTP, IMAP, POP3
    ftp,
    httpBasic,
    userAgent,
    smbDialect,
    syn,
};
std::string_view toString(IdentitySource source);

/// At most one of the same address, kind, source and text, the first.
struct IdentityFact {
    ToldAddressId address{0};
    TextId text = 0;          ///< not trusted
    std::uint32_t frame = 0;  ///< which says so
    IdentityKind kind = IdentityKind::hostName;
    IdentitySource source = IdentitySource::dhcp;
};

/// Who sent an address's first frame, or says in ARP or DHCP that it has it. A router sends other machines' packets.
struct Station {
    IpAddress address;
    HardwareAddress hardware = 0;
    std::uint32_t frame = 0;
    bool claimed = false;  ///< by ARP or DHCP: the address is its own
};

}  // namespace weir::traffic
