// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/flowservice.h"

namespace weir::analysis {

std::string_view serviceOf(const State& state, const Flow& flow) {
    return flow.application == 0 ? std::string_view{}
                                 : state.texts[state.inspected.applications[flow.application - 1].service];
}

TextId serverNameOf(const State& state, const Flow& flow) {
    return flow.application == 0 ? 0 : state.inspected.applications[flow.application - 1].serverName;
}

NameSource serverNameSource(const State& state, const Flow& flow) {
    return flow.application == 0 ? NameSource::none : state.inspected.applications[flow.application - 1].nameSource;
}

}  // namespace weir::analysis
