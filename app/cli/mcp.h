// SPDX-License-Identifier: GPL-3.0-or-later
// --mcp: programs ask about captures in the Model Context Protocol (https://modelcontextprotocol.io, revisions
// 2024-11-05 to 2025-06-18), over standard input and output, a JSON-RPC 2.0 message a line.
#pragma once

#include "app/cli/captures.h"

namespace weir::cli {

/// Reads the captures, then answers until standard input ends. Nothing is written but answers, nothing is sent anywhere
/// but what --lookup allows. An exit status.
int serveMcp(const Arguments& arguments, const Readings& readings);

}  // namespace weir::cli
