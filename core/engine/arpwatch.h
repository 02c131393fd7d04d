// SPDX-License-Identifier: GPL-3.0-or-later
// Counts whom hosts ask for by ARP.
#pragma once

#include "core/base/bytes.h"
#include "core/base/hashmap.h"
#include "core/traffic/arp.h"

namespace weir::engine {

/// Not thread-safe. Memory is bounded: at most 4096 askers, and 2^18 pairs of asker and target.
class ArpWatch {
public:
    /// The octets behind the link header.
    void add(Bytes packet, std::int64_t time, std::uint64_t number);
    const std::vector<traffic::ArpAsker>& askers() const { return m_askers; }

private:
    traffic::ArpAsker* asker(std::uint32_t address, bool make);

    std::vector<traffic::ArpAsker> m_askers;
    HashMap<std::uint32_t, std::size_t> m_places;
    HashSet<std::uint64_t> m_pairs;  ///< asker and target
};

}  // namespace weir::engine
