// SPDX-License-Identifier: GPL-3.0-or-later
// What to block or to look for elsewhere, with the frames that say why.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/capturetables/tables.h"
#include "core/handover/casefile.h"

namespace weir::handover {

enum class IndicatorType : std::uint8_t { ipv4, ipv6, domain, url, ja4 };
/// As STIX names the objects: "ipv4-addr", "ipv6-addr", "domain-name", "url"; and "ja4".
std::string_view toString(IndicatorType type);

/// `value` is live, not defanged, and not trusted.
struct Indicator {
    IndicatorType type = IndicatorType::ipv4;
    std::string value;
    std::string subject;                ///< the finding it belongs to: an address or a name, live
    std::string reasons;                ///< the finding's kinds, joined with ';'
    std::vector<std::uint32_t> frames;  ///< evidence: rising, distinct, never empty, at most `maximumFrames`
    std::int64_t firstSeen = 0;         ///< nanoseconds since the epoch
    int confidence = 0;                 ///< 0 to 100: the finding's score, cut off at 100

    static constexpr std::size_t maximumFrames = 10;
};

struct IndicatorRequest {
    capturetables::TableRequest findings;  ///< home networks, weights and notes count
    std::size_t top = 20;                  ///< of the findings, where no subjects are chosen
    std::vector<std::string> subjects;     ///< subjects of findings (addresses, names); empty: the top ones
    double leastScore = 0;                 ///< findings below it make none
    CaseFile notes;                        ///< what is judged benign in it is left out
};

/// What is not offered for blocking, though a finding speaks of it.
struct LeftOut {
    std::size_t weak = 0;    ///< findings that are rare alone, or that few engines alone call malicious
    std::size_t low = 0;     ///< findings below the least score
    std::size_t shared = 0;  ///< findings, names and URLs of shared infrastructure
    std::size_t benign = 0;  ///< findings, names and URLs that the analyst judged benign

    std::size_t all() const { return weak + low + shared + benign; }
};
/// "2 of weak reasons, 3 of shared infrastructure"; empty where nothing was left out.
std::string toString(const LeftOut& leftOut);

struct IndicatorList {
    std::vector<Indicator> indicators;
    LeftOut leftOut;
};

/// The subjects themselves, in the order of the findings; after each the names and URLs that clients asked an address
/// for, and the JA4 fingerprints that were seen on the way to the subjects and nowhere else. Addresses that are not
/// public never become indicators. Each value comes once. At most `maximumIndicators`; longer texts than
/// 2,048 octets are left out. Blocks like makeTable; thread-safe.
IndicatorList collectIndicators(const traffic::Snapshot& snapshot, const IndicatorRequest& request = {});
constexpr std::size_t maximumIndicators = 10'000;

/// type, indicator, subject (both defanged), reasons, frames, first_seen, confidence: for CSV and text.
table::TablePtr indicatorsTable(const std::vector<Indicator>& indicators);

/// Whom the receiver may pass it on to, as STIX 2.1 defines it (section 7.2.1.4); `white` is CLEAR in TLP 2.0.
enum class Tlp : std::uint8_t { white, green, amber, red };
/// "white" or "clear", "green", "amber", "red", in any case.
std::optional<Tlp> parseTlp(std::string_view name);

struct StixOptions {
    std::optional<Tlp> tlp;  ///< a marking of every object
    std::string producer;    ///< the organization that made it, an identity of its own; empty: not said
};

/// A STIX 2.1 bundle of indicator objects, one a line, ending with a line feed. Nothing in it depends on the clock or
/// the machine: identifiers are version 5 UUIDs of `captureHash`, type and value (of the producer, its name); `created`
/// and `modified` are `captureEnd`, the time of the capture's last frame, which no indicator's `valid_from` is after. A
/// JA4 has no object of its own in STIX and is `x-tls-client-hello:ja4` in a pattern.
/// https://docs.oasis-open.org/cti/stix/v2.1/os/stix-v2.1-os.html, sections 4.5, 4.7, 7.2 and 9
std::string stixBundle(const std::vector<Indicator>& indicators, std::string_view captureHash, std::int64_t captureEnd,
                       const StixOptions& options = {});
/// The same with the hashes (joined with ';') and the end of a snapshot.
std::string stixBundle(const std::vector<Indicator>& indicators, const traffic::SnapshotData& state,
                       const StixOptions& options = {});

}  // namespace weir::handover
