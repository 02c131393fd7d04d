// SPDX-License-Identifier: GPL-3.0-or-later
// Files in HTTP/3: a QUIC connection opened once more, its bodies hashed.
#include "core/decrypt/quicdecryptor.h"
#include "core/engine/http3tracker.h"
#include "core/files/httpfiles.h"

namespace weir::files {
namespace {

class QuicFiles final : public streams::StreamReader, public decrypt::QuicConsumer {
public:
    explicit QuicFiles(const FileContext& context)
        : m_client(context.client), m_bodies(context), m_quic(*context.state.keys), m_http(&m_bodies) {}

    void data(int side, Bytes octets, const protocol::TcpArrival& arrival) override {
        m_arrival = arrival;
        m_bodies.now(arrival.time);
        m_quic.datagram(side == m_client ? 0 : 1, octets, arrival.frame, *this);
        m_http.take();
    }
    void gap(int, std::uint64_t) override {}
    void end() override {
        m_http.close();
        m_bodies.finish();
    }
    bool done() const override { return m_quic.stopped(); }
    void stream(int side, std::uint64_t id, Bytes octets, bool last) override {
        m_http.stream(side, id, octets, last, static_cast<std::uint32_t>(m_arrival.frame), m_arrival.time);
    }

private:
    int m_client;
    BodyFiles m_bodies;
    decrypt::QuicDecryptor m_quic;
    engine::Http3Tracker m_http;
    protocol::TcpArrival m_arrival;
};

}  // namespace

std::unique_ptr<streams::StreamReader> makeQuicFiles(const FileContext& context) {
    return std::make_unique<QuicFiles>(context);
}

}  // namespace weir::files
