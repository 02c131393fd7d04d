// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/http2tracker.h"

#include <algorithm>
#include <utility>

#include "core/protocol/http.h"

namespace weir::engine {
namespace {

enum FrameType : std::uint8_t {
    dataFrame = 0,
    headersFrame = 1,
    resetFrame = 3,
    settingsFrame = 4,
    pushPromiseFrame = 5,
    continuationFrame = 9,
};
enum Flag : std::uint8_t { endStream = 0x1, acknowledged = 0x1, endHeaders = 0x4, padded = 0x8, priority = 0x20 };

constexpr std::string_view preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
constexpr std::size_t frameHeader = 9;
constexpr std::uint16_t tableSizeSetting = 1;
/// Of frames that are looked at; others, and DATA, pass whatever their length.
constexpr std::size_t maximumFrame = std::size_t{64} << 10;

struct FrameHead {
    std::uint32_t length = 0, stream = 0;
    std::uint8_t type = 0, flags = 0;
};

FrameHead readHead(Bytes octets) {
    ByteReader reader(octets);
    FrameHead head;
    head.length = reader.u24();
    head.type = reader.u8();
    head.flags = reader.u8();
    head.stream = reader.u32() & 0x7fffffff;
    return head;
}

}  // namespace

void Http2Tracker::data(int side, Bytes octets, std::uint32_t frame, std::int64_t time) {
    Side& s = m_sides[side];
    s.frame = frame;
    s.time = time;
    while (!octets.empty() && !s.stopped && step(side, octets)) {
    }
}

/// Takes some of the octets; false when all have been taken.
bool Http2Tracker::step(int side, Bytes& octets) {
    Side& s = m_sides[side];
    if (s.padLength || s.dataLeft > 0 || s.paddingLeft > 0)
        return readData(side, octets);
    const auto need = [&](std::size_t count) {
        const std::size_t more = std::min(octets.size(), count - std::min(count, s.buffer.size()));
        s.buffer.insert(s.buffer.end(), octets.begin(), octets.begin() + static_cast<std::ptrdiff_t>(more));
        octets = octets.subspan(more);
        return s.buffer.size() >= count;
    };
    if (side == 0 && !s.begun) {
        if (!need(preface.size()))
            return false;
        s.begun = asText(s.buffer) == preface;
        s.buffer.clear();
        if (!s.begun)
            stop(side);
        return true;
    }
    if (!need(frameHeader))
        return false;
    const FrameHead head = readHead(s.buffer);
    if (head.type == dataFrame) {
        s.buffer.clear();
        s.dataStream = head.stream;
        s.dataEnds = (head.flags & endStream) != 0;
        s.padLength = (head.flags & padded) != 0;
        s.dataLeft = head.length;
        if (s.padLength && head.length == 0)
            stop(side);
        else if (head.length == 0 && s.dataEnds)
            endSide(side, head.stream, HttpBodyEnd::whole);
        return true;
    }
    if (head.length > maximumFrame) {  // no settings allow it, or nobody has them so
        stop(side);
        return false;
    }
    if (!need(frameHeader + head.length))
        return false;
    if (!takeFrame(side, s.buffer))
        stop(side);
    s.buffer.clear();
    return true;
}

bool Http2Tracker::readData(int side, Bytes& octets) {
    Side& s = m_sides[side];
    if (s.padLength) {
        s.padLength = false;
        s.paddingLeft = octets[0];
        octets = octets.subspan(1);
        if (s.paddingLeft + 1 > s.dataLeft) {
            stop(side);
            return false;
        }
        s.dataLeft -= s.paddingLeft + 1;
    } else if (s.dataLeft > 0) {
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(s.dataLeft, octets.size()));
        takeBody(side, s.dataStream, octets.first(count));
        octets = octets.subspan(count);
        s.dataLeft -= count;
    } else {
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(s.paddingLeft, octets.size()));
        octets = octets.subspan(count);
        s.paddingLeft -= count;
    }
    if (s.dataLeft == 0 && s.paddingLeft == 0 && s.dataEnds)
        endSide(side, s.dataStream, HttpBodyEnd::whole);
    return true;
}

