// SPDX-License-Identifier: GPL-3.0-or-later
// What a client tried on many hosts, or on many ports of one host: counted first, kept only where it was in vain.
#pragma once

#include <vector>

#include "core/base/interner.h"
#include "core/traffic/snapshot.h"

namespace weir::findings {

class FindingBook;

/// How a client tried one port on many hosts, or many ports of one host.
struct Sweep {
    traffic::AddressId client{0};
    std::uint8_t protocol = 0;
    bool overPorts = false;              ///< many ports of one host
    std::uint32_t on = 0;                ///< that host's AddressId; else the port, 0 where there are none
    std::vector<std::uint32_t> targets;  ///< AddressIds, or ports; each once, rising
    std::uint64_t tried = 0, answered = 0, refused = 0, packets = 0;
    std::uint32_t firstFrame = UINT32_MAX;
};

/// Sweeps of at least `targets` targets of which at most the share `answered` answered. Those of a client stand
/// together, the one with most targets first. Three passes over the flows at most; memory: 5 to 6 octets a flow,
/// 4 more for each that is part of a sweep, and about 100 for each client and port that was tried.
std::vector<Sweep> findSweeps(const FindingBook& book, double targets, double answered);

}  // namespace weir::findings
