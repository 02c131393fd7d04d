// SPDX-License-Identifier: GPL-3.0-or-later
// The findings as a story: what was done to whom or by whom, in the order in which it happened.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/findings/reasons.h"

namespace weir::findings {

enum class StoryKind : std::uint8_t {
    asked,       ///< for a name that is not familiar, for the first time
    downloaded,  ///< a program, a script, something packed
    sent,        ///< data, out
    contacted,   ///< a server that nothing harmless explains
    beacon,      ///< calls home again and again
    tunnel,      ///< data in what is no data protocol
    scan,        ///< many tried in vain
    login,       ///< passwords tried, or said aloud
    moved,       ///< on to other machines at home
    listed,      ///< on somebody's list
};
std::string_view toString(StoryKind kind);

/// Repeated behaviour is one event.
struct StoryEvent {
    std::int64_t time = 0;
    std::optional<traffic::AddressId> client;  ///< whose doing it was
    StoryKind kind = StoryKind::contacted;
    std::string subject;  ///< an address or a name: the finding's, or the name asked for
    std::string what;     ///< in words
    std::uint32_t firstFrame = 0;
    std::uint64_t frames = 0;
};

/// What the findings worth a look have to tell, at most 64 events: of the weightier findings where there are more. One
/// pass over HTTP and DNS rows.
std::vector<StoryEvent> tellStory(const traffic::Snapshot& snapshot, const FindingsRequest& request);

}  // namespace weir::findings
