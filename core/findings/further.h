// SPDX-License-Identifier: GPL-3.0-or-later
// Reasons that come from above this layer: what rules over tables find.
#pragma once

#include <string>
#include <vector>

#include "core/traffic/snapshot.h"

namespace weir::findings {

struct FindingsRequest;
struct Evidence;

/// A reason for a subject, an address or a name.
struct FurtherReason {
    std::string subject;
    std::string kind;
    std::string why;
    std::uint32_t firstFrame = 0;
    std::uint64_t rows = 0;  ///< of the table that show it
};

/// Thread-safe.
class FurtherReasons {
public:
    virtual ~FurtherReasons() = default;
    /// Must not ask for findings. Blocks for as long as making the tables takes.
    virtual std::vector<FurtherReason> find(const traffic::Snapshot& snapshot,
                                            const FindingsRequest& request) const = 0;
    /// The rows behind a reason of this kind: a table and a filter.
    virtual std::pair<std::string, std::string> evidence(std::string_view kind, std::string_view subject) const = 0;
};

}  // namespace weir::findings
