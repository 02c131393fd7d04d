// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/http3tracker.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/protocol/http.h"

namespace weir::engine {
namespace {

enum StreamType : std::uint64_t { controlStream = 0, pushStream = 1, encoderStream = 2, decoderStream = 3 };
enum FrameType : std::uint64_t { dataFrame = 0, headersFrame = 1, settingsFrame = 4 };
constexpr std::uint64_t tableSetting = 1;

/// RFC 9000 section 16; nothing while it is not whole.
std::optional<std::uint64_t> variableInteger(ByteReader& reader) {
    const std::uint8_t first = reader.u8();
    std::uint64_t value = first & 0x3f;
    for (unsigned more = (1U << (first >> 6)) - 1; more > 0; --more) value = value << 8 | reader.u8();
    return reader ? std::optional(value) : std::nullopt;
}

}  // namespace

void Http3Tracker::stream(int side, std::uint64_t id, Bytes octets, bool last, std::uint32_t frame, std::int64_t time) {
    if ((id & 2) != 0) {
        single(side, id, octets);
        return;
    }
    if ((id & 1) != 0)
        return;  // servers open no streams of two ways
    if (!m_exchanges.contains(id)) {
        if (octets.empty())
            return;
        if (m_exchanges.size() >= maximumStreams)
            finish(m_exchanges.begin());
        m_exchanges[id].exchange.id = m_nextId++;
    }
    Way& way = m_exchanges[id].ways[side];
    way.frame = frame;
    way.time = time;
    request(side, id, octets);
    if (last)
        endWay(side, id);
}

void Http3Tracker::single(int side, std::uint64_t id, Bytes octets) {
    constexpr std::size_t most = 64;
    if (!m_singles.contains({id, side}) && m_singles.size() >= most)
        return;
    Single& stream = m_singles[{id, side}];
    if (!stream.typed) {
        stream.buffer.insert(stream.buffer.end(), octets.begin(), octets.end());
        ByteReader reader(stream.buffer);
        const auto type = variableInteger(reader);
        if (!type)
            return;
        stream.typed = true;
        stream.type = *type;
        const std::vector<std::uint8_t> all = std::exchange(stream.buffer, {});
        single(side, id, Bytes(all).subspan(reader.position()));
        return;
    }
    if (stream.type == controlStream) {
        control(side, stream, octets);
    } else if (stream.type == encoderStream && !octets.empty()) {
        m_qpack[side].instructions(octets);
        for (const Blocked& each : std::exchange(m_blocked[side], {}))
            headers(side, each.id, each.block, each.frame, each.time);
    }
}

/// SETTINGS come first (RFC 9114 section 6.2.1); nothing behind them matters.
void Http3Tracker::control(int side, Single& stream, Bytes octets) {
    constexpr std::size_t most = 4096;
    if (stream.skipLeft > 0 || stream.buffer.size() > most)
        return;
    stream.buffer.insert(stream.buffer.end(), octets.begin(), octets.end());
    ByteReader reader(stream.buffer);
    const auto type = variableInteger(reader);
    const auto length = variableInteger(reader);
    if (!type || !length || *length > reader.remaining())
        return;
    ByteReader settings(reader.bytes(static_cast<std::size_t>(*length)));
    while (*type == settingsFrame && !settings.atEnd()) {
        const auto what = variableInteger(settings), value = variableInteger(settings);
        if (!what || !value)
            break;
        if (*what == tableSetting)
            m_qpack[1 - side].allowTable(*value);  // what the other side may use
    }
    stream.skipLeft = 1;
    stream.buffer = {};
}

void Http3Tracker::request(int side, std::uint64_t id, Bytes octets) {
    Exchange& exchange = m_exchanges[id];
    while (!octets.empty() && !exchange.ways[side].broken && step(side, exchange, id, octets)) {
    }
}

bool Http3Tracker::step(int side, Exchange& exchange, std::uint64_t id, Bytes& octets) {
    Way& way = exchange.ways[side];
    const auto pass = [&](std::uint64_t& left) {
        const Bytes now = octets.first(static_cast<std::size_t>(std::min<std::uint64_t>(left, octets.size())));
        octets = octets.subspan(now.size());
        left -= now.size();
        return now;
    };
    if (way.dataLeft > 0) {
        body(side, exchange, pass(way.dataLeft));
        return true;
    }
    if (way.skipLeft > 0) {
        pass(way.skipLeft);
        return true;
    }
    // A frame's head, octet by octet; then the whole frame where it is one of headers.
    way.buffer.push_back(octets[0]);
    octets = octets.subspan(1);
    ByteReader reader(way.buffer);
    const auto type = variableInteger(reader);
    const auto length = type ? variableInteger(reader) : std::nullopt;
    if (!length)
        return true;
    if (*type == dataFrame) {
        way.dataLeft = *length;
        way.buffer.clear();
        return true;
    }
    if (*type != headersFrame) {
        way.skipLeft = *length;
        way.buffer.clear();
        return true;
    }
    if (*length > maximumBlock) {
        way.broken = true;
        return false;
    }
    const std::size_t head = reader.position(), whole = head + static_cast<std::size_t>(*length);
    const std::size_t more = std::min(octets.size(), whole - std::min(whole, way.buffer.size()));
    way.buffer.insert(way.buffer.end(), octets.begin(), octets.begin() + static_cast<std::ptrdiff_t>(more));
    octets = octets.subspan(more);
    if (way.buffer.size() < whole)
        return true;
    const std::vector<std::uint8_t> frame = std::exchange(way.buffer, {});
    headers(side, id, Bytes(frame).subspan(head), way.frame, way.time);
    return true;
}

void Http3Tracker::headers(int side, std::uint64_t id, Bytes block, std::uint32_t frame, std::int64_t time) {
    const auto found = m_exchanges.find(id);
    if (found == m_exchanges.end())
        return;
    protocol::HeaderFields fields;
    switch (m_qpack[side].read(id, block, fields)) {
        case protocol::QpackDecoder::Outcome::read:
            takeFields(side, found->second, fields, frame, time);
            return;
        case protocol::QpackDecoder::Outcome::blocked:
            if (m_blocked[side].size() < maximumStreams)
                m_blocked[side].push_back({id, {block.begin(), block.end()}, frame, time});
            return;
        case protocol::QpackDecoder::Outcome::broken:
            found->second.ways[side].broken = true;
    }
}

void Http3Tracker::takeFields(int side, Exchange& all, const protocol::HeaderFields& fields, std::uint32_t frame,
                              std::int64_t time) {
    HttpExchange& exchange = all.exchange;
    if (side == 0) {
        const std::string head = protocol::requestHead(fields, "3");
        protocol::HttpRequest request;
        if (head.empty() || !exchange.method.empty() ||
            protocol::readHttpRequest(asBytes(head), request) != protocol::HttpStatus::complete)
            return;
        fillRequest(exchange, request, asBytes(head));
        exchange.frame = frame;
        exchange.time = time;
        all.ways[0].hasBody = true;
        if (m_bodies != nullptr)
            m_bodies->begin(0, exchange, bodyHead(request));
        return;
    }
    const std::string head = protocol::responseHead(fields, "3");
    protocol::HttpResponse response;
    if (head.empty() || all.answered ||
        protocol::readHttpResponse(asBytes(head), response) != protocol::HttpStatus::complete || response.status < 200)
        return;
    all.answered = true;
    fillResponse(exchange, response);
    exchange.responseFrame = frame;
    if (exchange.frame == 0) {
        exchange.frame = frame;
        exchange.time = time;
    }
    all.ways[1].hasBody = true;
    if (m_bodies != nullptr)
        m_bodies->begin(1, exchange, bodyHead(response));
}

void Http3Tracker::body(int side, Exchange& exchange, Bytes octets) {
    if (side == 1)
        exchange.octets += octets.size();
    keepBodyStart(exchange.exchange, side, octets, exchange.ways[side].frame);
    if (exchange.ways[side].hasBody && m_bodies != nullptr)
        m_bodies->data(exchange.exchange.id, side, octets, exchange.ways[side].frame);
}

void Http3Tracker::leaveBody(int side, Exchange& exchange, HttpBodyEnd how) {
    Way& way = exchange.ways[side];
    if (way.hasBody && m_bodies != nullptr)
        m_bodies->end(exchange.exchange.id, side, how, way.frame);
    way.hasBody = false;
}

void Http3Tracker::endWay(int side, std::uint64_t id) {
    const auto found = m_exchanges.find(id);
    if (found == m_exchanges.end())
        return;
    Exchange& exchange = found->second;
    exchange.ways[side].ended = true;
    const bool waits =
        std::any_of(m_blocked[side].begin(), m_blocked[side].end(), [&](const Blocked& each) { return each.id == id; });
    if (waits)
        return;
    leaveBody(side, exchange, HttpBodyEnd::whole);
    if (side == 1 && exchange.exchange.bodyOctets < 0 && exchange.answered)
        exchange.exchange.bodyOctets = static_cast<std::int64_t>(exchange.octets);
    if (exchange.ways[1].ended && exchange.ways[0].ended)
        finish(found);
}

void Http3Tracker::finish(std::map<std::uint64_t, Exchange>::iterator which) {
    Exchange& exchange = which->second;
    for (const int side : {0, 1})
        leaveBody(side, exchange, exchange.ways[side].ended ? HttpBodyEnd::whole : HttpBodyEnd::cut);
    if (exchange.exchange.frame != 0)
        m_done.push_back(std::move(exchange.exchange));
    m_exchanges.erase(which);
}

void Http3Tracker::close() {
    while (!m_exchanges.empty()) finish(m_exchanges.begin());
}

std::vector<HttpExchange> Http3Tracker::take() { return std::exchange(m_done, {}); }

}  // namespace weir::engine
