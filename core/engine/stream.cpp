// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/stream.h"

#include <algorithm>

namespace weir::engine {
namespace {

std::int32_t distance(std::uint32_t from, std::uint32_t to) { return static_cast<std::int32_t>(to - from); }

}  // namespace

void StreamAssembler::add(std::uint32_t sequence, bool opening, Bytes payload, std::size_t original,
                          StreamConsumer& consumer) {
    if (m_started && !opening && sequence == m_next && m_waiting.empty() && original <= payload.size()) {
        m_next += static_cast<std::uint32_t>(payload.size());  // the next octets, nothing lost: nearly always
        if (!payload.empty())
            consumer.data(payload);
        return;
    }
    if (opening) {
        m_started = true;
        m_next = sequence + 1;
        m_waiting.clear();
        m_waitingOctets = 0;
        sequence = m_next;
    }
    original = std::max(original, payload.size());
    if (original == 0)
        return;
    if (!m_started) {
        m_started = true;
        m_next = sequence;
    }
    if (distance(m_next, sequence) <= 0) {
        deliver(sequence, payload, original, consumer);
        drain(consumer);
        return;
    }
    constexpr std::size_t maximumSegments = 64;
    m_waiting.push_back({sequence, original, {payload.begin(), payload.end()}});
    m_waitingOctets += payload.size();
    while (m_waitingOctets > maximumWaiting || m_waiting.size() > maximumSegments) {
        const auto nearest =
            std::min_element(m_waiting.begin(), m_waiting.end(), [&](const Segment& a, const Segment& b) {
                return distance(m_next, a.sequence) < distance(m_next, b.sequence);
            });
        m_next = nearest->sequence;
        consumer.gap();
        drain(consumer);
    }
}

void StreamAssembler::deliver(std::uint32_t sequence, Bytes payload, std::size_t original, StreamConsumer& consumer) {
    const auto old = static_cast<std::size_t>(distance(sequence, m_next));
    if (old >= original)
        return;
    m_next = sequence + static_cast<std::uint32_t>(original);
    if (old < payload.size())
        consumer.data(payload.subspan(old));
    if (payload.size() < original)
        consumer.gap();
}

void StreamAssembler::drain(StreamConsumer& consumer) {
    for (bool moved = true; moved;) {
        moved = false;
        for (std::size_t i = 0; i < m_waiting.size(); ++i) {
            if (distance(m_next, m_waiting[i].sequence) > 0)
                continue;
            const Segment segment = std::move(m_waiting[i]);
            m_waiting.erase(m_waiting.begin() + static_cast<std::ptrdiff_t>(i));
            m_waitingOctets -= segment.octets.size();
            deliver(segment.sequence, segment.octets, segment.original, consumer);
            moved = true;
            break;
        }
    }
}

}  // namespace weir::engine
