// SPDX-License-Identifier: GPL-3.0-or-later
// Sixteen octets for each frame: enough to list, sort and chart all of them, and to read any of them again.
#pragma once

#include <optional>

#include "core/base/appendonly.h"
#include "core/traffic/flows.h"

namespace weir::traffic {

/// A frame as the index knows it.
struct IndexedPacket {
    std::uint64_t number = 0;    ///< from 1, in file order
    std::uint64_t position = 0;  ///< for capture::FrameStore::read
    std::int64_t time = 0;
    std::uint32_t bytes = 0;
    std::uint32_t wireBytes = 0;
    std::optional<FlowId> flow;  ///< none: not IP, or malformed
    int side = 0;                ///< which side of the flow sent it
    std::uint32_t kind = 0;      ///< where there is no flow: index into the list of frame kinds
};

/// Entries are deltas against the block that they are in; a block ends where a delta would not fit (4 GiB of file, 2^32
/// time units). The unit is a microsecond as long as all times are whole ones, else a nanosecond. Copies share storage.
class PacketIndex {
public:
    std::size_t size() const { return m_entries.size(); }
    IndexedPacket operator[](std::size_t row) const;
    std::uint64_t number(std::size_t row) const;

    /// Calls `visit(row, packet)` for every frame in order; faster than indexing. `visit` returns false to stop.
    template <typename Visit>
    void forEach(Visit&& visit) const {
        std::size_t block = 0;
        for (std::size_t row = 0; row < size(); ++row) {
            while (block + 1 < m_blocks.size() && m_blocks[block + 1].firstRow <= row) ++block;
            if (!visit(row, at(row, m_blocks[block])))
                return;
        }
    }

    /// Inlined wherever it is called: a packet that goes through memory is waited for.
    [[gnu::always_inline]] void append(const IndexedPacket& packet) {
        Place place = placeOf(packet);
        if (!place.fits) [[unlikely]] {
            begin(packet);
            place = placeOf(packet);
        }
        Entry entry{};
        entry.position = static_cast<std::uint32_t>(place.position);
        entry.time = static_cast<std::uint32_t>(place.time);
        entry.flowAndSide =
            packet.flow ? index(*packet.flow) * 2 + static_cast<std::uint32_t>(packet.side) : firstKind + packet.kind;
        if (packet.bytes >= escape || packet.wireBytes >= escape) [[unlikely]] {
            entry.bytes = entry.wireBytes = escape;
            m_long.push_back({m_entries.size(), packet.bytes, packet.wireBytes});
        } else {
            entry.bytes = static_cast<std::uint16_t>(packet.bytes);
            entry.wireBytes = static_cast<std::uint16_t>(packet.wireBytes);
        }
        m_entries.push_back(entry);
        ++m_nextNumber;
    }

private:
    static constexpr std::uint32_t microsecond = 1000;
    static constexpr std::uint32_t firstKind =
        0xff000000u;  // 8 million frame kinds would fit; flows stop at 2^31 - 2^23
    static constexpr std::uint16_t escape = 0xffff;

    struct Entry {
        std::uint32_t position;
        std::uint32_t time;
        std::uint32_t flowAndSide;  ///< flow * 2 + side; from the top down: frame kinds
        std::uint16_t bytes;        ///< 0xffff: see m_long
        std::uint16_t wireBytes;
    };
    static_assert(sizeof(Entry) == 16);
    struct Block {
        std::uint64_t firstRow;
        std::uint64_t firstNumber;
        std::uint64_t position;
        std::int64_t time;
        std::uint32_t unit;  ///< nanoseconds
    };
    struct Long {
        std::uint64_t row;
        std::uint32_t bytes;
        std::uint32_t wireBytes;
    };
    /// Where a packet lies in the last block, in its units.
    struct Place {
        std::uint64_t position, time;
        bool fits;
    };
    Place placeOf(const IndexedPacket& packet) const {
        // A place before the block's start becomes a number far above 2^32.
        const std::uint64_t position = packet.position - m_block.position;
        const std::uint64_t nanoseconds =
            static_cast<std::uint64_t>(packet.time) - static_cast<std::uint64_t>(m_block.time);
        std::uint64_t time = nanoseconds;
        bool whole = true;
        if (m_block.unit == microsecond) {  // division by a constant is a multiplication
            time = nanoseconds / microsecond;
            whole = time * microsecond == nanoseconds;
        }
        return {position, time,
                whole && ((position | time) >> 32) == 0 && packet.time >= m_block.time &&
                    packet.number == m_nextNumber && m_block.unit != 0};
    }
    void begin(const IndexedPacket& packet);
    IndexedPacket at(std::size_t row, const Block& block) const;

    AppendOnly<Entry, hugePage / sizeof(Entry)> m_entries;
    AppendOnly<Block> m_blocks;
    Block m_block{};                 ///< the last one; of unit 0 before there is any
    std::uint64_t m_nextNumber = 0;  ///< the frame number that would follow
    AppendOnly<Long> m_long;
};

}  // namespace weir::traffic
