// SPDX-License-Identifier: GPL-3.0-or-later
// All targets by their names, which are those of the folders of tests/fuzz/corpus.
#pragma once

#include "fuzz/fuzz.h"

namespace weir::fuzz {

const std::vector<Target>& targets();
/// Null where there is none.
const Target* findTarget(std::string_view name);

}  // namespace weir::fuzz
