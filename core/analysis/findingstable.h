// SPDX-License-Identifier: GPL-3.0-or-later
// The findings table: what to look at first, and why.
#pragma once

#include "core/analysis/findingsrequest.h"
#include "core/analysis/snapshot.h"
#include "core/table/table.h"

namespace weir::analysis {

table::Schema findingsSchema();
table::TablePtr makeFindings(const Snapshot& snapshot, const FindingsRequest& request);

}  // namespace weir::analysis
