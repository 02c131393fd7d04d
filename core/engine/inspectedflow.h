// SPDX-License-Identifier: GPL-3.0-or-later
// A flow while it is looked into.
#pragma once

#include "core/engine/http2tracker.h"
#include "core/engine/inspector.h"
#include "core/protocol/quic.h"
#include "core/protocol/remotecalls.h"

namespace weir::engine {

enum class Speaks : std::uint8_t { undecided, tls, http, http2, socks, commands, identity, other };

/// When it is worth while to read what a side said of TLS again.
struct TlsLook {
    std::size_t next = 0;  ///< once there are so many octets
    unsigned times = 0;
    void again(std::size_t octets, std::size_t wanted, std::size_t most);
};

/// Kept and used again for another flow once this one is done.
struct Inspector::Conversation {
    explicit Conversation(protocol::TcpBudget& budget) : tcp(budget) {}

    traffic::FlowId id{0};
    traffic::Flow* flow = nullptr;
    std::uint16_t older = nobody, newer = nobody;  ///< neighbours by age, as places in m_open
    std::uint16_t opening = 0;                     ///< which of the flow's openings this is
    int client = 0;
    IpAddress address[2];
    protocol::TcpConnection tcp;
    protocol::TcpArrival arrival[2];     ///< of the latest frame that had a part in what was handed on of each side
    protocol::TcpArrival begin[2];       ///< of each side's first octets
    std::size_t said[2] = {0, 0};        ///< octets of each side so far, while undecided
    std::vector<std::uint8_t> start[2];  ///< the first octets of each side, where they are needed later
    std::vector<std::uint8_t> header;    ///< what may become the header of a PROXY protocol
    std::size_t searched = 0;            ///< octets of start[client] that were looked through for credentials
    std::size_t identified[2] = {0, 0};  ///< octets of start that were looked through for names
    std::size_t tokens = 0;              ///< octets of start[client] that were looked through for NTLM, beside names
    TlsLook look[2];                     ///< when each side's octets are read for TLS again
    bool gap[2] = {false, false};        ///< what more there is of this side cannot be read
    bool lost[2] = {false, false};       ///< what is read of this side may begin inside a message
    bool done[2] = {false, false};       ///< nothing more is wanted of this side
    bool fromStart[2] = {false, false};  ///< the side's SYN was seen, and so what it says first
    bool inside = false;                 ///< what is read goes through a proxy
    bool named = false;                  ///< the TLS hello names the server
    std::uint8_t depth = 0;              ///< proxies that were passed
    std::uint32_t later = 0;             ///< 1 + index into Inspected::laterTls; 0: it is the flow's own record
    TextId service = 0;                  ///< spoken now
    Speaks speaks = Speaks::undecided;
    std::unique_ptr<HttpTracker> http;
    std::unique_ptr<Http2Tracker> http2;
    std::optional<HttpExchange> upgraded;  ///< a request that HTTP/2 is to answer
    std::unique_ptr<protocol::QuicHello> quic;
    std::unique_ptr<protocol::RemoteCallReader> calls;

    /// Nothing was said yet; what waits in `tcp` stays.
    void beginAnew();
    /// Resets the object; keeps small buffers allocated.
    void clear();
};

}  // namespace weir::engine
