// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/snapshot.h"

namespace weir::analysis {

const capture::CaptureInfo& captureInfo(const State& state) { return state.info; }
Progress progressOf(const State& state) { return state.progress; }
bool isPartial(const State& state) { return state.partial; }

}  // namespace weir::analysis
