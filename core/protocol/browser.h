// SPDX-License-Identifier: GPL-3.0-or-later
// NetBIOS datagrams: who sends them, and the announcements by which Windows machines appear in each other's network
// neighbourhood.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/address.h"
#include "core/base/bytes.h"
#include "core/protocol/nbns.h"

namespace weir::protocol {

/// A datagram of UDP port 138 (RFC 1002 section 4.4), and what it says where it is a host announcement or that of a
/// local master browser (MS-BRWS sections 2.2.1 and 2.2.6). Texts are as sent: not trusted.
struct NetbiosDatagram {
    IpAddress source;                                 ///< as the datagram says
    NetbiosName sourceName;                           //
    std::string announcedName;                        ///< empty where it announces nobody
    std::uint8_t majorVersion = 0, minorVersion = 0;  ///< of the announced machine's system: 6.1, 10.0
    bool server = false;                              ///< it is a server's edition, or a domain controller
    bool windows = false;                             ///< it says that it is a Windows of the NT line, and nothing else
};
std::optional<NetbiosDatagram> readNetbiosDatagram(Bytes datagram);

}  // namespace weir::protocol
