// SPDX-License-Identifier: GPL-3.0-or-later
// Whose capture it is, where nobody says so: which addresses are home besides the networks that always are.
#pragma once

#include <string>
#include <vector>

#include "core/base/address.h"

namespace weir::traffic {

class SnapshotData;

/// What the conversations of a capture say of home.
struct InferredHome {
    std::vector<IpAddress> addresses;             ///< home by what they did, in their order; without the fixed networks
    Networks networks = Networks::defaultHome();  ///< the fixed networks and these addresses
    bool undecided[2] = {false, false};           ///< of IPv4, of IPv6: public addresses talked, but nobody is home
};

/// The fixed networks (Networks::defaultHome) are home. For each family apart, conversations without them are looked
/// at: an address that takes part in all of them and has two peers is home (the capture was made there); else those
/// that opened conversations to public addresses, while nobody opened one to them. Who only talks with home never is.
/// What neighbours need for IPv6 itself (neighbour discovery, RFC 4861; group membership) is no conversation; nor is
/// what a host says to itself. One pass over the flows.
InferredHome inferHome(const SnapshotData& state);

/// Says what was inferred, in a sentence without a full stop; empty where nothing had to be.
std::string inferredHomeText(const InferredHome& home);

}  // namespace weir::traffic
