// SPDX-License-Identifier: GPL-3.0-or-later
// From Zeek's logs to what a capture gives: the same tables and findings are made from it.
#pragma once

#include "core/traffic/snapshot.h"

namespace weir::zeek {

/// Reads conn, dns, ssl, x509 and http logs; others are passed over. What Zeek does not log stays empty: wire bytes,
/// retransmissions, hardware addresses, files. There are no packets: `frames` is null, and what stands for a frame's
/// number is the place of an entry in the order of their times, from 1. An error where none of the files can be read;
/// what is wrong with each is in the state's `info.problems`. Memory grows with the logs: about 500 octets an entry.
Result<traffic::Snapshot> readLogs(std::vector<std::string> paths, const traffic::Options& options);

/// Whether a state was read from logs.
bool isOfLogs(const traffic::SnapshotData& state);

}  // namespace weir::zeek
