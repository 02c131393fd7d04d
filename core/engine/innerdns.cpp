// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/innerdns.h"

#include <optional>

#include "core/base/text.h"
#include "core/engine/dnsreader.h"

namespace weir::engine {
namespace {

bool isDnsMessage(std::string_view contentType) {
    constexpr std::string_view type = "application/dns-message";
    return sameButCase(contentType.substr(0, type.size()), type);
}

int base64Digit(char letter) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const std::size_t at = digits.find(letter);
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

/// The message in a GET request's target, in base64url (RFC 8484 section 4.1.1); empty where there is none.
std::vector<std::uint8_t> messageInTarget(std::string_view target) {
    constexpr std::string_view name = "dns=";
    std::size_t at = target.find('?');
    while (at != std::string_view::npos && target.substr(at + 1, name.size()) != name) at = target.find('&', at + 1);
    std::vector<std::uint8_t> out;
    if (at == std::string_view::npos)
        return out;
    std::uint32_t bits = 0;
    unsigned count = 0;
    for (const char letter : target.substr(at + 1 + name.size())) {
        const int digit = base64Digit(letter);
        if (digit < 0)
            break;
        bits = bits << 6 | static_cast<std::uint32_t>(digit);
        count += 6;
        if (count >= 8) {
            count -= 8;
            out.push_back(static_cast<std::uint8_t>(bits >> count));
        }
    }
    return out;
}

}  // namespace

void DnsSink::add(Bytes message, int side, traffic::DnsTransport transport, std::uint32_t frame,
                  std::int64_t time) const {
    traffic::DnsMessageRow row;
    row.time = time;
    row.frame = frame;
    row.transport = transport;
    appendMessage(log, message, row, flow, side == 0 ? client : 1 - client, texts, told);
}

void DnsOverHttp::begin(int side, const HttpExchange& exchange, const HttpBodyHead& head) {
    if (!isDnsMessage(head.contentType) || m_bodies.size() >= maximumBodies)
        return;
    m_bodies[{exchange.id, side}];
    if (side == 1 && sameButCase(exchange.method, "GET")) {
        if (const auto message = messageInTarget(exchange.target); !message.empty())
            m_sink.add(message, 0, traffic::DnsTransport::https, exchange.frame, exchange.time);
    }
}

void DnsOverHttp::data(std::uint64_t id, int side, Bytes octets, std::uint32_t) {
    const auto found = m_bodies.find({id, side});
    if (found == m_bodies.end())
        return;
    if (found->second.size() + octets.size() > maximumMessage)
        m_bodies.erase(found);
    else
        found->second.insert(found->second.end(), octets.begin(), octets.end());
}

void DnsOverHttp::gap(std::uint64_t id, int side, std::uint64_t) { m_bodies.erase({id, side}); }

void DnsOverHttp::end(std::uint64_t id, int side, HttpBodyEnd how, std::uint32_t frame) {
    const auto found = m_bodies.find({id, side});
    if (found == m_bodies.end())
        return;
    if (how != HttpBodyEnd::cut)
        m_sink.add(found->second, side, traffic::DnsTransport::https, frame, m_time);
    m_bodies.erase(found);
}

void DnsOverTls::data(int side, Bytes octets, std::uint32_t frame, std::int64_t time) {
    constexpr std::size_t lengthSize = 2;
    std::vector<std::uint8_t>& buffer = m_buffer[side];
    if (m_lost[side])
        return;
    buffer.insert(buffer.end(), octets.begin(), octets.end());
    ByteReader reader(buffer);
    std::size_t taken = 0;
    while (reader.remaining() >= lengthSize) {
        const Bytes message = reader.bytes(reader.u16());
        if (!reader)
            break;
        m_sink.add(message, side, traffic::DnsTransport::tls, frame, time);
        taken = reader.position();
    }
    buffer.erase(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(taken));
}

}  // namespace weir::engine
