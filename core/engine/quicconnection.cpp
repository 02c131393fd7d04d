// SPDX-License-Identifier: GPL-3.0-or-later
// A QUIC connection, with HTTP/3 or DNS in it.
#include "core/decrypt/quicdecryptor.h"
#include "core/engine/decryptedconnections.h"
#include "core/engine/http3tracker.h"
#include "core/engine/innerdns.h"

namespace weir::engine {
namespace {

class QuicConnection final : public streams::StreamReader, public decrypt::QuicConsumer {
public:
    QuicConnection(DecryptedShared& shared, traffic::FlowId flow)
        : m_shared(shared),
          m_flow(flow),
          m_client(shared.state.flows[index(flow)].client),
          m_dns(DnsSink{shared.state.dns, shared.texts, shared.told, shared.state.flows[index(flow)], m_client}),
          m_quic(*shared.state.keys),
          m_http(&m_dns) {}

    void data(int side, Bytes octets, const protocol::TcpArrival& arrival) override {
        m_arrival = arrival;
        m_quic.datagram(side == m_client ? 0 : 1, octets, arrival.frame, *this);
        if (m_known == nullptr && m_quic.hasHello())
            m_known = m_shared.recordOf(m_flow, m_quic.helloFrame());
        keep();
    }
    void gap(int, std::uint64_t) override {}
    void end() override {
        m_http.close();
        keep();
        DecryptedShared::keepState(m_known, m_quic.state());
    }
    bool done() const override { return m_quic.stopped(); }

    void stream(int side, std::uint64_t id, Bytes octets, bool last) override {
        m_dns.now(m_arrival.time);
        m_http.stream(side, id, octets, last, static_cast<std::uint32_t>(m_arrival.frame), m_arrival.time);
    }
    void application(const std::string& name) override { m_shared.keepInner(m_known, name, {}); }
    void certificate(Bytes der) override { m_shared.keepInner(m_known, {}, der); }

private:
    void keep() { m_shared.keep(m_http.take(), m_flow, traffic::Protection::quic, m_known); }

    DecryptedShared& m_shared;
    traffic::FlowId m_flow;
    int m_client;
    DnsOverHttp m_dns;
    decrypt::QuicDecryptor m_quic;
    Http3Tracker m_http;
    traffic::Application* m_known = nullptr;
    protocol::TcpArrival m_arrival;
};

}  // namespace

std::unique_ptr<streams::StreamReader> makeQuicConnection(DecryptedShared& shared, traffic::FlowId flow) {
    return std::make_unique<QuicConnection>(shared, flow);
}

}  // namespace weir::engine
