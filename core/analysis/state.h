// SPDX-License-Identifier: GPL-3.0-or-later
// What a snapshot holds. Plain data; the tables are made from it.
#pragma once

#include <mutex>

#include "core/analysis/analysis.h"
#include "core/analysis/counters.h"
#include "core/analysis/dnslog.h"
#include "core/analysis/flows.h"
#include "core/analysis/inspected.h"
#include "core/analysis/packetindex.h"
#include "core/analysis/publicsuffix.h"
#include "core/analysis/tables.h"

namespace weir::analysis {

struct KeptFindings;

/// What a frame without a flow is.
struct KindOfFrame {
    dissect::Verdict verdict = dissect::Verdict::nonIp;
    dissect::FrameKind kind;
};

class State {
public:
    Options options;
    capture::CaptureInfo info;
    std::shared_ptr<const capture::FrameStore> frames;
    Progress progress;
    bool partial = false;

    Counters counters;
    Addresses addresses;
    Texts texts;
    Flows flows;
    PacketIndex packets;
    std::vector<KindOfFrame> kinds;
    DnsLog dns;
    Inspected inspected;
    std::shared_ptr<const PublicSuffixes> suffixes;

    /// Addresses that the capture's own name resolution blocks name, with their names.
    std::unordered_map<IpAddress, std::vector<std::string>, AddressHash> captureNames;
    /// SHA-256 of each file, made when first asked for (see fileHashes).
    mutable std::mutex hashMutex;
    mutable std::optional<std::vector<std::string>> hashes;
    /// Findings, made when first asked for (see keptFindings).
    mutable std::mutex findingsMutex;
    mutable std::shared_ptr<const KeptFindings> findings;

    const IpAddress& address(AddressId id) const { return addresses[index(id)]; }
};

}  // namespace weir::analysis
