// SPDX-License-Identifier: GPL-3.0-or-later
// A page about a capture, to print or to send: it says what it is about and loads nothing.
#pragma once

#include "core/capturetables/tables.h"
#include "core/handover/casefile.h"
#include "core/handover/reportwords.h"

namespace weir::handover {

struct ReportRequest {
    capturetables::TableRequest tables;  ///< home networks, weights, notes (for lookups) and the byte definition count
    std::string filter;                  ///< shown, not applied: what the analyst was looking through
    CaseFile notes;
    std::size_t top = 10;         ///< rows of talkers and names; hosts and findings have twice as many. At most 1,000
    std::string made;             ///< when, and by whom, for people; may be empty
    std::string language = "en";  ///< a tag of BCP 47
    Translate translate;          ///< the report's sentences into that language; empty: English
};

/// The verdict first, who was hit, each subject with its reasons, owner and notes, the story; then the capture itself.
/// HTML 5 without scripts, links or anything from elsewhere, under a policy that would allow none; every text from the
/// capture, a server or the case is escaped and cut at 300 characters (notes of the case are whole). Hashes the files.
/// The same input gives the same octets. Blocks like makeTable; thread-safe.
std::string reportHtml(const traffic::Snapshot& snapshot, const ReportRequest& request = {});

}  // namespace weir::handover
