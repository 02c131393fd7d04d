// SPDX-License-Identifier: GPL-3.0-or-later
// The reasons behind findings: what was seen, which rows show it, and what each is worth under the user's weights.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/findings/request.h"
#include "core/traffic/addresses.h"
#include "core/traffic/snapshot.h"

namespace weir::findings {

/// Where the rows behind a reason are found; small, since there may be a reason for every host.
struct Trace {
    enum class To : std::uint8_t {
        subject,   ///< all packets of the subject, an address
        flow,      ///< one conversation
        contacts,  ///< what a client says to a port of the subject
        name,      ///< messages about the subject, a name
        domain,    ///< names under the subject
        failures,  ///< names that the subject, a client, asked for in vain
        attempts,  ///< conversations that the subject, a client, began
        arp,       ///< requests by ARP
        own,       ///< what a rule of the user's own says
        kerberos,  ///< conversations of the subject, a client, with key distribution centres
        control,   ///< of those the ones of remote control and file sharing
    };
    To to = To::subject;
    std::uint32_t of = 0;    ///< the flow's index, or the client's AddressId
    std::uint16_t port = 0;  ///< 0: flows without ports
};

/// Rows of another table that show what a reason says.
struct Evidence {
    std::string table;       ///< packets, conversations, names, queries or dns
    std::string filter;      ///< as --where takes it
    std::uint64_t rows = 0;  ///< how many it lets through, conversations grouped by all five keys
};

/// One reason to look at a subject.
struct Reason {
    std::string kind;
    double strength = 1;  ///< above 0, at most 1: how much of the kind's weight it earns
    std::string why;
    std::uint32_t firstFrame = 0;
    std::uint64_t frames = 0;
    Trace trace = {};
};

/// Addresses or names that one finding stands for: the targets of a scan, the names of a tunnel.
struct Members {
    static constexpr std::size_t maximum = 256;
    std::vector<std::string> first;  ///< at most `maximum`, in order of first appearance
    std::uint64_t count = 0;         ///< all of them
};

/// A subject (an address, or a name) with its reasons; at most one of each kind.
struct Finding {
    std::string subject;
    std::optional<traffic::AddressId> address;
    std::vector<Reason> reasons;
    std::vector<traffic::AddressId> clients;  ///< at home, that took part; the first few
    std::vector<TextId> names;                ///< that led to the subject
    Members members;
    std::int64_t firstSeen = INT64_MAX, lastSeen = INT64_MIN;
    std::uint64_t bytes = 0;
};

/// How urgent a score is. Measured: at `serious` a subject is about a hundred times, at `look` ten times likelier to be
/// bad than any other.
enum class Severity : std::uint8_t { little, look, serious };
Severity severity(double score);
std::string_view toString(Severity severity);

/// A reason and its share of the score.
struct CountedReason {
    Reason reason;
    double score = 0;          ///< 0 where it does not count
    bool switchedOff = false;  ///< by the weights, for every subject
    bool dismissed = false;    ///< for this subject
    std::vector<Evidence> evidence;
};

/// All findings, whatever the weights are, by subject. Thresholds (the settings of the weights), home networks and
/// notes have been applied; weights and switches have not. They are kept with the snapshot: asked for again with the
/// same thresholds, networks and notes, the answer comes at once. Blocks otherwise. Thread-safe.
std::shared_ptr<const std::vector<Finding>> keptFindings(const traffic::Snapshot& snapshot,
                                                         const FindingsRequest& request);

/// What each reason adds to the finding's score under the request's weights; 0 where it was dismissed or switched off,
/// or a weightier one of its group says the same.
std::vector<double> sharesOf(const Finding& finding, const FindingsRequest& request);

/// Whether the reason was neither dismissed nor switched off, whatever others of its group say.
bool counts(const Finding& finding, const Reason& reason, const FindingsRequest& request);

/// The reasons of one subject, the weightiest first, those that do not count at the end.
std::vector<CountedReason> reasonsOf(const traffic::Snapshot& snapshot, const FindingsRequest& request,
                                     std::string_view subject);

}  // namespace weir::findings
