// SPDX-License-Identifier: GPL-3.0-or-later
// The flow identifier that other monitors' alerts carry, so that theirs can be looked for here.
#pragma once

#include <string>

#include "core/traffic/snapshot.h"

namespace weir::capturetables {

/// Community ID, version 1 with seed 0 (https://github.com/corelight/community-id-spec): "1:" and 28 characters. Of
/// TCP, UDP and SCTP by the ports; of ICMP one for each kind of message (see icmpkinds.h), joined with ';'; of any
/// other protocol by the addresses alone. Empty where ports or type were not captured. Costs a SHA-1 each. Thread-safe.
void communityIds(const traffic::SnapshotData& state, const traffic::Flow& flow, std::string& out);

}  // namespace weir::capturetables
