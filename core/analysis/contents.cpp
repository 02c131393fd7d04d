// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/contents.h"

namespace weir::analysis {

void Contents::read(const Work& work) {
    for (const Telling& telling : work.tellings) {
        if (telling.opens)
            m_inspector.reopened(telling.id);
        if (telling.speaks)
            m_inspector.packet(work, telling);
        if (telling.dns)
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
