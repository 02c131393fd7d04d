// SPDX-License-Identifier: GPL-3.0-or-later
// Both directions of a TCP connection put in order, within bounds. The tables and `follow` read with it alike.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "core/base/bytes.h"

namespace weir::protocol {

/// Which packet brought octets.
struct TcpArrival {
    std::uint64_t frame = 0;
    std::int64_t time = 0;
    std::uint32_t identification = 0;  ///< of the IP packet
    std::uint32_t acknowledgment = 0;  ///< meaningful with `acknowledges`
    bool acknowledges = false;
};

struct TcpSegment {
    std::uint32_t sequence = 0;  ///< as in the header
    std::uint32_t original = 0;  ///< octets of payload on the wire
    bool syn = false, fin = false, rst = false, psh = false;
    Bytes payload;  ///< what was captured of it
    TcpArrival arrival = {};
};

/// Receives what both sides said, each in its order.
class TcpConsumer {
public:
    /// The next octets of a side, as one segment brought them.
    virtual void data(int side, Bytes octets, const TcpArrival& arrival) = 0;
    /// So many octets of a side are missing before its next data.
    virtual void gap(int side, std::uint64_t octets) = 0;

protected:
    ~TcpConsumer() = default;
};

/// What the segments of many connections that wait may take together.
struct TcpBudget {
    std::size_t maximum = std::size_t{16} << 20;
    std::size_t used = 0;
};

/// Hands on each octet once, in the order of the sequence numbers (RFC 9293, counted around 2^32); where two segments
/// hold the same octets the one that came first is right. A side begins after its SYN, else with what is first seen of
/// it. Segments behind a hole wait for it to be filled. A hole is given up once the other side has acknowledged octets
/// behind it in a segment that says something (data, FIN or reset; bare acknowledgments say nothing that would have to
/// stand in order), once more waits than may, at a reset and at `finish`. Octets that were not captured of a segment
/// are a gap behind it. Segments in order are not copied.
class TcpConnection {
public:
    /// Octets of one side that may wait, each segment counted with `segmentCost` more.
    static constexpr std::size_t maximumWaiting = std::size_t{1} << 20, segmentCost = 128;

    explicit TcpConnection(TcpBudget& budget) : m_budget(&budget) {}
    TcpConnection(const TcpConnection&) = delete;
    TcpConnection& operator=(const TcpConnection&) = delete;
    ~TcpConnection() { clear(); }

    /// Where a side's next octet will be, known from packets that are not added; no matter once the side has begun.
    void expect(int side, std::uint32_t sequence);
    void add(int side, const TcpSegment& segment, TcpConsumer& consumer);
    /// Nothing more comes: what waits is handed on, in the order of its frames.
    void finish(TcpConsumer& consumer);
    /// As new; what waits is forgotten.
    void clear();

    bool waits() const { return !m_way[0].waiting.empty() || !m_way[1].waiting.empty(); }
    /// How many octets of `side` `acknowledgment` speaks of that were not handed on yet.
    std::uint64_t ahead(int side, std::uint32_t acknowledgment) const;

private:
    struct Waiting {
        std::vector<std::uint8_t> octets;
        std::uint64_t original = 0;
        TcpArrival arrival;
    };
    struct Way {
        bool begun = false;
        std::uint32_t sequence = 0;  ///< of the next octet
        std::uint64_t next = 0;      ///< its place, counted in 64 bits so that long streams do not wrap
        std::size_t cost = 0;        ///< of what waits
        std::multimap<std::uint64_t, Waiting> waiting;  ///< by place
    };

    void wait(int side, std::uint64_t place, const TcpSegment& segment, TcpConsumer& consumer);
    void deliver(int side, std::uint64_t known, Bytes payload, std::uint64_t original, const TcpArrival& arrival,
                 TcpConsumer& consumer);
    void drain(int side, TcpConsumer& consumer);
    void giveUp(int side, TcpConsumer& consumer);

    TcpBudget* m_budget;
    Way m_way[2];
};

/// Tells a connection that begins on ports that were used before from one whose opening was captured again.
class TcpOpening {
public:
    /// Whether a segment of `side` opens, or answers the opening of, another connection than the one before, if any.
    bool begins(int side, std::uint32_t sequence, std::uint32_t acknowledgment, bool syn, bool ack);

private:
    std::uint32_t m_sequence = 0;  ///< of the SYN
    bool m_known = false;
    bool m_began[2] = {false, false};
};

/// The same for one who keeps the books himself. `known` is the sequence number of the SYN before; `began`: a SYN of
/// the side was seen in its connection. (Without one, a SYN with ACK is the answer that was waited for.)
std::uint32_t openingSequence(std::uint32_t sequence, std::uint32_t acknowledgment, bool ack);
bool sameOpening(std::uint32_t known, std::uint32_t opening, bool ack, bool began);

}  // namespace weir::protocol
