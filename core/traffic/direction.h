// SPDX-License-Identifier: GPL-3.0-or-later
// Which side of a flow is the client: by the first of these rules that says anything. The first opening (a SYN without
// ACK, a request of ICMP, an INIT of SCTP); the first answer to an opening (SYN with ACK, a reply), which went to the
// client; what only a client or only a server says (ClientByContent); the better known port, which is the server's; the
// sender of the first packet.
#pragma once

#include "core/base/frame.h"
#include "core/traffic/flows.h"

namespace weir::traffic {

class SnapshotData;

/// What a packet says of who opened the conversation.
enum class Opening : std::uint8_t { nothing, opens, answers };

/// Of TCP, ICMP, ICMPv6 and SCTP; `frame` is the record's.
Opening openingOf(const dissect::PacketRecord& record, const Frame& frame);

/// The first packet of a new flow, which is of side 0: what is known before its opening and its content.
void beginFlow(Flow& flow, const dissect::PacketRecord& record);
/// A packet of `side` that opens or answers; to be called before its flags are added to `flagsSeen`.
void noteOpening(Flow& flow, int side, Opening opening);
/// Whether an opening or an answer to one was seen, which content cannot gainsay.
inline bool openingSeen(const Flow& flow) {
    return flow.sawOpening || ((flow.flagsSeen[0] | flow.flagsSeen[1]) & dissect::syn) != 0;
}

/// Whether anything but the order of the packets says who the client is.
bool directionKnown(const SnapshotData& state, const Flow& flow);

/// Lets what was said inside flows decide where no opening did. Once for each state, when its flows and contents are
/// complete.
void applyContentDirections(SnapshotData& state);

}  // namespace weir::traffic
