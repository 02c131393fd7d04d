// SPDX-License-Identifier: GPL-3.0-or-later
// Bodies of HTTP/1 messages, and how responses end: the other half of HttpTracker.
#include <utility>

#include "core/engine/httptracker.h"

namespace weir::engine {

/// What answers a request without a version is the body alone.
void HttpTracker::respondWithoutHead(Side& side) {
    if (m_open.empty() || !m_open.front().simple || m_inResponse)
        return;
    m_open.front().responseFrame = side.frame;
    m_inResponse = true;
}

void HttpTracker::body(int side, Bytes octets) {
    const Side& s = m_sides[side];
    if (side == 1 && m_inResponse)
        keepBodyStart(m_open.front(), 1, octets, s.frame);
    else if (side == 0 && !m_open.empty())
        keepBodyStart(m_open.back(), 0, octets, s.frame);
    if (m_bodies != nullptr && s.hasBody && !octets.empty())
        m_bodies->data(s.body, side, octets, s.frame);
    if (side == 0)
        searchForm(octets);
}

/// The body of the latest request, which may have been answered already.
void HttpTracker::searchForm(Bytes octets) {
    if (!m_open.empty())
        searchRequestBody(m_open.back(), octets);
    else if (!m_done.empty())
        searchRequestBody(m_done.back(), octets);
}

void HttpTracker::beginBody(int side, const HttpExchange& exchange, const HttpBodyHead& head) {
    if (m_bodies == nullptr)
        return;
    leaveBody(side, HttpBodyEnd::cut);
    m_sides[side].hasBody = true;
    m_sides[side].body = exchange.id;
    m_bodies->begin(side, exchange, head);
}

void HttpTracker::leaveBody(int side, HttpBodyEnd how) {
    Side& s = m_sides[side];
    if (m_bodies != nullptr && s.hasBody)
        m_bodies->end(s.body, side, how, s.frame);
    s.hasBody = false;
}

std::optional<HttpExchange> HttpTracker::upgraded() { return std::exchange(m_upgraded, std::nullopt); }

void HttpTracker::endBody(int side) {
    Side& s = m_sides[side];
    if (s.state == Reading::chunkData) {
        s.state = Reading::chunkSize;
        return;
    }
    leaveBody(side, HttpBodyEnd::whole);
    s.state = Reading::head;
    if (side == 1)
        finishResponse();
}

void HttpTracker::finishResponse() {
    if (m_inResponse && !m_open.empty())
        finishFirst();
    m_inResponse = false;
}

void HttpTracker::finishFirst() {
    m_done.push_back(std::move(m_open.front()));
    m_open.pop_front();
    m_inResponse = false;
}

}  // namespace weir::engine
