// SPDX-License-Identifier: GPL-3.0-or-later
// Follows the requests and responses of one HTTP/1 connection, skipping over their bodies.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "core/base/bytes.h"

namespace weir::protocol {
struct HttpRequest;
struct HttpResponse;
}  // namespace weir::protocol

namespace weir::engine {

/// A request with its response as far as it was seen, or a response whose request was not. Texts are cut to 2,048
/// octets. `time` and `frame` are the request's, without one the response's.
struct HttpExchange {
    std::int64_t time = 0;
    std::uint32_t frame = 0;
    std::uint32_t responseFrame = 0;
    std::string method, host, target, userAgent, contentType;
    std::string bodyStart;  ///< the first octets of the response's body
    std::int64_t bodyOctets = -1;
    std::uint64_t answeredFrom = 0;  ///< the place in the server's stream that its client had come to
    int status = 0;
    bool proxied = false;         ///< a proxy was asked: the host is not the server
    bool simple = false;          ///< without a version; the response has no head
    bool upgradesToTls = false;   ///< if the server agrees
    bool bodyEncoded = false;     ///< by a content encoding
    std::string_view attack;      ///< protocol::attackInRequest; lives as long as the program
    bool credentials = false;     ///< user name and password in clear
    std::string credentialsKind;  ///< "http basic", "http form"; never the secret
};

/// Feed each direction's octets in order, a segment at a time. Inside a body of known length nothing is taken for a
/// head. A body that no length announced, or in which octets are missing beyond its length, ends where the next segment
/// starts with a request line (of a server: a status line that somebody waits for). Memory is bounded: 16 KiB of a head
/// or of what a client says before its CONNECT is answered, and 256 requests without a response.
class HttpTracker {
public:
    static constexpr std::size_t bodyStartOctets = 1024;

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
        std::uint64_t place = 0;           ///< octets given so far, missing ones too
        std::uint64_t end = 0;             ///< the place where the last message ended, if its length is known
        std::uint64_t lostFrom = 0;        ///< the place where octets were missing that no message accounts for
        bool lost = false;                 ///< there were such since the last head
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
    void endBody(int side);
    void finishResponse();
    void finishFirst();

    Side m_sides[2];
    std::uint64_t m_ahead = 0;        ///< of the segment at hand
    std::deque<HttpExchange> m_open;  ///< requests without a whole response, oldest first
    bool m_inResponse = false;        ///< m_open.front() has a response whose body is being read
    bool m_tunnel = false;
    std::vector<HttpExchange> m_done;
};

}  // namespace weir::engine
