// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capturetables/packetinfo.h"

#include "core/base/ipprotocol.h"
#include "core/base/text.h"
#include "core/detail/infoline.h"
#include "core/dissect/dissector.h"

namespace weir::capturetables {

std::string kindName(const traffic::KindOfFrame& kind) {
    if (kind.kind.space != dissect::FrameKind::Space::linkType)
        return dissect::frameKindName(kind.kind);
    return lowered(capture::linkTypeName(kind.kind.number));
}

PacketInfo readAgain(const traffic::SnapshotData& state, const traffic::IndexedPacket& packet) {
    PacketInfo out;
    const auto stored = state.frames ? state.frames->read(packet.position) : std::nullopt;
    if (!stored)
        return out;
    const dissect::PacketRecord record = dissect::dissect(stored->frame, state.options.inner);
    out.info = detail::infoLine(stored->frame, record);
    if (record.verdict != dissect::Verdict::ip)
        return out;
    if (record.source.version == 4 || record.fragment)
        out.ipId = record.identification;
    out.ttl = record.ttl;
    if (record.protocol == ipprotocol::tcp && !record.laterFragment)
        out.tcpFlags = detail::tcpFlagsText(record.tcpFlags);
    return out;
}

}  // namespace weir::capturetables
