// SPDX-License-Identifier: GPL-3.0-or-later
// The second reading, where there are keys: what TLS hid joins what was read in clear.
#pragma once

#include <stop_token>

#include "core/traffic/snapshot.h"

namespace weir::engine {

/// Reads the capture's keys: those of `options.keyLogs` and those that the capture brings. Null where there are none;
/// an error where a file cannot be read or holds none.
Result<std::shared_ptr<decrypt::KeyLog>> readKeyLogs(const std::vector<std::string>& files);

/// Reads the flows that spoke TLS again, from the file, and decrypts them with `state.keys`: adds rows to `http` and
/// `dns`, names and certificates to applications, and says of each connection how far it could be read. `state` is
/// otherwise complete, but for its texts and told addresses, which are in the pools. Blocks; on `stop` the rest is
/// left.
void readDecrypted(traffic::SnapshotData& state, TextPool& texts, traffic::AddressPool& told, std::stop_token stop);

}  // namespace weir::engine
