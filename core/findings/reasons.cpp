// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/reasons.h"

#include <algorithm>

#include "core/findings/evidence.h"
#include "core/findings/findingbook.h"
#include "core/traffic/snapshot.h"

namespace weir::findings {

/// What was found, and under which circumstances.
struct KeptFindings : traffic::Derived {
    KeptFindings(const FindingsRequest& request, const FindingWeights& theWeights, std::vector<Finding> found)
        : home(request.home), notes(request.notes), weights(theWeights), findings(std::move(found)) {}

    std::optional<Networks> home;
    std::shared_ptr<const traffic::AddressNotes> notes;
    FindingWeights weights;  ///< for their settings
    std::vector<Finding> findings;
};

namespace {

const FindingWeights& weightsOf(const FindingsRequest& request) {
    return request.weights ? *request.weights : FindingWeights::defaults();
}

}  // namespace

std::shared_ptr<const std::vector<Finding>> keptFindings(const traffic::Snapshot& snapshot,
                                                         const FindingsRequest& request) {
    const FindingWeights& weights = weightsOf(request);
    const std::lock_guard lock(snapshot->derivedMutex);
    auto kept = std::dynamic_pointer_cast<const KeptFindings>(snapshot->derived);
    if (!kept || kept->home != request.home || kept->notes != request.notes || !kept->weights.sameSettings(weights)) {
        FindingBook book(*snapshot, request, weights);
        findHosts(book);
        findHttp(book);
        findNames(book);
        findBeacons(book);
        findMovement(book);
        kept = std::make_shared<const KeptFindings>(request, weights, book.take());
        snapshot->derived = kept;
    }
    return {kept, &kept->findings};
}

double scoreOf(const Finding& finding, const Reason& reason, const FindingsRequest& request) {
    if (request.dismissed && request.dismissed->contains({finding.subject, reason.kind}))
        return 0;
    return weightsOf(request).weight(reason.kind) * reason.strength;
}

std::vector<CountedReason> reasonsOf(const traffic::Snapshot& snapshot, const FindingsRequest& request,
                                     std::string_view subject) {
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

}  // namespace weir::findings
