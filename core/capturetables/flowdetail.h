// SPDX-License-Identifier: GPL-3.0-or-later
// Columns that only make sense for a single flow: conversations by all five keys, and the tls table.
#pragma once

#include "core/capturetables/tablemakers.h"

namespace weir::capturetables {

/// How far a TCP conversation got, by the flags seen of each side; empty for other protocols.
/// attempted: no answer to the opening. refused: the opening was answered by a reset. established: both sides talk.
/// closed: both sides finished. reset: broken off. partial: it began before the capture.
std::string_view tcpState(const traffic::Flow& flow);

/// tcp_state, retransmissions, handshake, tls_version, alpn, ja3, ja4, community_id.
void appendFlowColumns(table::Schema& schema);
}  // namespace weir::capturetables
