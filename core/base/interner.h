// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the number of a value that was seen before: the hash table behind pools and dictionary columns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/pages.h"

namespace weir {

/// Open addressing over numbers 0, 1, 2, … that stand for values held elsewhere. Grows at half load.
class Interner {
public:
    static constexpr std::uint32_t none = UINT32_MAX;

    /// The number of the value that hashes to `hash` and for which `same(number)` holds; if there is none, `next` is
    /// remembered for it and returned.
    template <typename Same>
    std::uint32_t findOrAdd(std::uint64_t hash, std::uint32_t next, Same&& same) {
        if (m_used * 2 >= m_slots.size())
            grow();
        const auto tag = static_cast<std::uint32_t>(hash >> 32);
        for (std::size_t at = hash & m_mask;; at = (at + 1) & m_mask) {
            Slot& slot = m_slots[at];
            if (slot.number == none) {
                slot = {next, tag, static_cast<std::uint32_t>(hash)};
                ++m_used;
                return next;
            }
            if (slot.tag == tag && same(slot.number))
                return slot.number;
        }
    }

    /// Says that `findOrAdd` will soon be called with this hash.
    void prefetch(std::uint64_t hash) const {
        if (!m_slots.empty())
            __builtin_prefetch(&m_slots[hash & m_mask]);
    }
    /// A little later: the number that the hash most likely leads to, or `none`.
    std::uint32_t guess(std::uint64_t hash) const {
        if (m_slots.empty())
            return none;
        const Slot& slot = m_slots[hash & m_mask];
        return slot.tag == static_cast<std::uint32_t>(hash >> 32) ? slot.number : none;
    }

    /// The number of that value, or `none`.
    template <typename Same>
    std::uint32_t find(std::uint64_t hash, Same&& same) const {
        if (m_slots.empty())
            return none;
        const auto tag = static_cast<std::uint32_t>(hash >> 32);
        std::size_t at = hash & m_mask;
        while (m_slots[at].number != none && !(m_slots[at].tag == tag && same(m_slots[at].number)))
            at = (at + 1) & m_mask;
        return m_slots[at].number;
    }

private:
    struct Slot {
        std::uint32_t number = none;
        std::uint32_t tag = 0;
        std::uint32_t home = 0;  ///< low half of the hash: enough for 2^32 slots
    };
    using Slots = std::vector<Slot, PageAllocator<Slot>>;
    void grow() {
        Slots larger(m_slots.empty() ? 64 : m_slots.size() * 2);
        m_mask = larger.size() - 1;
        for (const Slot& slot : m_slots) {
            if (slot.number == none)
                continue;
            std::size_t at = slot.home & m_mask;
            while (larger[at].number != none) at = (at + 1) & m_mask;
            larger[at] = slot;
        }
        m_slots = std::move(larger);
    }

    Slots m_slots;
    std::size_t m_mask = 0;
    std::size_t m_used = 0;
};

}  // namespace weir
