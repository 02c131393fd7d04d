// SPDX-License-Identifier: GPL-3.0-or-later
// Filters that lead from a reason to the rows behind it, with the number of rows that they let through.
#pragma once

#include "core/findings/reasons.h"
#include "core/traffic/snapshot.h"

namespace weir::findings {

/// Looks at every flow or DNS message: for one subject at a time.
std::vector<Evidence> evidenceOf(const traffic::SnapshotData& state, const Finding& finding, const Trace& trace);

/// Remote control and file sharing, by what is spoken or by the port.
bool controlsOthers(std::string_view service, std::uint16_t port);

}  // namespace weir::findings
