// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of a domain beforehand (resources/familiar.txt): whether it is familiar, or of a kind that is abused.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/base/publicsuffix.h"

namespace weir::findings {

enum class Familiarity : std::uint8_t {
    unknown,            ///< nothing is known of it
    familiar,           ///< run by whom the name says; strangers can put nothing there
    platform,           ///< anybody can put anything there
    dynamicDns,         ///< moves with its owner's address, for anybody
    torGateway,         ///< leads to hidden services of Tor
    tunnelService,      ///< brings a machine behind a firewall onto the internet
    paste,              ///< texts by anybody
    addressCheck,       ///< tells a client its public address
    encryptedResolver,  ///< answers DNS over HTTPS, TLS or QUIC
    miningPool,         ///< coin mining
    ownNetwork,         ///< not of a domain: of an AS number, see isOwnNetwork
    abusedTld,          ///< nothing but its top-level domain is known, and that is often abused
};

/// By the longest listed suffix of the name, which is in lower case. Thread-safe.
Familiarity familiarity(std::string_view name);
/// The same; but what is not listed and lies under a private suffix is somebody's on a platform.
Familiarity familiarity(std::string_view name, const PublicSuffixes& suffixes);

/// Whether the network with this AS number belongs to a company that lets nobody else put anything there.
bool isOwnNetwork(std::int64_t asNumber);

}  // namespace weir::findings
