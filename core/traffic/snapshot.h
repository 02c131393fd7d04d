// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of a capture: plain data, from which the tables are made.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/base/hashmap.h"
#include "core/base/publicsuffix.h"
#include "core/capture/reader.h"
#include "core/decrypt/keylog.h"
#include "core/traffic/addressnotes.h"
#include "core/traffic/applications.h"
#include "core/traffic/arp.h"
#include "core/traffic/counters.h"
#include "core/traffic/dnslog.h"
#include "core/traffic/flows.h"
#include "core/traffic/home.h"
#include "core/traffic/packetindex.h"

namespace weir::traffic {

struct Options {
    bool inner = false;                ///< count by the innermost IP header
    std::string captureFilter;         ///< libpcap filter text; empty lets all through
    std::string publicSuffixList;      ///< a newer list than the system's; empty: the system's
    std::vector<std::string> keyLogs;  ///< files of TLS secrets, besides those in the capture
    unsigned jobs = 0;  ///< analysis threads; 0: as many as the machine has cores. Results never depend on it
};

/// How far reading has come.
struct Progress {
    std::uint64_t bytesDone = 0;
    std::uint64_t bytesTotal = 0;  ///< 0 where not known
    std::uint64_t frames = 0;
};

/// Everything known of the capture so far. Immutable once handed out; shared between threads freely.
/// Its parts are read through its members and the tables that are made from it.
class SnapshotData;
using Snapshot = std::shared_ptr<const SnapshotData>;

/// What a frame without a flow is.
struct KindOfFrame {
    dissect::Verdict verdict = dissect::Verdict::nonIp;
    dissect::FrameKind kind;
};

/// What a higher layer makes of a snapshot and leaves with it, so that it is made once.
struct Derived {
    virtual ~Derived() = default;
};

class SnapshotData {
public:
    Options options;
    capture::CaptureInfo info;
    std::shared_ptr<const capture::FrameStore> frames;
    std::shared_ptr<const decrypt::KeyLog> keys;  ///< null where there are none; of a partial state, too
    Progress progress;
    bool partial = false;

    Counters counters;
    Addresses addresses;
    Texts texts;
    Flows flows;
    PacketIndex packets;
    std::vector<KindOfFrame> kinds;
    std::vector<ArpAsker> arp;
    DnsLog dns;
    Inspected inspected;
    AppendOnly<Station> stations;
    std::shared_ptr<const PublicSuffixes> suffixes;
    InferredHome home;

    /// Addresses that the capture's own name resolution blocks name, with their names.
    HashMap<IpAddress, std::vector<std::string>> captureNames;
    /// SHA-256 of each file, made when first asked for (see fileHashes).
    mutable std::mutex hashMutex;
    mutable std::optional<std::vector<std::string>> hashes;
    /// What was derived from the snapshot when first asked for and is kept with it: the findings.
    mutable std::mutex derivedMutex;
    mutable std::shared_ptr<const Derived> derived;

    const IpAddress& address(AddressId id) const { return addresses[index(id)]; }
};

/// Without `names`, which are among what the state knows of addresses.
const capture::CaptureInfo& captureInfo(const SnapshotData& state);
Progress progressOf(const SnapshotData& state);
bool isPartial(const SnapshotData& state);  ///< cancelled, or a snapshot of a reading that goes on

}  // namespace weir::traffic
