// SPDX-License-Identifier: GPL-3.0-or-later
// What the opening of an SMB conversation says of both machines, besides the NTLM messages in it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/bytes.h"

namespace weir::protocol {

/// A message of the session service (RFC 1002 section 4.3), which SMB over TCP 445 uses the head of.
struct SessionMessage {
    std::uint8_t type = 0;  ///< 0 data, 0x81 a session is asked for
    Bytes data;
};
/// The next one; nothing while it is not whole. `reader` has failed where what follows is none, or is longer than
/// 16 KiB.
std::optional<SessionMessage> nextSessionMessage(ByteReader& reader);

/// The NetBIOS name of who asks for a session, from a message of type 0x81; empty where it has none.
std::string callingName(Bytes data);

/// SMB 1's session setup, request or response (MS-CIFS 2.2.4.53, MS-SMB 2.2.4.6). Texts are UTF-8, not trusted, at most
/// 256 octets.
struct SmbSessionSetup {
    bool response = false;
    std::string account;       ///< requests without extended security
    std::string domain;        ///< likewise
    std::string nativeSystem;  ///< "Windows 7 Professional 7601 Service Pack 1", "Unix"
};
std::optional<SmbSessionSetup> readSmbSessionSetup(Bytes message);

/// The highest dialect that a client of SMB 2 offers (MS-SMB2 section 2.2.3): 0x0311; 0 where the message is no
/// negotiate request.
std::uint16_t highestSmb2Dialect(Bytes message);
/// The Windows that came with a dialect: one that offers it is that, or later where no later dialect came.
std::string systemOfDialect(std::uint16_t dialect);

/// "Windows 7 Professional 7601 Service Pack 1" as systems are named elsewhere: "Windows 7 (build 7601)"; empty where
/// it is no system's name.
std::string systemOfNative(std::string_view nativeSystem);

}  // namespace weir::protocol
