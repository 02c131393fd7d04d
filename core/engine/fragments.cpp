// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/fragments.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace weir::engine {
namespace {

constexpr std::size_t unit = 8;  // octets; offsets of fragments count in it
constexpr std::size_t longestDatagram = 65535, udpHeader = 8;

bool tooFarApart(std::int64_t a, std::int64_t b) { return std::abs(a - b) > Fragments::timeout; }

}  // namespace

Fragments::Key Fragments::keyOf(const dissect::PacketRecord& record) {
    const std::uint8_t protocol = record.source.version == 6 ? std::uint8_t{0} : record.protocol;
    return {record.source, record.destination, record.identification, protocol};
}

void Fragments::apply(dissect::PacketRecord& record) {
    const Key key = keyOf(record);
    if (record.laterFragment) {
        if (const auto found = m_known.find(key); found != m_known.end()) {
            record.hasPorts = true;
            record.sourcePort = found->second.source;
            record.destinationPort = found->second.destination;
            record.protocol = found->second.protocol;
        }
        return;
    }
    if (!record.hasPorts)
        return;
    if (m_known.insert_or_assign(key, Known{record.sourcePort, record.destinationPort, record.protocol}).second)
        m_knownOrder.push_back(key);
    if (m_knownOrder.size() > maximumKnown) {
        m_known.erase(m_knownOrder.front());
        m_knownOrder.pop_front();
    }
}

/// Whether a datagram wants no more fragments.
bool Fragments::isFinished(const Key& key, std::int64_t time) const {
    const auto found = m_known.find(key);
    return found != m_known.end() && found->second.finished && !tooFarApart(time, found->second.time);
}

void Fragments::finish(const Key& key, std::int64_t time) {
    if (const auto found = m_known.find(key); found != m_known.end()) {
        found->second.finished = true;
        found->second.time = time;
    }
}

void Fragments::take(PacketBatch& work, const PayloadNote& packet) {
    const dissect::PacketRecord& record = work.records[packet.place];
    const Frame& frame = work.frame(packet);
    const Key key = keyOf(record);
    const bool first = !record.laterFragment;
    const std::size_t begin = record.transportOffset - (first ? record.fragmentOffset : 0u);
    const std::size_t end = record.networkOffset + std::size_t{record.bytes};
    if (begin >= end || begin >= frame.captured)
        return;
    const Bytes content = frame.bytes().subspan(begin, std::min<std::size_t>(end, frame.captured) - begin);

    auto found = m_waiting.find(key);
    if (found != m_waiting.end() && first && found->second.firstEnd != 0) {
        const Waiting& waiting = found->second;
        const Bytes octets = waiting.datagram.octets;
        const bool copy =
            content.size() == waiting.firstEnd && std::equal(content.begin(), content.end(), octets.begin());
        if (copy && !tooFarApart(frame.time, waiting.time))
            return;
        giveUp(work, found);  // the identification is used again
        found = m_waiting.end();
    }
    if (found != m_waiting.end() && tooFarApart(frame.time, found->second.time)) {
        giveUp(work, found);
        found = m_waiting.end();
    }
    if (first && !packet.speaks && !packet.dns) {
        if (found != m_waiting.end())
            drop(found);
        finish(key, frame.time);
        return;
    }
    if (found == m_waiting.end()) {
        if (!first && isFinished(key, frame.time))
            return;
        m_order.push_back(key);
        found = m_waiting.try_emplace(key).first;
        found->second.place = std::prev(m_order.end());
    }

    Waiting& waiting = found->second;
    waiting.time = frame.time;
    if (first) {
        waiting.note = packet;
        waiting.datagram.record = record;
        waiting.datagram.time = frame.time;
        waiting.datagram.number = work.number(packet);
        waiting.headers = record.fragmentOffset + udpHeader;
    }
    add(waiting, record, content, end - begin);
    const bool whole =
        waiting.length != 0 && waiting.firstEnd != 0 && waiting.there == (waiting.length + unit - 1) / unit;
    if (whole) {
        waiting.datagram.time = frame.time;
        waiting.datagram.number = work.number(packet);
        handOn(work, waiting, waiting.length);
        drop(found);
        finish(key, frame.time);
        return;
    }
    makeRoom(work);
}

/// Octets that came first stay; a fragment that contradicts the length is passed over.
void Fragments::add(Waiting& waiting, const dissect::PacketRecord& record, Bytes content, std::size_t original) {
    const std::size_t at = record.laterFragment ? record.fragmentOffset : 0;
    std::vector<std::uint8_t>& octets = waiting.datagram.octets;
    const std::size_t end = at + original;
    if (end > longestDatagram || (waiting.length != 0 && end > waiting.length))
        return;
    if (record.lastFragment) {
        if ((waiting.length != 0 && end != waiting.length) || octets.size() > end)
            return;
        waiting.length = end;
    }
    if (!record.laterFragment)
        waiting.firstEnd = content.size();
    const std::size_t grown = std::max(octets.size(), at + content.size());
    m_octets += grown - octets.size();
    octets.resize(grown);
    waiting.blocks.resize((grown + unit - 1) / unit);
    for (std::size_t from = 0; from < content.size(); from += unit) {
        const std::size_t size = std::min(unit, content.size() - from);
        const bool whole = size == unit || at + from + size == waiting.length;
        const std::size_t block = (at + from) / unit;
        if (waiting.blocks[block])
            continue;
        waiting.blocks[block] = whole;  // a part of one is where the frame was cut
        waiting.there += whole;
        std::copy_n(content.begin() + static_cast<std::ptrdiff_t>(from), size,
                    octets.begin() + static_cast<std::ptrdiff_t>(at + from));
    }
}

/// Adds the payload, of which there are octets up to `end`, to `work`.
void Fragments::handOn(PacketBatch& work, Waiting& waiting, std::size_t end) {
    if (end <= waiting.headers)
        return;
    std::vector<std::uint8_t>& octets = waiting.datagram.octets;
    m_octets -= octets.size();
    octets.resize(end);
    octets.erase(octets.begin(), octets.begin() + static_cast<std::ptrdiff_t>(waiting.headers));
    work.addDatagram(waiting.note, std::exchange(waiting.datagram, {}));
}

void Fragments::drop(Table::iterator waiting) {
    m_octets -= waiting->second.datagram.octets.size();
    m_order.erase(waiting->second.place);
    m_waiting.erase(waiting);
}

/// What the first fragment holds is all that is surely the beginning.
void Fragments::giveUp(PacketBatch& work, Table::iterator waiting) {
    handOn(work, waiting->second, waiting->second.firstEnd);
    drop(waiting);
}

void Fragments::makeRoom(PacketBatch& work) {
    while (m_waiting.size() > maximumWaiting || m_octets > maximumOctets) giveUp(work, m_waiting.find(m_order.front()));
}

void Fragments::giveUp(PacketBatch& work) {
    while (!m_order.empty()) giveUp(work, m_waiting.find(m_order.front()));
}

}  // namespace weir::engine
