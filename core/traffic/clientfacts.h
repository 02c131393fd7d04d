// SPDX-License-Identifier: GPL-3.0-or-later
// The machines at home: what each calls itself, who uses it, what it runs, and what it did.
#pragma once

#include <string>
#include <vector>

#include "core/traffic/identityfacts.h"
#include "core/traffic/listcell.h"
#include "core/traffic/snapshot.h"

namespace weir::traffic {

/// Something that is said of a machine, with the first frame that says so. Not trusted.
struct ClientFact {
    std::string text;
    IdentitySource source = IdentitySource::dhcp;
    std::uint32_t frame = 0;
};

struct ClientFacts {
    AddressId address{0};
    HardwareAddress hardware = 0;  ///< its own, not a router's; 0 not known
    /// Each text once (whatever its case; a host name with or without its domain), the most trustworthy first.
    std::vector<ClientFact> hostNames, users, domains, systems;
    ListCell<std::string_view> services;  ///< that it offers, and was asked for
    std::uint64_t packets = 0, bytesOut = 0, bytesIn = 0, wireBytes = 0;
    std::int64_t firstSeen = INT64_MAX, lastSeen = INT64_MIN;
};

/// Every home address that sent a packet, in order of first appearance. What is said of one address of a network card
/// holds for its others. Reads p0f's database where it is there (protocol::SynDatabase). One pass over the flows, one
/// over DNS and HTTP rows.
std::vector<ClientFacts> collectClients(const SnapshotData& state, const Networks& home);

}  // namespace weir::traffic
