// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/collector.h"

#include <algorithm>

#include "core/base/ipprotocol.h"
#include "core/engine/dnsreader.h"
#include "core/engine/inspector.h"
#include "core/protocol/quic.h"
#include "core/protocol/tcpstream.h"
#include "core/traffic/direction.h"
#include "core/traffic/icmpkinds.h"

namespace weir::engine {
using enum traffic::SideState;

namespace {

constexpr std::uint8_t icmpProtocol = ipprotocol::icmp, tcpProtocol = ipprotocol::tcp, udpProtocol = ipprotocol::udp,
                       icmpv6Protocol = ipprotocol::icmpv6;

constexpr dissect::FrameKind arp{dissect::FrameKind::Space::etherType, 0x0806};

/// A client fills its first datagrams up to 1,200 octets (RFC 9000 section 14.1).
bool mayBeginQuic(const PacketBatch& work, const PayloadNote& note) {
    constexpr std::uint32_t smallest = 1200;
    return work.records[note.place].payloadLength >= smallest && protocol::beginsQuicInitial(work.payload(note));
}

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
    m_recent.keep(work);
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
        if (record.kind == arp && record.networkOffset < frame.captured)
            m_arp.add(frame.bytes().subspan(record.networkOffset), frame.time, number);
        m_packets.append(packet);
        m_stations.other(frame, record, number);
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
    if (found.created)
        beginFlow(flow, record);
    PayloadNote note;
    note.place = place;
    note.id = found.id;
    note.flow = &flow;
    note.side = static_cast<std::uint8_t>(found.side);
    note.expected = flow.nextSequence[found.side];
    const std::uint16_t seen = flow.flagsSeen[found.side];
    note.known = (seen & sideSeen) != 0;
    note.beginning = (seen & (sideBegan | sideSpoke)) == sideBegan;
    if (countWay(flow.way[found.side], frame, number, record))
        m_stations.firstPacket(flow.address[found.side], frame, record, number);
    if (record.protocol != tcpProtocol && record.protocol != udpProtocol && !record.laterFragment)
        countMessage(flow, found.side, frame, record);
    if (record.fragment && record.protocol != tcpProtocol) {
        tellFragment(work, place, found, flow);
        return;
    }
    if (record.laterFragment)
        return;
    if (record.protocol == tcpProtocol)
        countSegment(work, note);
    else if (record.protocol != udpProtocol)
        return;
    tell(work, note);
}

/// Most packets of a flow come after it has said what it is: they are not told of.
void Collector::tell(PacketBatch& work, PayloadNote& note) const {
    const dissect::PacketRecord& record = work.records[note.place];
    traffic::Flow& flow = *note.flow;
    const std::uint16_t flags = record.protocol == tcpProtocol ? record.tcpFlags : std::uint16_t{0};
    const bool payload = record.payloadLength > 0;
    const bool says = payload || (flags & (dissect::fin | dissect::rst)) != 0;
    // What is the same for most packets is asked first: payloads come and go unpredictably, so this branch is
    // mispredicted half of the time.
    note.speaks = !Inspector::isSettled(flow, flow.openings) && says;
    note.dns = mayCarryDns(record) && (says || (flags & dissect::syn) != 0);
    note.quic = record.protocol == udpProtocol && note.side == flow.client && mayBeginQuic(work, note);
    if (!note.speaks && !note.dns && !note.opens && !note.quic && !note.syn)
        return;
    note.packets = flow.way[note.side].packets;
    note.opening = flow.openings;
    note.client = flow.client;
    note.copy = note.dns && record.protocol == udpProtocol && m_recent.copied(work, note.place);
    work.payloadNotes.push_back(note);
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

/// Of protocols without a stream: who opens, and of ICMP type and code.
void Collector::countMessage(traffic::Flow& flow, int side, const Frame& frame, const dissect::PacketRecord& record) {
    const Bytes octets = frame.bytes();
    const std::size_t at = record.transportOffset;
    if ((record.protocol == icmpProtocol || record.protocol == icmpv6Protocol) && at + 2 <= octets.size())
        noteIcmp(flow, side, octets[at], octets[at + 1]);
    if (const traffic::Opening opening = traffic::openingOf(record, frame); opening != traffic::Opening::nothing)
        noteOpening(flow, side, opening);
}

bool Collector::countWay(traffic::FlowWay& way, const Frame& frame, std::uint64_t number,
                         const dissect::PacketRecord& record) {
    const bool first = way.packets++ == 0;
    if (first) {
        way.firstSeen = way.lastSeen = frame.time;
        way.firstFrame = static_cast<std::uint32_t>(std::min<std::uint64_t>(number, UINT32_MAX));
    } else {
        way.firstSeen = std::min(way.firstSeen, frame.time);
        way.lastSeen = std::max(way.lastSeen, frame.time);
    }
    way.bytes += record.bytes;
    way.wireBytes += frame.original;
    return first;
}

void Collector::countSegment(PacketBatch& work, PayloadNote& note) {
    const dissect::PacketRecord& record = work.records[note.place];
    traffic::Flow& flow = *note.flow;
    const int side = note.side;
    if ((record.tcpFlags & dissect::syn) != 0)
        countOpening(work, note);
    const std::uint32_t end = record.sequence + record.payloadOriginal + ((record.tcpFlags & dissect::syn) != 0) +
                              ((record.tcpFlags & dissect::fin) != 0);
    std::uint16_t& seen = flow.flagsSeen[side];
    if (record.sequence == flow.nextSequence[side] && (seen & sideSeen) != 0)
        flow.nextSequence[side] = end;  // the next octets: nearly always
    else
        countDisorder(work, note, end);
    seen |= static_cast<std::uint16_t>(record.tcpFlags | sideSeen | (record.payloadOriginal > 0 ? sideSpoke : 0));
}

/// A SYN, with or without ACK.
void Collector::countOpening(const PacketBatch& work, PayloadNote& note) {
    const dissect::PacketRecord& record = work.records[note.place];
    traffic::Flow& flow = *note.flow;
    const int side = note.side;
    const bool answers = (record.tcpFlags & dissect::ack) != 0;
    const std::int64_t time = work.frame(note).time;
    const std::uint32_t sequence = protocol::openingSequence(record.sequence, record.acknowledgment, answers);
    const bool first = (flow.flagsSeen[0] & openingKnown) == 0;
    if (first ||
        !protocol::sameOpening(flow.openingSequence, sequence, answers, (flow.flagsSeen[side] & sideBegan) != 0)) {
        constexpr std::uint16_t ofConnection = sideSeen | sideBegan | sideSpoke | sideAwaitsAnswer | sideBeganFlow;
        if (((flow.flagsSeen[0] | flow.flagsSeen[1]) & sideAwaitsAnswer) != 0)
            flow.handshake = 0;
        for (std::uint16_t& seen : flow.flagsSeen) seen = static_cast<std::uint16_t>(seen & ~ofConnection);
        flow.openingSequence = sequence;
        flow.flagsSeen[0] |= openingKnown;
        ++flow.openings;
        m_missing.forget(note.id);
        note.opens = flow.packets() > 1;
        note.known = false;
    }
    flow.flagsSeen[side] |= sideBegan;
    note.beginning = (flow.flagsSeen[side] & sideSpoke) == 0;
    traffic::noteOpening(flow, side, answers ? traffic::Opening::answers : traffic::Opening::opens);
    note.syn = !answers && opensFirst(flow.address[side]);
    if (!answers)
        awaitAnswer(flow, side, time);
    else if ((flow.flagsSeen[1 - side] & sideAwaitsAnswer) != 0)
        answerOpening(flow, 1 - side, time);
}

/// Whether the address opens its first connection: how it does tells its system.
bool Collector::opensFirst(traffic::AddressId id) {
    const std::size_t at = index(id);
    if (at >= m_opened.size())
        m_opened.resize(std::max(at + 1, m_opened.size() * 2));
    const bool first = !m_opened[at];
    m_opened[at] = true;
    return first;
}

/// Where the SYN is not the side's first packet its time is kept in 32 bits: nobody waits half an hour for an answer.
void Collector::awaitAnswer(traffic::Flow& flow, int side, std::int64_t time) {
    if (flow.handshake != 0)
        return;
    flow.handshake = static_cast<std::uint32_t>(time / 1000);
    flow.flagsSeen[side] |= flow.way[side].packets == 1 ? sideAwaitsAnswer | sideBeganFlow : sideAwaitsAnswer;
}

void Collector::answerOpening(traffic::Flow& flow, int side, std::int64_t time) {
    const bool first = (flow.flagsSeen[side] & sideBeganFlow) != 0;
    flow.flagsSeen[side] = static_cast<std::uint16_t>(flow.flagsSeen[side] & ~(sideAwaitsAnswer | sideBeganFlow));
    const std::int64_t longest = time - flow.way[side].firstSeen;
    const std::int64_t passed = static_cast<std::int32_t>(static_cast<std::uint32_t>(time / 1000) - flow.handshake);
    const std::int64_t microseconds = first ? longest / 1000 : passed;
    const bool possible = longest >= 0 && microseconds >= 0 && microseconds <= longest / 1000 + 1;
    // A clock that was set back says nothing.
    flow.handshake =
        possible ? static_cast<std::uint32_t>(std::min<std::int64_t>(microseconds, UINT32_MAX - 1) + 1) : 0;
}

/// A segment that does not begin where the last one ended.
void Collector::countDisorder(const PacketBatch& work, const PayloadNote& note, std::uint32_t end) {
    const dissect::PacketRecord& record = work.records[note.place];
    traffic::Flow& flow = *note.flow;
    const int side = note.side;
    constexpr std::uint16_t marks = dissect::syn | dissect::fin | dissect::rst;
    std::uint32_t& next = flow.nextSequence[side];
    if ((flow.flagsSeen[side] & sideSeen) == 0) {
        constexpr std::uint32_t mostWaiting = std::uint32_t{1} << 20;
        if ((record.tcpFlags & dissect::syn) == 0 && record.payloadOriginal > 0)
            m_missing.add(note.id, side, record.sequence - mostWaiting, record.sequence);  // may still come
        next = end;
        return;
    }
    const auto beyond = static_cast<std::int32_t>(record.sequence - next);
    if (end == record.sequence)
        return;  // an acknowledgment
    if (beyond > 0) {
        m_missing.add(note.id, side, next, record.sequence);
        next = end;
        return;
    }
    const std::uint32_t first = record.sequence + ((record.tcpFlags & dissect::syn) != 0);
    const bool filled = m_missing.fill(note.id, side, first, first + record.payloadOriginal);
    if (static_cast<std::int32_t>(end - next) > 0) {
        next = end;
        return;
    }
    const bool keepsAlive = beyond == -1 && record.payloadOriginal <= 1 && (record.tcpFlags & marks) == 0;
    if (record.payloadOriginal > 0 && !filled && !keepsAlive && !m_recent.copied(work, note.place))
        ++flow.retransmitted;
}

void Collector::shareAllButFlows(traffic::SnapshotData& state) const {
    state.counters = m_counters;
    state.packets = m_packets;
    state.kinds = m_kinds;
    state.stations = m_stations.found();
    state.arp = m_arp.askers();
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
