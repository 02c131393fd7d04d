// SPDX-License-Identifier: GPL-3.0-or-later
// Every address of a capture once, under a small number.
#pragma once

#include <optional>
#include <vector>

#include "core/base/appendonly.h"
#include "core/base/hash.h"

namespace weir::traffic {

/// Index of an address in the order of first appearance.
enum class AddressId : std::uint32_t {};
constexpr std::uint32_t index(AddressId id) { return static_cast<std::uint32_t>(id); }

/// Index of an address that packets tell of (DNS answers, leases), among all such.
enum class ToldAddressId : std::uint32_t {};
constexpr std::uint32_t index(ToldAddressId id) { return static_cast<std::uint32_t>(id); }

/// The writing side. Not thread-safe; `shared()` may be copied out.
class AddressPool {
public:
    AddressId intern(const IpAddress& address);
    /// Says that `intern` will soon be called with this address; first `prefetch`, then, a little later,
    /// `prefetchMore`.
    void prefetch(const IpAddress& address) const { m_known.prefetch(m_seed(address, 0)); }
    void prefetchMore(const IpAddress& address) const {
        if (const std::uint32_t known = m_known.guess(m_seed(address, 0)); known != Interner::none)
            __builtin_prefetch(&m_addresses[known]);
    }
    std::optional<AddressId> find(const IpAddress& address) const;
    const AppendOnly<IpAddress>& shared() const { return m_addresses; }
    const IpAddress& operator[](AddressId id) const { return m_addresses[index(id)]; }
    /// Whether the address of this number is `address`; of IPv4, which is asked for every packet, in a sixth of the
    /// memory.
    bool is(AddressId id, const IpAddress& address) const {
        if (address.version == 4 && address.low != 0)
            return m_numbers[index(id)] == address.low;
        return m_addresses[index(id)] == address;
    }

private:
    HashSeed m_seed;
    AppendOnly<IpAddress> m_addresses;
    std::vector<std::uint32_t> m_numbers;  ///< of IPv4 addresses; 0 for others
    Interner m_known;
};

/// Every address of a capture, by AddressId: addresses of packets first, then addresses only mentioned in payloads (DNS
/// answers, DHCP leases).
class Addresses {
public:
    Addresses() = default;
    Addresses(const AddressPool& seen, const AddressPool& told);

    std::size_t size() const { return m_seen.size() + m_onlyTold.size(); }
    const IpAddress& operator[](std::size_t i) const {
        return i < m_seen.size() ? m_seen[i] : m_onlyTold[i - m_seen.size()];
    }
    AddressId told(ToldAddressId id) const { return m_told[index(id)]; }

private:
    AppendOnly<IpAddress> m_seen;
    std::vector<IpAddress> m_onlyTold;
    std::vector<AddressId> m_told;
};

/// The place of each address in their order, by index.
std::vector<std::uint32_t> addressRanks(const Addresses& addresses);

}  // namespace weir::traffic
