// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/ranking.h"

#include <algorithm>

namespace weir::findings {

std::vector<RankedFinding> ranked(const std::vector<Finding>& findings, const FindingsRequest& request) {
    std::vector<RankedFinding> out;
    for (const Finding& finding : findings) {
        RankedFinding row{&finding};
        const std::vector<double> shareOf = sharesOf(finding, request);
        for (std::size_t i = 0; i < shareOf.size(); ++i) {
            const Reason& reason = finding.reasons[i];
            const double share = shareOf[i];
            if (share <= 0 && !counts(finding, reason, request))
                continue;  // one that a weightier reason of its group outdoes is still said
            row.reasons.emplace_back(&reason, share);
            row.firstFrame = std::min(row.firstFrame, reason.firstFrame);
            row.frames = std::max(row.frames, reason.frames);
        }
        for (const auto& [reason, share] : row.reasons) row.score += share;
        if (row.score <= 0)
            continue;
        std::stable_sort(row.reasons.begin(), row.reasons.end(),
                         [](const auto& a, const auto& b) { return a.second > b.second; });
        out.push_back(std::move(row));
    }
    std::stable_sort(out.begin(), out.end(), [](const RankedFinding& a, const RankedFinding& b) {
        return a.score != b.score ? a.score > b.score : a.firstFrame < b.firstFrame;
    });
    return out;
}

}  // namespace weir::findings
