// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/traffic/direction.h"

#include "core/base/ipprotocol.h"
#include "core/protocol/identify.h"
#include "core/traffic/snapshot.h"

namespace weir::traffic {
namespace {

using ipprotocol::icmp, ipprotocol::tcp, ipprotocol::icmpv6, ipprotocol::sctp;

/// Nobody sends from there.
bool isGroup(const IpAddress& address) {
    if (address.version == 4)
        return address.low >> 28 == 0xe || address.low == 0xffffffff;
    return address.high >> 56 == 0xff;
}

/// RFC 792, 950 and 1256: echo, router discovery, timestamp, information, address mask.
Opening icmpOpening(std::uint8_t type) {
    switch (type) {
        case 8:
        case 10:
        case 13:
        case 15:
        case 17:
            return Opening::opens;
        case 0:
        case 14:
        case 16:
        case 18:
            return Opening::answers;
        default:
            return Opening::nothing;
    }
}

/// RFC 4443 and 4620: echo and node information. What neighbours tell each other has no client.
Opening icmpv6Opening(std::uint8_t type) {
    if (type == 128 || type == 139)
        return Opening::opens;
    return type == 129 || type == 140 ? Opening::answers : Opening::nothing;
}

/// RFC 9260 section 3.2: the first chunk is INIT or INIT ACK.
Opening sctpOpening(std::uint8_t chunk) {
    return chunk == 1 ? Opening::opens : chunk == 2 ? Opening::answers : Opening::nothing;
}

}  // namespace

Opening openingOf(const dissect::PacketRecord& record, const Frame& frame) {
    if (record.laterFragment)
        return Opening::nothing;
    if (record.protocol == tcp) {
        if ((record.tcpFlags & dissect::syn) == 0)
            return Opening::nothing;
        return (record.tcpFlags & dissect::ack) == 0 ? Opening::opens : Opening::answers;
    }
    if (record.protocol != icmp && record.protocol != icmpv6 && record.protocol != sctp)
        return Opening::nothing;
    constexpr std::size_t sctpHeader = 12;
    const std::size_t at = record.transportOffset + (record.protocol == sctp ? sctpHeader : 0);
    const Bytes octets = frame.bytes();
    if (at >= octets.size())
        return Opening::nothing;
    return record.protocol == icmp     ? icmpOpening(octets[at])
           : record.protocol == icmpv6 ? icmpv6Opening(octets[at])
                                       : sctpOpening(octets[at]);
}

void beginFlow(Flow& flow, const dissect::PacketRecord& record) {
    const bool fromServer = record.hasPorts && !isGroup(record.destination) &&
                            protocol::wellKnown(record.sourcePort) > protocol::wellKnown(record.destinationPort);
    flow.client = fromServer ? 1 : 0;
}

void noteOpening(Flow& flow, int side, Opening opening) {
    if (opening == Opening::opens && !flow.sawOpening) {
        flow.sawOpening = true;
        flow.client = static_cast<std::uint8_t>(side);
    } else if (opening == Opening::answers && !openingSeen(flow)) {
        flow.client = static_cast<std::uint8_t>(1 - side);
    }
    if (flow.protocol != tcp)  // which has its flags counted
        flow.flagsSeen[side] |= dissect::syn;
}

bool directionKnown(const SnapshotData& state, const Flow& flow) {
    return openingSeen(flow) || protocol::wellKnown(flow.port[0]) != protocol::wellKnown(flow.port[1]) ||
           (flow.application != 0 && state.inspected.applications[flow.application - 1].sided);
}

void applyContentDirections(SnapshotData& state) {
    const AppendOnly<ClientByContent>& clients = state.inspected.clients;
    for (std::size_t i = 0; i < clients.size(); ++i) {
        Flow& flow = state.flows[index(clients[i].flow)];
        if (!openingSeen(flow) && !isGroup(state.address(flow.address[clients[i].side])))
            flow.client = clients[i].side;
        if (flow.application != 0)
            state.inspected.applications[flow.application - 1].reversed = flow.client != clients[i].side;
    }
}

}  // namespace weir::traffic
