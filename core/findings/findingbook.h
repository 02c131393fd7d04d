// SPDX-License-Identifier: GPL-3.0-or-later
// Where the rules write what they find, in words with figures.
#pragma once

#include "core/base/hashmap.h"
#include "core/base/interner.h"
#include "core/base/text.h"
#include "core/findings/reasons.h"
#include "core/findings/servers.h"
#include "core/findings/weights.h"

namespace weir::findings {

/// What rules read from, and where they write to. Made for one run over a snapshot.
class FindingBook {
public:
    FindingBook(const traffic::SnapshotData& state, const FindingsRequest& request, const FindingWeights& weights);

    const traffic::SnapshotData& state;
    const Networks& home;
    const traffic::AddressNotes* notes;   ///< null: none
    const traffic::NameNotes* nameNotes;  ///< null: none
    const traffic::Owners* owners;        ///< null: not known
    const IndicatorLists* lists;
    const FindingWeights& weights;
    const Servers servers;

    double setting(std::string_view kind, const std::string& name) const { return weights.setting(kind, name); }
    /// `strength` scales the kind's weight, 0 to 1. A second reason of a kind replaces the first if it is stronger.
    /// Servers at home earn half; soft reasons of servers with a familiar name earn a little.
    void add(const Server& server, Reason reason);
    /// A client: whatever is said of it holds wherever it is.
    void add(traffic::AddressId subject, Reason reason);
    void add(std::string_view name, Reason reason);
    /// Lets the subject's finding stand for these.
    void addMembers(traffic::AddressId subject, Members members);
    void addMembers(std::string_view name, Members members);
    /// Takes a reason back: it is the symptom of a finding about something else.
    void withdraw(traffic::AddressId subject, std::string_view kind);
    bool isHome(traffic::AddressId id) const { return home.contains(state.address(id)); }
    /// The address where a conversation has it; looks at all.
    std::optional<traffic::AddressId> find(const IpAddress& address) const;
    std::string text(traffic::AddressId id) const { return state.address(id).toString(); }
    /// When a frame was captured; 0 where there is none of that number.
    std::int64_t timeOf(std::uint32_t frame) const;
    /// Text of the capture, safe to show, cut to a line's worth.
    std::string shown(TextId id) const;
    /// "http://host/path" of a request, safe to show. What is no path stands apart, as it was sent.
    std::string shownUrl(const traffic::HttpRow& row) const;

    /// By subject.
    std::vector<Finding> take();

private:
    bool isInOwnNetwork(traffic::AddressId id) const;
    void add(Finding& finding, Reason reason) const;
    void complete(Finding& finding) const;
    std::string when(std::uint32_t frame) const;
    std::optional<std::size_t> rowOf(std::uint32_t frame) const;
    HashMap<std::uint32_t, Finding> m_byAddress;
    HashMap<std::string, Finding> m_byName;
};

// One file each; what is found is listed in docs/findings.md. Those about one server are asked in turn while its flows
// are at hand.
void findUnnamed(FindingBook& book, const Server& server);
void findDomains(FindingBook& book, const Server& server);
void findCertificates(FindingBook& book, const Server& server);
void findProtocols(FindingBook& book, const Server& server);
void findVolumes(FindingBook& book, const Server& server);
void findReputations(FindingBook& book, const Server& server);
void findTunnels(FindingBook& book, const Server& server);
void findLogins(FindingBook& book, const Server& server);

void findListed(FindingBook& book);
void findNameReputations(FindingBook& book);
void findRequests(FindingBook& book);
void findFiles(FindingBook& book);
void findQuestions(FindingBook& book);
void findNames(FindingBook& book);
void findAnswers(FindingBook& book);
void findDnsOverHttps(FindingBook& book);
void findBeacons(FindingBook& book);
void findScans(FindingBook& book);
void findMovement(FindingBook& book);
void findKerberos(FindingBook& book);
void findPeers(FindingBook& book);  ///< last: it takes symptoms back
void findAll(FindingBook& book);

/// "about 3 minutes", in the largest fitting unit.
std::string lasting(std::int64_t nanoseconds);
/// "1.2 MB", decimal units.
std::string sized(std::uint64_t octets);

}  // namespace weir::findings
