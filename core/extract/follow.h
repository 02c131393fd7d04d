// SPDX-License-Identifier: GPL-3.0-or-later
// What the two ends of a flow said to each other, in order, read from the file again.
#pragma once

#include <stop_token>

#include "core/traffic/snapshot.h"

namespace weir::extract {

/// The row of the packets table with the frame of this number; nothing where there is no such frame.
std::optional<std::size_t> rowOfFrame(const traffic::SnapshotData& state, std::uint64_t number);
/// The flow of the frame with this number; nothing where there is no such frame, or it belongs to none.
std::optional<traffic::FlowId> flowOfFrame(const traffic::SnapshotData& state, std::uint64_t number);
/// A frame by its number, read from the file again, with the time that the index has for it. Nothing where there is no
/// such frame, or it can no longer be read.
std::optional<capture::StoredFrame> frameNumbered(const traffic::SnapshotData& state, std::uint64_t number);

/// Octets that one side sent, as one packet brought them.
struct FollowedPiece {
    int side = 0;                      ///< of the flow
    std::uint32_t connection = 0;      ///< counted from 0: ports are used again, a SYN begins another connection
    std::uint64_t frame = 0;           ///< the packet that brought them
    std::int64_t time = 0;             ///< of that packet
    std::uint64_t gap = 0;             ///< octets of this side that are missing before these
    std::vector<std::uint8_t> octets;  ///< empty where only a gap is left to tell of
    bool decrypted = false;            ///< they are what TLS protected
};

/// TCP: each octet once, in the order of the sequence numbers; what comes again is left out, what waits for octets
/// before it stands where these came: put in order, and holes given up, by protocol::TcpConnection, as the tables do.
/// UDP: a piece for each datagram, as they came. Of TLS that the keys at hand open, what was protected stands instead
/// of the octets that were sent, and its frames are those that completed the records.
struct Followed {
    std::vector<FollowedPiece> pieces;
    std::uint64_t octets[2] = {0, 0};   ///< in the pieces, of each side
    std::uint64_t missing[2] = {0, 0};  ///< sum of the gaps
    bool capped = false;                ///< there is more than `maximumOctets`
    std::uint64_t unreadable = 0;       ///< packets that the file no longer gave
    std::uint64_t fragments = 0;        ///< IP fragments, which are not put together here
};

struct FollowOptions {
    std::size_t maximumOctets = std::size_t{4} << 20;  ///< of both sides together
    std::optional<std::uint64_t> onlyFrame = {};       ///< pieces of other packets are left out
};

/// Blocks for as long as it takes to read the flow's packets; a fraction of a second for most. An error where packets
/// cannot be read again, the flow is not TCP or UDP, or `stop` was asked. Thread-safe.
Result<Followed> follow(const traffic::SnapshotData& state, traffic::FlowId flow, const FollowOptions& options = {},
                        std::stop_token stop = {});

/// What the TLS records that this frame completes protected; empty where there are none, or no keys open them. Costs as
/// much as following its conversation up to there. Thread-safe.
std::vector<std::uint8_t> decryptedIn(const traffic::SnapshotData& state, std::uint64_t frame,
                                      std::stop_token stop = {});

}  // namespace weir::extract
