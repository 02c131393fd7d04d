// SPDX-License-Identifier: GPL-3.0-or-later
// Follows the streams of one HTTP/2 connection (RFC 9113): frames, header blocks, bodies.
#pragma once

#include <map>
#include <vector>

#include "core/engine/httpexchange.h"
#include "core/protocol/hpack.h"

namespace weir::engine {

/// Feed each direction's octets in order, the client's from its preface on. After octets that are missing a side is
/// read on only where they lay inside the content of a DATA frame: header blocks build on each other. Memory is
/// bounded: a header block of 64 KiB a side, the tables of protocol::HpackDecoder and 256 streams that are not done.
class Http2Tracker {
public:
    static constexpr std::size_t maximumBlock = std::size_t{64} << 10, maximumStreams = 256;

    explicit Http2Tracker(HttpBodies* bodies = nullptr) : m_bodies(bodies) {}

    /// Octets of the client (side 0) or the server (side 1), with the frame that brought them.
    void data(int side, Bytes octets, std::uint32_t frame, std::int64_t time);
    void gap(int side, std::uint64_t octets);
    /// A request that was made in HTTP/1 and changed to HTTP/2 with: stream 1.
    void upgraded(HttpExchange exchange);
    /// Nothing more will come: streams without an end are done, too.
    void close();
    /// Exchanges that are done, as they became so; takes them out.
    std::vector<HttpExchange> take();
    /// Neither side can be read any more.
    bool idle() const { return m_sides[0].stopped && m_sides[1].stopped; }

private:
    struct Stream {
        HttpExchange exchange;
        bool hasBody[2] = {false, false};
        bool ended[2] = {false, false};
        bool answered = false;     ///< the final response's head came
        std::uint64_t octets = 0;  ///< of the response's body so far
    };
    struct Side {
        std::vector<std::uint8_t> buffer;  ///< an unfinished frame other than DATA, or frame header
        std::vector<std::uint8_t> block;   ///< an unfinished header block
        std::uint32_t blockStream = 0, promised = 0;
        bool inBlock = false, blockEnds = false;
        std::uint32_t dataStream = 0;   ///< of the DATA frame at hand
        std::uint64_t dataLeft = 0;     ///< its content still to come
        std::uint64_t paddingLeft = 0;  ///< and the padding behind it
        bool dataEnds = false, padLength = false;
        bool begun = false;  ///< the client's preface was read
        bool stopped = false;
        std::uint32_t frame = 0;
        std::int64_t time = 0;
        protocol::HpackDecoder hpack;
    };
    bool step(int side, Bytes& octets);
    bool readData(int side, Bytes& octets);
    bool takeFrame(int side, Bytes frame);
    bool addBlock(int side, Bytes fragment, bool last);
    void takeHeaders(int side, std::uint32_t id, const protocol::HeaderFields& fields, bool ends);
    void takeRequest(int side, std::uint32_t id, Stream& stream, const protocol::HeaderFields& fields, bool ends);
    void takeResponse(Stream& stream, const protocol::HeaderFields& fields, bool ends);
    void beginBody(int side, Stream& stream, const HttpBodyHead& head, bool ends);
    void takeBody(int side, std::uint32_t id, Bytes octets);
    void endSide(int side, std::uint32_t id, HttpBodyEnd how);
    void leaveBody(int side, Stream& stream, HttpBodyEnd how);
    Stream& stream(std::uint32_t id);
    void finish(std::map<std::uint32_t, Stream>::iterator which);
    void stop(int side);

    Side m_sides[2];
    std::map<std::uint32_t, Stream> m_streams;
    std::vector<HttpExchange> m_done;
    HttpBodies* m_bodies;
    std::uint64_t m_nextId = 1;
};

}  // namespace weir::engine
