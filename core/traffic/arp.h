// SPDX-License-Identifier: GPL-3.0-or-later
// Whom hosts ask for by ARP (RFC 826): the only trace of a sweep of hosts that are not there.
#pragma once

#include <vector>

#include "core/base/address.h"

namespace weir::traffic {

/// One who asks. Requests for the own address, and those of hosts that have none yet, do not count.
struct ArpAsker {
    IpAddress address;
    std::vector<std::uint32_t> targets;  ///< IPv4 addresses, each once, in order of first appearance
    std::uint64_t requests = 0;
    std::uint64_t answers = 0;  ///< replies to it
    std::int64_t firstSeen = 0, lastSeen = 0;
    std::uint32_t firstFrame = 0;
};

}  // namespace weir::traffic
