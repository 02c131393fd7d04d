// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/traffic/packetindex.h"

#include <algorithm>

namespace weir::traffic {
namespace {

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

void PacketIndex::begin(const IndexedPacket& packet) {
    // Packets often step back by microseconds: a little room below the first time saves blocks.
    constexpr std::int64_t room = 1'000'000'000;
    const std::int64_t start = packet.time > INT64_MIN + room ? packet.time - room : packet.time;
    m_block = {m_entries.size(), packet.number, packet.position, start,
               packet.time % microsecond == 0 ? microsecond : 1};
    m_blocks.push_back(m_block);
    m_nextNumber = packet.number;
}

}  // namespace weir::traffic
