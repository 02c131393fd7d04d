// SPDX-License-Identifier: GPL-3.0-or-later
// What weir-cli does with packets instead of tables: show one, follow its conversation, write them to a capture file.
#pragma once

#include "app/cli/arguments.h"

namespace weir::cli {

/// The layers of a frame and its octets; an error where there is no such frame.
Result<std::string> packetText(const traffic::SnapshotData& state, std::uint64_t number);
/// What the conversation of a frame says: a head for each run of one side, then its lines after "> " (client) or "< ",
/// controls as \xHH. Holes and cuts are told of in lines after "! ".
Result<std::string> conversationText(const traffic::SnapshotData& state, std::uint64_t number);

/// Whether --write-slice goes with the table: packets, conversations, or none named (all packets).
bool canSlice(const Arguments& arguments);
/// Writes the files of these rows of the table `files` to `arguments.saveFiles`, whole or not at all.
std::optional<Error> saveFiles(const Arguments& arguments, const traffic::SnapshotData& state, const table::Rows& rows);
/// Writes the packets of these rows to `arguments.writeSlice`, whole or not at all.
std::optional<Error> writeSlice(const Arguments& arguments, const traffic::SnapshotData& state,
                                const table::Table& table, const table::Rows& rows);

}  // namespace weir::cli
