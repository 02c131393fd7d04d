// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/recentpackets.h"

#include <algorithm>
#include <cstdlib>

namespace weir::engine {

Bytes RecentPackets::startOf(const PacketBatch& work, std::size_t place) {
    const dissect::PacketRecord& record = work.records[place];
    const Bytes frame = work.batch.frames[work.chosen[place]].bytes();
    const Bytes packet = frame.subspan(std::min<std::size_t>(record.networkOffset, frame.size()));
    return packet.first(
        std::min({packet.size(), std::size_t{record.bytes}, std::tuple_size_v<decltype(Packet::start)>}));
}

bool RecentPackets::copied(const PacketBatch& work, std::uint32_t place) const {
    const std::uint64_t hash = work.hashes[place];
    const std::int64_t time = work.batch.frames[work.chosen[place]].time;
    const std::uint32_t length = work.records[place].bytes;
    const Bytes start = startOf(work, place);
    const std::size_t headers = work.records[place].payloadOffset - work.records[place].networkOffset;
    // Where two interfaces have different snap lengths one of the copies ends earlier.
    const auto same = [&](Bytes other) {
        const std::size_t both = std::min(start.size(), other.size());
        return (start.size() == other.size() || both >= headers) &&
               std::ranges::equal(start.first(both), other.first(both));
    };
    const auto near = [&](std::int64_t other) { return time - other <= longest && other - time <= longest; };
    const std::size_t first = place > farthest ? place - farthest : 0;
    for (std::size_t at = place; at-- > first;) {
        if (work.hashes[at] == hash && work.records[at].verdict == dissect::Verdict::ip &&
            work.records[at].bytes == length && near(work.batch.frames[work.chosen[at]].time) &&
            same(startOf(work, at)))
            return true;
    }
    std::size_t left = farthest - (place - first);
    for (std::size_t at = m_before.size(); at > 0 && left > 0; --left) {
        const Packet& other = m_before[--at];
        if (other.hash == hash && other.length == length && near(other.time) &&
            same(Bytes(other.start).first(other.kept)))
            return true;
    }
    return false;
}

void RecentPackets::keep(const PacketBatch& work) {
    const std::size_t count = work.records.size(), taken = std::min(count, farthest);
    if (m_before.size() + taken > farthest)
        m_before.erase(m_before.begin(),
                       m_before.begin() + static_cast<std::ptrdiff_t>(m_before.size() + taken - farthest));
    for (std::size_t place = count - taken; place < count; ++place) {
        Packet packet;
        if (work.records[place].verdict == dissect::Verdict::ip) {
            const Bytes start = startOf(work, place);
            packet.hash = work.hashes[place];
            packet.time = work.batch.frames[work.chosen[place]].time;
            packet.length = work.records[place].bytes;
            packet.kept = static_cast<std::uint8_t>(start.size());
            std::ranges::copy(start, packet.start.begin());
        }
        m_before.push_back(packet);
    }
}

}  // namespace weir::engine
