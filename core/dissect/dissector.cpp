// SPDX-License-Identifier: GPL-3.0-or-later
// Drives a frame through its link layers to the IP header that counts.
#include "core/dissect/dissector.h"

#include <algorithm>

#include "core/dissect/link.h"
#include "core/dissect/linktypes.h"
#include "core/dissect/network.h"

namespace weir::dissect {
namespace {

/// Follows link-layer steps until an IP header or nothing more. Leaves the cursor there.
NetworkStart walk(Next next, ByteReader& reader) {
    for (int i = 0; i < maximumLinkLayers; ++i) {
        if (reader.failed())
            return {NetworkStart::Layer::none, 0, next.kind};
        switch (next.layer) {
            case Next::Layer::done:
                return {NetworkStart::Layer::none, reader.position(), next.kind};
            case Next::Layer::ipv4:
                return {NetworkStart::Layer::ipv4, reader.position(), next.kind};
            case Next::Layer::ipv6:
                return {NetworkStart::Layer::ipv6, reader.position(), next.kind};
            case Next::Layer::rawIp:
                return {reader.peek() >> 4 == 6 ? NetworkStart::Layer::ipv6 : NetworkStart::Layer::ipv4,
                        reader.position(), next.kind};
            default:
                next = after(next, reader);
        }
    }
    return {NetworkStart::Layer::none, 0, next.kind};
}

}  // namespace

bool readNetwork(NetworkStart::Layer layer, std::size_t start, const Frame& frame, PacketRecord& record) {
    ByteReader reader(frame.bytes());
    reader.seek(start);
    const std::uint64_t wire = frame.original > start ? frame.original - start : 0;
    record.networkOffset = static_cast<std::uint32_t>(start);
    const bool good =
        layer == NetworkStart::Layer::ipv4 ? readIpv4(reader, wire, record) : readIpv6(reader, wire, record);
    if (!good)
        return false;
    const std::size_t end = std::min<std::size_t>(frame.captured, start + std::size_t{record.bytes});
    readTransport(reader, end, record);
    record.verdict = Verdict::ip;
    return true;
}

bool readInner(const Inner& inner, const Frame& frame, const PacketRecord& outer, PacketRecord& record) {
    ByteReader reader(frame.bytes());
    reader.seek(inner.offset);
    const NetworkStart start = walk(inner.next, reader);
    if (start.layer == NetworkStart::Layer::none || !readNetwork(start.layer, start.offset, frame, record))
        return false;
    return !inner.mustFit ||
           start.offset + std::uint64_t{record.bytes} <= outer.networkOffset + std::uint64_t{outer.bytes};
}

namespace {

/// Replaces the record by that of the innermost IP header that can be read.
void goInside(const Frame& frame, PacketRecord& record) {
    for (int depth = 0; depth < maximumTunnels; ++depth) {
        if (passAuthentication(frame, record))
            continue;
        const Inner inner = findInner(record, frame.bytes());
        PacketRecord deeper;
        if (inner.tunnel == Tunnel::none || !readInner(inner, frame, record, deeper))
            return;
        record = deeper;
    }
}

}  // namespace

NetworkStart findNetwork(std::uint16_t linkType, Bytes frame) {
    // Nearly every frame of nearly every capture; the walk would find the same in three steps.
    constexpr std::size_t ethernetHeader = 14;
    if (linkType == linktype::ethernet && frame.size() >= ethernetHeader) {
        const auto type = static_cast<std::uint16_t>(frame[12] << 8 | frame[13]);
        const FrameKind kind{FrameKind::Space::etherType, type};
        if (type == 0x0800)
            return {NetworkStart::Layer::ipv4, ethernetHeader, kind};
        if (type == 0x86dd)
            return {NetworkStart::Layer::ipv6, ethernetHeader, kind};
    }
    ByteReader reader(frame);
    return walk(enterLinkType(linkType, reader), reader);
}

PacketRecord dissect(const Frame& frame, bool inner) {
    PacketRecord record;
    dissect(frame, inner, record);
    return record;
}

void dissect(const Frame& frame, bool inner, PacketRecord& record) {
    const NetworkStart start = findNetwork(frame.linkType, frame.bytes());
    if (start.layer == NetworkStart::Layer::none) {
        record.kind = start.kind;
        record.networkOffset = static_cast<std::uint32_t>(start.offset);
        return;
    }
    if (!readNetwork(start.layer, start.offset, frame, record)) {
        record = PacketRecord{};
        record.verdict = Verdict::malformed;
        record.kind = start.kind;
        record.networkOffset = static_cast<std::uint32_t>(start.offset);
        return;
    }
    if (inner)
        goInside(frame, record);
}

}  // namespace weir::dissect
