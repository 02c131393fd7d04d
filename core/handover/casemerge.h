// SPDX-License-Identifier: GPL-3.0-or-later
// Several people, or windows, mark one capture: nobody's marks get lost.
#pragma once

#include "core/handover/casefile.h"

namespace weir::handover {

/// What `mine` and `theirs` both made of `base`, subject by subject and field by field: what only one of them changed
/// is as they left it; a star or verdict that both changed is mine; of a note that both changed both texts are kept,
/// theirs first. Hashes, file names and what this version does not know are theirs with mine added.
CaseFile merged(const CaseFile& base, const CaseFile& mine, const CaseFile& theirs);

/// Subjects whose marks differ.
std::size_t differences(const CaseFile& one, const CaseFile& other);

}  // namespace weir::handover
