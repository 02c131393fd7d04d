// SPDX-License-Identifier: GPL-3.0-or-later
// What each kind of reason means, for people: one table for the window, the manual and the settings.
#pragma once

#include <span>
#include <string_view>

namespace weir::findings {

/// English; the window translates the three texts in the context "weir::findings::Kinds".
struct KindInfo {
    std::string_view kind;  ///< as in FindingRule
    const char* title;
    const char* meaning;   ///< what it means
    const char* alike;     ///< what else looks like it
    unsigned bad, others;  ///< hosts that showed it when the weights were counted (docs/findings.md)
};

/// In the order of the weights' file.
std::span<const KindInfo> kindInfos();
/// Null where there is no such kind.
const KindInfo* kindInfo(std::string_view kind);

}  // namespace weir::findings
