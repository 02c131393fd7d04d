// SPDX-License-Identifier: GPL-3.0-or-later
// Open addressing over the dense address list: a slot is eight octets, a rehash touches no address.
#include "core/analysis/addresses.h"

#include <algorithm>

namespace weir::analysis {

std::vector<std::uint32_t> addressRanks(const Addresses& addresses) {
    std::vector<std::pair<IpAddress, std::uint32_t>> order(addresses.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = {addresses[i], i};
    std::sort(order.begin(), order.end());
    std::vector<std::uint32_t> ranks(order.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) ranks[order[i].second] = i;
    return ranks;
}

AddressPool::AddressPool() : m_slots(1024) {}

void AddressPool::grow() {
    std::vector<Slot> slots(m_slots.size() * 2);
    for (const Slot& slot : m_slots) {
        if (slot.next == 0)
            continue;
        std::size_t at = slot.tag & (slots.size() - 1);
        while (slots[at].next != 0) at = (at + 1) & (slots.size() - 1);
        slots[at] = slot;
    }
    m_slots = std::move(slots);
}

std::optional<AddressId> AddressPool::find(const IpAddress& address) const {
    const auto tag = static_cast<std::uint32_t>(m_seed(address, 0));
    for (std::size_t at = tag & (m_slots.size() - 1); m_slots[at].next != 0; at = (at + 1) & (m_slots.size() - 1)) {
        if (m_slots[at].tag == tag && m_addresses[m_slots[at].next - 1] == address)
            return AddressId{m_slots[at].next - 1};
    }
    return std::nullopt;
}

AddressId AddressPool::intern(const IpAddress& address) {
    const auto tag = static_cast<std::uint32_t>(m_seed(address, 0));
    std::size_t at = tag & (m_slots.size() - 1);
    while (m_slots[at].next != 0) {
        if (m_slots[at].tag == tag && m_addresses[m_slots[at].next - 1] == address)
            return AddressId{m_slots[at].next - 1};
        at = (at + 1) & (m_slots.size() - 1);
    }
    m_addresses.push_back(address);
    m_slots[at] = {tag, static_cast<std::uint32_t>(m_addresses.size())};
    const AddressId id{static_cast<std::uint32_t>(m_addresses.size() - 1)};
    if (m_addresses.size() * 4 > m_slots.size() * 3)
        grow();
    return id;
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

}  // namespace weir::analysis
