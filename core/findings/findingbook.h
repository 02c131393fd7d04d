// SPDX-License-Identifier: GPL-3.0-or-later
// Where the rules write what they find, in words with figures.
#pragma once

#include <map>

#include "core/findings/reasons.h"
#include "core/findings/weights.h"
#include "core/traffic/hostfacts.h"

namespace weir::findings {

/// What rules read from, and where they write to.
class FindingBook {
public:
    FindingBook(const traffic::SnapshotData& state, const FindingsRequest& request, const FindingWeights& weights);

    const traffic::SnapshotData& state;
    const Networks& home;
    const traffic::AddressNotes* notes;
    const FindingWeights& weights;
    const std::vector<traffic::HostFacts> hosts;

    /// `strength` scales the kind's weight, 0 to 1. A second reason of a kind replaces the first if it is stronger.
    void add(traffic::AddressId subject, Reason reason);
    void add(std::string_view name, Reason reason);
    bool isHome(traffic::AddressId id) const { return home.contains(state.address(id)); }

    /// By subject.
    std::vector<Finding> take();

private:
    static void add(Finding& finding, Reason reason);
    std::map<std::string, Finding, std::less<>> m_findings;
};

void findHosts(FindingBook& book);     ///< never-named, rare, upload, odd-port, certificate, credentials, reputation
void findHttp(FindingBook& book);      ///< http-to-address, http-post, download
void findNames(FindingBook& book);     ///< long-name, tunnel, nxdomain
void findBeacons(FindingBook& book);   ///< beacon
void findMovement(FindingBook& book);  ///< scan, lateral

}  // namespace weir::findings
