// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/tcpstream.h"

#include <algorithm>

namespace weir::protocol {
namespace {

std::int64_t distance(std::uint32_t from, std::uint32_t to) { return static_cast<std::int32_t>(to - from); }

}  // namespace

void TcpConnection::expect(int side, std::uint32_t sequence) {
    Way& way = m_way[side];
    if (way.begun)
        return;
    way.begun = true;
    way.sequence = sequence;
}

void TcpConnection::add(int side, const TcpSegment& segment, TcpConsumer& consumer) {
    Way& way = m_way[side];
    const std::uint64_t original = std::max<std::uint64_t>(segment.original, segment.payload.size());
    const std::uint32_t first = segment.sequence + (segment.syn ? 1 : 0);
    // A keep-alive repeats the octet before the next one. It can be told from data by PSH where it is all that is
    // known.
    const bool keepsAlive = !way.begun && original == 1 && !segment.syn && !segment.psh;
    expect(side, keepsAlive ? first + 1 : first);
    Way& other = m_way[1 - side];
    if (segment.arrival.acknowledges && !other.waiting.empty() && (original > 0 || segment.fin || segment.rst)) {
        const std::uint64_t known = other.next + ahead(1 - side, segment.arrival.acknowledgment);
        while (!other.waiting.empty() && other.waiting.begin()->first <= known) giveUp(1 - side, consumer);
    }
    if (original > 0) {
        std::int64_t beyond = distance(way.sequence, first);
        if (beyond == -1 && way.next == 0 && original > 1 && !segment.syn) {
            way.sequence = first;  // made by hand, without counting the SYN: nobody else begins so
            beyond = 0;
        }
        if (beyond > 0) {
            wait(side, way.next + static_cast<std::uint64_t>(beyond), segment, consumer);
        } else {
            deliver(side, static_cast<std::uint64_t>(-beyond), segment.payload, original, segment.arrival, consumer);
            drain(side, consumer);
        }
    }
    if (segment.rst)
        finish(consumer);
}

void TcpConnection::wait(int side, std::uint64_t place, const TcpSegment& segment, TcpConsumer& consumer) {
    Way& way = m_way[side];
    const std::uint64_t original = std::max<std::uint64_t>(segment.original, segment.payload.size());
    const auto [same, end] = way.waiting.equal_range(place);
    if (std::any_of(same, end, [&](const auto& each) { return each.second.original >= original; }))
        return;  // sent, or captured, again
    const std::size_t cost = segment.payload.size() + segmentCost;
    way.waiting.emplace(place, Waiting{{segment.payload.begin(), segment.payload.end()}, original, segment.arrival});
    way.cost += cost;
    m_budget->used += cost;
    while (!way.waiting.empty() && (way.cost > maximumWaiting || m_budget->used > m_budget->maximum))
        giveUp(side, consumer);
}

/// A segment of which `known` octets lie before what comes next.
void TcpConnection::deliver(int side, std::uint64_t known, Bytes payload, std::uint64_t original,
                            const TcpArrival& arrival, TcpConsumer& consumer) {
    if (known >= original)
        return;
    Way& way = m_way[side];
    way.next += original - known;
    way.sequence += static_cast<std::uint32_t>(original - known);
    if (known < payload.size())
        consumer.data(side, payload.subspan(static_cast<std::size_t>(known)), arrival);
    const std::uint64_t captured = std::max<std::uint64_t>(known, payload.size());
    if (captured < original)
        consumer.gap(side, original - captured);
}

void TcpConnection::drain(int side, TcpConsumer& consumer) {
    Way& way = m_way[side];
    while (!way.waiting.empty() && way.waiting.begin()->first <= way.next) {
        const auto first = way.waiting.extract(way.waiting.begin());
        const Waiting& segment = first.mapped();
        way.cost -= segment.octets.size() + segmentCost;
        m_budget->used -= segment.octets.size() + segmentCost;
        deliver(side, way.next - first.key(), segment.octets, segment.original, segment.arrival, consumer);
    }
}

/// Skips the hole before the first segment that waits.
void TcpConnection::giveUp(int side, TcpConsumer& consumer) {
    Way& way = m_way[side];
    const std::uint64_t hole = way.waiting.begin()->first - way.next;
    way.next += hole;
    way.sequence += static_cast<std::uint32_t>(hole);
    if (hole > 0)
        consumer.gap(side, hole);
    drain(side, consumer);
}

void TcpConnection::finish(TcpConsumer& consumer) {
    for (;;) {
        const auto &zero = m_way[0].waiting, &one = m_way[1].waiting;
        if (zero.empty() && one.empty())
            return;
        const bool second =
            zero.empty() || (!one.empty() && one.begin()->second.arrival.frame < zero.begin()->second.arrival.frame);
        giveUp(second ? 1 : 0, consumer);
    }
}

void TcpConnection::clear() {
    for (Way& way : m_way) {
        m_budget->used -= way.cost;
        way.waiting.clear();
        way.begun = false;
        way.sequence = 0;
        way.next = 0;
        way.cost = 0;
    }
}

std::uint64_t TcpConnection::ahead(int side, std::uint32_t acknowledgment) const {
    const Way& way = m_way[side];
    return way.begun ? static_cast<std::uint64_t>(std::max<std::int64_t>(distance(way.sequence, acknowledgment), 0))
                     : 0;
}

std::uint32_t openingSequence(std::uint32_t sequence, std::uint32_t acknowledgment, bool ack) {
    return ack ? acknowledgment - 1 : sequence;
}

bool sameOpening(std::uint32_t known, std::uint32_t opening, bool ack, bool began) {
    constexpr std::uint32_t mostWithSyn = 65535;  // an answer may acknowledge data of the SYN, too (RFC 7413)
    return opening == known || (ack && (!began || opening - known <= mostWithSyn));
}

bool TcpOpening::begins(int side, std::uint32_t sequence, std::uint32_t acknowledgment, bool syn, bool ack) {
    if (!syn)
        return false;
    const std::uint32_t opening = openingSequence(sequence, acknowledgment, ack);
    const bool another = !m_known || !sameOpening(m_sequence, opening, ack, m_began[side]);
    if (another) {
        m_known = true;
        m_sequence = opening;
        m_began[0] = m_began[1] = false;
    }
    m_began[side] = true;
    return another;
}

}  // namespace weir::protocol
