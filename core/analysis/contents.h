// SPDX-License-Identifier: GPL-3.0-or-later
// Reads what the collector told of: DNS, and what else flows say. One thread at a time.
#pragma once

#include "core/analysis/dnsreader.h"
#include "core/analysis/inspector.h"
#include "core/analysis/snapshot.h"

namespace weir::analysis {

class Contents {
public:
    Contents() : m_dns(m_texts, m_told), m_inspector(m_texts, m_told) {}
    Contents(const Contents&) = delete;
    Contents& operator=(const Contents&) = delete;

    /// Works must come in the order of their frames.
    void read(const Work& work);
    /// Copies what was read, sharing most; `seen` are the addresses of the flows.
    void share(State& state, const AddressPool& seen) const;
    /// The end: what is open is done, and all is moved out.
    void finish(State& state, const AddressPool& seen);

private:
    void shareAllButInspected(State& state, const AddressPool& seen) const;

    TextPool m_texts;
    AddressPool m_told;
    DnsReader m_dns;
    Inspector m_inspector;
};

}  // namespace weir::analysis
