// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/traffic/flows.h"

#include <algorithm>

namespace weir::traffic {

std::int64_t firstSeen(const FlowWay& one, const FlowWay& other) {
    if (one.packets == 0 || other.packets == 0)
        return (one.packets == 0 ? other : one).firstSeen;
    return std::min(one.firstSeen, other.firstSeen);
}

std::int64_t lastSeen(const FlowWay& one, const FlowWay& other) {
    if (one.packets == 0 || other.packets == 0)
        return (one.packets == 0 ? other : one).lastSeen;
    return std::max(one.lastSeen, other.lastSeen);
}

std::uint32_t Flow::firstFrame() const {
    if (way[0].packets == 0 || way[1].packets == 0)
        return way[way[0].packets == 0 ? 1 : 0].firstFrame;
    return std::min(way[0].firstFrame, way[1].firstFrame);
}

FlowTable::FlowTable(AddressPool& addresses) : m_addresses(addresses), m_slots(4096) {}

std::uint32_t FlowTable::guess(const dissect::PacketRecord& record, std::uint64_t hash) const {
    const auto tag = static_cast<std::uint32_t>(hash);
    for (std::size_t at = tag & (m_slots.size() - 1); m_slots[at].next != 0; at = (at + 1) & (m_slots.size() - 1)) {
        if (m_slots[at].tag != tag)
            continue;
        const auto* flow = reinterpret_cast<const char*>(&m_flows[m_slots[at].next - 1]);
        __builtin_prefetch(flow, 1);
        __builtin_prefetch(flow + 64, 1);
        return m_slots[at].next;
    }
    m_addresses.prefetch(record.source);
    m_addresses.prefetch(record.destination);
    return 0;
}

void FlowTable::prefetchAddresses(const dissect::PacketRecord& record, std::uint32_t guess) const {
    if (guess == 0) {
        m_addresses.prefetchMore(record.source);
        m_addresses.prefetchMore(record.destination);
        return;
    }
    if (record.source.version == 4)
        return;
    const Flow& flow = m_flows[guess - 1];
    __builtin_prefetch(&m_addresses[flow.address[0]]);
    __builtin_prefetch(&m_addresses[flow.address[1]]);
}

int FlowTable::sideOf(const Flow& flow, const dissect::PacketRecord& record) const {
    if (flow.protocol != record.protocol || flow.hasPorts != record.hasPorts)
        return nobody;
    // Both ways are compared at once: no processor foresees which side speaks next.
    const bool forth = (flow.port[0] == record.sourcePort) & (flow.port[1] == record.destinationPort) &
                       m_addresses.is(flow.address[0], record.source) &
                       m_addresses.is(flow.address[1], record.destination);
    const bool back = (flow.port[1] == record.sourcePort) & (flow.port[0] == record.destinationPort) &
                      m_addresses.is(flow.address[1], record.source) &
                      m_addresses.is(flow.address[0], record.destination);
    return forth || back ? !forth : nobody;
}

void FlowTable::grow() {
    std::vector<Slot, PageAllocator<Slot>> slots(m_slots.size() * 2);
    for (const Slot& slot : m_slots) {
        if (slot.next == 0)
            continue;
        std::size_t at = slot.tag & (slots.size() - 1);
        while (slots[at].next != 0) at = (at + 1) & (slots.size() - 1);
        slots[at] = slot;
    }
    m_slots = std::move(slots);
}

FlowTable::Found FlowTable::findOrMake(const dissect::PacketRecord& record, std::uint64_t hash) {
    const auto tag = static_cast<std::uint32_t>(hash);
    std::size_t at = tag & (m_slots.size() - 1);
    for (; m_slots[at].next != 0; at = (at + 1) & (m_slots.size() - 1)) {
        if (m_slots[at].tag != tag)
            continue;
        if (const int side = sideOf(m_flows[m_slots[at].next - 1], record); side != nobody)
            return {FlowId{m_slots[at].next - 1}, side, false};
    }
    const FlowId id{static_cast<std::uint32_t>(m_flows.size())};
    Flow& flow = m_flows.append();
    flow.address[0] = m_addresses.intern(record.source);
    flow.address[1] = m_addresses.intern(record.destination);
    flow.port[0] = record.sourcePort;
    flow.port[1] = record.destinationPort;
    flow.protocol = record.protocol;
    flow.hasPorts = record.hasPorts;
    m_slots[at] = {tag, static_cast<std::uint32_t>(m_flows.size())};
    if (m_flows.size() * 2 > m_slots.size())
        grow();
    return {id, 0, true};
}

}  // namespace weir::traffic
