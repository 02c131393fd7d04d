// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/httpfiles.h"

#include <charconv>

namespace weir::files {
namespace {

std::string urlOf(const engine::HttpExchange& exchange, const FileContext& context) {
    const std::string_view target = exchange.target;
    if (target.empty() || target.front() != '/')
        return exchange.target;
    const bool clear = context.protection == traffic::Protection::none;
    const std::uint16_t port = context.flowRow().port[1 - context.client];
    std::string host = exchange.host;
    if (host.empty()) {
        host = context.serverText();
        if (port != (clear ? 80 : 443))
            host += ':' + std::to_string(port);
    }
    return (clear ? "http://" : "https://") + host + exchange.target;
}

/// Why a range (RFC 9110 section 14.4: "bytes 0-99/1234") is not the whole file; empty where it is.
std::string partOf(std::string_view range) {
    const std::size_t unit = range.find(' '), dash = range.find('-'), slash = range.find('/');
    if (unit == std::string_view::npos || dash == std::string_view::npos || slash == std::string_view::npos ||
        unit > dash || dash > slash)
        return {};
    const auto number = [](std::string_view text) {
        std::uint64_t value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
    };
    const auto first = number(range.substr(unit + 1, dash - unit - 1));
    const auto last = number(range.substr(dash + 1, slash - dash - 1));
    const auto total = number(range.substr(slash + 1));
    if (first == std::uint64_t{0} && last && total && *last + 1 == *total)
        return {};
    constexpr std::size_t longest = 64;
    return "only a part: " + std::string(range.substr(0, longest));
}

}  // namespace

void BodyFiles::finish() {
    while (!m_bodies.empty()) {
        const auto [id, side] = m_bodies.begin()->first;
        end(id, side, engine::HttpBodyEnd::cut, 0);
    }
}

void HttpFiles::data(int role, Bytes octets, std::uint32_t frame, std::int64_t time) {
    m_bodies.now(time);
    m_content.data(role, octets, frame, time);
    m_content.take();
}

void HttpFiles::end() {
    m_content.end();
    m_bodies.finish();
}

void BodyFiles::begin(int side, const engine::HttpExchange& exchange, const engine::HttpBodyHead& head) {
    if (m_bodies.size() >= maximumBodies)
        return;
    const auto [place, isNew] = m_bodies.try_emplace(
        {exchange.id, side}, Body{m_context.record("http", side == 0, exchange.frame, exchange.time),
                                  FileDigest(head.contentEncoding),
                                  {},
                                  false});
    Body& body = place->second;
    body.record.url = urlOf(exchange, m_context).substr(0, maximumText);
    body.record.name = nameInPath(parameter(head.contentDisposition, "filename"));
    if (body.record.name.empty())
        body.record.name = nameInPath(exchange.target);
    body.record.claimedType = typeOnly(head.contentType);
    body.record.userAgent = exchange.userAgent;
    if (exchange.status == 206)
        body.part = partOf(head.contentRange);
}

void BodyFiles::data(std::uint64_t id, int side, Bytes octets, std::uint32_t frame) {
    const auto found = m_bodies.find({id, side});
    if (found == m_bodies.end())
        return;
    Body& body = found->second;
    if (!body.begun) {
        body.begun = true;
        body.record.frame = frame;
        body.record.time = m_time;
        body.digest.sendTo(m_context.taker(body.record));
    }
    body.digest.add(octets, frame);
}

void BodyFiles::gap(std::uint64_t id, int side, std::uint64_t octets) {
    if (const auto found = m_bodies.find({id, side}); found != m_bodies.end())
        found->second.digest.gap(octets);
}

void BodyFiles::end(std::uint64_t id, int side, engine::HttpBodyEnd how, std::uint32_t) {
    const auto found = m_bodies.find({id, side});
    if (found == m_bodies.end())
        return;
    Body& body = found->second;
    std::string cut = body.part;
    if (how == engine::HttpBodyEnd::cut)
        cut = "the rest was not captured";
    else if (how == engine::HttpBodyEnd::open && !m_context.closed(side))
        cut = "its length is not known, and the connection goes on";
    if (body.begun || !body.digest.empty()) {  // also where nothing could be decoded
        body.digest.finish(body.record, cut);
        m_context.found.push_back(std::move(body.record));
    }
    m_bodies.erase(found);
}

}  // namespace weir::files
