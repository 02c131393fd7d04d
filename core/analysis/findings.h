// SPDX-License-Identifier: GPL-3.0-or-later
// What to look at first, and why, in words with figures.
#pragma once

#include <map>

#include "core/analysis/findingweights.h"
#include "core/analysis/hostfacts.h"
#include "core/analysis/tables.h"

namespace weir::analysis {

/// One reason to look at a subject.
struct Reason {
    std::string kind;
    double score = 0;
    std::string why;
    std::uint32_t firstFrame = 0;
    std::uint64_t frames = 0;
};

/// A subject (an address, or a name) with its reasons; at most one of each kind.
struct Finding {
    std::string subject;
    std::optional<AddressId> address;
    std::vector<Reason> reasons;
    double score() const;
};

/// What rules read from, and where they write to.
class FindingBook {
public:
    FindingBook(const State& state, const TableRequest& request, const FindingWeights& weights);

    const State& state;
    const Networks& home;
    const AddressNotes* notes;
    const FindingWeights& weights;
    const std::vector<HostFacts> hosts;

    /// `strength` scales the kind's weight, 0 to 1. A second reason of a kind replaces the first if it is stronger.
    void add(AddressId subject, std::string_view kind, double strength, std::string why, std::uint32_t firstFrame,
             std::uint64_t frames);
    void add(std::string_view name, std::string_view kind, double strength, std::string why, std::uint32_t firstFrame,
             std::uint64_t frames);
    bool isHome(AddressId id) const { return home.contains(state.address(id)); }

    /// Ranked: the highest score first; ties by the first frame.
    std::vector<Finding> ranked() const;

private:
    void add(Finding& finding, std::string_view kind, double strength, std::string why, std::uint32_t firstFrame,
             std::uint64_t frames);
    std::map<std::string, Finding, std::less<>> m_findings;
};

void findHosts(FindingBook& book);     ///< never-named, rare, upload, odd-port, certificate, credentials, reputation
void findHttp(FindingBook& book);      ///< http-to-address, http-post, download
void findNames(FindingBook& book);     ///< long-name, tunnel, nxdomain
void findBeacons(FindingBook& book);   ///< beacon
void findMovement(FindingBook& book);  ///< scan, lateral

/// "1,234,567".
std::string grouped(std::uint64_t number);
/// "1 flow", "2 flows".
std::string counted(std::uint64_t number, std::string_view one);

}  // namespace weir::analysis
