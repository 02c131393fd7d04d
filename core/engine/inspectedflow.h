// SPDX-License-Identifier: GPL-3.0-or-later
// A flow while it is looked into.
#pragma once

#include "core/engine/inspector.h"
#include "core/protocol/quic.h"

namespace weir::engine {

enum class Speaks : std::uint8_t { undecided, tls, http, commands, other };

/// Kept and used again for another flow once this one is done.
struct Inspector::Conversation {
    traffic::FlowId id{0};
    traffic::Flow* flow = nullptr;
    std::uint16_t older = nobody, newer = nobody;  ///< neighbours by age, as places in m_open
    std::uint16_t opening = 0;                     ///< which of the flow's openings this is
    int client = 0;
    std::uint32_t startFrame[2] = {0, 0};
    std::int64_t startTime[2] = {0, 0};
    StreamAssembler assembler[2];
    std::size_t said[2] = {0, 0};        ///< octets of each side so far, while undecided
    std::vector<std::uint8_t> start[2];  ///< the first octets of each side, where they are needed later
    std::size_t searched = 0;            ///< octets of start[client] that were looked through for credentials
    bool gap[2] = {false, false};
    bool done[2] = {false, false};  ///< nothing more is wanted of this side
    Speaks speaks = Speaks::undecided;
    std::unique_ptr<HttpTracker> http;
    std::unique_ptr<protocol::QuicHello> quic;

    /// As new; what memory is there stays, up to a little.
    void clear();
};

}  // namespace weir::engine
