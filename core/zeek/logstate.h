// SPDX-License-Identifier: GPL-3.0-or-later
// Entries of logs, put together as flows, DNS messages and what was said in conversations.
#pragma once

#include "core/base/hashmap.h"
#include "core/traffic/snapshot.h"
#include "core/zeek/logfile.h"

namespace weir::zeek {

/// Certificates may come at any time, other entries in the order of their times.
class LogState {
public:
    LogState() : m_flows(m_addresses) {}

    void addCertificate(const LogEntry& entry);
    void addConnection(const LogEntry& entry, std::int64_t time);
    void addDns(const LogEntry& entry, std::int64_t time);
    void addTls(const LogEntry& entry, std::int64_t time);
    void addHttp(const LogEntry& entry, std::int64_t time);
    /// Once, at the end.
    std::shared_ptr<traffic::SnapshotData> finish();

private:
    struct Certificate {
        std::string subject, issuer;
        std::vector<std::string> names;
        std::int64_t notBefore = 0, notAfter = 0;
    };
    /// The flow of an entry's `id`, whose originator sent it; null where the entry names no addresses. One that no
    /// connection was logged for has one packet.
    traffic::Flow* flowOf(const LogEntry& entry, std::int64_t time, traffic::FlowId& id, int& side);
    traffic::Application& applicationOf(traffic::Flow& flow);
    void addCertificateOf(const LogEntry& entry, traffic::Application& application);
    void see(std::int64_t first, std::int64_t last);

    traffic::AddressPool m_addresses, m_told;
    TextPool m_texts;
    traffic::FlowTable m_flows;
    traffic::DnsLog m_dns;
    traffic::Inspected m_inspected;
    traffic::Counters m_counters;
    HashMap<std::string, Certificate> m_certificates;  ///< by file identification and by fingerprint
    std::uint32_t m_entries = 0;
};

}  // namespace weir::zeek
