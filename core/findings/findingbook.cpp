// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/findingbook.h"

#include <algorithm>

#include "core/base/text.h"

namespace weir::findings {

FindingBook::FindingBook(const traffic::SnapshotData& theState, const FindingsRequest& request,
                         const FindingWeights& theWeights)
    : state(theState),
      home(homeOf(theState, request)),
      notes(request.notes.get()),
      weights(theWeights),
      hosts(traffic::collectHosts(theState, home)) {}

void FindingBook::add(traffic::AddressId subject, Reason reason) {
    Finding& finding = m_findings[state.address(subject).toString()];
    finding.address = subject;
    add(finding, std::move(reason));
}

void FindingBook::add(std::string_view name, Reason reason) { add(m_findings[std::string(name)], std::move(reason)); }

void FindingBook::add(Finding& finding, Reason reason) {
    reason.strength = std::clamp(reason.strength, 0.0, 1.0);
    if (reason.strength <= 0)
        return;
    for (Reason& known : finding.reasons) {
        if (known.kind != reason.kind)
            continue;
        if (reason.strength > known.strength)
            known = std::move(reason);
        return;
    }
    finding.reasons.push_back(std::move(reason));
}

std::vector<Finding> FindingBook::take() {
    std::vector<Finding> out;
    for (auto& [subject, finding] : m_findings) {
        if (finding.reasons.empty())
            continue;
        finding.subject = subject;
        out.push_back(std::move(finding));
    }
    return out;
}

}  // namespace weir::findings
