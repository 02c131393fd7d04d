// SPDX-License-Identifier: GPL-3.0-or-later
// A stable radix sort of numbers that carry something along.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <vector>

namespace weir::table {

/// Sorts `items` by the unsigned number `keyOf(item)`, least significant digit first, leaving out the digits that all
/// keys share. Stable. `room` is working space of any size and holds nothing of use afterwards. Returns false, with
/// `items` in any order, when asked to stop.
template <typename Item, typename KeyOf>
bool radixSort(std::vector<Item>& items, std::vector<Item>& room, KeyOf&& keyOf, const std::stop_token& stop) {
    constexpr unsigned digitBits = 8;
    constexpr std::size_t digits = sizeof(keyOf(items[0])), values = std::size_t{1} << digitBits;
    std::vector<std::array<std::uint32_t, values>> counts(digits);
    for (const Item& item : items) {
        auto key = keyOf(item);
        for (std::size_t digit = 0; digit < digits; ++digit) {
            ++counts[digit][key & (values - 1)];
            key = static_cast<decltype(key)>(std::uint64_t{key} >> digitBits);
        }
    }
    room.resize(items.size());
    for (std::size_t digit = 0; digit < digits; ++digit) {
        if (stop.stop_requested())
            return false;
        const unsigned shift = static_cast<unsigned>(digit) * digitBits;
        const auto valueOf = [&](const Item& item) { return (keyOf(item) >> shift) & (values - 1); };
        std::array<std::uint32_t, values>& next = counts[digit];
        if (items.empty() || next[valueOf(items[0])] == items.size())
            continue;
        std::uint32_t sum = 0;
        for (std::uint32_t& count : next) {
            const std::uint32_t here = count;
            count = sum;
            sum += here;
        }
        for (const Item& item : items) room[next[valueOf(item)]++] = item;
        items.swap(room);
    }
    return true;
}

}  // namespace weir::table
