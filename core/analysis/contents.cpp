// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/contents.h"

namespace weir::analysis {

void Contents::read(const Work& work) {
    constexpr std::uint8_t tcpProtocol = 6;
    for (const Telling& telling : work.tellings) {
        const dissect::PacketRecord& record = work.records[telling.place];
        const std::uint16_t flags = record.protocol == tcpProtocol ? record.tcpFlags : std::uint16_t{0};
        const bool payload = record.payloadLength > 0;
        if ((flags & (dissect::syn | dissect::ack)) == dissect::syn)
            m_inspector.reopened(telling.id);
        if (payload || (flags & dissect::rst) != 0)
            m_inspector.packet(work, telling);
        if ((payload || (flags & dissect::syn) != 0) && mayCarryDns(record))
            m_dns.packet(work, telling);
    }
}

void Contents::shareAllButInspected(State& state, const AddressPool& seen) const {
    state.addresses = Addresses(seen, m_told);
    state.texts = m_texts.share();
    state.dns = m_dns.log();
}

void Contents::share(State& state, const AddressPool& seen) const {
    shareAllButInspected(state, seen);
    state.inspected = m_inspector.found();
}

void Contents::finish(State& state, const AddressPool& seen) {
    state.inspected = m_inspector.finish();
    shareAllButInspected(state, seen);
}

}  // namespace weir::analysis
