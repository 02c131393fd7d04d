// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/contentreader.h"

#include "core/engine/decryptedreader.h"

namespace weir::engine {

void ContentReader::read(const PacketBatch& work, const std::function<bool()>& hurry) {
    constexpr unsigned often = 32;  // packets; each costs a millisecond at most
    unsigned left = often;
    for (const PayloadNote& note : work.payloadNotes) {
        if (--left == 0) {
            left = often;
            if (hurry && hurry())
                return;
        }
        if (note.opens)
            m_inspector.reopened(note.id);
        if (note.opens && note.dns)
            m_dns.reopened(note.id);
        if (note.syn)
            m_inspector.opening(work, note);
        if (note.speaks || note.quic)
            m_inspector.packet(work, note);
        if (note.dns)
            m_dns.packet(work, note);
    }
}

void ContentReader::shareAllButInspected(traffic::SnapshotData& state, const traffic::AddressPool& seen) const {
    state.addresses = traffic::Addresses(seen, m_told);
    state.texts = m_texts.share();
    state.dns = m_dns.log();
}

void ContentReader::share(traffic::SnapshotData& state, const traffic::AddressPool& seen) const {
    shareAllButInspected(state, seen);
    state.inspected = m_inspector.found();
}

void ContentReader::finish(traffic::SnapshotData& state, const traffic::AddressPool& seen) {
    state.inspected = m_inspector.finish();
    m_dns.finish();
    shareAllButInspected(state, seen);
}

void ContentReader::decrypt(traffic::SnapshotData& state, const traffic::AddressPool& seen, std::stop_token stop) {
    readDecrypted(state, m_texts, m_told, stop);
    state.addresses = traffic::Addresses(seen, m_told);
    state.texts = m_texts.share();
}

}  // namespace weir::engine
