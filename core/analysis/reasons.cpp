// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/reasons.h"

#include <algorithm>

#include "core/analysis/evidence.h"
#include "core/analysis/findings.h"
#include "core/analysis/state.h"

namespace weir::analysis {

/// What was found, and under which circumstances.
struct KeptFindings {
    Networks home;
    std::shared_ptr<const AddressNotes> notes;
    FindingWeights weights;  ///< for their settings
    std::vector<Finding> findings;
};

namespace {

const FindingWeights& weightsOf(const TableRequest& request) {
    return request.weights ? *request.weights : FindingWeights::defaults();
}

}  // namespace

std::shared_ptr<const std::vector<Finding>> keptFindings(const Snapshot& snapshot, const TableRequest& request) {
    const FindingWeights& weights = weightsOf(request);
    const std::lock_guard lock(snapshot->findingsMutex);
    std::shared_ptr<const KeptFindings>& kept = snapshot->findings;
    if (!kept || kept->home != request.home || kept->notes != request.notes || !kept->weights.sameSettings(weights)) {
        FindingBook book(*snapshot, request, weights);
        findHosts(book);
        findHttp(book);
        findNames(book);
        findBeacons(book);
        findMovement(book);
        kept = std::make_shared<const KeptFindings>(KeptFindings{request.home, request.notes, weights, book.take()});
    }
    return {kept, &kept->findings};
}

double scoreOf(const Finding& finding, const Reason& reason, const TableRequest& request) {
    if (request.dismissed && request.dismissed->contains({finding.subject, reason.kind}))
        return 0;
    return weightsOf(request).weight(reason.kind) * reason.strength;
}

std::vector<CountedReason> reasonsOf(const Snapshot& snapshot, const TableRequest& request, std::string_view subject) {
    const auto findings = keptFindings(snapshot, request);
    const auto found = std::lower_bound(findings->begin(), findings->end(), subject,
                                        [](const Finding& finding, std::string_view s) { return finding.subject < s; });
    std::vector<CountedReason> out;
    if (found == findings->end() || found->subject != subject)
        return out;
    for (const Reason& reason : found->reasons) {
        const bool dismissed = request.dismissed && request.dismissed->contains({found->subject, reason.kind});
        out.push_back({reason, scoreOf(*found, reason, request), !weightsOf(request).enabled(reason.kind), dismissed,
                       evidenceOf(*snapshot, *found, reason.trace)});
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const CountedReason& a, const CountedReason& b) { return a.score > b.score; });
    return out;
}

}  // namespace weir::analysis
