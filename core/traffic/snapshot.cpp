// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/traffic/snapshot.h"

namespace weir::traffic {

const capture::CaptureInfo& captureInfo(const SnapshotData& state) { return state.info; }
Progress progressOf(const SnapshotData& state) { return state.progress; }
bool isPartial(const SnapshotData& state) { return state.partial; }

}  // namespace weir::traffic
