// SPDX-License-Identifier: GPL-3.0-or-later
// Follows the requests and responses of one HTTP/1 connection, skipping over their bodies.
#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "core/engine/httpexchange.h"
#include "core/protocol/http.h"

namespace weir::engine {

/// Feed each direction's octets in order, a segment at a time. Inside a body of known length nothing is taken for a
/// head. A body that no length announced, or in which octets are missing beyond its length, ends where the next segment
/// starts with a request line (of a server: a status line that somebody waits for). Memory is bounded: 16 KiB of a head
/// or of what a client says before its CONNECT is answered, and 256 requests without a response.
class HttpTracker {
public:
    /// `bodies` gets what the bodies hold, if anybody wants it.
    explicit HttpTracker(HttpBodies* bodies = nullptr) : m_bodies(bodies) {}

    /// A segment of the client (side 0) or the server (side 1), with the frame that completed it. `ahead`: octets of
    /// the other side that it acknowledges, and that were not given here.
    void data(int side, Bytes segment, std::uint32_t frame, std::int64_t time, std::uint64_t ahead = 0);
    void gap(int side, std::uint64_t octets);
    /// What comes next of a side may begin anywhere.
    void search(int side);
    /// Nothing more will come: exchanges without a response are done, too.
    void close();
    /// Exchanges that are done, oldest first; takes them out.
    std::vector<HttpExchange> take();
    bool idle() const { return m_sides[0].state == Reading::stopped && m_sides[1].state == Reading::stopped; }
    /// A CONNECT was granted, or a change to TLS: what follows is no longer HTTP's. What was given of it is `rest`.
    bool tunnel() const { return m_tunnel; }
    Bytes rest(int side) const { return m_sides[side].buffer; }
    /// The request that was changed to HTTP/2 with, and will be answered there (RFC 7540 section 3.2); takes it out.
    std::optional<HttpExchange> upgraded();

private:
    enum class Reading : std::uint8_t {
        head,
        body,
        chunkSize,
        chunkData,
        trailer,
        unknown,  ///< a body without a length, or what nobody knows: until a segment starts with a message
        connect,  ///< the client asked for a tunnel and waits
        stopped,
    };
    struct Side {
        Reading state = Reading::head;
        std::uint64_t remaining = 0;
        std::uint64_t place = 0;     ///< octets given so far, missing ones too
        std::uint64_t end = 0;       ///< the place where the last message ended, if its length is known
        std::uint64_t lostFrom = 0;  ///< the place where octets were missing that no message accounts for
        bool lost = false;           ///< there were such since the last head
        bool headLost = false;       ///< and a head was the first of them
        bool hasBody = false;        ///< a body is being handed on, of the exchange `body`
        std::uint64_t body = 0;
        protocol::HttpHeadEnd headEnd;     ///< of what is in `buffer`
        std::vector<std::uint8_t> buffer;  ///< an unfinished head or line; in the end what a tunnel carries
        std::uint32_t frame = 0;           ///< of the latest segment
        std::int64_t time = 0;
    };
    bool step(int side, Bytes& octets);
    bool readLine(int side, Bytes& octets);
    bool readHead(int side, Bytes& octets);
    bool readRequest(Side& side, std::size_t& headSize);
    bool readResponse(Side& side, std::size_t& headSize, std::uint64_t start);
    void beginResponse(const protocol::HttpResponse& response, std::uint64_t start);
    void addRequest(const protocol::HttpRequest& request);
    void respondWithoutHead(Side& side);
    void flushHead(bool simpleOnly);
    bool endHead(int side);
    void skipUnanswered(std::uint64_t start);
    void lose(int side);
    void assumeTunnel();
    void body(int side, Bytes octets);
    void searchForm(Bytes octets);
    void endBody(int side);
    void beginBody(int side, const HttpExchange& exchange, const HttpBodyHead& head);
    void leaveBody(int side, HttpBodyEnd how);
    void finishResponse();
    void finishFirst();

    Side m_sides[2];
    std::uint64_t m_ahead = 0;        ///< of the segment at hand
    std::deque<HttpExchange> m_open;  ///< requests without a whole response, oldest first
    bool m_inResponse = false;        ///< m_open.front() has a response whose body is being read
    bool m_bodyRefused = false;       ///< the client's latest request was answered before the body that it announced
    bool m_tunnel = false;
    bool m_closing = false;
    std::vector<HttpExchange> m_done;
    std::optional<HttpExchange> m_upgraded;
    HttpBodies* m_bodies;
    std::uint64_t m_nextId = 1;
};

}  // namespace weir::engine
