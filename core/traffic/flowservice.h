// SPDX-License-Identifier: GPL-3.0-or-later
// What flows speak, and the names that clients ask for inside them.
#pragma once

#include "core/traffic/snapshot.h"

namespace weir::traffic {

/// The service that the octets of a flow speak; "unknown" where nothing fits, empty where it carried none.
std::string_view serviceOf(const SnapshotData& state, const Flow& flow);
/// The name that the client asked the server for inside the flow (TLS, QUIC, HTTP); 0 where none was seen.
TextId serverNameOf(const SnapshotData& state, const Flow& flow);
NameSource serverNameSource(const SnapshotData& state, const Flow& flow);

}  // namespace weir::traffic
