// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/request.h"

namespace weir::findings {

const Networks& homeOf(const traffic::SnapshotData& state, const FindingsRequest& request) {
    return request.home ? *request.home : state.home.networks;
}

}  // namespace weir::findings
