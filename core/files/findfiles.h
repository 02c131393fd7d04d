// SPDX-License-Identifier: GPL-3.0-or-later
// All files of a capture, found by reading it once more.
#pragma once

#include <stop_token>

#include "core/files/filedigest.h"
#include "core/traffic/snapshot.h"

namespace weir::files {

/// HTTP of any version (with `state.keys` also inside TLS), FTP data, TFTP, mail over SMTP, POP3 and IMAP, SMB2 and 3
/// unencrypted; by frame. Blocks for as long as it takes to read those conversations, each file's octets to whom
/// `takers` names, if it is given. Memory: at most some KiB for
/// each file that is open, of at most 4,096 connections. On `stop` what was found so far. Thread-safe.
std::vector<FileRecord> findFiles(const traffic::SnapshotData& state, std::stop_token stop = {},
                                  FileTakers* takers = nullptr);

}  // namespace weir::files
