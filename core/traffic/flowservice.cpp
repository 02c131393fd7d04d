// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/traffic/flowservice.h"

namespace weir::traffic {

std::string_view serviceOf(const SnapshotData& state, const Flow& flow) {
    return flow.application == 0 ? std::string_view{}
                                 : state.texts[state.inspected.applications[flow.application - 1].service];
}

TextId serverNameOf(const SnapshotData& state, const Flow& flow) {
    return flow.application == 0 ? 0 : state.inspected.applications[flow.application - 1].serverName;
}

NameSource serverNameSource(const SnapshotData& state, const Flow& flow) {
    return flow.application == 0 ? NameSource::none : state.inspected.applications[flow.application - 1].nameSource;
}

}  // namespace weir::traffic
