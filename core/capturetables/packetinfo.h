// SPDX-License-Identifier: GPL-3.0-or-later
// What a packet says beyond the index, read from the file again.
#pragma once

#include "core/traffic/snapshot.h"

namespace weir::capturetables {

struct PacketInfo {
    std::int64_t ipId = -1;  ///< -1: none (IPv6 without a fragment header, no IP)
    std::int64_t ttl = -1;
    std::string tcpFlags;  ///< "SYN;ACK"
    std::string info;      ///< in words
};

/// Empty fields where the file can no longer be read.
PacketInfo readAgain(const traffic::SnapshotData& state, const traffic::IndexedPacket& packet);

/// What to call a frame without a flow: its EtherType's or link layer's name.
std::string kindName(const traffic::KindOfFrame& kind);

}  // namespace weir::capturetables
