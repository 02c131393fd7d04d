// SPDX-License-Identifier: GPL-3.0-or-later
// Whois (RFC 3912): which server to ask, in which words, and which referrals to follow.
#pragma once

#include "core/enrich/providers/provider.h"
#include "core/enrich/providers/whoistext.h"

namespace weir::enrich::providers {

/// The line for this server, without line end: servers differ in how they want to be asked.
QByteArray whoisQuery(const QString& host, const enrich::subject::Indicator& indicator);

class WhoisProvider : public Provider {
public:
    explicit WhoisProvider(std::shared_ptr<const enrich::subject::HostGate> gate) : m_gate(std::move(gate)) {}
    const ProviderDescriptor& descriptor() const override;
    Step next(const enrich::subject::Indicator& indicator, const Exchanges& soFar) const override;
    /// Beginning at this registry, which is known to hold the address, in place of the one that the table says.
    Step next(const enrich::subject::Indicator& indicator, const Exchanges& soFar, const QString& registryHost) const;
    Requests requests(const enrich::subject::Indicator& indicator) const override;

private:
    RequestPlan ask(const QString& host, quint16 port, const QByteArray& query) const;
    std::variant<RequestPlan, QString> follow(const WhoisReferral& referral,
                                              const enrich::subject::Indicator& indicator,
                                              const Exchanges& soFar) const;

    std::shared_ptr<const enrich::subject::HostGate> m_gate;
};

}  // namespace weir::enrich::providers
