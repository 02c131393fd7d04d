// SPDX-License-Identifier: GPL-3.0-or-later
// RDAP (RFC 7480, 9082, 9083): registration data as JSON over HTTPS, redirects followed by hand.
#pragma once

#include "core/enrich/provider.h"
#include "core/enrich/rdapbootstrap.h"

namespace weir::enrich {

class RdapProvider : public Provider {
public:
    RdapProvider(std::shared_ptr<const HostGate> gate, std::shared_ptr<const RdapBootstrap> bootstrap)
        : m_gate(std::move(gate)), m_bootstrap(std::move(bootstrap)) {}
    const ProviderDescriptor& descriptor() const override;
    Step next(const Indicator& indicator, const Exchanges& soFar) const override;

private:
    RequestPlan ask(const QUrl& url) const;

    std::shared_ptr<const HostGate> m_gate;
    std::shared_ptr<const RdapBootstrap> m_bootstrap;
};

}  // namespace weir::enrich
