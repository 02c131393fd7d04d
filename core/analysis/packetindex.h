// SPDX-License-Identifier: GPL-3.0-or-later
// Sixteen octets for each frame: enough to list, sort and chart all of them, and to read any of them again.
#pragma once

#include <optional>

#include "core/analysis/flows.h"
#include "core/base/appendonly.h"

namespace weir::analysis {

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

    void append(const IndexedPacket& packet);

private:
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
    IndexedPacket at(std::size_t row, const Block& block) const;

    AppendOnly<Entry, hugePage / sizeof(Entry)> m_entries;
    AppendOnly<Block> m_blocks;
    AppendOnly<Long> m_long;
};

}  // namespace weir::analysis
