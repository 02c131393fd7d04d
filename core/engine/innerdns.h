// SPDX-License-Identifier: GPL-3.0-or-later
// DNS that was spoken inside of something protected: over HTTPS (RFC 8484) and over TLS (RFC 7858).
#pragma once

#include <map>
#include <vector>

#include "core/engine/httpexchange.h"
#include "core/traffic/dnslog.h"
#include "core/traffic/flows.h"

namespace weir::engine {

/// Where the messages go.
struct DnsSink {
    traffic::DnsLog& log;
    TextPool& texts;
    traffic::AddressPool& told;
    const traffic::Flow& flow;
    int client;  ///< side of the flow

    /// `side` 0: the client's.
    void add(Bytes message, int side, traffic::DnsTransport transport, std::uint32_t frame, std::int64_t time) const;
};

/// The bodies of one connection that are DNS messages. Memory is bounded: `maximumBodies` of 64 KiB at once.
class DnsOverHttp final : public HttpBodies {
public:
    static constexpr std::size_t maximumBodies = 64, maximumMessage = 65535;

    explicit DnsOverHttp(DnsSink sink) : m_sink(sink) {}
    /// The time of the octets that come next.
    void now(std::int64_t time) { m_time = time; }

    void begin(int side, const HttpExchange& exchange, const HttpBodyHead& head) override;
    void data(std::uint64_t id, int side, Bytes octets, std::uint32_t frame) override;
    void gap(std::uint64_t id, int side, std::uint64_t octets) override;
    void end(std::uint64_t id, int side, HttpBodyEnd how, std::uint32_t frame) override;

private:
    DnsSink m_sink;
    std::int64_t m_time = 0;
    std::map<std::pair<std::uint64_t, int>, std::vector<std::uint8_t>> m_bodies;
};

/// Messages with their lengths, one after another.
class DnsOverTls {
public:
    explicit DnsOverTls(DnsSink sink) : m_sink(sink) {}
    void data(int side, Bytes octets, std::uint32_t frame, std::int64_t time);
    void gap(int side) { m_lost[side] = true; }

private:
    DnsSink m_sink;
    std::vector<std::uint8_t> m_buffer[2];
    bool m_lost[2] = {false, false};
};

}  // namespace weir::engine
