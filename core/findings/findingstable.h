// SPDX-License-Identifier: GPL-3.0-or-later
// The findings table: what to look at first, and why.
#pragma once

#include "core/findings/request.h"
#include "core/table/table.h"
#include "core/traffic/snapshot.h"

namespace weir::findings {

table::Schema findingsSchema();
table::TablePtr makeFindings(const traffic::Snapshot& snapshot, const FindingsRequest& request);

}  // namespace weir::findings
