// SPDX-License-Identifier: GPL-3.0-or-later
// The report's first page: the verdict, who was hit, what stands out and why, and what happened when.
#pragma once

#include "core/handover/report.h"
#include "core/handover/reportwords.h"

namespace weir::handover {

/// Appends HTML to `out`. Blocks like makeTable.
void appendAnswers(std::string& out, const traffic::Snapshot& snapshot, const ReportRequest& request,
                   const ReportWords& words);

}  // namespace weir::handover
