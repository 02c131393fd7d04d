// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/httptracker.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/base/text.h"
#include "core/protocol/http.h"
#include "core/protocol/tls.h"

namespace weir::engine {
namespace {

constexpr std::size_t maximumOpen = 256;

bool startsMessage(int side, Bytes segment) {
    return side == 0 ? protocol::startsHttpRequest(segment) : protocol::startsHttpResponse(segment);
}

/// Whether a first line that was begun goes on in the next segment: "UN", then "LOCK / HTTP/1.1".
bool goesOn(int side, Bytes begun, Bytes segment) {
    std::vector<std::uint8_t> joined(begun.begin(), begun.end());
    const Bytes more = segment.first(std::min(segment.size(), protocol::maximumHttpHead));
    joined.insert(joined.end(), more.begin(), more.end());
    protocol::HttpRequest request;
    protocol::HttpResponse response;
    if (side == 0)
        return protocol::readHttpRequest(joined, request) != protocol::HttpStatus::notHttp && !request.version.empty();
    return protocol::readHttpResponse(joined, response) != protocol::HttpStatus::notHttp && response.status != 0;
}

bool usuallyHasBody(std::string_view method) {
    return sameButCase(method, "POST") || sameButCase(method, "PUT") || sameButCase(method, "PATCH");
}

}  // namespace

void HttpTracker::data(int side, Bytes segment, std::uint32_t frame, std::int64_t time, std::uint64_t ahead) {
    Side& s = m_sides[side];
    s.frame = frame;
    s.time = time;
    m_ahead = ahead;
    if (side == 1)
        flushHead(true);  // a request without a version has no end but the answer
    if (side == 0 && std::exchange(m_bodyRefused, false) && startsMessage(0, segment)) {
        leaveBody(0, HttpBodyEnd::cut);  // which is never sent then (RFC 9110 section 10.1.1)
        s.state = Reading::head;
    }
    const bool inFirstLine = s.state == Reading::head && !s.buffer.empty() && s.headEnd.lines() == 0;
    if (s.state == Reading::unknown || s.state == Reading::connect || inFirstLine) {
        // A second response is none unless a second request was made.
        const bool expected = side == 0 || !m_inResponse || m_open.size() > 1;
        if (expected && startsMessage(side, segment) && !(inFirstLine && goesOn(side, s.buffer, segment))) {
            leaveBody(side, s.lost ? HttpBodyEnd::cut : HttpBodyEnd::open);
            if (side == 1 && m_inResponse)
                finishResponse();
            s.buffer.clear();
            s.state = Reading::head;
        }
    }
    while (!segment.empty() && step(side, segment)) {
    }
}

void HttpTracker::gap(int side, std::uint64_t octets) {
    Side& s = m_sides[side];
    const std::uint64_t from = s.place;
    s.place += octets;
    if ((s.state == Reading::body || s.state == Reading::chunkData) && octets <= s.remaining) {
        s.remaining -= octets;
        if (m_bodies != nullptr && s.hasBody)
            m_bodies->gap(s.body, side, octets);
        if (s.remaining == 0)
            endBody(side);
        return;
    }
    if (!s.lost) {
        s.lostFrom = from;
        s.headLost = s.state == Reading::head && s.buffer.empty();
    }
    lose(side);
    s.lost = true;
    if (side == 1)
        assumeTunnel();
}

/// The answer to a CONNECT was not captured: a hello says what it was.
void HttpTracker::assumeTunnel() {
    if (m_sides[0].state != Reading::connect || !protocol::beginsClientHello(m_sides[0].buffer))
        return;
    m_tunnel = true;
    m_sides[0].state = m_sides[1].state = Reading::stopped;
}

void HttpTracker::search(int side) {
    m_sides[side].lost = true;
    m_sides[side].headLost = false;
    m_sides[side].lostFrom = m_sides[side].place;
    m_sides[side].state = Reading::unknown;
}

/// Lets a head whose rest was not captured end where its octets do; false where they are nothing.
bool HttpTracker::endHead(int side) {
    std::vector<std::uint8_t>& buffer = m_sides[side].buffer;
    const std::string head = protocol::endedHead(buffer, side == 0);
    if (!head.empty())
        buffer.assign(head.begin(), head.end());
    return !head.empty();
}

/// Nobody knows what comes next.
void HttpTracker::lose(int side) {
    Side& s = m_sides[side];
    if (side == 0 && s.state == Reading::head)
        flushHead(false);  // what is there of it is shown
    if (side == 1 && s.state == Reading::head && !s.buffer.empty()) {
        protocol::HttpResponse response;
        if (protocol::readHttpResponse(s.buffer, response) != protocol::HttpStatus::complete && endHead(side)) {
            response = {};
            protocol::readHttpResponse(s.buffer, response);
        }
        if (response.status >= 200)
            beginResponse(response, s.place);
    }
    leaveBody(side, m_closing && s.state == Reading::unknown && !s.lost ? HttpBodyEnd::open : HttpBodyEnd::cut);
    if (side == 1)
        finishResponse();
    s.buffer.clear();
    if (s.state != Reading::stopped && s.state != Reading::connect)
        s.state = Reading::unknown;
}

void HttpTracker::close() {
    m_closing = true;
    assumeTunnel();
    if (!m_tunnel) {
        lose(0);
        lose(1);
    }
    while (!m_open.empty()) finishFirst();
}

std::vector<HttpExchange> HttpTracker::take() { return std::exchange(m_done, {}); }

/// Consumes some of the octets; false when they have all been taken or kept.
bool HttpTracker::step(int side, Bytes& octets) {
    Side& s = m_sides[side];
    const auto take = [&](std::uint64_t count) {
        const auto taken = static_cast<std::size_t>(std::min<std::uint64_t>(count, octets.size()));
        body(side, octets.first(taken));
        octets = octets.subspan(taken);
        s.place += taken;
        return taken;
    };
    switch (s.state) {
        case Reading::stopped:
            if (m_tunnel)
                s.buffer.insert(s.buffer.end(), octets.begin(), octets.end());
            s.place += octets.size();
            return false;
        case Reading::connect:
            // Whoever does not wait for the answer, or whose answer was not captured.
            if (s.buffer.size() + octets.size() <= protocol::maximumHttpHead)
                s.buffer.insert(s.buffer.end(), octets.begin(), octets.end());
            s.place += octets.size();
            if (m_sides[1].lost)
                assumeTunnel();
            return false;
        case Reading::head:
            return readHead(side, octets);
        case Reading::unknown:
            take(octets.size());
            return false;
        case Reading::body:
        case Reading::chunkData:
            s.remaining -= take(s.remaining);
            if (s.remaining == 0)
                endBody(side);
            return true;
        case Reading::chunkSize:
        case Reading::trailer:
            return readLine(side, octets);
    }
    return false;
}

/// The line end after a chunk, the size of the next one in hexadecimal, or a field after the last one.
bool HttpTracker::readLine(int side, Bytes& octets) {
    constexpr std::size_t longestSize = 256;
    Side& s = m_sides[side];
    if (s.state == Reading::trailer && s.buffer.empty() && startsMessage(side, octets)) {
        s.state = Reading::head;  // the empty line was left out
        return true;
    }
    const std::uint8_t octet = octets[0];
    octets = octets.subspan(1);
    ++s.place;
    if (octet != '\n') {
        if (octet != '\r')
            s.buffer.push_back(octet);
        if (s.buffer.size() > (s.state == Reading::trailer ? protocol::maximumHttpHead : longestSize))
            lose(side);
        return true;
    }
    const std::string line(asText(s.buffer));
    s.buffer.clear();
    if (s.state == Reading::trailer) {
        if (line.empty()) {
            s.state = Reading::head;
            s.end = s.place;
        }
        return true;
    }
    if (line.empty())
        return true;
    std::uint64_t size = 0;
    if (std::from_chars(line.data(), line.data() + line.size(), size, 16).ec != std::errc{}) {
        lose(side);
        return true;
    }
    if (size == 0) {
        s.state = Reading::trailer;
        s.end = s.place;
        leaveBody(side, HttpBodyEnd::whole);
        if (side == 1)
            finishResponse();
    } else {
        s.remaining = size;
        s.state = Reading::chunkData;
    }
    return true;
}

bool HttpTracker::readHead(int side, Bytes& octets) {
    Side& s = m_sides[side];
    // Line ends between messages (and after a last chunk) belong to nothing.
    while (s.buffer.empty() && !octets.empty() && (octets[0] == '\r' || octets[0] == '\n')) {
        octets = octets.subspan(1);
        ++s.place;
    }
    if (octets.empty())
        return false;
    const std::size_t before = s.buffer.size();
    if (before == 0)
        s.headEnd = {};
    const std::size_t lines = s.headEnd.lines();
    const std::size_t room = protocol::maximumHttpHead + 1 - std::min(before, protocol::maximumHttpHead);
    const Bytes next = octets.first(std::min(octets.size(), room));
    const std::optional<std::size_t> end = s.headEnd.find(next);
    const std::size_t added = end.value_or(next.size());
    const std::uint64_t start = s.place - before;
    s.buffer.insert(s.buffer.end(), next.begin(), next.begin() + static_cast<std::ptrdiff_t>(added));
    // It is read when it is whole or can become no head, and not with every octet that comes: the first octets, the
    // first line and the length tell whether it is one.
    constexpr std::size_t few = 64;
    const bool began = before < few || (lines == 0 && s.headEnd.lines() > 0);
    if (!end && !began && s.buffer.size() <= protocol::maximumHttpHead) {
        s.place += added;
        return false;
    }
    std::size_t headSize = 0;
    const bool complete = side == 0 ? readRequest(s, headSize) : readResponse(s, headSize, start);
    if (!complete && s.state != Reading::head)
        return true;  // it is something else
    s.place += added;
    octets = octets.subspan(added);
    if (!complete)
        return true;
    s.buffer.clear();
    s.lost = false;
    if (s.state == Reading::head)
        s.end = s.place;
    else if (s.state == Reading::body)
        s.end = s.place + s.remaining;
    else
        s.end = UINT64_MAX;
    return true;
}

bool HttpTracker::readRequest(Side& side, std::size_t& headSize) {
    protocol::HttpRequest request;
    const protocol::HttpStatus status = protocol::readHttpRequest(side.buffer, request);
    if (status == protocol::HttpStatus::needMore)
        return false;
    if (status == protocol::HttpStatus::notHttp || request.http2Preface) {
        side.buffer.clear();
        side.state = request.http2Preface ? Reading::stopped : Reading::unknown;
        return false;
    }
    if (status == protocol::HttpStatus::broken) {  // too long to be looked at: its first lines are shown
        lose(0);
        return false;
    }
    headSize = request.headSize;
    addRequest(request);
    if (request.isConnect()) {
        side.state = Reading::connect;
    } else if (request.chunked) {
        side.state = Reading::chunkSize;
    } else if (request.contentLength) {
        side.remaining = *request.contentLength;
        side.state = side.remaining > 0 ? Reading::body : Reading::head;
    } else if (usuallyHasBody(request.method)) {
        side.state = Reading::unknown;
    }
    if (side.state != Reading::head && side.state != Reading::connect && !m_open.empty())
        beginBody(0, m_open.back(), bodyHead(request));
    return true;
}

void HttpTracker::addRequest(const protocol::HttpRequest& request) {
    const Side& side = m_sides[0];
    HttpExchange exchange;
    exchange.time = side.time;
    exchange.frame = side.frame;
    exchange.id = m_nextId++;
    fillRequest(exchange, request, side.buffer);
    exchange.answeredFrom = m_sides[1].place + m_ahead;
    m_open.push_back(std::move(exchange));
    if (m_open.size() > maximumOpen)
        finishFirst();
}

/// A request whose head did not come to its end, if its first line did.
void HttpTracker::flushHead(bool simpleOnly) {
    Side& side = m_sides[0];
    if (side.state != Reading::head || side.buffer.empty())
        return;
    protocol::HttpRequest request;
    if (protocol::readHttpRequest(side.buffer, request) != protocol::HttpStatus::complete && !simpleOnly &&
        endHead(0)) {
        request = {};
        protocol::readHttpRequest(side.buffer, request);
    }
    if (request.simple || (!simpleOnly && !request.version.empty() && !request.http2Preface)) {
        addRequest(request);
        side.buffer.clear();
        side.end = UINT64_MAX;
    }
}

/// After a loss the first requests may have had their responses: the client had come beyond them when it sent the next.
void HttpTracker::skipUnanswered(std::uint64_t start) {
    if (!m_sides[1].lost)
        return;
    const std::uint64_t from = m_sides[1].lostFrom;
    // Of several that were sent at once the first was answered by what is missing.
    if (m_sides[1].headLost && m_open.size() > 1 && m_open[1].answeredFrom <= from)
        finishFirst();
    while (m_open.size() > 1 && m_open[1].answeredFrom > from && m_open[1].answeredFrom <= start) finishFirst();
    // The server has seen more than the one request that is known here: the next one was not captured either.
    const Side& client = m_sides[0];
    if (m_open.size() == 1 && client.buffer.empty() && client.end != UINT64_MAX &&
        client.place + m_ahead > client.end && m_open[0].answeredFrom <= from)
        finishFirst();
}

bool HttpTracker::readResponse(Side& side, std::size_t& headSize, std::uint64_t start) {
    protocol::HttpResponse response;
    const protocol::HttpStatus status = protocol::readHttpResponse(side.buffer, response);
    if (status == protocol::HttpStatus::needMore)
        return false;
    if (status != protocol::HttpStatus::complete) {
        if (status == protocol::HttpStatus::broken) {
            lose(1);  // too long to be looked at: its first lines are shown
        } else {
            respondWithoutHead(side);
            side.buffer.clear();
            side.state = Reading::unknown;
        }
        return false;
    }
    headSize = response.headSize;
    beginResponse(response, start);
    return true;
}

void HttpTracker::beginResponse(const protocol::HttpResponse& response, std::uint64_t start) {
    Side& side = m_sides[1];
    skipUnanswered(start);
    const bool interim = response.status >= 100 && response.status < 200;
    if (interim && response.status != 101)
        return;
    if (m_open.empty()) {
        m_open.emplace_back();  // the request was not captured
        m_open.back().id = m_nextId++;
    }
    HttpExchange& exchange = m_open.front();
    const bool head = sameButCase(exchange.method, "HEAD");
    const bool connect = sameButCase(exchange.method, "CONNECT");
    const bool tunnel =
        (connect && response.status >= 200 && response.status < 300) || (interim && exchange.upgradesToTls);
    if (exchange.frame == 0) {
        exchange.frame = side.frame;
        exchange.time = side.time;
    }
    exchange.responseFrame = side.frame;
    fillResponse(exchange, response);
    m_inResponse = true;
    if (interim || tunnel) {
        const bool toHttp2 = interim && !tunnel && exchange.upgradesToHttp2;
        if (toHttp2) {
            m_upgraded = std::move(exchange);
            m_open.pop_front();
            m_inResponse = false;
        } else {
            finishResponse();
        }
        m_tunnel = tunnel || toHttp2;
        m_sides[0].state = side.state = Reading::stopped;
        return;
    }
    m_bodyRefused = exchange.expectsContinue && response.status >= 300 && exchange.bodyFrame[0] == 0 &&
                    m_open.size() == 1 && (m_sides[0].state == Reading::body || m_sides[0].state == Reading::chunkSize);
    if (connect && m_sides[0].state == Reading::connect) {  // refused: the client may ask again
        m_sides[0].state = m_sides[0].buffer.empty() ? Reading::head : Reading::unknown;
        m_sides[0].buffer.clear();
    }
    const bool none = head || response.status == 204 || response.status == 304 ||
                      (!response.chunked && response.contentLength == std::uint64_t{0});
    if (!none)
        beginBody(1, exchange, bodyHead(response));
    if (head || response.status == 204 || response.status == 304) {
        finishResponse();
    } else if (response.chunked) {
        side.state = Reading::chunkSize;
    } else if (response.contentLength) {
        side.remaining = *response.contentLength;
        side.state = side.remaining > 0 ? Reading::body : Reading::head;
        if (side.remaining == 0)
            finishResponse();
    } else {
        side.state = Reading::unknown;
    }
}

}  // namespace weir::engine
