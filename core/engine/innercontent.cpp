// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/innercontent.h"

#include <algorithm>
#include <utility>

#include "core/protocol/http.h"
#include "core/protocol/identify.h"

namespace weir::engine {
namespace {

constexpr std::string_view preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
constexpr std::uint16_t dnsOverTlsPort = 853;

}  // namespace

InnerService innerService(std::string_view agreed, std::uint16_t serverPort, const Bytes (&start)[2]) {
    const std::string_view client = asText(start[0]);
    const std::size_t known = std::min(client.size(), preface.size());
    const bool mayBeHttp2 = client.substr(0, known) == preface.substr(0, known);
    if (mayBeHttp2 && (agreed == "h2" || known == preface.size()))
        return InnerService::http2;
    if (protocol::startsHttpRequest(start[0]) || protocol::startsHttpResponse(start[1]))
        return InnerService::http1;
    if (agreed == "dot" || (agreed.empty() && serverPort == dnsOverTlsPort))
        return InnerService::dns;
    if (agreed == "http/1.1" || agreed == "http/1.0")
        return InnerService::http1;
    const protocol::Service service = protocol::identify(protocol::Transport::tcp, 0, serverPort, start[0], start[1]);
    if (service.name == "http" && service.confident)
        return InnerService::http1;
    const bool full = std::max(start[0].size(), start[1].size()) >= protocol::identifyOctets;
    return full ? InnerService::other : InnerService::undecided;
}

void InnerContent::data(int side, Bytes octets, std::uint32_t frame, std::int64_t time) {
    switch (m_service) {
        case InnerService::http1:
            m_http1->data(side, octets, frame, time);
            return;
        case InnerService::http2:
            m_http2->data(side, octets, frame, time);
            return;
        case InnerService::dns:
            if (m_dns != nullptr)
                m_dns->data(side, octets, frame, time);
            return;
        case InnerService::other:
            return;
        case InnerService::undecided:
            break;
    }
    Start& start = m_start[side];
    if (start.octets.empty()) {
        start.frame = frame;
        start.time = time;
    }
    start.octets.insert(start.octets.end(), octets.begin(), octets.end());
    decide(false);
}

void InnerContent::decide(bool last) {
    m_service = innerService(m_agreed, m_serverPort, {m_start[0].octets, m_start[1].octets});
    if (m_service == InnerService::undecided && last)
        m_service = InnerService::other;
    if (m_service == InnerService::undecided)
        return;
    if (m_service == InnerService::http1)
        m_http1 = std::make_unique<HttpTracker>(m_bodies);
    else if (m_service == InnerService::http2)
        m_http2 = std::make_unique<Http2Tracker>(m_bodies);
    for (const int side : {0, 1}) {
        Start start = std::exchange(m_start[side], {});
        if (start.lost)
            gap(side, 1);
        if (!start.octets.empty())
            data(side, start.octets, start.frame, start.time);
    }
}

void InnerContent::gap(int side, std::uint64_t octets) {
    if (m_http1)
        m_http1->gap(side, octets);
    else if (m_http2)
        m_http2->gap(side, octets);
    else if (m_service == InnerService::dns && m_dns != nullptr)
        m_dns->gap(side);
    else
        m_start[side].lost = true;
}

void InnerContent::end() {
    if (m_service == InnerService::undecided)
        decide(true);
    if (m_http1)
        m_http1->close();
    if (m_http2)
        m_http2->close();
}

std::vector<HttpExchange> InnerContent::take() {
    return m_http1 ? m_http1->take() : m_http2 ? m_http2->take() : std::vector<HttpExchange>();
}

}  // namespace weir::engine
