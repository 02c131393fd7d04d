// SPDX-License-Identifier: GPL-3.0-or-later
// What one connection says once it is decrypted: HTTP of any version, or DNS, becomes rows.
#pragma once

#include <memory>
#include <string>

#include "core/engine/http2tracker.h"
#include "core/engine/httptracker.h"
#include "core/engine/innerdns.h"

namespace weir::engine {

/// What is spoken, by what was agreed on (ALPN) and, first of all, by the octets.
enum class InnerService : std::uint8_t { undecided, http1, http2, dns, other };
/// `start` are the first octets of each side. Undecided while that may change.
InnerService innerService(std::string_view agreed, std::uint16_t serverPort, const Bytes (&start)[2]);

/// Side 0 is the client. Bounded as the trackers are, and by `identifyOctets` of each side before it is decided.
class InnerContent {
public:
    /// `bodies` gets the bodies of HTTP; `dns` may be null: then DNS is not read.
    InnerContent(std::uint16_t serverPort, HttpBodies* bodies, DnsOverTls* dns)
        : m_serverPort(serverPort), m_bodies(bodies), m_dns(dns) {}

    void agreed(std::string_view application) { m_agreed = application; }
    void data(int side, Bytes octets, std::uint32_t frame, std::int64_t time);
    void gap(int side, std::uint64_t octets);
    void end();
    /// Exchanges that are done; takes them out.
    std::vector<HttpExchange> take();
    InnerService service() const { return m_service; }

private:
    void decide(bool last);

    std::uint16_t m_serverPort;
    HttpBodies* m_bodies;
    DnsOverTls* m_dns;
    std::string m_agreed;
    InnerService m_service = InnerService::undecided;
    struct Start {
        std::vector<std::uint8_t> octets;
        std::uint32_t frame = 0;
        std::int64_t time = 0;
        bool lost = false;
    };
    Start m_start[2];
    std::unique_ptr<HttpTracker> m_http1;
    std::unique_ptr<Http2Tracker> m_http2;
};

}  // namespace weir::engine
