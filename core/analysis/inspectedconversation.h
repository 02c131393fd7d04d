// SPDX-License-Identifier: GPL-3.0-or-later
// A flow while it is looked into.
#pragma once

#include "core/analysis/inspector.h"
#include "core/protocol/quic.h"

namespace weir::analysis {

enum class Speaks : std::uint8_t { undecided, tls, http, commands, other };

struct Inspector::Conversation {
    FlowId id{0};
    std::uint64_t serial = 0;
    Flow* flow = nullptr;  ///< flows do not move in their store
    int client = 0;
    std::uint32_t startFrame[2] = {0, 0};
    std::int64_t startTime[2] = {0, 0};
    StreamAssembler assembler[2];
    std::vector<std::uint8_t> start[2];  ///< the first octets of each side, until decided and read
    bool gap[2] = {false, false};
    bool done[2] = {false, false};  ///< nothing more is wanted of this side
    int attempts = 0;               ///< how often the octets were asked what they are
    Speaks speaks = Speaks::undecided;
    std::unique_ptr<HttpTracker> http;
    std::unique_ptr<protocol::QuicHello> quic;
};

}  // namespace weir::analysis
