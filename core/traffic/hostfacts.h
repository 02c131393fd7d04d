// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of each external address: traffic with home, and which names led there. Hosts and findings share it.
#pragma once

#include "core/traffic/listcell.h"
#include "core/traffic/snapshot.h"

namespace weir::traffic {

/// The strongest way in which an address was named, per client; the value is that of the client with the weakest
/// naming, since one client that was never told the name is what to look at.
enum class NamedBy : std::uint8_t {
    dns,       ///< an answer named it to this client before its first packet
    dnsLate,   ///< later
    dnsOther,  ///< an answer named it to somebody else
    tls,       ///< only a TLS hello did
    http,      ///< only a Host header did, whose name DNS does not lead elsewhere
    capture,   ///< only the capture file's name resolution block did
    none
};
/// What led one client to an address.
struct Naming {
    bool told = false;        ///< an answer told this client,
    bool toldBefore = false;  ///< and did so before each of its flows
    bool toldOthers = false;  ///< an answer told anybody
    bool byTls = false, byHttp = false;
    bool byCapture = false;
};
NamedBy strongest(const Naming& naming);
std::string_view toString(NamedBy namedBy);  ///< "dns", "dns-late", "dns-other", "tls", "http", "capture", "none"

struct HostFacts {
    AddressId address{0};
    std::uint64_t packets = 0, bytesOut = 0, bytesIn = 0, wireBytes = 0;
    ListCell<std::uint32_t> clients;  ///< address ids of home
    ListCell<std::uint16_t> ports;    ///< the servers' ports
    std::int64_t firstSeen = INT64_MAX, lastSeen = INT64_MIN;
    std::uint32_t firstFrame = UINT32_MAX;
    NamedBy namedBy = NamedBy::none;
    std::vector<TextId> names;
    std::vector<std::uint32_t> flows;  ///< indices into State::flows
};

/// In order of first appearance. External: scope public, multicast or broadcast, and outside the home networks.
std::vector<HostFacts> collectHosts(const SnapshotData& state, const Networks& home);

/// `home` where the user's home networks hold the address, else by IANA's registries.
Scope scopeFor(const IpAddress& address, const Networks& home);

/// Names that led to each address, by AddressId, distinct, in order of first appearance.
std::vector<std::vector<TextId>> namesOfAddresses(const SnapshotData& state);
std::string joinNames(const SnapshotData& state, const std::vector<TextId>& names);

}  // namespace weir::traffic
