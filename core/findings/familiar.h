// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of a domain beforehand (resources/familiar.txt): whether it is familiar, or of a kind that is abused.
#pragma once

#include <cstdint>
#include <string_view>

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
    abusedTld,          ///< nothing but its top-level domain is known, and that is often abused
};

/// By the longest listed suffix of the name, which is in lower case. Thread-safe.
Familiarity familiarity(std::string_view name);

}  // namespace weir::findings
