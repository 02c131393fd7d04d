// SPDX-License-Identifier: GPL-3.0-or-later
// Files out of the capture into a ZIP with a password, as analysts hand malware on.
#pragma once

#include <optional>

#include "core/base/result.h"
#include "core/files/findfiles.h"

namespace weir::files {

/// What everybody protects such archives with.
constexpr std::string_view usualPassword = "infected";

/// A name that is the file's on no system that would run it: its place in the list, harmless letters, and an ending
/// that nothing opens: "3-invest_20.dll.sample".
std::string harmlessName(const FileRecord& file, std::size_t place);

/// Reads the capture again and writes the files into a new archive at `path`, where nothing may be yet, AES-256
/// encrypted; whole or not at all. Octets go through an unlinked temporary file. What is not complete is saved as far
/// as it is there. An error where a file was not found again, or something cannot be written.
Result<void> saveFiles(const traffic::SnapshotData& state, const std::vector<FileRecord>& wanted,
                       const std::string& path, std::string_view password, std::stop_token stop = {});

}  // namespace weir::files
