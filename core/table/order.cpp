// SPDX-License-Identifier: GPL-3.0-or-later
// Ranks of texts and addresses.
#include "core/table/order.h"

namespace weir::table {

namespace {

template <typename Item, typename Same>
std::vector<std::uint32_t> placed(const std::vector<Item>& sorted, std::uint32_t first, Same&& same) {
    std::vector<std::uint32_t> ranks(sorted.size());
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        if (i > 0 && !same(sorted[i - 1].index, sorted[i].index))
            ++first;
        ranks[sorted[i].index] = first;
    }
    return ranks;
}

/// The first eight octets as a number that compares as they do.
std::uint64_t beginning(std::string_view text) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < 8; ++i)
        value = value << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0);
    return value;
}

}  // namespace

std::vector<std::uint32_t> ranksOf(std::span<const std::string_view> texts, std::uint32_t first) {
    struct Item {
        std::uint64_t beginning;  // most comparisons end here, without a visit to the text
        std::uint32_t index;
    };
    std::vector<Item> items(texts.size());
    for (std::size_t i = 0; i < items.size(); ++i) items[i] = {beginning(texts[i]), static_cast<std::uint32_t>(i)};
    std::sort(items.begin(), items.end(), [&](const Item& a, const Item& b) {
        return a.beginning != b.beginning ? a.beginning < b.beginning : texts[a.index] < texts[b.index];
    });
    return placed(items, first, [&](std::uint32_t a, std::uint32_t b) { return texts[a] == texts[b]; });
}

std::vector<std::uint32_t> ranksOf(std::span<const IpAddress> addresses, std::uint32_t first) {
    struct Item {
        std::uint32_t index;
    };
    std::vector<Item> items(addresses.size());
    for (std::size_t i = 0; i < items.size(); ++i) items[i] = {static_cast<std::uint32_t>(i)};
    std::sort(items.begin(), items.end(),
              [&](const Item& a, const Item& b) { return addresses[a.index] < addresses[b.index]; });
    return placed(items, first, [&](std::uint32_t a, std::uint32_t b) { return addresses[a] == addresses[b]; });
}

}  // namespace weir::table
