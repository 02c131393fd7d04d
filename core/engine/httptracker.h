// SPDX-License-Identifier: GPL-3.0-or-later
// Follows the requests and responses of one HTTP/1 connection, skipping over their bodies.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "core/base/bytes.h"

namespace weir::engine {

/// A request with its response as far as it was seen. Texts are cut to 2,048 octets.
struct HttpExchange {
    std::int64_t time = 0;
    std::uint32_t frame = 0;
    std::uint32_t responseFrame = 0;
    std::string method, host, target, userAgent, contentType;
    std::string bodyStart;  ///< the first octets of the response's body
    std::int64_t bodyOctets = -1;
    int status = 0;
    bool credentials = false;     ///< user name and password in clear
    std::string credentialsKind;  ///< "http basic", "http form"; never the secret
};

/// Feed each direction's octets in order. Gives up on a direction at a gap or at the first octet that is not HTTP.
class HttpTracker {
public:
    static constexpr std::size_t bodyStartOctets = 1024;

    /// Octets of the client (side 0) or the server (side 1), in the frame that completed them.
    void data(int side, Bytes octets, std::uint32_t frame, std::int64_t time);
    void gap(int side);
    /// Nothing more will come: exchanges without a response are done, too.
    void close();
    /// Exchanges that are done, oldest first; takes them out.
    std::vector<HttpExchange> take();
    bool idle() const { return m_sides[0].state == Reading::stopped && m_sides[1].state == Reading::stopped; }

private:
    enum class Reading : std::uint8_t { head, body, chunkSize, chunkData, untilClose, stopped };
    struct Side {
        Reading state = Reading::head;
        std::uint64_t remaining = 0;
        std::vector<std::uint8_t> buffer;  ///< an unfinished head or chunk size line
        std::uint32_t frame = 0;           ///< in which octets of a head came last
        std::int64_t time = 0;
    };
    bool step(int side, Bytes& octets, std::uint32_t frame, std::int64_t time);
    void readCutHead(int side);
    bool readHead(int side, Bytes& octets, std::uint32_t frame, std::int64_t time);
    bool readRequest(Side& side, std::uint32_t frame, std::int64_t time, std::size_t& headSize);
    bool readResponse(Side& side, std::uint32_t frame, std::size_t& headSize);
    void body(int side, Bytes octets);
    void finishResponse();

    Side m_sides[2];
    std::deque<HttpExchange> m_open;  ///< requests without a whole response, oldest first
    bool m_inResponse = false;        ///< m_open.front() has a response whose body is being read
    std::vector<HttpExchange> m_done;
};

}  // namespace weir::engine
