// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/streams/tlslayer.h"

#include <utility>

#include "core/protocol/tls.h"

namespace weir::streams {
namespace {

constexpr std::size_t enough = 6;  ///< octets that tell a hello
constexpr std::size_t maximumHeld = std::size_t{64} << 10;

/// Whether octets begin with a record that holds a ServerHello.
bool beginsServerHello(Bytes octets) {
    ByteReader reader(octets);
    const std::uint8_t type = reader.u8(), version = reader.u8();
    reader.skip(3);
    return reader.u8() == decrypt::serverHello && reader && type == 22 && version == 3;
}

}  // namespace

void TlsLayer::begin(int client, const protocol::TcpArrival& arrival) {
    m_client = client;
    m_out.tlsBegins(client, arrival.frame);
    const Held hello = std::exchange(m_held[client], {});
    const Held answer = std::exchange(m_held[1 - client], {});
    m_decryptor.data(0, hello.octets, hello.arrival, *this);
    if (!answer.octets.empty())
        m_decryptor.data(1, answer.octets, answer.arrival, *this);
}

void TlsLayer::hold(int side, Bytes octets, const protocol::TcpArrival& arrival) {
    Held& held = m_held[side];
    held.octets.insert(held.octets.end(), octets.begin(), octets.end());
    held.arrival = arrival;
    if (held.octets.size() > maximumHeld)
        release(side);
}

void TlsLayer::release(int side) {
    const Held held = std::exchange(m_held[side], {});
    if (!held.octets.empty())
        m_out.clear(side, held.octets, held.arrival);
}

void TlsLayer::data(int side, Bytes octets, const protocol::TcpArrival& arrival) {
    if (octets.empty())
        return;
    if (isTls()) {
        m_decryptor.data(role(side), octets, arrival, *this);
        return;
    }
    const Bytes held = m_held[side].octets;
    const bool serverHeld = !held.empty() && beginsServerHello(held);
    if (serverHeld || (held.empty() && beginsServerHello(octets))) {
        hold(side, octets, arrival);  // the client's hello is captured after its answer
        return;
    }
    if (held.empty() && !protocol::mayBeginClientHello(octets)) {
        m_out.clear(side, octets, arrival);
        return;
    }
    hold(side, octets, arrival);
    if (m_held[side].octets.size() >= enough && protocol::beginsClientHello(m_held[side].octets))
        begin(side, arrival);
    else if (m_held[side].octets.size() >= enough)
        release(side);
}

void TlsLayer::gap(int side, std::uint64_t octets) {
    if (isTls()) {
        m_decryptor.gap(role(side), octets, *this);
        return;
    }
    release(side);
    m_out.clearGap(side, octets);
}

void TlsLayer::end() {
    if (isTls())
        return;
    release(0);
    release(1);
}

}  // namespace weir::streams
