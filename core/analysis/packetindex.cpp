// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/packetindex.h"

#include <algorithm>

namespace weir::analysis {
namespace {

constexpr std::uint32_t microsecond = 1000;

/// A time difference in a block's unit, and what is left over. Division by a constant is a multiplication.
struct Units {
    std::uint64_t whole, rest;
};
Units inUnits(std::uint64_t nanoseconds, std::uint32_t unit) {
    if (unit != microsecond)
        return {nanoseconds, 0};
    return {nanoseconds / microsecond, nanoseconds % microsecond};
}

constexpr std::uint32_t firstKind = 0xff000000u;  // 8 million frame kinds would fit; flows stop at 2^31 - 2^23
constexpr std::uint16_t escape = 0xffff;

/// The last element of a sequence whose `key` is at most `value`.
template <typename Sequence, typename Key>
std::size_t lastAtMost(const Sequence& sequence, std::uint64_t value, Key key) {
    std::size_t low = 0;
    std::size_t high = sequence.size();
    while (high - low > 1) {
        const std::size_t middle = low + (high - low) / 2;
        (key(sequence[middle]) <= value ? low : high) = middle;
    }
    return low;
}

}  // namespace

IndexedPacket PacketIndex::at(std::size_t row, const Block& block) const {
    const Entry& entry = m_entries[row];
    IndexedPacket packet;
    packet.number = block.firstNumber + (row - block.firstRow);
    packet.position = block.position + entry.position;
    packet.time = block.time + static_cast<std::int64_t>(std::uint64_t{entry.time} * block.unit);
    packet.bytes = entry.bytes;
    packet.wireBytes = entry.wireBytes;
    if (entry.bytes == escape || entry.wireBytes == escape) {
        const Long& found = m_long[lastAtMost(m_long, row, [](const Long& l) { return l.row; })];
        packet.bytes = found.bytes;
        packet.wireBytes = found.wireBytes;
    }
    if (entry.flowAndSide >= firstKind) {
        packet.kind = entry.flowAndSide - firstKind;
    } else {
        packet.flow = FlowId{entry.flowAndSide >> 1};
        packet.side = static_cast<int>(entry.flowAndSide & 1);
    }
    return packet;
}

IndexedPacket PacketIndex::operator[](std::size_t row) const {
    return at(row, m_blocks[lastAtMost(m_blocks, row, [](const Block& b) { return b.firstRow; })]);
}

std::uint64_t PacketIndex::number(std::size_t row) const {
    const Block& block = m_blocks[lastAtMost(m_blocks, row, [](const Block& b) { return b.firstRow; })];
    return block.firstNumber + (row - block.firstRow);
}

void PacketIndex::append(const IndexedPacket& packet) {
    const std::uint64_t row = m_entries.size();
    const auto fits = [&](const Block& block) {
        const Units delta =
            inUnits(static_cast<std::uint64_t>(packet.time) - static_cast<std::uint64_t>(block.time), block.unit);
        return packet.number == block.firstNumber + (row - block.firstRow) && packet.position >= block.position &&
               packet.position - block.position <= UINT32_MAX && packet.time >= block.time && delta.rest == 0 &&
               delta.whole <= UINT32_MAX;
    };
    if (m_blocks.empty() || !fits(m_blocks.back())) {
        // Packets often step back by microseconds: a little room below the first time saves blocks.
        constexpr std::int64_t room = 1'000'000'000;
        const std::int64_t start = packet.time > INT64_MIN + room ? packet.time - room : packet.time;
        m_blocks.push_back(
            {row, packet.number, packet.position, start, packet.time % microsecond == 0 ? microsecond : 1});
    }
    const Block& block = m_blocks.back();
    Entry entry{};
    entry.position = static_cast<std::uint32_t>(packet.position - block.position);
    entry.time = static_cast<std::uint32_t>(
        inUnits(static_cast<std::uint64_t>(packet.time) - static_cast<std::uint64_t>(block.time), block.unit).whole);
    entry.flowAndSide =
        packet.flow ? index(*packet.flow) * 2 + static_cast<std::uint32_t>(packet.side) : firstKind + packet.kind;
    if (packet.bytes >= escape || packet.wireBytes >= escape) {
        entry.bytes = entry.wireBytes = escape;
        m_long.push_back({row, packet.bytes, packet.wireBytes});
    } else {
        entry.bytes = static_cast<std::uint16_t>(packet.bytes);
        entry.wireBytes = static_cast<std::uint16_t>(packet.wireBytes);
    }
    m_entries.push_back(entry);
}

}  // namespace weir::analysis
