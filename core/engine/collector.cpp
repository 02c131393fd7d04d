// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/collector.h"

#include <algorithm>

#include "core/base/ipprotocol.h"
#include "core/engine/dnsreader.h"
#include "core/engine/inspector.h"

namespace weir::engine {
namespace {

constexpr std::uint8_t tcpProtocol = ipprotocol::tcp, udpProtocol = ipprotocol::udp;

}  // namespace

void Collector::collect(PacketBatch& work) {
    // Slots and flows are spread over memory: ask for them some packets ahead.
    constexpr std::size_t slotsAhead = 24, flowsAhead = 12, addressesAhead = 6, ring = 16;
    std::uint32_t guesses[ring] = {};  // of the packets from here to flowsAhead
    const std::size_t count = work.records.size();
    const dissect::PacketRecord* const records = work.records.data();
    const std::uint64_t* const hashes = work.hashes.data();
    work.payloadNotes.clear();
    work.datagrams.clear();
    for (std::size_t i = 0; i < std::min(flowsAhead, count); ++i) guesses[i] = m_flowTable.guess(records[i], hashes[i]);
    for (std::size_t i = 0; i < count; ++i) {
        if (i + slotsAhead < count)
            m_flowTable.prefetch(hashes[i + slotsAhead]);
        if (i + flowsAhead < count)
            guesses[(i + flowsAhead) % ring] = m_flowTable.guess(records[i + flowsAhead], hashes[i + flowsAhead]);
        if (i + addressesAhead < count)
            m_flowTable.prefetchAddresses(records[i + addressesAhead], guesses[(i + addressesAhead) % ring]);
        this->count(work, static_cast<std::uint32_t>(i), guesses[i % ring]);
    }
    m_counters.add(work.counters);  // what is counted is in the index, whatever memory there is
}

std::uint32_t Collector::kindIndex(const dissect::PacketRecord& record) {
    const std::uint32_t key = static_cast<std::uint32_t>(record.verdict) << 24 |
                              static_cast<std::uint32_t>(record.kind.space) << 16 | record.kind.number;
    const auto [found, created] = m_kindIndex.try_emplace(key, static_cast<std::uint32_t>(m_kinds.size()));
    if (created)
        m_kinds.push_back({record.verdict, record.kind});
    return found->second;
}

void Collector::count(PacketBatch& work, std::uint32_t place, std::uint32_t guess) {
    const std::uint32_t chosen = work.chosen[place];
    const Frame& frame = work.batch.frames[chosen];
    const std::uint64_t number = work.batch.firstNumber + chosen;
    dissect::PacketRecord& record = work.records[place];
    std::uint64_t hash = work.hashes[place];
    traffic::IndexedPacket packet;
    packet.number = number;
    packet.position = frame.position;
    packet.time = frame.time;
    packet.wireBytes = frame.original;
    if (record.verdict != dissect::Verdict::ip) {
        packet.kind = kindIndex(record);
        m_packets.append(packet);
        return;
    }
    if (record.fragment) {
        m_fragments.apply(record);
        hash = m_flowTable.hash()(record);
    }
    const traffic::FlowTable::Found found = m_flowTable.find(record, hash, guess);
    packet.bytes = record.bytes;
    packet.flow = found.id;
    packet.side = found.side;
    m_packets.append(packet);
    traffic::Flow& flow = m_flowTable.flows()[index(found.id)];
    countFlow(flow, found.side, frame, number, record);
    if (record.fragment && record.protocol != tcpProtocol)
        tellFragment(work, place, found, flow);
    else if (!record.laterFragment && (record.protocol == tcpProtocol || record.protocol == udpProtocol))
        tell(work, place, found, flow);
}

/// Most packets of a flow come after it has said what it is: they are not told of.
void Collector::tell(PacketBatch& work, std::uint32_t place, const traffic::FlowTable::Found& found,
                     traffic::Flow& flow) {
    const dissect::PacketRecord& record = work.records[place];
    const std::uint16_t flags = record.protocol == tcpProtocol ? record.tcpFlags : std::uint16_t{0};
    const bool payload = record.payloadLength > 0;
    const bool opens = (flags & (dissect::syn | dissect::ack)) == dissect::syn;
    if (opens)
        ++flow.openings;
    // What is the same for most packets is asked first: every second one has a payload, which no processor foresees.
    const bool speaks = !Inspector::isSettled(flow, flow.openings) && (payload || (flags & dissect::rst) != 0);
    const bool dns = mayCarryDns(record) && (payload || (flags & dissect::syn) != 0);
    if (speaks || dns || (opens && !found.created))
        work.payloadNotes.push_back({place, 0, found.id, &flow, flow.way[found.side].packets, flow.openings,
                                     static_cast<std::uint8_t>(found.side), flow.client, opens, speaks, dns});
}

/// A fragmented datagram is told of once it is whole. A later fragment of IPv6 whose first one is still to come may be
/// any protocol's.
void Collector::tellFragment(PacketBatch& work, std::uint32_t place, const traffic::FlowTable::Found& found,
                             traffic::Flow& flow) {
    const dissect::PacketRecord& record = work.records[place];
    const bool datagram = record.protocol == udpProtocol;
    if (!datagram && !(record.laterFragment && record.source.version == 6 && !record.hasPorts))
        return;
    m_fragments.take(work, {.place = place,
                            .id = found.id,
                            .flow = &flow,
                            .packets = flow.way[found.side].packets,
                            .opening = flow.openings,
                            .side = static_cast<std::uint8_t>(found.side),
                            .client = flow.client,
                            .speaks = datagram && !Inspector::isSettled(flow, flow.openings),
                            .dns = mayCarryDns(record)});
}

void Collector::countFlow(traffic::Flow& flow, int side, const Frame& frame, std::uint64_t number,
                          const dissect::PacketRecord& record) {
    traffic::FlowWay& way = flow.way[side];
    if (way.packets++ == 0) {
        way.firstSeen = way.lastSeen = frame.time;
        way.firstFrame = static_cast<std::uint32_t>(std::min<std::uint64_t>(number, UINT32_MAX));
    } else {
        way.firstSeen = std::min(way.firstSeen, frame.time);
        way.lastSeen = std::max(way.lastSeen, frame.time);
    }
    way.bytes += record.bytes;
    way.wireBytes += frame.original;
    if (record.protocol != tcpProtocol || record.laterFragment)
        return;

    const bool opening = (record.tcpFlags & dissect::syn) != 0;
    if (opening && (record.tcpFlags & dissect::ack) == 0 && !flow.sawOpening) {
        flow.sawOpening = true;
        flow.client = static_cast<std::uint8_t>(side);
    }
    if (opening && (record.tcpFlags & dissect::ack) != 0 && flow.sawOpening && side != flow.client &&
        flow.handshake == 0) {
        const std::int64_t microseconds = (frame.time - flow.way[flow.client].firstSeen) / 1000;
        flow.handshake = static_cast<std::uint32_t>(std::clamp<std::int64_t>(microseconds, 1, UINT32_MAX));
    }
    const std::uint32_t length = record.payloadOriginal + opening + ((record.tcpFlags & dissect::fin) != 0);
    const std::uint32_t end = record.sequence + length;
    if (length > 0) {
        if (flow.flagsSeen[side] != 0 && static_cast<std::int32_t>(end - flow.nextSequence[side]) <= 0)
            ++flow.retransmitted[side];
        else
            flow.nextSequence[side] = end;
    } else if (flow.flagsSeen[side] == 0) {
        flow.nextSequence[side] = end;
    }
    flow.flagsSeen[side] |= static_cast<std::uint16_t>(record.tcpFlags | 0x8000);
}

void Collector::shareAllButFlows(traffic::SnapshotData& state) const {
    state.counters = m_counters;
    state.packets = m_packets;
    state.kinds = m_kinds;
    state.progress.frames = m_counters.frames;
}

void Collector::share(traffic::SnapshotData& state) const {
    shareAllButFlows(state);
    state.flows = m_flowTable.flows();
}

void Collector::finish(traffic::SnapshotData& state) {
    shareAllButFlows(state);
    state.flows = std::move(m_flowTable.flows());
}

}  // namespace weir::engine
