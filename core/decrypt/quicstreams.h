// SPDX-License-Identifier: GPL-3.0-or-later
// Octets with offsets put in order: QUIC's streams and the handshake's.
#pragma once

#include <functional>
#include <map>
#include <vector>

#include "core/base/bytes.h"

namespace weir::decrypt {

/// One direction of one stream. Bounded: `maximumAhead` octets wait for those before them; beyond that it is broken.
class OrderedOctets {
public:
    static constexpr std::size_t maximumAhead = std::size_t{256} << 10, maximumPieces = 1024;

    /// Hands on what is next in order. Each octet once.
    void add(std::uint64_t offset, Bytes octets, bool last, const std::function<void(Bytes)>& take);
    /// All of it, to its end, was handed on.
    bool ended() const { return m_hasEnd && m_next >= m_end; }
    bool broken() const { return m_broken; }
    bool waits() const { return !m_ahead.empty() || (m_hasEnd && m_next < m_end); }
    std::uint64_t next() const { return m_next; }

private:
    std::uint64_t m_next = 0, m_end = 0;
    bool m_hasEnd = false, m_broken = false;
    std::map<std::uint64_t, std::vector<std::uint8_t>> m_ahead;
    std::size_t m_held = 0;
};

}  // namespace weir::decrypt
