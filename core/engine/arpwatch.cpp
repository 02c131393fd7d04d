// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/arpwatch.h"

#include <algorithm>

namespace weir::engine {

traffic::ArpAsker* ArpWatch::asker(std::uint32_t address, bool make) {
    constexpr std::size_t mostAskers = 4096;
    const auto found = m_places.find(address);
    if (found != m_places.end())
        return &m_askers[found->second];
    if (!make || m_askers.size() >= mostAskers)
        return nullptr;
    m_places.emplace(address, m_askers.size());
    m_askers.push_back({IpAddress::v4(address), {}});
    return &m_askers.back();
}

void ArpWatch::add(Bytes packet, std::int64_t time, std::uint64_t number) {
    constexpr std::uint16_t ethernet = 1, ipv4 = 0x0800, request = 1, reply = 2;
    constexpr std::uint16_t lengths = 0x0604;  // of hardware and protocol addresses
    constexpr std::size_t mostPairs = 1 << 18, hardwareOctets = 6;
    ByteReader reader(packet);
    const bool known = reader.u16() == ethernet && reader.u16() == ipv4 && reader.u16() == lengths;
    const std::uint16_t operation = reader.u16();
    reader.skip(hardwareOctets);
    const std::uint32_t sender = reader.u32();
    reader.skip(hardwareOctets);
    const std::uint32_t target = reader.u32();
    if (!reader || !known || sender == 0 || sender == target)
        return;
    if (operation == reply) {
        if (traffic::ArpAsker* const answered = asker(target, false))
            ++answered->answers;
        return;
    }
    traffic::ArpAsker* const asks = operation == request ? asker(sender, true) : nullptr;
    if (asks == nullptr)
        return;
    if (asks->requests++ == 0) {
        asks->firstSeen = asks->lastSeen = time;
        asks->firstFrame = static_cast<std::uint32_t>(std::min<std::uint64_t>(number, UINT32_MAX));
    }
    asks->firstSeen = std::min(asks->firstSeen, time);
    asks->lastSeen = std::max(asks->lastSeen, time);
    if (m_pairs.size() < mostPairs && m_pairs.insert(std::uint64_t{sender} << 32 | target).second)
        asks->targets.push_back(target);
}

}  // namespace weir::engine
