// SPDX-License-Identifier: GPL-3.0-or-later
// NTLM says in clear who logs on, from which machine, and what Windows both ends run, whatever protocol carries it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/bytes.h"

namespace weir::protocol {

/// A message of MS-NLMP (section 2.2.1). Texts are UTF-8, not trusted, at most 256 octets; what is not said is empty.
struct NtlmMessage {
    enum class Type : std::uint8_t { negotiate = 1, challenge = 2, authenticate = 3 };
    Type type = Type::negotiate;
    std::string user;         ///< authenticate; empty: nobody (an anonymous logon)
    std::string domain;       ///< of the user, or, of a challenge, of the server, by their NetBIOS names
    std::string workstation;  ///< who logs on from where; of a challenge the server's NetBIOS name
    std::string hostName;     ///< challenge: the server's DNS name
    std::uint8_t majorVersion = 0, minorVersion = 0;  ///< of Windows: 10.0, 6.1
    std::uint16_t build = 0;                          ///< 0: no version is said, or not of a Windows
};

/// The next message's first octet from `from` on, by its signature; nothing where there is none.
std::optional<std::size_t> findNtlm(Bytes octets, std::size_t from = 0);

/// The message that the octets begin with. `needMore` is set where it is not whole: then nothing is returned.
std::optional<NtlmMessage> readNtlm(Bytes message, bool& needMore);

}  // namespace weir::protocol
