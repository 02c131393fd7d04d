// SPDX-License-Identifier: GPL-3.0-or-later
// NetBIOS name service: machines register their names with their addresses, aloud.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/address.h"
#include "core/base/bytes.h"

namespace weir::protocol {

/// A NetBIOS name (RFC 1001 section 14): at most 15 octets without the padding, and the suffix that says what of.
struct NetbiosName {
    std::string name;  ///< as sent: not trusted
    std::uint8_t suffix = 0;
    bool operator==(const NetbiosName&) const = default;
};
/// From the first-level encoding, 32 letters A to P.
std::optional<NetbiosName> decodeNetbiosName(std::string_view encoded);

/// A message of UDP port 137 (RFC 1002 section 4.2).
struct NetbiosMessage {
    enum class Operation : std::uint8_t { query, registration, release, wait, refresh, other };
    Operation operation = Operation::other;
    bool response = false;
    bool positive = true;  ///< a response without an error
    std::uint16_t transaction = 0;
    NetbiosName name;
    bool group = false;                    ///< the name is a group's
    std::vector<IpAddress> addresses;      ///< registered or answered; at most 64
    std::vector<NetbiosName> statusNames;  ///< all names of the answering machine (NBSTAT); at most 64
};
std::optional<NetbiosMessage> readNetbiosMessage(Bytes datagram);

}  // namespace weir::protocol
