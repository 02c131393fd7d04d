// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decrypt/quicstreams.h"

namespace weir::decrypt {

void OrderedOctets::add(std::uint64_t offset, Bytes octets, bool last, const std::function<void(Bytes)>& take) {
    constexpr std::uint64_t furthest = std::uint64_t{1} << 62;
    if (m_broken || offset > furthest)
        return;
    if (last) {
        m_hasEnd = true;
        m_end = offset + octets.size();
    }
    if (offset > m_next) {
        const auto waiting = m_ahead.find(offset);
        if (octets.empty() || (waiting != m_ahead.end() && waiting->second.size() >= octets.size()))
            return;
        if (waiting != m_ahead.end()) {  // the longer one has more to say
            m_held -= waiting->second.size();
            m_ahead.erase(waiting);
        }
        if (m_held + octets.size() > maximumAhead || m_ahead.size() >= maximumPieces) {
            m_broken = true;
            m_ahead.clear();
            return;
        }
        m_held += octets.size();
        m_ahead.try_emplace(offset, octets.begin(), octets.end());
        return;
    }
    const auto deliver = [&](std::uint64_t at, Bytes piece) {
        const std::uint64_t known = m_next - at;
        if (known >= piece.size())
            return;
        piece = piece.subspan(static_cast<std::size_t>(known));
        m_next += piece.size();
        take(piece);
    };
    deliver(offset, octets);
    while (!m_ahead.empty() && m_ahead.begin()->first <= m_next) {
        const auto piece = m_ahead.extract(m_ahead.begin());
        m_held -= piece.mapped().size();
        deliver(piece.key(), piece.mapped());
    }
}

}  // namespace weir::decrypt
