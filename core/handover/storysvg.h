// SPDX-License-Identifier: GPL-3.0-or-later
// The story of the findings as a picture: a lane for each subject over time, a mark for each event.
#pragma once

#include <set>
#include <span>
#include <string>

#include "core/findings/story.h"

namespace weir::handover::html {

/// SVG of nothing but rect, line, circle, polygon and text; all text is escaped. The lanes of `serious` subjects stand
/// on top, in the colour of alarm; at most 12 lanes, of which the last holds the others and is called `others`. Times
/// are UTC, of [from, to] and all events. Empty where there are no events.
std::string story(std::span<const findings::StoryEvent> events, const std::set<std::string>& serious, std::int64_t from,
                  std::int64_t to, std::string_view others);
/// The mark of one kind of event alone, to explain it.
std::string storyMark(findings::StoryKind kind);

}  // namespace weir::handover::html
