// SPDX-License-Identifier: GPL-3.0-or-later
// DHCP says which machine has which address, and what the machine calls itself.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/address.h"
#include "core/base/bytes.h"

namespace weir::protocol {

/// A DHCP message (RFC 2131, options RFC 2132). Texts are as sent: not trusted. Addresses that are 0.0.0.0 are none.
struct DhcpMessage {
    enum class Type : std::uint8_t {
        none,  ///< plain BOOTP
        discover,
        offer,
        request,
        decline,
        acknowledge,
        refuse,
        release,
        inform
    };
    Type type = Type::none;
    bool fromServer = false;
    std::uint32_t transaction = 0;
    std::optional<std::array<std::uint8_t, 6>> hardwareAddress;  ///< the client's, where it is Ethernet's
    IpAddress clientAddress;                                     ///< ciaddr: what the client has already
    IpAddress assignedAddress;                                   ///< yiaddr: what the server gives
    IpAddress requestedAddress;                                  ///< option 50
    IpAddress serverAddress;                                     ///< option 54
    std::string hostName;                                        ///< option 12
    std::string fullName;                                        ///< option 81 (RFC 4702), from either of its encodings
    std::string domainName;                                      ///< option 15
    std::string vendorClass;                                     ///< option 60
    std::vector<std::uint8_t> parameters;                        ///< option 55: what the client asks for, in its order

    /// The address that the client has or gets by this message; none where it does not say.
    IpAddress leasedAddress() const;
};

/// Reads a UDP payload of port 67 or 68; nothing where it is no DHCP message. Options that are cut off are left out.
std::optional<DhcpMessage> readDhcp(Bytes datagram);

}  // namespace weir::protocol
