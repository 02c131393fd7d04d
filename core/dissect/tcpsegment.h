// SPDX-License-Identifier: GPL-3.0-or-later
// A TCP packet's record as what the reassembler takes.
#pragma once

#include "core/dissect/record.h"
#include "core/protocol/tcpstream.h"

namespace weir::dissect {

/// Which packet the record is of: its frame number and time.
inline protocol::TcpArrival arrivalOf(const PacketRecord& record, std::uint64_t frame, std::int64_t time) {
    return {frame, time, record.identification, record.acknowledgment, (record.tcpFlags & ack) != 0};
}

/// `payload` is what was captured of it, and has to outlive the segment.
inline protocol::TcpSegment tcpSegment(const PacketRecord& record, Bytes payload, const protocol::TcpArrival& arrival) {
    const auto has = [&](std::uint16_t flag) { return (record.tcpFlags & flag) != 0; };
    protocol::TcpSegment segment;
    segment.sequence = record.sequence;
    segment.original = record.payloadOriginal;
    segment.syn = has(syn);
    segment.fin = has(fin);
    segment.rst = has(rst);
    segment.psh = has(psh);
    segment.payload = payload;
    segment.arrival = arrival;
    return segment;
}

}  // namespace weir::dissect
