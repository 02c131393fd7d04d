// SPDX-License-Identifier: GPL-3.0-or-later
// Follows the streams of one HTTP/3 connection (RFC 9114).
#pragma once

#include <map>
#include <vector>

#include "core/engine/httpexchange.h"
#include "core/protocol/qpack.h"

namespace weir::engine {

/// Memory is bounded: 256 streams, each with a header block of up to 64 KiB that is unfinished or waits.
class Http3Tracker {
public:
    static constexpr std::size_t maximumStreams = 256, maximumBlock = std::size_t{64} << 10;

    explicit Http3Tracker(HttpBodies* bodies = nullptr) : m_bodies(bodies) {}

    /// Octets of the client (side 0) or the server (side 1) on a QUIC stream, in order; `last`: no more come.
    void stream(int side, std::uint64_t id, Bytes octets, bool last, std::uint32_t frame, std::int64_t time);
    /// Nothing more will come: exchanges without an end are done, too.
    void close();
    /// Exchanges that are done, as they became so; takes them out.
    std::vector<HttpExchange> take();

private:
    /// One direction of a stream.
    struct Way {
        std::vector<std::uint8_t> buffer;  ///< a frame's head, or one that is not DATA
        std::uint64_t dataLeft = 0, skipLeft = 0;
        bool hasBody = false, ended = false, broken = false;
        std::uint32_t frame = 0;
        std::int64_t time = 0;
    };
    struct Exchange {
        HttpExchange exchange;
        Way ways[2];
        bool answered = false;
        std::uint64_t octets = 0;
    };
    /// A stream that goes one way: control, QPACK.
    struct Single {
        std::vector<std::uint8_t> buffer;
        std::uint64_t type = 0, skipLeft = 0;
        bool typed = false;
    };
    /// A header block that waits for what the other stream brings.
    struct Blocked {
        std::uint64_t id;
        std::vector<std::uint8_t> block;
        std::uint32_t frame;
        std::int64_t time;
    };
    void single(int side, std::uint64_t id, Bytes octets);
    void control(int side, Single& stream, Bytes octets);
    void request(int side, std::uint64_t id, Bytes octets);
    bool step(int side, Exchange& exchange, std::uint64_t id, Bytes& octets);
    void headers(int side, std::uint64_t id, Bytes block, std::uint32_t frame, std::int64_t time);
    void takeFields(int side, Exchange& exchange, const protocol::HeaderFields& fields, std::uint32_t frame,
                    std::int64_t time);
    void body(int side, Exchange& exchange, Bytes octets);
    void endWay(int side, std::uint64_t id);
    void leaveBody(int side, Exchange& exchange, HttpBodyEnd how);
    void finish(std::map<std::uint64_t, Exchange>::iterator which);

    std::map<std::uint64_t, Exchange> m_exchanges;
    std::map<std::pair<std::uint64_t, int>, Single> m_singles;
    protocol::QpackDecoder m_qpack[2];
    std::vector<Blocked> m_blocked[2];
    std::vector<HttpExchange> m_done;
    HttpBodies* m_bodies;
    std::uint64_t m_nextId = 1;
};

}  // namespace weir::engine
