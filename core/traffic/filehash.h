// SPDX-License-Identifier: GPL-3.0-or-later
// SHA-256 of the capture files, so that a report can say exactly what it is about.
#pragma once

#include <string>
#include <vector>

#include "core/traffic/snapshot.h"

namespace weir::traffic {

/// The same of one file; empty where it cannot be read.
std::string fileHash(const std::string& path);

/// One lower-case hexadecimal digest for each file of the snapshot, empty where it cannot be read (standard input).
/// Reads the files whole the first time; remembered in the snapshot. Thread-safe.
std::vector<std::string> fileHashes(const SnapshotData& state);

}  // namespace weir::traffic
