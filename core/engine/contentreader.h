// SPDX-License-Identifier: GPL-3.0-or-later
// Parses the payloads that the collector marked: DNS, TLS, HTTP and others. One thread at a time.
#pragma once

#include <functional>
#include <stop_token>

#include "core/engine/dnsreader.h"
#include "core/engine/inspector.h"
#include "core/traffic/snapshot.h"

namespace weir::engine {

class ContentReader {
public:
    ContentReader() : m_dns(m_texts, m_told), m_inspector(m_texts, m_told) {}
    ContentReader(const ContentReader&) = delete;
    ContentReader& operator=(const ContentReader&) = delete;

    /// Batches must be passed in file order. `hurry` is asked now and then: once it says so, the rest is left.
    void read(const PacketBatch& work, const std::function<bool()>& hurry = {});
    /// Copies what was read, sharing most; `seen` are the addresses of the flows.
    void share(traffic::SnapshotData& state, const traffic::AddressPool& seen) const;
    /// The end: what is open is done, and all is moved out.
    void finish(traffic::SnapshotData& state, const traffic::AddressPool& seen);
    /// After `finish`: what is encrypted is read from the file again with `state.keys`, and joins the rest.
    void decrypt(traffic::SnapshotData& state, const traffic::AddressPool& seen, std::stop_token stop);

private:
    void shareAllButInspected(traffic::SnapshotData& state, const traffic::AddressPool& seen) const;

    TextPool m_texts;
    traffic::AddressPool m_told;
    DnsReader m_dns;
    Inspector m_inspector;
};

}  // namespace weir::engine
