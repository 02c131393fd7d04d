// SPDX-License-Identifier: GPL-3.0-or-later
// RDAP (RFC 7480, 9082, 9083): registration data as JSON over HTTPS, redirects followed by hand.
#pragma once

#include "core/enrich/providers/provider.h"
#include "core/enrich/providers/rdapbootstrap.h"

namespace weir::enrich::providers {

class RdapProvider : public Provider {
public:
    RdapProvider(std::shared_ptr<const enrich::subject::HostGate> gate, std::shared_ptr<const RdapBootstrap> bootstrap)
        : m_gate(std::move(gate)), m_bootstrap(std::move(bootstrap)) {}
    const ProviderDescriptor& descriptor() const override;
    Step next(const enrich::subject::Indicator& indicator, const Exchanges& soFar) const override;
    Requests requests(const enrich::subject::Indicator& indicator) const override;

private:
    RequestPlan ask(const QUrl& url) const;

    std::shared_ptr<const enrich::subject::HostGate> m_gate;
    std::shared_ptr<const RdapBootstrap> m_bootstrap;
};

}  // namespace weir::enrich::providers
