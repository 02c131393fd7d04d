// SPDX-License-Identifier: GPL-3.0-or-later
// Counts whom hosts ask for by ARP.
#pragma once

#include <unordered_map>
#include <unordered_set>

#include "core/base/bytes.h"
#include "core/base/hash.h"
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

    struct Hash {
        HashSeed seed;
        std::size_t operator()(std::uint64_t key) const { return seed(key, 0); }
    };
    std::vector<traffic::ArpAsker> m_askers;
    std::unordered_map<std::uint32_t, std::size_t, Hash> m_places;
    std::unordered_set<std::uint64_t, Hash> m_pairs;  ///< asker and target
};

}  // namespace weir::engine
