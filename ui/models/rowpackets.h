// SPDX-License-Identifier: GPL-3.0-or-later
// From what rows are about to a filter over the packets table, where one says it shortly enough to be read.
#pragma once

#include <QString>
#include <optional>
#include <span>

#include "core/capturetables/tables.h"

namespace weir::models {

/// The packets that extract::packetsOf gives for the same subjects, as a filter text. Empty: these subjects are about
/// no packets. Nothing: it would take more tests than anybody reads, or the packets table has no column for them.
std::optional<QString> packetsFilter(const traffic::SnapshotData& state, const capturetables::TableRequest& request,
                                     std::span<const table::Subject> subjects);

}  // namespace weir::models