void Http2Tracker::gap(int side, std::uint64_t octets) {
    Side& s = m_sides[side];
    if (s.padLength || octets > s.dataLeft) {
        stop(side);
        return;
    }
    s.dataLeft -= octets;
    const auto found = m_streams.find(s.dataStream);
    if (found != m_streams.end() && found->second.hasBody[side] && m_bodies != nullptr)
        m_bodies->gap(found->second.exchange.id, side, octets);
    if (s.dataLeft == 0 && s.paddingLeft == 0 && s.dataEnds)
        endSide(side, s.dataStream, HttpBodyEnd::whole);
}

/// A whole frame other than DATA; false where the side cannot be read any further.
bool Http2Tracker::takeFrame(int side, Bytes frame) {
    Side& s = m_sides[side];
    const FrameHead head = readHead(frame);
    ByteReader body(frame.subspan(frameHeader));
    if (s.inBlock && (head.type != continuationFrame || head.stream != s.blockStream))
        return false;
    const bool begins = head.type == headersFrame || head.type == pushPromiseFrame;
    if (begins) {
        const std::size_t padding = (head.flags & padded) != 0 ? body.u8() : 0;
        if (head.type == headersFrame && (head.flags & priority) != 0)
            body.skip(5);
        s.promised = head.type == pushPromiseFrame ? body.u32() & 0x7fffffff : 0;
        if (!body || padding > body.remaining())
            return false;
        s.blockStream = head.stream;
        s.blockEnds = head.type == headersFrame && (head.flags & endStream) != 0;
        return addBlock(side, body.bytes(body.remaining() - padding), (head.flags & endHeaders) != 0);
    }
    switch (head.type) {
        case continuationFrame:
            return s.inBlock && addBlock(side, body.rest(), (head.flags & endHeaders) != 0);
        case settingsFrame:
            while ((head.flags & acknowledged) == 0 && body.remaining() >= 6) {
                const std::uint16_t what = body.u16();
                const std::uint32_t value = body.u32();
                if (what == tableSizeSetting)
                    m_sides[1 - side].hpack.allowTable(value);
            }
            return true;
        case resetFrame:
            if (const auto found = m_streams.find(head.stream); found != m_streams.end())
                finish(found);
            return true;
        default:
            return true;
    }
}

bool Http2Tracker::addBlock(int side, Bytes fragment, bool last) {
    Side& s = m_sides[side];
    s.inBlock = !last;
    if (s.block.size() + fragment.size() > maximumBlock)
        return false;
    s.block.insert(s.block.end(), fragment.begin(), fragment.end());
    if (!last)
        return true;
    protocol::HeaderFields fields;
    const bool read = s.hpack.read(s.block, fields);
    s.block.clear();
    if (!read)
        return false;
    if (s.promised != 0) {
        Stream& pushed = stream(s.promised);
        takeRequest(side, s.promised, pushed, fields, true);
    } else {
        takeHeaders(side, s.blockStream, fields, s.blockEnds);
    }
    return true;
}

Http2Tracker::Stream& Http2Tracker::stream(std::uint32_t id) {
    const auto found = m_streams.find(id);
    if (found != m_streams.end())
        return found->second;
    if (m_streams.size() >= maximumStreams)
        finish(m_streams.begin());
    Stream& made = m_streams[id];
    made.exchange.id = m_nextId++;
    return made;
}

void Http2Tracker::takeHeaders(int side, std::uint32_t id, const protocol::HeaderFields& fields, bool ends) {
    if (id == 0)
        return;
    if (side == 0 && !fields.value(":method").empty()) {
        takeRequest(side, id, stream(id), fields, ends);
    } else if (side == 1 && !fields.value(":status").empty()) {
        takeResponse(stream(id), fields, ends);
    }
    if (ends)  // trailers, too
        endSide(side, id, HttpBodyEnd::whole);
}

void Http2Tracker::takeRequest(int side, std::uint32_t id, Stream& stream, const protocol::HeaderFields& fields,
                               bool ends) {
    const std::string head = protocol::requestHead(fields, "2");
    protocol::HttpRequest request;
    if (head.empty() || stream.exchange.frame != 0 ||
        protocol::readHttpRequest(asBytes(head), request) != protocol::HttpStatus::complete) {
        if (head.empty() && stream.exchange.frame == 0 && stream.exchange.responseFrame == 0)
            m_streams.erase(id);
        return;
    }
    fillRequest(stream.exchange, request, asBytes(head));
    stream.exchange.frame = m_sides[side].frame;
    stream.exchange.time = m_sides[side].time;
    if (side == 0)
        beginBody(0, stream, bodyHead(request), ends);
    else
        stream.ended[0] = true;  // promised by the server
}

