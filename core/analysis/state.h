// SPDX-License-Identifier: GPL-3.0-or-later
// What a snapshot holds. Plain data; the tables are made from it.
#pragma once

#include <mutex>

#include "core/analysis/analysis.h"
#include "core/analysis/dnslog.h"
#include "core/analysis/flows.h"
#include "core/analysis/packetindex.h"

namespace weir::analysis {

struct Counters {
    std::uint64_t frames = 0, ipv4 = 0, ipv6 = 0, nonIp = 0, malformed = 0, cutShort = 0;
    std::uint64_t bytes = 0, wireBytes = 0;
    std::int64_t firstSeen = 0, lastSeen = 0;  ///< meaningful where `timed`
    bool timed = false;
    std::vector<std::uint64_t> malformedFrames;  ///< the first hundred
};

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

    const IpAddress& address(AddressId id) const { return addresses[index(id)]; }
};

}  // namespace weir::analysis
