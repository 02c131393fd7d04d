// SPDX-License-Identifier: GPL-3.0-or-later
// Kinds of reasons in the user's language.
#pragma once

#include <QString>
#include <string_view>

#include "core/findings/weights.h"

namespace weir::models {

/// "Regular contact"; of a rule of the user's own its name.
QString kindTitle(std::string_view kind);
/// What it means, in one sentence; of a rule of the user's own what its file says.
QString kindMeaning(const findings::FindingRule& rule);
/// "What else looks like it: …" and "Weight: …", a line each; empty of a rule of the user's own.
QString kindBackground(const findings::FindingRule& rule);
QString evidenceClassName(findings::EvidenceClass evidence);  ///< "hard", "soft", "context"

}  // namespace weir::models