void Http2Tracker::takeResponse(Stream& stream, const protocol::HeaderFields& fields, bool ends) {
    const std::string head = protocol::responseHead(fields, "2");
    protocol::HttpResponse response;
    if (head.empty() || stream.answered ||
        protocol::readHttpResponse(asBytes(head), response) != protocol::HttpStatus::complete ||
        (response.status < 200 && !ends))
        return;
    stream.answered = true;
    fillResponse(stream.exchange, response);
    stream.exchange.responseFrame = m_sides[1].frame;
    if (stream.exchange.frame == 0) {  // the request was not captured
        stream.exchange.frame = m_sides[1].frame;
        stream.exchange.time = m_sides[1].time;
    }
    beginBody(1, stream, bodyHead(response), ends);
}

void Http2Tracker::beginBody(int side, Stream& stream, const HttpBodyHead& head, bool ends) {
    stream.hasBody[side] = !ends;
    if (!ends && m_bodies != nullptr)
        m_bodies->begin(side, stream.exchange, head);
}

void Http2Tracker::takeBody(int side, std::uint32_t id, Bytes octets) {
    const auto found = m_streams.find(id);
    if (found == m_streams.end() || octets.empty())
        return;
    Stream& stream = found->second;
    if (side == 1)
        stream.octets += octets.size();
    keepBodyStart(stream.exchange, side, octets, m_sides[side].frame);
    if (side == 0)
        searchRequestBody(stream.exchange, octets);
    if (stream.hasBody[side] && m_bodies != nullptr)
        m_bodies->data(stream.exchange.id, side, octets, m_sides[side].frame);
}

void Http2Tracker::leaveBody(int side, Stream& stream, HttpBodyEnd how) {
    if (stream.hasBody[side] && m_bodies != nullptr)
        m_bodies->end(stream.exchange.id, side, how, m_sides[side].frame);
    stream.hasBody[side] = false;
}

void Http2Tracker::endSide(int side, std::uint32_t id, HttpBodyEnd how) {
    m_sides[side].dataEnds = false;
    const auto found = m_streams.find(id);
    if (found == m_streams.end())
        return;
    Stream& stream = found->second;
    leaveBody(side, stream, how);
    stream.ended[side] = true;
    if (side == 1 && stream.exchange.bodyOctets < 0 && stream.answered)
        stream.exchange.bodyOctets = static_cast<std::int64_t>(stream.octets);
    // A server may answer before it has heard all, and then the rest is of no matter.
    if (stream.ended[1] && (stream.ended[0] || m_sides[0].stopped))
        finish(found);
}

void Http2Tracker::finish(std::map<std::uint32_t, Stream>::iterator which) {
    Stream& stream = which->second;
    for (const int side : {0, 1}) leaveBody(side, stream, HttpBodyEnd::cut);
    if (stream.exchange.frame != 0)
        m_done.push_back(std::move(stream.exchange));
    m_streams.erase(which);
}

/// What more there is of this side cannot be read.
void Http2Tracker::stop(int side) {
    Side& s = m_sides[side];
    if (s.stopped)
        return;
    s.stopped = true;
    s.buffer = {};
    s.block = {};
    for (auto each = m_streams.begin(); each != m_streams.end();) {
        const auto current = each++;
        leaveBody(side, current->second, HttpBodyEnd::cut);
        if (current->second.ended[1 - side] || m_sides[1 - side].stopped)
            finish(current);
    }
}

void Http2Tracker::upgraded(HttpExchange exchange) {
    Stream& stream = m_streams[1];
    exchange.id = m_nextId++;
    exchange.version = "2";
    stream.exchange = std::move(exchange);
    stream.ended[0] = true;
}

void Http2Tracker::close() {
    while (!m_streams.empty()) finish(m_streams.begin());
}

std::vector<HttpExchange> Http2Tracker::take() { return std::exchange(m_done, {}); }

}  // namespace weir::engine
