// SPDX-License-Identifier: GPL-3.0-or-later
// What findings depend on besides the capture.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "core/findings/further.h"
#include "core/findings/indicatorlist.h"
#include "core/findings/weights.h"
#include "core/traffic/addressnotes.h"
#include "core/traffic/owners.h"
#include "core/traffic/snapshot.h"

namespace weir::findings {

/// Reasons that are not to count for one subject: the subject and the reason's kind.
using DismissedReasons = std::set<std::pair<std::string, std::string>, std::less<>>;

struct FindingsRequest {
    std::optional<Networks> home;  ///< nothing: the fixed networks and what the snapshot inferred (see homeOf)
    std::shared_ptr<const FindingWeights> weights;        ///< null: the defaults
    std::shared_ptr<const DismissedReasons> dismissed;    ///< may be null
    std::shared_ptr<const traffic::AddressNotes> notes;   ///< may be null
    std::shared_ptr<const traffic::NameNotes> nameNotes;  ///< may be null
    std::shared_ptr<const traffic::Owners> owners;        ///< whose addresses are, by files; may be null
    std::shared_ptr<const IndicatorLists> lists;          ///< the user's own; may be null
    std::shared_ptr<const FurtherReasons> further;        ///< of the user's own rules; may be null
};

/// The home networks that a request means for this snapshot.
const Networks& homeOf(const traffic::SnapshotData& state, const FindingsRequest& request);

}  // namespace weir::findings
