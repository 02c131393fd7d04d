// SPDX-License-Identifier: GPL-3.0-or-later
// In which file of a series something was seen.
#pragma once

#include <algorithm>

#include "core/traffic/snapshot.h"

namespace weir::rows {

/// Inside a file the order of frames says what came before what, between files only the times do: these are the places
/// of files that traffic::ToldAddresses goes by.
class FilesOfSeries {
public:
    explicit FilesOfSeries(const capture::CaptureInfo& info) : m_starts(info.starts) {}

    /// Counted from 0 among the files that have frames.
    std::size_t of(std::uint64_t frame) const {
        const auto after =
            std::upper_bound(m_starts.begin(), m_starts.end(), frame,
                             [](std::uint64_t f, const capture::FileStart& start) { return f < start.frame; });
        return after == m_starts.begin() ? 0 : static_cast<std::size_t>(after - m_starts.begin()) - 1;
    }
    /// Nothing where the flow was seen before its file began, so that it was seen in another one first.
    std::optional<std::size_t> of(const traffic::Flow& flow) const {
        const std::size_t file = of(std::uint64_t{flow.firstFrame()});
        const bool beganHere = m_starts.size() < 2 || flow.firstSeen() >= m_starts[file].time;
        return beganHere ? std::optional(file) : std::nullopt;
    }

private:
    std::vector<capture::FileStart> m_starts;
};

}  // namespace weir::rows
