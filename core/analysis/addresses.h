// SPDX-License-Identifier: GPL-3.0-or-later
// Every address of a capture once, under a small number.
#pragma once

#include <vector>

#include "core/base/appendonly.h"
#include "core/base/hash.h"

namespace weir::analysis {

/// Index of an address in the order of first appearance.
enum class AddressId : std::uint32_t {};
constexpr std::uint32_t index(AddressId id) { return static_cast<std::uint32_t>(id); }

using Addresses = AppendOnly<IpAddress>;

/// The place of each address in their order, by index.
std::vector<std::uint32_t> addressRanks(const Addresses& addresses);

/// The writing side. Not thread-safe; `shared()` may be copied out.
class AddressPool {
public:
    AddressPool();
    AddressId intern(const IpAddress& address);
    const Addresses& shared() const { return m_addresses; }
    const IpAddress& operator[](AddressId id) const { return m_addresses[index(id)]; }

private:
    void grow();

    HashSeed m_seed;
    Addresses m_addresses;
    struct Slot {
        std::uint32_t tag = 0;
        std::uint32_t next = 0;  ///< id + 1; 0 is a free slot
    };
    std::vector<Slot> m_slots;
};

}  // namespace weir::analysis
