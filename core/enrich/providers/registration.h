// SPDX-License-Identifier: GPL-3.0-or-later
// "Who owns this?" as one step for the user: RDAP first, whois second.
#pragma once

#include "core/enrich/providers/rdapprovider.h"
#include "core/enrich/providers/whoisprovider.h"

namespace weir::enrich::providers {

/// When whois is asked after RDAP. Both go to the same registry, but whois goes in the clear.
enum class WhoisUse : quint8 {
    always,      ///< addresses always, for the list of countries that only whois gives; domains when needed
    whenNeeded,  ///< only where RDAP has no answer, or does not name an organization
    never
};

class RegistrationProvider : public Provider {
public:
    RegistrationProvider(std::shared_ptr<const enrich::subject::HostGate> gate,
                         std::shared_ptr<const RdapBootstrap> bootstrap, WhoisUse whoisUse = WhoisUse::always)
        : m_rdap(gate, std::move(bootstrap)), m_whois(gate), m_whoisUse(whoisUse) {}
    const ProviderDescriptor& descriptor() const override;
    Step next(const enrich::subject::Indicator& indicator, const Exchanges& soFar) const override;
    Requests requests(const enrich::subject::Indicator& indicator) const override;

private:
    RdapProvider m_rdap;
    WhoisProvider m_whois;
    WhoisUse m_whoisUse;
};

}  // namespace weir::enrich::providers
