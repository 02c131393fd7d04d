// SPDX-License-Identifier: GPL-3.0-or-later
// A TCP connection with TLS in it, from its first octet on or after a change to it.
#include "core/engine/decryptedconnections.h"
#include "core/engine/innercontent.h"
#include "core/streams/tlslayer.h"

namespace weir::engine {
namespace {

class TlsConnection final : public streams::StreamReader, public streams::LayerConsumer {
public:
    TlsConnection(DecryptedShared& shared, traffic::FlowId flow)
        : m_shared(shared),
          m_flow(flow),
          m_layer(*shared.state.keys, shared.scratch, *this),
          m_sink{shared.state.dns, shared.texts, shared.told, shared.state.flows[index(flow)], 0} {}

    void data(int side, Bytes octets, const protocol::TcpArrival& arrival) override {
        m_layer.data(side, octets, arrival);
    }
    void gap(int side, std::uint64_t octets) override { m_layer.gap(side, octets); }
    bool done() const override { return m_layer.stopped(); }
    void end() override {
        m_layer.end();
        if (m_content) {
            m_content->end();
            keep();
        }
        DecryptedShared::keepState(m_known, m_layer.state());
    }

    void clear(int, Bytes, const protocol::TcpArrival&) override {}
    void clearGap(int, std::uint64_t) override {}
    void tlsBegins(int client, std::uint64_t frame) override {
        m_client = client;
        m_sink.client = client;
        m_dnsOverHttp.emplace(m_sink);
        m_dnsOverTls.emplace(m_sink);
        const traffic::Flow& flow = m_shared.state.flows[index(m_flow)];
        m_content = std::make_unique<InnerContent>(flow.port[1 - client], &*m_dnsOverHttp, &*m_dnsOverTls);
        m_known = m_shared.recordOf(m_flow, frame);
    }
    void plain(int side, Bytes octets, const protocol::TcpArrival& arrival) override {
        m_dnsOverHttp->now(arrival.time);
        m_content->data(role(side), octets, static_cast<std::uint32_t>(arrival.frame), arrival.time);
        keep();
    }
    void plainGap(int side, std::uint64_t octets) override { m_content->gap(role(side), octets); }
    void application(const std::string& name) override {
        m_shared.keepInner(m_known, name, {});
        m_content->agreed(name);
    }
    void certificate(Bytes der) override { m_shared.keepInner(m_known, {}, der); }

private:
    int role(int side) const { return side == m_client ? 0 : 1; }

    void keep() { m_shared.keep(m_content->take(), m_flow, traffic::Protection::tls, m_known); }

    DecryptedShared& m_shared;
    traffic::FlowId m_flow;
    streams::TlsLayer m_layer;
    DnsSink m_sink;
    std::optional<DnsOverHttp> m_dnsOverHttp;
    std::optional<DnsOverTls> m_dnsOverTls;
    std::unique_ptr<InnerContent> m_content;
    traffic::Application* m_known = nullptr;
    int m_client = 0;
};

}  // namespace

std::unique_ptr<streams::StreamReader> makeTlsConnection(DecryptedShared& shared, traffic::FlowId flow) {
    return std::make_unique<TlsConnection>(shared, flow);
}

}  // namespace weir::engine
