// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/httptracker.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/protocol/credentials.h"
#include "core/protocol/http.h"

namespace weir::engine {
namespace {

constexpr std::size_t maximumText = 2048, maximumOpen = 256;

std::string cut(std::string_view text) { return std::string(text.substr(0, maximumText)); }

}  // namespace

void HttpTracker::data(int side, Bytes octets, std::uint32_t frame, std::int64_t time) {
    while (!octets.empty() && m_sides[side].state != Reading::stopped) {
        if (!step(side, octets, frame, time))
            return;
    }
}

/// What there is of a head whose rest was not captured.
void HttpTracker::readCutHead(int side) {
    Side& s = m_sides[side];
    if (s.state != Reading::head || s.buffer.empty())
        return;
    s.state = Reading::stopped;  // whatever the head is
    const std::string head = protocol::endedHead(s.buffer, side == 0);
    s.buffer.assign(head.begin(), head.end());
    std::size_t size = 0;
    if (!head.empty())
        side == 0 ? readRequest(s, s.frame, s.time, size) : readResponse(s, s.frame, size);
}

void HttpTracker::gap(int side) {
    readCutHead(side);
    m_sides[side].state = Reading::stopped;
    m_sides[side].buffer = {};
    if (side == 1 && m_inResponse)
        finishResponse();
}

void HttpTracker::close() {
    if (m_inResponse)
        finishResponse();
    for (HttpExchange& exchange : m_open) m_done.push_back(std::move(exchange));
    m_open.clear();
}

std::vector<HttpExchange> HttpTracker::take() { return std::exchange(m_done, {}); }

/// Consumes some of the octets; false when they have all been taken or kept.
bool HttpTracker::step(int side, Bytes& octets, std::uint32_t frame, std::int64_t time) {
    Side& s = m_sides[side];
    const auto take = [&](std::uint64_t count) {
        const auto taken = static_cast<std::size_t>(std::min<std::uint64_t>(count, octets.size()));
        body(side, octets.first(taken));
        octets = octets.subspan(taken);
        return taken;
    };
    switch (s.state) {
        case Reading::stopped:
            return false;
        case Reading::head:
            return readHead(side, octets, frame, time);
        case Reading::untilClose:
            take(octets.size());
            return false;
        case Reading::body:
            s.remaining -= take(s.remaining);
            if (s.remaining == 0) {
                s.state = Reading::head;
                if (side == 1)
                    finishResponse();
            }
            return true;
        case Reading::chunkData:
            s.remaining -= take(s.remaining);
            if (s.remaining == 0)
                s.state = Reading::chunkSize;
            return true;
        case Reading::chunkSize: {  // the line end after the last chunk, or the size of the next one in hexadecimal
            constexpr std::size_t longestLine = 256;
            const std::uint8_t octet = octets[0];
            octets = octets.subspan(1);
            if (octet != '\n') {
                s.buffer.push_back(octet);
                if (s.buffer.size() > longestLine)
                    gap(side);
                return true;
            }
            const std::string_view line = asText(s.buffer);
            std::uint64_t size = 0;
            const bool hasSize = std::from_chars(line.data(), line.data() + line.size(), size, 16).ec == std::errc{};
            s.buffer.clear();
            if (!hasSize)
                return true;
            if (size == 0) {
                s.state = Reading::head;
                s.buffer.clear();
                if (side == 1)
                    finishResponse();
            } else {
                s.remaining = size;
                s.state = Reading::chunkData;
            }
            return true;
        }
    }
    return false;
}

bool HttpTracker::readHead(int side, Bytes& octets, std::uint32_t frame, std::int64_t time) {
    Side& s = m_sides[side];
    // Line ends between messages (and after a last chunk) belong to nothing.
    while (s.buffer.empty() && !octets.empty() && (octets[0] == '\r' || octets[0] == '\n')) octets = octets.subspan(1);
    if (octets.empty())
        return false;
    s.frame = frame;
    s.time = time;
    const std::size_t before = s.buffer.size();
    const std::size_t added =
        std::min(octets.size(), protocol::maximumHttpHead + 1 - std::min(before, protocol::maximumHttpHead));
    s.buffer.insert(s.buffer.end(), octets.begin(), octets.begin() + static_cast<std::ptrdiff_t>(added));
    std::size_t headSize = 0;
    const bool complete = side == 0 ? readRequest(s, frame, time, headSize) : readResponse(s, frame, headSize);
    if (!complete)
        return false;  // all of it is kept, or the side stopped
    octets = octets.subspan(headSize - std::min(headSize, before));
    s.buffer.clear();
    return true;
}

bool HttpTracker::readRequest(Side& side, std::uint32_t frame, std::int64_t time, std::size_t& headSize) {
    protocol::HttpRequest request;
    const protocol::HttpStatus status = protocol::readHttpRequest(side.buffer, request);
    if (status == protocol::HttpStatus::needMore)
        return false;
    if (status != protocol::HttpStatus::complete || request.http2Preface) {
        gap(0);
        return false;
    }
    headSize = request.headSize;
    HttpExchange exchange;
    exchange.time = time;
    exchange.frame = frame;
    exchange.method = cut(request.method);
    exchange.host = cut(request.authority());
    exchange.target = cut(request.target);
    exchange.userAgent = cut(request.userAgent);
    if (const auto credentials = protocol::findCredentials("http", side.buffer)) {
        exchange.credentials = true;
        exchange.credentialsKind = credentials.kind;
    }
    m_open.push_back(std::move(exchange));
    if (m_open.size() > maximumOpen) {
        m_done.push_back(std::move(m_open.front()));
        m_open.pop_front();
        m_inResponse = false;
    }
    if (request.method == "CONNECT" || request.webSocket || request.upgradeToHttp2) {
        side.state = Reading::stopped;
    } else if (request.contentLength && *request.contentLength > 0) {
        side.state = Reading::body;
        side.remaining = *request.contentLength;
    }
    return true;
}

bool HttpTracker::readResponse(Side& side, std::uint32_t frame, std::size_t& headSize) {
    protocol::HttpResponse response;
    const protocol::HttpStatus status = protocol::readHttpResponse(side.buffer, response);
    if (status == protocol::HttpStatus::needMore)
        return false;
    if (status != protocol::HttpStatus::complete) {
        gap(1);
        return false;
    }
    headSize = response.headSize;
    const bool interim = response.status >= 100 && response.status < 200;
    if (interim && response.status != 101)
        return true;
    const bool head = !m_open.empty() && m_open.front().method == "HEAD";
    const bool connect = !m_open.empty() && m_open.front().method == "CONNECT";
    if (m_open.empty())
        m_open.emplace_back();  // the request was before the capture began
    HttpExchange& exchange = m_open.front();
    if (exchange.frame == 0)
        exchange.frame = frame;
    exchange.responseFrame = frame;
    exchange.status = response.status;
    exchange.contentType = cut(response.contentType);
    if (response.contentLength)
        exchange.bodyOctets = static_cast<std::int64_t>(std::min<std::uint64_t>(*response.contentLength, INT64_MAX));
    m_inResponse = true;
    if (interim || (connect && response.status < 300)) {
        finishResponse();
        side.state = Reading::stopped;
    } else if (head || response.status == 204 || response.status == 304) {
        finishResponse();
    } else if (response.chunked) {
        side.state = Reading::chunkSize;
    } else if (response.contentLength) {
        side.state = *response.contentLength > 0 ? Reading::body : Reading::head;
        side.remaining = *response.contentLength;
        if (side.remaining == 0)
            finishResponse();
    } else {
        side.state = Reading::untilClose;
    }
    return true;
}

void HttpTracker::body(int side, Bytes octets) {
    if (side == 1 && m_inResponse) {
        std::string& start = m_open.front().bodyStart;
        start +=
            asText(octets.first(std::min(octets.size(), bodyStartOctets - std::min(start.size(), bodyStartOctets))));
    }
}

void HttpTracker::finishResponse() {
    if (!m_open.empty() && m_inResponse) {
        m_done.push_back(std::move(m_open.front()));
        m_open.pop_front();
    }
    m_inResponse = false;
}

}  // namespace weir::engine
