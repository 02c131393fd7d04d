// SPDX-License-Identifier: GPL-3.0-or-later
// One direction of a TCP connection put in order, within bounds.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/bytes.h"

namespace weir::engine {

/// Receives a stream in order.
class StreamConsumer {
public:
    virtual void data(Bytes octets) = 0;
    virtual void gap() = 0;  ///< octets are missing before the next data

protected:
    ~StreamConsumer() = default;
};

/// Takes segments as they come and hands their octets on in order, each octet once. Segments from the future wait, up
/// to `maximumWaiting` octets; when that is full the hole is given up and reported. RFC 9293 sequence arithmetic.
class StreamAssembler {
public:
    static constexpr std::size_t maximumWaiting = 65536;

    /// `sequence` is that of the segment's first octet (a SYN takes one before the data). Octets that were not captured
    /// (`original` beyond the payload) become a gap.
    void add(std::uint32_t sequence, bool opening, Bytes payload, std::size_t original, StreamConsumer& consumer);

private:
    struct Segment {
        std::uint32_t sequence;
        std::size_t original;
        std::vector<std::uint8_t> octets;
    };
    void deliver(std::uint32_t sequence, Bytes payload, std::size_t original, StreamConsumer& consumer);
    void drain(StreamConsumer& consumer);

    bool m_started = false;
    std::uint32_t m_next = 0;
    std::size_t m_waitingOctets = 0;
    std::vector<Segment> m_waiting;
};

}  // namespace weir::engine
