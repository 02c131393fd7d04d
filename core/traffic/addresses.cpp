// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/traffic/addresses.h"

#include <algorithm>

namespace weir::traffic {

std::vector<std::uint32_t> addressRanks(const Addresses& addresses) {
    std::vector<std::pair<IpAddress, std::uint32_t>> order(addresses.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = {addresses[i], i};
    std::sort(order.begin(), order.end());
    std::vector<std::uint32_t> ranks(order.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) ranks[order[i].second] = i;
    return ranks;
}

std::optional<AddressId> AddressPool::find(const IpAddress& address) const {
    const std::uint32_t id =
        m_known.find(m_seed(address, 0), [&](std::uint32_t known) { return m_addresses[known] == address; });
    return id == Interner::none ? std::nullopt : std::optional(AddressId{id});
}

AddressId AddressPool::intern(const IpAddress& address) {
    const auto next = static_cast<std::uint32_t>(m_addresses.size());
    const std::uint32_t id =
        m_known.findOrAdd(m_seed(address, 0), next, [&](std::uint32_t known) { return m_addresses[known] == address; });
    if (id == next) {
        m_addresses.push_back(address);
        m_numbers.push_back(address.version == 4 ? static_cast<std::uint32_t>(address.low) : 0);
    }
    return AddressId{id};
}

Addresses::Addresses(const AddressPool& seen, const AddressPool& told) : m_seen(seen.shared()) {
    const AppendOnly<IpAddress>& all = told.shared();
    m_told.reserve(all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (const auto known = seen.find(all[i])) {
            m_told.push_back(*known);
        } else {
            m_told.push_back(AddressId{static_cast<std::uint32_t>(size())});
            m_onlyTold.push_back(all[i]);
        }
    }
}

}  // namespace weir::traffic
