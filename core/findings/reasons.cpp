// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/reasons.h"

#include <algorithm>

#include "core/base/hashmap.h"
#include "core/findings/evidence.h"
#include "core/findings/findingbook.h"
#include "core/traffic/snapshot.h"

namespace weir::findings {

/// What was found, and under which circumstances.
struct KeptFindings : traffic::Derived {
    KeptFindings(const FindingsRequest& request, const FindingWeights& theWeights, std::vector<Finding> found)
        : home(request.home),
          notes(request.notes),
          nameNotes(request.nameNotes),
          lists(request.lists),
          owners(request.owners),
          further(request.further),
          weights(theWeights),
          findings(std::move(found)) {}

    std::optional<Networks> home;
    std::shared_ptr<const traffic::AddressNotes> notes;
    std::shared_ptr<const traffic::NameNotes> nameNotes;
    std::shared_ptr<const IndicatorLists> lists;
    std::shared_ptr<const traffic::Owners> owners;
    std::shared_ptr<const FurtherReasons> further;
    FindingWeights weights;  ///< for their settings
    std::vector<Finding> findings;
};

namespace {

const FindingWeights& weightsOf(const FindingsRequest& request) {
    return request.weights ? *request.weights : FindingWeights::defaults();
}

bool isDismissed(const Finding& finding, const Reason& reason, const FindingsRequest& request) {
    return request.dismissed && request.dismissed->contains({finding.subject, reason.kind});
}

/// What a reason is worth by itself: 0 where it was dismissed or switched off.
double worth(const Finding& finding, const Reason& reason, const FindingsRequest& request) {
    return isDismissed(finding, reason, request) ? 0 : weightsOf(request).weight(reason.kind) * reason.strength;
}

void addFurther(FindingBook& book, const std::vector<FurtherReason>& reasons) {
    if (reasons.empty())
        return;
    HashMap<IpAddress, traffic::AddressId> known;
    for (std::uint32_t i = 0; i < book.state.addresses.size(); ++i)
        known.emplace(book.state.addresses[i], traffic::AddressId{i});
    for (const FurtherReason& each : reasons) {
        Reason reason{each.kind, 1, each.why, each.firstFrame, each.rows, {Trace::To::own}};
        const auto address = IpAddress::parse(each.subject);
        const auto id = address ? known.find(*address) : known.end();
        if (id != known.end())
            book.add(id->second, std::move(reason));
        else
            book.add(each.subject, std::move(reason));
    }
}

/// What shows a reason; of the user's own rules they say it themselves.
std::vector<Evidence> shownBy(const traffic::SnapshotData& state, const FindingsRequest& request,
                              const Finding& finding, const Reason& reason) {
    if (reason.trace.to != Trace::To::own)
        return evidenceOf(state, finding, reason.trace);
    if (!request.further)
        return {};
    auto [table, filter] = request.further->evidence(reason.kind, finding.subject);
    return {{std::move(table), std::move(filter), reason.frames}};
}

}  // namespace

std::shared_ptr<const std::vector<Finding>> keptFindings(const traffic::Snapshot& snapshot,
                                                         const FindingsRequest& request) {
    const FindingWeights& weights = weightsOf(request);
    const std::lock_guard lock(snapshot->derivedMutex);
    auto kept = std::dynamic_pointer_cast<const KeptFindings>(snapshot->derived);
    if (!kept || kept->home != request.home || kept->notes != request.notes || kept->nameNotes != request.nameNotes ||
        kept->lists != request.lists || kept->owners != request.owners || kept->further != request.further ||
        !kept->weights.sameSettings(weights)) {
        FindingBook book(*snapshot, request, weights);
        findAll(book);
        if (request.further)
            addFurther(book, request.further->find(snapshot, request));
        kept = std::make_shared<const KeptFindings>(request, weights, book.take());
        snapshot->derived = kept;
    }
    return {kept, &kept->findings};
}

std::vector<double> sharesOf(const Finding& finding, const FindingsRequest& request) {
    const FindingWeights& weights = weightsOf(request);
    std::vector<double> out;
    for (const Reason& reason : finding.reasons) out.push_back(worth(finding, reason, request));
    for (std::size_t i = 0; i < out.size(); ++i) {
        const FindingRule* rule = weights.find(finding.reasons[i].kind);
        if (!rule || rule->group.empty())
            continue;
        for (std::size_t j = 0; j < out.size(); ++j) {
            const FindingRule* other = weights.find(finding.reasons[j].kind);
            if (j != i && other && other->group == rule->group && (out[j] > out[i] || (out[j] == out[i] && j < i)))
                out[i] = 0;
        }
    }
    return out;
}

bool counts(const Finding& finding, const Reason& reason, const FindingsRequest& request) {
    return worth(finding, reason, request) > 0;
}

Severity severity(double score) {
    constexpr double serious = 40, look = 20;
    return score >= serious ? Severity::serious : score >= look ? Severity::look : Severity::little;
}

std::string_view toString(Severity severity) {
    static constexpr std::string_view texts[] = {"little", "look", "serious"};
    return texts[static_cast<std::size_t>(severity)];
}

std::vector<CountedReason> reasonsOf(const traffic::Snapshot& snapshot, const FindingsRequest& request,
                                     std::string_view subject) {
    const auto findings = keptFindings(snapshot, request);
    const auto found = std::lower_bound(findings->begin(), findings->end(), subject,
                                        [](const Finding& finding, std::string_view s) { return finding.subject < s; });
    std::vector<CountedReason> out;
    if (found == findings->end() || found->subject != subject)
        return out;
    const std::vector<double> shares = sharesOf(*found, request);
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const Reason& reason = found->reasons[i];
        out.push_back({reason, shares[i], !weightsOf(request).enabled(reason.kind),
                       isDismissed(*found, reason, request), shownBy(*snapshot, request, *found, reason)});
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const CountedReason& a, const CountedReason& b) { return a.score > b.score; });
    return out;
}

}  // namespace weir::findings
