// SPDX-License-Identifier: GPL-3.0-or-later
// From what rows are about to the packets and flows that are meant.
#pragma once

#include <span>
#include <stop_token>

#include "core/capturetables/tables.h"
#include "core/table/subject.h"

namespace weir::extract {

/// Rows of the packets table: indices into SnapshotData::packets, rising.
using PacketRows = std::vector<std::uint32_t>;

PacketRows allPackets(const traffic::SnapshotData& state);

/// A frame means itself and its counterpart; a conversation the packets that its row counts (with `outbound` and `home`
/// of the request that its table was made with); an address what it sent and received; a name the DNS messages that ask
/// for it. Any number of subjects in one pass over the flows, the DNS messages and the packets. Stops early, with what
/// was found, when asked.
PacketRows packetsOf(const traffic::SnapshotData& state, const capturetables::TableRequest& request,
                     std::span<const table::Subject> subjects, std::stop_token stop = {});

/// The flows of conversations and of frames, the largest first; likewise.
std::vector<traffic::FlowId> flowsOf(const traffic::SnapshotData& state, const capturetables::TableRequest& request,
                                     std::span<const table::Subject> subjects);

/// The subjects of some rows.
std::vector<table::Subject> subjectsOf(const table::Table& table, std::span<const std::uint32_t> rows);

}  // namespace weir::extract
