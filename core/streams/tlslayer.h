// SPDX-License-Identifier: GPL-3.0-or-later
// Finds TLS in a TCP connection, from its first octet on or after a change to it, and opens it.
#pragma once

#include "core/decrypt/tlsdecryptor.h"

namespace weir::streams {

/// Takes what a connection says, in clear and inside TLS. Sides are those of the flow.
class LayerConsumer {
public:
    virtual void clear(int side, Bytes octets, const protocol::TcpArrival& arrival) = 0;
    virtual void clearGap(int side, std::uint64_t octets) = 0;
    /// From here on all is TLS's. `frame` brought the start of the hello.
    virtual void tlsBegins(int client, std::uint64_t frame) = 0;
    virtual void plain(int side, Bytes octets, const protocol::TcpArrival& arrival) = 0;
    virtual void plainGap(int side, std::uint64_t octets) = 0;
    virtual void certificate(Bytes) {}
    virtual void application(const std::string&) {}

protected:
    ~LayerConsumer() = default;
};

/// Not thread-safe; bounded as decrypt::TlsDecryptor is.
class TlsLayer final : private decrypt::TlsConsumer {
public:
    /// All must outlive it.
    TlsLayer(const decrypt::KeyLog& keys, decrypt::RecordScratch& scratch, LayerConsumer& out)
        : m_decryptor(keys, scratch), m_out(out) {}

    void data(int side, Bytes octets, const protocol::TcpArrival& arrival);
    void gap(int side, std::uint64_t octets);
    /// Nothing more comes: what waited for more is handed on.
    void end();

    bool isTls() const { return m_client >= 0; }
    /// Meaningful where it is TLS.
    decrypt::DecryptionState state() const { return m_decryptor.state(); }
    bool stopped() const { return isTls() && m_decryptor.stopped(); }

private:
    void begin(int client, const protocol::TcpArrival& arrival);
    int role(int side) const { return side == m_client ? 0 : 1; }
    int sideOf(int role) const { return role == 0 ? m_client : 1 - m_client; }
    void plain(int role, Bytes octets, const protocol::TcpArrival& arrival) override {
        m_out.plain(sideOf(role), octets, arrival);
    }
    void plainGap(int role, std::uint64_t octets) override { m_out.plainGap(sideOf(role), octets); }
    void certificate(Bytes der) override { m_out.certificate(der); }
    void application(const std::string& name) override { m_out.application(name); }

    /// Octets that may become a hello, or that were said before it came.
    struct Held {
        std::vector<std::uint8_t> octets;
        protocol::TcpArrival arrival;
    };
    void hold(int side, Bytes octets, const protocol::TcpArrival& arrival);
    void release(int side);

    decrypt::TlsDecryptor m_decryptor;
    LayerConsumer& m_out;
    Held m_held[2];
    int m_client = -1;
};

}  // namespace weir::streams
